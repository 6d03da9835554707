"""Needs and ranges at random, as the planning tests draw them."""

from collections.abc import Callable
from ipaddress import IPv4Network

from hypothesis import settings
from hypothesis import strategies as st

from akslab.planning.needs import Growth, Needs, Surge
from akslab.planning.placing import Ranges
from akslab.planning.plugins import PLUGINS
from akslab.planning.sentences import PlanError
from akslab.planning.taken import Taken

unhurried = settings(deadline=None)
"""A busy machine is no failure."""

surges = st.builds(Surge, st.integers(1, 100), is_percent=st.booleans())
growths = st.builds(Growth, st.integers(4, 12), st.just(4), added=st.integers(0, 20), text=st.just("drawn"))
plugins = st.sampled_from(list(PLUGINS.values()))


@st.composite
def needs(draw: st.DrawFn, most_nodes: int = 60, name: str = "drawn") -> Needs:
    """Draw needs that no limit of AKS refuses."""
    nodes = draw(st.integers(3, most_nodes))
    return Needs(
        name=name,
        nodes=nodes,
        growth=draw(growths),
        pools=draw(st.integers(1, min(3, nodes // 3))),
        surge=draw(surges),
        pods_per_node=draw(st.sampled_from([0, 10, 30, 110, 250])),
        services=draw(st.integers(1, 4000)),
        internal_load_balancers=draw(st.integers(0, 20)),
        other_addresses=draw(st.integers(0, 20)),
        custom_routes=draw(st.integers(0, 20)),
    )


def taken(prefix: IPv4Network, name: str = "") -> Taken:
    """Return a range to avoid."""
    return Taken((int(prefix[0]), int(prefix[-1])), str(prefix), name, "drawn")


@st.composite
def prefixes(draw: st.DrawFn, within: str = "10.0.0.0/8", shortest: int = 10, longest: int = 28) -> IPv4Network:
    """Draw a prefix inside a range."""
    space, length = IPv4Network(within), draw(st.integers(shortest, longest))
    index = draw(st.integers(0, (1 << (length - space.prefixlen)) - 1))
    return IPv4Network((int(space[0]) + (index << (32 - length)), length))


@st.composite
def ranges(draw: st.DrawFn) -> Ranges:
    """Draw what may be taken, and some of it that is to be avoided."""
    avoided = draw(st.lists(prefixes(), max_size=12))
    takes = draw(st.sampled_from([("10.0.0.0/8",), ("172.16.0.0/12", "10.0.0.0/9"), ("10.64.0.0/12",)]))
    return Ranges(network=tuple(map(IPv4Network, takes)), taken=tuple(map(taken, avoided)))


ACCEPTED = "accepted"


def refusal(read: Callable[[], object]) -> str:
    """Return the one line with which `read` refuses, or ACCEPTED."""
    try:
        read()
    except PlanError as error:
        return error.said("en")
    return ACCEPTED
