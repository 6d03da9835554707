"""What would make a packet fare otherwise, asked by the thousand: for reach, which judges many packets of one network."""

from collections.abc import Hashable, Mapping

from ..compile.attachments import attachments
from ..compile.names import fabric_netns
from ..networks.values import Assumption, Network, Spot
from ..networks.whereabouts import spots_of
from ..reach.doubts import Doubt
from ..reach.ports import Flows
from ..trace.errors import Undecided
from ..trace.packets import Packet
from ..trace.prepared import prepare
from ..trace.sending import send
from .atlas import Atlas
from .sentences import Speaker
from .strays import strays_of
from .unknowns import doubts_about, may_change


class Doubting:
    """The doubts of a network, in one language. It is made once, and then asked for one packet after the other."""

    def __init__(self, network: Network, language: str) -> None:
        """Make it; look-ups are built when a packet first needs them."""
        self._speaker = Speaker(language)
        self._spots = tuple(each for each in spots_of(network) if each[0].unless is not None)
        self._prepared, self._atlas = prepare(network.state), Atlas(network)
        self._places = _places(network, self._spots)

    @property
    def is_all_known(self) -> bool:
        """Whether nothing is unknown that could change a verdict."""
        return not self._spots

    def place(self, netns: str) -> Hashable:
        """Tell places apart of which different things are unknown."""
        return self._places.get(netns, frozenset())

    def about(self, netns: str, packet: Packet, flows: Flows | None = None) -> tuple[Doubt, ...]:
        """Trace a packet, and return what would make it fare otherwise: what its story says under UNLESS.

        Where it stands for several `flows`, what could make one of those fare otherwise is returned as well.
        """
        try:
            trace = send(self._prepared, netns, packet, blockers_most=1)
        except Undecided as error:
            return (Doubt(f"{error.where}: {error.why}"),)
        strays = strays_of(self._atlas, self._prepared, trace, is_one=flows is None)
        found = (*doubts_about(trace, self._spots, flows), *(each for each in strays if may_change(each, trace)))
        return tuple(Doubt(self._speaker.sentence(each.unless), each.needs) for each in found if each.unless)


def _places(network: Network, spots: tuple[tuple[Assumption, tuple[Spot, ...]], ...]) -> Mapping[str, Hashable]:
    """Return, for every node and machine, what is unknown where it is plugged in: which kinds of things, not of whom."""
    ports = attachments(network.inputs).values()
    owners = {(fabric_netns(port.network.id), port.link): port.netns for port in ports}
    found: dict[str, set[Hashable]] = {port.netns: set() for port in ports}
    for assumption, places in spots:
        kind = assumption.what.key, assumption.may_stop, assumption.may_open
        is_own = assumption.about == "block"
        for spot in places:
            owner = owners.get((spot.netns, spot.dev), spot.netns)
            if owner in found:
                # Every node has a block of its own: that is nothing in which nodes differ.
                found[owner].add((*kind, spot.side, "" if is_own else spot.route, spot.is_translating, spot.traffic))
    return {owner: frozenset(kinds) for owner, kinds in found.items()}
