"""What Azure may do and akslab does not do yet: refused in one clear sentence, so that nothing is accepted and ignored.

Azure's own refusals come from the rule catalogue and are answered first.
"""

from collections.abc import Iterator

from ..arm.errors import ArmError
from ..compile.errors import CompileError
from ..compile.reading import read_inputs
from ..wire.properties import Json
from ..wire.resource_id import InvalidResourceId, parse_resource_id
from . import kubernetes_versions

POLICIES = ("none", "calico", "azure", "cilium")
OUTBOUND_TYPES = ("loadBalancer", "userDefinedRouting", "none")


def not_served(message: str, flat: bool = False) -> ArmError:
    """Return the answer for something akslab does not do."""
    return ArmError(400, "NotServedByAkslab", f"{message} (akslab's limit: Azure itself may do this.)", flat=flat)


def network_limits(document: Json) -> Iterator[ArmError]:
    """Yield what a virtual network asks for that akslab does not have."""
    properties = document["properties"]
    prefixes = [*properties["addressSpace"]["addressPrefixes"]]
    for subnet in properties["subnets"]:
        own = subnet["properties"]
        prefixes += [*filter(None, [own.get("addressPrefix")]), *(own.get("addressPrefixes") or ())]
        if own.get("natGateway"):
            yield not_served(f"Subnet '{subnet['name']}' names a NAT gateway; akslab has none yet.")
    if any(":" in prefix for prefix in prefixes):
        yield not_served("akslab has IPv4 networks only.")
    if (properties.get("dhcpOptions") or {}).get("dnsServers"):
        yield not_served("akslab has no DNS servers of one's own yet (dhcpOptions.dnsServers).")
    for peering in properties["virtualNetworkPeerings"]:
        if peering["properties"]["useRemoteGateways"]:
            yield not_served(f"Peering '{peering['name']}' uses remote gateways; akslab has no gateways yet.")
    yield from unreadable(document)


def unreadable(document: Json) -> Iterator[ArmError]:
    """Yield a refusal of a document that could not become part of a network here."""
    try:
        read_inputs([document])
    except CompileError as error:
        yield not_served(str(error))


def identity_limits(document: Json) -> Iterator[ArmError]:
    """Yield why akslab can't run a cluster as the identity its document names."""
    identity = document.get("identity") or {"type": "SystemAssigned"}
    type_, named = str(identity.get("type", "")).lower(), identity.get("userAssignedIdentities") or {}
    if type_ not in ("systemassigned", "userassigned"):
        yield not_served(f"A cluster's identity is SystemAssigned or UserAssigned, not '{identity.get('type')}'.", True)
    elif type_ == "userassigned" and len(named) != 1:
        yield not_served(f"A UserAssigned cluster names one identity; here are {len(named)}.", True)
    principal = (document["properties"].get("servicePrincipalProfile") or {}).get("clientId", "msi")
    if principal != "msi":
        yield not_served("akslab has no service-principal clusters: use a managed identity.", True)


def range_limits(document: Json) -> Iterator[ArmError]:
    """Yield why the plural ranges of a cluster can't be kept: there is one of each, and it is the singular one."""
    profile = document["properties"]["networkProfile"]
    for single, plural in (("podCidr", "podCidrs"), ("serviceCidr", "serviceCidrs")):
        given = profile.get(plural) or []
        if len(given) > 1 or (given and profile.get(single, given[0]) != given[0]):
            yield not_served(f"akslab has one {single}; {plural} names {', '.join(map(str, given))}.", True)


def interface_limits(document: Json) -> Iterator[ArmError]:
    """Yield what a network interface asks for that akslab does not have."""
    if (document["properties"].get("dnsSettings") or {}).get("dnsServers"):
        yield not_served("akslab has no DNS servers of one's own yet (dnsSettings.dnsServers).")
    for configuration in document["properties"]["ipConfigurations"]:
        own = configuration["properties"]
        if own.get("applicationSecurityGroups"):
            yield not_served("akslab has no application security groups yet.")
        if own["privateIPAddressVersion"] != "IPv4":
            yield not_served("akslab has IPv4 addresses only.")


def cluster_limits(document: Json) -> Iterator[ArmError]:
    """Yield what a cluster asks for that akslab does not have."""
    for message in (*_cluster_messages(document["properties"]), *_pool_messages(document)):
        yield not_served(message, flat=True)


def _cluster_messages(properties: Json) -> Iterator[str]:
    profile = properties["networkProfile"]
    if profile["outboundType"] not in OUTBOUND_TYPES:
        yield f"akslab has no outbound type {profile['outboundType']} yet; it has {', '.join(OUTBOUND_TYPES)}."
    if profile["networkPolicy"] not in POLICIES:
        yield f"akslab knows no network policy '{profile['networkPolicy']}'; it knows {', '.join(POLICIES)}."
    if profile["loadBalancerSku"] != "standard":
        yield "akslab has the standard load balancer only."
    if (profile.get("loadBalancerProfile") or {}).get("outboundIPPrefixes"):
        yield "akslab has no public IP prefixes: name public addresses (outboundIPs) instead."
    ranges = [*(profile.get("podCidrs") or ()), *(profile.get("serviceCidrs") or ())]
    if any(":" in text for text in ranges) or profile.get("ipFamilies") not in (None, ["IPv4"]):
        yield "akslab has IPv4 clusters only."
    if (properties.get("apiServerAccessProfile") or {}).get("enablePrivateCluster"):
        yield "akslab has no private clusters yet."
    enabled = [name for name, addon in properties["addonProfiles"].items() if (addon or {}).get("enabled")]
    if enabled:
        yield f"akslab has no add-ons yet; enabled here: {', '.join(enabled)}."
    if (properties.get("nodeProvisioningProfile") or {}).get("mode") == "Auto":
        yield "akslab has no node auto-provisioning."


def _pool_messages(document: Json) -> Iterator[str]:
    properties = document["properties"]
    versions = [properties["kubernetesVersion"], *(p["orchestratorVersion"] for p in properties["agentPoolProfiles"])]
    for version in versions:
        if kubernetes_versions.resolve(version) is None:
            offered = ", ".join(patch for patches in kubernetes_versions.PATCHES.values() for patch in patches)
            yield f"akslab does not offer Kubernetes {version}; it offers {offered}."
    subscription = document["id"].split("/")[2].lower()
    for pool in properties["agentPoolProfiles"]:
        name, subnet_id = pool["name"], pool.get("vnetSubnetID")
        if subnet_id and not _is_subnet_of(subnet_id, subscription):
            yield f"'{subnet_id}' is not the id of a subnet of this subscription."
        if pool["osType"] != "Linux":
            yield f"Pool '{name}' is of {pool['osType']}; akslab has Linux nodes only."
        if pool["type"] != "VirtualMachineScaleSets":
            yield f"Pool '{name}' is of type {pool['type']}; akslab has VirtualMachineScaleSets only."
        if pool["enableNodePublicIP"]:
            yield f"Pool '{name}' wants a public address for each node, which akslab does not give yet."
        if pool.get("podSubnetID"):
            yield f"Pool '{name}' names a pod subnet; akslab has no pods on Azure CNI yet."


def _is_subnet_of(subnet_id: str, subscription: str) -> bool:
    try:
        resource = parse_resource_id(subnet_id)
    except InvalidResourceId:
        return False
    same = resource.subscription_id.lower() == subscription
    return same and resource.type.lower() == "microsoft.network/virtualnetworks/subnets"
