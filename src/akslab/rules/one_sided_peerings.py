"""Peerings of a cluster's network of which a deployment makes one side only, though it makes the other network too.

A peering lets nothing pass before both networks declare it (D13). Where the other network is somebody else's, so is its
side; where it is made here, nobody has written that side before.
"""

from collections.abc import Iterator

from .example import Example
from .examples import GROUP, Document, cluster, deployed, network, peering, subnet
from .fields import certain
from .ids import differ
from .neighbours import clusters_in_networks
from .resources import Peering, VirtualNetwork
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, for_each, known
from .view import View


def _one_sided(view: View, place: VirtualNetwork) -> Iterator[Values | CannotJudge]:
    def judge(side: Peering) -> Iterator[Values]:
        other = view.virtual_networks.get(certain(side.remote_id).lower())
        if other is None or not _concerns(view, place, other):
            return
        if all(differ(known(back.remote_id, f"remote network of {back.name}"), place.id) for back in other.peerings):
            yield {"peering": side.name, "network": place.name, "other": other.name, "id": other.id}

    yield from for_each(() if view.is_in_part else place.peerings, judge)


def _concerns(view: View, place: VirtualNetwork, other: VirtualNetwork) -> bool:
    """Whether a deployment makes the other network, and one of the two holds a cluster."""
    ids = {place.id.lower(), other.id.lower()}
    return view.order is not None and view.order.makes(other.id) and bool(ids & view.once(clusters_in_networks).keys())


HUB = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/hub"
_TO_HUB = {**peering(), "type": "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"}
_TO_CLUSTER = {**_TO_HUB, **peering("myAKSVnet", "toCluster"), "id": f"{HUB}/virtualNetworkPeerings/toCluster"}


def _joined(*back: Document) -> Example:
    held = network(subnet(), virtualNetworkPeerings=[_TO_HUB]), _hub(virtualNetworkPeerings=list(back))
    return deployed(_hub(), network(subnet()), (_TO_HUB, *back), cluster(), holding=held)


def _hub(**more: object) -> Document:
    return network(name="hub", prefixes=("10.1.0.0/16",), **more)


ONE_SIDED = Rule(
    id="peering-one-sided",
    title="A peering is declared by both networks",
    class_="risk",
    source=("D13",),
    subject=VirtualNetwork,
    answer=in_own_words(
        "",
        "Peering {peering} joins {network} to {other}, which is made here too, and nothing here joins {other} to {network}: "
        "the peering stays Initiated and lets nothing pass until {other} has its side.",
    ),
    fix="Declare the peering from {other} to {network} as well.",
    place="properties.virtualNetworkPeerings[{peering}]",
    also=("{id}#properties.virtualNetworkPeerings[]",),
    check=_one_sided,
    failing=_joined,
    sound=lambda: _joined(_TO_CLUSTER),
)

ONE_SIDED_PEERINGS = (ONE_SIDED,)
