"""Which virtual networks may be peered: those whose address spaces, and those of their other peers, are apart."""

from collections.abc import Iterator

from ..net.prefixes import Prefix, overlap, parsed
from .examples import Document, network, peering, updated, world
from .facts import prefixes_of
from .ids import same
from .resources import Peering, VirtualNetwork
from .room import apart
from .rule import Answer, Rule, in_own_words, with_own_code
from .unknown import CannotJudge, Values, for_each, known
from .view import View

MOST_PEERINGS = 500


def _is_new(view: View, place: VirtualNetwork, side: Peering) -> bool:
    before = view.network_before(place)
    return before is None or not any(same(old.id, side.id) for old in before.peerings)


def remote_prefixes(view: View, side: Peering) -> tuple[Prefix, ...]:
    """Return the other network's prefixes, as it says itself or, if it is not to be seen, as this side remembers."""
    remote = view.virtual_networks.get(known(side.remote_id, f"remote network of {side.name}").lower())
    if remote is not None:
        return prefixes_of(remote)
    remembered = known(side.remote_prefixes, f"remote address space of {side.name}")
    if not remembered and not view.complete:
        raise CannotJudge(f"virtual network {side.remote_id}")
    return parsed(remembered)


def _clashes(ours: tuple[Prefix, ...], theirs: tuple[Prefix, ...]) -> tuple[str, ...]:
    pairs = [(one, other) for one in ours for other in theirs if overlap(one, other)]
    return tuple(dict.fromkeys(str(prefix) for pair in pairs for prefix in pair))


def _overlapping(view: View, place: VirtualNetwork) -> Iterator[Values | CannotJudge]:
    def judge(side: Peering) -> Iterator[Values]:
        clashes = _clashes(prefixes_of(place), remote_prefixes(view, side)) if _is_new(view, place, side) else ()
        if clashes:
            both = {"a": place.id, "b": side.remote_id}
            moves = apart(view, place, str(side.remote_id), remote_prefixes(view, side))
            more = {"peering": side.name, "moves": moves}
            yield {"id": side.id, **both, "list": ", ".join(clashes), **more}

    yield from for_each(place.peerings, judge)


def _peered(*, ours: str = "192.168.0.0/16", theirs: str = "10.1.0.0/16") -> View:
    hub = network(name="hub", prefixes=(theirs,))
    return world(network(prefixes=(ours,), virtualNetworkPeerings=[peering()]), hub)


OVERLAPPING = Rule(
    id="peered-networks-overlap",
    title="Peered networks have different addresses",
    source=("A5", "D13"),
    subject=VirtualNetwork,
    answer=Answer(
        code="VnetAddressSpacesOverlap",
        text="Cannot create or update peering {id}. Virtual networks {a} and {b} cannot be peered because their "
        "address spaces overlap. Overlapping address prefixes: {list}",
    ),
    fix="Move one of the two networks to other addresses, or do not peer them: {list}.",
    place="properties.virtualNetworkPeerings[{peering}].properties.remoteVirtualNetwork",
    also=("properties.addressSpace.addressPrefixes",),
    check=_overlapping,
    failing=lambda: _peered(theirs="192.168.128.0/17"),
    sound=_peered,
)


def _peers_overlap(view: View, place: VirtualNetwork) -> Iterator[Values | CannotJudge]:
    """Two peers on each other, or a changed address space on a peer there already was."""

    def judge(side: Peering) -> Iterator[Values]:
        theirs = remote_prefixes(view, side)
        if not _is_new(view, place, side):
            yield from _values(side, place.id, _clashes(prefixes_of(place), theirs))
            return
        for other in place.peerings:
            if not _is_new(view, place, other):
                yield from _values(side, str(other.remote_id), _clashes(remote_prefixes(view, other), theirs))

    yield from for_each(place.peerings, judge)


def _values(side: Peering, other_id: str, clashes: tuple[str, ...]) -> Iterator[Values]:
    if clashes:
        yield {"b": side.remote_id, "a": other_id, "list": ", ".join(clashes), "peering": side.name}


def _second_peer(theirs: str) -> View:
    """Return a network that has a hub for a peer and gets another."""
    others: tuple[Document, ...] = (
        network(name="hub", prefixes=("10.1.0.0/16",)),
        network(name="second", prefixes=(theirs,)),
    )
    both = [peering(), peering("second", "toSecond")]
    return updated(network(virtualNetworkPeerings=both), network(virtualNetworkPeerings=[peering()]), *others)


PEERS_OVERLAP = Rule(
    id="peers-of-a-network-overlap",
    title="The peers of a network, and the network itself when it grows, have different addresses",
    source=("A6", "D13"),
    subject=VirtualNetwork,
    answer=in_own_words(
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        "The address space of {b} overlaps that of {a}, to which it is or would be peered: {list}.",
        status_known=True,
    ),
    fix="Move one of the two networks to other addresses, or do not peer it: {list}.",
    place="properties.virtualNetworkPeerings[{peering}].properties.remoteVirtualNetwork",
    also=("properties.addressSpace.addressPrefixes",),
    check=_peers_overlap,
    failing=lambda: _second_peer("10.1.128.0/17"),
    sound=lambda: _second_peer("10.2.0.0/16"),
)


def _too_many(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    if len(place.peerings) > MOST_PEERINGS:
        yield {"vnet": place.name, "n": len(place.peerings), "most": MOST_PEERINGS}


def _star(peers: int) -> View:
    return world(network(virtualNetworkPeerings=[peering(f"v{n}", f"p{n}") for n in range(peers)]))


TOO_MANY = Rule(
    id="too-many-peerings",
    title="A virtual network has at most 500 peerings",
    source=("D25",),
    subject=VirtualNetwork,
    answer=with_own_code("TooManyPeerings", "Virtual network '{vnet}' would have {n} peerings; {most} is the most."),
    fix="Go through a hub: of {n} peerings only {most} are possible.",
    place="properties.virtualNetworkPeerings[]",
    check=_too_many,
    failing=lambda: _star(501),
    sound=lambda: _star(500),
)


def _with_itself(_view: View, place: VirtualNetwork) -> Iterator[Values]:
    for side in place.peerings:
        if isinstance(side.remote_id, str) and same(side.remote_id, place.id):
            yield {"name": side.name, "vnet": place.name}


WITH_ITSELF = Rule(
    id="peering-with-itself",
    title="A network is peered with another one",
    source=("D13",),
    subject=VirtualNetwork,
    answer=with_own_code("PeeringWithItself", "Peering '{name}' joins virtual network '{vnet}' to itself."),
    fix="Write the id of the other network into remoteVirtualNetwork.",
    place="properties.virtualNetworkPeerings[{name}].properties.remoteVirtualNetwork",
    check=_with_itself,
    failing=lambda: world(network(virtualNetworkPeerings=[peering("myAKSVnet")])),
    sound=_peered,
)

PEERINGS = (WITH_ITSELF, TOO_MANY, OVERLAPPING, PEERS_OVERLAP)
