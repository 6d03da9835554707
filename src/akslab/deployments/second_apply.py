"""The deployment played twice: create, what AKS adds, and what the second apply of each tool then takes away.

AKS attaches its own route table to a kubenet subnet that has none, and writes a route for each node into the table of
the subnet (R32, K8). What a later apply does to those is said by each declaration: ARM and Bicep replace the whole
resource, other tools keep what they do not name (`Declared.keeps`). A network that names no subnets keeps those it
has, or none of them: its API version says which (A16).
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..rules.facts import has_outbound_type, has_plugin, own_subnets
from ..rules.fields import ELSE
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
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-[A-Za-z]+)?")
_KEEPS_SUBNETS_SOMEWHERE = "2023-09-01"
"""From this API version on a network may keep subnets that it does not name, from 2023-11-01 on it does (A16)."""


class _Listed(Struct, frozen=True):
    """The subnets a network lists, by lower-case name."""

    by_name: dict[str, list[Node]]
    are_named: bool
    """Whether all of their names are known."""


class _Written:
    """What is written, by lower-case id, in the order of the input."""

    def __init__(self, resources: Iterable[Declared]) -> None:
        self._by_id: dict[str, list[Declared]] = {}
        self._listed: dict[int, _Listed] = {}
        """By the identity of a network's declaration, which `_by_id` keeps."""
        for declared in resources:
            self._by_id.setdefault(declared.id.lower(), []).append(declared)

    def of(self, id_: str) -> Sequence[Declared]:
        """Return what writes the resource with an id."""
        return self._by_id.get(id_.lower(), ())

    def listed(self, network: Declared) -> _Listed:
        """Return the subnets in a network's body; a network may be that of many clusters, and is looked at once."""
        found = self._listed.get(id(network))
        if found is None:
            found = self._listed[id(network)] = _subnets_in(network)
        return found


def _subnets_in(network: Declared) -> _Listed:
    listed = network.body.at("properties", "subnets")
    by_name: dict[str, list[Node]] = {}
    are_named = True
    for each in listed.elements() if listed else ():
        name = each.get("name")
        text = name.text if name else ""
        by_name.setdefault(text.lower(), []).append(each)
        are_named = are_named and name is not None and isinstance(name.value, str) and not has_symbol(text)
    return _Listed(by_name, are_named)


def losses(view: View, resources: Iterable[Declared]) -> tuple[Loss, ...]:
    """Return what a second apply of `resources` takes away from the kubenet clusters of `view`."""
    written = _Written(declared for declared in resources if not declared.existing)
    found: dict[tuple[str, str, str], Loss] = {}
    for cluster in view.managed_clusters.values():
        for loss in _of_cluster(view, cluster, written):
            found.setdefault((loss.subnet_id.lower(), loss.what, loss.address), loss)
    return tuple(found.values())


def _of_cluster(view: View, cluster: ManagedCluster, written: _Written) -> Iterator[Loss]:
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


def _lost_association(cluster: ManagedCluster, subnet: Subnet, written: _Written) -> Iterator[Loss]:
    writers = (*written.of(parent_of(subnet.id)), *written.of(subnet.id))
    for declared in writers:
        if declared.writing != "put" or not _writes_subnet(declared, subnet, written):
            continue
        if not _keeps_table(declared) and not _names_table(declared, subnet, written):
            yield Loss(
                subnet_id=subnet.id,
                what="association",
                resource_id=declared.id,
                address=declared.address,
                when=declared.renews,
                cluster_id=cluster.id,
            )


def _lost_subnet(cluster: ManagedCluster, subnet: Subnet, written: _Written) -> Iterator[Loss]:
    """Yield the networks whose next write deletes a subnet that is declared by itself.

    Their list of subnets leaves it out, or they have none in an API version that takes this for an empty one.
    """
    if not any(declared.writing == "put" for declared in written.of(subnet.id)):
        return
    for network in written.of(parent_of(subnet.id)):
        if network.writing != "put" or "*" in network.keeps:
            continue
        version = _version_without_subnets(network)
        if version or _leaves_out(network, subnet, written):
            yield Loss(
                subnet_id=subnet.id,
                what="unnamed-subnet" if version else "subnet",
                resource_id=network.id,
                address=network.address,
                when=network.renews,
                cluster_id=cluster.id,
                version=version,
            )


def _leaves_out(network: Declared, subnet: Subnet, written: _Written) -> bool:
    """Whether a network surely lists subnets, and not this one."""
    listed = network.body.at("properties", "subnets")
    if listed is None or not isinstance(listed.value, tuple):
        return False
    named = written.listed(network)
    return named.are_named and subnet.name.lower() not in named.by_name


def _version_without_subnets(network: Declared) -> str:
    """Return the API version of a network that surely says nothing of subnets, if that deletes them; else nothing."""
    properties, version = network.body.get("properties"), network.body.get("apiVersion")
    dated = _DATED.fullmatch(version.text) if version else None
    is_told = properties is not None and isinstance(properties.value, dict) and ELSE not in properties.value
    if dated is None or properties is None or not is_told or properties.get("subnets") is not None:
        return ""
    return dated[0] if dated[1] < _KEEPS_SUBNETS_SOMEWHERE else ""


def _is_set_once(subnet: Subnet, written: _Written) -> bool:
    """Whether a change of its own attached the subnet's table, which is not sent again while it is unchanged itself."""
    return any(
        declared.writing == "patch"
        and declared.renews == "on-change"
        and declared.body.at("properties", "routeTable") is not None
        for declared in written.of(subnet.id)
    )


def _names_table(declared: Declared, subnet: Subnet, written: _Written) -> bool:
    """Whether a declaration itself says which table the subnet has."""
    if declared.type.lower() == _SUBNETS:
        return _is_link(declared.body.at("properties", "routeTable"))
    own = written.listed(declared).by_name.get(subnet.name.lower(), ())
    return any(_is_link(each.at("properties", "routeTable")) for each in own)


def _is_link(node: Node | None) -> bool:
    """Whether a link is written that may lead somewhere: `null` is sent as nothing (`empty(id) ? null : { id: id }`)."""
    if node is None or node.value is None:
        return False
    id_ = node.get("id")
    return id_ is None or id_.value not in (None, "")


def _writes_subnet(declared: Declared, subnet: Subnet, written: _Written) -> bool:
    type_, id_ = declared.type.lower(), declared.id.lower()
    if type_ == _SUBNETS:
        return id_ == subnet.id.lower()
    if type_ != _NETWORKS or id_ != parent_of(subnet.id).lower():
        return False
    return subnet.name.lower() in written.listed(declared).by_name


def _keeps_table(declared: Declared) -> bool:
    return bool({"*", TABLE_PATH, INLINE_TABLE_PATH} & set(declared.keeps))


def _lost_routes(cluster: ManagedCluster, subnet: Subnet, table_id: str, written: _Written) -> Iterator[Loss]:
    for declared in written.of(table_id):
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
