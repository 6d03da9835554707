"""Every namespace's class: those of one class are told apart by nothing that a walk could meet.

First leaves that are equal word for word are put together, which is cheap; then one of each group is written down in
its own terms, and groups with one signature are one class.
"""

from collections.abc import Iterable
from typing import Literal

from ..net.state import NetnsState, Veth
from .atoms import Atoms
from .census import Census
from .hearsay import Hearsay, Token
from .likeness import Likeness, Looks
from .terrain import Terrain

Kinship = Literal["itself", "centre", "leaf", "sibling", "apart"]
"""What a destination is to a sender: itself, its centre, a leaf of it, a leaf of the same centre, or none of these."""


class Group:
    """Namespaces that are equal word for word, but for what they are called."""

    def __init__(self, members: list[str], centre: "Group | None") -> None:
        self.members, self.centre = members, centre
        self.base: Token = ()
        self.looks: Looks = ()
        self.number = -1
        """The class."""


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
            key = atoms, tuple(shares.get(name, ())), name in pinned and name
            found.setdefault(key, []).append(name)
        return found.values()

    def _add(self, members: list[str]) -> None:
        name = members[0]
        centre = self.census.centre_of(name)
        group = Group(members, self.group_of[centre] if centre else None)
        if self.census.is_core(name):
            group.base = ("core", name)
        else:
            group.base = self.likeness.written(name, group.centre.number if group.centre else None)
            group.looks = self.likeness.looks(name, self.likeness.core_tables)
        group.number = self.number_of(group)
        self.groups.append(group)
        for each in members:
            self.group_of[each] = group

    def number_of(self, group: Group) -> int:
        """Return the class of a group."""
        return self.numbers.setdefault((group.base, group.looks), len(self.numbers))

    def of(self, name: str) -> int:
        """Return the class of a namespace."""
        return self.group_of[name].number

    def kinship(self, sender: str, destination: str) -> Kinship:
        """Say what a destination is to a sender."""
        if sender == destination:
            return "itself"
        mine, its = self.census.centre_of(sender), self.census.centre_of(destination)
        if mine == destination:
            return "centre"
        if its == sender:
            return "leaf"
        return "sibling" if mine is not None and mine == its else "apart"


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
