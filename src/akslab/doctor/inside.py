"""The Kubernetes objects of one cluster -> what rules know of its inside (`ClusterFacts`)."""

from collections.abc import Mapping
from typing import Any

from ..importers.exports.comparing import Told
from ..importers.exports.items import Item, shown
from ..importers.exports.merging import Contradiction
from ..importers.exports.yaml_text import YamlError, parse_yaml
from ..importers.json_text import JsonError, parse_json
from ..rules import kubernetes_documents as kubernetes
from ..rules.cluster_facts import ClusterFacts, MasqueradeConfig
from ..rules.fields import Fields, certain
from ..rules.unknown import UNKNOWN, Maybe, Unknown

_MASQUERADE = ("azure-ip-masq-agent-config", "ip-masq-agent")
_LONGEST = 1 << 16
Objects = Mapping[str, list[Item]]
"""Kind -> objects."""


def facts_of_cluster(document: Mapping[str, Any], objects: Objects) -> ClusterFacts:
    """Return what was exported of a cluster's inside; a kind of which nothing was exported is UNKNOWN."""
    properties = Fields(document).fields("properties")
    nodes, events = objects.get("Node"), objects.get("Event")
    services, budgets = objects.get("Service"), objects.get("PodDisruptionBudget")
    return ClusterFacts(
        is_running=certain(properties.fields("powerState").text("code")).lower() != "stopped",
        nodes=UNKNOWN if nodes is None or contradicting_nodes(objects) else tuple(_once(nodes, kubernetes.node)),
        pods_of=_pods(objects),
        services=UNKNOWN if services is None else tuple(filter(None, _once(services, kubernetes.balanced_service))),
        events=UNKNOWN if events is None else tuple(kubernetes.event(item.document) for item in events),
        masquerade=_masquerade(objects.get("ConfigMap")),
        network_policies=UNKNOWN if "NetworkPolicy" not in objects else len(_keys(objects["NetworkPolicy"])),
        disruption_budgets=UNKNOWN if budgets is None else tuple(_once(budgets, kubernetes.disruption_budget)),
        created_on=certain(Fields(document).fields("systemData").text("createdAt")),
    )


def contradicting_nodes(objects: Objects) -> tuple[Contradiction, ...]:
    """Return the nodes of which files say different blocks or addresses."""
    first: dict[str, tuple[Item, tuple[object, ...]]] = {}
    found = []
    for item in objects.get("Node", ()):
        node = kubernetes.node(item.document)
        told = (node.pod_cidrs, node.addresses)
        known, before = first.setdefault(item.key, (item, told))
        if before != told:
            one, other = (Told("", shown(each.file, each.path), _said(each)) for each in (known, item))
            found.append(Contradiction(id=node.name, path=("spec", "podCIDRs"), one=one, other=other))
    return tuple(found)


def _said(item: Item) -> str:
    node = kubernetes.node(item.document)
    return " ".join((*node.pod_cidrs, *node.addresses))


def _once(items: list[Item], read: Any) -> Any:
    """Yield the facts of each object once, though it may be in several files."""
    for item in _keys(items).values():
        yield read(item.document)


def _keys(items: list[Item]) -> dict[str, Item]:
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(item.key, item)
    return found


def _pods(objects: Objects) -> Maybe[dict[str, int]]:
    pods = objects.get("Pod")
    return UNKNOWN if pods is None else kubernetes.pods_by_node(item.document for item in _keys(pods).values())


def _masquerade(items: list[Item] | None) -> Maybe[tuple[MasqueradeConfig, ...]]:
    found = [item for item in items or () if item.key.rsplit("/", 1)[-1].startswith(_MASQUERADE)]
    if not found:
        return UNKNOWN
    return tuple(config for item in _keys(found).values() for config in _configs(item))


def _configs(item: Item) -> list[MasqueradeConfig]:
    fields = Fields(item.document)
    metadata = fields.fields("metadata")
    return [
        MasqueradeConfig(
            name=certain(metadata.text("name")),
            namespace=certain(metadata.text("namespace")),
            key=key,
            non_masquerade_cidrs=_ranges(text),
            written=shown(item.file, (*item.path, "data", key)),
        )
        for key, text in fields.fields("data").items()
        if isinstance(text, str)
    ]


def _ranges(text: str) -> Maybe[tuple[str, ...]]:
    """Return `nonMasqueradeCIDRs` of the agent's configuration, written in YAML or JSON; none where it does not say it."""
    value = _parsed(text)
    if isinstance(value, Unknown):
        return UNKNOWN
    return Fields(value).texts("nonMasqueradeCIDRs")


def _parsed(text: str) -> Any:
    if len(text) > _LONGEST:
        return UNKNOWN
    try:
        return parse_json(text)
    except JsonError:
        pass
    try:
        return next(iter(parse_yaml(text)), None)
    except YamlError:
        return UNKNOWN
