"""What the compile step knows: one flat, frozen value per resource, ids lower-cased, keyed by id.

`reading` makes an `Inputs` from plain documents; everything below only looks at these values.
"""

from typing import Literal

from msgspec import Struct


class Subnet(Struct, frozen=True):
    """A subnet; `prefixes` are canonical and ascending, the first one numbers its routing table."""

    id: str
    prefixes: tuple[str, ...]
    route_table: str | None
    security_group: str | None
    default_outbound_access: bool


class Peering(Struct, frozen=True):
    """One side of a peering: traffic needs both sides Connected and access allowed (D13, D15)."""

    remote: str
    connected: bool
    access: bool


class VirtualNetwork(Struct, frozen=True):
    """A virtual network."""

    id: str
    prefixes: tuple[str, ...]
    subnets: tuple[Subnet, ...]
    peerings: tuple[Peering, ...]


class Route(Struct, frozen=True):
    """A user-defined route."""

    name: str
    prefix: str
    next_hop_type: Literal["VirtualAppliance", "VirtualNetworkGateway", "VnetLocal", "Internet", "None"]
    next_hop_ip: str | None


class RouteTable(Struct, frozen=True):
    """A route table, its routes by name."""

    id: str
    routes: tuple[Route, ...]


class SecurityRule(Struct, frozen=True, kw_only=True):
    """A security rule; addresses and ports as Azure writes them, singular and plural forms in one tuple."""

    name: str
    priority: int
    inbound: bool
    allow: bool
    protocol: str
    """`*`, `tcp`, `udp` or `icmp`."""
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    source_ports: tuple[str, ...]
    destination_ports: tuple[str, ...]


class SecurityGroup(Struct, frozen=True):
    """A network security group: its own and its default rules, in the order they are tried."""

    id: str
    name: str
    rules: tuple[SecurityRule, ...]


class IpConfiguration(Struct, frozen=True):
    """An address of a network interface, and the id of its own public address."""

    address: str
    public_address: str | None


class NetworkInterface(Struct, frozen=True):
    """A network interface; the first IP configuration is the primary one."""

    id: str
    subnet: str
    configurations: tuple[IpConfiguration, ...]
    ip_forwarding: bool
    security_group: str | None


class Cluster(Struct, frozen=True, kw_only=True):
    """A managed cluster. `outbound_address` is the id of the first address its load balancer sends from."""

    id: str
    name: str
    network_plugin: str
    outbound_type: str
    pod_cidr: str | None
    outbound_address: str | None


class Node(Struct, frozen=True):
    """A node and the network interface it stands behind."""

    name: str
    cluster: str
    interface: str
    pod_cidr: str | None


class Pod(Struct, frozen=True):
    """A pod that has a node and an address."""

    name: str
    cluster: str
    node: str
    address: str
    labels: tuple[tuple[str, str], ...] = ()
    namespace: str = ""
    """Kubernetes', where it is known."""


class Machine(Struct, frozen=True):
    """A virtual machine started by `akslab vm run`."""

    name: str
    interface: str


class Settings(Struct, frozen=True):
    """What the documents don't say. `masquerade` chooses the reading of K27."""

    masquerade: Literal["pod-cidr", "pod-cidr-and-subnet"] = "pod-cidr"


class Inputs(Struct, frozen=True, kw_only=True):
    """Everything a network is compiled from; mappings go from lower-cased id to value."""

    networks: dict[str, VirtualNetwork]
    tables: dict[str, RouteTable]
    security_groups: dict[str, SecurityGroup]
    interfaces: dict[str, NetworkInterface]
    public_addresses: dict[str, str]
    """Only those with an address allocated."""
    clusters: dict[str, Cluster]
    nodes: tuple[Node, ...]
    pods: tuple[Pod, ...]
    machines: tuple[Machine, ...]
    settings: Settings
