"""Which nodes of a running cluster stand behind which security group: a group sees what enters and leaves its own.

What goes to nodes of a subnet passes the inbound rules of its group, what comes from them the outbound ones (D20), also
within the subnet; a group on an interface is for that machine. What stays on a node passes none.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..net.prefixes import first, holds, last, parse_address, parsed
from .cluster_facts import Node
from .fields import certain
from .forwarding import interfaces_of
from .ids import parent_of, same
from .pod_routing import blocks_of, node_subnet_ids
from .resources import ManagedCluster, NetworkSecurityGroup, Subnet
from .spans import Spans, merged_spans
from .unknown import CannotJudge, Unknown
from .view import View


class Stand(Struct, frozen=True):
    """A node with the IPv4 addresses that packets carry: its own, and those of its pods."""

    name: str
    own: Spans
    pods: Spans


class Guard(Struct, frozen=True):
    """A group, and the nodes whose packets pass it."""

    group: NetworkSecurityGroup
    stands: tuple[Stand, ...]


def stand_of(node: Node) -> Stand:
    """Return where a node stands."""
    found = [address for text in node.addresses if (address := parse_address(text))]
    own = merged_spans((int(each), int(each)) for each in found if each.version == 4)
    return Stand(node.name, own, merged_spans((first(block), last(block)) for block in blocks_of(node)))


def guards_of(view: View, cluster: ManagedCluster, nodes: Sequence[Node]) -> Iterator[Guard | CannotJudge]:
    """Yield the groups on node subnets and interfaces that any of these nodes stands behind, and what is not known."""
    behind: dict[str, dict[str, Node]] = {}
    ids: dict[str, str] = {}
    for id_, names in (*_on_subnets(view, cluster, nodes), *_on_interfaces(view, cluster, nodes)):
        if isinstance(id_, CannotJudge):
            yield id_
        else:
            ids.setdefault(id_.lower(), id_)
            behind.setdefault(id_.lower(), {}).update({each.name: each for each in names})
    for key, found in behind.items():
        group = view.network_security_groups.get(key)
        if group is None:
            yield CannotJudge(f"az network nsg show --ids {ids[key]}")
        elif found:
            yield Guard(group, tuple(map(stand_of, found.values())))


Behind = tuple[str | CannotJudge, Iterable[Node]]


def _on_subnets(view: View, cluster: ManagedCluster, nodes: Sequence[Node]) -> Iterator[Behind]:
    homes = {each.name: home_of(view, cluster, each) for each in nodes}
    is_guarded = False
    for subnet_id in node_subnet_ids(view, cluster):
        subnet = seen_subnet(view, subnet_id)
        if subnet is None or isinstance(subnet.network_security_group_id, Unknown):
            yield CannotJudge(f"az network vnet subnet show --ids {subnet_id}"), ()
        elif subnet.network_security_group_id:
            is_guarded = True
            yield subnet.network_security_group_id, [each for each in nodes if same(homes[each.name], subnet_id)]
    if is_guarded and not all(homes.values()):
        yield CannotJudge(f"az aks show --ids {cluster.id}"), ()


def _on_interfaces(view: View, cluster: ManagedCluster, nodes: Sequence[Node]) -> Iterator[Behind]:
    """Yield the groups on machines, and on whole scale sets."""
    machines: dict[str, list[Node]] = {}
    for each in nodes:
        machine = each.machine_id.lower()
        for key in {machine, machine.rpartition("/virtualmachines/")[0]}:
            machines.setdefault(key, []).append(each)
    for interface in interfaces_of(view, cluster):
        if id_ := certain(interface.network_security_group_id):
            yield id_, machines.get(certain(interface.machine_id).lower(), ())


def seen_subnet(view: View, id_: str) -> Subnet | None:
    """Return a subnet as far as its network is to be seen."""
    return view.subnet(id_) if parent_of(id_).lower() in view.virtual_networks else None


def home_of(view: View, cluster: ManagedCluster, node: Node) -> str:
    """Return the id of the subnet a node stands in, by its pool, else by its address; empty where neither tells."""
    for pool in cluster.pools:
        if node.pool and same(pool.name, node.pool) and isinstance(pool.subnet_id, str) and pool.subnet_id:
            return pool.subnet_id
    ids = node_subnet_ids(view, cluster)
    if len(ids) == 1:
        return ids[0]
    addresses = [address for text in node.addresses if (address := parse_address(text))]
    for id_ in ids:
        subnet = seen_subnet(view, id_)
        prefixes = () if subnet is None or isinstance(subnet.prefixes, Unknown) else parsed(subnet.prefixes)
        if any(holds(prefix, address) for prefix in prefixes for address in addresses):
            return id_
    return ""


class Hit(Struct, frozen=True):
    """Whom it hits that packets are denied: of the nodes behind a group, and of what goes between different nodes."""

    is_among_pods: bool = False
    """Pods are kept from pods of another node."""
    pods_of: tuple[str, ...] = ()
    """Of those nodes, where they are known."""
    is_from_nodes: bool = False
    """Nodes send some of it by their own address."""


def hit_of(
    near: Iterable[Stand], far: Sequence[Stand], here: Spans, there: Spans, *, is_near_sending: bool
) -> Hit | None:
    """Return whom it hits that nothing passes between some addresses near a group and some of any node; None for nobody.

    Where there is one node only, it stands for those to come.
    """
    senders = {each.name for each in far if _meets(each.own, there)}
    with_pods = {each.name for each in far if _meets(each.pods, there)}
    reached = senders | with_pods
    found, is_hit, is_from_nodes = list[str](), False, False
    for each in near:
        own, pods = _meets(each.own, here), _meets(each.pods, here)
        itself = each.name if len(far) > 1 else ""
        if (own or pods) and _has_another(reached, itself):
            is_hit = True
            is_from_nodes |= own if is_near_sending else _has_another(senders, itself)
            if pods and _has_another(with_pods, itself):
                found.append(each.name)
    return Hit(bool(found), tuple(found), is_from_nodes) if is_hit else None


def _has_another(names: set[str], name: str) -> bool:
    return len(names) > (name in names)


def _meets(one: Spans, other: Spans) -> bool:
    return any(
        at < len(other) and other[at][0] <= high
        for low, high in one
        for at in (bisect_left(other, low, key=lambda span: span[1]),)
    )
