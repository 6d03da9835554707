"""Named endpoints: what people call the places of a network, and how they pick some of them."""

from fnmatch import fnmatchcase

from msgspec import Struct

from .census import Range, range_of


class Endpoint(Struct, frozen=True, kw_only=True):
    """A place that has a name: a pod, a node, a machine, a host on-premises or on the Internet.

    Without `netns` it is an address only: it can be reached, but sends nothing.
    """

    name: str
    kind: str
    """`pod`, `node`, `vm`, `site`, `internet`, `service`, …"""
    netns: str | None
    address: str
    """Where it is reached if nothing else is said."""
    public: str = ""
    """The public address that stands for `address`: what the Internet reaches it by."""
    also: tuple[str, ...] = ()
    """The other addresses its namespace has."""
    published: tuple[str, ...] = ()
    """All public addresses that stand for one of its own."""
    source: str = ""
    """The address that it is bound to as a sender; Linux chooses where it is empty."""
    of: str = ""
    """Of an address alone: the namespace where it arrives, if that is known."""
    names: tuple[str, ...] = ()
    """What else it is called, for patterns: `pod/web`, `np/0`."""
    groups: tuple[str, ...] = ()
    """What it is part of: a subnet, a node pool, a Kubernetes namespace, a site."""
    labels: tuple[tuple[str, str], ...] = ()


def picks(selector: str, endpoint: Endpoint) -> bool:
    """Whether a selector means an endpoint.

    It is `*`, `kind:node`, `group:NAME`, `label:KEY=VALUE`, a CIDR or address, or a name in any case (`*` stands for
    anything). Raises ValueError for a CIDR that is none.
    """
    what, colon, value = selector.partition(":")
    match what if colon else "":
        case "kind":
            return endpoint.kind == value
        case "group":
            return any(fnmatchcase(group, value) for group in endpoint.groups)
        case "label":
            key, _, wanted = value.partition("=")
            return any(name == key and fnmatchcase(its, wanted or "*") for name, its in endpoint.labels)
    span = cidr_of(selector)
    if span is not None:
        number = range_of(f"{endpoint.address}/32")[0]
        return span[0] <= number <= span[1]
    pattern = selector.lower()
    return any(fnmatchcase(name.lower(), pattern) for name in (endpoint.name, *endpoint.names))


def cidr_of(selector: str) -> Range | None:
    """Read a selector as an address or prefix; None when it is neither. Raises ValueError when it only looks like one."""
    address, slash, length = selector.partition("/")
    parts = address.split(".")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    is_sound = all(int(part) < 256 for part in parts) and (not slash or (length.isdigit() and int(length) <= 32))
    if not is_sound:
        raise ValueError(f"{selector!r} is no IPv4 address or prefix")
    return range_of(selector if slash else f"{selector}/32")
