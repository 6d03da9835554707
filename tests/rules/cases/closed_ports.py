"""Cases of single ports that security groups close: what nodes need to come up, to reach each other, to be probed."""

from collections.abc import Callable
from typing import Any

from akslab.rules.cluster_facts import Service
from akslab.rules.example import Example
from akslab.rules.examples import (
    GROUP,
    NETWORK,
    SECURITY_GROUP,
    TABLE,
    USER_ASSIGNED,
    Document,
    cluster,
    network,
    peering,
    pool,
    route,
    security_group,
    subnet,
    table,
    world,
)
from akslab.rules.examples_guarded import IN, NETWORK_IN, PODS_IN, declared_behind, deny, let, serving_behind
from akslab.rules.examples_running import attached, node_route, place, running
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

SETUP, DNS, A_SERVER, OLD = (
    "nsg-closes-node-setup", "nsg-closes-name-servers", "nsg-closes-a-name-server", "nsg-closes-ports-of-old-nodes",
)  # fmt: skip
NODES, SERVICES, PROBES = "nsg-blocks-node-traffic", "nsg-cuts-off-load-balancers", "nsg-closes-health-probes"
PROXIED: Document = {"properties": {"httpProxyConfig": {"httpsProxy": "http://10.9.0.4:3128"}}}
WITHOUT_PROBES = (NETWORK_IN, PODS_IN, deny(**IN))
BEHIND: Document = {"networkSecurityGroup": {"id": SECURITY_GROUP}}
PRIVATE: Document = {"properties": {"apiServerAccessProfile": {"enablePrivateCluster": True}}}
ALL = {"destinationAddressPrefix": "*"}
HTTPS = {"protocol": "Tcp", "destinationPortRange": "443"}
IMAGES = let("images", "MicrosoftContainerRegistry", priority=201)
API_SUBNET = "192.168.3.0/28"
UNKNOWN_ROUTE: Document = {"name": "s", "properties": {"addressPrefix": UNKNOWN, "nextHopType": "Internet"}}
CUSTOM = ["192.168.2.4", "192.168.2.5"]


def in_network(*rules: Document, subnet_id: str = f"{NETWORK}/subnets/api", **access: Any) -> Example:
    """Return the cluster with its API server in a subnet of the network."""
    profile = {"enableVnetIntegration": True, "subnetId": subnet_id, **access}
    where = network(subnet(**BEHIND), subnet("api", API_SUBNET))
    return world(where, security_group(*rules), cluster(properties={"apiServerAccessProfile": profile}))


def routed(*rules: Document, routes: Any = None, outbound: str = "userDefinedRouting", **more: Any) -> Example:
    """Return the cluster behind a group, on a table with a default route to an appliance, or with other routes."""
    where = network(subnet(**BEHIND, routeTable={"id": TABLE}), **more)
    tables = {**table(), "properties": {"routes": [route()] if routes is None else routes}}
    return world(where, tables, security_group(*rules), cluster(identity=USER_ASSIGNED, outboundType=outbound))


def in_place(where: Document, *rules: Document, **more: Any) -> Example:
    """Return the cluster behind a group in another network."""
    return world(where, security_group(*rules), cluster(**more))


def two_pools(
    *rules: Document, second: Document | None = None, beside: tuple[Document, ...] = (), **more: Any
) -> Example:
    """Return the cluster with a second pool in a subnet of its own, which has a group only if told."""
    where = network(subnet(**BEHIND), subnet("more", "192.168.5.0/24", **(second or {})))
    other = pool("more", **{"mode": "User", "vnetSubnetID": f"{NETWORK}/subnets/more", **more})
    return world(where, security_group(*rules), *beside, cluster(pool(), other))


def services(*names: str) -> tuple[Service, ...]:
    return tuple(Service(namespace="shop", name=name, is_internal=True) for name in names)


def served(*names: str, found: Any = None) -> Example:
    """Return the running cluster behind a group that lets no probe in, with these services."""
    where, tables = place(**BEHIND), attached(node_route(0), node_route(1))
    listed = services(*names) if found is None else found
    group = security_group(*WITHOUT_PROBES)
    return running(where, tables, group, cluster(identity=USER_ASSIGNED), services=listed)


def hidden(**more: Any) -> Example:
    """Return the cluster behind a group that is declared elsewhere."""
    return world(network(subnet(**BEHIND)), cluster(**more))


def asg(**properties: Any) -> Document:
    return deny(sourceApplicationSecurityGroups=[{"id": "/asg"}], sourceAddressPrefix="", **properties)


def without(name: str) -> Document:
    """Return a rule of which one property is in no file."""
    found = deny()
    found["properties"][name] = UNKNOWN
    return found


BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    (SETUP, "the API server's tag", lambda: declared_behind(deny(**{**HTTPS, "destinationAddressPrefix": "AzureCloud"}))),
    (SETUP, "its region's tag", lambda: declared_behind(deny(destinationAddressPrefix="azurecloud.EASTUS"))),
    (SETUP, "its region's tag, the region as the portal has it", lambda: in_place(
        network(subnet(**BEHIND)), deny(destinationAddressPrefix="AzureCloud.EastUS"), location="East US")),
    (SETUP, "the registry's tag", lambda: declared_behind(deny(destinationAddressPrefix="MicrosoftContainerRegistry"))),
    (SETUP, "what the registry's tag depends on", lambda: declared_behind(
        deny(destinationAddressPrefix="AzureFrontDoor.FirstParty"))),
    (SETUP, "the registry's tag, with all of Azure let out after it", lambda: declared_behind(
        deny(destinationAddressPrefix="MicrosoftContainerRegistry", priority=100), let("all", "*"))),
    (SETUP, "everything, by two rules", lambda: declared_behind(
        deny("one", sourceAddressPrefix="192.168.1.0/25", **ALL), deny("two", priority=4001, **ALL))),
    (SETUP, "with tags of other services let out", lambda: declared_behind(
        let("login", "AzureActiveDirectory"), let("blobs", "Storage.EastUS", priority=201), deny())),
    (SETUP, "with a private address let out", lambda: declared_behind(
        let("proxy", "10.9.0.4"), let("blobs", "Sql"), deny())),
    (SETUP, "with another version's addresses let out", lambda: declared_behind(let("six", "2001:db8::/32"),
        let("blobs", "Sql"), deny())),
    (SETUP, "everything, on the way to a firewall", lambda: routed(deny(**ALL))),
    (SETUP, "everything, with the API server's tag let out by another protocol", lambda: declared_behind(
        let("azure", "AzureCloud", protocol="Udp"), let("blobs", "Storage"), deny())),
    (SETUP, "the images of a private cluster", lambda: declared_behind(let("blobs", "Storage"), deny(), **PRIVATE)),
    (SETUP, "the API server of a private cluster", lambda: declared_behind(
        deny(destinationAddressPrefix="192.168.1.0/24", **HTTPS), **PRIVATE)),
    (SETUP, "the API server in the network", lambda: in_network(
        deny(destinationAddressPrefix=API_SUBNET, **HTTPS))),
    (SETUP, "the API server of a private cluster, beside the whole way out", lambda: declared_behind(
        deny(**ALL), **PRIVATE)),
    (SETUP, "the API server of a private cluster with a proxy", lambda: declared_behind(
        deny(**HTTPS, **ALL), properties={**PRIVATE["properties"], **PROXIED["properties"]})),
    (SETUP, "one port of the API server in the network", lambda: in_network(
        deny(destinationAddressPrefix=API_SUBNET, destinationPortRange="4443"))),
    (SETUP, "the API server alone, for what is closed is elsewhere", lambda: declared_behind(
        let("images", "MicrosoftContainerRegistry"), deny(**HTTPS))),
    (SETUP, "a cluster whose images come from a cache", lambda: declared_behind(
        let("blobs", "Storage"), deny(), networkPlugin="azure",
        properties={"bootstrapProfile": {"artifactSource": "Cache"}})),
    (SETUP, "a cluster without a way out of AKS's", lambda: declared_behind(deny(**ALL), outboundType="none")),
    (SETUP, "a network with peers", lambda: in_place(
        network(subnet(**BEHIND), virtualNetworkPeerings=[peering()]), let("blobs", "Storage"), deny())),
    (SETUP, "a table with other routes", lambda: routed(
        let("blobs", "Storage"), deny(), routes=[route("10.9.0.0/16")], outbound="loadBalancer")),
    (DNS, "the port alone", lambda: declared_behind(
        deny(destinationAddressPrefix="192.168.2.0/24", destinationPortRange="53", protocol="Udp"), servers=CUSTOM)),
    (DNS, "Azure's own", lambda: declared_behind(deny(destinationAddressPrefix="AzurePlatformDNS"))),
    (DNS, "Azure's own, named", lambda: declared_behind(
        deny(destinationAddressPrefix="AzurePlatformDNS"), servers=["168.63.129.16"])),
    (DNS, "public ones", lambda: declared_behind(deny(), servers=["8.8.8.8"])),
    (DNS, "everything", lambda: declared_behind(let("web", "*", **HTTPS), deny(**ALL), servers=["10.50.0.4"])),
    (DNS, "two by two rules", lambda: declared_behind(
        deny("one", destinationAddressPrefix=CUSTOM[0]), deny("two", destinationAddressPrefix=CUSTOM[1], priority=4001),
        servers=CUSTOM)),
    (A_SERVER, "the second", lambda: declared_behind(deny(destinationAddressPrefix=CUSTOM[1]), servers=CUSTOM)),
    (A_SERVER, "one beside Azure's own", lambda: declared_behind(
        deny(**ALL), servers=["192.168.2.4", "168.63.129.16"])),
    (A_SERVER, "one beside one that is no IPv4 address", lambda: declared_behind(
        deny(**ALL), servers=["192.168.2.4", "2001:db8::4"])),
    (A_SERVER, "one beside one that is no address", lambda: declared_behind(deny(**ALL), servers=["192.168.2.4", "dns"])),
    (OLD, "the tunnel by TCP", lambda: declared_behind(deny(protocol="Tcp", destinationPortRange="9000"), version="1.22.0")),
    (OLD, "the tunnel by UDP", lambda: declared_behind(deny(protocol="Udp", destinationPortRange="1194"), version="1.21.2")),
    (OLD, "the time of old nodes", lambda: declared_behind(
        deny(protocol="Udp", destinationPortRange="123"), version="1.19.6")),
    (OLD, "the time of old nodes of a private cluster", lambda: declared_behind(
        deny(protocol="Udp", destinationPortRange="123"), version="1.19.6", **PRIVATE)),
    *((OLD, f"the time in {region}", lambda region=region: in_place(
        network(subnet(**BEHIND), location=region), deny(protocol="Udp", destinationPortRange="123"), location=region))
      for region in ("chinaeast2", "usgovvirginia", "usdodeast")),
    (NODES, "of a plugin without addresses of pods", lambda: declared_behind(
        deny(**IN), networkPlugin="azure", networkPluginMode="overlay")),
    (NODES, "on the way out", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16"), deny(destinationAddressPrefix="VirtualNetwork"))),
    (NODES, "the kubelets among other ports", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"),
        deny(**IN, destinationPortRange="8000-10250"))),
    (NODES, "the kubelets as the first of them", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"),
        deny(**IN, destinationPortRange="10250-20000"))),
    (NODES, "with pods of both versions", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"), deny(**IN),
        podCidr=None, podCidrs=["10.244.0.0/16", "fd00::/64"])),
    (NODES, "a running cluster whose nodes were not exported", lambda: running(
        place(**BEHIND), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED),
        security_group(deny(**{**IN, "destinationAddressPrefix": "192.168.1.0/24"})), nodes=UNKNOWN)),
    (NODES, "the second subnet's", lambda: two_pools(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"), deny(**IN),
        second=BEHIND)),
    (SERVICES, "several services", lambda: served("a", "b")),
    (PROBES, "with two subnets", lambda: two_pools(NETWORK_IN, PODS_IN, deny(**IN), second=BEHIND)),
    (PROBES, "by two rules", lambda: declared_behind(
        NETWORK_IN, PODS_IN, deny("high", destinationPortRange="30000-65535", direction="Inbound", **ALL),
        deny("low", destinationPortRange="0-29999", direction="Inbound", priority=4001, **ALL))),
    (PROBES, "of the tag alone", lambda: declared_behind(deny(**IN, sourceAddressPrefix="AzureLoadBalancer"))),
    (PROBES, "services that were not exported", lambda: served(found=UNKNOWN)),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    (SETUP, "the whole way out is another rule's", lambda: declared_behind(deny())),
    (SETUP, "the region let out, and images", lambda: declared_behind(let("azure", "AzureCloud.eastus"), IMAGES, deny())),
    (SETUP, "the tag of Azure let out", lambda: declared_behind(let("azure", "AzureCloud"), deny())),
    (SETUP, "what the images' tag depends on let out", lambda: declared_behind(
        let("azure", "AzureCloud"), let("images", "AzureFrontDoor.FirstParty", priority=201), deny())),
    (SETUP, "another region let out, whose tag may have another name", lambda: declared_behind(
        let("azure", "AzureCloud.westus"), IMAGES, deny())),
    (SETUP, "a public address let out", lambda: declared_behind(let("api", "20.1.2.3"), IMAGES, deny())),
    (SETUP, "a tag nobody knows let out", lambda: declared_behind(let("new", "AzureKubernetes"), IMAGES, deny())),
    (SETUP, "another port", lambda: declared_behind(let("blobs", "Storage"), deny(destinationPortRange="80"))),
    (SETUP, "another protocol", lambda: declared_behind(let("blobs", "Storage"), deny(protocol="Udp"))),
    (SETUP, "the other direction", lambda: declared_behind(let("blobs", "Storage"), deny(**IN))),
    (SETUP, "a part of the nodes", lambda: declared_behind(
        let("blobs", "Storage"), deny(sourceAddressPrefix="192.168.1.0/25"))),
    (SETUP, "tags of other services", lambda: declared_behind(deny(destinationAddressPrefix="Storage"))),
    (SETUP, "a tag nobody knows", lambda: declared_behind(deny(destinationAddressPrefix="AzureKubernetes"))),
    (SETUP, "tags of other services, by a group of applications", lambda: declared_behind(
        let("web", "*"), asg(destinationAddressPrefix="Storage"))),
    (SETUP, "Internet where a default route may widen the network's tag", lambda: routed(deny())),
    (SETUP, "everything but the network's tag, which a default route may widen", lambda: routed(
        let("network", "VirtualNetwork"), deny(**ALL))),
    (SETUP, "Internet where a gateway may bring a default route", lambda: in_place(
        network(subnet(**BEHIND), virtualNetworkPeerings=[peering(useRemoteGateways=True)]),
        let("blobs", "Storage"), deny())),
    (SETUP, "Internet beside a gateway", lambda: in_place(
        network(subnet(**BEHIND), subnet("GatewaySubnet", "192.168.9.0/27")), let("blobs", "Storage"), deny())),
    (SETUP, "Internet where another subnet has a default route", lambda: two_pools(
        let("blobs", "Storage"), deny(), second={"routeTable": {"id": TABLE}}, beside=(table(route()),))),
    (SETUP, "Internet where another subnet is in a network nobody declares", lambda: two_pools(
        let("blobs", "Storage"), deny(), vnetSubnetID=f"{GROUP}/providers/Microsoft.Network/virtualNetworks/x/subnets/y")),
    (SETUP, "Internet where routes are in no file", lambda: routed(let("blobs", "Storage"), deny(), routes=UNKNOWN)),
    (SETUP, "Internet where one route of two may be the default", lambda: routed(
        let("blobs", "Storage"), deny(), routes=[route("10.9.0.0/16"), UNKNOWN_ROUTE])),
    (SETUP, "Internet where one route of two is the default", lambda: routed(
        let("blobs", "Storage"), deny(), routes=[route("10.9.0.0/16"), route()])),
    (SETUP, "an API server in the network without IPv4 addresses", lambda: in_place(
        network(subnet(**BEHIND), subnet("api", "fd00:1::/64")), IMAGES, deny(**ALL), properties={
            "apiServerAccessProfile": {"enableVnetIntegration": True, "subnetId": f"{NETWORK}/subnets/api"}})),
    (SETUP, "to the firewall with Azure let out", lambda: routed(let("azure", "AzureCloud"), IMAGES, deny(**ALL))),
    (SETUP, "a private cluster with images let out", lambda: declared_behind(IMAGES, deny(), **PRIVATE)),
    (SETUP, "the API server's tag on a private cluster", lambda: declared_behind(
        deny(destinationAddressPrefix="AzureCloud"), **PRIVATE)),
    (SETUP, "a part of the subnet of a private cluster", lambda: declared_behind(
        deny(destinationAddressPrefix="192.168.1.0/25", **HTTPS), **PRIVATE)),
    (SETUP, "what comes by a proxy", lambda: declared_behind(let("proxy", "10.9.0.4"), let("b", "Sql"), deny(), **PROXIED)),
    ("nsg-closes-the-way-out", "what comes by a proxy", lambda: declared_behind(deny(), **PROXIED)),
    (SETUP, "an API server in the network that is let out to", lambda: in_network(
        let("api", API_SUBNET), IMAGES, deny(**ALL))),
    (SETUP, "a private API server in the network that is let out to", lambda: in_network(
        let("api", API_SUBNET), IMAGES, deny(**ALL), enablePrivateCluster=True)),
    (SETUP, "an API server in a network of AKS's", lambda: in_network(IMAGES, deny(), subnet_id="")),
    (SETUP, "a private cluster whose images come from a cache", lambda: declared_behind(
        let("blobs", "Storage"), deny(), networkPlugin="azure", properties={
            **PRIVATE["properties"], "bootstrapProfile": {"artifactSource": "cache"}})),
    *((SETUP, f"a private cluster with outbound type {outbound}", lambda outbound=outbound: declared_behind(
        let("blobs", "Storage"), deny(), outboundType=outbound, **PRIVATE)) for outbound in ("none", "block")),
    (SETUP, "a group that denies nothing, with what is in no file", lambda: declared_behind(
        let("some", "Storage", destinationAddressPrefix=None, destinationAddressPrefixes=UNKNOWN))),
    (SETUP, "no group", lambda: world(network(subnet()), cluster())),
    (SETUP, "a subnet that is not there", lambda: world(network(), security_group(deny(**ALL)), cluster())),
    (DNS, "one of two", lambda: declared_behind(deny(destinationAddressPrefix=CUSTOM[1]), servers=CUSTOM)),
    (DNS, "by TCP", lambda: declared_behind(deny(destinationAddressPrefix=CUSTOM[0], protocol="Tcp"), servers=CUSTOM[:1])),
    (DNS, "Azure's own, which groups do not see", lambda: declared_behind(deny(**ALL))),
    (DNS, "Azure's own by its address", lambda: declared_behind(deny(destinationAddressPrefix="168.63.129.16"))),
    (DNS, "Azure's own where others are asked", lambda: declared_behind(
        deny(destinationAddressPrefix="AzurePlatformDNS"), servers=CUSTOM)),
    (DNS, "Azure's own time", lambda: declared_behind(deny(destinationAddressPrefix="AzurePlatformIMDS"))),
    (DNS, "one behind a gateway, which the network's tag may hold", lambda: declared_behind(
        let("network", "VirtualNetwork"), deny(**ALL), servers=["10.50.0.4"])),
    (DNS, "a public one with a tag let out", lambda: declared_behind(
        let("new", "SomeTag"), deny(), servers=["8.8.8.8"])),
    (DNS, "one of another version", lambda: declared_behind(deny(**ALL), servers=["2001:db8::4"])),
    *((DNS, f"{server}, which the network's tag may hold", lambda server=server: in_place(
        network(subnet(prefix="10.1.1.0/24", **BEHIND), prefixes=("10.1.0.0/16",), dhcpOptions={"dnsServers": [server]}),
        let("network", "VirtualNetwork"), deny(**ALL))) for server in ("100.64.0.4", "172.16.0.4", "192.168.50.4")),
    (DNS, "a public one, which a default route may bring into the network's tag", lambda: routed(
        let("network", "VirtualNetwork"), deny(**ALL), dhcpOptions={"dnsServers": ["8.8.8.8"]})),
    (DNS, "one that no rule denies, with what is in no file", lambda: declared_behind(
        let("some", "*", destinationAddressPrefix=None, destinationAddressPrefixes=UNKNOWN),
        servers=["10.50.0.4"])),
    (DNS, "one that no rule denies on the way out, with what is in no file", lambda: declared_behind(
        let("some", "*", destinationAddressPrefix=None, destinationAddressPrefixes=UNKNOWN), deny(**IN),
        servers=["10.50.0.4"])),
    (DNS, "a network of AKS's", lambda: world(cluster(pool(vnetSubnetID=None)))),
    (A_SERVER, "both", lambda: declared_behind(deny(destinationAddressPrefix="192.168.2.0/24"), servers=CUSTOM)),
    (A_SERVER, "Azure's own", lambda: declared_behind(deny(destinationAddressPrefix="AzurePlatformDNS"))),
    (A_SERVER, "a group that is declared elsewhere is said once", hidden),
    (OLD, "the version that has konnectivity", lambda: declared_behind(deny(protocol="Udp"), version="1.23.0")),
    (OLD, "nothing that is closed, with an outbound type that is in no file", lambda: declared_behind(
        deny(destinationAddressPrefix="Storage"), version="1.19.6", outboundType=UNKNOWN)),
    (OLD, "no version", lambda: declared_behind(deny(protocol="Udp"), version="")),
    (OLD, "a private cluster", lambda: declared_behind(deny(protocol="Udp"), version="1.22.6", **PRIVATE)),
    (OLD, "the time of nodes that have it from their host", lambda: declared_behind(
        deny(protocol="Udp", destinationPortRange="123"), version="1.20.7")),
    (OLD, "another port", lambda: declared_behind(deny(protocol="Udp", destinationPortRange="124"), version="1.19.6")),
    (OLD, "the whole way out is another rule's", lambda: declared_behind(deny(), version="1.19.6")),
    (NODES, "pods and nodes are another rule's", lambda: declared_behind(deny(**IN))),
    (NODES, "the kubelets alone are another rule's", lambda: declared_behind(deny(**IN, destinationPortRange="10250"))),
    (NODES, "a running cluster is another rule's", lambda: serving_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"), deny(**IN))),
    (NODES, "pods may pass as nodes", lambda: declared_behind(NETWORK_IN, deny(**IN))),
    (NODES, "pods that may get there by themselves", lambda: declared_behind(PODS_IN, deny(**IN))),
    (NODES, "the tag let in", lambda: declared_behind(
        let("network", "*", sourceAddressPrefix="VirtualNetwork", direction="Inbound"), deny(**IN))),
    (NODES, "pods in a subnet of theirs", lambda: world(
        network(subnet(**BEHIND), subnet("pods", "192.168.4.0/24")), security_group(deny(**IN)),
        cluster(pool(podSubnetID=f"{NETWORK}/subnets/pods"), networkPlugin="azure", podCidr=None))),
    (NODES, "pods of one pool in a subnet of theirs", lambda: two_pools(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"), deny(**IN),
        second=BEHIND, podSubnetID=f"{NETWORK}/subnets/more")),
    (NODES, "another port", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"),
        deny(**IN, destinationPortRange="10251-20000"))),
    (NODES, "to one of two subnets", lambda: two_pools(
        let("out", "192.168.5.0/24"), deny(destinationAddressPrefix="VirtualNetwork"))),
    (SERVICES, "no service", lambda: served(found=())),
    (SERVICES, "services that were not exported", lambda: served(found=UNKNOWN)),
    (SERVICES, "a cluster that is not known to run", lambda: declared_behind(*WITHOUT_PROBES)),
    (PROBES, "services that there are", lambda: served("a")),
    (PROBES, "no service", lambda: served(found=())),
    (PROBES, "the tag let in before everything is closed", lambda: declared_behind(
        let("probes", "*", direction="Inbound", sourceAddressPrefix="AzureLoadBalancer"), *WITHOUT_PROBES)),
    (PROBES, "the port that all services share let in", lambda: declared_behind(
        let("shared", "*", direction="Inbound", destinationPortRange="10256"), *WITHOUT_PROBES)),
    (PROBES, "some ports let in", lambda: declared_behind(
        let("some", "*", direction="Inbound", destinationPortRange="30100"), *WITHOUT_PROBES)),
    (PROBES, "nodes of another subnet", lambda: two_pools(*WITHOUT_PROBES)),
    (PROBES, "the network's tag, which holds the host", lambda: declared_behind(
        let("network", "*", direction="Inbound", sourceAddressPrefix="VirtualNetwork"), deny(**IN))),
    (PROBES, "on the way out", lambda: declared_behind(deny(**ALL))),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    *((id_, "a group that is declared elsewhere", hidden) for id_ in (SETUP, DNS, NODES, PROBES)),
    (OLD, "a group that is declared elsewhere", lambda: hidden(version="1.19.6")),
    (SETUP, "a group of applications", lambda: declared_behind(let("blobs", "Storage"), asg())),
    (SETUP, "an end that is in no file", lambda: declared_behind(
        let("some", "*", destinationAddressPrefix=None, destinationAddressPrefixes=UNKNOWN), deny())),
    *((SETUP, f"{name} that is in no file", lambda name=name: declared_behind(
        without(name))) for name in ("priority", "direction", "access")),
    (SETUP, "ports that are in no file", lambda: declared_behind(
        let("some", "*", destinationPortRange=None, destinationPortRanges=UNKNOWN), deny())),
    (SETUP, "rules that are in no file", lambda: world(
        network(subnet(**BEHIND)), {**security_group(), "properties": {"securityRules": UNKNOWN}}, cluster())),
    (SETUP, "a group that is in no file", lambda: world(
        network(subnet(networkSecurityGroup=UNKNOWN)), security_group(), cluster())),
    (SETUP, "whether the cluster is private", lambda: declared_behind(
        let("blobs", "Storage"), deny(), properties={"apiServerAccessProfile": {"enablePrivateCluster": UNKNOWN}})),
    *((id_, "whether there is a proxy", lambda: declared_behind(deny(**HTTPS), properties={"httpProxyConfig": UNKNOWN}))
      for id_ in (SETUP, "nsg-closes-the-way-out")),
    (SETUP, "whether a private cluster has a proxy", lambda: declared_behind(deny(**HTTPS), properties={
        **PRIVATE["properties"], "httpProxyConfig": UNKNOWN})),
    (DNS, "servers that are in no file", lambda: in_place(
        network(subnet(**BEHIND), dhcpOptions={"dnsServers": UNKNOWN}), deny(**ALL))),
    (DNS, "an end that is in no file", lambda: declared_behind(
        let("some", "*", destinationAddressPrefix=None, destinationAddressPrefixes=UNKNOWN),
        deny(**ALL), servers=CUSTOM)),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    (SETUP, "the API server and the images", lambda: declared_behind(let("blobs", "Storage"), deny()),
     "to *.hcp.eastus.azmk8s.io:443, mcr.microsoft.com:443: a new"),
    (SETUP, "how to let them out", lambda: declared_behind(let("blobs", "Storage"), deny()),
     "--priority 3999 --direction Outbound --access Allow --protocol Tcp --destination-address-prefixes AzureCloud "
     "MicrosoftContainerRegistry AzureFrontDoor.FirstParty --destination-port-ranges 443`"),
    (SETUP, "the ports of an API server in the network", lambda: in_network(
        deny(destinationAddressPrefix=API_SUBNET)), "192.168.3.0/28:443, 192.168.3.0/28:4443:"),
    (SETUP, "the ports to let out", lambda: in_network(deny(destinationAddressPrefix=API_SUBNET)),
     "--destination-address-prefixes 192.168.3.0/28 --destination-port-ranges 443 4443`"),
    (SETUP, "a subnet of both versions", lambda: in_place(
        network(subnet(addressPrefix=None, addressPrefixes=["192.168.1.0/24", "fd00:1::/64"], **BEHIND)),
        deny(**ALL), **PRIVATE), "to 192.168.1.0/24:443: a"),
    (SETUP, "a region nobody knows", lambda: in_place(
        network(subnet(**BEHIND), location=UNKNOWN), deny(destinationAddressPrefix="AzureCloud"), location=UNKNOWN),
     "*.hcp.*.azmk8s.io:443"),
    (SETUP, "China's API servers", lambda: in_place(
        network(subnet(**BEHIND), location="chinaeast2"), deny(destinationAddressPrefix="AzureCloud"),
        location="chinaeast2"), "*.hcp.chinaeast2.cx.prod.service.azk8s.cn:443"),
    (SETUP, "the Government's API servers", lambda: in_place(
        network(subnet(**BEHIND), location="usgovvirginia"), deny(destinationAddressPrefix="AzureCloud"),
        location="usgovvirginia"), "*.hcp.usgovvirginia.cx.aks.containerservice.azure.us:443"),
    (SETUP, "the first of two rules", lambda: declared_behind(
        deny("one", sourceAddressPrefix="192.168.1.0/25", **ALL), deny("two", priority=4001, **ALL)), "Rule one of"),
    (SETUP, "two rules for two ends", lambda: declared_behind(
        deny("azure", destinationAddressPrefix="AzureCloud"),
        deny("images", destinationAddressPrefix="MicrosoftContainerRegistry", priority=4001)), "Rule images of myNsg"),
    (DNS, "all servers", lambda: declared_behind(deny(destinationAddressPrefix="192.168.2.0/24"), servers=CUSTOM),
     "to 192.168.2.4:53, 192.168.2.5:53, and"),
    (DNS, "Azure's own", lambda: declared_behind(deny(destinationAddressPrefix="AzurePlatformDNS")),
     "--destination-address-prefixes AzurePlatformDNS --destination-port-ranges 53`"),
    (A_SERVER, "the one", lambda: declared_behind(deny(destinationAddressPrefix=CUSTOM[1]), servers=CUSTOM),
     "to 192.168.2.5:53: what"),
    (OLD, "all ports", lambda: declared_behind(
        deny("tcp", destinationPortRanges=["123", "1194", "9000"], destinationPortRange=None), version="1.19.6"),
     "to *.hcp.eastus.azmk8s.io:1194, *.hcp.eastus.azmk8s.io:9000, *:123, which"),
    (NODES, "the direction, and who is to be let in", lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"), deny(**IN)),
     "--direction Inbound --access Allow --protocol '*' --source-address-prefixes 10.244.0.0/16 192.168.1.0/24"),
    (SERVICES, "as many services as are shown", lambda: served(*"abcde"), "shop/d, shop/e is behind"),
    (SERVICES, "more services than are shown", lambda: served(*"abcdef"), "shop/e, … is behind"),
    (PROBES, "the priority before it", lambda: declared_behind(*WITHOUT_PROBES), "--priority 3999 "),
]  # fmt: skip
