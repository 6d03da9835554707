"""Ranges to write instead: the first one that meets nothing of what is known, for the fix of a rule.

A proposal, not a plan: `planning` packs ranges; here one range is moved out of the way of another.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network

from ..net.prefixes import RESERVED_BY_AKS, Prefix, first, last, overlap, parsed
from .unknown import Maybe, Unknown, Values
from .view import View

SPACES = tuple(
    IPv4Network(text)
    for text in ("172.20.0.0/14", "172.24.0.0/14", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
)
"""Private space in the order it is looked through: what few people use comes first."""
NETWORK_SPACES = (IPv4Network("172.16.0.0/12"), *SPACES)
"""For a network, whose place the article names beside a 10.0.0.0/8 on-premises: 172.16.0.0/16."""
LENGTHS = (16, 20, 24)
"""Tried when there is no room for a range as large as the one that has to go."""
DOCKER_BRIDGE = IPv4Network("172.17.0.0/16")
"""Docker's own default for its bridge."""
NOTHING = "-"
"""What is said where all of it is taken."""
Spans = tuple[tuple[int, int], ...]
"""First and last addresses, sorted, none touching another."""


def free_range(length: int, taken: Spans, spaces: tuple[IPv4Network, ...] = SPACES) -> Prefix | None:
    """Return the first private range of this prefix length, or else of a longer one, that meets nothing taken."""
    for wanted in (length, *(each for each in LENGTHS if each > length)):
        for space in spaces:
            if space.prefixlen <= wanted and (found := first_free(space, wanted, taken)):
                return found
    return None


def first_free(space: Prefix, length: int, taken: Spans) -> Prefix | None:
    """Return the first prefix of this length in a space of IPv4 that meets nothing taken."""
    size: int = 2 ** (32 - length)
    at = first(space)
    for low, high in taken[max(0, bisect_left(taken, (at, 0)) - 1) :]:
        if low > at + size - 1:
            break
        if high >= at:
            at = -(-(high + 1) // size) * size
    return IPv4Network((at, length)) if at + size - 1 <= last(space) else None


def joined(prefixes: Iterable[Prefix]) -> Spans:
    """Return IPv4 prefixes as spans."""
    return _merged((first(prefix), last(prefix)) for prefix in prefixes if prefix.version == 4)


def spans_together(several: Iterable[Spans]) -> Spans:
    """Return the union of spans."""
    return _merged(span for spans in several for span in spans)


def _merged(found: Iterable[tuple[int, int]]) -> Spans:
    spans: list[tuple[int, int]] = []
    for low, high in sorted(found):
        if spans and low <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(high, spans[-1][1]))
        else:
            spans.append((low, high))
    return tuple(spans)


def free_services(view: View, like: Prefix) -> Values:
    """Return a service range like this one, `free`, that meets nothing known, with its tenth address, `dns`."""
    found = free_range(max(16, like.prefixlen) if like.version == 4 else 16, view.once(in_use))
    return {"free": found or NOTHING, "dns": tenth(found) if found else NOTHING}


def free_pods(view: View, like: Prefix, length: int = 0) -> Values:
    """Return a pod range as large as this one, or of a length, `free`, that meets nothing known."""
    wanted = length or (like.prefixlen if like.version == 4 else 16)
    return {"free": free_range(wanted, view.once(in_use)) or NOTHING}


def free_inside(spaces: Iterable[Prefix], taken: Iterable[Prefix], like: Prefix) -> Prefix | str:
    """Return the first prefix in some spaces as large as this one, or else a /24, that meets nothing taken there."""
    whole, spans = tuple(spaces), joined(taken)
    for length in dict.fromkeys((like.prefixlen, LENGTHS[-1])) if like.version == 4 else ():
        for space in whole:
            if space.version == 4 and space.prefixlen <= length and (found := first_free(space, length, spans)):
                return found
    return NOTHING


def free_bridge(taken: Iterable[Prefix]) -> str:
    """Return the range of Docker's own bridge, with the bridge's address, if it meets nothing taken."""
    return (
        NOTHING
        if any(overlap(DOCKER_BRIDGE, each) for each in taken)
        else f"{DOCKER_BRIDGE[1]}/{DOCKER_BRIDGE.prefixlen}"
    )


def free_network(view: View, like: Prefix) -> Values:
    """Return a range for a network as large as this one, `free`, that meets nothing known: the article's, if it is free."""
    return {"free": free_range(like.prefixlen, view.once(in_use), NETWORK_SPACES) or NOTHING}


def tenth(prefix: Prefix) -> str:
    """Return the address AKS takes for DNS by convention, .10; of a range too small for it, the one before the last."""
    return str(prefix[10] if prefix.num_addresses > 11 else prefix[max(0, prefix.num_addresses - 2)])


def in_use(view: View) -> Spans:
    """Return what is known to be in use, and what AKS keeps for itself."""
    return joined((*_known(view), *RESERVED_BY_AKS))


def _known(view: View) -> Iterator[Prefix]:
    """Yield every prefix of the view; what is unknown is left out."""
    for place in view.virtual_networks.values():
        yield from _readable(place.prefixes)
        for subnet in place.subnets:
            yield from _readable(subnet.prefixes)
        for side in place.peerings:
            yield from _readable(side.remote_prefixes)
    for cluster in view.managed_clusters.values():
        yield from _readable(cluster.network.pod_cidrs)
        yield from _readable(cluster.network.service_cidrs)
    yield from parsed(taken.prefix for taken in view.taken)


def _readable(texts: Maybe[tuple[str, ...]]) -> tuple[Prefix, ...]:
    return () if isinstance(texts, Unknown) else parsed(texts)
