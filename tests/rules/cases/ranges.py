"""Cases of ranges: a cluster's own, its network's, its peers', and what is taken."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    CLUSTER,
    NETWORK,
    Document,
    cluster,
    in_the_article,
    network,
    peering,
    pool,
    subnet,
    updated,
    world,
)
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import TakenRange
from akslab.wire.symbols import symbol

from .clusters import AZURE, SECOND


def beside(prefix: str, name: str = "on-premises", **profile: Any) -> Example:
    """Return the article's cluster beside a range that is taken."""
    return world(network(subnet()), cluster(**profile), taken=(TakenRange(name, prefix),))


ON_PREMISES = TakenRange("on-premises", "192.0.0.0/8", is_on_premises=True)


def networks_beside(*taken: TakenRange) -> Example:
    """Return the article's network, with a second prefix, beside ranges that are taken."""
    return world(network(subnet(), TWO, prefixes=("192.168.0.0/16", "172.20.0.0/16")), cluster(), taken=taken)


def remembered(prefix: str, **more: Any) -> Example:
    """Return the article's cluster with a peer that is not to be seen, but remembered."""
    side = peering(remoteAddressSpace={"addressPrefixes": [prefix]})
    return world(network(subnet(), virtualNetworkPeerings=[side]), cluster(), **more)


def from_the_other_side(prefix: str) -> Example:
    """Return the article's cluster with a peer that alone says so."""
    back = {"id": f"{NETWORK}/x", "name": "back", "properties": {"remoteVirtualNetwork": {"id": NETWORK.upper()}}}
    hub = network(name="hub", prefixes=(prefix,), virtualNetworkPeerings=[back])
    return world(network(subnet()), hub, cluster())


def placed(prefix: str, **profile: Any) -> Example:
    """Return the article's cluster in a network of this prefix."""
    inside = str(prefix).rsplit("/", 1)[0] + "/24"
    return world(network(subnet(prefix=inside), prefixes=(prefix,)), cluster(**profile))


def managed(**profile: Any) -> Example:
    """Return a cluster in the network AKS makes."""
    return world(cluster(pool(vnetSubnetID=None), **profile))


def old_docker(bridge: str) -> Example:
    """Return a cluster that still has Docker."""
    return world(network(subnet()), cluster(version="1.18.14", dockerBridgeCidr=bridge))


RESERVED = ("169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24")
TWO: Document = subnet("second", "192.168.2.0/24")

BROKEN = [
    ("cluster-range-malformed", "a service range that is none", lambda: in_the_article(serviceCidr="ten")),
    ("cluster-range-host-bits", "pods from the second address on", lambda: in_the_article(podCidr="10.244.0.1/16")),
    *(("reserved-range", f"pods in {each}", lambda each=each: in_the_article(podCidr=each)) for each in RESERVED),
    *(("reserved-range-in-peer", each, lambda each=each: remembered(each)) for each in RESERVED),
    *(("reserved-range-taken", each, lambda each=each: beside(each)) for each in RESERVED),
    ("reserved-range", "services", lambda: in_the_article(serviceCidr="172.31.8.0/22", dnsServiceIP="172.31.8.10")),
    ("reserved-range", "the network", lambda: placed("172.30.0.0/16")),
    ("service-cidr-too-large", "an IPv6 range", lambda: in_the_article(
        serviceCidrs=["10.0.0.0/16", "fd12:3456:789a:1::/107"])),
    ("service-cidr-public", "multicast", lambda: in_the_article(
        serviceCidr="232.1.0.0/16", dnsServiceIP="232.1.0.10")),
    ("dns-service-ip-malformed", "no range to look at", lambda: in_the_article(serviceCidr="ten", dnsServiceIP="x")),
    ("dns-service-ip-outside", "the IPv4 range beside an IPv6 one", lambda: in_the_article(
        serviceCidrs=["fd12:3456:789a:1::/108", "10.1.0.0/16"])),
    ("managed-and-own-subnets-mixed", "the first pool is the managed one", lambda: world(
        network(subnet()), cluster(pool(vnetSubnetID=None), pool("second")))),
    ("service-cidr-overlaps-subnet", "at an upgrade", lambda: updated(
        cluster(serviceCidr="192.168.1.0/24", version="1.32.0"), cluster(serviceCidr="192.168.1.0/24"))),
    ("pod-cidr-overlaps-network", "the network AKS makes", lambda: managed(podCidr="10.225.0.0/16")),
    ("pod-cidr-overlaps-peer", "a peer only this side remembers", lambda: remembered("10.244.8.0/24")),
    ("pod-cidr-overlaps-peer", "a peer only the other side tells", lambda: from_the_other_side("10.244.8.0/24")),
    ("service-cidr-overlaps-peer", "a peer only this side remembers", lambda: remembered("10.0.8.0/24")),
    ("service-cidr-overlaps-peer", "on Azure CNI as well", lambda: world(
        network(subnet(), virtualNetworkPeerings=[peering()]), network(name="hub", prefixes=("10.0.0.0/20",)),
        cluster(**AZURE))),
    ("pod-cidr-reused", "two clusters in one network", lambda: world(
        network(subnet(), TWO), cluster(),
        cluster(pool(vnetSubnetID=SECOND), id_="/subscriptions/s/resourceGroups/g/providers/m/c/second",
                podCidr="10.244.8.0/24", properties={"nodeResourceGroup": "MC_second"}) | {"name": "second"})),
    ("pod-cidr-reused", "one range of two", lambda: world(
        network(subnet(), TWO), cluster(podCidrs=["10.244.0.0/16", "fd12:3456:789a::/64"]),
        cluster(pool(vnetSubnetID=SECOND), id_="/subscriptions/s/resourceGroups/g/providers/m/c/second",
                properties={"nodeResourceGroup": "MC_second"}) | {"name": "second"})),
    ("pod-cidr-overlaps-peer", "remembered, in a view with more to it", lambda: remembered(
        "10.244.8.0/24", complete=False)),
    ("pod-cidr-overlaps-taken-range", "one that only sounds like it", lambda: beside("10.244.8.0/24", "myAKSCluster")),
    ("pod-cidr-overlaps-taken-range", "the same range, of another", lambda: beside("10.244.0.0/16", "other")),
    ("pod-cidr-overlaps-taken-range", "a small one inside a large one", lambda: world(
        network(subnet()), cluster(), taken=(TakenRange("a", "10.0.0.0/8"), TakenRange("b", "10.9.0.0/24")))),
    ("network-overlaps-taken-range", "around it, on-premises", lambda: networks_beside(ON_PREMISES)),
    ("network-overlaps-taken-range", "the same range, of another", lambda: networks_beside(
        TakenRange("shop", "192.168.0.0/16"))),
    ("network-overlaps-taken-range", "inside the second prefix", lambda: networks_beside(
        TakenRange("shop", "172.20.255.0/24"))),
    ("network-overlaps-taken-range", "on-premises, though it sounds like it", lambda: networks_beside(
        TakenRange("myAKSVnet", "192.168.0.0/16", is_on_premises=True))),
    ("network-overlaps-taken-range", "of subnets that nobody told", lambda: world(
        network(subnets=UNKNOWN), cluster(), taken=(TakenRange("shop", "192.168.9.0/24"),))),
    ("network-overlaps-taken-range", "beside a cluster of which nobody knows the subnet", lambda: world(
        network(subnet()), cluster(pool(vnetSubnetID=UNKNOWN), id_=CLUSTER + "0"), cluster(), taken=(ON_PREMISES,))),
    ("service-cidr-overlaps-taken-range", "the same range, of another", lambda: beside("10.0.0.0/16", "other")),
    ("dns-server-inside-service-cidr", "the second server", lambda: world(
        network(subnet(), dhcpOptions={"dnsServers": ["8.8.8.8", "10.0.0.53"]}), cluster())),
    ("docker-bridge-overlaps", "written with its network address", lambda: old_docker("10.0.0.0/16")),
    ("docker-bridge-overlaps", "the network", lambda: old_docker("192.168.0.1/16")),
    ("service-cidr-public", "one for many receivers", lambda: in_the_article(
        serviceCidr="224.0.0.0/16", dnsServiceIP="224.0.0.10")),
]  # fmt: skip

SOUND = [
    ("subnet-id-malformed", "a network made by AKS", managed),
    ("subnet-id-malformed", "an id that a parameter gives", lambda: world(
        cluster(pool(vnetSubnetID=symbol("parameter subnet"))), complete=False)),
    ("subnet-id-malformed", "a pool that has it already", lambda: updated(
        cluster(pool(vnetSubnetID="nodes")), cluster(pool(vnetSubnetID="nodes")))),
    ("service-cidr-too-large", "a small IPv6 range", lambda: in_the_article(
        serviceCidrs=["10.0.0.0/16", "fd12:3456:789a:1::/108"])),
    ("cluster-range-malformed", "host bits, which are another rule's", lambda: in_the_article(podCidr="10.244.0.1/16")),
    ("cluster-range-host-bits", "no range at all, which is another rule's", lambda: in_the_article(podCidr="ten")),
    ("reserved-range", "a cluster that runs already", lambda: updated(
        cluster(podCidr="172.30.0.0/16"), cluster(podCidr="172.30.0.0/16"))),
    ("dns-service-ip-malformed", "none: AKS is to choose", lambda: in_the_article(
        serviceCidr="10.1.0.0/16", dnsServiceIP=None)),
    ("dns-service-ip-outside", "none: AKS is to choose", lambda: in_the_article(
        serviceCidr="10.1.0.0/16", dnsServiceIP=None)),
    ("dns-service-ip-left-to-default", "a range that holds the default", lambda: in_the_article(
        serviceCidr="10.0.0.0/20", dnsServiceIP=None)),
    ("dns-service-ip-left-to-default", "beside a range of the other family", lambda: in_the_article(
        serviceCidr=None, dnsServiceIP=None, serviceCidrs=["10.0.0.0/16", "fd12:3456:789a:1::/108"])),
    ("dns-service-ip-outside", "a range of the other family", lambda: in_the_article(
        serviceCidrs=["10.0.0.0/16", "fd12:3456:789a:1::/108"])),
    ("dns-service-ip-not-ten", "outside, which is another rule's", lambda: in_the_article(dnsServiceIP="10.9.0.53")),
    ("managed-and-own-subnets-mixed", "all managed", managed),
    ("managed-and-own-subnets-mixed", "mixed already", lambda: updated(
        cluster(pool(), pool("second", vnetSubnetID=None)), cluster(pool(), pool("second", vnetSubnetID=None)))),
    ("service-cidr-overlaps-subnet", "a cluster that is only tagged", lambda: updated(
        cluster(serviceCidr="192.168.1.0/24"), cluster(serviceCidr="192.168.1.0/24"))),
    ("pod-cidr-overlaps-peer", "the peer is elsewhere", lambda: remembered("10.245.0.0/16")),
    ("pod-cidr-overlaps-peer", "no peers", in_the_article),
    ("pod-cidr-overlaps-peer", "Azure CNI has no pod range", lambda: world(
        network(subnet(), virtualNetworkPeerings=[peering()]), network(name="hub", prefixes=("10.244.0.0/16",)),
        cluster(**AZURE))),
    ("pod-cidr-reused", "the other is on Overlay", lambda: world(
        network(subnet(), TWO), cluster(),
        cluster(pool(vnetSubnetID=SECOND), id_="/subscriptions/s/resourceGroups/g/providers/m/c/second",
                networkPlugin="azure", networkPluginMode="overlay", properties={"nodeResourceGroup": "MC_second"})
        | {"name": "second"})),
    ("pod-cidr-reused", "nobody else", in_the_article),
    ("ingress-gateway-subnet-outside-network", "a network that is not there", lambda: world(cluster(properties={
        "addonProfiles": {"ingressApplicationGateway": {"enabled": True, "config": {"subnetCIDR": "10.2.0.0/16"}}}}))),
    ("pod-cidr-overlaps-taken-range", "the cluster's own range in the list", lambda: beside(
        "10.244.0.0/16", "pods of myAKScluster")),
    ("service-cidr-overlaps-taken-range", "the cluster's own range in the list", lambda: beside(
        "10.0.0.0/16", "myAKSCluster-services")),
    ("network-overlaps-taken-range", "the space around it in a list", lambda: networks_beside(
        TakenRange("azure", "192.0.0.0/8"))),
    ("network-overlaps-taken-range", "the network itself in a list", lambda: networks_beside(
        TakenRange("MyAKSvnet (ipam.csv:2)", "192.168.0.0/16"))),
    ("network-overlaps-taken-range", "the cluster's name in a list", lambda: networks_beside(
        TakenRange("myAKScluster", "192.168.0.0/16"))),
    ("network-overlaps-taken-range", "one of its subnets in a list", lambda: networks_beside(
        TakenRange("second (ipam.csv:3)", "192.168.2.0/24"))),
    ("network-overlaps-taken-range", "beside both prefixes", lambda: networks_beside(
        TakenRange("a", "192.169.0.0/16", is_on_premises=True), TakenRange("b", "172.21.0.0/16", is_on_premises=True))),
    ("network-overlaps-taken-range", "a network without a cluster", lambda: world(
        network(subnet()), cluster(pool(vnetSubnetID=None)), taken=(ON_PREMISES,))),
    ("network-overlaps-taken-range", "the name of its second cluster in a list", lambda: world(
        network(subnet()), cluster(), cluster(id_=CLUSTER.replace("myAKS", "shop")),
        taken=(TakenRange("shopCluster", "192.168.9.0/24"),))),
    ("dns-server-inside-service-cidr", "a server that is no address", lambda: world(
        network(subnet(), dhcpOptions={"dnsServers": ["AzureProvidedDNS"]}), cluster())),
    ("service-cidr-inside-network", "a subnet is met, which is another rule's", lambda: in_the_article(
        serviceCidr="192.168.0.0/23", dnsServiceIP="192.168.0.10")),
    ("ingress-gateway-subnet-outside-network", "no subnet is asked for", lambda: with_addon(None)),
    ("ingress-gateway-subnet-outside-network", "in the second prefix", lambda: with_addon(
        "10.9.0.0/24", prefixes=("192.168.0.0/16", "10.9.0.0/16"))),
    ("ingress-gateway-subnet-outside-network", "in the network AKS makes", lambda: managed_addon("10.225.0.0/16")),
    ("ingress-gateway-subnet-overlaps", "made before, and just the same", lambda: with_addon("192.168.1.0/24")),
    ("ingress-gateway-subnet-overlaps", "in the network AKS makes", lambda: managed_addon("10.225.0.0/16")),
]  # fmt: skip


def with_addon(cidr: str | None, **properties: Any) -> Example:
    """Return the article's cluster with an ingress add-on that is to make this subnet."""
    addons = {"ingressApplicationGateway": {"enabled": True, "config": {"subnetCIDR": cidr}}}
    return world(network(subnet(), **properties), cluster(properties={"addonProfiles": addons}))


def managed_addon(cidr: str) -> Example:
    """Return the same in the network AKS makes."""
    addons = {"ingressApplicationGateway": {"enabled": True, "config": {"subnetCIDR": cidr}}}
    return managed(properties={"addonProfiles": addons})


BROKEN += [
    (
        "ingress-gateway-subnet-outside-network",
        "outside of the network AKS makes",
        lambda: managed_addon("10.2.0.0/16"),
    ),
    (
        "ingress-gateway-subnet-overlaps",
        "on the nodes of the network AKS makes",
        lambda: managed_addon("10.224.8.0/24"),
    ),
]
