"""Named endpoints put together where nothing tells them apart, and pairs that stand for every pair of two such groups."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from .classes import Kinship
from .endpoints import Endpoint
from .engine import Reach

GroupKey = tuple[int | str, int, str]
"""The class (or the address that nobody sends from), which of its addresses, and the kind people see in it, with what it
is bound to and its public address."""
Example = tuple[Kinship, Endpoint, Endpoint]
"""What a receiver is to a sender, and one pair of which that is so."""


class Gathering:
    """The endpoints of one group, by family, so that a pair of any kinship is found without trying all."""

    def __init__(self, key: GroupKey) -> None:
        self.key = key
        self.by_root: dict[str, list[Endpoint]] = {}

    def endpoints(self) -> list[Endpoint]:
        """List all of them."""
        return [each for family in self.by_root.values() for each in family]

    @property
    def first(self) -> Endpoint:
        """The one that stands for all."""
        return next(iter(self.by_root.values()))[0]

    def add(self, root: str, endpoint: Endpoint) -> None:
        """Take one in."""
        family = self.by_root.get(root)
        if family is None:
            self.by_root[root] = [endpoint]
        else:
            family.append(endpoint)

    def without(self, roots: dict[str, set[str]]) -> "Gathering":
        """Return a gathering without some namespaces, listed by their families' roots."""
        left = Gathering(self.key)
        for root, family in self.by_root.items():
            gone = roots.get(root)
            kept = [each for each in family if each.netns not in gone] if gone else family
            if kept:
                left.by_root[root] = kept if gone is None else list(kept)
        return left


def gathered(reach: Reach, endpoints: Iterable[Endpoint]) -> dict[GroupKey, Gathering]:
    """Put endpoints that are alike together, in the order they come. Raises ValueError for one that is not there."""
    found: dict[GroupKey, Gathering] = {}
    families: dict[object, list[Endpoint]] = {}
    group_of, addresses, owners = reach.classes.group_of, reach.census.addresses, reach.census.owners
    for each in endpoints:
        group = group_of.get(each.netns or "")
        # Leaves that are equal word for word and hang on one centre: thousands of pods, looked up once.
        is_plain = not (each.source or each.public)
        swift = (group, each.kind) if is_plain and group is not None and group.centre is not None else None
        family = families.get(swift)
        if family is not None:
            held = addresses[each.netns or ""]
            if len(held) == 1 and held[0] == reach.census.number(each.address) and len(owners[held[0]]) == 1:
                family.append(each)
                continue
        key, root = key_of(reach, each)
        gathering = found.get(key)
        if gathering is None:
            gathering = found[key] = Gathering(key)
        gathering.add(root, each)
        if swift is not None and len(addresses[each.netns or ""]) == 1:
            families[swift] = gathering.by_root[root]
    return found


def key_of(reach: Reach, endpoint: Endpoint) -> tuple[GroupKey, str]:
    """Return an endpoint's group and its family's root. Raises ValueError where the state contradicts it."""
    number, netns = reach.census.number(endpoint.address), endpoint.netns
    if netns is None:
        name = f"address {endpoint.address}"
        return (name, 0, endpoint.kind), name
    held = reach.census.addresses.get(netns, ())
    if number not in held:
        raise ValueError(f"{endpoint.name}: {netns} has no address {endpoint.address} in this network")
    holders = reach.census.owners[number]
    if len(holders) > 1:
        raise ValueError(f"{endpoint.name}: {endpoint.address} is the address of {' and of '.join(holders)}")
    place = 0 if len(held) == 1 else held.index(number)
    bound = f"from {held.index(reach.census.number(endpoint.source))}" if endpoint.source else ""
    kind = " ".join(filter(None, (endpoint.kind, endpoint.public, bound)))
    return (reach.classes.group_of[netns].number, place, kind), reach.census.root(netns)


def examples(reach: Reach, mine: Gathering, its: Gathering) -> Iterator[Example]:
    """Yield one pair of endpoints for every kinship that two gatherings have."""
    if its.first.netns is None:
        yield from _towards_an_address(reach, mine, its.first)
        return
    apart = _apart(mine, its)
    if apart is not None:
        yield "apart", *apart
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


def _towards_an_address(reach: Reach, mine: Gathering, other: Endpoint) -> Iterator[Example]:
    """Yield a sender of a family in whose network the address would be, and one of another.

    Of an address that several have, one of every family: who has it may be another one for each. Who has it sends nothing
    to it that leaves him.
    """
    seen: set[Kinship] = set()
    address = reach.census.number(other.address)
    holders = reach.census.owners.get(address, ())
    for family in mine.by_root.values():
        one = next((each for each in family if each.netns != other.of and each.netns not in holders), None)
        if one is None:
            continue
        if len(holders) > 1:
            yield "apart", one, other
            continue
        kinship: Kinship = "apart" if reach.key(one.netns or "", address, None)[3] == "apart" else "sibling"
        if kinship not in seen:
            seen.add(kinship)
            yield kinship, one, other


def way_between(reach: Reach, sender: Endpoint, receiver: Endpoint) -> tuple[str, int, int | None]:
    """Return what a pair is walked for: the sender's namespace, the address, and the source it is bound to, if to any."""
    number = reach.census.number
    return sender.netns or "", number(receiver.address), number(sender.source) if sender.source else None


def towards(sender: Endpoint, receiver: Endpoint) -> Endpoint:
    """Return a receiver as a sender asks for it: from the Internet that is at its public address, if it has one."""
    return at_public(receiver) if sender.kind == "internet" else receiver


def at_public(receiver: Endpoint) -> Endpoint:
    """Return a receiver at its public address, if it has one."""
    if not receiver.public:
        return receiver
    return replace(receiver, address=receiver.public, public="", netns=None, of=receiver.netns or "")


def _apart(mine: Gathering, its: Gathering) -> tuple[Endpoint, Endpoint] | None:
    """Find a pair of two families."""
    for root, senders in mine.by_root.items():
        for other, receivers in its.by_root.items():
            if root != other:
                return senders[0], receivers[0]
    return None


def pairs_of(kinship: Kinship, mine: Gathering, its: Gathering) -> int:
    """Count the pairs of two gatherings that are to each other what `kinship` says."""
    sizes = {root: len(family) for root, family in its.by_root.items()}
    near = sum(len(family) * sizes.get(root, 0) for root, family in mine.by_root.items())
    itself = sum(map(len, mine.by_root.values())) if mine.key == its.key else 0
    match kinship:
        case "apart":
            return sum(map(len, mine.by_root.values())) * sum(sizes.values()) - near
        case "itself":
            return itself or near
        case _:
            return near - itself
