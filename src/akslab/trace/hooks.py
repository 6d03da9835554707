"""In which order a namespace's chains, connection tracking and translation see a packet at each of Linux' five hooks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from ..net.nftables import (
    ConntrackState,
    DnatFromMap,
    Hook,
    Masquerade,
    NftChain,
    NftRule,
    NftTable,
    Port,
    SnatFromMap,
)
from .connections import Side
from .errors import Undecided
from .matching import MatchIndex
from .sets import NamedMap, NamedSet
from .steps import HookName

HOOKS: tuple[HookName, ...] = ("prerouting", "input", "forward", "output", "postrouting")
TRACKING = -200
TRANSLATION: dict[HookName, tuple[int, Side]] = {
    "prerouting": (-100, "destination"),
    "output": (-100, "destination"),
    "input": (100, "source"),
    "postrouting": (100, "source"),
}
"""Where Linux translates, whatever the priority of a nat chain says: that only orders nat chains among themselves."""
TRACKED_AT: tuple[HookName, ...] = ("prerouting", "output")
LAST_AT: tuple[HookName, ...] = ("input", "postrouting")
"""A connection is remembered when its first packet passes the end of one of these."""


class PreparedChain:
    """A chain whose rules are indexed when a packet first enters it."""

    def __init__(self, chain: NftChain, sets: Mapping[str, NamedSet]) -> None:
        self.name = chain.name
        self.rules = chain.rules
        self.sets = sets
        self._index: MatchIndex | None = None

    @property
    def reads_ports(self) -> bool:
        """Whether a rule looks at ports, which only the first of a packet's fragments has."""
        return any(isinstance(match, Port) for rule in self.rules for match in rule.matches)

    @property
    def index(self) -> MatchIndex:
        """Return the index of the rules' matches."""
        if self._index is None:
            self._index = MatchIndex(self.rules, self.sets)
        return self._index


class PreparedTable:
    """A table with its sets and maps ready to be asked."""

    def __init__(self, table: NftTable) -> None:
        self.name = table.name
        sets = {each.name: NamedSet(each) for each in table.sets}
        self.maps = {each.name: NamedMap(each) for each in table.maps}
        self.chains = {chain.name: PreparedChain(chain, sets) for chain in table.chains}


class Entry(Struct, frozen=True):
    """A chain that hangs on a hook."""

    table: PreparedTable
    chain: PreparedChain
    hook: Hook


class Stage(Struct, frozen=True):
    """One thing that happens at a hook: a filter chain, or tracking, or translation by `chains`, or remembering."""

    kind: Literal["chain", "track", "translate", "confirm"]
    chains: tuple[Entry, ...] = ()
    side: Side | None = None


def needs_tracking(tables: Iterable[NftTable]) -> bool:
    """Whether a rule asks for connection tracking, by its state or by translating."""
    chains = [chain for table in tables for chain in table.chains]
    # Who asks stands nearly always in a chain with a hook: security groups have a thousand rules that do not.
    chains.sort(key=lambda chain: chain.hook is None)
    return any(_asks_for_tracking(rule) for chain in chains for rule in chain.rules)


def stages(tables: Sequence[NftTable], tracks: bool) -> dict[HookName, tuple[Stage, ...]]:
    """Order everything that happens at each hook; `tracks` is what `needs_tracking` says.

    Translation happens only where there is a nat chain and connections are tracked. Of two chains of one table and
    priority the later one is entered first. Raises Undecided where the order is not settled.
    """
    prepared = [(table, PreparedTable(table)) for table in tables]
    entries = [
        Entry(ready, ready.chains[chain.name], chain.hook)
        for table, ready in prepared
        for chain in table.chains
        if chain.hook is not None
    ]
    translates = any(entry.hook.type == "nat" for entry in entries)
    return {hook: tuple(_stages_of(hook, entries, tracks, translates)) for hook in HOOKS}


def _stages_of(hook: HookName, entries: Iterable[Entry], tracks: bool, translates: bool) -> Iterator[Stage]:
    here = [entry for entry in entries if entry.hook.hook == hook]
    filters = _ordered([entry for entry in here if entry.hook.type == "filter"])
    staged = [(entry.hook.priority, Stage("chain", (entry,))) for entry in filters]
    if tracks and hook in TRACKED_AT:
        staged.append((TRACKING, Stage("track")))
    if tracks and translates and hook in TRANSLATION:
        priority, side = TRANSLATION[hook]
        nats = _ordered([entry for entry in here if entry.hook.type == "nat"])
        staged.append((priority, Stage("translate", tuple(nats), side)))
    staged.sort(key=lambda pair: pair[0])
    for (priority, one), (same, other) in pairwise(staged):
        if priority == same and one.kind != other.kind:
            raise Undecided(
                f"chains at {hook}", f"priority {priority} is the kernel's own for {other.kind} or {one.kind}"
            )
    yield from (stage for _, stage in staged)
    if tracks and hook in LAST_AT:
        yield Stage("confirm")


def _ordered(entries: list[Entry]) -> list[Entry]:
    placed = sorted(enumerate(entries), key=lambda pair: (pair[1].hook.priority, -pair[0]))
    ordered = [entry for _, entry in placed]
    for one, other in pairwise(ordered):
        if one.hook.priority == other.hook.priority and one.table is not other.table:
            where = f"chains {one.table.name} {one.chain.name} and {other.table.name} {other.chain.name}"
            why = f"both have priority {one.hook.priority} at {one.hook.hook}: which is first depends on their history"
            raise Undecided(where, why)
    return ordered


def _asks_for_tracking(rule: NftRule) -> bool:
    for match in rule.matches:
        if isinstance(match, ConntrackState):
            return True
    for statement in rule.statements:  # noqa: SIM110 - a generator for each of a thousand rules costs more than they do
        if isinstance(statement, Masquerade | SnatFromMap | DnatFromMap):
            return True
    return False
