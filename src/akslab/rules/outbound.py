"""How a cluster reaches the Internet, and where each way is allowed (userDefinedRouting: `user_routing`)."""

from collections.abc import Iterator

from .examples import cluster, in_the_article, network, pool, subnet, world
from .facts import (
    PROFILE,
    chooses_outbound,
    has_outbound_type,
    has_plugin,
    is_new,
    own_subnet_ids,
    own_subnets,
)
from .ids import same
from .places import OUTBOUND_TYPE, PLUGIN, POOL_LIST, subnet_place
from .resources import ManagedCluster
from .rule import Rule, in_own_words, with_own_code
from .unknown import Values, known
from .user_routing import USER_DEFINED
from .view import View

OUTBOUND_TARGET = f"{PROFILE}.outboundType"
OUTBOUND_TYPES = (
    "loadBalancer",
    USER_DEFINED,
    "managedNATGateway",
    "managedNATGatewayV2",
    "userAssignedNATGateway",
    "none",
    "block",
)


def _unknown_type(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    outbound = known(cluster.network.outbound_type, OUTBOUND_TARGET)
    if not any(same(outbound, known_type) for known_type in OUTBOUND_TYPES):
        yield {"type": outbound, "types": ", ".join(OUTBOUND_TYPES)}


UNKNOWN_TYPE = Rule(
    id="outbound-type-unknown",
    title="The outbound type is one AKS has",
    source=("E26",),
    subject=ManagedCluster,
    answer=in_own_words("UnsupportedOutboundType", "Outbound type '{type}' is none of {types}.", OUTBOUND_TARGET),
    fix="Write one of {types}; without it AKS takes loadBalancer.",
    place=OUTBOUND_TYPE,
    check=_unknown_type,
    failing=lambda: in_the_article(outboundType="internet"),
    sound=lambda: in_the_article(outboundType="loadBalancer"),
)


def _needs_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for outbound in (USER_DEFINED, "userAssignedNATGateway"):
        if has_outbound_type(cluster, outbound) and not own_subnet_ids(cluster) and chooses_outbound(view, cluster):
            yield {"type": outbound}


NEEDS_SUBNET = Rule(
    id="outbound-type-needs-subnet",
    title="Routing by the user, or the user's NAT gateway, needs the user's subnet",
    source=("O1", "R41", "R43"),
    subject=ManagedCluster,
    answer=with_own_code(
        "OutboundTypeNeedsSubnet", "Outbound type {type} needs agent pools in an existing subnet.", OUTBOUND_TARGET
    ),
    fix="Give every pool a vnetSubnetID, or write outboundType loadBalancer instead of {type}.",
    place=OUTBOUND_TYPE,
    also=(POOL_LIST,),
    check=_needs_subnet,
    failing=lambda: world(cluster(pool(vnetSubnetID=None), outboundType=USER_DEFINED)),
    sound=lambda: world(cluster(pool(vnetSubnetID=None))),
)


def _managed_gateway(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for outbound in ("managedNATGateway", "managedNATGatewayV2"):
        if has_outbound_type(cluster, outbound) and own_subnet_ids(cluster) and chooses_outbound(view, cluster):
            yield {"type": outbound}


MANAGED_GATEWAY = Rule(
    id="managed-nat-gateway-own-network",
    title="AKS makes no NAT gateway in the user's network",
    source=("R43",),
    subject=ManagedCluster,
    answer=in_own_words(
        "ManagedNATGatewayWithCustomVNetNotAllowed",
        "Outbound type {type} is for the network AKS makes, not for an own one.",
        OUTBOUND_TARGET,
    ),
    fix="Put a NAT gateway of your own on the subnet and write outboundType userAssignedNATGateway.",
    place=OUTBOUND_TYPE,
    check=_managed_gateway,
    failing=lambda: in_the_article(outboundType="managedNATGateway"),
    sound=lambda: world(cluster(pool(vnetSubnetID=None), outboundType="managedNATGateway")),
)


def _no_gateway(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if has_outbound_type(cluster, "userAssignedNATGateway") and chooses_outbound(view, cluster):
        for found in own_subnets(view, cluster):
            if not known(found.nat_gateway_id, f"natGateway of {found.name}"):
                yield {"id": found.id, "at": subnet_place(found.id)}


NO_GATEWAY = Rule(
    id="own-nat-gateway-missing",
    title="The user's NAT gateway is on the subnet",
    source=("R43", "E26"),
    subject=ManagedCluster,
    answer=in_own_words(
        "SubnetNotAssociatedWithNATGateway",
        "Outbound type userAssignedNATGateway needs a NAT gateway on the subnet {id}.",
        OUTBOUND_TARGET,
    ),
    fix="Put a NAT gateway on the subnet before the cluster is made, or write outboundType loadBalancer.",
    place="{at}.properties.natGateway",
    also=(OUTBOUND_TYPE,),
    check=_no_gateway,
    failing=lambda: in_the_article(outboundType="userAssignedNATGateway"),
    sound=lambda: world(network(subnet(natGateway={"id": "/n"})), cluster(outboundType="userAssignedNATGateway")),
)


def _gateway_beside_balancer(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if has_outbound_type(cluster, "loadBalancer") and is_new(view, cluster):
        for found in own_subnets(view, cluster):
            if known(found.nat_gateway_id, f"natGateway of {found.name}"):
                yield {"id": found.id, "at": subnet_place(found.id)}


GATEWAY_BESIDE_BALANCER = Rule(
    id="nat-gateway-beside-load-balancer",
    title="A subnet with a NAT gateway does not also go out by the load balancer",
    source=("R43",),
    subject=ManagedCluster,
    answer=with_own_code(
        "NatGatewayBesideLoadBalancer",
        "The subnet {id} has a NAT gateway: outbound type loadBalancer is not allowed there.",
        OUTBOUND_TARGET,
    ),
    fix="Write outboundType userAssignedNATGateway, or take the NAT gateway off the subnet.",
    place=OUTBOUND_TYPE,
    also=("{at}.properties.natGateway",),
    check=_gateway_beside_balancer,
    failing=lambda: world(network(subnet(natGateway={"id": "/n"})), cluster()),
    sound=in_the_article,
)


def _blocked(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    if has_outbound_type(cluster, "block") and own_subnet_ids(cluster) and chooses_outbound(view, cluster):
        yield {"type": "block"}


BLOCKED = Rule(
    id="outbound-block-own-network",
    title="AKS blocks outbound traffic only in the network it makes",
    source=("R43",),
    subject=ManagedCluster,
    answer=with_own_code(
        "OutboundBlockInOwnNetwork", "Outbound type {type} is not for an own network.", OUTBOUND_TARGET
    ),
    fix="Write outboundType none instead of {type}.",
    place=OUTBOUND_TYPE,
    check=_blocked,
    failing=lambda: in_the_article(outboundType="block"),
    sound=lambda: in_the_article(outboundType="none"),
)


def _isolated(_view: View, cluster: ManagedCluster) -> Iterator[Values]:
    is_isolated = same(known(cluster.artifact_source, "bootstrapProfile.artifactSource"), "Cache")
    if is_isolated and has_plugin(cluster, "kubenet"):
        yield {"plugin": "kubenet"}


ISOLATED_KUBENET = Rule(
    id="network-isolated-kubenet",
    title="A network-isolated cluster is not on kubenet",
    source=("R29",),
    subject=ManagedCluster,
    answer=with_own_code(
        "NetworkIsolatedKubenet",
        "A network-isolated cluster cannot use the network plugin {plugin}.",
        f"{PROFILE}.networkPlugin",
    ),
    fix="Leave artifactSource out, or make the cluster with networkPlugin azure.",
    place=PLUGIN,
    also=("properties.bootstrapProfile.artifactSource",),
    check=_isolated,
    failing=lambda: in_the_article(outboundType="none", properties={"bootstrapProfile": {"artifactSource": "Cache"}}),
    sound=lambda: in_the_article(outboundType="none"),
)

OUTBOUND = (
    UNKNOWN_TYPE,
    ISOLATED_KUBENET,
    MANAGED_GATEWAY,
    BLOCKED,
    NEEDS_SUBNET,
    NO_GATEWAY,
    GATEWAY_BESIDE_BALANCER,
)
