"""Every namespace's class: those of one class are told apart by nothing that a walk could meet.

First leaves that are equal word for word are put together, which is cheap; then one of each group is written down in
its own terms, and groups with one signature are one class.
"""

from collections.abc import Iterable
from copy import copy
from typing import Literal

from msgspec import Struct

from ..net.state import NetnsState, Veth
from ..trace.sets import Ranges
from .atoms import Atoms
from .census import Census, Range
from .hearsay import Hearsay, Token
from .likeness import CoreTable, Likeness, Looks
from .terrain import Terrain

Kinship = Literal["itself", "centre", "leaf", "sibling", "apart"]
"""What a destination is to a sender: itself, its centre, a leaf of it, a leaf of the same centre, or none of these."""


class Group:
    """Namespaces that are equal word for word, but for what they are called."""

    def __init__(self, members: list[str], centre: "Group | None") -> None:
        self.members, self.centre = members, centre
        self.has_one_address = False
        self.base: Token = ()
        self.looks: Looks = ()
        self.number = -1
        """The class."""

    def part(self, members: list[str]) -> "Group":
        """Return a group of some of its members, otherwise the same."""
        found = Group(members, self.centre)
        found.base, found.looks, found.number = self.base, self.looks, self.number
        found.has_one_address = self.has_one_address
        return found


class Edits(Struct, frozen=True):
    """What an edit of the core says: the prefixes its routes are about, of whom it says a way anew, what it tells apart."""

    spans: Ranges
    ways: dict[str, Token]
    cuts: tuple[Range, ...] = ()
    """Ranges of addresses that were not told apart from those around them."""

    def concerns(self, addresses: Iterable[int]) -> bool:
        """Whether one of some addresses is in a prefix of the edit."""
        return any(map(self.spans.holds, addresses))

    def within(self, addresses: Iterable[int]) -> Token:
        """Return, for each of some addresses, which of the cuts it is in; None where all are outside."""
        found = tuple([tuple([cut for cut in self.cuts if cut[0] <= each <= cut[1]]) for each in addresses])
        return found if any(found) else None


class Classes:
    """The classes of one state; `numbers` are kept from one state to the next."""

    def __init__(self, terrain: Terrain, census: Census, numbers: dict[Token, int]) -> None:
        self.census, self.numbers = census, numbers
        hearsay = Hearsay(census)
        rough = _alike_word_for_word(census)
        for members in rough:
            if not census.is_core(members[0]):
                hearsay.pin_acquaintances(members[0], census.state[members[0]])
        self.atoms = Atoms(census, [members[0] for members in rough], hearsay.exact)
        self.likeness = Likeness(terrain, hearsay, self.atoms)
        self.origins: dict[int, int] = {}
        """After an edit: a class that it made -> the class its members were of before."""
        self.fresh: set[int] = set()
        """After an edit: classes that it tells apart from those their members were of before."""
        self.moved_names: list[str] = []
        """After an edit: everybody who is of another class than before."""
        self._first: dict[int, str] = {}
        self.groups: list[Group] = []
        self.group_of: dict[str, Group] = {}
        for members in sorted(rough, key=lambda found: census.centre_of(found[0]) is not None):
            for same in self._split(members, hearsay):
                self._add(same)

    def _split(self, members: list[str], hearsay: Hearsay) -> Iterable[list[str]]:
        """Part those of whom different things are said."""
        fine, shares, pinned = self.atoms.fine, hearsay.shares, hearsay.pinned
        addresses = self.census.addresses
        found: dict[Token, list[str]] = {}
        for name in members:
            atoms = tuple([fine(address) for address in addresses[name]])
            key = atoms, shares.get(name, ()), name in pinned and name
            found.setdefault(key, []).append(name)
        return found.values()

    def _add(self, members: list[str]) -> None:
        name = members[0]
        centre = self.census.centre_of(name)
        group = Group(members, self.group_of[centre] if centre else None)
        if self.census.is_core(name):
            group.base = ("core", name)
        else:
            group.base = self.likeness.written(name)
            group.looks = self.likeness.looks(name, self.likeness.core_tables)
        group.has_one_address = len(self.census.addresses[name]) == 1
        group.number = self.number_of(group)
        self._first.setdefault(group.number, name)
        self.groups.append(group)
        for each in members:
            self.group_of[each] = group

    def number_of(self, group: Group) -> int:
        """Return the class of a group: what is written of it, on a centre of that class."""
        up = group.centre.number if group.centre else None
        return self.numbers.setdefault((up, group.base, group.looks), len(self.numbers))

    def edited(self, likeness: Likeness, tables: Iterable[CoreTable], edits: "Edits") -> "Classes":
        """Return the classes after an edit of the core's routes, sharing what it leaves alone."""
        after = copy(self)
        after.likeness, after.groups, after.group_of = likeness, [], dict(self.group_of)
        after.atoms = likeness.atoms
        after.origins, after.fresh, after.moved_names = {}, set(), []
        apart = after.apart(edits)
        for group in self.groups:
            for part, cut in _parts(group, apart):
                centre = after.group_of[part.centre.members[0]] if part.centre else None
                after.groups.append(after.moved(part, centre, tables, edits, cut))
        after._first = {group.number: group.members[0] for group in reversed(after.groups)}
        return after

    def apart(self, edits: "Edits") -> dict[str, Token]:
        """Return who has addresses in the cuts of an edit, and in which."""
        census = self.census
        names = {name for cut in edits.cuts for name in census.holders(cut) if not census.is_core(name)}
        return {name: edits.within(census.addresses[name]) for name in names}

    def moved(
        self, group: Group, centre: Group | None, tables: Iterable[CoreTable], edits: "Edits", cut: Token
    ) -> Group:
        """Return a group after an edit: itself where the edit is none of its business; `cut` is what tells it apart."""
        name = group.members[0]
        said = edits.ways.get(name)
        is_looked_up = edits.concerns(self.census.addresses[name]) and not self.census.is_core(name)
        if centre is group.centre and said is None and not is_looked_up and cut is None:
            return self._kept(group)
        found = Group(group.members, centre)
        found.base, found.looks, found.has_one_address = group.base, group.looks, group.has_one_address
        if said is not None:
            found.base = (found.base, said)
        if cut is not None:
            found.base = (found.base, "cut", cut)
        if is_looked_up:
            fresh = dict(zip(tables, self.likeness.looks(name, tables), strict=True))
            known = zip(self.likeness.core_tables, group.looks, strict=True)
            found.looks = tuple([fresh.get(table, looks) for table, looks in known])
        found.number = self.number_of(found)
        if found.number == group.number:
            return self._kept(group)
        self.origins[found.number] = group.number
        if cut is not None or (centre is not None and centre.number in self.fresh):
            self.fresh.add(found.number)
        self.moved_names += found.members
        return self._kept(found)

    def _kept(self, group: Group) -> Group:
        """Note that a group's members are in it, where they were in another one."""
        if self.group_of[group.members[0]] is not group:
            for each in group.members:
                self.group_of[each] = group
        return group

    def first_of(self, name: str) -> str:
        """Return the first namespace of a namespace's class."""
        return self._first[self.group_of[name].number]

    def of(self, name: str) -> int:
        """Return the class of a namespace."""
        return self.group_of[name].number

    def kinship(self, sender: str, destination: str) -> Kinship:
        """Say what a destination is to a sender."""
        if sender == destination:
            return "itself"
        parents, centres = self.census.parents, self.census.centres
        mine, its = parents.get(sender), parents.get(destination)
        if mine is not None and mine in centres:
            if mine == its:
                return "sibling"
            if mine == destination:
                return "centre"
        return "leaf" if its == sender and its in centres else "apart"


def _parts(group: Group, apart: dict[str, Token]) -> Iterable[tuple[Group, Token]]:
    """Part a group by which cuts of an edit its members are in, each part with that."""
    if not apart or not any(name in apart for name in group.members):
        return ((group, None),)
    found: dict[Token, list[str]] = {}
    for name in group.members:
        found.setdefault(apart.get(name), []).append(name)
    if len(found) == 1:
        return ((group, next(iter(found))),)
    return tuple((group.part(members), cut) for cut, members in found.items())


def _alike_word_for_word(census: Census) -> list[list[str]]:
    """Put leaves of one parent together whose content is the same but for hardware and host addresses."""
    found: dict[Token, list[str]] = {}
    rest: list[list[str]] = []
    for name, netns in census.state.items():
        if name in census.children or census.is_core(name):
            rest.append([name])
            continue
        found.setdefault((census.parents[name], *_content(netns, census.addresses[name])), []).append(name)
    return [*rest, *found.values()]


def _content(netns: NetnsState, held: tuple[int, ...]) -> tuple[Token, ...]:
    links = tuple([(link.name, link.master if isinstance(link, Veth) else link.mac) for link in netns.links])
    addresses = []
    for each, address in zip(netns.addresses, held, strict=True):
        length = each.address.partition("/")[2]
        addresses.append((each.dev, length, address >> 32 - int(length)))
    return links, tuple(addresses), netns.routes, netns.rules, netns.neighbours, netns.tables, netns.sysctls
