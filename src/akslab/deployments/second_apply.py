"""The deployment played twice: create, what AKS adds, and what the second apply of each tool then takes away.

AKS attaches its own route table to a kubenet subnet that has none, and writes a route for each node into the table of
the subnet (R32, K8). What a later apply does to those is said by each declaration: ARM and Bicep replace the whole
resource, other tools keep what they do not name (`Declared.keeps`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..rules.facts import has_outbound_type, has_plugin, own_subnets
from ..rules.ids import parent_of
from ..rules.resources import ManagedCluster, Subnet
from ..rules.time import Loss
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.symbols import has_symbol
from .declared import Declared
from .nodes import Node

TABLE_PATH = "properties.routeTable"
INLINE_TABLE_PATH = "properties.subnets.*.properties.routeTable"
ROUTES_PATH = "properties.routes"
_NETWORKS = "microsoft.network/virtualnetworks"
_SUBNETS = "microsoft.network/virtualnetworks/subnets"
_TABLES = "microsoft.network/routetables"
_WITHOUT_TABLE = ("userDefinedRouting", "none", "block")
"""Outbound types with which AKS makes no table of its own (R42)."""


Written = Mapping[str, Sequence[Declared]]
"""What is written, by lower-case id, in the order of the input."""


def losses(view: View, resources: Iterable[Declared]) -> tuple[Loss, ...]:
    """Return what a second apply of `resources` takes away from the kubenet clusters of `view`."""
    written = _by_id(declared for declared in resources if not declared.existing)
    found: dict[tuple[str, str, str], Loss] = {}
    for cluster in view.managed_clusters.values():
        for loss in _of_cluster(view, cluster, written):
            found.setdefault((loss.subnet_id.lower(), loss.what, loss.address), loss)
    return tuple(found.values())


def _by_id(resources: Iterable[Declared]) -> Written:
    found: dict[str, list[Declared]] = {}
    for declared in resources:
        found.setdefault(declared.id.lower(), []).append(declared)
    return found


def _of_cluster(view: View, cluster: ManagedCluster, written: Written) -> Iterator[Loss]:
    try:
        if not has_plugin(cluster, "kubenet"):
            return
        makes_table = not any(has_outbound_type(cluster, each) for each in _WITHOUT_TABLE)
        subnets = tuple(own_subnets(view, cluster))
    except CannotJudge:
        return
    for subnet in subnets:
        yield from _lost_subnet(cluster, subnet, written)
        if isinstance(subnet.route_table_id, Unknown):
            continue
        if subnet.route_table_id:
            yield from _lost_routes(cluster, subnet, subnet.route_table_id, written)
        if _is_set_once(subnet, written) if subnet.route_table_id else makes_table:
            yield from _lost_association(cluster, subnet, written)


def _lost_association(cluster: ManagedCluster, subnet: Subnet, written: Written) -> Iterator[Loss]:
    writers = (*written.get(parent_of(subnet.id).lower(), ()), *written.get(subnet.id.lower(), ()))
    for declared in writers:
        if declared.writing != "put" or not _writes_subnet(declared, subnet):
            continue
        if not _keeps_table(declared) and not _names_table(declared, subnet):
            yield Loss(
                subnet_id=subnet.id,
                what="association",
                resource_id=declared.id,
                address=declared.address,
                when=declared.renews,
                cluster_id=cluster.id,
            )


def _lost_subnet(cluster: ManagedCluster, subnet: Subnet, written: Written) -> Iterator[Loss]:
    """Yield the networks whose list of subnets leaves out one that is declared by itself: their next write deletes it."""
    if not any(declared.writing == "put" for declared in written.get(subnet.id.lower(), ())):
        return
    for network in written.get(parent_of(subnet.id).lower(), ()):
        listed = network.body.at("properties", "subnets")
        if network.writing != "put" or listed is None or "*" in network.keeps or not isinstance(listed.value, tuple):
            continue
        names = [each.get("name") for each in listed.elements()]
        are_known = all(name and isinstance(name.value, str) and not has_symbol(name.value) for name in names)
        if are_known and subnet.name.lower() not in {name.text.lower() for name in names if name}:
            yield Loss(
                subnet_id=subnet.id,
                what="subnet",
                resource_id=network.id,
                address=network.address,
                when=network.renews,
                cluster_id=cluster.id,
            )


def _is_set_once(subnet: Subnet, written: Written) -> bool:
    """Whether a change of its own attached the subnet's table, which is not sent again while it is unchanged itself."""
    return any(
        declared.writing == "patch"
        and declared.renews == "on-change"
        and declared.body.at("properties", "routeTable") is not None
        for declared in written.get(subnet.id.lower(), ())
    )


def _names_table(declared: Declared, subnet: Subnet) -> bool:
    """Whether a declaration itself says which table the subnet has."""
    if declared.type.lower() == _SUBNETS:
        return _is_link(declared.body.at("properties", "routeTable"))
    inline = declared.body.at("properties", "subnets")
    own = (each for each in inline.elements() if _name(each).lower() == subnet.name.lower()) if inline else ()
    return any(_is_link(each.at("properties", "routeTable")) for each in own)


def _is_link(node: Node | None) -> bool:
    """Whether a link is written that may lead somewhere: `null` is sent as nothing (`empty(id) ? null : { id: id }`)."""
    if node is None or node.value is None:
        return False
    id_ = node.get("id")
    return id_ is None or id_.value not in (None, "")


def _writes_subnet(declared: Declared, subnet: Subnet) -> bool:
    type_, id_ = declared.type.lower(), declared.id.lower()
    if type_ == _SUBNETS:
        return id_ == subnet.id.lower()
    inline = declared.body.at("properties", "subnets")
    if type_ != _NETWORKS or id_ != parent_of(subnet.id).lower() or inline is None:
        return False
    return any(_name(each).lower() == subnet.name.lower() for each in inline.elements())


def _name(node: Node) -> str:
    name = node.get("name")
    return name.text if name else ""


def _keeps_table(declared: Declared) -> bool:
    return bool({"*", TABLE_PATH, INLINE_TABLE_PATH} & set(declared.keeps))


def _lost_routes(cluster: ManagedCluster, subnet: Subnet, table_id: str, written: Written) -> Iterator[Loss]:
    for declared in written.get(table_id.lower(), ()):
        is_table = declared.type.lower() == _TABLES
        if is_table and declared.writing == "put" and not {"*", ROUTES_PATH} & set(declared.keeps):
            yield Loss(
                subnet_id=subnet.id,
                what="routes",
                resource_id=declared.id,
                address=declared.address,
                when=declared.renews,
                cluster_id=cluster.id,
            )
