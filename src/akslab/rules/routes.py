"""What routes a route table may hold."""

import re
from collections import Counter
from collections.abc import Iterator

from ..net.prefixes import PrefixError, parse_address, parse_prefix
from .examples import route, table, world
from .resources import Route, RouteTable
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import CannotJudge, Values, for_each, known
from .view import View

NEXT_HOP_TYPES = ("VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None")
MOST_ROUTES = 400
MOST_SERVICE_TAG_ROUTES = 25
_SERVICE_TAG = re.compile(r"[A-Za-z][A-Za-z0-9.]*")


def _routes(found: RouteTable) -> tuple[Route, ...]:
    return known(found.routes, f"routes of {found.name}")


def _is_tag(found: Route) -> bool:
    return bool(_SERVICE_TAG.fullmatch(known(found.address_prefix, f"addressPrefix of route {found.name}")))


def _written_wrong(found: Route) -> PrefixError | None:
    if _is_tag(found):
        return None
    try:
        parse_prefix(known(found.address_prefix, f"addressPrefix of route {found.name}"))
    except PrefixError as error:
        return error
    return None


def _malformed(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        error = _written_wrong(found)
        if error and error.canonical is None:
            yield {"prefix": error.text, "route": found.name}

    yield from for_each(_routes(place), judge)


MALFORMED = Rule(
    id="route-prefix-malformed",
    title="A route is for a prefix or a service tag",
    source=("A4", "D11"),
    subject=RouteTable,
    answer=in_own_words(
        "InvalidAddressPrefixFormat",
        "The address prefix '{prefix}' of route {route} is neither in CIDR notation nor a service tag.",
        status_known=True,
    ),
    fix="Write a prefix such as 10.0.0.0/8, or a service tag such as AzureCloud.",
    place="properties.routes[{route}].properties.addressPrefix",
    check=_malformed,
    failing=lambda: world(table(route("10.0.0.0"))),
    sound=lambda: world(table(route("10.0.0.0/8"), route("Storage.EastUS", "Internet", "", "tag"))),
)


def _host_bits(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        error = _written_wrong(found)
        if error and error.canonical is not None:
            canonical = error.canonical
            yield {"prefix": error.text, "id": found.id, "canonical": canonical, "route": found.name}

    yield from for_each(_routes(place), judge)


HOST_BITS = Rule(
    id="route-prefix-host-bits",
    title="A route's prefix starts at its first address",
    source=("A4",),
    subject=RouteTable,
    answer=in_own_words(
        "InvalidCIDRNotation",
        "The address prefix {prefix} of {id} has host bits set; for this length it is {canonical}.",
        status_known=True,
    ),
    fix="Write {canonical} instead of {prefix}.",
    place="properties.routes[{route}].properties.addressPrefix",
    check=_host_bits,
    failing=lambda: world(table(route("10.0.0.1/8"))),
    sound=lambda: world(table(route("10.0.0.0/8"))),
)


def _hop_type(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        hop = known(found.next_hop_type, f"nextHopType of route {found.name}")
        if hop.lower() not in (allowed.lower() for allowed in NEXT_HOP_TYPES):
            yield {"route": found.name, "type": hop, "types": ", ".join(NEXT_HOP_TYPES)}

    yield from for_each(_routes(place), judge)


HOP_TYPE = Rule(
    id="route-next-hop-type",
    title="A route's next hop is of a type users may set",
    source=("D4",),
    subject=RouteTable,
    answer=with_own_code("NextHopType", "The next hop type '{type}' of route {route} is none of {types}."),
    fix="Write one of {types}.",
    place="properties.routes[{route}].properties.nextHopType",
    check=_hop_type,
    failing=lambda: world(table(route(hop="VNetPeering", ip=""))),
    sound=lambda: world(table(route(hop="VNetLocal", ip=""))),
)


def _to_appliance(found: Route) -> bool:
    return known(found.next_hop_type, f"nextHopType of route {found.name}").lower() == "virtualappliance"


def _address_missing(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        if _to_appliance(found) and not known(found.next_hop_ip_address, "nextHopIpAddress"):
            yield {"route": found.name}

    yield from for_each(_routes(place), judge)


ADDRESS_MISSING = Rule(
    id="route-appliance-without-address",
    title="A route to an appliance says its address",
    source=("D4", "hashicorp/terraform-provider-azurerm#20365"),
    subject=RouteTable,
    answer=Answer(
        code="MissingNextHopIpAddress",
        text="NextHopIpAddress cannot be Null or Empty in route {route} when NextHopType is VirtualAppliance.",
    ),
    fix="Write the appliance's address as nextHopIpAddress of route {route}.",
    place="properties.routes[{route}].properties.nextHopIpAddress",
    check=_address_missing,
    failing=lambda: world(table(route(ip=""))),
    sound=lambda: world(table(route(ip="10.0.0.4"))),
)


def _address_malformed(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        text = known(found.next_hop_ip_address, f"nextHopIpAddress of route {found.name}")
        if text and _to_appliance(found) and parse_address(text) is None:
            yield {"route": found.name, "ip": text}

    yield from for_each(_routes(place), judge)


ADDRESS_MALFORMED = Rule(
    id="route-appliance-address-malformed",
    title="A next hop's address is an IP address",
    source=("D4",),
    subject=RouteTable,
    answer=with_own_code("NextHopIpAddress", "The next hop IP address '{ip}' of route {route} is not an IP address."),
    fix="Write one IP address without a length as nextHopIpAddress of route {route}.",
    place="properties.routes[{route}].properties.nextHopIpAddress",
    check=_address_malformed,
    failing=lambda: world(table(route(ip="10.0.0"))),
    sound=lambda: world(table(route(ip="10.0.0.4"))),
)


def _address_superfluous(_view: View, place: RouteTable) -> Iterator[Values | CannotJudge]:
    def judge(found: Route) -> Iterator[Values]:
        if not _to_appliance(found) and known(found.next_hop_ip_address, "nextHopIpAddress"):
            yield {"route": found.name, "type": found.next_hop_type}

    yield from for_each(_routes(place), judge)


ADDRESS_SUPERFLUOUS = Rule(
    id="route-address-without-appliance",
    title="Only a route to an appliance has a next hop address",
    source=("D4", "XenitAB/terraform-modules#303"),
    subject=RouteTable,
    answer=with_own_code(
        "NextHopIpAddressNotAllowed", "Route {route} has a next hop IP address, but its next hop type is {type}."
    ),
    fix="Leave nextHopIpAddress out of route {route}, or give it the next hop type VirtualAppliance.",
    place="properties.routes[{route}].properties.nextHopIpAddress",
    also=("properties.routes[{route}].properties.nextHopType",),
    check=_address_superfluous,
    failing=lambda: world(table(route(hop="Internet"))),
    sound=lambda: world(table(route(hop="Internet", ip=""))),
)


def _same_prefix(_view: View, place: RouteTable) -> Iterator[Values]:
    first: dict[str, str] = {}
    for found in _routes(place):
        if isinstance(found.address_prefix, str):
            earlier = first.setdefault(found.address_prefix.lower(), found.name)
            if earlier != found.name:
                yield {"a": found.name, "b": earlier}


SAME_PREFIX = Rule(
    id="routes-for-one-prefix",
    title="A route table has one route for a prefix",
    source=("D5", "kubernetes-sigs/cloud-provider-azure#657"),
    subject=RouteTable,
    answer=Answer(
        code="RouteConflict", text="Route: {a} conflicts with Route: {b}. Routes cannot have the same AddressPrefix."
    ),
    fix="Leave one of the routes {a} and {b} out.",
    place="properties.routes[{a}].properties.addressPrefix",
    also=("properties.routes[{b}].properties.addressPrefix",),
    check=_same_prefix,
    failing=lambda: world(table(route("10.0.0.0/8"), route("10.0.0.0/8", ip="10.0.0.5", name="second"))),
    sound=lambda: world(table(route("10.0.0.0/8"), route("10.0.0.0/9", name="second"))),
)


def _same_name(_view: View, place: RouteTable) -> Iterator[Values]:
    for name, number in Counter(found.name.lower() for found in _routes(place)).items():
        if number > 1:
            yield {"name": name, "table": place.name}


SAME_NAME = Rule(
    id="route-named-twice",
    title="The routes of a table have different names",
    source=("D7",),
    subject=RouteTable,
    answer=with_own_code("RouteNamedTwice", "Route table '{table}' has two routes named '{name}'."),
    fix="Give one of the two routes '{name}' another name.",
    place="properties.routes[{name}].name",
    check=_same_name,
    failing=lambda: world(table(route("10.0.0.0/8"), route("10.0.0.0/9"))),
    sound=lambda: world(table(route("10.0.0.0/8"), route("10.0.0.0/9", name="second"))),
)


def _too_many(_view: View, place: RouteTable) -> Iterator[Values]:
    if len(_routes(place)) > MOST_ROUTES:
        yield {"table": place.name, "n": len(_routes(place)), "most": MOST_ROUTES}


def _long_table(number: int) -> View:
    return world(table(*(route(f"10.{n // 256}.{n % 256}.0/24", name=f"r{n}") for n in range(number))))


# Newer tables of limits say 600 or 1000 (D26); AKS's pages and its check still say 400.
TOO_MANY = Rule(
    id="too-many-routes",
    title="A route table has at most 400 routes",
    source=("D25", "D26", "X7"),
    subject=RouteTable,
    answer=with_own_code("TooManyRoutes", "Route table '{table}' would have {n} routes; {most} is the most."),
    fix="Bring the {n} routes down to {most}: one wider prefix can stand for several routes to the same hop.",
    place="properties.routes[]",
    check=_too_many,
    failing=lambda: _long_table(401),
    sound=lambda: _long_table(400),
)


def _too_many_tags(_view: View, place: RouteTable) -> Iterator[Values]:
    tags = sum(_is_tag(found) for found in _routes(place) if isinstance(found.address_prefix, str))
    if tags > MOST_SERVICE_TAG_ROUTES:
        yield {"table": place.name, "n": tags, "most": MOST_SERVICE_TAG_ROUTES}


def _table_of_tags(number: int) -> View:
    return world(table(*(route(f"Storage.region{n}", "Internet", "", f"r{n}") for n in range(number))))


TOO_MANY_TAGS = Rule(
    id="too-many-service-tag-routes",
    title="A route table has at most 25 routes for service tags",
    source=("D11",),
    subject=RouteTable,
    answer=with_own_code(
        "TooManyServiceTagRoutes", "Route table '{table}' would have {n} routes for service tags; {most} is the most."
    ),
    fix="Bring the {n} routes for service tags down to {most}: a wider tag can stand for several regions.",
    place="properties.routes[]",
    check=_too_many_tags,
    failing=lambda: _table_of_tags(26),
    sound=lambda: _table_of_tags(25),
)

ROUTES = (
    MALFORMED,
    HOST_BITS,
    HOP_TYPE,
    ADDRESS_MISSING,
    ADDRESS_MALFORMED,
    ADDRESS_SUPERFLUOUS,
    SAME_NAME,
    SAME_PREFIX,
    TOO_MANY,
    TOO_MANY_TAGS,
)
"""Each route by itself, then routes against each other, then their number."""
