"""Microsoft.ContainerService/managedClusters: the cluster as its owner declares it.

What AKS then makes of it (node resource group, identities, NSG, route table, scale sets, interfaces, nodes) is the work
of controllers; here is only what a request may say, what it defaults to, and what is answered at once.
"""

from typing import Annotated, Literal

from msgspec import Meta, field

from ..arm.declaration import Child, Link, ResourceType
from ..wire.properties import Json, Properties, ReadOnly
from .cluster_actions import ACTIONS, VIEWS
from .cluster_completion import complete_cluster
from .judgement import refuse_cluster, refuse_cluster_deletion


class ManagedOutboundIps(Properties, frozen=True, kw_only=True):
    """How many addresses AKS is to make."""

    count: Annotated[int, Meta(ge=1, le=100)] = 1


class PublicIp(Properties, frozen=True, kw_only=True):
    """A public address of the user's own."""

    id: str


class OutboundIps(Properties, frozen=True, kw_only=True):
    """Addresses that are used in place of AKS's."""

    public_ips: list[PublicIp] = field(default_factory=list, name="publicIPs")


class LoadBalancerProfile(Properties, frozen=True, kw_only=True):
    """How a cluster's nodes reach the Internet through AKS's load balancer."""

    managed_outbound_ips: ManagedOutboundIps | None = field(default=None, name="managedOutboundIPs")
    outbound_ips: OutboundIps | None = field(default=None, name="outboundIPs")
    outbound_ip_prefixes: Json | None = field(default=None, name="outboundIPPrefixes")
    effective_outbound_ips: ReadOnly[list[Json] | None] = field(default=None, name="effectiveOutboundIPs")


class NetworkProfile(Properties, frozen=True, kw_only=True):
    """The addressing of a cluster (R13)."""

    network_plugin: Literal["kubenet", "azure", "none"] | None = None
    network_plugin_mode: Literal["overlay"] | None = None
    network_policy: str | None = None
    pod_cidr: str | None = None
    pod_cidrs: list[str] | None = None
    service_cidr: str | None = None
    service_cidrs: list[str] | None = None
    dns_service_ip: str | None = field(default=None, name="dnsServiceIP")
    outbound_type: Literal[
        "loadBalancer", "userDefinedRouting", "managedNATGateway", "userAssignedNATGateway", "none", "block"
    ] = "loadBalancer"
    load_balancer_sku: Literal["standard", "basic"] = "standard"
    load_balancer_profile: LoadBalancerProfile | None = None
    ip_families: list[str] | None = None


class AgentPool(Properties, frozen=True, kw_only=True):
    """A group of alike nodes, in its cluster's list."""

    name: Annotated[str, Meta(min_length=1)]
    count: Annotated[int, Meta(ge=0, le=1000)] = 1
    vm_size: str = ""
    os_type: Literal["Linux", "Windows"] = "Linux"
    os_sku: str | None = field(default=None, name="osSKU")
    os_disk_size_gb: int | None = field(default=None, name="osDiskSizeGB")
    max_pods: int | None = None
    mode: Literal["System", "User", "Gateway"] = "User"
    type: str = "VirtualMachineScaleSets"
    vnet_subnet_id: str | None = field(default=None, name="vnetSubnetID")
    pod_subnet_id: str | None = field(default=None, name="podSubnetID")
    enable_auto_scaling: bool = False
    min_count: int | None = None
    max_count: int | None = None
    enable_node_public_ip: bool = field(default=False, name="enableNodePublicIP")
    orchestrator_version: str = ""
    upgrade_settings: Json = field(default_factory=dict)
    current_orchestrator_version: ReadOnly[str | None] = None
    node_image_version: ReadOnly[str | None] = None
    power_state: ReadOnly[Json | None] = None
    provisioning_state: ReadOnly[str | None] = None


class AgentPoolProperties(AgentPool, frozen=True, kw_only=True):
    """An agent pool as a resource of its own: the same, its name in its id."""

    name: str = ""


class ClusterProperties(Properties, frozen=True, kw_only=True):
    """The cluster itself."""

    kubernetes_version: str = ""
    dns_prefix: str | None = None
    agent_pool_profiles: list[AgentPool] = field(default_factory=list)
    network_profile: NetworkProfile = field(default_factory=NetworkProfile)
    node_resource_group: str | None = None
    enable_rbac: bool = field(default=True, name="enableRBAC")
    disable_local_accounts: bool = False
    addon_profiles: dict[str, Json] = field(default_factory=dict)
    api_server_access_profile: Json | None = None
    node_provisioning_profile: Json | None = None
    service_principal_profile: Json | None = None
    identity_profile: ReadOnly[Json | None] = None
    current_kubernetes_version: ReadOnly[str | None] = None
    fqdn: ReadOnly[str | None] = None
    azure_portal_fqdn: ReadOnly[str | None] = field(default=None, name="azurePortalFQDN")
    max_agent_pools: ReadOnly[int] = 100
    power_state: ReadOnly[Json | None] = None
    resource_uid: ReadOnly[str | None] = field(default=None, name="resourceUID")
    provisioning_state: ReadOnly[str] = "Creating"


MANAGED_CLUSTERS = ResourceType(
    name="Microsoft.ContainerService/managedClusters",
    what="create, show, list, scale, upgrade, delete; agent pools; credentials; versions",
    properties=ClusterProperties,
    children=(Child(name="agentPools", list_property="agentPoolProfiles", properties=AgentPoolProperties, flat=True),),
    links=(
        Link(
            path="properties.agentPoolProfiles[].vnetSubnetID",
            action="Microsoft.Network/virtualNetworks/subnets/join/action",
        ),
        Link(
            path="properties.networkProfile.loadBalancerProfile.outboundIPs.publicIPs[].id",
            action="Microsoft.Network/publicIPAddresses/join/action",
        ),
        Link(
            path="identity.userAssignedIdentities{}",
            action="Microsoft.ManagedIdentity/userAssignedIdentities/assign/action",
        ),
    ),
    refuse=refuse_cluster,
    refuse_deletion=refuse_cluster_deletion,
    complete=complete_cluster,
    actions=ACTIONS,
    views=VIEWS,
    deleted_by_controller=True,
    flat_errors=True,
    api_versions=("2026-06-01",),
)
