"""From one pair of endpoints to another of the same kind: what an end says of names and addresses, in the other's words."""

from collections.abc import Iterable

from msgspec.structs import replace

from ..net.state import NetnsState
from ..trace.numbers import dotted
from ..trace.steps import AddressRef, RouteRef
from .census import Census, prefix_of
from .outcomes import End


def renamed(end: End, census: Census, cast: Iterable[tuple[str, str]], asked: tuple[int, int]) -> End:
    """Return an end with everybody's part taken by another; `cast` lists (one, other), `asked` is both's destination."""
    parts = dict(cast)
    netns = parts.get(end.netns, end.netns)
    decider = end.decider
    if isinstance(decider, AddressRef):
        decider = AddressRef(_words(census, parts, asked).get(decider.address, decider.address))
    elif isinstance(decider, RouteRef):
        decider = replace(decider, dst=_networks(census, parts).get(decider.dst, decider.dst))
    return End(end.disposition, end.leg, netns, decider)


def _words(census: Census, parts: dict[str, str], asked: tuple[int, int]) -> dict[str, str]:
    """Map addresses and hardware addresses."""
    found = {dotted(asked[0]): dotted(asked[1])}
    for one, other in parts.items():
        mine, its = census.addresses[one], census.addresses[other]
        found.update(zip(map(dotted, mine), map(dotted, its), strict=True))
        links = _links(census.state[one]), _links(census.state[other])
        found.update({mac: links[1][name] for name, mac in links[0].items() if name in links[1]})
    return found


def _links(netns: NetnsState) -> dict[str, str]:
    return {link.name: link.mac for link in netns.links}


def _networks(census: Census, parts: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one, other in parts.items():
        own = census.own_networks.get(census.root(one), ()), census.own_networks.get(census.root(other), ())
        found.update({prefix_of(mine): prefix_of(its) for mine, its in zip(*own, strict=False)})
    return found
