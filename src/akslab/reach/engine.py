"""Who reaches whom in one state: a class for every namespace, one walk for every pair of classes, answers for all flows.

Walks are made when they are first asked for. Another state that differs in routes and filters of the core only takes over
what the edit cannot have touched (`edited`).
"""

from collections.abc import Iterable
from copy import copy

from msgspec.structs import replace

from ..net.state import MAIN_TABLE, NetworkState
from ..trace.packets import ProtocolName
from .census import Census
from .classes import Classes, Edits
from .edits import edit_between
from .exchanges import Walked, walked
from .filters import ChainName
from .likeness import CoreTable
from .outcomes import End, Parts, Unsettled
from .ports import holds
from .rejudging import Rejudged
from .renaming import renamed
from .terrain import Terrain, nothing

Key = tuple[int | tuple[int, int], int | str, int, str]
"""Class of the sender (and which of its addresses it is bound to, where it is to one), class of the destination (or its
atom), which of its addresses, and what they are to each other."""


class Pair:
    """A sender and an address that stand for all of their kind, and what came of the walk between them."""

    __slots__ = ("destination", "owner", "sender", "walked")

    def __init__(self, sender: str, destination: int, owner: str | None, came: Walked) -> None:
        self.sender, self.destination, self.owner, self.walked = sender, destination, owner, came

    def with_parts(self, parts: Parts) -> "Pair":
        """Return the same pair with its parts written otherwise."""
        return Pair(self.sender, self.destination, self.owner, replace(self.walked, parts=parts))


class Reach:
    """The answer for one state."""

    def __init__(self, state: NetworkState) -> None:
        """Find the classes. Raises Undecided (a ValueError) for a state the model cannot read."""
        self.state = state
        self.census = Census(state)
        self.terrain = Terrain(state, self.census.owners)
        self.terrain.core = frozenset(name for name in state if self.census.is_core(name))
        self.classes = Classes(self.terrain, self.census, {})
        self.pairs: dict[Key, Pair] = {}
        self.lookers: dict[tuple[str, int], set[Key]] = {}
        """Namespace and mark of a routing look-up -> the pairs whose walk made one."""
        self.askers: dict[ChainName, set[Key]] = {}
        """A chain of the core that was jumped to -> the pairs whose walk came by."""
        self._leaves: dict[tuple[int, int, bool], Pair] = {}
        self._earlier: dict[Key, Pair] = {}
        self._touched: set[Key] = set()
        self._judged: set[Key] = set()
        """Pairs that filters judged which an edit changes."""
        self.stale: set[Key] = set()
        """What was known before an edit, and is so no longer."""

    def edited(self, state: NetworkState) -> "Reach":
        """Return the answer for another state; where only routes and filters of the core differ, with what they leave."""
        edit = edit_between(self, state)
        if edit is None:
            return Reach(state)
        after = copy(self)
        after.state = state
        after.terrain = Terrain(state, self.census.owners, self.terrain, edit.filters)
        likeness = copy(self.classes.likeness)
        likeness.terrain = after.terrain
        if edit.edits.cuts:
            likeness.atoms = likeness.atoms.cut_later(edit.edits.cuts)
        after.classes = self.classes.edited(likeness, edit.tables, edit.edits)
        touched = self._lookers_of(edit.tables)
        rejudged = Rejudged(self, after, edit.filters)
        gone = rejudged.stale | {
            key for key in touched if key in self.pairs and _looks_elsewhere(self, after, self.pairs[key], edit.edits)
        }
        after.stale = gone | rejudged.renumbered.keys()
        after._earlier = {**self.pairs, **rejudged.renumbered}
        after._touched, after._judged, after._leaves = touched | rejudged.stale, rejudged.judged, {}
        after.pairs = dict(after._earlier)
        for key in gone:
            del after.pairs[key]
        return after

    def _lookers_of(self, tables: Iterable[CoreTable]) -> set[Key]:
        """List the pairs whose walk looked into one of some tables."""
        wanted = set(tables)
        found: set[Key] = set()
        for (netns, mark), keys in self.lookers.items():
            consulted = (*self.terrain.netns(netns).shared.tables_at(mark), MAIN_TABLE) if netns in self.state else ()
            if any((netns, table) in wanted for table in consulted):
                found |= keys
        return found

    def pair(self, sender: str, destination: int, source: int | None = None) -> Pair:
        """Return the pair that stands for a sender and an address; `source`: which of its own the sender is bound to."""
        owner = self.owner(destination)
        if owner is None or owner == sender or source is not None:
            return self._pair(sender, destination, owner, source)
        mine, its = self.classes.group_of[sender], self.classes.group_of[owner]
        if mine.centre is None or its.centre is None or not its.has_one_address:
            return self._pair(sender, destination, owner)
        # Of two leaves their classes and whether they hang on one centre say it all: most flows are between pods.
        known = self._leaves.get((mine.number, its.number, mine.centre is its.centre))
        if known is None:
            known = self._pair(sender, destination, owner)
            self._leaves[mine.number, its.number, mine.centre is its.centre] = known
        return known

    def _pair(self, sender: str, destination: int, owner: str | None, source: int | None = None) -> Pair:
        key = self.key(sender, destination, owner, source)
        known = self.pairs.get(key)
        if known is None:
            known = self._earlier_pair(key)
            if known is None:
                known = self._walk(key, sender, destination, owner)
            self.pairs[key] = known
            for netns, mark, _ in known.walked.looked:
                if self.census.is_core(netns):
                    self.lookers.setdefault((netns, mark), set()).add(key)
            for netns, table, chain, _ in known.walked.asked:
                self.askers.setdefault((netns, table, chain), set()).add(key)
        return known

    def _walk(self, key: Key, sender: str, destination: int, owner: str | None) -> Pair:
        """Walk for a pair; where it is one of many, for the first of each class, which other pairs are walked for too."""
        if owner is not None and key[3] == "apart":
            classes, place = self.classes, key[2]
            first = classes.first_of(sender)
            if classes.kinship(first, owner) == "apart":
                sender = first
            first = classes.first_of(owner)
            if classes.kinship(sender, first) == "apart":
                owner, destination = first, self.census.addresses[first][place]
        source = self.census.addresses[sender][key[0][1]] if isinstance(key[0], tuple) else None
        return Pair(sender, destination, owner, walked(self.terrain, sender, destination, source))

    def _earlier_pair(self, key: Key) -> Pair | None:
        """Find the pair of before an edit that still speaks for a class which the edit made."""
        origins, fresh = self.classes.origins, self.classes.fresh
        its = key[1] if isinstance(key[1], str) else origins.get(key[1], key[1])
        number = key[0] if isinstance(key[0], int) else key[0][0]
        origin = origins.get(number, number)
        mine = origin if isinstance(key[0], int) else (origin, key[0][1])
        before = mine, its, key[2], key[3]
        if before == key or before in self._touched:
            return None
        # The filters that tell a class apart now may judge it otherwise, where they judge the one it comes from.
        is_open = before in self._judged and (number in fresh or key[1] in fresh)
        return None if is_open else self._earlier.get(before)

    def owner(self, destination: int) -> str | None:
        """Return whose address it is: None where nobody has it, or several do."""
        owners = self.census.owners.get(destination)
        return owners[0] if owners is not None and len(owners) == 1 else None

    def key(self, sender: str, destination: int, owner: str | None, source: int | None = None) -> Key:
        """Return what a sender and an address are known by."""
        number = self.classes.group_of[sender].number
        mine = number if source is None else (number, self.census.addresses[sender].index(source))
        if owner is not None:
            held = self.census.addresses[owner]
            place = 0 if len(held) == 1 else held.index(destination)
            return mine, self.classes.group_of[owner].number, place, self.classes.kinship(sender, owner)
        root = self.census.root(sender)
        own = any(first <= destination <= last for first, last in self.census.own_networks.get(root, ()))
        if destination in self.census.owners:
            return mine, f"address {destination}", 0, root
        return mine, f"atom {self.classes.atoms.fine(destination)}", 0, root if own else "apart"

    def verdict(
        self,
        sender: str,
        destination: int,
        protocol: ProtocolName,
        ports: tuple[int, int],
        source: int | None = None,
    ) -> End | Unsettled:
        """Say how a flow from a namespace to an address ends; `ports`: source, destination, not looked at of an echo."""
        source_port, destination_port = ports
        pair = self.pair(sender, destination, source)
        end = self.among(pair, protocol, source_port, destination_port)
        return self.placed(end, pair, sender, destination)

    def arrives(
        self, sender: str, destination: int, protocol: ProtocolName, source_port: int, destination_port: int
    ) -> bool:
        """Say whether a flow from a namespace to an address arrives, and is answered."""
        end = self.among(self.pair(sender, destination), protocol, source_port, destination_port)
        return isinstance(end, End) and end.disposition == "delivered"

    def among(self, pair: Pair, protocol: ProtocolName, source_port: int, destination_port: int) -> End | Unsettled:
        """Say how a flow of a pair ends, in the words of the two that were walked."""
        came = pair.walked
        if came.equal_ports_differ and source_port == (0 if protocol == "icmp" else destination_port):
            return Unsettled(pair.sender, "with two equal ports it would meet itself")
        spot = came.space.where(protocol, source_port, destination_port)
        for part in came.parts:
            if holds(part.region, spot):
                return part.end
        raise AssertionError("the parts of a pair are everything")

    def placed(self, end: End | Unsettled, pair: Pair, sender: str, destination: int) -> End | Unsettled:
        """Return an end of the pair that stands for others, in the words of one of them."""
        if isinstance(end, Unsettled) or (pair.sender == sender and pair.destination == destination):
            return end
        return renamed(
            end, self.census, self._cast(pair, sender, self.owner(destination)), (pair.destination, destination)
        )

    def _cast(self, pair: Pair, sender: str, owner: str | None) -> Iterable[tuple[str, str]]:
        """List who takes whose part: each, and its centre."""
        centre_of = self.census.centre_of
        for one, other in ((pair.sender, sender), (pair.owner, owner)):
            if one is not None and other is not None:
                yield one, other
                mine, its = centre_of(one), centre_of(other)
                if mine is not None and its is not None:
                    yield mine, its


def _looks_elsewhere(before: Reach, after: Reach, pair: Pair, edits: Edits) -> bool:
    """Whether a look-up that a walk rests on finds something else after an edit."""
    for netns, mark, address in pair.walked.looked:
        if edits.concerns((address,)) and before.state[netns] is not after.state[netns]:
            earlier = before.terrain.netns(netns).routing.find(address, mark, nothing)
            if earlier != after.terrain.netns(netns).routing.find(address, mark, nothing):
                return True
    return False
