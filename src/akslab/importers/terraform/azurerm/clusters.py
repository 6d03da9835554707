"""`azurerm_kubernetes_cluster`, in the names of 2.x to 5.x: the same cluster gives the same document."""

from typing import Any

from ....deployments.nodes import Node, Unknown
from ....rules.fields import ELSE
from ....wire.symbols import has_symbol, kubelet_of, principal_of
from ..language.values import Unsure, symbol_of
from ..written import Written, blocks_in, part
from .kinds import Blocks, Default, Field, Kind, Turn, flag, in_group, put, whole
from .pools import POOL, count_of

CLUSTERS = "Microsoft.ContainerService/managedClusters"


def _identity_ids(node: Node) -> Node:
    """Return a list of ids as the object ARM has for them."""
    if not isinstance(node.value, tuple):
        return node
    return Node({part(each): Node({}, each.origin) for each in node.value}, node.origin)


def _one_identity(node: Node) -> Node:
    return Node({part(node): Node({}, node.origin)}, node.origin)


def _identity_type(node: Node) -> Node:
    """Return the type as ARM spells it: `SystemAssigned,UserAssigned` with or without blank."""
    return Node(node.value.replace(", ", ","), node.origin) if isinstance(node.value, str) else node


IDENTITY = Blocks(
    "identity",
    "identity",
    (
        Field("type", "type", _identity_type),
        Field("identity_ids", "userAssignedIdentities", _identity_ids),
        Field("user_assigned_identity_id", "userAssignedIdentities", _one_identity),
    ),
)


def _lower_sku(node: Node) -> Node:
    """2.x wrote `Standard`, the service says `standard`."""
    return Node(node.value.lower(), node.origin) if isinstance(node.value, str) else node


def _some(kind: str) -> Turn:
    """Return how a list of ids becomes the object of a load balancer profile."""

    def turn(node: Node) -> Node:
        if not isinstance(node.value, tuple):
            return node
        ids = tuple(Node({"id": each}, each.origin) for each in node.value)
        return Node({kind: Node(ids, node.origin)}, node.origin)

    return turn


_LOAD_BALANCER = Blocks(
    "load_balancer_profile",
    "loadBalancerProfile",
    (
        Field("managed_outbound_ip_count", "managedOutboundIPs.count", whole),
        Field("managed_outbound_ipv6_count", "managedOutboundIPs.countIPv6", whole),
        Field("outbound_ip_address_ids", "outboundIPs", _some("publicIPs")),
        Field("outbound_ip_prefix_ids", "outboundIPPrefixes", _some("publicIPPrefixes")),
        Field("outbound_ports_allocated", "allocatedOutboundPorts", whole),
        Field("idle_timeout_in_minutes", "idleTimeoutInMinutes", whole),
        Field("backend_pool_type", "backendPoolType"),
    ),
)
_NETWORK = Blocks(
    "network_profile",
    "properties.networkProfile",
    (
        Field("network_plugin", "networkPlugin"),
        Field("network_plugin_mode", "networkPluginMode"),
        Field("network_policy", "networkPolicy"),
        Field("network_data_plane", "networkDataplane"),
        Field("ebpf_data_plane", "networkDataplane"),
        Field("network_mode", "networkMode"),
        Field("pod_cidr", "podCidr"),
        Field("pod_cidrs", "podCidrs"),
        Field("service_cidr", "serviceCidr"),
        Field("service_cidrs", "serviceCidrs"),
        Field("dns_service_ip", "dnsServiceIP"),
        Field("docker_bridge_cidr", "dockerBridgeCidr"),
        Field("outbound_type", "outboundType"),
        Field("load_balancer_sku", "loadBalancerSku", _lower_sku),
        Field("ip_versions", "ipFamilies"),
        _LOAD_BALANCER,
        Blocks(
            "nat_gateway_profile",
            "natGatewayProfile",
            (
                Field("managed_outbound_ip_count", "managedOutboundIPProfile.count", whole),
                Field("idle_timeout_in_minutes", "idleTimeoutInMinutes", whole),
            ),
        ),
    ),
)
_GATEWAY = (
    Field("enabled", "enabled", flag),
    Field("gateway_id", "config.applicationGatewayId"),
    Field("gateway_name", "config.applicationGatewayName"),
    Field("subnet_id", "config.subnetId"),
    Field("subnet_cidr", "config.subnetCIDR"),
)
_VIRTUAL_NODES = (Field("enabled", "enabled", flag), Field("subnet_name", "config.SubnetName"))
_GATEWAY_PATH, _VIRTUAL_NODES_PATH = (
    "properties.addonProfiles.ingressApplicationGateway",
    "properties.addonProfiles.aciConnectorLinux",
)
_FIELDS: tuple[Field | Blocks, ...] = (
    IDENTITY,
    _NETWORK,
    Field("tags", "tags"),
    Field("sku_tier", "sku.tier"),
    Field("kubernetes_version", "properties.kubernetesVersion"),
    Field("dns_prefix", "properties.dnsPrefix"),
    Field("node_resource_group", "properties.nodeResourceGroup"),
    Field("private_cluster_enabled", "properties.apiServerAccessProfile.enablePrivateCluster", flag),
    Field("private_dns_zone_id", "properties.apiServerAccessProfile.privateDNSZone"),
    Field("api_server_authorized_ip_ranges", "properties.apiServerAccessProfile.authorizedIPRanges"),
    Field("oidc_issuer_enabled", "properties.oidcIssuerProfile.enabled", flag),
    Field("role_based_access_control_enabled", "properties.enableRBAC", flag),
    Field("local_account_disabled", "properties.disableLocalAccounts", flag),
    Field("automatic_channel_upgrade", "properties.autoUpgradeProfile.upgradeChannel"),
    Field("automatic_upgrade_channel", "properties.autoUpgradeProfile.upgradeChannel"),
    Field("node_os_channel_upgrade", "properties.autoUpgradeProfile.nodeOSUpgradeChannel"),
    Field("node_os_upgrade_channel", "properties.autoUpgradeProfile.nodeOSUpgradeChannel"),
    Blocks(
        "api_server_access_profile",
        "properties.apiServerAccessProfile",
        (
            Field("authorized_ip_ranges", "authorizedIPRanges"),
            Field("subnet_id", "subnetId"),
            Field("virtual_network_integration_enabled", "enableVnetIntegration", flag),
            Field("vnet_integration_enabled", "enableVnetIntegration", flag),
        ),
    ),
    Blocks(
        "http_proxy_config",
        "properties.httpProxyConfig",
        (Field("http_proxy", "httpProxy"), Field("https_proxy", "httpsProxy"), Field("no_proxy", "noProxy")),
    ),
    Blocks("node_provisioning_profile", "properties.nodeProvisioningProfile", (Field("mode", "mode"),)),
    Blocks(
        "bootstrap_profile",
        "properties.bootstrapProfile",
        (Field("artifact_source", "artifactSource"), Field("container_registry_id", "containerRegistryId")),
    ),
    Blocks("service_principal", "properties.servicePrincipalProfile", (Field("client_id", "clientId"),)),
    Blocks(
        "kubelet_identity",
        "properties.identityProfile.kubeletidentity",
        (
            Field("client_id", "clientId"),
            Field("object_id", "objectId"),
            Field("user_assigned_identity_id", "resourceId"),
        ),
    ),
    Blocks("ingress_application_gateway", _GATEWAY_PATH, _GATEWAY),
    Blocks("aci_connector_linux", _VIRTUAL_NODES_PATH, _VIRTUAL_NODES),
    Blocks("default_node_pool", "properties.agentPoolProfiles", POOL, is_list=True),
)


def _complete(written: Written, body: dict[str, Any]) -> None:
    """Add what the provider sends without being told: the first pool's mode and count, addons that a block enables."""
    _add_to_pools(written, body)
    _leave_plugin_open(written, body)
    for old in written.blocks("addon_profile"):
        for name, path, fields in (
            ("ingress_application_gateway", _GATEWAY_PATH, _GATEWAY),
            ("aci_connector_linux", _VIRTUAL_NODES_PATH, _VIRTUAL_NODES),
        ):
            _addon(body, old, name, path, fields)
    for name, path in (("ingress_application_gateway", _GATEWAY_PATH), ("aci_connector_linux", _VIRTUAL_NODES_PATH)):
        if blocks := written.blocks(name):
            put(body, f"{path}.enabled", Node(True, blocks[0].origin), written.origin)


def _leave_plugin_open(written: Written, body: dict[str, Any]) -> None:
    """Leave the plugin unknown where no profile is written: the service's default depends on the API version (C1).

    The range of services has one default under every plugin.
    """
    if "networkProfile" in body.get("properties", {}) or ELSE in body:
        return
    for name in ("networkPlugin", "networkPluginMode", "podCidr"):
        doubt = Unsure("run-time", "", f"{written.address}.network_profile.{name}")
        put(body, f"properties.networkProfile.{name}", Node(doubt, written.origin), written.origin)


def _addon(body: dict[str, Any], old: Node, name: str, path: str, fields: tuple[Field, ...]) -> None:
    """Put an addon of 2.x's `addon_profile`, which has a flag of its own."""
    for block in blocks_in(old, name):
        for field in fields:
            found = block.get(field.name)
            if found is not None and found.value is not None:
                put(body, f"{path}.{field.path}", field.turn(found) if field.turn else found, block.origin)


def _add_to_pools(written: Written, body: dict[str, Any]) -> None:
    pools = body.get("properties", {}).get("agentPoolProfiles")
    if pools is None and ELSE not in body:
        # Every release asks for the block: whoever leaves it out writes names of before 2.x, or has it refused.
        doubt = Unsure("run-time", "", f"{written.address}.default_node_pool")
        put(body, "properties.agentPoolProfiles", Node(doubt, written.origin), written.origin)
    if not isinstance(pools, Node) or not isinstance(pools.value, tuple):
        return
    made = []
    for pool, block in zip(pools.value, written.blocks("default_node_pool"), strict=True):
        count = count_of(block)
        added = {"mode": Node("System", pool.origin)} | ({"count": count} if count else {})
        made.append(Node({**pool.value, **added}, pool.origin))
    body["properties"]["agentPoolProfiles"] = Node(tuple(made), pools.origin)


def _computed(written: Written, id_: str) -> dict[str, Node]:
    """Return what others ask of a cluster: its principals, its node resource group, its OIDC issuer."""
    identity = {"principal_id": Node(principal_of(id_)), "tenant_id": Node(Unsure("run-time", "", "tenant"))}
    blocks = written.blocks("identity")
    if blocks:
        identity = {**identity, **blocks[0].value}
    kubelet = {
        "object_id": Node(kubelet_of(id_)),
        "client_id": Node(symbol_of(f"client of the kubelet of {written.address}")),
        "user_assigned_identity_id": Node(Unsure("run-time", "", f"kubelet identity of {written.address}")),
    }
    given = written.blocks("kubelet_identity")
    found = {
        "identity": Node((Node(identity),)),
        "kubelet_identity": Node((Node({**kubelet, **given[0].value} if given else kubelet),)),
        "oidc_issuer_url": Node(Unsure("run-time", "", f"{written.address}.oidc_issuer_url")),
    }
    if written.argument("node_resource_group") is None:
        found["node_resource_group"] = Node(_node_resource_group(written))
    return found


def _node_resource_group(written: Written) -> str | Unknown:
    location = written.argument("location")
    place = location.value if location is not None and isinstance(location.value, str) else ""
    if not place or has_symbol(place):
        return symbol_of(f"{written.address}.node_resource_group")
    return f"MC_{written.text('resource_group_name')}_{written.text('name')}_{place.replace(' ', '').lower()}"


CLUSTER = Kind(
    name="azurerm_kubernetes_cluster",
    type=CLUSTERS,
    identify=in_group(CLUSTERS),
    fields=_FIELDS,
    computed=_computed,
    complete=_complete,
    defaults=(
        Default("sku.tier", "Free"),
        Default("properties.oidcIssuerProfile.enabled", True, (5,)),
        Default("properties.autoUpgradeProfile.nodeOSUpgradeChannel", "NodeImage", (4, 5)),
    ),
)
KINDS = (CLUSTER,)
