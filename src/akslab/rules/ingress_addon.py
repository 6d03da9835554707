"""The subnet that the ingress add-on makes for its Application Gateway: in the nodes' network, on nobody's addresses."""

from collections.abc import Iterator

from ..net.prefixes import Prefix, contains, overlapping, parsed
from .cluster_subnets import MANAGED_NETWORK, MANAGED_SUBNET
from .example import Example
from .examples import cluster, network, subnet, world
from .facts import at_creation, own_network, own_subnet_ids, prefixes_of
from .free_ranges import free_inside
from .resources import ManagedCluster
from .rule import Answer, Rule
from .unknown import Values, known
from .view import View

TARGET = "AddonProfiles.IngressApplicationGateway"
_PLACE = "properties.addonProfiles.ingressApplicationGateway.config.subnetCIDR"


def _wanted(cluster: ManagedCluster) -> tuple[Prefix, ...]:
    """Return the prefix of the subnet that is to be made."""
    ingress = cluster.ingress_gateway
    return parsed((known(ingress.subnet_cidr, "subnetCIDR of the ingress add-on"),)) if ingress else ()


def _free(view: View, cluster: ManagedCluster, like: Prefix) -> Prefix | str:
    """Return a prefix of the nodes' network that would do instead."""
    place = own_network(view, cluster)
    if place is None:
        return free_inside((MANAGED_NETWORK,), (MANAGED_SUBNET,), like)
    return free_inside(prefixes_of(place), [found for each in place.subnets for found in prefixes_of(each)], like)


def _outside(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for prefix in _wanted(cluster):
        place = own_network(view, cluster)
        space = prefixes_of(place) if place else () if own_subnet_ids(cluster) else (MANAGED_NETWORK,)
        if space and not any(contains(each, prefix) for each in space):
            yield {"cidr": prefix, "space": " ".join(map(str, space)), "free": _free(view, cluster, prefix)}


def _with_addon(cidr: str) -> Example:
    addons = {"ingressApplicationGateway": {"enabled": True, "config": {"subnetCIDR": cidr}}}
    return world(network(subnet()), cluster(properties={"addonProfiles": addons}))


OUTSIDE = Rule(
    id="ingress-gateway-subnet-outside-network",
    title="The subnet the ingress add-on makes is in the nodes' network",
    source=("R12", "Azure/application-gateway-kubernetes-ingress#1386"),
    subject=ManagedCluster,
    answer=Answer(
        code="IngressAppGwAddonConfigInvalidSubnetCIDRNotContainedWithinVirtualNetwork",
        text="Subnet Prefix '{cidr}' specified for IngressApplicationGateway addon is not contained within the AKS Agent "
        "Pool's Virtual Network address prefixes '[{space}]'.",
        target=TARGET,
    ),
    fix="Write a subnetCIDR inside {space}.",
    place=_PLACE,
    check=at_creation(_outside),
    failing=lambda: _with_addon("10.2.0.0/16"),
    sound=lambda: _with_addon("192.168.3.0/24"),
)


def _overlapping(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for prefix in _wanted(cluster):
        place = own_network(view, cluster)
        subnets = [found for each in place.subnets for found in prefixes_of(each)] if place else [MANAGED_SUBNET]
        for met in overlapping(prefix, subnets) if place or not own_subnet_ids(cluster) else ():
            # One that is just the same is the add-on's own, made before.
            if met != prefix:
                yield {"cidr": prefix, "subnet": met, "free": _free(view, cluster, prefix)}


OVERLAPPING = Rule(
    id="ingress-gateway-subnet-overlaps",
    title="The subnet the ingress add-on makes is on nobody's addresses",
    source=("R12", "Azure/AKS-Construction#222", "Azure/terraform-azurerm-aks#223"),
    subject=ManagedCluster,
    answer=Answer(
        code="IngressAppGwAddonConfigInvalidSubnetCIDROverlapWithSubnet",
        text="Subnet Prefix '{cidr}' specified for IngressApplicationGateway addon cannot overlap with an existing "
        "subnet '{subnet}' in the AKS Agent Pool's Virtual Network.",
        target=TARGET,
    ),
    fix="Write a subnetCIDR beside {subnet}, or make the subnet yourself and name it as subnetId.",
    place=_PLACE,
    check=at_creation(_overlapping),
    failing=lambda: _with_addon("192.168.1.128/26"),
    sound=lambda: _with_addon("192.168.3.0/24"),
)

INGRESS_ADDON = (OUTSIDE, OVERLAPPING)
"""In the network, then beside its subnets."""
