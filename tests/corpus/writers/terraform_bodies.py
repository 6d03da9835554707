"""ARM's properties in the words of azurerm 4.x: clusters, pools, routes, rules, gateways."""

from collections.abc import Callable
from typing import Any

from .saying import CannotSay
from .terraform_values import Body

Link = Callable[[str], str]

_PROFILE = {
    "networkPlugin": "network_plugin",
    "networkPluginMode": "network_plugin_mode",
    "networkPolicy": "network_policy",
    "networkDataplane": "network_data_plane",
    "podCidr": "pod_cidr",
    "podCidrs": "pod_cidrs",
    "serviceCidr": "service_cidr",
    "serviceCidrs": "service_cidrs",
    "ipFamilies": "ip_versions",
    "dnsServiceIP": "dns_service_ip",
    "dockerBridgeCidr": "docker_bridge_cidr",
    "outboundType": "outbound_type",
    "loadBalancerSku": "load_balancer_sku",
}
_POOL = {
    "name": "name",
    "count": "node_count",
    "minCount": "min_count",
    "maxCount": "max_count",
    "enableAutoScaling": "auto_scaling_enabled",
    "enableNodePublicIP": "node_public_ip_enabled",
    "maxPods": "max_pods",
    "orchestratorVersion": "orchestrator_version",
    "osType": "os_type",
    "type": "type",
}
_ROUTE = {
    "addressPrefix": "address_prefix",
    "nextHopType": "next_hop_type",
    "nextHopIpAddress": "next_hop_in_ip_address",
}
_RULE = {
    "priority": "priority",
    "direction": "direction",
    "access": "access",
    "protocol": "protocol",
    "sourceAddressPrefix": "source_address_prefix",
    "destinationAddressPrefix": "destination_address_prefix",
    "sourcePortRange": "source_port_range",
    "destinationPortRange": "destination_port_range",
}


def cluster_body(document: Body, pool: Body, link: Link) -> Body:
    """Return what a cluster has beside its name and place."""
    properties = document["properties"]
    body: Body = {
        "default_node_pool": [{**pool, "vm_size": "Standard_D4s_v5"}],
        "identity": [_identity(document, link)],
    }
    for key, name in (("kubernetesVersion", "kubernetes_version"), ("nodeResourceGroup", "node_resource_group")):
        body |= {name: properties[key]} if properties.get(key) else {}
    profile = _profile(properties["networkProfile"])
    body |= {"network_profile": [profile]}
    addons = properties.get("addonProfiles", {})
    if addons.get("ingressApplicationGateway", {}).get("enabled"):
        config = addons["ingressApplicationGateway"]["config"]
        gateway = config.get("applicationGatewayId")
        own = {"gateway_id": link(gateway)} if gateway else {"subnet_cidr": config["subnetCIDR"]}
        body["ingress_application_gateway"] = [own]
    if addons.get("aciConnectorLinux", {}).get("enabled"):
        body["aci_connector_linux"] = [{"subnet_name": "virtual"}]
    if "nodeProvisioningProfile" in properties:
        body["node_provisioning_profile"] = [{"mode": properties["nodeProvisioningProfile"]["mode"]}]
    if "bootstrapProfile" in properties:
        body["bootstrap_profile"] = [{"artifact_source": properties["bootstrapProfile"]["artifactSource"]}]
    return body


def _profile(profile: Body) -> Body:
    if not profile.get("networkPlugin"):
        raise CannotSay("network_profile wants a network_plugin")
    body = {name: _plain(profile[key]) for key, name in _PROFILE.items() if profile.get(key) is not None}
    count = profile.get("loadBalancerProfile", {}).get("managedOutboundIPs", {}).get("count")
    return body | ({"load_balancer_profile": [{"managed_outbound_ip_count": count}]} if count else {})


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _identity(document: Body, link: Link) -> Body:
    identity = document["identity"]
    ids = [link(each) for each in identity.get("userAssignedIdentities", {})]
    return {"type": identity["type"], **({"identity_ids": ids} if ids else {})}


def pool_body(pool: Body, link: Link) -> Body:
    """Return a pool, in its cluster or beside it."""
    body = {name: pool[key] for key, name in _POOL.items() if pool.get(key) is not None}
    if pool.get("vnetSubnetID"):
        body["vnet_subnet_id"] = link(pool["vnetSubnetID"])
    surge = pool.get("upgradeSettings", {}).get("maxSurge")
    return body | ({"upgrade_settings": [{"max_surge": surge}]} if surge else {})


def table_body(properties: Body, *, is_whole: bool) -> Body:
    """Return a route table; where it is whole, it says that there are no routes."""
    routes = [{"name": each["name"], **route_body(each["properties"])} for each in properties["routes"]]
    bgp = properties.get("disableBgpRoutePropagation")
    flag = {} if bgp is None else {"bgp_route_propagation_enabled": not bgp}
    return {**flag, **({"route": routes} if routes or is_whole else {})}


def route_body(properties: Body) -> Body:
    """Return a route without its name."""
    return {name: properties[key] for key, name in _ROUTE.items() if properties.get(key)}


def rule_body(rule: Body) -> Body:
    """Return a security rule, in its group."""
    properties = rule["properties"]
    return {"name": rule["name"], **{name: properties[key] for key, name in _RULE.items() if key in properties}}


def gateway_body(properties: Body, link: Link) -> Body:
    """Return an application gateway: its size, its subnet, its frontend."""
    places = properties["gatewayIPConfigurations"]
    fronts = properties["frontendIPConfigurations"]
    return {
        "sku": [dict(properties["sku"])],
        "gateway_ip_configuration": [
            {"name": each["name"], "subnet_id": link(each["properties"]["subnet"]["id"])} for each in places
        ],
        "frontend_ip_configuration": [
            {"name": each["name"], "public_ip_address_id": link(each["properties"]["publicIPAddress"]["id"])}
            for each in fronts
        ],
    }


def firewall_body(properties: Body, link: Link) -> Body:
    """Return a firewall; its rules are resources of their own."""
    places = [
        {"name": each["name"], "subnet_id": link(each["properties"]["subnet"]["id"])}
        for each in properties.get("ipConfigurations", ())
    ]
    return {"sku_name": "AZFW_VNet", "sku_tier": "Standard", **({"ip_configuration": places} if places else {})}


def collection_body(collection: Body) -> Body:
    """Return a collection of network rules of a firewall."""
    properties = collection["properties"]
    return {
        "name": collection["name"],
        "priority": properties["priority"],
        "action": properties["action"]["type"],
        "rule": [
            {
                "name": each["name"],
                "protocols": each["protocols"],
                "source_addresses": each["sourceAddresses"],
                "destination_addresses": each["destinationAddresses"],
                "destination_ports": each["destinationPorts"],
            }
            for each in properties["rules"]
        ],
    }


def interface_body(properties: Body, link: Link) -> Body:
    """Return a network interface's configurations."""
    return {"ip_configuration": [_configuration(each, link) for each in properties["ipConfigurations"]]}


def _configuration(configuration: Body, link: Link) -> Body:
    properties = configuration["properties"]
    address = properties.get("privateIPAddress")
    own = {"private_ip_address": address} if address else {}
    kind = "Static" if address else "Dynamic"
    subnet = link(properties["subnet"]["id"])
    return {"name": configuration["name"], "subnet_id": subnet, "private_ip_address_allocation": kind, **own}


def subnet_body(properties: Body) -> Body:
    """Return a subnet without its name. Raises CannotSay for links that Azure makes."""
    if "serviceAssociationLinks" in properties or "resourceNavigationLinks" in properties:
        raise CannotSay("Azure writes it: no request may")
    several = properties.get("addressPrefixes")
    prefixes = list(several) if several else [properties["addressPrefix"]]
    delegations = [
        {"name": "services", "service_delegation": [{"name": each["properties"]["serviceName"]}]}
        for each in properties.get("delegations", ())
    ]
    return {"address_prefixes": prefixes, **({"delegation": delegations} if delegations else {})}
