"""v1/Node: a machine that runs pods, its block of the pod CIDR, and its conditions."""

from collections.abc import Iterable, Mapping

from ...wire.properties import Json

_KUBELET_READY = {"reason": "KubeletReady", "message": "kubelet is posting ready status"}


def new_node(name: str, labels: Mapping[str, str], address: str, provider_id: str, facts: Mapping[str, str]) -> Json:
    """Return a node as its kubelet registers it. `facts`: time, version, pods (the most it may run)."""
    now = facts["time"]
    ready = {"type": "Ready", "status": "True", "lastTransitionTime": now, **_KUBELET_READY}
    return {
        "apiVersion": "v1",
        "kind": "Node",
        "metadata": {
            "name": name,
            "creationTimestamp": now,
            "labels": {"kubernetes.io/hostname": name, "kubernetes.io/os": "linux", **labels},
        },
        "spec": {"providerID": provider_id},
        "status": {
            "addresses": [{"type": "InternalIP", "address": address}, {"type": "Hostname", "address": name}],
            "allocatable": {"pods": facts["pods"]},
            "conditions": [ready],
            "nodeInfo": {"kubeletVersion": f"v{facts['version']}", "operatingSystem": "linux"},
        },
    }


def name_of(thing: Json) -> str:
    """Return an object's name."""
    return str(thing["metadata"]["name"])


def internal_ip(node: Json) -> str:
    """Return the node's address in the virtual network."""
    return next(str(a["address"]) for a in node["status"]["addresses"] if a["type"] == "InternalIP")


def pod_cidr(node: Json) -> str | None:
    """Return the node's block, once it has one."""
    block: str | None = node["spec"].get("podCIDR")
    return block


def with_pod_cidr(node: Json, cidr: str) -> Json:
    """Return the node with its block; it never changes after (N16)."""
    return {**node, "spec": {**node["spec"], "podCIDR": cidr, "podCIDRs": [cidr]}}


def with_taints(node: Json, taints: Iterable[str]) -> Json:
    """Return the node with taints as AKS takes them: `key=value:NoSchedule`."""
    parts = [(taint.rpartition(":")[0].partition("="), taint.rpartition(":")[2]) for taint in taints]
    spelled = [{"key": key, "value": value, "effect": effect} for (key, _, value), effect in parts]
    return {**node, "spec": {**node["spec"], "taints": spelled}} if spelled else node


def condition(node: Json, type_: str) -> Json | None:
    """Return one condition of the node."""
    return next((c for c in node["status"]["conditions"] if c["type"] == type_), None)


def with_condition(node: Json, type_: str, status: str, why: tuple[str, str], now: str) -> Json:
    """Return the node with a condition set; `why` is (reason, message). Its transition time moves with its status."""
    before = condition(node, type_)
    since = before["lastTransitionTime"] if before and before["status"] == status else now
    new = {"type": type_, "status": status, "lastTransitionTime": since, "reason": why[0], "message": why[1]}
    others = [c for c in node["status"]["conditions"] if c["type"] != type_]
    return {**node, "status": {**node["status"], "conditions": [*others, new]}}


def is_schedulable(node: Json) -> bool:
    """Whether the scheduler may use the node: ready, with a block, with a route (K18), and no taint that repels pods."""
    ready, unreachable = condition(node, "Ready"), condition(node, "NetworkUnavailable")
    has_route = unreachable is None or unreachable["status"] != "True"
    repels = any(taint["effect"] in ("NoSchedule", "NoExecute") for taint in node["spec"].get("taints") or ())
    return bool(ready and ready["status"] == "True" and pod_cidr(node) and has_route and not repels)
