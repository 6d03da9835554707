"""Room in virtual networks: where a subnet could lie instead, and where a whole address space could.

A proposal for changed lines, of what is known. Nothing moves that is named by its addresses: by a route's next hop, a
security rule, an address that an interface has.
"""

from collections.abc import Iterable, Iterator, Mapping
from ipaddress import ip_network

from ..net.prefixes import (
    RESERVED_BY_AKS,
    RESERVED_IN_A_SUBNET,
    Address,
    Prefix,
    contains,
    first,
    holds,
    next_free_address,
    overlap,
    overlapping,
    parse_address,
    parsed,
    usable_addresses,
)
from .facts import prefixes_of
from .free_ranges import NOTHING, Spans, first_free, free_pods, free_range, joined
from .ids import parent_of, same
from .resources import IpConfiguration, Subnet, VirtualNetwork
from .unknown import Maybe, Unknown, Values
from .view import View

MOST_MOVED = 100
"""Subnets of one network that get a proposal: reckoning it for thousands takes long and helps nobody."""
MOST_INTERFACES = 500
"""Interfaces among which a free address is looked for."""


def moved(view: View, place: VirtualNetwork, old: Prefix, length: int | None = None) -> str:
    """Return a free prefix of a network for a subnet that lies wrong, as large as it or of a length."""
    if old.version != 4 or len(place.subnets) > MOST_MOVED or _is_named(view, old):
        return NOTHING
    return _free(view, place, old.prefixlen if length is None else length)


def moved_subnet(view: View, place: VirtualNetwork, found: Subnet) -> Values:
    """Return the prefix of a subnet and a free one, where it has one only."""
    prefixes = prefixes_of(found)
    return {"prefix": prefixes[0], "free": moved(view, place, prefixes[0]) if len(prefixes) == 1 else NOTHING}


def wider(view: View, found: Subnet, needed: int, available: int) -> str:
    """Return a prefix in the network with room for what is needed beside what others have taken of a subnet."""
    place = view.virtual_networks.get(parent_of(found.id).lower())
    prefixes = prefixes_of(found)
    if place is None or len(prefixes) != 1:
        return NOTHING
    own = prefixes[0]
    taken = usable_addresses(own) - available
    length = 32 - (needed + taken + RESERVED_IN_A_SUBNET - 1).bit_length()
    return widened(view, place, found, own, length)


def widened(view: View, place: VirtualNetwork, found: Subnet, old: Prefix, length: int) -> str:
    """Return a prefix of this length for a subnet that is too small: the one around it, or else a free one."""
    if old.version != 4 or not 0 < length <= old.prefixlen or len(place.subnets) > MOST_MOVED:
        return NOTHING
    around = old.supernet(new_prefix=length)
    others = (prefix for each in place.subnets if not same(each.id, found.id) for prefix in _read(each.prefixes))
    is_free = not any(overlap(around, other) for other in (*others, *_ranges(view)))
    if is_free and any(contains(space, around) for space in prefixes_of(place)):
        return str(around)
    return moved(view, place, old, length)


def renumbered(view: View, place: VirtualNetwork, old: Prefix) -> tuple[tuple[str, str], ...]:
    """Return the places of a prefix of an address space and of the subnets in it, with other prefixes for them.

    Nothing, where there is no free one of this size, or something is named by its addresses.
    """
    new = free_range(old.prefixlen, view.once(_taken)) if old.version == 4 else None
    if new is None or new.prefixlen != old.prefixlen or _is_named(view, old):
        return ()
    edits = [(f"{place.id}#properties.addressSpace.addressPrefixes[{old}]", str(new))]
    for found in place.subnets:
        if isinstance(found.prefixes, Unknown) or len(edits) > MOST_MOVED:
            return ()
        for prefix in parsed(found.prefixes):
            if contains(old, prefix):
                at = f"{place.id}#properties.subnets[{found.name}].properties.addressPrefix[{prefix}]"
                edits.append((at, str(ip_network((first(new) + first(prefix) - first(old), prefix.prefixlen)))))
            elif overlap(old, prefix):
                return ()
    return tuple(edits)


def apart(view: View, one: VirtualNetwork, other_id: str, theirs: tuple[Prefix, ...]) -> str:
    """Return how one of two networks moves off the other's addresses, as `told_moves` does: the first, or the other."""
    other = view.virtual_networks.get(other_id.lower())
    ours = prefixes_of(one)
    for place, own, met in ((one, ours, theirs), (other, theirs, ours)):
        clashing = [prefix for prefix in own if overlapping(prefix, met)]
        if place and len(clashing) == 1 and (moves := renumbered(view, place, clashing[0])):
            return told_moves(moves)
    return ""


def renumbered_by_id(view: View, id_: str, old: Prefix) -> str:
    """Return how a network moves off a prefix, as `told_moves` does; nothing where it is not to be seen."""
    place = view.virtual_networks.get(id_.lower())
    return told_moves(renumbered(view, place, old)) if place else ""


def moved_space(view: View, place: VirtualNetwork, old: Prefix) -> Values:
    """Return how a network moves off a prefix, as `told_moves` does, and a free prefix also where it does not."""
    moves = renumbered(view, place, old)
    return {"moves": told_moves(moves), **({"free": moves[0][1]} if moves else free_pods(view, old))}


def told_moves(moves: tuple[tuple[str, str], ...]) -> str:
    """Return moves as one value of a finding: places and prefixes by turns, a line each."""
    return "\n".join(part for move in moves for part in move)


def free_address(view: View, of: IpConfiguration, prefixes: Iterable[Prefix]) -> str:
    """Return the first free address of a subnet for an address that cannot be; nothing where routes lead to it."""
    address = parse_address(of.private_ip_address) if isinstance(of.private_ip_address, str) else None
    if len(view.network_interfaces) > MOST_INTERFACES or address in view.once(_hops):
        return NOTHING
    taken, version = view.once(_addresses), address.version if address else 4
    found = (next_free_address(prefix, taken) for prefix in prefixes if prefix.version == version)
    return str(next(filter(None, found), NOTHING))


def free_beside(view: View, of: IpConfiguration) -> str:
    """Return the first free address of the subnet an address is in."""
    remembered = view.once(_beside)
    if of.id not in remembered:
        place = view.subnet(of.subnet_id) if isinstance(of.subnet_id, str) else None
        remembered[of.id] = free_address(view, of, prefixes_of(place)) if place else NOTHING
    return remembered[of.id]


def _beside(_view: View) -> dict[str, str]:
    return {}


def _free(view: View, place: VirtualNetwork, length: int) -> str:
    taken = view.once(_subnets).get(place.id.lower(), ())
    for space in prefixes_of(place):
        if space.version == 4 and space.prefixlen <= length and (found := first_free(space, length, taken)):
            return str(found)
    return NOTHING


def _subnets(view: View) -> Mapping[str, Spans]:
    """Return what is taken in each network: its subnets, and the ranges of clusters."""
    ranges = tuple(_ranges(view))
    return {
        key: joined((*(prefix for each in place.subnets for prefix in _read(each.prefixes)), *ranges))
        for key, place in view.virtual_networks.items()
    }


def _ranges(view: View) -> Iterator[Prefix]:
    for cluster in view.managed_clusters.values():
        yield from _read(cluster.network.pod_cidrs)
        yield from _read(cluster.network.service_cidrs)
        ingress = cluster.ingress_gateway
        yield from _read((ingress.subnet_cidr,)) if ingress and isinstance(ingress.subnet_cidr, str) else ()
    yield from RESERVED_BY_AKS


def _taken(view: View) -> Spans:
    """Return all that is known of: what a network must not meet, its peers' addresses among it."""
    found = [*_ranges(view), *parsed(taken.prefix for taken in view.taken)]
    for place in view.virtual_networks.values():
        found += _read(place.prefixes)
        for side in place.peerings:
            found += _read(side.remote_prefixes)
    return joined(found)


def _is_named(view: View, old: Prefix) -> bool:
    addresses, prefixes = view.once(_names)
    return any(holds(old, each) for each in addresses) or any(contains(old, each) for each in prefixes)


def _names(view: View) -> tuple[frozenset[Address], tuple[Prefix, ...]]:
    prefixes: list[Prefix] = []
    for table in view.route_tables.values():
        for route in () if isinstance(table.routes, Unknown) else table.routes:
            prefixes += _read((route.address_prefix,) if isinstance(route.address_prefix, str) else ())
    addresses = {*view.once(_hops), *view.once(_addresses)}
    for group in view.network_security_groups.values():
        for rule in () if isinstance(group.rules, Unknown) else group.rules:
            texts = () if isinstance(rule.address_prefixes, Unknown) else rule.address_prefixes
            prefixes += _read(texts)
            addresses |= _addressed(texts)
    for place in view.virtual_networks.values():
        addresses |= _addressed(() if isinstance(place.dns_servers, Unknown) else place.dns_servers)
    return frozenset(addresses), tuple(dict.fromkeys(prefixes))


def _hops(view: View) -> frozenset[Address]:
    routes = (
        each for table in view.route_tables.values() if not isinstance(table.routes, Unknown) for each in table.routes
    )
    return frozenset(_addressed(each.next_hop_ip_address for each in routes))


def _addresses(view: View) -> frozenset[Address]:
    each = (one for nic in view.network_interfaces.values() for one in nic.ip_configurations)
    return frozenset(_addressed(one.private_ip_address for one in each))


def _addressed(texts: Iterable[Maybe[str]]) -> set[Address]:
    return {address for text in texts if isinstance(text, str) and (address := parse_address(text))}


def _read(texts: Maybe[tuple[str, ...]]) -> tuple[Prefix, ...]:
    return () if isinstance(texts, Unknown) else parsed(texts)
