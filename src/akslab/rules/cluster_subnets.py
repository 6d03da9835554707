"""Which subnets a cluster may stand in, and that its ranges keep off what is there."""

from collections.abc import Iterator

from ..net.prefixes import overlap, overlapping, parse_prefix
from ..wire.symbols import has_symbol
from .address_ranges import POD_TARGET, SERVICE_TARGET
from .crowds import counted
from .examples import CLUSTER, SUBNET, SUBSCRIPTION, cluster, in_the_article, network, pool, subnet, world
from .facts import (
    at_creation,
    has_plugin,
    new_pools,
    operation,
    own_network,
    own_subnet_ids,
    pod_ranges,
    prefixes_of,
    service_ranges,
    subnet_called,
    subnet_id,
)
from .free_ranges import free_pods, free_services
from .ids import differ, name_of, parent_of, same, subscription_of
from .places import DNS_SERVICE_IP, POOL, subnet_place
from .proposals import spare_prefixes
from .resources import AgentPool, ManagedCluster, Subnet
from .rule import Answer, Rule, in_own_words, with_own_code
from .subnet_overlaps import overlapped
from .unknown import CannotJudge, Values, for_each, known
from .view import View

MANAGED_NETWORK = parse_prefix("10.224.0.0/12")
"""What AKS makes when nobody names a subnet: observed, where the changelog announced 10.240.0.0/16 (R12, X12)."""

MANAGED_SUBNET = parse_prefix("10.224.0.0/16")
"""Where its nodes are."""

SUBNET_TARGET = "agentPoolProfile.vnetSubnetID"


def _new_subnets(view: View, cluster: ManagedCluster) -> Iterator[tuple[AgentPool, Subnet]]:
    """Yield the existing subnets of the pools that the request adds."""
    for added in new_pools(view, cluster):
        if (id_ := subnet_id(added)) and (found := view.subnet(id_)):
            yield added, found


def _malformed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added in new_pools(view, cluster):
        id_ = subnet_id(added)
        if id_ and not has_symbol(id_) and not subscription_of(id_):
            meant = subnet_called(view, name_of(id_))
            yield {"pool": added.name, "id": id_, "n": cluster.pools.index(added), "meant": meant}


# Azure Resource Manager's own refusal, before the service is asked.
SUBNET_ID_MALFORMED = Rule(
    id="subnet-id-malformed",
    title="A pool's vnetSubnetID is the id of a subnet",
    source=("Azure/avdaccelerator#84", "ernestio/ernest#498", "Azure/template-specs#53"),
    subject=ManagedCluster,
    answer=Answer(
        code="LinkedInvalidPropertyId",
        text="Property id '{id}' at path 'properties.agentPoolProfiles[{n}].vnetSubnetID' is invalid. Expect fully "
        "qualified resource Id that start with '/subscriptions/{{subscriptionId}}' or "
        "'/providers/{{resourceProviderNamespace}}/'.",
    ),
    fix="Write the whole id of the subnet of pool '{pool}': "
    "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/….",
    place=f"{POOL}.vnetSubnetID",
    check=_malformed,
    failing=lambda: world(network(subnet()), cluster(pool(vnetSubnetID="myAKSSubnet"))),
    sound=lambda: world(network(subnet()), cluster(pool(vnetSubnetID=SUBNET))),
)


def _missing(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(added: AgentPool) -> Iterator[Values]:
        if (id_ := subnet_id(added)) and view.subnet(id_) is None:
            yield {"pool": added.name, "id": id_}

    yield from for_each(new_pools(view, cluster), judge)


SUBNET_MISSING = Rule(
    id="subnet-not-found",
    title="A pool's subnet exists",
    source=("R33",),
    subject=ManagedCluster,
    answer=with_own_code("SubnetNotFound", "The subnet {id} of agent pool '{pool}' does not exist.", SUBNET_TARGET),
    fix="Make the subnet {id} before the cluster, or correct the id.",
    place=f"{POOL}.vnetSubnetID",
    check=_missing,
    failing=lambda: world(network(), cluster()),
    sound=in_the_article,
)


def _mixed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    managed = [p.name for p in cluster.pools if not subnet_id(p)]
    own = own_subnet_ids(cluster)
    if managed and own and new_pools(view, cluster):
        yield {"pool": managed[0], "id": own[0]}


SUBNETS_MIXED = Rule(
    id="managed-and-own-subnets-mixed",
    title="All pools stand in own subnets, or none does",
    source=("R38", "Azure/AKS#1338"),
    subject=ManagedCluster,
    answer=in_own_words(
        "AgentPoolsWithEmptySubnetError",
        "Either all agent pools name a subnet or none does; agent pool '{pool}' uses a managed one.",
        SUBNET_TARGET,
    ),
    fix="Give pool '{pool}' a vnetSubnetID too: {id}, or one beside it.",
    place=f"{POOL}.vnetSubnetID",
    check=_mixed,
    failing=lambda: world(network(subnet()), cluster(pool(), pool("second", vnetSubnetID=None))),
    sound=lambda: world(network(subnet()), cluster(pool(), pool("second"))),
)


def _several_networks(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    networks = {parent_of(id_).lower(): parent_of(id_) for id_ in own_subnet_ids(cluster)}
    first, *others = networks.values() or [""]
    for other in others if new_pools(view, cluster) else ():
        if differ(first, other):
            inside = (p.name for p in cluster.pools if same(parent_of(subnet_id(p)), other))
            yield {"one": first, "other": other, "pool": next(inside), "id": own_subnet_ids(cluster)[0]}
            return


SEVERAL_NETWORKS = Rule(
    id="pools-in-several-networks",
    title="All pools of a cluster are in one virtual network",
    source=("R26",),
    subject=ManagedCluster,
    answer=with_own_code(
        "PoolsInSeveralNetworks", "The agent pools are in two virtual networks, {one} and {other}.", SUBNET_TARGET
    ),
    fix="Put pool '{pool}' into a subnet of {one}.",
    place=f"{POOL}.vnetSubnetID",
    check=_several_networks,
    failing=lambda: world(
        network(subnet()),
        network(name="other"),
        cluster(pool(), pool("second", vnetSubnetID=SUBNET.replace("myAKSVnet", "other"))),
    ),
    sound=lambda: world(
        network(subnet(), subnet("second", "192.168.2.0/24")),
        cluster(pool(), pool("second", vnetSubnetID=SUBNET.replace("myAKSSubnet", "second"))),
    ),
)


def _other_region(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster) if new_pools(view, cluster) else None
    if place is None:
        return
    here, there = known(cluster.location, "location"), known(place.location, f"location of {place.name}")
    if differ(here.replace(" ", ""), there.replace(" ", "")):
        yield {"network": place.id, "there": there, "here": here}


OTHER_REGION = Rule(
    id="network-in-another-region",
    title="A cluster and its virtual network are in one region",
    source=("R28",),
    subject=ManagedCluster,
    answer=with_own_code(
        "NetworkInAnotherRegion", "The virtual network {network} is in {there}, the cluster in {here}.", SUBNET_TARGET
    ),
    fix="Make the cluster in {there}, or its network in {here}.",
    place="location",
    also=("{network}#location",),
    check=_other_region,
    failing=lambda: in_the_article(location="westus2"),
    sound=lambda: in_the_article(location="East US"),
)


def _other_subscription(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added in new_pools(view, cluster):
        if subscription_of(id_ := subnet_id(added)) and differ(subscription_of(id_), subscription_of(cluster.id)):
            yield {"id": id_, "pool": added.name}


OTHER_SUBSCRIPTION = Rule(
    id="network-in-another-subscription",
    title="A cluster and its virtual network are in one subscription",
    source=("R28",),
    subject=ManagedCluster,
    answer=with_own_code(
        "NetworkInAnotherSubscription",
        "The subnet {id} of agent pool '{pool}' is not in the cluster's subscription.",
        SUBNET_TARGET,
    ),
    fix="Give pool '{pool}' a subnet of the cluster's own subscription, or make the cluster in that of {id}.",
    place=f"{POOL}.vnetSubnetID",
    check=_other_subscription,
    failing=lambda: in_the_article(id_=CLUSTER.replace(SUBSCRIPTION, f"{SUBSCRIPTION[:-1]}9")),
    sound=in_the_article,
)


def _delegated(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added, found in _new_subnets(view, cluster):
        if known(found.delegations, f"delegations of {found.name}"):
            yield {"id": found.id, "pool": added.name, "at": subnet_place(found.id)}


DELEGATED = Rule(
    id="subnet-is-delegated",
    title="A pool's subnet is delegated to nobody",
    source=("E20", "R27"),
    subject=ManagedCluster,
    answer=Answer(
        code="SubnetIsDelegated",
        text="`AgentPoolProfile` subnet with id {id} cannot be used as it's a delegated subnet. "
        "Please check https://aka.ms/adv-network-prerequest for more details.",
    ),
    fix="Take the delegation off the subnet, or give pool '{pool}' a subnet of its own.",
    place="{at}.properties.delegations",
    also=(f"{POOL}.vnetSubnetID",),
    check=_delegated,
    failing=lambda: world(
        network(subnet(delegations=[{"properties": {"serviceName": "Microsoft.Sql/managedInstances"}}])), cluster()
    ),
    sound=in_the_article,
)


def _several_prefixes(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for added, found in _new_subnets(view, cluster):
        if sum(prefix.version == 4 for prefix in prefixes_of(found)) > 1:
            yield {"id": found.id, "pool": added.name, "at": subnet_place(found.id), **spare_prefixes(found)}


SEVERAL_PREFIXES = Rule(
    id="subnet-has-several-prefixes",
    title="A pool's subnet has one address prefix",
    source=("R16",),
    subject=ManagedCluster,
    answer=in_own_words(
        "MultipleAddressPrefixesSubnetNotSupported", "The subnet {id} has several address prefixes.", SUBNET_TARGET
    ),
    fix="Leave the subnet one prefix; nodes that need more go into a pool with a subnet of its own.",
    place="{at}.properties.addressPrefix",
    also=(f"{POOL}.vnetSubnetID",),
    check=_several_prefixes,
    failing=lambda: world(
        network(subnet(addressPrefixes=["192.168.1.0/24", "192.168.2.0/24"])),
        cluster(),
    ),
    sound=in_the_article,
)


def _services_over_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster) if operation(view, cluster) != "update" else None
    for services, found, prefix in overlapped(view, place, cluster, service_ranges):
        at = f"{subnet_place(found.id)}.properties.addressPrefix[{prefix}]"
        yield {"svc": services, "subnet": prefix, "at": at, **free_services(view, services)}


# Judged against the subnets that exist, so a later one passes and then stops the next upgrade (R3, R4). Peered and
# on-premises ranges are out of the service's sight.
SERVICES_OVER_SUBNET = Rule(
    id="service-cidr-overlaps-subnet",
    title="Services keep off every subnet of the cluster's network",
    source=("E1", "R3", "R4"),
    subject=ManagedCluster,
    answer=Answer(
        code="ServiceCidrOverlapExistingSubnetsCidr",
        text="The specified service CIDR {svc} is conflicted with an existing subnet CIDR {subnet}",
        target=SERVICE_TARGET,
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, the two together. The range of a running cluster is "
    "fixed: there, move the subnet.",
    place="properties.networkProfile.serviceCidr[{svc}]",
    also=(
        "{at}",
        DNS_SERVICE_IP,
    ),
    check=_services_over_subnet,
    failing=lambda: in_the_article(serviceCidr="192.168.1.128/25", dnsServiceIP="192.168.1.138"),
    sound=lambda: in_the_article(serviceCidr="172.20.0.0/25", dnsServiceIP="172.20.0.10"),
)


def _pods_over_subnet(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from counted(_pods_over_subnets(view, cluster), "name")


def _pods_over_subnets(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = own_network(view, cluster)
    for pods, found, prefix in overlapped(view, place, cluster, pod_ranges):
        at = f"{subnet_place(found.id)}.properties.addressPrefix[{prefix}]"
        yield {"pod": pods, "subnet": prefix, "name": found.name, "at": at, **free_pods(view, pods)}


PODS_OVER_SUBNET = Rule(
    id="pod-cidr-overlaps-subnet",
    title="Pods keep off every subnet of the cluster's network",
    source=("R11", "E5b"),
    subject=ManagedCluster,
    answer=in_own_words(
        "PodCidrOverlapExistingSubnetsCidr",
        "The pod CIDR {pod} overlaps {subnet}, the subnet {name} of the cluster's network.",
        POD_TARGET,
    ),
    fix="Write podCidr {free}, or another range that nobody else uses.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("{at}",),
    check=at_creation(_pods_over_subnet),
    failing=lambda: in_the_article(podCidr="192.168.0.0/20"),
    sound=lambda: in_the_article(podCidr="10.244.0.0/16"),
)


def _pods_over_network(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    place = None
    if own_subnet_ids(cluster):
        place = own_network(view, cluster) if has_plugin(cluster, "kubenet") else None
        prefixes = prefixes_of(place) if place else ()
    else:
        prefixes = (MANAGED_NETWORK,)
    for pods in pod_ranges(cluster):
        for prefix in overlapping(pods, prefixes):
            at = f"{place.id}#properties.addressSpace.addressPrefixes[{prefix}]" if place else ""
            yield {"pod": pods, "vnet": prefix, "at": at, **free_pods(view, pods)}


# Sources differ (X6). For kubenet we take the whole network: refusals of it were seen in 2022 and 2024-12, after the
# change of 2024-10-25 that for overlay left only the subnets, and today's pages still say the network.
PODS_OVER_NETWORK = Rule(
    id="pod-cidr-overlaps-network",
    title="Pods keep off the cluster's virtual network",
    source=("E4", "R11", "R12", "X6"),
    subject=ManagedCluster,
    answer=Answer(
        code="NetworkProfileCIDROverlapVNET",
        text="NetworkProfile CIDR {pod} overlaps with reserved VNET CIDR {vnet}",
        target=POD_TARGET,
    ),
    fix="Write podCidr {free}, or another range that nobody else uses.",
    place="properties.networkProfile.podCidr[{pod}]",
    also=("{at}",),
    check=at_creation(_pods_over_network),
    failing=lambda: in_the_article(podCidr="192.168.128.0/17"),
    sound=lambda: in_the_article(podCidr="172.20.0.0/16"),
)


def _services_over_managed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for services in service_ranges(cluster) if not own_subnet_ids(cluster) else ():
        if overlap(services, MANAGED_NETWORK):
            yield {"svc": services, "vnet": MANAGED_NETWORK, **free_services(view, services)}


SERVICES_OVER_MANAGED = Rule(
    id="service-cidr-overlaps-managed-network",
    title="Services keep off the network AKS makes",
    source=("R12", "X12"),
    subject=ManagedCluster,
    answer=with_own_code(
        "ServiceCidrOverlapsManagedNetwork",
        "The service CIDR {svc} overlaps {vnet}, the virtual network AKS makes for this cluster.",
        SERVICE_TARGET,
    ),
    fix="Write serviceCidr {free} and dnsServiceIP {dns}, the two together.",
    place="properties.networkProfile.serviceCidr[{svc}]",
    also=(DNS_SERVICE_IP,),
    check=at_creation(_services_over_managed),
    failing=lambda: world(cluster(pool(vnetSubnetID=None), serviceCidr="10.225.0.0/16", dnsServiceIP="10.225.0.10")),
    sound=lambda: world(cluster(pool(vnetSubnetID=None))),
)


CLUSTER_SUBNETS = (
    SUBNET_ID_MALFORMED,
    SUBNETS_MIXED,
    OTHER_SUBSCRIPTION,
    SEVERAL_NETWORKS,
    SUBNET_MISSING,
    OTHER_REGION,
    DELEGATED,
    SEVERAL_PREFIXES,
    SERVICES_OVER_SUBNET,
    SERVICES_OVER_MANAGED,
    PODS_OVER_SUBNET,
    PODS_OVER_NETWORK,
)
