"""Named sets and maps of nftables, ready to be asked: hashes, and sorted ranges for interval sets."""

from bisect import bisect_right
from collections.abc import Iterable

from ..net.nftables import Field, KeyType, NftMap, NftSet
from .errors import Undecided
from .numbers import dotted, number_of
from .views import View

Part = str | int
"""A set's key part: an interface's name, or an address as a number."""


class Ranges:
    """Whether a number is in one of many inclusive, ascending ranges: one binary search."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._firsts = [first for first, _ in ordered]
        self._lasts = [last for _, last in ordered]

    def holds(self, number: int) -> bool:
        """Whether a range has `number` in it."""
        place = bisect_right(self._firsts, number) - 1
        return place >= 0 and number <= self._lasts[place]


class NamedSet:
    """Membership in one named set."""

    def __init__(self, named_set: NftSet) -> None:
        self._ranges: Ranges | None = None
        self._elements: frozenset[tuple[str, ...]] = frozenset()
        if named_set.interval:
            pairs = (element[0].partition("-") for element in named_set.elements)
            self._ranges = Ranges((number_of(first), number_of(last or first)) for first, _, last in pairs)
        else:
            # As they are written: a packet's few addresses are sooner written than hundreds of elements are read.
            self._elements = frozenset(named_set.elements)

    def holds(self, view: View, fields: tuple[Field, ...]) -> bool:
        """Whether the packet's fields, concatenated, are an element."""
        if self._ranges is not None:
            number = field_of(view, fields[0])
            return isinstance(number, int) and self._ranges.holds(number)
        return tuple([text_of(view, field) for field in fields]) in self._elements


class NamedMap:
    """One named map; values stay as the state writes them."""

    def __init__(self, named_map: NftMap) -> None:
        self.value = named_map.value
        self._values = {_part(key, named_map.key): value for key, value in named_map.elements}

    def find(self, view: View, field: Field) -> str | None:
        """Find the value for the packet's field, None when the map has no such element."""
        return self._values.get(field_of(view, field))


def field_of(view: View, field: Field) -> Part:
    """Read one field of the packet. An interface that is not there at this hook is the empty name."""
    match field:
        case "iifname":
            return view.iifname
        case "oifname":
            return view.oifname
        case "ip saddr":
            return view.source
        case "ip daddr":
            return view.destination
        case _:
            raise Undecided("nftables", f"the model knows no field {field!r}")


def text_of(view: View, field: Field) -> str:
    """Read one field of the packet as a state writes it."""
    part = field_of(view, field)
    return part if isinstance(part, str) else dotted(part)


def _part(text: str, kind: KeyType) -> Part:
    return number_of(text) if kind == "ipv4_addr" else text
