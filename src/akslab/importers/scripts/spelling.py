"""How a property of ARM is written for az: so that a fix can be shown as an option."""

_NETWORK = "properties.networkProfile."
_SPELLED: dict[str, dict[str, str]] = {
    "microsoft.containerservice/managedclusters": {
        "location": "--location",
        "identity": "--assign-identity",
        "identity.userassignedidentities": "--assign-identity",
        "properties.kubernetesversion": "--kubernetes-version",
        "properties.noderesourcegroup": "--node-resource-group",
        "properties.addonprofiles": "--enable-addons",
        "properties.serviceprincipalprofile.clientid": "--service-principal",
        "properties.nodeprovisioningprofile.mode": "--node-provisioning-mode",
        "properties.bootstrapprofile.artifactsource": "--bootstrap-artifact-source",
        **{
            f"{_NETWORK}{name}".lower(): option
            for name, option in {
                "networkPlugin": "--network-plugin",
                "networkPluginMode": "--network-plugin-mode",
                "networkPolicy": "--network-policy",
                "networkDataplane": "--network-dataplane",
                "podCidr": "--pod-cidr",
                "podCidrs": "--pod-cidrs",
                "serviceCidr": "--service-cidr",
                "serviceCidrs": "--service-cidrs",
                "dnsServiceIP": "--dns-service-ip",
                "dockerBridgeCidr": "--docker-bridge-address",
                "outboundType": "--outbound-type",
                "loadBalancerSku": "--load-balancer-sku",
                "loadBalancerProfile": "--load-balancer-managed-outbound-ip-count",
                "ipFamilies": "--ip-families",
            }.items()
        },
    },
    "microsoft.network/virtualnetworks": {
        "location": "--location",
        "properties.addressspace.addressprefixes": "--address-prefixes",
        "properties.subnets.name": "--subnet-name",
        "properties.subnets.properties.addressprefix": "--subnet-prefixes",
    },
    "microsoft.network/virtualnetworks/subnets": {
        "properties.addressprefix": "--address-prefixes",
        "properties.addressprefixes": "--address-prefixes",
        "properties.routetable": "--route-table",
        "properties.networksecuritygroup": "--network-security-group",
        "properties.natgateway": "--nat-gateway",
        "properties.delegations": "--delegations",
    },
    "microsoft.network/virtualnetworks/virtualnetworkpeerings": {
        "properties.remotevirtualnetwork": "--remote-vnet",
        "properties.allowvirtualnetworkaccess": "--allow-vnet-access",
        "properties.allowforwardedtraffic": "--allow-forwarded-traffic",
        "properties.allowgatewaytransit": "--allow-gateway-transit",
        "properties.useremotegateways": "--use-remote-gateways",
    },
    "microsoft.network/routetables": {
        "location": "--location",
        "properties.disablebgproutepropagation": "--disable-bgp-route-propagation",
    },
    "microsoft.network/routetables/routes": {
        "properties.addressprefix": "--address-prefix",
        "properties.nexthoptype": "--next-hop-type",
        "properties.nexthopipaddress": "--next-hop-ip-address",
    },
    "microsoft.network/networksecuritygroups/securityrules": {
        "properties.priority": "--priority",
        "properties.direction": "--direction",
        "properties.access": "--access",
        "properties.protocol": "--protocol",
        "properties.sourceaddressprefix": "--source-address-prefixes",
        "properties.destinationaddressprefix": "--destination-address-prefixes",
        "properties.sourceportrange": "--source-port-ranges",
        "properties.destinationportrange": "--destination-port-ranges",
    },
    "microsoft.authorization/roleassignments": {
        "properties.principalid": "--assignee-object-id",
        "properties.roledefinitionid": "--role",
        "properties.scope": "--scope",
    },
}
_POOL = {
    "count": "--node-count",
    "maxpods": "--max-pods",
    "mincount": "--min-count",
    "maxcount": "--max-count",
    "enableautoscaling": "--enable-cluster-autoscaler",
    "enablenodepublicip": "--enable-node-public-ip",
    "ostype": "--os-type",
    "orchestratorversion": "--kubernetes-version",
    "podsubnetid": "--pod-subnet-id",
    "type": "--vm-set-type",
    "upgradesettings.maxsurge": "--max-surge",
    "vmsize": "--node-vm-size",
    "vnetsubnetid": "--vnet-subnet-id",
    "mode": "--mode",
}
_POOLS = "microsoft.containerservice/managedclusters/agentpools"


def spelled(arm_type: str, path: str) -> str:
    """Return the option of az that sets a property; nothing for one that has none.

    `path` is dotted, in any case; names and indices in brackets are passed over: `properties.agentPoolProfiles[a].count`.
    """
    plain, is_kept = "", True
    for character in path.lower():
        is_kept = is_kept and character != "["
        plain += character if is_kept else ""
        is_kept = is_kept or character == "]"
    type_ = arm_type.lower()
    for prefix in ("properties.agentpoolprofiles.", "properties." if type_ == _POOLS else "\0"):
        if plain.startswith(prefix):
            return _POOL.get(plain.removeprefix(prefix), "")
    found = _SPELLED.get(type_, {})
    return found.get(plain) or found.get(plain.removesuffix(".id"), "")
