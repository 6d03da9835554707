"""What the security groups around a cluster's nodes deny of its own traffic, evaluated rule by rule.

With kubenet the addresses of pods appear on the wire between nodes, so groups have to admit them beside the nodes' own
(R46). Which addresses pods and nodes have is known of a cluster that runs; of one that is only declared, what counts is
what none of them passes. Derived from the View; the rules are in `security_of_pods`.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from ..net.prefixes import Prefix, first, last, parse_address, parsed
from .facts import has_outbound_type, has_plugin, own_subnets, pod_ranges, prefixes_of
from .fields import certain
from .first_match import Product
from .forwarding import interfaces_of
from .guards import Guard, Hit, Stand, guards_of, hit_of, seen_subnet, stand_of
from .ids import parent_of, same
from .pod_routing import KUBECTL_NODES, blocks_of, facts_of, index_of, node_subnet_ids, table_id_of
from .resources import ManagedCluster, NetworkSecurityGroup, VirtualNetwork
from .security_evaluation import (
    EVERY_PORT,
    PLATFORM,
    PRIVATE,
    Direction,
    Protocol,
    Span,
    Spans,
    Tags,
    complement,
    merged_spans,
    size_of,
    verdicts,
)
from .unknown import CannotJudge, Unknown, known
from .view import View

DIRECTIONS: tuple[Direction, ...] = ("Inbound", "Outbound")
PROTOCOLS: tuple[Protocol, ...] = ("Tcp", "Udp")
DNS = 53
KUBELET = 10250
HTTPS = 443
IN_USE = (80, 443, 8080, 8443)
"""Ports that pods of nearly every cluster listen on."""
MANY_PORTS = 1024
"""A group that closes as many is not closing single ports on purpose."""


class Blocked(Struct, frozen=True):
    """Traffic of pods and nodes that a group denies: one rule of it, one direction, one protocol."""

    group: NetworkSecurityGroup
    direction: Direction
    protocol: Protocol
    rule: str
    priority: int
    sources: Spans
    destinations: Spans
    ports: Spans
    hit: Hit = Hit()
    """Of a cluster whose nodes are known."""

    @property
    def pairs(self) -> int:
        """How many pairs of a source and a destination."""
        return size_of(self.sources) * size_of(self.destinations)

    def has(self, port: int) -> bool:
        """Whether a port is among those denied."""
        return any(low <= port <= high for low, high in self.ports)

    @property
    def is_wide(self) -> bool:
        """Whether what is denied can't be meant: many ports, or ones in general use."""
        return size_of(self.ports) >= MANY_PORTS or any(self.has(port) for port in IN_USE)


def groups_of(view: View, cluster: ManagedCluster) -> Iterator[NetworkSecurityGroup | CannotJudge]:
    """Yield the groups on a running cluster's node subnets and interfaces, each once, and those not exported."""
    ids: dict[str, str] = {}
    for subnet_id in node_subnet_ids(view, cluster):
        subnet = view.subnet(subnet_id) if parent_of(subnet_id).lower() in view.virtual_networks else None
        if subnet is None or isinstance(subnet.network_security_group_id, Unknown):
            yield CannotJudge(f"az network vnet subnet show --ids {subnet_id}")
        elif subnet.network_security_group_id:
            ids.setdefault(subnet.network_security_group_id.lower(), subnet.network_security_group_id)
    for interface in interfaces_of(view, cluster):
        if id_ := certain(interface.network_security_group_id):
            ids.setdefault(id_.lower(), id_)
    for key, id_ in ids.items():
        yield view.network_security_groups.get(key) or CannotJudge(f"az network nsg show --ids {id_}")


def wide_spans(view: View, cluster: ManagedCluster) -> Spans:
    """Return the addresses that pods and nodes may have: the pod range, the node subnets, the nodes there are."""
    prefixes = [*pod_ranges(cluster)]
    for subnet_id in node_subnet_ids(view, cluster):
        subnet = view.subnet(subnet_id) if parent_of(subnet_id).lower() in view.virtual_networks else None
        prefixes += () if subnet is None or isinstance(subnet.prefixes, Unknown) else parsed(subnet.prefixes)
    spans = [(first(prefix), last(prefix)) for prefix in prefixes if prefix.version == 4]
    return merged_spans((*spans, *(used_spans(view, cluster) or ())))


def used_spans(view: View, cluster: ManagedCluster) -> Spans | None:
    """Return the addresses that pods and nodes have; None where nodes were not exported."""
    facts = facts_of(view, cluster)
    if facts is None or isinstance(facts.nodes, Unknown):
        return None
    blocks = [(first(block), last(block)) for each in facts.nodes for block in blocks_of(each)]
    found = [address for each in facts.nodes for text in each.addresses if (address := parse_address(text))]
    return merged_spans((*blocks, *((int(each), int(each)) for each in found if each.version == 4)))


def tags_of(view: View, cluster: ManagedCluster, own: Spans) -> Tags:
    """Return what VirtualNetwork means at the nodes: the network, its peers, routed prefixes (D22), and `own`.

    The pods' addresses are in it by their routes; that those are there is for other rules to say. A default route is left
    out: whether it widens the tag is not documented (U6).
    """
    spans = [*own, *PLATFORM]
    for subnet_id in node_subnet_ids(view, cluster):
        network = view.virtual_networks.get(parent_of(subnet_id).lower())
        spans += _network_spans(network) if network else ()
        try:
            table = view.route_tables.get(table_id_of(view, subnet_id).lower())
        except CannotJudge:
            table = None
        routes = index_of(view, table).routes if table else ()
        spans += [(first(prefix), last(prefix)) for prefix, _ in routes if prefix.prefixlen]
    return Tags(merged_spans(spans))


def _network_spans(network: VirtualNetwork) -> Iterator[Span]:
    texts = [network.prefixes, *(each.remote_prefixes for each in network.peerings if each.allows_access is True)]
    for some in texts:
        for prefix in () if isinstance(some, Unknown) else parsed(some):
            if prefix.version == 4:
                yield first(prefix), last(prefix)


def blocked(view: View, cluster: ManagedCluster) -> tuple[Blocked | CannotJudge, ...]:
    """Return what groups deny of the traffic between pods, between nodes, and between both."""
    return view.once(_blocked_by_cluster).get(cluster.id.lower(), ())


def _blocked_by_cluster(view: View) -> dict[str, tuple[Blocked | CannotJudge, ...]]:
    found: dict[str, tuple[Blocked | CannotJudge, ...]] = {}
    for id_, cluster in view.managed_clusters.items():
        try:
            found[id_] = tuple(_blocked(view, cluster))
        except CannotJudge as reason:
            found[id_] = (reason,)
    return found


def _blocked(view: View, cluster: ManagedCluster) -> Iterator[Blocked | CannotJudge]:
    facts = facts_of(view, cluster)
    if facts is None:
        yield from _of_declared(view, cluster) if cluster.id.lower() not in view.cluster_facts else ()
    elif isinstance(facts.nodes, Unknown):
        yield from _without_nodes(view, cluster)
    else:
        tags = tags_of(view, cluster, wide_spans(view, cluster))
        stands = tuple(map(stand_of, facts.nodes))
        for guard in guards_of(view, cluster, facts.nodes):
            yield from (guard,) if isinstance(guard, CannotJudge) else _of_guard(guard, stands, tags)


def _of_guard(guard: Guard, stands: tuple[Stand, ...], tags: Tags) -> Iterator[Blocked | CannotJudge]:
    """Yield what a group denies of what passes it: packets to the nodes behind it, or from them, from and to any node."""
    near, far = _spans_at(guard.stands), _spans_at(stands)
    for direction in DIRECTIONS:
        sources, destinations = (far, near) if direction == "Inbound" else (near, far)
        for protocol in PROTOCOLS:
            for found in _denied(guard.group, direction, protocol, (sources, destinations), tags):
                yield from (found,) if isinstance(found, CannotJudge) else _hitting(found, guard, stands)


def _spans_at(stands: Iterable[Stand]) -> Spans:
    return merged_spans(span for each in stands for span in (*each.own, *each.pods))


def _hitting(found: Blocked, guard: Guard, stands: tuple[Stand, ...]) -> Iterator[Blocked]:
    is_sending = found.direction == "Outbound"
    ends = (found.sources, found.destinations) if is_sending else (found.destinations, found.sources)
    hit = hit_of(guard.stands, stands, *ends, is_near_sending=is_sending)
    if hit is not None:
        yield replace(found, hit=hit)


def _without_nodes(view: View, cluster: ManagedCluster) -> Iterator[Blocked | CannotJudge]:
    """Yield what a running cluster's groups deny of all pods, wherever they are; what hits some is open without nodes."""
    pods, ends = _spans_of(pod_ranges(cluster)), wide_spans(view, cluster)
    tags = tags_of(view, cluster, ends)
    for group in groups_of(view, cluster):
        if isinstance(group, CannotJudge):
            yield group
            continue
        for direction in DIRECTIONS:
            near = merged_spans((*pods, *spans_behind(view, cluster, group)))
            for protocol in PROTOCOLS:
                whole = [*_among(pods, group, direction, protocol, tags)]
                yield from whole
                known_rules = {each.rule for each in whole}
                both = (ends, near) if direction == "Inbound" else (near, ends)
                for found in _denied(group, direction, protocol, both, tags):
                    if isinstance(found, CannotJudge) or found.rule not in known_rules:
                        yield found if isinstance(found, CannotJudge) else CannotJudge(KUBECTL_NODES)


def spans_behind(view: View, cluster: ManagedCluster, group: NetworkSecurityGroup) -> Spans:
    """Return the addresses of the node subnets that a group is on; of all of them, where it is on interfaces."""
    found = [each for id_ in node_subnet_ids(view, cluster) if (each := seen_subnet(view, id_))]
    here = [each for each in found if same(certain(each.network_security_group_id), group.id)]
    texts = [each.prefixes for each in here or found]
    return _spans_of(prefix for some in texts if not isinstance(some, Unknown) for prefix in parsed(some))


def _of_declared(view: View, cluster: ManagedCluster) -> Iterator[Blocked | CannotJudge]:
    """Yield what closes a cluster that is not known to run, wherever its nodes and pods will be.

    Pods reach pods by their own addresses; what goes from a pod to a node may have either's (X5).
    """
    for each in _declared(view, cluster):
        if isinstance(each, CannotJudge):
            yield each
            continue
        among_pods = _among(each.pods, *each.way, each.tags)
        sources = merged_spans((*each.pods, *each.senders))
        to_nodes = _all_denied(*each.way, (sources, each.receivers), each.tags)
        yield from (found for found in among_pods if found.is_wide or found.has(DNS))
        yield from (found for found in to_nodes if not found.is_wide and found.has(KUBELET) and not found.has(DNS))


def closed_between(view: View, cluster: ManagedCluster) -> Iterator[Blocked]:
    """Yield what closes all that nodes send to pods, or pods to nodes, wherever its nodes and pods are (R46).

    What cannot be judged is left out: `blocked` says it.
    """
    try:
        for each in _declared(view, cluster):
            if not isinstance(each, CannotJudge):
                yield from _closed_crossing(each)
    except CannotJudge:
        return


def _closed_crossing(each: "_Declared") -> Iterator[Blocked]:
    for is_from_nodes, ends in ((True, (each.senders, each.pods)), (False, (each.pods, each.receivers))):
        for found in _all_denied(*each.way, ends, each.tags):
            yield replace(found, hit=Hit(is_from_nodes=is_from_nodes))


class _Declared(Struct, frozen=True):
    """A group on subnets of a cluster to come, with what passes it in one direction, by one protocol."""

    way: tuple[NetworkSecurityGroup, Direction, Protocol]
    pods: Spans
    senders: Spans
    """Nodes that send through it."""
    receivers: Spans
    """Nodes that get what passes it."""
    tags: Tags


def _declared(view: View, cluster: ManagedCluster) -> Iterator[_Declared | CannotJudge]:
    groups = tuple(_declared_groups(view, cluster)) if has_plugin(cluster, "kubenet") else ()
    if not groups:
        return
    pods = _spans_of(pod_ranges(cluster))
    nodes = _spans_of(prefix for subnet in own_subnets(view, cluster) for prefix in prefixes_of(subnet))
    tags = tags_of(view, cluster, merged_spans((*pods, *nodes)))
    for group in groups:
        if isinstance(group, CannotJudge):
            yield group
            continue
        here = spans_behind(view, cluster, group)
        for protocol in PROTOCOLS:
            yield _Declared((group, "Inbound", protocol), pods, nodes, here, tags)
            yield _Declared((group, "Outbound", protocol), pods, here, nodes, tags)


def _declared_groups(view: View, cluster: ManagedCluster) -> Iterator[NetworkSecurityGroup | CannotJudge]:
    ids: dict[str, str] = {}
    for subnet in own_subnets(view, cluster):
        id_ = known(subnet.network_security_group_id, f"network security group of subnet {subnet.name}")
        if id_:
            ids.setdefault(id_.lower(), id_)
    for key, id_ in ids.items():
        yield view.network_security_groups.get(key) or CannotJudge(f"network security group {id_}")


def closed_ways_out(view: View, cluster: ManagedCluster) -> Iterator[Blocked | CannotJudge]:
    """Yield what keeps all nodes of a cluster from every public address by TCP 443.

    A rule that admits a service tag or a public address may admit what nodes need: then nothing is said.
    """
    for group in _declared_groups(view, cluster):
        if isinstance(group, CannotJudge):
            yield group
            continue
        nodes = spans_behind(view, cluster, group)
        tags = tags_of(view, cluster, nodes)
        public = complement(merged_spans((*PRIVATE, *tags.network)))
        for found in _denied(group, "Outbound", "Tcp", (nodes, public), tags, (HTTPS, HTTPS)):
            if isinstance(found, Blocked) and found.pairs == size_of(nodes) * size_of(public):
                yield found


def closed_whole(view: View, cluster: ManagedCluster) -> Iterator[Blocked | CannotJudge]:
    """Yield what keeps all nodes from every public address, where AKS makes the way out."""
    # What the Internet tag is where a default route is the user's is not documented (U6).
    has_own_way = any(has_outbound_type(cluster, each) for each in ("userDefinedRouting", "none", "block"))
    if not has_own_way and not known(cluster.has_http_proxy, "httpProxyConfig"):
        yield from closed_ways_out(view, cluster)


def groups_closed_whole(view: View, cluster: ManagedCluster) -> frozenset[str]:
    """Return the ids of the groups that do."""
    return frozenset(each.group.id for each in closed_whole(view, cluster) if isinstance(each, Blocked))


def _spans_of(prefixes: Iterable[Prefix]) -> Spans:
    return merged_spans((first(prefix), last(prefix)) for prefix in prefixes if prefix.version == 4)


def _all_denied(
    group: NetworkSecurityGroup, direction: Direction, protocol: Protocol, ends: tuple[Spans, Spans], tags: Tags
) -> Iterator[Blocked]:
    """Yield what a rule denies from every address of one end to every one of the other."""
    for found in _denied(group, direction, protocol, ends, tags):
        if isinstance(found, CannotJudge):
            raise CannotJudge(f"rules of {group.name}")
        if found.pairs == size_of(ends[0]) * size_of(ends[1]):
            yield found


def _among(
    pods: Spans, group: NetworkSecurityGroup, direction: Direction, protocol: Protocol, tags: Tags
) -> Iterator[Blocked]:
    """Yield what a rule denies from every pod to every pod."""
    for found in _all_denied(group, direction, protocol, (pods, pods), tags):
        yield replace(found, hit=Hit(is_among_pods=True))


def _denied(
    group: NetworkSecurityGroup,
    direction: Direction,
    protocol: Protocol,
    ends: tuple[Spans, Spans],
    tags: Tags,
    ports: Span = EVERY_PORT,
) -> Iterator[Blocked | CannotJudge]:
    """Yield what each rule denies from one end to the other: sources that are denied the same, with what that is."""
    if not all(ends):
        return
    try:
        found = verdicts(group, direction, protocol, Product(*ends, (ports,)), tags)
    except CannotJudge as reason:
        yield reason
        return
    for each in found:
        if not each.is_allowed:
            told = each.rule, each.priority, each.traffic.sources, each.traffic.destinations, each.traffic.ports
            yield Blocked(group, direction, protocol, *told)
