"""The node subnets of a cluster with the security groups on them, and what these close for certain.

A rule of which it is open whether it admits or denies what nodes need, because its tag may or may not hold it, closes
nothing for certain. What a file leaves open (an expression, a group of applications) is unknown: then that is said.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from .ids import parent_of, same
from .node_needs import Need, spans_of
from .pod_routing import index_of, node_subnet_ids, table_id_of
from .resources import ManagedCluster, NetworkSecurityGroup, SecurityRule, Subnet, VirtualNetwork
from .security_evaluation import (
    ANYWHERE,
    PRIVATE,
    Box,
    Decision,
    Direction,
    Spans,
    Tags,
    decisions,
    point,
    size_of,
)
from .traffic_filters import tags_of
from .unknown import CannotJudge, Unknown, known
from .view import View


class Closed(Struct, frozen=True):
    """A need that a group closes for all nodes of a subnet, with the first rule that does it."""

    group: NetworkSecurityGroup
    rule: str
    priority: int
    need: Need


class Guarded(Struct, frozen=True):
    """A node subnet with the group on it."""

    subnet: Subnet
    group: NetworkSecurityGroup
    tags: Tags
    nodes: Spans
    """The addresses its nodes may have."""


def guarded(view: View, cluster: ManagedCluster, direction: Direction) -> Iterator[Guarded | CannotJudge]:
    """Yield the node subnets with a group that denies anything in a direction; a group nobody can see is unknown."""
    for id_ in node_subnet_ids(view, cluster):
        try:
            subnet = view.subnet(id_)
            if subnet is None:
                continue
            group_id = known(subnet.network_security_group_id, f"network security group of subnet {subnet.name}")
            if not group_id:
                continue
            group = view.network_security_groups.get(group_id.lower())
            if group is None:
                raise CannotJudge(f"network security group {group_id}")
            if _denies(group, direction):
                nodes = spans_of(subnet)
                yield Guarded(subnet, group, _tags(view, cluster, nodes), nodes)
        except CannotJudge as reason:
            yield reason


def _denies(group: NetworkSecurityGroup, direction: Direction) -> bool:
    """Whether any rule of the user's may deny: Azure's own close nothing that nodes need."""
    rules = known(group.rules, f"rules of {group.name}")
    return any(
        (isinstance(each.access, Unknown) or same(each.access, "Deny"))
        and (isinstance(each.direction, Unknown) or same(each.direction, direction))
        for each in rules
    )


def _tags(view: View, cluster: ManagedCluster, own: Spans) -> Tags:
    tags = tags_of(view, cluster, own)
    return Tags(tags.network, ANYWHERE if widens(view, cluster) else PRIVATE)


def widens(view: View, cluster: ManagedCluster) -> bool:
    """Whether VirtualNetwork may hold public addresses: a default route, a user's or a gateway's, may bring them (U6)."""
    return any(_may_have_default(view, id_) for id_ in node_subnet_ids(view, cluster))


def _may_have_default(view: View, subnet_id: str) -> bool:
    network = view.virtual_networks.get(parent_of(subnet_id).lower())
    if network is None or _has_gateway(network):
        return True
    try:
        id_ = table_id_of(view, subnet_id)
    except CannotJudge:
        return True
    table = view.route_tables.get(id_.lower())
    if table is None or isinstance(table.routes, Unknown):
        return bool(id_)
    is_seen = all(isinstance(each.address_prefix, str) for each in table.routes)
    return not is_seen or any(not prefix.prefixlen for prefix, _ in index_of(view, table).routes)


def _has_gateway(network: VirtualNetwork) -> bool:
    return any(same(each.name, "GatewaySubnet") for each in network.subnets) or any(
        each.uses_remote_gateways is not False for each in network.peerings
    )


def closed(place: Guarded, direction: Direction, needs: Iterable[Need]) -> Iterator[Closed | CannotJudge]:
    """Yield the needs that a group closes for every node of its subnet: to get there, or to be reached from there."""
    for need in needs:
        found = _denied(place, direction, need)
        if isinstance(found, CannotJudge):
            yield found
        elif found:
            yield Closed(place.group, found.rule, found.priority, need)


def _denied(place: Guarded, direction: Direction, need: Need) -> Decision | CannotJudge | None:
    """Return the first decision against a need, if all of it is denied."""
    ends = (point(0),) if need.place else need.spans
    ways = [(node, end) if direction == "Outbound" else (end, node) for node in place.nodes for end in ends]
    boxes = [Box(source, destination, need.ports) for source, destination in ways]
    tags = Tags(place.tags.network, place.tags.perhaps, (need.place,) if need.place else ())
    try:
        found = [each for each in decisions(place.group, direction, need.protocol, boxes, tags) if not each.is_allowed]
    except CannotJudge as reason:
        return reason if _is_unclear(place.group) else None
    is_all = bool(boxes) and sum(_size(each.box) for each in found) == sum(map(_size, boxes))
    return found[0] if is_all else None


def _size(box: Box) -> int:
    return size_of((box.source,)) * size_of((box.destination,)) * size_of((box.ports,))


def _is_unclear(group: NetworkSecurityGroup) -> bool:
    """Whether it is the file that leaves something open, and not what a tag holds."""
    return any(map(_leaves_open, known(group.rules, f"rules of {group.name}")))


def _leaves_open(rule: SecurityRule) -> bool:
    told = (rule.priority, rule.direction, rule.access, rule.protocol)
    ends = (rule.sources, rule.destinations, rule.destination_ports, rule.source_ports)
    return rule.names_application_groups or any(isinstance(each, Unknown) for each in (*told, *ends))
