"""The Azure resources a rule reads, as frozen facts: Azure's names in snake case, defaults applied, ids as written.

An absent string is empty. A value nobody told is UNKNOWN (see `unknown`), and only the fields typed `Maybe` may be.
"""

from msgspec import Struct

from ..roles.authorization import Permission
from .unknown import UNKNOWN, Maybe


class NetworkProfile(Struct, frozen=True, kw_only=True):
    """How a cluster's pods and services are addressed and reached."""

    plugin: Maybe[str]
    """`kubenet`, `azure` or `none`."""
    is_plugin_named: bool = True
    """False where nobody wrote one, and AKS's default stands here."""
    plugin_mode: Maybe[str] = ""
    """`overlay` or nothing."""
    policy: Maybe[str] = ""
    dataplane: Maybe[str] = ""
    pod_cidrs: Maybe[tuple[str, ...]] = ()
    service_cidrs: Maybe[tuple[str, ...]] = ()
    dns_service_ip: Maybe[str] = ""
    outbound_type: Maybe[str] = "loadBalancer"
    load_balancer_sku: Maybe[str] = "standard"
    has_load_balancer_profile: Maybe[bool] = False
    """Outbound addresses were chosen: a count, addresses or prefixes."""
    docker_bridge_cidr: Maybe[str] = ""


class AgentPool(Struct, frozen=True, kw_only=True):
    """A group of equal nodes."""

    name: str
    count: Maybe[int] = 1
    max_pods: Maybe[int]
    os_type: Maybe[str] = "Linux"
    mode: Maybe[str] = "User"
    type: Maybe[str] = "VirtualMachineScaleSets"
    subnet_id: Maybe[str] = ""
    pod_subnet_id: Maybe[str] = ""
    enable_auto_scaling: Maybe[bool] = False
    min_count: Maybe[int] = 0
    max_count: Maybe[int] = 0
    max_surge: Maybe[str] = ""
    """An integer or a percentage; nothing means the version's default (P5)."""
    version: Maybe[str] = ""
    vm_size: Maybe[str] = ""
    enable_node_public_ip: Maybe[bool] = False


class IngressGateway(Struct, frozen=True, kw_only=True):
    """What the ingress add-on says of its Application Gateway: one that is there, or where to make one."""

    gateway_id: Maybe[str] = ""
    subnet_id: Maybe[str] = ""
    subnet_cidr: Maybe[str] = ""


class ApiServer(Struct, frozen=True, kw_only=True):
    """Where a cluster's API server is reached."""

    is_private: Maybe[bool] = False
    """By a private endpoint in the nodes' subnet."""
    is_in_network: Maybe[bool] = False
    """In a subnet of the user's network (`enableVnetIntegration`)."""
    subnet_id: Maybe[str] = ""


class ManagedCluster(Struct, frozen=True, kw_only=True):
    """Microsoft.ContainerService/managedClusters with its pools."""

    id: str
    location: Maybe[str]
    network: NetworkProfile
    pools: tuple[AgentPool, ...]
    kubernetes_version: Maybe[str] = ""
    node_resource_group: Maybe[str] = ""
    identity_type: Maybe[str] = ""
    """`SystemAssigned`, `UserAssigned`, or `ServicePrincipal` for the old way."""
    principal_ids: Maybe[tuple[str, ...]] = ()
    identity_ids: tuple[str, ...] = ()
    """Ids of the user-assigned identities of the control plane."""
    kubelet_principal_ids: tuple[str, ...] = ()
    """What the kubelets' identity may be called: it pulls images, and has no business in the network."""
    addons: tuple[str, ...] = ()
    """Lower-case names of the enabled ones."""
    ingress_gateway: IngressGateway | None = None
    """The Application Gateway of the ingress add-on, if it is enabled."""
    node_provisioning_mode: Maybe[str] = ""
    artifact_source: Maybe[str] = ""
    """`Cache` makes a network-isolated cluster (R29)."""
    api_server: ApiServer = ApiServer()
    has_http_proxy: Maybe[bool] = False
    """What nodes fetch comes by a proxy, wherever that is."""


class Subnet(Struct, frozen=True, kw_only=True):
    """A cut of a virtual network."""

    id: str
    name: str
    prefixes: Maybe[tuple[str, ...]]
    route_table_id: Maybe[str] = ""
    network_security_group_id: Maybe[str] = ""
    nat_gateway_id: Maybe[str] = ""
    delegations: Maybe[tuple[str, ...]] = ()
    external_resources: tuple[str, ...] = ()
    """Ids of service association and resource navigation links (A13)."""
    ip_configuration_ids: Maybe[tuple[str, ...]] = UNKNOWN
    """What has an address of it, as Azure lists it: nodes, frontends, private endpoints. Exports only."""


class Peering(Struct, frozen=True, kw_only=True):
    """One side of a peering."""

    id: str
    name: str
    remote_id: Maybe[str]
    remote_prefixes: Maybe[tuple[str, ...]] = ()
    """What this side remembers of the other; used when the other itself is not to be seen."""
    state: Maybe[str] = ""
    """`Connected`, `Initiated`, `Disconnected`; exports only (D13)."""
    allows_access: Maybe[bool] = True
    """Off means no traffic, and out of the VirtualNetwork tag (D15)."""
    allows_forwarded_traffic: Maybe[bool] = False
    uses_remote_gateways: Maybe[bool] = False


class VirtualNetwork(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/virtualNetworks with its subnets and peerings."""

    id: str
    name: str
    location: Maybe[str]
    prefixes: Maybe[tuple[str, ...]]
    subnets: tuple[Subnet, ...] = ()
    peerings: tuple[Peering, ...] = ()
    dns_servers: Maybe[tuple[str, ...]] = ()
    """Empty: Azure's own."""
    is_partial: bool = False
    """There may be more subnets than these: a subnet that is not here is not absent."""

    def subnet(self, id_: str) -> Subnet | None:
        """Return the subnet with this id."""
        return next((subnet for subnet in self.subnets if subnet.id.lower() == id_.lower()), None)


class Route(Struct, frozen=True, kw_only=True):
    """A user-defined route."""

    id: str
    name: str
    address_prefix: Maybe[str]
    next_hop_type: Maybe[str]
    next_hop_ip_address: Maybe[str] = ""
    next_hop_owner: str = ""
    """A symbol for the address, where nobody knows it yet: the firewall's that is made with the route."""


class RouteTable(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/routeTables with its routes."""

    id: str
    name: str
    location: Maybe[str]
    routes: Maybe[tuple[Route, ...]] = ()
    disables_bgp: Maybe[bool] = False
    """`disableBgpRoutePropagation`: routes of gateways are kept off its subnets (D10)."""
    subnet_ids: Maybe[tuple[str, ...]] = UNKNOWN
    """The subnets it is attached to, as the table tells it. Exports only."""


class SecurityRule(Struct, frozen=True, kw_only=True):
    """A rule of a network security group."""

    id: str
    name: str
    priority: Maybe[int]
    direction: Maybe[str]
    address_prefixes: Maybe[tuple[str, ...]] = ()
    """Source and destination ones."""
    port_ranges: Maybe[tuple[str, ...]] = ()
    """Source and destination ones."""
    access: Maybe[str] = "Allow"
    protocol: Maybe[str] = "*"
    sources: Maybe[tuple[str, ...]] = ()
    """Prefixes, addresses, service tags or `*`."""
    destinations: Maybe[tuple[str, ...]] = ()
    destination_ports: Maybe[tuple[str, ...]] = ()
    source_ports: Maybe[tuple[str, ...]] = ()
    names_application_groups: bool = False
    """An application security group stands at one of its ends."""


class NetworkSecurityGroup(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/networkSecurityGroups with the rules that are the user's."""

    id: str
    name: str
    rules: Maybe[tuple[SecurityRule, ...]] = ()


class IpConfiguration(Struct, frozen=True, kw_only=True):
    """An address of a network interface, or a load balancer's frontend, in a subnet."""

    id: str
    place: str = ""
    """Where it stands in its document: `properties.ipConfigurations[ipconfig1]`."""
    subnet_id: Maybe[str]
    private_ip_address: Maybe[str] = ""
    """Empty when Azure is to choose."""


class NetworkInterface(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/networkInterfaces, or the frontends of a load balancer: what takes addresses of subnets."""

    id: str
    ip_configurations: tuple[IpConfiguration, ...] = ()
    has_ip_forwarding: Maybe[bool] = False
    """Without it packets from or to any other address than its own are dropped (D8)."""
    network_security_group_id: Maybe[str] = ""
    machine_id: Maybe[str] = ""
    """The virtual machine it belongs to."""


class ApplicationGateway(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/applicationGateways."""

    id: str
    name: str
    subnet_ids: Maybe[tuple[str, ...]] = ()
    tier: Maybe[str] = ""
    """`Standard_v2`, `WAF_v2`, or one of the first version."""
    has_public_frontend: Maybe[bool] = False
    backend_addresses: tuple[str, ...] = ()
    """Of its backend pools, as far as they are known: an ingress controller writes pods' addresses there."""


class FirewallRule(Struct, frozen=True, kw_only=True):
    """A rule of a firewall: where it stands in the document, what it is for, and whether it lets pass."""

    name: str
    place: str
    sources: Maybe[tuple[str, ...]] = ()
    allows: Maybe[bool] = UNKNOWN
    """False for one that denies or translates."""
    is_for_names: bool = False
    """An application rule: it goes by names of hosts, not by addresses."""
    protocols: Maybe[tuple[str, ...]] = ()
    """`TCP`, `Any`; of an application rule with their ports: `Https:443`."""
    ports: Maybe[tuple[str, ...]] = ()
    destinations: Maybe[tuple[str, ...]] = ()
    """Prefixes, addresses, service tags or `*`."""
    hosts: Maybe[tuple[str, ...]] = ()
    """Names of hosts, perhaps with a `*` before them."""
    host_tags: Maybe[tuple[str, ...]] = ()
    """FQDN tags: `AzureKubernetesService`."""
    reaches_further: Maybe[bool] = False
    """To groups of addresses, URLs or categories, of which nothing is told here."""
    is_for_groups: Maybe[bool] = False
    """From groups of addresses."""


class Firewall(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/azureFirewalls, or a rule collection group of a firewall policy."""

    id: str
    name: str
    rules: tuple[FirewallRule, ...] = ()
    private_ip_addresses: tuple[str, ...] = ()
    """None in a template, which has symbols: Azure chooses them."""
    subnet_ids: tuple[str, ...] = ()
    policy_id: Maybe[str] = ""


class FirewallPolicy(Struct, frozen=True, kw_only=True):
    """Microsoft.Network/firewallPolicies; its rules are in groups of their own."""

    id: str
    name: str
    base_policy_id: Maybe[str] = ""
    group_ids: Maybe[tuple[str, ...]] = UNKNOWN
    """As the policy tells them. Exports only."""


class Lock(Struct, frozen=True, kw_only=True):
    """Microsoft.Authorization/locks: what may not be changed, at `scope` and everything below."""

    id: str
    scope: str
    level: Maybe[str]
    """`ReadOnly` or `CanNotDelete`."""


class RoleAssignment(Struct, frozen=True, kw_only=True):
    """Microsoft.Authorization/roleAssignments with its definition looked up."""

    id: str
    principal_id: Maybe[str]
    scope: Maybe[str]
    role: str
    """The role's name, or the id of a definition nobody knows."""
    permissions: Maybe[tuple[Permission, ...]]
    created_on: str = ""
    """An ISO time, from exports only."""
