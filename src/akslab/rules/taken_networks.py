"""A cluster's network against ranges that are somebody else's: the article's warning before ExpressRoute and peering.

A large range around a network is common (10.0.0.0/8 on-premises, 10.30.0.0/22 here) and works for everybody who has no
address in the network. So it is told what does not work, and no more.
"""

from collections.abc import Iterator

from ..net.prefixes import Prefix, contains
from .example import Example
from .examples import cluster, network, subnet, world
from .facts import prefixes_of
from .free_ranges import free_network
from .neighbours import clusters_in_networks
from .resources import VirtualNetwork
from .rule import Rule, in_own_words
from .span_index import Named
from .taken_ranges import few, taken_index
from .unknown import Values
from .view import TakenRange, View


def _on_premises(view: View) -> frozenset[tuple[str, str]]:
    return frozenset((taken.name, taken.prefix) for taken in view.taken if taken.is_on_premises)


def _met(view: View, place: VirtualNetwork, clusters: tuple[str, ...], ours: Prefix) -> Iterator[Named]:
    """Yield what is taken and meets a prefix, but for the space around it and for what a list has under its own names."""
    names = (place.name, *clusters, *(found.name for found in place.subnets))
    own, theirs = tuple(name.lower() for name in names if name), view.once(_on_premises)
    for name, prefix in view.once(taken_index).meeting(ours):
        is_own = not contains(ours, prefix) or any(each in name.lower() for each in own)
        if (name, str(prefix)) in theirs or not is_own:
            yield name, prefix


def _over_taken(view: View, place: VirtualNetwork) -> Iterator[Values]:
    clusters = view.once(clusters_in_networks).get(place.id.lower(), ()) if view.taken else ()
    for ours in prefixes_of(place) if clusters else ():
        for name, prefix in few(tuple(_met(view, place, clusters, ours))):
            shared = prefix if contains(ours, prefix) else ours
            values = {"vnet": ours, "network": place.name, "prefix": prefix, "name": name, "shared": shared}
            yield values | free_network(view, ours)


def _beside(taken: TakenRange, prefix: str = "192.168.0.0/16") -> Example:
    place = network(subnet(prefix=prefix.replace("0.0/16", "1.0/24")), prefixes=(prefix,))
    made = cluster(podCidr="100.64.0.0/16", serviceCidr="100.65.0.0/16", dnsServiceIP="100.65.0.10")
    return world(place, made, taken=(taken,))


NETWORK_OVER_TAKEN = Rule(
    id="network-overlaps-taken-range",
    title="A cluster's network keeps off ranges that are taken",
    class_="risk",
    source=("D6", "D5"),
    subject=VirtualNetwork,
    answer=in_own_words(
        "",
        "{vnet} of the network {network} overlaps {prefix} ({name}). What nodes and pods send to {shared} stays in the "
        "network, so that who has an address of it over there is not reached; and from over there the cluster is reached "
        "only where it is known by a longer route than {prefix}.",
    ),
    fix="Give the network a range that nobody else uses, {free} for example; or keep {shared} free over there. If a "
    "list of --avoid means this network itself, write its name into the list.",
    place="properties.addressSpace.addressPrefixes[{vnet}]",
    check=_over_taken,
    failing=lambda: _beside(TakenRange("on-premises", "10.0.0.0/8", is_on_premises=True), "10.30.0.0/16"),
    sound=lambda: _beside(TakenRange("on-premises", "10.0.0.0/8", is_on_premises=True), "172.16.0.0/16"),
)

TAKEN_NETWORKS = (NETWORK_OVER_TAKEN,)
