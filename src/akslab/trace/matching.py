"""Which rules of a chain match a packet, found without trying each: one bit per rule, one look-up per kind of match.

Every kind of match cuts its field's values into classes; a class knows, as the bits of one integer, the rules that
have nothing against it. The rules that match are the bits that all classes of the packet share. So a chain of a
thousand rules costs a few binary searches, and stays first-match: the lowest bit is the first rule.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import assert_never

from ..net.nftables import (
    AddressIn,
    ConntrackState,
    DestinationLocal,
    InSet,
    Interface,
    Match,
    NftRule,
    Port,
    Protocol,
)
from .numbers import number_of
from .sets import NamedSet
from .views import View

Classes = Callable[[View], int]
"""From a packet to the bits of the rules that one kind of match lets through."""


class MatchIndex:
    """The matches of one chain's rules; `matching` finds those that all hold."""

    def __init__(self, rules: Sequence[NftRule], sets: Mapping[str, NamedSet]) -> None:
        everything = (1 << len(rules)) - 1
        grouped: dict[tuple[object, ...], list[tuple[int, Match]]] = {}
        for place, rule in enumerate(rules):
            bit = 1 << place
            for match in rule.matches:
                kind = _kind(match)
                found = grouped.setdefault(kind, [])
                while found and found[-1][0] == bit:
                    # Two matches of one kind in a rule must both hold: the second is a kind of its own.
                    kind = "another", kind
                    found = grouped.setdefault(kind, [])
                found.append((bit, match))
        self._everything = everything
        self._classes = [_classes(found, everything, sets) for found in grouped.values()]

    def matching(self, view: View) -> int:
        """Return the bits of the rules that match."""
        bits = self._everything
        for classes in self._classes:
            bits &= classes(view)
            if not bits:
                break
        return bits


def _kind(match: Match) -> tuple[object, ...]:
    if isinstance(match, Port | AddressIn | Interface):
        return type(match), match.field
    if isinstance(match, InSet):
        return InSet, match.fields, match.set, match.negate
    if isinstance(match, Protocol | ConntrackState | DestinationLocal):
        return (type(match),)
    assert_never(match)


def _classes(  # noqa: C901 - one branch a form
    found: list[tuple[int, Match]], everything: int, sets: Mapping[str, NamedSet]
) -> Classes:
    free = everything & ~sum(bit for bit, _ in found)
    first = found[0][1]
    match first:
        case Interface(field=field):
            names = _by_value(((bit, (match.name,)) for bit, match in found if isinstance(match, Interface)), free)
            if field == "iifname":
                return lambda view: names.get(view.iifname, free)
            return lambda view: names.get(view.oifname, free)
        case InSet(fields=fields, set=name, negate=negate):
            named = sets[name]
            return lambda view: everything if named.holds(view, fields) is not negate else free
        case AddressIn(field=field):
            spans = ((bit, _numbers(match.ranges)) for bit, match in found if isinstance(match, AddressIn))
            find = _by_range(spans, free)
            if field == "ip saddr":
                return lambda view: find(view.source)
            return lambda view: find(view.destination)
        case Port(field=port_field):
            find = _by_range(((bit, match.ranges) for bit, match in found if isinstance(match, Port)), free)
            if port_field == "th sport":
                return lambda view: find(view.source_port)
            return lambda view: find(view.destination_port)
        case Protocol():
            protocols = _by_value(((bit, match.protocols) for bit, match in found if isinstance(match, Protocol)), free)
            return lambda view: protocols.get(view.protocol, free)
        case ConntrackState():
            states = _by_value(((bit, match.states) for bit, match in found if isinstance(match, ConntrackState)), free)
            return lambda view: states.get(view.state, free)
        case DestinationLocal():
            return lambda view: everything if view.to_own_address else free
        case _:
            assert_never(first)


def _by_value(wanted: Iterable[tuple[int, Iterable[str]]], free: int) -> dict[str, int]:
    bits: dict[str, int] = {}
    for bit, values in wanted:
        for value in values:
            bits[value] = bits.get(value, free) | bit
    return bits


def _by_range(wanted: Iterable[tuple[int, Iterable[tuple[int, int]]]], free: int) -> Callable[[int], int]:
    turns: dict[int, int] = {}
    for bit, ranges in wanted:
        for first, last in ranges:
            turns[first] = turns.get(first, 0) ^ bit
            turns[last + 1] = turns.get(last + 1, 0) ^ bit
    starts, bits = [0], [free]
    for start in sorted(turns):
        if start == 0:
            bits[0] ^= turns[0]
            continue
        starts.append(start)
        bits.append(bits[-1] ^ turns[start])
    return lambda number: bits[bisect_right(starts, number) - 1]


def _numbers(ranges: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    return [(number_of(first), number_of(last)) for first, last in ranges]


def lowest(bits: int) -> int:
    """Return the place of the lowest of the bits, of which there must be one."""
    return (bits & -bits).bit_length() - 1
