"""A View -> networks, tables, groups and interfaces of a draft. What is unknown is left out and noted, never guessed."""

from collections.abc import Iterable
from ipaddress import ip_network

from msgspec.structs import replace

from ..compile.inputs import (
    IpConfiguration,
    NetworkInterface,
    Peering,
    Route,
    RouteTable,
    Subnet,
    VirtualNetwork,
)
from ..compile.ranges import canonical_prefix, range_of
from ..compile.reading import NEXT_HOP_TYPES, supported_route_prefix
from ..rules import resources as told
from ..rules.ids import name_of
from ..rules.unknown import Maybe, Unknown
from ..rules.user_routing import DEFAULT_ROUTE
from ..rules.view import View
from ..wire.sentences import sentence
from ..wire.symbols import has_symbol, spoken
from .addresses import is_fourth, is_sixth
from .draft import Draft
from .security_groups import read_group
from .values import About, Assumption


def read_view(view: View, draft: Draft, private_subnets: Iterable[str] = ()) -> None:
    """Add the networks, tables and security groups of a view to a draft.

    `private_subnets` are ids, lower-cased, of subnets whose machines have no default outbound access.
    """
    for group in view.network_security_groups.values():
        draft.groups[group.id.lower()] = read_group(group, draft)
    for table in view.route_tables.values():
        draft.tables[table.id.lower()] = _table(table, draft)
    private = frozenset(private_subnets)
    for network in view.virtual_networks.values():
        _add_network(network, draft, private)


def _add_network(network: told.VirtualNetwork, draft: Draft, private: frozenset[str]) -> None:
    subnets = [made for each in network.subnets if (made := _subnet(each, draft, private))]
    id_, prefixes = network.id.lower(), network.prefixes
    if isinstance(prefixes, Unknown):
        prefixes = tuple(prefix for subnet in subnets for prefix in subnet.prefixes)
        draft.assumptions.append(doubt("space", "network", id_, network.id, may_open=True))
    fourth = tuple(canonical_prefix(each) for each in prefixes if supported_route_prefix(each))
    peerings = [
        Peering(each.remote_id.lower(), each.state in ("", "Connected"), each.allows_access is not False)
        for each in network.peerings
        if isinstance(each.remote_id, str) and each.remote_id
    ]
    draft.networks[id_] = VirtualNetwork(
        id=id_,
        prefixes=fourth,
        subnets=tuple(sorted(subnets, key=lambda subnet: subnet.id)),
        peerings=tuple(sorted(peerings, key=lambda peering: peering.remote)),
    )


def _subnet(subnet: told.Subnet, draft: Draft, private: frozenset[str]) -> Subnet | None:
    id_ = subnet.id.lower()
    prefixes = () if isinstance(subnet.prefixes, Unknown) else tuple(filter(supported_route_prefix, subnet.prefixes))
    if not id_ or not prefixes:
        if id_:
            draft.leave_out("unfit.subnet", subnet.name)
        return None
    return Subnet(
        id=id_,
        prefixes=tuple(sorted(map(canonical_prefix, prefixes), key=range_of)),
        route_table=_table_of(subnet, draft),
        security_group=group_of(subnet.network_security_group_id, "subnet", subnet.id, draft),
        default_outbound_access=id_ not in private,
    )


def _table_of(subnet: told.Subnet, draft: Draft) -> str | None:
    """Return the table of a subnet; one that the input names and does not hold is there, empty, with a doubt."""
    table = subnet.route_table_id
    if isinstance(table, Unknown):
        draft.assumptions.append(doubt("table-unknown", "subnet", subnet.id.lower(), subnet.id, may_open=True))
        return None
    if not table:
        return None
    if table.lower() not in draft.tables:
        draft.tables[table.lower()] = RouteTable(table.lower(), ())
        needs = f"az network route-table show --ids {spoken(table)}"
        draft.assumptions.append(doubt("table-absent", "table", table.lower(), table, may_open=True, needs=needs))
    return table.lower()


def group_of(group: Maybe[str], about: About, owner: str, draft: Draft) -> str | None:
    """Return the security group of a subnet or interface; one that is not to be seen forbids nothing, with a doubt."""
    if isinstance(group, Unknown):
        draft.assumptions.append(doubt(f"group-of-{about}", about, owner.lower(), owner))
        return None
    if not group:
        return None
    if group.lower() not in draft.groups:
        needs = f"az network nsg show --ids {spoken(group)}"
        found = doubt("group-absent", about, owner.lower(), owner, needs=needs, group=spoken(name_of(group)))
        draft.assumptions.append(found)
        return None
    return group.lower()


def doubt(
    key: str, about: About, id_: str, owner: str, *, may_open: bool = False, needs: str = "", **values: object
) -> Assumption:
    """Return what the input leaves open about something of `owner`: by itself it may forbid, and perhaps permit."""
    values = {"name": spoken(name_of(owner)), **values}
    return Assumption(
        what=sentence(f"assume.{key}", **values),
        unless=sentence(f"unless.{key}", **values),
        needs=needs,
        about=about,
        id=id_,
        may_stop=True,
        may_open=may_open,
    )


def _table(table: told.RouteTable, draft: Draft) -> RouteTable:
    id_ = table.id.lower()
    if isinstance(table.routes, Unknown):
        needs = f"az network route-table show --ids {spoken(table.id)}"
        draft.assumptions.append(doubt("routes-unknown", "table", id_, table.id, may_open=True, needs=needs))
        return RouteTable(id_, ())
    routes = []
    for route in table.routes:
        if isinstance(route.address_prefix, str) and is_sixth(route.address_prefix):
            # No IPv4 packet meets it.
            continue
        made = _route(route)
        if made is None:
            doubted = doubt("route-unknown", "table", id_, table.id, may_open=True, route=spoken(route.name))
            draft.assumptions += (replace(doubted, route=prefix) for prefix in _places_of(route, table.routes))
        else:
            routes.append(made)
    return RouteTable(id_, tuple(sorted(routes, key=lambda route: (route.prefix, route.name))))


def _places_of(route: told.Route, others: Iterable[told.Route]) -> Iterable[str]:
    """Return the prefixes whose packets a route that is left out may take; an empty one is any.

    Of a service tag they are public (D11), and so they are of a prefix nobody knows that leads to the Internet: the
    public address of a firewall, say.
    """
    prefix, kind = route.address_prefix, route.next_hop_type
    is_outward = isinstance(kind, str) and kind.lower() == "internet"
    is_unknown = isinstance(prefix, Unknown) or has_symbol(prefix)
    if not (is_outward if is_unknown else not supported_route_prefix(str(prefix))):
        return ("",)
    prefixes = [each.address_prefix for each in others if not isinstance(each.address_prefix, Unknown)]
    known = (canonical_prefix(each) for each in prefixes if supported_route_prefix(each))
    return dict.fromkeys((DEFAULT_ROUTE, *(each for each in known if not ip_network(each).is_private)))


def _route(route: told.Route) -> Route | None:
    """Return a route, None when a part of it is not known or akslab has no such part (tags).

    An appliance whose address is not known is none that carries a packet; the prefix is led there all the same.
    """
    prefix, kind, hop = route.address_prefix, route.next_hop_type, route.next_hop_ip_address
    if isinstance(prefix, Unknown) or isinstance(kind, Unknown):
        return None
    next_hop_type = NEXT_HOP_TYPES.get(kind.lower())
    if next_hop_type is None or not supported_route_prefix(prefix):
        return None
    if isinstance(hop, Unknown) or has_symbol(hop):
        # Only an appliance has an address at all.
        hop = ""
    if hop and not is_fourth(hop):
        return None
    return Route(route.name, canonical_prefix(prefix), next_hop_type, hop or None)


def interface_of(interface: told.NetworkInterface, addresses: tuple[str, ...], draft: Draft) -> NetworkInterface | None:
    """Return an interface with these addresses, None where it stands in no subnet that is known."""
    subnet = interface.ip_configurations[0].subnet_id if interface.ip_configurations else ""
    if isinstance(subnet, Unknown) or not any(
        each.id == subnet.lower() for network in draft.networks.values() for each in network.subnets
    ):
        return None
    id_, forwards = interface.id.lower(), interface.has_ip_forwarding
    if isinstance(forwards, Unknown):
        draft.assumptions.append(doubt("forwarding", "interface", id_, interface.id))
    return NetworkInterface(
        id=id_,
        subnet=subnet.lower(),
        configurations=tuple(IpConfiguration(address, None) for address in addresses),
        ip_forwarding=forwards is not False,
        security_group=group_of(interface.network_security_group_id, "interface", interface.id, draft),
    )
