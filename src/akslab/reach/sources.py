"""The hosts on the Internet that a network tells apart: one address of each kind, so that one packet speaks for many.

Of a host's address only this counts: in which ranges of rules and sets it lies, and what the routing tables say of it.
Addresses of which the same is so are one kind, wherever they lie.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..net.nftables import AddressIn, NftTable
from ..net.state import NetworkState
from .atoms import FIXED
from .census import Census, Range, address_of, range_of
from .terrain import Terrain

NO_HOSTS: tuple[Range, ...] = (*FIXED, *map(range_of, (*PRIVATE_PREFIXES, "169.254.0.0/16")))
"""Nobody on the Internet has an address in these."""
EVERYWHERE: Range = (0, (1 << 32) - 1)
Look = tuple[str, str | None, str | None] | None
Kind = tuple[int, tuple[Look, ...]]
"""What a network makes of an address: the named ranges it is in, what each table says. Equal ones fare alike."""


class Sources:
    """The kinds of hosts of one state."""

    def __init__(self, state: NetworkState) -> None:
        """Cut the addresses at everything that rules, sets and routes name."""
        census = Census(state)
        self._terrain = Terrain(state, census.owners)
        carriers = [name for name in state if census.is_core(name) or name in census.children]
        self._tables = [(name, table) for name in carriers for table in self._terrain.netns(name).shared.routes]
        leaves = state.keys() - set(carriers)
        alone = {route.dst for name in leaves for route in state[name].routes} - {"0.0.0.0/0"}
        tables = {id(table): table for netns in state.values() for table in netns.tables}
        named = {each for table in tables.values() for each in _named(table)} | {(range_of(dst),) for dst in alone}
        self._named = sorted(filter(None, (tuple(filter(_is_outside, spans)) for spans in named)))
        routed = (range_of(route.dst) for name in carriers for route in state[name].routes)
        held = ((each, each) for each in census.owners)
        cuts = (*NO_HOSTS, *(span for spans in self._named for span in spans), *filter(_is_outside, (*routed, *held)))
        self._starts = sorted({0, *(end for first, last in cuts for end in (first, last + 1))} - {EVERYWHERE[1] + 1})
        self._bits = [0] * len(self._starts)
        for number, spans in enumerate(self._named):
            for first, last in spans:
                for place in range(bisect_left(self._starts, first), bisect_right(self._starts, last)):
                    self._bits[place] |= 1 << number

    def kind(self, address: int) -> Kind:
        """Say what the network makes of an address."""
        return self._bits[bisect_right(self._starts, address) - 1], tuple(self._looks(address))

    def adds_nothing(self, address: int, other: int) -> bool:
        """Whether no rule tells a host from another one, and every way to it is a way to the other: nothing more arrives."""
        mine, its = self.kind(address), self.kind(other)
        ways = zip(mine[1], its[1], strict=True)
        return mine[0] == its[0] and all(one is None or one == way or one[0] == "blackhole" for one, way in ways)

    def _looks(self, address: int) -> Iterator[Look]:
        for name, table in self._tables:
            found = self._terrain.netns(name).shared.entry(table, address)
            yield (found.kind, found.via, found.dev) if found else None

    def one_of_each(self, span: Range, known: Iterable[int], fits: Callable[[int], bool]) -> Iterator[int]:
        """Yield an address of every kind in a range of which none is `known`; `fits`: whether a host may have it."""
        seen = {self.kind(address) for address in known if span[0] <= address <= span[1]}
        start = bisect_right(self._starts, span[0]) - 1
        for place in range(start, bisect_right(self._starts, span[1])):
            first = max(span[0], self._starts[place])
            last = min(span[1], self._starts[place + 1] - 1 if place + 1 < len(self._starts) else EVERYWHERE[1])
            # Prefixes begin with an address that few machines have.
            address = first + 1 if first < last and first % 256 == 0 else first
            if _is_outside((address, address)) and fits(address):
                kind = self.kind(address)
                if kind not in seen:
                    seen.add(kind)
                    yield address


def _is_outside(span: Range) -> bool:
    """Whether a range has addresses that a host on the Internet may have."""
    return not any(first <= span[0] and span[1] <= last for first, last in NO_HOSTS)


def _named(table: NftTable) -> Iterator[tuple[Range, ...]]:
    """Yield what a table names: for every match and every set of ranges all of them, and every single address."""
    for named_set in table.sets:
        if named_set.interval:
            pairs = (text.partition("-") for (text,) in named_set.elements)
            yield tuple((address_of(first), address_of(last or first)) for first, _, last in pairs)
        else:
            yield from _single(named_set.key, named_set.elements)
    for each in table.maps:
        yield from _single((each.key,), ((key,) for key, _ in each.elements))
    for chain in table.chains:
        for rule in chain.rules:
            for match in rule.matches:
                if isinstance(match, AddressIn):
                    yield tuple((address_of(first), address_of(last)) for first, last in match.ranges)


def _single(key: tuple[str, ...], elements: Iterable[tuple[str, ...]]) -> Iterator[tuple[Range, ...]]:
    for element in elements:
        for kind, text in zip(key, element, strict=True):
            if kind == "ipv4_addr":
                address = address_of(text)
                yield ((address, address),)
