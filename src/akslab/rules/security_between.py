"""Security groups that close what goes between nodes and pods, while pods still reach pods.

AKS asks for four directions (R46). From a node to a pod goes what a service takes in by one node for a pod on another; what
goes from a pod to a node may carry either's address, told both ways (X5).
"""

from collections.abc import Iterator

from .example import Example
from .examples import (
    SECURITY_GROUP,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    security_group,
    security_rule,
    subnet,
    world,
)
from .pod_routing import facts_of
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .security_of_pods import LET_ALL_OF_THEM_IN, RULE_OF_THE_GROUP, is_among_pods, told_of
from .traffic_filters import Blocked, blocked, closed_between
from .unknown import Unknown, Values
from .view import View


def _between(view: View, cluster: ManagedCluster, *, is_from_nodes: bool) -> Iterator[Values]:
    """Yield what is closed, but for what a rule closes that keeps pods from pods as well: that is told there."""
    every = [each for each in blocked(view, cluster) if isinstance(each, Blocked)]
    told = {(each.group.id, each.direction, each.rule) for each in every if is_among_pods(each)}
    facts = facts_of(view, cluster)
    are_known = facts is not None and not isinstance(facts.nodes, Unknown)
    found = every if are_known else list(closed_between(view, cluster))

    def is_wanted(each: Blocked) -> bool:
        is_told = (each.group.id, each.direction, each.rule) in told
        return each.is_wide and each.hit.is_from_nodes is is_from_nodes and not is_told

    yield from told_of(view, cluster, found, is_wanted)


def _from_nodes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _between(view, cluster, is_from_nodes=True)


def _to_nodes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _between(view, cluster, is_from_nodes=False)


def _behind(*rules: Document) -> Example:
    where = network(subnet(networkSecurityGroup={"id": SECURITY_GROUP}))
    return world(where, security_group(*rules), cluster(identity=USER_ASSIGNED))


def _let(name: str, source: str, destination: str, priority: int) -> Document:
    ends = {"sourceAddressPrefix": source, "destinationAddressPrefix": destination}
    return security_rule(name, priority=priority, protocol="*", destinationPortRange="*", **ends)


_PODS, _NODES = "10.244.0.0/16", "192.168.1.0/24"
_EACH_OTHER = (_let("pods", _PODS, _PODS, 200), _let("nodes", _NODES, _NODES, 210))
_NODES_TO_PODS = _let("nodesToPods", _NODES, _PODS, 220)
_DENY = security_rule(
    "deny",
    priority=4000,
    access="Deny",
    protocol="*",
    sourceAddressPrefix="*",
    destinationAddressPrefix="*",
    destinationPortRange="*",
)

BLOCKS_NODES_SENDING = Rule(
    id="nsg-blocks-what-nodes-send",
    title="Security groups let nodes reach pods and nodes",
    class_="breaks",
    source=("R46", "D20"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} ports {ports} from {sources} to {destinations}: what nodes "
        "send to another node or its pods is dropped, and so is what they pass on for services.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_from_nodes,
    failing=lambda: _behind(*_EACH_OTHER, _DENY),
    sound=lambda: _behind(*_EACH_OTHER, _NODES_TO_PODS, _let("podsToNodes", _PODS, _NODES, 230), _DENY),
)

BLOCKS_PODS_TO_NODES = Rule(
    id="nsg-blocks-pods-to-nodes",
    title="Security groups let pods reach nodes",
    class_="risk",
    source=("R46", "K27", "X5"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} ports {ports} from {sources} to {destinations}. AKS asks for "
        "it to be open: sources differ on whether packets from pods to other nodes carry the pod's address.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_to_nodes,
    failing=lambda: _behind(*_EACH_OTHER, _NODES_TO_PODS, _DENY),
    sound=lambda: _behind(*_EACH_OTHER, _NODES_TO_PODS, _let("podsToNodes", _PODS, _NODES, 230), _DENY),
)

SECURITY_BETWEEN = (BLOCKS_NODES_SENDING, BLOCKS_PODS_TO_NODES)
"""What is closed for certain, then what may be."""
