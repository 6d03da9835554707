"""The range of Docker's bridge, which old templates still set: nothing has used it since nodes run containerd (R14)."""

from collections.abc import Iterator

from ..net.prefixes import Prefix, overlapping, parsed
from .example import Example
from .examples import cluster, in_the_article, network, subnet, world
from .facts import minor_version, own_network, pod_ranges, prefixes_of, service_ranges
from .free_ranges import free_bridge
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import Values, known
from .view import View

FIRST_WITH_CONTAINERD = (1, 19)
_PLACE = "properties.networkProfile.dockerBridgeCidr"


def _set(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if bridge := known(cluster.network.docker_bridge_cidr, "networkProfile.dockerBridgeCidr"):
        yield {"cidr": bridge}


SET = Rule(
    id="docker-bridge-legacy",
    title="A range for Docker's bridge does nothing any more",
    class_="note",
    source=("R14", "Azure/terraform-azurerm-aks#122"),
    subject=ManagedCluster,
    answer=in_own_words("", "dockerBridgeCidr {cidr} is set: with containerd nothing uses it."),
    fix="Leave dockerBridgeCidr out.",
    place=_PLACE,
    check=_set,
    failing=lambda: in_the_article(dockerBridgeCidr="172.17.0.1/16"),
    sound=in_the_article,
)


def _bridge(cluster: ManagedCluster) -> Iterator[Prefix]:
    """Yield the bridge's prefix; it is written with the bridge's own address."""
    text = known(cluster.network.docker_bridge_cidr, "networkProfile.dockerBridgeCidr")
    address, _, length = text.partition("/")
    if address.endswith(".1"):
        yield from parsed((f"{address.removesuffix('.1')}.0/{length}",))
    yield from parsed((text,))


def _meets(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    version = minor_version(cluster.kubernetes_version)
    if version is None or version >= FIRST_WITH_CONTAINERD:
        return
    for bridge in _bridge(cluster):
        place = own_network(view, cluster)
        ours = (*pod_ranges(cluster), *service_ranges(cluster), *(prefixes_of(place) if place else ()))
        for met in overlapping(bridge, ours):
            yield {"cidr": bridge, "met": met, "version": cluster.kubernetes_version, "free": free_bridge(ours)}


def _old(bridge: str) -> Example:
    return world(network(subnet()), cluster(version="1.18.14", dockerBridgeCidr=bridge))


# What Azure refused of it had codes that nobody published a text for (R14), and no such version can be made any more.
MEETS = Rule(
    id="docker-bridge-overlaps",
    title="On nodes with Docker its bridge keeps off the cluster's ranges",
    class_="risk",
    source=("R14",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Docker's bridge {cidr} overlaps {met}, and nodes of Kubernetes {version} still have it: they do not reach those "
        "addresses.",
    ),
    fix="Upgrade to a version with containerd (1.19 or later), or write a dockerBridgeCidr that meets nothing.",
    place=_PLACE,
    check=_meets,
    failing=lambda: _old("10.0.0.1/16"),
    sound=lambda: _old("172.17.0.1/16"),
)

DOCKER_BRIDGE = (SET, MEETS)
