"""What it takes to turn one NetworkState into another, in an order the kernel accepts.

Keyed: an altered route is one `replace`, never an add and a remove of the same kernel key (the removal would meet the
new one). And truthful: what the kernel takes away by itself (the routes of a removed link, of an interface that lost
its last address) is not removed a second time, and comes back if the new state wants it.
"""

from collections.abc import Iterator

from .changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    Change,
    NeighbourChange,
    PutTable,
    RemoveLink,
    RemoveNetns,
    RemoveTable,
    ResetSysctl,
    RouteChange,
    RuleChange,
    SetSysctl,
)
from .state import Bridge, NetnsState, NetworkState, Veth
from .sysctls import WRITES_ALSO
from .validation import validate

__all__ = ["diff", "validate"]

EMPTY = NetnsState()
LinkKey = tuple[str, str]
"""(namespace, name of the link)."""


def diff(old: NetworkState, new: NetworkState) -> tuple[Change, ...]:
    """List the steps from `old` to `new`, none when they are equal. Both must be valid (see `validate`).

    Removals come first, as they free keys; then namespaces, sysctls and bridges; then, namespace by namespace, cables
    and what stands on them, those with the fewest links first, so that all of a pod is one run of steps; tables last.
    """
    if old == new:
        return ()
    lost = _lost_links(old, new)
    steps: list[Change] = [RemoveNetns(name) for name in sorted(old.keys() - new.keys())]
    between: NetworkState = {}
    for name in sorted(old.keys() & new.keys()):
        between[name] = _survivors(old[name], new[name], {dev for netns, dev in lost if netns == name})
        steps += _removals(name, old[name], between[name], new[name])
    steps += _link_removals(old, new, lost)
    steps += [AddNetns(name) for name in sorted(new.keys() - old.keys())]
    for name in sorted(new):
        steps += _sysctls(name, old.get(name, EMPTY), new[name])
    for name in sorted(new):
        present = set(between.get(name, EMPTY).links)
        steps += [AddBridge(name, x) for x in new[name].links if isinstance(x, Bridge) and x not in present]
    steps += _cables_and_more(between, new)
    for name in sorted(new):
        steps += _tables(name, old.get(name, EMPTY), new[name])
    return tuple(steps)


def _lost_links(old: NetworkState, new: NetworkState) -> set[LinkKey]:
    """Links of kept namespaces that the removals take: altered ones, ports of a lost bridge, the other ends of both."""
    links = {(netns, link.name): link for netns, state in old.items() for link in state.links}
    wanted = {(netns, link.name): link for netns, state in new.items() for link in state.links}
    lost = {key for key, link in links.items() if wanted.get(key) != link}
    for (netns, name), link in links.items():
        if isinstance(link, Veth) and link.master is not None and (netns, link.master) in lost:
            lost.add((netns, name))
    for key in tuple(lost):
        link = links[key]
        if isinstance(link, Veth):
            lost.add((link.peer_netns, link.peer_name))
    return {key for key in lost if key[0] in new}


def _dark(old: NetnsState, new: NetnsState) -> set[str]:
    """Interfaces whose last address is removed on the way: the kernel then flushes their routes and neighbours."""
    kept = {address.dev for address in set(old.addresses) & set(new.addresses)}
    return {address.dev for address in old.addresses} - kept - {"lo"}


def _survivors(old: NetnsState, new: NetnsState, lost: set[str]) -> NetnsState:
    """Tell what still stands of a kept namespace when the removals are done, altered routes and neighbours included."""
    gone = lost | _dark(old, new)
    routes = {(route.table, route.dst) for route in new.routes}
    neighbours = {(neighbour.dev, neighbour.address) for neighbour in new.neighbours}
    addresses, rules = set(new.addresses), set(new.rules)
    return NetnsState(
        links=tuple(link for link in old.links if link.name not in lost),
        addresses=tuple(a for a in old.addresses if a.dev not in lost and a in addresses),
        routes=tuple(r for r in old.routes if r.dev not in gone and (r.table, r.dst) in routes),
        rules=tuple(rule for rule in old.rules if rule in rules),
        neighbours=tuple(n for n in old.neighbours if n.dev not in gone and (n.dev, n.address) in neighbours),
    )


def _removals(name: str, old: NetnsState, between: NetnsState, new: NetnsState) -> Iterator[Change]:
    standing = {link.name for link in between.links} | {"lo"}
    keeping = (standing - _dark(old, new)) | {None}
    for rule in sorted(set(old.rules) - set(between.rules), key=lambda r: (r.priority, r.fwmark)):
        yield RuleChange("remove", name, rule)
    survivors = set(between.routes)
    for route in old.routes:
        if route.dev in keeping and route not in survivors:
            yield RouteChange("remove", name, route)
    neighbours = set(between.neighbours)
    for neighbour in old.neighbours:
        if neighbour.dev in keeping and neighbour not in neighbours:
            yield NeighbourChange("remove", name, neighbour)
    addresses = set(between.addresses)
    for address in old.addresses:
        if address.dev in standing and address not in addresses:
            yield AddressChange("remove", name, address)


def _link_removals(old: NetworkState, new: NetworkState, lost: set[LinkKey]) -> Iterator[Change]:
    links = {(netns, link.name): link for netns, state in old.items() for link in state.links}
    done: set[LinkKey] = set()
    for key in sorted(lost):
        link = links[key]
        if isinstance(link, Veth) and key not in done:
            done.add((link.peer_netns, link.peer_name))
            if link.peer_netns in new:
                yield RemoveLink(*key)
    yield from (RemoveLink(*key) for key in sorted(lost) if isinstance(links[key], Bridge))


def _sysctls(name: str, old: NetnsState, new: NetnsState) -> Iterator[Change]:
    before, after = dict(old.sysctls), dict(new.sysctls)
    overwritten: set[str] = set()
    for sysctl in sorted(before.keys() | after.keys()):
        if before.get(sysctl) == after.get(sysctl) and sysctl not in overwritten:
            continue
        if sysctl in after:
            yield SetSysctl(name, sysctl, after[sysctl])
        else:
            yield ResetSysctl(name, sysctl)
        if sysctl in WRITES_ALSO:
            overwritten.add(WRITES_ALSO[sysctl])


def _cables_and_more(between: NetworkState, new: NetworkState) -> Iterator[Change]:
    made: set[LinkKey] = set()
    for name in sorted(new, key=lambda netns: (len(new[netns].links), netns)):
        before = between.get(name, EMPTY)
        for link in sorted(set(new[name].links) - set(before.links), key=lambda x: x.name):
            if isinstance(link, Veth) and (name, link.name) not in made:
                peer = next(x for x in new[link.peer_netns].links if x.name == link.peer_name)
                assert isinstance(peer, Veth)
                made.add((link.peer_netns, link.peer_name))
                yield AddVeth(name, link, peer)
        yield from _additions(name, before, new[name])


def _additions(name: str, before: NetnsState, after: NetnsState) -> Iterator[Change]:
    present = set(before.addresses)
    for address in after.addresses:
        if address not in present:
            yield AddressChange("add", name, address)
    neighbours = {(neighbour.dev, neighbour.address): neighbour for neighbour in before.neighbours}
    for neighbour in after.neighbours:
        known = neighbours.get((neighbour.dev, neighbour.address))
        if known != neighbour:
            yield NeighbourChange("replace" if known else "add", name, neighbour)
    routes = {(route.table, route.dst): route for route in before.routes}
    # A gateway is looked for among the routes without one.
    for route in sorted(after.routes, key=lambda r: r.via is not None):
        standing = routes.get((route.table, route.dst))
        if standing != route:
            yield RouteChange("replace" if standing else "add", name, route)
    rules = set(before.rules)
    for rule in after.rules:
        if rule not in rules:
            yield RuleChange("add", name, rule)


def _tables(name: str, old: NetnsState, new: NetnsState) -> Iterator[Change]:
    before = {table.name: table for table in old.tables}
    for gone in sorted(before.keys() - {table.name for table in new.tables}):
        yield RemoveTable(name, gone)
    for table in new.tables:
        if before.get(table.name) != table:
            yield PutTable(name, table)
