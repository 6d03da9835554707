"""Kubernetes objects, as kubectl prints them -> facts of a cluster (`cluster_facts`)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from .cluster_facts import DisruptionBudget, Event, Node, Service
from .fields import Fields, certain
from .places import object_id
from .unknown import UNKNOWN, Maybe, Unknown

_INTERNAL = "service.beta.kubernetes.io/azure-load-balancer-internal"
_PROVIDER = "azure://"
_OVER = ("Succeeded", "Failed")


def node(document: Mapping[str, Any]) -> Node:
    """Return the facts of a Node."""
    fields = Fields(document)
    metadata, spec, status = fields.fields("metadata"), fields.fields("spec"), fields.fields("status")
    labels, info = metadata.fields("labels"), status.fields("nodeInfo")
    conditions = {certain(each.text("type")): each for each in status.listed("conditions")}
    return Node(
        name=certain(metadata.text("name")),
        machine_id=_machine_id(certain(spec.text("providerID"))),
        pool=certain(labels.text("kubernetes.azure.com/agentpool") or labels.text("agentpool")),
        addresses=_internal_addresses(status),
        pod_cidrs=_pod_cidrs(spec),
        is_managed=certain(labels.text("kubernetes.azure.com/managed")).lower() != "false",
        is_ready=_is(conditions.get("Ready"), "True") if "Ready" in conditions else True,
        unreachable_because=_reason(conditions.get("NetworkUnavailable")),
        kubelet_version=certain(info.text("kubeletVersion")),
        os_image=certain(info.text("osImage")),
        max_pods=_number(status.fields("allocatable").text("pods")),
    )


def _machine_id(provider_id: str) -> str:
    """Return `/subscriptions/…` of `azure:///subscriptions/…`."""
    path = provider_id.removeprefix(_PROVIDER)
    return f"/{path.lstrip('/')}" if path.strip("/") and path != provider_id else ""


def _internal_addresses(status: Fields) -> tuple[str, ...]:
    found = (each for each in status.listed("addresses") if certain(each.text("type")) == "InternalIP")
    return tuple(filter(None, (certain(each.text("address")) for each in found)))


def _pod_cidrs(spec: Fields) -> tuple[str, ...]:
    many = spec.texts("podCIDRs")
    one = certain(spec.text("podCIDR"))
    return many if many and not isinstance(many, Unknown) else (one,) if one else ()


def _is(condition: Fields | None, status: str) -> bool:
    return condition is not None and certain(condition.text("status")) == status


def _reason(condition: Fields | None) -> str:
    if condition is None or not _is(condition, "True"):
        return ""
    return certain(condition.text("reason")) or "True"


def _number(text: Maybe[str]) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() else 0


def node_of_pod(document: Mapping[str, Any]) -> str:
    """Return the lower-case name of the node a pod has been given to, or nothing."""
    return certain(Fields(document).fields("spec").text("nodeName")).lower()


def pods_by_node(documents: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many pods hold an address of each node's block: those of the host's network, and those over, hold none."""
    counted: Counter[str] = Counter()
    for document in documents:
        fields = Fields(document)
        is_over = certain(fields.fields("status").text("phase")) in _OVER
        if not is_over and fields.fields("spec").flag("hostNetwork") is not True and node_of_pod(document):
            counted[node_of_pod(document)] += 1
    return dict(counted)


def balanced_service(document: Mapping[str, Any]) -> Service | None:
    """Return the facts of a Service of type LoadBalancer, None of any other."""
    fields = Fields(document)
    metadata, spec = fields.fields("metadata"), fields.fields("spec")
    if certain(spec.text("type")) != "LoadBalancer":
        return None
    ingress = fields.fields("status").fields("loadBalancer").listed("ingress")
    return Service(
        namespace=certain(metadata.text("namespace")),
        name=certain(metadata.text("name")),
        is_internal=certain(metadata.fields("annotations").text(_INTERNAL)).lower() == "true",
        addresses=tuple(filter(None, (certain(each.text("ip")) for each in ingress))),
    )


def event(document: Mapping[str, Any]) -> Event:
    """Return the facts of an Event, of either API."""
    fields = Fields(document)
    metadata = fields.fields("metadata")
    about = fields.fields("involvedObject") if fields.get("involvedObject") else fields.fields("regarding")
    series = fields.fields("series").number("count", 1)
    count = fields.number("count", 1)
    return Event(
        reason=certain(fields.text("reason")),
        message=certain(fields.text("message") or fields.text("note")),
        kind=certain(about.text("kind")),
        namespace=certain(about.text("namespace")),
        name=certain(about.text("name")),
        count=max(each for each in (series, count, 1) if isinstance(each, int)),
        id=object_id("event", certain(metadata.text("namespace")), certain(metadata.text("name"))),
        last=certain(fields.text("lastTimestamp") or fields.text("eventTime") or fields.text("firstTimestamp")),
    )


def disruption_budget(document: Mapping[str, Any]) -> DisruptionBudget:
    """Return the facts of a PodDisruptionBudget."""
    fields = Fields(document)
    metadata, spec, status = fields.fields("metadata"), fields.fields("spec"), fields.fields("status")
    return DisruptionBudget(
        namespace=certain(metadata.text("namespace")),
        name=certain(metadata.text("name")),
        min_available=certain(spec.text("minAvailable")),
        max_unavailable=certain(spec.text("maxUnavailable")),
        disruptions_allowed=UNKNOWN
        if status.get("disruptionsAllowed") is None
        else status.number("disruptionsAllowed"),
        expected_pods=UNKNOWN if status.get("expectedPods") is None else status.number("expectedPods"),
    )
