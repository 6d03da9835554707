"""The words of Azure, to the letter: every text that was seen in public, filled with values that were seen."""

import pytest

from akslab.rules.catalogue import RULES, rule

SEEN = [
    ("E1", "service-cidr-overlaps-subnet", "ServiceCidrOverlapExistingSubnetsCidr",
     "The specified service CIDR {svc} is conflicted with an existing subnet CIDR {subnet}"),
    ("E2", "dns-service-ip-outside", "DnsServiceIpOutOfServiceCidr",
     "The DNS service IP {ip} is out of the range defined by service CIDR {cidr}."),
    ("E4", "pod-cidr-overlaps-network", "NetworkProfileCIDROverlapVNET",
     "NetworkProfile CIDR {pod} overlaps with reserved VNET CIDR {vnet}"),
    ("E5", "pod-cidr-too-small", "InsufficientPodCidr",
     "Pre-allocated IPs {n} exceeds IPs available {avail} in Pod Cidr {cidr}"),
    ("E6", "subnet-too-small", "InsufficientSubnetSize",
     "Pre-allocated IPs {n} exceeds IPs available {avail} in Subnet Cidr {cidr}, Subnet Name {name}. If Autoscaler is "
     "enabled, the max-count from each nodepool is counted towards this total (which means that pre-allocated IPs "
     "count represents a theoretical max value, not the actual number of IPs requested). "
     "http://aka.ms/aks/insufficientsubnetsize"),
    ("E7", "user-routing-without-table", "ExistingRouteTableNotAssociatedWithSubnet",
     "An existing route table has not been associated with subnet {subnetId}. Please update the route table "
     "association"),
    ("E8", "user-routing-without-default-route", "RouteTableMissingDefaultRouteError",
     "Default route 0.0.0.0/0 missing from route table {rtId}"),
    ("E9", "default-route-hop", "RouteTableInvalidNextHop",
     "Default route 0.0.0.0/0 has a next hop of {type} but only next hops of VirtualAppliance or VirtualNetworkGateway "
     "are allowed. Please see http://aka.ms/aks/outboundtype for more details"),
    ("E10", "custom-table-system-assigned-identity", "CustomRouteTableWithUnsupportedMSIType",
     "Clusters using managed identity type SystemAssigned do not support bringing your own route table. Please see "
     "https://aka.ms/aks/customrt for more information"),
    ("E11", "custom-table-missing-permission", "CustomRouteTableMissingPermission",
     "Managed identity or service principle must be given permission to read and write to custom route table {rtId}. "
     "Please see https://aka.ms/aks/customrt for more information"),
    ("E14", "kubenet-node-limit", "ValidationError",
     "Cluster's upper limit node count is {n} which exceeds the limit for Kubenet 400. If Autoscaler is enabled, the "
     "max-count from each nodepool is counted towards this total. https://aka.ms/aks/kubenet-networking-overview"),
    ("E15", "windows-without-azure-cni", "AzureCNIOnlyForWindows",
     "Windows agent pools can only be added to AKS clusters using Azure-CNI."),
    ("E16", "azure-policy-on-kubenet", "NetworkPolicyAzureNotSupportedForKubenet",
     "NetworkPolicy azure is not supported for network plugin kubenet"),
    ("E17", "virtual-nodes-without-azure-cni", "ACIConnectorRequiresAzureNetworking",
     "ACI Connector requires Azure network plugin"),
    ("E18", "max-pods-too-few", "InsufficientMaxPods",
     "The AgentPoolProfile '{pool}' has an invalid maxPods, the maxPods({n}) should be larger than 10. Please refer to "
     "aka.ms/aks-min-max-pod for more detail."),
    ("E20", "subnet-is-delegated", "SubnetIsDelegated",
     "`AgentPoolProfile` subnet with id {id} cannot be used as it's a delegated subnet. Please check "
     "https://aka.ms/adv-network-prerequest for more details."),
    ("E21", "overlay-mode-without-azure-cni", "UnsupportedNetworkPluginModeWithNetworkPlugin",
     "NetworkPluginMode {mode} is not supported with NetworkPlugin {plugin}."),
    ("E22", "overlay-migration-with-policy", "ValidationError",
     "Cannot update cluster to Azure CNI Overlay while using network policies with Azure CNI v1."),
    ("Azure/AKS#1568", "no-system-pool", "MustDefineAtLeastOneSystemPool", "Must define at least one system pool."),
    ("Azure/avdaccelerator#84", "subnet-id-malformed", "LinkedInvalidPropertyId",
     "Property id '{id}' at path 'properties.agentPoolProfiles[{n}].vnetSubnetID' is invalid. Expect fully qualified "
     "resource Id that start with '/subscriptions/{{subscriptionId}}' or '/providers/{{resourceProviderNamespace}}/'."),
    ("A1", "subnet-full", "SubnetIsFull",
     "Subnet {subnet} with address prefix {cidr} does not have enough capacity for {n} IP addresses."),
    ("A2", "subnet-outside-network", "NetcfgInvalidSubnet",
     "Subnet '{name}' is not valid in virtual network '{vnet}'."),
    ("A5", "peered-networks-overlap", "VnetAddressSpacesOverlap",
     "Cannot create or update peering {id}. Virtual networks {a} and {b} cannot be peered because their address spaces "
     "overlap. Overlapping address prefixes: {list}"),
    ("A8", "security-rules-conflict", "SecurityRuleConflict",
     "Security rule {a} conflicts with rule {b}. Rules cannot have the same Priority and Direction."),
    ("A9", "subnet-in-use", "InUseSubnetCannotBeDeleted",
     "Subnet {name} is in use by {referer} and cannot be deleted. In order to delete the subnet, delete all the "
     "resources within the subnet. See aka.ms/deletesubnet."),
    ("A10", "route-table-in-use", "InUseRouteTableCannotBeDeleted",
     "Route table {name} is in use and cannot be deleted. {id}"),
    ("A11", "network-security-group-in-use", "InUseNetworkSecurityGroupCannotBeDeleted",
     "Network security group {id} cannot be deleted because it is in use by the following resources: {referers}. In "
     "order to delete the Network security group, remove the association with the resource(s)."),
    ("A12", "public-ip-in-use", "PublicIPAddressCannotBeDeleted",
     "Public IP address {id} can not be deleted since it is still allocated to resource {referer}. In order to delete "
     "the public IP, disassociate/detach the Public IP address from the resource."),
    ("A13", "subnet-with-external-resources", "SubnetWithExternalResourcesCannotBeUsedByOtherResources",
     "Subnet {id} referenced by {id2} cannot be used because it contains external resources. The external resources in "
     "this subnet are {ids}. You need to delete these external resources before deploying into this subnet."),
]  # fmt: skip

VERBATIM = {
    *(f"E{number}" for number in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 20, 21, 22)),
    *(f"A{number}" for number in (1, 2, 5, 8, 9, 10, 11, 12, 13)),
}
"""The ids marked [V]. A3 is only partly verified, E13's text is a controller's failure, A14 is the ARM engine's."""


@pytest.mark.parametrize(("source", "id_", "code", "text"), SEEN, ids=[row[0] for row in SEEN])
def test_the_rule_says_azures_words(source: str, id_: str, code: str, text: str) -> None:
    found = rule(id_)

    assert found is not None
    assert source in found.source
    assert (found.answer.code, found.answer.text) == (code, text)
    assert found.answer.text_known
    assert found.answer.code_known


def test_every_text_seen_verbatim_is_covered() -> None:
    assert {row[0] for row in SEEN if "/" not in row[0]} == VERBATIM
    cited = {source for found in RULES for source in found.source}
    assert cited >= VERBATIM
