"""The free ranges that the findings of one report propose, kept apart from each other.

Each rule proposes what is free as things stand, so pods and services would often be sent to one range. Who follows all
that a report says must not make an overlap by it.
"""

from collections.abc import Callable, Iterable, Iterator
from ipaddress import ip_network

from msgspec.structs import replace

from ..net.prefixes import Prefix, overlap
from .free_ranges import NETWORK_SPACES, NOTHING, SPACES, Spans, free_range, joined, spans_together, tenth
from .places import SERVICE_CIDR
from .rule import Finding

MOST_APART = 100
"""Each proposal is held against so many others; of a fleet of thousands nobody follows all at once."""
_RESERVED, _NETWORK = "reserved-range", "network-overlaps-taken-range"
_OF_PODS = (_RESERVED, "pod-cidr-too-small", "pod-cidr-headroom", "overlay-pod-cidr-too-small")
"""Rules that call the pods' range `cidr`."""
What = tuple[str, str, str]
"""What has to move: its kind, its range, whose it is."""


def kept_apart(findings: Iterable[Finding], known: Callable[[], Spans]) -> Iterator[Finding]:
    """Yield the findings; a later one that proposes another's free range gets the next one. `known` is all in use."""
    given: dict[tuple[What, str], Prefix | None] = {}
    for found in findings:
        values = dict(found.values)
        free = values.get("free", NOTHING)
        what = what_moves(found)
        if what is None or free == NOTHING:
            yield found
            continue
        if (what, free) not in given and len(given) < MOST_APART:
            others = [prefix for (other, _), prefix in given.items() if prefix and other != what]
            given[what, free] = _next(ip_network(free), others, known, what)
        yield _with(found, given.get((what, free), ip_network(free)))


def what_moves(found: Finding) -> What | None:
    """Return what a finding would move to a free range, if it is one that proposes a range of a cluster or a network.

    The same range of two clusters' services may be one afterwards too; that of their pods may not.
    """
    values = dict(found.values)
    if "dns" in values or (found.rule == _RESERVED and values["at"].startswith(SERVICE_CIDR)):
        return "services", values.get("svc") or values["cidr"], ""
    if "pod" in values or found.rule in _OF_PODS:
        return "pods", values.get("pod") or values["cidr"], found.resource_id.lower()
    return ("network", values["vnet"], found.resource_id.lower()) if found.rule == _NETWORK else None


def _next(free: Prefix, others: list[Prefix], known: Callable[[], Spans], what: What) -> Prefix | None:
    if not any(overlap(free, other) for other in others):
        return free
    return free_range(
        free.prefixlen, spans_together((known(), joined(others))), NETWORK_SPACES if what[0] == "network" else SPACES
    )


def _with(found: Finding, free: Prefix | None) -> Finding:
    told = {"free": str(free or NOTHING), "dns": tenth(free) if free else NOTHING}
    values = tuple((name, told.get(name, value)) for name, value in found.values)
    return found if values == found.values else replace(found, values=values)
