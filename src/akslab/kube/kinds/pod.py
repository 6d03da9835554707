"""v1/Pod: a workload with an address of its node's block."""

from collections.abc import Sequence

from ...wire.properties import Json


def new_pod(name: str, node: str | None, argv: Sequence[str], now: str) -> Json:
    """Return a pod that waits for a node and an address; without `argv` it runs the built-in HTTP server."""
    container: Json = {"name": "main", "image": "akslab/builtin"} | ({"command": list(argv)} if argv else {})
    spec: Json = {"containers": [container]} | ({"nodeName": node} if node else {})
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "default", "creationTimestamp": now},
        "spec": spec,
        "status": {"phase": "Pending"},
    }


def node_of(pod: Json) -> str | None:
    """Return the node a pod is bound to."""
    node: str | None = pod["spec"].get("nodeName")
    return node


def address_of(pod: Json) -> str | None:
    """Return the pod's address, once it has one."""
    address: str | None = pod["status"].get("podIP")
    return address


def command_of(pod: Json) -> tuple[str, ...]:
    """Return the pod's command; empty for the built-in server."""
    return tuple(pod["spec"]["containers"][0].get("command") or ())


def bound_to(pod: Json, node: str) -> Json:
    """Return the pod bound to a node."""
    return {**pod, "spec": {**pod["spec"], "nodeName": node}}


def with_status(pod: Json, phase: str, **status: str) -> Json:
    """Return the pod in a phase, with what else its status says."""
    return {**pod, "status": {**pod["status"], "phase": phase, **status}}
