"""What address spaces and subnets a virtual network may have, and what of them may change while it is used."""

from collections.abc import Iterator

from ..net.prefixes import (
    FORBIDDEN_IN_A_NETWORK,
    Prefix,
    PrefixError,
    contains,
    first,
    last,
    overlap,
    overlapping,
    parse_prefix,
)
from .examples import interface, network, subnet, updated, world
from .facts import prefixes_of
from .free_ranges import NOTHING
from .ids import name_of, same
from .resources import IpConfiguration, Subnet, VirtualNetwork
from .room import moved, moved_subnet, renumbered, told_moves, widened
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import CannotJudge, Unknown, Values, for_each, known
from .view import View

LONGEST_SUBNET = 29
LARGEST_SUBNET = 8
IPV6_SUBNET = 64
MOST_SUBNETS = 3000


def _written_wrong(place: VirtualNetwork) -> Iterator[tuple[Values, PrefixError]]:
    """Yield the prefixes that cannot be read: of what, and where they stand."""
    written = [
        (place.id, "properties.addressSpace.addressPrefixes", place.prefixes),
        *((found.id, _prefix_of(found), found.prefixes) for found in place.subnets),
    ]
    for id_, at, texts in written:
        for text in () if isinstance(texts, Unknown) else texts:
            try:
                parse_prefix(text)
            except PrefixError as error:
                yield {"prefix": text, "id": id_, "at": f"{at}[{text}]"}, error


def _prefix_of(found: Subnet) -> str:
    return f"properties.subnets[{found.name}].properties.addressPrefix"


def _malformed(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    for values, error in _written_wrong(place):
        if error.canonical is None:
            yield values


MALFORMED = Rule(
    id="address-prefix-malformed",
    title="An address prefix is an address and a prefix length",
    source=("A4",),
    subject=VirtualNetwork,
    answer=in_own_words(
        "InvalidAddressPrefixFormat",
        "The address prefix '{prefix}' of {id} is not in CIDR notation, such as 10.0.0.0/24.",
        status_known=True,
    ),
    fix="Write an address, a slash and a length, such as 10.0.0.0/24.",
    place="{at}",
    check=_malformed,
    failing=lambda: world(network(subnet(prefix="192.168.1.0"))),
    sound=lambda: world(network(subnet(prefix="192.168.1.0/24"))),
)


def _host_bits(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    for values, error in _written_wrong(place):
        if error.canonical is not None:
            yield values | {"canonical": error.canonical}


# A4 has only the code; the words are in several public terraform logs (2022 and later) for subnets.
HOST_BITS = Rule(
    id="address-prefix-host-bits",
    title="An address prefix starts at its first address",
    source=("A4",),
    subject=VirtualNetwork,
    answer=Answer(
        code="InvalidCIDRNotation",
        text="The address prefix {prefix} in resource {id} has an invalid CIDR notation. For the given prefix length, "
        "the address prefix should be {canonical}.",
    ),
    fix="Write {canonical} instead of {prefix}.",
    place="{at}",
    check=_host_bits,
    failing=lambda: world(network(subnet(prefix="192.168.1.1/24"))),
    sound=lambda: world(network(subnet(prefix="192.168.1.0/24"))),
)


def _forbidden(view: View, place: VirtualNetwork) -> Iterator[Values]:
    for prefix in prefixes_of(place):
        for reserved in overlapping(prefix, FORBIDDEN_IN_A_NETWORK):
            moves = renumbered(view, place, prefix)
            yield {"prefix": prefix, "vnet": place.name, "reserved": reserved, "moves": told_moves(moves)}


FORBIDDEN = Rule(
    id="address-space-forbidden",
    title="No address space holds multicast, broadcast, loopback, link-local or Azure's own address",
    source=("R15",),
    subject=VirtualNetwork,
    answer=with_own_code(
        "AddressSpaceForbidden", "The address prefix {prefix} of virtual network '{vnet}' overlaps {reserved}."
    ),
    fix="Take a prefix that does not meet {reserved}: private ones are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.",
    place="properties.addressSpace.addressPrefixes[{prefix}]",
    check=_forbidden,
    failing=lambda: world(network(prefixes=("168.63.0.0/16",))),
    sound=lambda: world(network(prefixes=("168.64.0.0/16",))),
)


def _pairs(prefixes: tuple[Prefix, ...]) -> Iterator[tuple[Prefix, Prefix]]:
    for index, one in enumerate(prefixes):
        yield from ((one, other) for other in prefixes[:index] if overlap(one, other))


def _overlaps_itself(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    for one, other in _pairs(prefixes_of(place)):
        yield {"vnet": place.name, "one": one, "other": other}


OVERLAPS_ITSELF = Rule(
    id="address-space-overlaps-itself",
    title="The prefixes of an address space do not overlap",
    source=("D1",),
    subject=VirtualNetwork,
    answer=with_own_code(
        "AddressSpaceOverlapsItself", "The address prefixes {one} and {other} of virtual network '{vnet}' overlap."
    ),
    fix="Leave one of {one} and {other} out, or make them smaller until they are apart.",
    place="properties.addressSpace.addressPrefixes[{one}]",
    also=("properties.addressSpace.addressPrefixes[{other}]",),
    check=_overlaps_itself,
    failing=lambda: world(network(prefixes=("10.0.0.0/8", "10.1.0.0/16"))),
    sound=lambda: world(network(prefixes=("10.0.0.0/16", "10.1.0.0/16"))),
)


def _too_many_subnets(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    if len(place.subnets) > MOST_SUBNETS:
        yield {"vnet": place.name, "n": len(place.subnets), "most": MOST_SUBNETS}


def _many_subnets(number: int) -> View:
    subnets = (subnet(f"s{n}", f"10.{n // 256}.{n % 256}.0/24") for n in range(number))
    return world(network(*subnets, prefixes=("10.0.0.0/8",)))


TOO_MANY_SUBNETS = Rule(
    id="too-many-subnets",
    title="A virtual network has at most 3000 subnets",
    source=("D25",),
    subject=VirtualNetwork,
    answer=with_own_code("TooManySubnets", "Virtual network '{vnet}' would have {n} subnets; {most} is the most."),
    fix="Put some of the {n} subnets into a second virtual network, and peer the two.",
    place="properties.subnets[]",
    check=_too_many_subnets,
    failing=lambda: _many_subnets(3001),
    sound=lambda: _many_subnets(20),
)


def _wrong_size(view: View, place: VirtualNetwork) -> Iterator[Values | CannotJudge]:
    def judge(found: Subnet) -> Iterator[Values]:
        for prefix in prefixes_of(found):
            if prefix.version == 6 and prefix.prefixlen != IPV6_SUBNET:
                yield {"name": found.name, "prefix": prefix, "allowed": f"/{IPV6_SUBNET}", "free": NOTHING}
            elif prefix.version == 4 and not LARGEST_SUBNET <= prefix.prefixlen <= LONGEST_SUBNET:
                free = widened(view, place, found, prefix, LONGEST_SUBNET)
                allowed = f"/{LARGEST_SUBNET} … /{LONGEST_SUBNET}"
                yield {"name": found.name, "prefix": prefix, "allowed": allowed, "free": free}

    yield from for_each(place.subnets, judge)


WRONG_SIZE = Rule(
    id="subnet-size",
    title="A subnet is between a /29 and a /8, an IPv6 one a /64",
    source=("D24",),
    subject=VirtualNetwork,
    answer=with_own_code("SubnetSize", "Subnet '{name}' is {prefix}; a prefix length may be {allowed}."),
    fix="Write a prefix of another length: {allowed}.",
    place="properties.subnets[{name}].properties.addressPrefix[{prefix}]",
    check=_wrong_size,
    failing=lambda: world(network(subnet(prefix="192.168.1.0/30"))),
    sound=lambda: world(network(subnet(prefix="192.168.1.0/29"))),
)


def _outside(view: View, place: VirtualNetwork) -> Iterator[Values | CannotJudge]:
    spaces = prefixes_of(place)

    def judge(found: Subnet) -> Iterator[Values]:
        for prefix in prefixes_of(found):
            if not any(contains(space, prefix) for space in spaces):
                yield {"name": found.name, "vnet": place.name, "prefix": prefix, "free": moved(view, place, prefix)}

    yield from for_each(place.subnets, judge)


OUTSIDE = Rule(
    id="subnet-outside-network",
    title="A subnet is in its network's address space",
    source=("A2",),
    subject=VirtualNetwork,
    answer=Answer(code="NetcfgInvalidSubnet", text="Subnet '{name}' is not valid in virtual network '{vnet}'."),
    fix="Add {prefix}, or a prefix around it, to the address space of '{vnet}', or take one that is inside.",
    place="properties.subnets[{name}].properties.addressPrefix[{prefix}]",
    also=("properties.addressSpace.addressPrefixes",),
    check=_outside,
    failing=lambda: world(network(subnet(prefix="192.169.1.0/24"))),
    sound=lambda: world(network(subnet(prefix="192.168.0.0/16"))),
)


def _subnets_overlap(view: View, place: VirtualNetwork) -> Iterator[Values]:
    """Sorted by first address only neighbours can meet, so that 3000 subnets stay cheap."""
    spans = sorted(
        (prefix.version, first(prefix), last(prefix), number)
        for number, found in enumerate(place.subnets)
        if not isinstance(found.prefixes, Unknown)
        for prefix in prefixes_of(found)
    )
    widest = None
    for span in spans:
        if widest and span[0] == widest[0] and span[1] <= widest[2]:
            later, earlier = (place.subnets[choose(span[3], widest[3])] for choose in (max, min))
            names = {"a": later.name, "vnet": place.name, "b": earlier.name}
            yield {**names, **moved_subnet(view, place, later)}
        widest = max(widest or span, span, key=lambda candidate: (candidate[0], candidate[2]))


# A3 quotes a simulator, which names the other subnet too. Azure's own answers in public terraform and az logs do not.
SUBNETS_OVERLAP = Rule(
    id="subnets-overlap",
    title="The subnets of a network do not overlap",
    source=("A3",),
    subject=VirtualNetwork,
    answer=Answer(
        code="NetcfgSubnetRangesOverlap",
        text="Subnet '{a}' is not valid because its IP address range overlaps with that of an existing subnet in "
        "virtual network '{vnet}'.",
    ),
    fix="Move '{a}' off the addresses of '{b}'.",
    place="properties.subnets[{a}].properties.addressPrefix",
    also=("properties.subnets[{b}].properties.addressPrefix",),
    check=_subnets_overlap,
    failing=lambda: world(network(subnet(), subnet("second", "192.168.1.128/25"))),
    sound=lambda: world(network(subnet(), subnet("second", "192.168.2.0/25"))),
)


def _duplicate_names(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    names = [found.name.lower() for found in place.subnets]
    for index, found in enumerate(place.subnets):
        if found.name.lower() in names[:index]:
            yield {"name": found.name, "vnet": place.name}


DUPLICATE_NAMES = Rule(
    id="subnet-named-twice",
    title="The subnets of a network have different names",
    source=("A2",),
    subject=VirtualNetwork,
    answer=with_own_code("SubnetNamedTwice", "Virtual network '{vnet}' has two subnets named '{name}'."),
    fix="Give one of the two another name.",
    place="properties.subnets[{name}].name",
    check=_duplicate_names,
    failing=lambda: world(network(subnet(), subnet(prefix="192.168.2.0/24"))),
    sound=lambda: world(network(subnet(), subnet("second", "192.168.2.0/24"))),
)


def _used_by(view: View, subnet_id: str) -> tuple[IpConfiguration, ...]:
    return tuple(
        configuration
        for nic in view.network_interfaces.values()
        for configuration in nic.ip_configurations
        if isinstance(configuration.subnet_id, str) and same(configuration.subnet_id, subnet_id)
    )


def _first_prefix(found: Subnet) -> str:
    return next(iter(known(found.prefixes, f"prefixes of {found.name}")), "")


def _removed_in_use(view: View, place: VirtualNetwork) -> Iterator[Values]:
    before = view.network_before(place)
    stay = {subnet.id.lower() for subnet in place.subnets} if before else set()
    for old in before.subnets if before else ():
        if old.id.lower() not in stay and (users := _used_by(view, old.id)):
            yield {"s": name_of(old.id), "ipConfigId": users[0].id, "prefix": _first_prefix(old)}


REMOVED_IN_USE = Rule(
    id="subnet-removed-in-use",
    title="A subnet that is used stays in its network",
    source=("A9",),
    subject=VirtualNetwork,
    answer=Answer(
        code="InUseSubnetCannotBeDeleted",
        text="Subnet {s} is in use by {ipConfigId} and cannot be deleted. In order to delete the subnet, delete all "
        "the resources within the subnet. See aka.ms/deletesubnet.",
        status_known=False,
    ),
    fix="Leave subnet {s} with its prefix {prefix} in the list, or first delete what is in it.",
    place="properties.subnets",
    check=_removed_in_use,
    failing=lambda: updated(network(), network(subnet()), interface("192.168.1.4")),
    sound=lambda: updated(network(), network(subnet())),
)


def _resized_in_use(view: View, place: VirtualNetwork) -> Iterator[Values]:
    before = view.network_before(place)
    after = {subnet.id.lower(): subnet for subnet in reversed(place.subnets)} if before else {}
    for old in before.subnets if before else ():
        now = after.get(old.id.lower())
        kept = known(now.prefixes, f"prefixes of {now.name}") if now else ()
        for prefix in known(old.prefixes, f"prefixes of {old.name}") if now else ():
            if prefix not in kept and _used_by(view, old.id):
                yield {"prefix": prefix, "name": old.name}


# A15 has only the code; the words are in two public reports of a refused resize.
RESIZED_IN_USE = Rule(
    id="subnet-resized-in-use",
    title="A subnet that is used keeps its prefix",
    source=("A15", "E6f"),
    subject=VirtualNetwork,
    answer=Answer(
        code="InUsePrefixCannotBeDeleted",
        text="IpPrefix {prefix} on Subnet {name} has active allocations and cannot be deleted.",
        status_known=False,
    ),
    fix="Keep the prefix {prefix}, or make a second subnet and move what is in '{name}'.",
    place="properties.subnets[{name}].properties.addressPrefix",
    check=_resized_in_use,
    failing=lambda: updated(network(subnet(prefix="192.168.0.0/23")), network(subnet()), interface("192.168.1.4")),
    sound=lambda: updated(network(subnet(prefix="192.168.0.0/23")), network(subnet())),
)

NETWORKS = (
    MALFORMED,
    HOST_BITS,
    FORBIDDEN,
    OVERLAPS_ITSELF,
    TOO_MANY_SUBNETS,
    DUPLICATE_NAMES,
    WRONG_SIZE,
    OUTSIDE,
    SUBNETS_OVERLAP,
    REMOVED_IN_USE,
    RESIZED_IN_USE,
)
"""Parsing before ranges, ranges before each other, use last."""
