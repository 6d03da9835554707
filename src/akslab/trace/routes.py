"""Which route a packet takes: the local table, the policy rules by mark, then main; longest prefix in each.

What Linux does in fib_lookup. An answer is a `RouteChoice`, or None when no table has a route; a blackhole ends the
search. Look-ups cost as many dictionary reads as a table has different prefix lengths.
"""

from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct

from ..net.state import MAIN_TABLE, RouteEntry, RuleEntry
from .errors import Undecided
from .numbers import is_loopback, number_of
from .steps import RouteRef

LOCAL_TABLE = 255
LOOPBACK_DEV = "lo"
Missing = Callable[[RouteRef], bool]
"""Whether to look as if a route were not there."""


RouteKind = Literal["local", "broadcast", "unicast", "blackhole"]


class RouteChoice(Struct, frozen=True):
    """What a look-up found; `entry` is None for own and broadcast addresses, `rule` for the kernel's own rules."""

    kind: RouteKind
    table: int
    dev: str
    entry: RouteEntry | None = None
    rule: RuleEntry | None = None

    @property
    def ref(self) -> RouteRef:
        """Name the route that was chosen."""
        return RouteRef(self.table, self.entry.dst if self.entry else "")


class RouteTable:
    """One routing table, by prefix length."""

    def __init__(self, entries: Iterable[RouteEntry]) -> None:
        by_length: dict[int, dict[int, RouteEntry]] = {}
        for entry in entries:
            network, _, length = entry.dst.partition("/")
            shift = 32 - int(length)
            by_length.setdefault(shift, {})[number_of(network) >> shift] = entry
        self._by_shift = sorted(by_length.items())

    def find(self, address: int, missing: Missing) -> RouteEntry | None:
        """Find the route of the longest prefix that holds `address` and is not `missing`."""
        for shift, entries in self._by_shift:
            entry = entries.get(address >> shift)
            if entry is not None and not missing(RouteRef(entry.table, entry.dst)):
                return entry
        return None


class Routing:
    """All look-ups of one namespace; `local` and `broadcast` map addresses to their interface."""

    def __init__(
        self,
        routes: Iterable[RouteEntry],
        rules: Iterable[RuleEntry],
        local: dict[int, str],
        broadcast: dict[int, str],
    ) -> None:
        by_table: dict[int, list[RouteEntry]] = {}
        for route in routes:
            by_table.setdefault(route.table, []).append(route)
        self._tables = {table: RouteTable(entries) for table, entries in by_table.items()}
        self._by_mark: dict[int, list[RuleEntry]] = {}
        for rule in sorted(rules, key=lambda each: each.priority):
            self._by_mark.setdefault(rule.fwmark, []).append(rule)
        self._local, self._broadcast = local, broadcast
        self.has_rules = bool(self._by_mark)

    def is_local(self, address: int) -> bool:
        """Whether the namespace takes packets to `address` for itself (`fib daddr type local`)."""
        return address in self._local or is_loopback(address)

    def find(self, address: int, mark: int, missing: Missing) -> RouteChoice | None:
        """Choose a route for `address`; None when there is none. Raises Undecided for a kind of route it can't read."""
        if address in self._broadcast:
            return RouteChoice("broadcast", LOCAL_TABLE, self._broadcast[address])
        if self.is_local(address):
            return RouteChoice("local", LOCAL_TABLE, LOOPBACK_DEV)
        for rule in self._by_mark.get(mark, ()):
            found = self._find_in(rule.table, address, rule, missing)
            if found is not None:
                return found
        return self._find_in(MAIN_TABLE, address, None, missing)

    def _find_in(self, number: int, address: int, rule: RuleEntry | None, missing: Missing) -> RouteChoice | None:
        table = self._tables.get(number)
        entry = table.find(address, missing) if table else None
        if entry is None:
            return None
        match entry.kind:
            case "blackhole":
                return RouteChoice("blackhole", number, "", entry, rule)
            case "unicast":
                assert entry.dev is not None
                return RouteChoice("unicast", number, entry.dev, entry, rule)
            case _:
                raise Undecided(f"route {entry.dst} of table {number}", f"the model knows no kind {entry.kind!r}")
