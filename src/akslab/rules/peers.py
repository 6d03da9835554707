"""The networks that are peered with one, whichever side says so, with their prefixes as far as anybody knows them."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from ..net.prefixes import Prefix
from .facts import prefixes_of
from .fields import certain
from .ids import name_of
from .peerings import remote_prefixes
from .resources import Peering, VirtualNetwork
from .view import View


class Peer(Struct, frozen=True):
    """A peered network as one side of the peering tells it."""

    id: str
    place: str
    """Where the peering is written."""
    side: Peering
    ours: bool
    """Whether it is written in the network itself, not in the other one."""

    @property
    def name(self) -> str:
        """The other network's name."""
        return name_of(self.id)


def peers_of(view: View, network: VirtualNetwork) -> Iterator[Peer]:
    """Yield the peers of a network: by its own peerings, then by those that only the other side declares."""
    seen = set()
    for side in network.peerings:
        remote = certain(side.remote_id)
        seen.add(remote.lower())
        yield Peer(remote, f"{network.id}#properties.virtualNetworkPeerings[{side.name}]", side, ours=True)
    for other, side in view.once(_by_remote).get(network.id.lower(), ()):
        if other.id.lower() not in seen:
            yield Peer(other.id, f"{other.id}#properties.virtualNetworkPeerings[{side.name}]", side, ours=False)


def _by_remote(view: View) -> Mapping[str, tuple[tuple[VirtualNetwork, Peering], ...]]:
    found: dict[str, list[tuple[VirtualNetwork, Peering]]] = {}
    for network in view.virtual_networks.values():
        for side in network.peerings:
            if isinstance(side.remote_id, str):
                found.setdefault(side.remote_id.lower(), []).append((network, side))
    return {id_: tuple(sides) for id_, sides in found.items()}


def prefixes_of_peer(view: View, peer: Peer) -> tuple[Prefix, ...]:
    """Return a peer's prefixes. Raises CannotJudge where neither the network is to be seen nor our side remembers it."""
    return remote_prefixes(view, peer.side) if peer.ours else prefixes_of(view.virtual_networks[peer.id.lower()])
