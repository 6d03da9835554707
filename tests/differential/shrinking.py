"""Make a network smaller as long as something stays true of it: what is left is what it takes."""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from akslab.net.nftables import NftTable
from akslab.net.state import NetnsState, NetworkState, Veth
from akslab.net.validation import validate

TRIALS_MOST = 400


def shrink(state: NetworkState, sender: str, holds: Callable[[NetworkState], bool]) -> NetworkState:
    """Return the smallest network found by leaving out one thing after the other; `sender` stays."""
    trials = 0
    shrinks = True
    while shrinks:
        shrinks = False
        for smaller in _smaller(state, sender):
            trials += 1
            if trials > TRIALS_MOST:
                return state
            if _is_valid(smaller) and holds(smaller):
                state, shrinks = smaller, True
                break
    return state


def _is_valid(state: NetworkState) -> bool:
    try:
        validate(state)
    except (ValueError, KeyError):
        return False
    return True


def _smaller(state: NetworkState, sender: str) -> Iterator[NetworkState]:
    for name in state:
        if name != sender:
            yield {
                other: replace(netns, links=tuple(x for x in netns.links if getattr(x, "peer_netns", None) != name))
                for other, netns in state.items()
                if other != name
            }
    for name, netns in state.items():
        for less in _less(netns):
            yield {**state, name: less}
    for name, netns in state.items():
        for link in netns.links:
            if isinstance(link, Veth):
                yield _unplugged(state, name, link)


def _unplugged(state: NetworkState, name: str, link: Veth) -> NetworkState:
    def without(netns: NetnsState, dev: str) -> NetnsState:
        return replace(
            netns,
            links=tuple(x for x in netns.links if x.name != dev),
            addresses=tuple(x for x in netns.addresses if x.dev != dev),
            routes=tuple(x for x in netns.routes if x.dev != dev),
            neighbours=tuple(x for x in netns.neighbours if x.dev != dev),
        )

    less = {**state, name: without(state[name], link.name)}
    return {**less, link.peer_netns: without(less[link.peer_netns], link.peer_name)}


def _less(netns: NetnsState) -> Iterator[NetnsState]:
    if netns.tables:
        yield replace(netns, tables=())
    if netns.sysctls:
        yield replace(netns, sysctls=())
    for place, table in enumerate(netns.tables):
        for smaller in _less_of(table):
            yield replace(netns, tables=(*netns.tables[:place], smaller, *netns.tables[place + 1 :]))
    for field in ("routes", "neighbours", "addresses", "rules", "sysctls"):
        things = getattr(netns, field)
        for place in range(len(things)):
            yield replace(netns, **{field: things[:place] + things[place + 1 :]})


def _less_of(table: NftTable) -> Iterator[NftTable]:
    for place, chain in enumerate(table.chains):
        yield replace(table, chains=table.chains[:place] + table.chains[place + 1 :])
        for at in range(len(chain.rules)):
            less = replace(chain, rules=chain.rules[:at] + chain.rules[at + 1 :])
            yield replace(table, chains=(*table.chains[:place], less, *table.chains[place + 1 :]))
    for field in ("sets", "maps"):
        named = getattr(table, field)
        for place, one in enumerate(named):
            yield replace(table, **{field: named[:place] + named[place + 1 :]})
            if len(one.elements) > 1:
                for at in range(len(one.elements)):
                    less = replace(one, elements=one.elements[:at] + one.elements[at + 1 :])
                    yield replace(table, **{field: (*named[:place], less, *named[place + 1 :])})
