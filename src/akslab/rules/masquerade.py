"""Which addresses the ip-masq agent leaves pods their own source for (K25-K28).

The agent merges AKS's list with the user's. Too short a list hides pods behind their node even from each other; too long
a one shows pods' addresses to those who have no route back to them.
"""

from collections.abc import Iterator

from ..net.prefixes import Prefix, PrefixError, contains, parse_prefix, parsed
from .cluster_facts import MasqueradeConfig
from .examples_running import running
from .facts import pod_ranges
from .places import object_id
from .pod_routing import facts_of, node_subnet_ids
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import UNKNOWN, CannotJudge, Unknown, Values, known
from .view import View

RECONCILED = "azure-ip-masq-agent-config-reconciled"
"""AKS's own; the user's is beside it."""
_LIST = "{object}#data[{key}]"


def _configs(view: View, cluster: ManagedCluster) -> tuple[MasqueradeConfig, ...]:
    facts = facts_of(view, cluster)
    configs = facts.masquerade if facts else UNKNOWN
    return () if isinstance(configs, Unknown) else configs


def _ranges(config: MasqueradeConfig) -> tuple[str, ...]:
    return known(config.non_masquerade_cidrs, f"nonMasqueradeCIDRs of {config.name}")


def _told(config: MasqueradeConfig) -> dict[str, object]:
    object_ = object_id("configmap", config.namespace, config.name)
    return {"config": config.name, "object": object_, "key": config.key}


def _own(name: str, *ranges: str) -> MasqueradeConfig:
    return MasqueradeConfig(name=name, key="ip-masq-agent", non_masquerade_cidrs=ranges)


def _without_pods(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    configs = _configs(view, cluster)
    if configs and RECONCILED not in (each.name for each in configs):
        raise CannotJudge(f"kubectl get configmap {RECONCILED} -n kube-system -o json")
    listed = parsed(text for config in configs for text in _ranges(config))
    for pods in pod_ranges(cluster) if configs else ():
        if pods.version == 4 and not any(contains(each, pods) for each in listed):
            yield {**_told(configs[0]), "config": ", ".join(each.name for each in configs), "pod": pods}


WITHOUT_PODS = Rule(
    id="masquerade-hides-pods-from-pods",
    title="The ip-masq agent leaves pods their address towards pods",
    class_="breaks",
    source=("K26", "K28", "Azure/AKS#2031", "Azure/AKS#2653"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "nonMasqueradeCIDRs of {config} does not hold the pod range {pod}: pods see each other with the address of the "
        "node, and network policies that select pods do not match.",
    ),
    fix='Put the pod range into the list, nonMasqueradeCIDRs: ["{pod}"], or delete the ConfigMap of your own.',
    place=_LIST,
    check=_without_pods,
    failing=lambda: running(masquerade=(_own(RECONCILED, "10.245.0.0/16"), _own("azure-ip-masq-agent-config"))),
    sound=lambda: running(masquerade=(_own(RECONCILED, "10.244.0.0/16"), _own("azure-ip-masq-agent-config"))),
)


def _leaks(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    own = [config for config in _configs(view, cluster) if config.name != RECONCILED]
    known_way_back = (*pod_ranges(cluster), *_node_prefixes(view, cluster)) if own else ()
    for config in own:
        for each in parsed(_ranges(config)):
            if each.version == 4 and not any(contains(inner, each) for inner in known_way_back):
                yield {**_told(config), "cidr": each}


def _node_prefixes(view: View, cluster: ManagedCluster) -> Iterator[Prefix]:
    for id_ in node_subnet_ids(view, cluster):
        subnet = view.subnet(id_)
        yield from parsed(known(subnet.prefixes, f"addressPrefix of {id_}")) if subnet else ()


LEAKS = Rule(
    id="masquerade-shows-pods-outside",
    title="Pods are hidden behind their node from all who have no route to them",
    class_="risk",
    source=("K26", "K27", "R31", "D14", "Azure/AKS#785"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "nonMasqueradeCIDRs of {config} holds {cidr}: hosts there see pods' own addresses, and can answer only if the "
        "cluster's route table, or such routes, lie on their subnet too.",
    ),
    fix="Take {cidr} out of the list, unless every subnet there has routes to the pods.",
    place=_LIST,
    check=_leaks,
    failing=lambda: running(masquerade=(_own("azure-ip-masq-agent-config", "10.0.0.0/8"),)),
    sound=lambda: running(masquerade=(_own("azure-ip-masq-agent-config", "10.244.0.0/16", "192.168.1.0/24"),)),
)


def _malformed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for config in _configs(view, cluster):
        for text in _ranges(config):
            try:
                parse_prefix(text)
            except PrefixError as error:
                yield {**_told(config), "text": text, "canonical": error.canonical or "10.244.0.0/16"}


MALFORMED = Rule(
    id="masquerade-range-malformed",
    title="The ip-masq agent's ranges are prefixes that start at their first address",
    class_="breaks",
    source=("K26",),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "'{text}' in nonMasqueradeCIDRs of {config} is no prefix: the agent refuses the whole list."
    ),
    fix="Write it as {canonical}.",
    place=_LIST,
    check=_malformed,
    failing=lambda: running(masquerade=(_own("azure-ip-masq-agent-config", "10.244.0.0/16", "10.9.0.1/24"),)),
    sound=lambda: running(masquerade=(_own("azure-ip-masq-agent-config", "10.244.0.0/16"),)),
)

MASQUERADE = (MALFORMED, WITHOUT_PODS, LEAKS)
"""Not readable, too short, too long."""
