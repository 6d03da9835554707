"""Which resource an id means, and which property shows that a document tells more than that there is one."""

COMPUTE_INTERFACES = "microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces"
INTERFACES = "Microsoft.Network/networkInterfaces"

ESSENTIAL: dict[str, tuple[str, ...]] = {
    "microsoft.containerservice/managedclusters": ("agentPoolProfiles", "networkProfile"),
    "microsoft.containerservice/managedclusters/agentpools": ("count", "vmSize"),
    "microsoft.network/virtualnetworks": ("addressSpace",),
    "microsoft.network/virtualnetworks/subnets": ("addressPrefix", "addressPrefixes"),
    "microsoft.network/routetables": ("routes", "disableBgpRoutePropagation", "subnets"),
    "microsoft.network/networksecuritygroups": ("securityRules", "defaultSecurityRules"),
    "microsoft.network/networkinterfaces": ("ipConfigurations",),
    "microsoft.network/loadbalancers": ("frontendIPConfigurations",),
    "microsoft.network/applicationgateways": ("gatewayIPConfigurations",),
}
"""Type, lower-case -> properties of which a document that tells it all has one. A list of resources has none of them."""

CHILDREN = {
    "routes": "routes", "securityrules": "securityRules", "defaultsecurityrules": "defaultSecurityRules",
    "subnets": "subnets", "virtualnetworkpeerings": "virtualNetworkPeerings", "ipconfigurations": "ipConfigurations",
    "frontendipconfigurations": "frontendIPConfigurations", "gatewayipconfigurations": "gatewayIPConfigurations",
    "backendaddresspools": "backendAddressPools", "loadbalancingrules": "loadBalancingRules",
    "outboundrules": "outboundRules", "inboundnatrules": "inboundNatRules",
}  # fmt: skip
"""Lists of resources inside of others, lower-case -> as ids spell them: what has more than an id there has properties."""
ALWAYS_TOLD = {"routes": ("addressPrefix", "nextHopType"), "securityrules": ("priority", "direction", "access")}
"""Of these, what Azure always tells of each: a list where it is not told was cut or renamed, and tells nothing."""


def type_of(id_: str) -> str:
    """Return the type that an id names, as it is spelled there; empty for a group, a subscription, or no id at all.

    `/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/providers/…/locks/L` is a lock.
    """
    if not id_.startswith("/"):
        return ""
    _, found, tail = id_.rpartition("/providers/") if "/providers/" in id_ else _any_case(id_)
    segments = tail.rstrip("/").split("/")
    if not found or len(segments) < 3 or len(segments) % 2 == 0 or not all(segments):
        return ""
    return "/".join((segments[0], *segments[1::2]))


def _any_case(id_: str) -> tuple[str, str, str]:
    at = id_.lower().rfind("/providers/")
    return (id_[:at], "/providers/", id_[at + len("/providers/") :]) if at >= 0 else ("", "", "")
