"""A managed cluster's document -> facts, with AKS's own defaults where a property is absent.

The defaults are R13 (ranges), R20 (pods per node) and K1 (the node resource group's name). A plugin nobody named is
today's default, CNI Overlay (C1).
"""

from ..wire.symbols import kubelet_of, principal_of
from .fields import Fields, certain
from .ids import group_of
from .resources import AgentPool, ApiServer, IngressGateway, ManagedCluster, NetworkProfile
from .unknown import UNKNOWN, Maybe, Unknown

DEFAULT_POD_CIDR = "10.244.0.0/16"
DEFAULT_SERVICE_CIDR = "10.0.0.0/16"
DEFAULT_DNS_SERVICE_IP = "10.0.0.10"
_LOAD_BALANCER_CHOICES = ("managedOutboundIPs", "outboundIPs", "outboundIPPrefixes")


def managed_cluster(fields: Fields) -> ManagedCluster:
    """Return the facts of a Microsoft.ContainerService/managedClusters document."""
    properties, id_ = fields.fields("properties"), certain(fields.text("id"))
    network = _network_profile(properties.fields("networkProfile"))
    version, mode = properties.text("kubernetesVersion"), _default_mode(fields)
    return ManagedCluster(
        id=id_,
        location=fields.text("location"),
        network=network,
        pools=tuple(_pool(pool, network, version, mode) for pool in properties.listed("agentPoolProfiles")),
        kubernetes_version=version,
        node_resource_group=properties.text("nodeResourceGroup") or _node_resource_group(fields, id_),
        identity_type=_identity_type(fields),
        principal_ids=_principal_ids(fields),
        identity_ids=tuple(id_ for id_, _ in fields.fields("identity").fields("userAssignedIdentities").items()),
        kubelet_principal_ids=_kubelet_principal_ids(properties.fields("identityProfile"), id_),
        addons=_addons(properties.fields("addonProfiles")),
        ingress_gateway=_ingress_gateway(properties.fields("addonProfiles").fields("ingressApplicationGateway")),
        node_provisioning_mode=properties.fields("nodeProvisioningProfile").text("mode"),
        artifact_source=properties.fields("bootstrapProfile").text("artifactSource"),
        api_server=_api_server(properties.fields("apiServerAccessProfile")),
        has_http_proxy=_is_written(properties.get("httpProxyConfig")),
    )


def _is_written(value: object) -> Maybe[bool]:
    return UNKNOWN if isinstance(value, Unknown) else bool(value)


def _api_server(fields: Fields) -> ApiServer:
    return ApiServer(
        is_private=fields.flag("enablePrivateCluster"),
        is_in_network=fields.flag("enableVnetIntegration"),
        subnet_id=fields.text("subnetId"),
    )


def _network_profile(fields: Fields) -> NetworkProfile:
    plugin, mode = fields.text("networkPlugin"), fields.text("networkPluginMode")
    is_named = plugin != ""
    if not is_named:
        plugin, mode = "azure", "overlay"
    service_cidrs = _ranges(fields, "serviceCidr", (DEFAULT_SERVICE_CIDR,))
    default_dns = DEFAULT_DNS_SERVICE_IP if service_cidrs == (DEFAULT_SERVICE_CIDR,) else ""
    return NetworkProfile(
        plugin=plugin,
        is_plugin_named=is_named,
        plugin_mode=mode,
        policy=fields.text("networkPolicy"),
        dataplane=fields.text("networkDataplane"),
        pod_cidrs=_ranges(fields, "podCidr", () if plugin == "azure" and mode == "" else (DEFAULT_POD_CIDR,)),
        service_cidrs=service_cidrs,
        dns_service_ip=fields.text("dnsServiceIP", default_dns),
        outbound_type=fields.text("outboundType", "loadBalancer"),
        load_balancer_sku=fields.text("loadBalancerSku", "standard"),
        has_load_balancer_profile=_has_load_balancer_profile(fields.fields("loadBalancerProfile")),
        docker_bridge_cidr=fields.text("dockerBridgeCidr"),
    )


def _ranges(fields: Fields, one: str, default: tuple[str, ...]) -> Maybe[tuple[str, ...]]:
    many = fields.texts(f"{one}s")
    if many:
        return many
    single = fields.text(one)
    return single if isinstance(single, Unknown) else (single,) if single else default


def _has_load_balancer_profile(fields: Fields) -> Maybe[bool]:
    chosen = [fields.get(name) for name in _LOAD_BALANCER_CHOICES]
    return UNKNOWN if UNKNOWN in chosen else any(chosen)


def _default_mode(fields: Fields) -> Maybe[str]:
    """Return the mode of a pool that names none; API versions before 2020-03-01 knew no modes (Azure/AKS#1602)."""
    version = certain(fields.text("apiVersion"))
    return UNKNOWN if version and version < "2020-03-01" else "User"


def _pool(fields: Fields, network: NetworkProfile, version: Maybe[str], mode: Maybe[str]) -> AgentPool:
    return AgentPool(
        name=certain(fields.text("name")),
        count=fields.number("count", 1),
        max_pods=fields.number("maxPods", default_max_pods(network)),
        os_type=fields.text("osType", "Linux"),
        mode=fields.text("mode") or mode,
        type=fields.text("type", "VirtualMachineScaleSets"),
        subnet_id=fields.text("vnetSubnetID"),
        pod_subnet_id=fields.text("podSubnetID"),
        enable_auto_scaling=fields.flag("enableAutoScaling"),
        min_count=fields.number("minCount"),
        max_count=fields.number("maxCount"),
        max_surge=fields.fields("upgradeSettings").text("maxSurge"),
        version=fields.text("orchestratorVersion") or version,
        vm_size=fields.text("vmSize"),
        enable_node_public_ip=fields.flag("enableNodePublicIP"),
    )


def default_max_pods(network: NetworkProfile) -> int:
    """Return the pods a node takes when nobody says (R20)."""
    if network.plugin == "kubenet":
        return 110
    return 250 if network.plugin_mode == "overlay" else 30


def _node_resource_group(fields: Fields, id_: str) -> Maybe[str]:
    location = fields.text("location")
    if isinstance(location, Unknown):
        return UNKNOWN
    return f"MC_{group_of(id_)}_{certain(fields.text('name'))}_{location}"


def _identity_type(fields: Fields) -> Maybe[str]:
    kind = fields.fields("identity").text("type")
    client = fields.fields("properties").fields("servicePrincipalProfile").text("clientId")
    if kind in ("", "None") and client not in ("", "msi"):
        return UNKNOWN if isinstance(client, Unknown) else "ServicePrincipal"
    return kind


def _principal_ids(fields: Fields) -> Maybe[tuple[str, ...]]:
    if _identity_type(fields) == "ServicePrincipal":
        client = fields.fields("properties").fields("servicePrincipalProfile").text("clientId")
        return client if isinstance(client, Unknown) else (client,)
    identity = fields.fields("identity")
    assigned = identity.fields("userAssignedIdentities").items()
    principals = [Fields(entry).text("principalId") for _, entry in assigned]
    principals.append(identity.text("principalId"))
    if any(isinstance(principal, Unknown) for principal in principals):
        return UNKNOWN
    found = tuple(certain(principal) for principal in principals if principal)
    return found if found or identity.text("type") != "UserAssigned" else UNKNOWN


def _kubelet_principal_ids(fields: Fields, cluster_id: str) -> tuple[str, ...]:
    """Return the kubelets' principal as exports tell it, and by the names it has before there is one (K6)."""
    kubelet = fields.fields("kubeletidentity")
    own = certain(kubelet.text("resourceId"))
    names = (certain(kubelet.text("objectId")), kubelet_of(cluster_id), principal_of(own) if own else "")
    return tuple(filter(None, names))


def _ingress_gateway(fields: Fields) -> IngressGateway | None:
    if fields.flag("enabled") is not True:
        return None
    config = fields.fields("config")
    return IngressGateway(
        gateway_id=config.text("applicationGatewayId") or config.text("effectiveApplicationGatewayId"),
        subnet_id=config.text("subnetId"),
        subnet_cidr=config.text("subnetCIDR"),
    )


def _addons(fields: Fields) -> tuple[str, ...]:
    return tuple(name for name, addon in fields.items() if Fields(addon).flag("enabled") is True)
