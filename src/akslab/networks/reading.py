"""A View -> networks, tables, groups and interfaces of a draft. What is unknown is left out and noted, never guessed."""

from collections.abc import Iterable
from ipaddress import ip_network

from msgspec.structs import replace

from ..compile.documents import SecurityGroupDocument, SecurityGroupProperties
from ..compile.inputs import (
    IpConfiguration,
    NetworkInterface,
    Peering,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityRule,
    Subnet,
    VirtualNetwork,
)
from ..compile.ranges import canonical_prefix, range_of
from ..compile.reading import NEXT_HOP_TYPES, supported_route_prefix
from ..compile.security_rules import PROTOCOLS, security_group_of, supported_address
from ..rules import resources as told
from ..rules.ids import name_of
from ..rules.unknown import UNKNOWN, CannotJudge, Maybe, Unknown, known
from ..rules.user_routing import DEFAULT_ROUTE
from ..rules.view import View
from ..wire.sentences import sentence
from ..wire.symbols import has_symbol, spoken
from .addresses import is_fourth, is_sixth
from .draft import Draft
from .values import About, Assumption

NO_RULES = SecurityGroupProperties()


def read_view(view: View, draft: Draft, private_subnets: Iterable[str] = ()) -> None:
    """Add the networks, tables and security groups of a view to a draft.

    `private_subnets` are ids, lower-cased, of subnets whose machines have no default outbound access.
    """
    for group in view.network_security_groups.values():
        draft.groups[group.id.lower()] = _group(group, draft)
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


def _group(group: told.NetworkSecurityGroup, draft: Draft) -> SecurityGroup:
    id_, own = group.id.lower(), list[SecurityRule]()
    if isinstance(group.rules, Unknown):
        _doubt_group(group, draft, "rules-unknown", may_stop=True, may_open=False)
    else:
        for written in group.rules:
            rule = _without_sixth(written)
            if rule is None:
                continue
            made = _rule(rule)
            if made is not None:
                own.append(made)
            elif rule.protocol is UNKNOWN or str(rule.protocol).lower() in PROTOCOLS:
                access = rule.access
                is_denial = isinstance(access, str) and access.lower() == "deny"
                is_permit = isinstance(access, str) and access.lower() == "allow"
                _doubt_group(
                    group, draft, "rule-unknown", may_stop=not is_permit, may_open=not is_denial, rule=spoken(rule.name)
                )
    defaults = security_group_of(SecurityGroupDocument(id=group.id, name=group.name, properties=NO_RULES))
    rules = sorted([*own, *defaults.rules], key=lambda rule: (not rule.inbound, rule.priority, rule.name))
    return SecurityGroup(id_, group.name, tuple(rules))


def _without_sixth(rule: told.SecurityRule) -> told.SecurityRule | None:
    """Return a rule as IPv4 packets meet it, None where it is about IPv6 alone."""
    ends = {
        end: tuple(each for each in addresses if not is_sixth(each))
        for end, addresses in (("sources", rule.sources), ("destinations", rule.destinations))
        if not isinstance(addresses, Unknown) and any(map(is_sixth, addresses))
    }
    return replace(rule, **ends) if all(ends.values()) else None


def _doubt_group(
    group: told.NetworkSecurityGroup, draft: Draft, key: str, *, may_stop: bool, may_open: bool, **values: object
) -> None:
    """Note a doubt about a group: who has it is not known yet, so it stands with the group's id."""
    values = {"name": spoken(group.name), **values}
    draft.assumptions.append(
        Assumption(
            what=sentence(f"assume.{key}", **values),
            unless=sentence(f"unless.{key}", **values),
            needs=f"az network nsg show --ids {spoken(group.id)}",
            about="group",
            id=group.id.lower(),
            may_stop=may_stop,
            may_open=may_open,
        )
    )


def _rule(rule: told.SecurityRule) -> SecurityRule | None:
    """Return a security rule, None when a part of it is not known or akslab has no such part."""
    try:
        made = _known_rule(rule)
    except CannotJudge:
        return None
    is_able = all(map(supported_address, (*made.sources, *made.destinations)))
    has_ports = all(map(_is_port_range, (*made.source_ports, *made.destination_ports)))
    is_plain = not rule.names_application_groups and made.protocol in PROTOCOLS
    return made if is_able and has_ports and is_plain else None


def _known_rule(rule: told.SecurityRule) -> SecurityRule:
    """Return a security rule as it is written. Raises CannotJudge when a part of it is not known."""
    return SecurityRule(
        name=rule.name,
        priority=known(rule.priority, "priority"),
        inbound=known(rule.direction, "direction").lower() == "inbound",
        allow=known(rule.access, "access").lower() == "allow",
        protocol=known(rule.protocol, "protocol").lower(),
        sources=known(rule.sources, "sources") or ("*",),
        destinations=known(rule.destinations, "destinations") or ("*",),
        source_ports=known(rule.source_ports, "source ports") or ("*",),
        destination_ports=known(rule.destination_ports, "destination ports") or ("*",),
    )


def _is_port_range(text: str) -> bool:
    first, dash, last = text.partition("-")
    return text == "*" or (first.isdecimal() and (last.isdecimal() if dash else True) and int(last or first) <= 65535)


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
