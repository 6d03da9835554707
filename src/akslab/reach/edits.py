"""What an edit of the core's routes and filters changes: which tables, prefixes and chains, and of whom a way is said anew.

Anything else than such an edit makes the classes from the beginning, which is no more than a second.
"""

from collections.abc import Iterable
from itertools import compress
from operator import is_, is_not
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ..compile.ranges import merged as joined
from ..net.state import NetnsState, NetworkState, RouteEntry, Veth
from ..trace.sets import Ranges
from .census import address_of, range_of
from .classes import Edits
from .filters import FilterEdit, filters_between, merged
from .hearsay import SINGLE, Token
from .likeness import CoreTable
from .terrain import by_table

if TYPE_CHECKING:
    from .engine import Reach

MOST_CUTS = 64
"""Ranges that nothing told apart before; every later look at an address costs their number."""


class Edit(Struct, frozen=True):
    """An edit, ready to be applied to classes."""

    tables: tuple[CoreTable, ...]
    edits: Edits
    filters: FilterEdit


def edit_between(reach: "Reach", state: NetworkState) -> Edit | None:
    """Compare a state with the one `reach` is about; None where more differs than routes and filters of the core."""
    before = reach.state
    changed = _changed(before, state)
    if changed is None or reach.terrain.proxies:
        # Who answers ARP for others asks its routes, and no walk notes that.
        return None
    routes: list[tuple[str, RouteEntry, str]] = []
    filters: list[FilterEdit] = []
    for name in changed:
        one, other = before[name], state[name]
        if not reach.census.is_core(name) or not _is_edit(one, other):
            return None
        found = filters_between(name, one.tables, other.tables)
        if found is None:
            return None
        filters.append(found)
        tables = by_table(one.routes), by_table(other.routes)
        if tables[0].keys() != tables[1].keys():
            return None
        for table, mine in tables[0].items():
            its = tables[1][table]
            if mine != its:
                routes += [(name, route, "gone") for route in set(mine) - set(its)]
                routes += [(name, route, "new") for route in set(its) - set(mine)]
    routes.sort(key=lambda found: (found[0], found[1].table, found[1].dst, found[2]))
    spans = tuple(range_of(route.dst) for _, route, _ in routes)
    together = merged(filters)
    atoms = reach.classes.atoms
    cuts = [span for span in spans if not atoms.has_cuts(span)]
    cuts += [span for span in together.spans if not atoms.has_coarse_cuts(span)]
    if len(set(cuts)) > MOST_CUTS:
        return None
    touched = dict.fromkeys((name, route.table) for name, route, _ in routes)
    edits = Edits(Ranges(joined(spans)), _ways(reach, state, routes), tuple(dict.fromkeys(cuts)))
    return Edit(tuple(touched), edits, together)


def _is_edit(one: NetnsState, other: NetnsState) -> bool:
    return replace(one, routes=other.routes, tables=other.tables) == other


def _changed(before: NetworkState, state: NetworkState) -> list[str] | None:
    """List the namespaces that differ; None where there are others than before."""
    others: Iterable[str]
    if len(before) == len(state) and all(map(is_, before, state)):
        # The same names in the same order, as an edit leaves them: nothing is looked up, thousands are only compared.
        others = compress(state, map(is_not, before.values(), state.values()))
    elif before.keys() == state.keys():
        others = state
    else:
        return None
    return [name for name in others if state[name] != before[name]]


def _ways(reach: "Reach", state: NetworkState, routes: list[tuple[str, RouteEntry, str]]) -> dict[str, Token]:
    """Say of whom which way is gone or new, in the terms of hearsay."""
    census, hearsay = reach.census, reach.classes.likeness.hearsay
    found: dict[str, tuple[Token, ...]] = {}
    for name, route, what in routes:
        link = _port(state[name], route.dev)
        child = link.peer_netns if link and census.parents.get(link.peer_netns) == name else None
        if link is None or child is None:
            continue
        if route.dst.endswith(SINGLE) and address_of(route.dst) in census.addresses[child]:
            continue
        said = what, link.peer_name, route.table, *hearsay.way(child, route)
        found[child] = (*found.get(child, ()), said)
    return dict(found)


def _port(netns: NetnsState, dev: str | None) -> Veth | None:
    return next((link for link in netns.links if link.name == dev and isinstance(link, Veth)), None)
