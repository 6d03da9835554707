"""The parts of ARM and Kubernetes documents that matter to packets, in the documents' own shape.

Everything else in a document is left unread. `inputs` turns these into flat values with lower-cased ids.
"""

from msgspec import Struct, field


class Reference(Struct):
    """`{"id": …}`: one resource naming another."""

    id: str


class AddressSpace(Struct, rename="camel"):
    """Prefixes of a virtual network."""

    address_prefixes: tuple[str, ...] | None = None


class SubnetProperties(Struct, rename="camel"):
    """Microsoft.Network/virtualNetworks/subnets."""

    address_prefix: str | None = None
    address_prefixes: tuple[str, ...] | None = None
    route_table: Reference | None = None
    network_security_group: Reference | None = None
    default_outbound_access: bool | None = None


class SubnetDocument(Struct):
    """A subnet, embedded in its network."""

    id: str
    name: str
    properties: SubnetProperties


class PeeringProperties(Struct, rename="camel"):
    """Microsoft.Network/virtualNetworks/virtualNetworkPeerings."""

    remote_virtual_network: Reference
    peering_state: str = "Initiated"
    allow_virtual_network_access: bool | None = None


class PeeringDocument(Struct):
    """One side of a peering, embedded in its network."""

    properties: PeeringProperties


class VirtualNetworkProperties(Struct, rename="camel"):
    """Microsoft.Network/virtualNetworks."""

    address_space: AddressSpace
    subnets: tuple[SubnetDocument, ...] | None = None
    virtual_network_peerings: tuple[PeeringDocument, ...] | None = None


class VirtualNetworkDocument(Struct):
    """A virtual network with its subnets and peerings."""

    id: str
    name: str
    properties: VirtualNetworkProperties


class RouteProperties(Struct, rename="camel"):
    """Microsoft.Network/routeTables/routes."""

    address_prefix: str
    next_hop_type: str
    next_hop_ip_address: str | None = None


class RouteDocument(Struct):
    """A route, embedded in its table."""

    name: str
    properties: RouteProperties


class RouteTableProperties(Struct):
    """Microsoft.Network/routeTables."""

    routes: tuple[RouteDocument, ...] | None = None


class RouteTableDocument(Struct):
    """A route table with its routes."""

    id: str
    properties: RouteTableProperties


class SecurityRuleProperties(Struct, rename="camel"):
    """Microsoft.Network/networkSecurityGroups/securityRules. What isn't said matches everything."""

    priority: int
    direction: str
    access: str
    protocol: str
    source_address_prefix: str | None = None
    source_address_prefixes: tuple[str, ...] | None = None
    destination_address_prefix: str | None = None
    destination_address_prefixes: tuple[str, ...] | None = None
    source_port_range: str | None = None
    source_port_ranges: tuple[str, ...] | None = None
    destination_port_range: str | None = None
    destination_port_ranges: tuple[str, ...] | None = None
    source_application_security_groups: tuple[Reference, ...] | None = None
    destination_application_security_groups: tuple[Reference, ...] | None = None


class SecurityRuleDocument(Struct):
    """A security rule, embedded in its group."""

    name: str
    properties: SecurityRuleProperties


class SecurityGroupProperties(Struct, rename="camel"):
    """Microsoft.Network/networkSecurityGroups."""

    security_rules: tuple[SecurityRuleDocument, ...] | None = None
    default_security_rules: tuple[SecurityRuleDocument, ...] | None = None


class SecurityGroupDocument(Struct):
    """A network security group with its rules."""

    id: str
    name: str
    properties: SecurityGroupProperties


class IpConfigurationProperties(Struct, rename="camel"):
    """Microsoft.Network/networkInterfaces/ipConfigurations."""

    subnet: Reference
    private_ip_address: str | None = field(default=None, name="privateIPAddress")
    public_ip_address: Reference | None = field(default=None, name="publicIPAddress")
    primary: bool | None = None


class IpConfigurationDocument(Struct):
    """An IP configuration, embedded in its interface."""

    properties: IpConfigurationProperties


class NetworkInterfaceProperties(Struct, rename="camel"):
    """Microsoft.Network/networkInterfaces."""

    ip_configurations: tuple[IpConfigurationDocument, ...]
    enable_ip_forwarding: bool | None = field(default=None, name="enableIPForwarding")
    network_security_group: Reference | None = None


class NetworkInterfaceDocument(Struct):
    """A network interface with its IP configurations."""

    id: str
    properties: NetworkInterfaceProperties


class PublicAddressProperties(Struct, rename="camel"):
    """Microsoft.Network/publicIPAddresses."""

    ip_address: str | None = None


class PublicAddressDocument(Struct):
    """A public IP address; without `ipAddress` nothing is allocated yet."""

    id: str
    properties: PublicAddressProperties


class LoadBalancerProfile(Struct):
    """Where a cluster's traffic to the Internet comes from."""

    effective_outbound_ips: tuple[Reference, ...] | None = field(default=None, name="effectiveOutboundIPs")


class NetworkProfile(Struct, rename="camel"):
    """Addressing of a cluster."""

    network_plugin: str = "kubenet"
    outbound_type: str = "loadBalancer"
    pod_cidr: str | None = None
    load_balancer_profile: LoadBalancerProfile | None = None


class ManagedClusterProperties(Struct, rename="camel"):
    """Microsoft.ContainerService/managedClusters."""

    network_profile: NetworkProfile
    node_resource_group: str


class ManagedClusterDocument(Struct):
    """A managed cluster."""

    id: str
    name: str
    properties: ManagedClusterProperties


class ObjectMeta(Struct):
    """Kubernetes' envelope, the part that names the object."""

    name: str


class NodeSpec(Struct):
    """A node's spec; without `podCIDR` the node has no block yet."""

    pod_cidr: str | None = field(default=None, name="podCIDR")


class NodeDocument(Struct):
    """v1 Node."""

    metadata: ObjectMeta
    spec: NodeSpec = field(default_factory=NodeSpec)


class PodSpec(Struct, rename="camel"):
    """A pod's spec; without `nodeName` it isn't scheduled."""

    node_name: str | None = None


class PodStatus(Struct):
    """A pod's status; without `podIP` it has no network."""

    pod_ip: str | None = field(default=None, name="podIP")


class PodMeta(ObjectMeta):
    """A pod's envelope, with its labels."""

    labels: dict[str, str] | None = None


class PodDocument(Struct):
    """v1 Pod."""

    metadata: PodMeta
    spec: PodSpec = field(default_factory=PodSpec)
    status: PodStatus = field(default_factory=PodStatus)
