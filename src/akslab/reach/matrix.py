"""The whole answer as a value: groups of endpoints that are alike, and what passes between every two of them.

A cell holds for every pair of its two groups that are to each other what it says: pods of one node may meet other rules
than pods of two.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from .classes import Kinship
from .endpoints import Endpoint
from .engine import Pair, Reach
from .outcomes import End, Unsettled
from .ports import Flows


class Group(Struct, frozen=True):
    """Endpoints that nothing tells apart, in their order; the first one stands for them by name."""

    name: str
    kind: str
    members: tuple[str, ...]


class Passage(Struct, frozen=True):
    """A part of all flows, and how it ends."""

    arrives: bool
    flows: tuple[Flows, ...]
    end: End | Unsettled


class Cell(Struct, frozen=True):
    """What passes from one group to another; both are places in the matrix' list."""

    source: int
    destination: int
    kinship: Kinship
    example: tuple[str, str]
    """Two endpoints the passages are written for."""
    passages: tuple[Passage, ...]


class Matrix(Struct, frozen=True):
    """All pairs of some endpoints."""

    groups: tuple[Group, ...]
    cells: tuple[Cell, ...]


class Gathering:
    """The endpoints of one group, by family, so that a pair of any kinship is found without trying all."""

    def __init__(self) -> None:
        self.endpoints: list[Endpoint] = []
        self.by_root: dict[str, list[Endpoint]] = {}


def matrix_of(reach: Reach, endpoints: Sequence[Endpoint]) -> Matrix:
    """Answer for all pairs of endpoints. Raises ValueError for an endpoint that the state does not have."""
    gathered = list(gatherings(reach, endpoints).values())
    groups = tuple(
        Group(each.endpoints[0].name, each.endpoints[0].kind, tuple([one.name for one in each.endpoints]))
        for each in gathered
    )
    passages: dict[int, tuple[Passage, ...]] = {}
    cells = []
    for source, mine in enumerate(gathered):
        if mine.endpoints[0].netns is None:
            continue
        for destination, its in enumerate(gathered):
            for kinship, one, other in pairs(reach, mine, its):
                pair = reach.pair(one.netns or "", reach.census.number(other.address))
                known = passages.get(id(pair))
                if known is None:
                    known = passages[id(pair)] = passages_of(reach, pair)
                cells.append(Cell(source, destination, kinship, (one.name, other.name), known))
    return Matrix(groups, tuple(cells))


def gatherings(reach: Reach, endpoints: Iterable[Endpoint]) -> dict[object, Gathering]:
    """Put endpoints that are alike together, in the order they come."""
    found: dict[object, Gathering] = {}
    group_of, addresses, root = reach.classes.group_of, reach.census.addresses, reach.census.root
    for each in endpoints:
        number = reach.census.number(each.address)
        key: object
        if each.netns is None:
            key = root_name = f"address {each.address}"
        else:
            if each.netns not in group_of or number not in addresses[each.netns]:
                raise ValueError(f"{each.name}: {each.netns} has no address {each.address} in this network")
            if len(holders := reach.census.owners[number]) > 1:
                raise ValueError(f"{each.name}: {each.address} is the address of {' and of '.join(holders)}")
            key = group_of[each.netns].number, addresses[each.netns].index(number), each.kind
            root_name = root(each.netns)
        gathering = found.get(key)
        if gathering is None:
            gathering = found[key] = Gathering()
        gathering.endpoints.append(each)
        kin = gathering.by_root.get(root_name)
        if kin is None:
            gathering.by_root[root_name] = [each]
        else:
            kin.append(each)
    return found


def pairs(reach: Reach, mine: Gathering, its: Gathering) -> Iterator[tuple[Kinship, Endpoint, Endpoint]]:
    """Yield one pair of endpoints for every kinship that two gatherings have."""
    if its.endpoints[0].netns is None:
        yield from _towards_an_address(reach, mine, its.endpoints[0])
        return
    apart = _apart(mine, its)
    if apart is not None:
        yield ("apart", *apart)
    seen: set[Kinship] = set()
    for root in mine.by_root.keys() & its.by_root.keys():
        one = mine.by_root[root][0]
        for other in its.by_root[root][:2]:
            kinship = reach.classes.kinship(one.netns or "", other.netns or "")
            if kinship not in seen:
                seen.add(kinship)
                if kinship != "apart" or apart is None:
                    yield kinship, one, other
        if len(seen) > 1:
            return


def _towards_an_address(reach: Reach, mine: Gathering, other: Endpoint) -> Iterator[tuple[Kinship, Endpoint, Endpoint]]:
    """Yield a sender of a family in whose network the address would be, and one of another."""
    seen: set[Kinship] = set()
    for one, *_ in mine.by_root.values():
        address = reach.census.number(other.address)
        kinship: Kinship = "apart" if reach.key(one.netns or "", address, None)[3] == "apart" else "sibling"
        if kinship not in seen:
            seen.add(kinship)
            yield kinship, one, other


def _apart(mine: Gathering, its: Gathering) -> tuple[Endpoint, Endpoint] | None:
    """Find a pair of two families."""
    for root, senders in mine.by_root.items():
        for other, receivers in its.by_root.items():
            if root != other:
                return senders[0], receivers[0]
    return None


def passages_of(reach: Reach, pair: Pair) -> tuple[Passage, ...]:
    """Write a pair's answer for people: what arrives first."""
    readable = reach.terrain.space.readable
    found = [
        Passage(isinstance(part.end, End) and part.end.disposition == "delivered", readable(part.region), part.end)
        for part in pair.walked.parts
    ]
    return tuple(sorted(found, key=lambda passage: not passage.arrives))
