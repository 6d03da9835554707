"""What an edit of the core's security rules changes: chains, and which addresses and ports rules newly tell apart.

Only chains that are jumped to and do nothing but judge may differ, and sets of ranges: of anything else in a table
connections, translations or what is said of a namespace could depend.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from itertools import chain as chained

from msgspec import Struct
from msgspec.structs import replace

from ..net.nftables import ConntrackState, Count, InSet, Interface, NftChain, NftRule, NftSet, NftTable, Verdict
from .atoms import ranges_of_rules, ranges_of_set
from .census import Range
from .ports import cuts_of_rules

ChainName = tuple[str, str, str]
"""Namespace, table, chain."""
MOST_COMPARED = 400
"""Rules between the first and the last difference of a chain that are matched up; of more all count as other rules."""


class ChainEdit(Struct, frozen=True):
    """An edit of one chain: where each rule that stays was, and where it is now, in ascending order of both."""

    places: Mapping[int, int]

    def is_judging_alike(self, before: int, after: int) -> bool:
        """Whether what matches, as bits of the rules before and after, are the same rules in the same order."""
        moved = 0
        while before:
            low = before & -before
            place = self.places.get(low.bit_length() - 1)
            if place is None:
                return False
            moved |= 1 << place
            before ^= low
        return moved == after


class FilterEdit(Struct, frozen=True):
    """An edit of the core's filters; `spans` and `cuts` are addresses and ports that its rules speak of."""

    chains: Mapping[ChainName, ChainEdit] = {}
    spans: tuple[Range, ...] = ()
    cuts: frozenset[int] = frozenset()


def filters_between(netns: str, before: tuple[NftTable, ...], after: tuple[NftTable, ...]) -> FilterEdit | None:
    """Compare the tables of a namespace; None where more differs than rules that judge, and ranges they ask for."""
    chains: dict[ChainName, ChainEdit] = {}
    spans: list[Range] = []
    cuts: set[int] = set()
    if len(before) != len(after):
        return None
    for one, other in zip(before, after, strict=True):
        if one is other or one == other:
            continue
        found = _between(netns, one, other)
        if found is None:
            return None
        chains |= found.chains
        spans += found.spans
        cuts |= found.cuts
    return FilterEdit(chains, tuple(spans), frozenset(cuts))


def _between(netns: str, one: NftTable, other: NftTable) -> FilterEdit | None:
    if replace(one, sets=other.sets, chains=other.chains) != other or len(one.sets) != len(other.sets):
        return None
    if [each.name for each in one.chains] != [each.name for each in other.chains]:
        return None
    spans: list[Range] = []
    changed_sets: set[str] = set()
    for mine, its in zip(one.sets, other.sets, strict=True):
        if mine != its:
            if not _differs_in_ranges(mine, its):
                return None
            changed_sets.add(mine.name)
            spans += _difference(mine, its)
    chains: dict[ChainName, ChainEdit] = {}
    rules: list[NftRule] = []
    for old, new in zip(one.chains, other.chains, strict=True):
        is_same = old is new or old == new
        if is_same and not (changed_sets and _asks(old, changed_sets)):
            continue
        if not (_only_judges(old) and _only_judges(new)):
            return None
        places = _places(old.rules, new.rules)
        chains[netns, one.name, old.name] = ChainEdit(places)
        stays = set(places.values())
        rules += [rule for place, rule in enumerate(new.rules) if place not in stays]
    return FilterEdit(chains, (*spans, *ranges_of_rules(rules)), cuts_of_rules(rules))


def _differs_in_ranges(one: NftSet, other: NftSet) -> bool:
    return one.interval and replace(one, elements=other.elements) == other


def _difference(one: NftSet, other: NftSet) -> Iterator[Range]:
    """Yield the ranges that are in one of two sets alone; both are canonical."""
    ends: dict[int, int] = {}
    for first, last in chained(ranges_of_set(one), ranges_of_set(other)):
        for end in (first, last + 1):
            ends[end] = ends.get(end, 0) ^ 1
    turns = sorted(end for end, is_odd in ends.items() if is_odd)
    yield from ((first, last - 1) for first, last in zip(turns[::2], turns[1::2], strict=True))


def _asks(chain: NftChain, sets: set[str]) -> bool:
    return any(isinstance(match, InSet) and match.set in sets for rule in chain.rules for match in rule.matches)


def _only_judges(chain: NftChain) -> bool:
    """Whether a chain is jumped to, and its rules do nothing but judge by addresses, protocols and ports."""
    return (
        chain.hook is None
        and bool(chain.rules)
        and all(
            all(isinstance(statement, Count | Verdict) for statement in rule.statements)
            and not any(isinstance(match, Interface | ConntrackState) for match in rule.matches)
            for rule in chain.rules
        )
    )


def _places(before: tuple[NftRule, ...], after: tuple[NftRule, ...]) -> dict[int, int]:
    """Return where the rules that stay were, and are."""
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    most = shorter - start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    found = {place: place for place in range(start)}
    one, other = before[start : len(before) - end], after[start : len(after) - end]
    if len(one) + len(other) <= MOST_COMPARED:
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            found |= {start + block.a + n: start + block.b + n for n in range(block.size)}
    return found | {len(before) - n: len(after) - n for n in range(end, 0, -1)}


def merged(edits: Iterable[FilterEdit]) -> FilterEdit:
    """Put the edits of several namespaces together."""
    several = list(edits)
    return FilterEdit(
        {name: edit for each in several for name, edit in each.chains.items()},
        tuple(span for each in several for span in each.spans),
        frozenset(cut for each in several for cut in each.cuts),
    )
