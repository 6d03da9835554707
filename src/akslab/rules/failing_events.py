"""What Kubernetes itself reports: routes that could not be written, nodes without network, load balancers that wait.

An event says what failed and, inside it, what Azure answered; the cause is mostly another rule's finding.
"""

import re
from collections.abc import Callable, Iterator

from .cluster_facts import Event
from .example import Example
from .examples_running import node, running
from .places import object_id
from .pod_routing import events_of, seen_nodes
from .resources import ManagedCluster
from .rule import Check, Rule, in_own_words
from .unknown import Values
from .view import View

_CODE = re.compile(
    r"""(?:Code|ERROR CODE|"code"|\\"code\\")\s*[=:]\s*\\?"?([A-Za-z][A-Za-z0-9]{3,60})""", re.IGNORECASE
)
_MOST_SAID = 240
_MESSAGE = "{object}#message"


def code_in(message: str) -> str:
    """Return the last code of Azure's in a message, which is the innermost; `-` where there is none."""
    codes = [code for code in _CODE.findall(message) if code.lower() not in ("null", "none")]
    return codes[-1] if codes else "-"


def _in_brackets(code: str) -> str:
    return "" if code == "-" else f" ({code})"


def _asked(code: str) -> str:
    """Return what to ask `akslab explain`: the code, or the message itself."""
    return "'<message>'" if code == "-" else code


def _said(message: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in message)
    return text if len(text) <= _MOST_SAID else f"{text[:_MOST_SAID]}…"


def _events(*reasons: str, text: str = "", kind: str = "") -> Check[ManagedCluster]:
    """Return the check for events with one of these reasons, or a text in their message; each object once."""

    def judge(view: View, cluster: ManagedCluster) -> Iterator[Values]:
        said: set[tuple[str, str, str]] = set()
        for event in events_of(view, cluster):
            is_meant = event.reason in reasons if not text else text in event.message
            key = event.namespace, event.name, code_in(event.message)
            if is_meant and (not kind or event.kind == kind) and key not in said:
                said.add(key)
                yield {
                    "name": f"{event.namespace}/{event.name}" if event.kind != "Node" else event.name,
                    "object": event.id,
                    "code": code_in(event.message),
                    "because": _in_brackets(code_in(event.message)),
                    "asked": _asked(code_in(event.message)),
                    "message": _said(event.message),
                }

    return judge


def _with(reason: str, message: str, kind: str, name: str) -> Callable[[], Example]:
    namespace = "" if kind == "Node" else "default"
    id_ = object_id("event", "default", f"{name}.17a")
    event = Event(reason=reason, message=message, kind=kind, namespace=namespace, name=name, id=id_)
    return lambda: running(events=(event,))


def _quiet() -> Example:
    return running(events=(Event(reason="RouteCreated", message="", kind="Node", namespace="", name=node(0).name),))


ROUTE_NOT_CREATED = Rule(
    id="event-route-not-created",
    title="The route controller can write the route of every node",
    class_="breaks",
    source=("K18", "K10", "Azure/AKS#2681"),
    subject=ManagedCluster,
    answer=in_own_words("", "The route of node {name} could not be written{because}: {message}"),
    fix="AuthorizationFailed: give the cluster's identity Network Contributor on the table. ScopeLocked: take the lock "
    "off. RequestDisallowedByPolicy: exempt the node resource group. PreconditionFailed, RetryableError: somebody "
    "else writes the table at the same time. `akslab explain {asked}` says more.",
    place=_MESSAGE,
    check=_events("FailedToCreateRoute"),
    failing=_with(
        "FailedToCreateRoute",
        'Could not create route 10.244.1.0/24: Code="AuthorizationFailed" Message="…"',
        "Node",
        node(1).name,
    ),
    sound=_quiet,
)


def _unreachable(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for each in seen_nodes(view, cluster):
        if each.unreachable_because:
            object_ = object_id("node", "", each.name)
            yield {"node": each.name, "reason": each.unreachable_because, "object": object_}


UNREACHABLE = Rule(
    id="node-network-unavailable",
    title="No node waits for its route",
    class_="breaks",
    source=("K18",),
    subject=ManagedCluster,
    answer=in_own_words("", "Node {node} has the condition NetworkUnavailable ({reason}): no pod is scheduled there."),
    fix="See why its route is not written: kubectl describe node {node}, and the findings about the route table.",
    place="{object}#status.conditions",
    check=_unreachable,
    failing=lambda: running(nodes=(node(0), node(1, unreachable_because="NoRouteCreated"))),
    sound=running,
)

NO_BLOCK_LEFT = Rule(
    id="event-no-block-left",
    title="The pod range has a block for every node",
    class_="breaks",
    source=("N15", "R19"),
    subject=ManagedCluster,
    answer=in_own_words("", "Node {name} got no block of the pod range: {message}"),
    fix="A /16 has 256 blocks, one for each node, and it cannot be made larger: run fewer nodes, or move to a cluster with "
    "a larger pod range, or to CNI Overlay.",
    place=_MESSAGE,
    check=_events("CIDRNotAvailable", "CIDRAssignmentFailed"),
    failing=_with("CIDRNotAvailable", "Node status is now: CIDRNotAvailable", "Node", node(1).name),
    sound=_quiet,
)

NO_NETWORK_PLUGIN = Rule(
    id="event-node-network-not-ready",
    title="The network of every node is set up",
    class_="breaks",
    source=("N6", "N7", "Azure/AgentBaker#8279"),
    subject=ManagedCluster,
    answer=in_own_words("", "The network of {name} is not set up: {message}"),
    fix="The node waits for its pod CIDR or its route: see whether it has one (kubectl get node -o json) and whether its "
    "route is in the table of its subnet.",
    place=_MESSAGE,
    check=_events(text="cni plugin not initialized"),
    failing=_with(
        "NetworkNotReady",
        "network is not ready: container runtime network not ready: cni plugin not initialized",
        "Pod",
        "web-1",
    ),
    sound=_quiet,
)

BALANCER_FAILED = Rule(
    id="event-load-balancer-failed",
    title="Every service of type LoadBalancer gets its load balancer",
    class_="breaks",
    source=("R48", "K19", "Azure/AKS#357"),
    subject=ManagedCluster,
    answer=in_own_words("", "Service {name} has no load balancer{because}: {message}"),
    fix="AuthorizationFailed, LinkedAuthorizationFailed: give the cluster's identity Network Contributor on the subnet, "
    "and join on what the subnet links to. SubnetIsFull: free addresses. `akslab explain {asked}` says more.",
    place=_MESSAGE,
    check=_events("SyncLoadBalancerFailed", "CreatingLoadBalancerFailed", "EnsureLoadBalancerFailed", kind="Service"),
    failing=_with(
        "SyncLoadBalancerFailed",
        'Error syncing load balancer: failed to ensure load balancer: Code="AuthorizationFailed" Message="…"',
        "Service",
        "web",
    ),
    sound=_quiet,
)

FAILING_EVENTS = (ROUTE_NOT_CREATED, UNREACHABLE, NO_BLOCK_LEFT, NO_NETWORK_PLUGIN, BALANCER_FAILED)
"""Routes, nodes, blocks, plugins, balancers."""
