"""Plain documents of a small lab, as ARM and Kubernetes hold them, and the article's network made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from akslab.compile.inputs import Inputs, Machine, Settings
from akslab.compile.network import compile_network
from akslab.compile.reading import read_inputs
from akslab.net.state import NetworkState

GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myResourceGroup"
NODE_GROUP = "MC_myResourceGroup_myAKSCluster_eastus"
NETWORK = f"{GROUP}/providers/Microsoft.Network/virtualNetworks/myAKSVnet"
SUBNET = f"{NETWORK}/subnets/myAKSSubnet"
TABLE = f"{GROUP}/providers/Microsoft.Network/routeTables/myRouteTable"
NSG = f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/myNsg"
CLUSTER = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/myAKSCluster"
NODES = ("aks-nodepool1-12355964-vmss000000", "aks-nodepool1-12355964-vmss000001")
Document = dict[str, Any]


@dataclass(frozen=True)
class Lab:
    """Documents by kind; `with_` returns a lab with some of them changed."""

    arm: tuple[Document, ...] = ()
    nodes: tuple[tuple[str, Document], ...] = ()
    pods: tuple[tuple[str, Document], ...] = ()
    machines: tuple[Machine, ...] = ()
    settings: Settings = field(default_factory=Settings)

    def inputs(self) -> Inputs:
        return read_inputs(self.arm, self.nodes, self.pods, self.machines, self.settings)

    def compiled(self) -> NetworkState:
        return compile_network(self.inputs())

    def with_arm(self, *documents: Document) -> "Lab":
        """Put documents in place of those of the same id, or beside the others."""
        ids = {document["id"].lower() for document in documents}
        kept = tuple(document for document in self.arm if document["id"].lower() not in ids)
        return replace(self, arm=(*kept, *documents))

    def with_machine(self, name: str, address: str, **options: Any) -> "Lab":
        """Add a virtual machine with its network interface."""
        document = interface(f"{name}Nic", address, **options)
        lab = self.with_arm(document)
        return replace(lab, machines=(*lab.machines, Machine(name, document["id"])))


def network(
    *, prefixes: Sequence[str] = ("192.168.0.0/16",), subnets: Sequence[Document] = (), id_: str = NETWORK,
    peerings: Sequence[Document] = (),
) -> Document:  # fmt: skip
    properties = {
        "addressSpace": {"addressPrefixes": list(prefixes)},
        "subnets": list(subnets),
        "virtualNetworkPeerings": list(peerings),
    }
    name = id_.rpartition("/")[2]
    return {"id": id_, "name": name, "type": "Microsoft.Network/virtualNetworks", "properties": properties}


def subnet(
    prefix: str = "192.168.1.0/24", *, id_: str = SUBNET, table: str | None = None, nsg: str | None = None,
    outbound: bool | None = None,
) -> Document:  # fmt: skip
    properties: Document = {"addressPrefix": prefix, "delegations": []}
    if table:
        properties["routeTable"] = {"id": table}
    if nsg:
        properties["networkSecurityGroup"] = {"id": nsg}
    if outbound is not None:
        properties["defaultOutboundAccess"] = outbound
    return {"id": id_, "name": id_.rpartition("/")[2], "properties": properties}


def peering(remote: str, *, state: str = "Connected", access: bool = True) -> Document:
    properties = {
        "remoteVirtualNetwork": {"id": remote},
        "peeringState": state,
        "allowVirtualNetworkAccess": access,
    }
    return {"name": "peer", "properties": properties}


def table(*routes: Document, id_: str = TABLE) -> Document:
    properties = {"routes": list(routes), "disableBgpRoutePropagation": False}
    return {"id": id_, "name": "myRouteTable", "type": "Microsoft.Network/routeTables", "properties": properties}


def route(prefix: str, hop_type: str = "VirtualAppliance", hop: str | None = None, name: str = "") -> Document:
    properties: Document = {"addressPrefix": prefix, "nextHopType": hop_type}
    if hop:
        properties["nextHopIpAddress"] = hop
    return {"name": name or f"to-{prefix.replace('/', '-')}", "properties": properties}


def security_group(*rules: Document, id_: str = NSG) -> Document:
    properties = {"securityRules": list(rules), "defaultSecurityRules": []}
    name = id_.rpartition("/")[2]
    return {"id": id_, "name": name, "type": "Microsoft.Network/networkSecurityGroups", "properties": properties}


def rule(priority: int = 100, **properties: Any) -> Document:
    """Build a rule that denies everything inbound; `properties` say otherwise, in ARM's names."""
    everything = {
        "priority": priority, "direction": "Inbound", "access": "Deny", "protocol": "*",
        "sourceAddressPrefix": "*", "destinationAddressPrefix": "*",
        "sourcePortRange": "*", "destinationPortRange": "*",
    }  # fmt: skip
    return {"name": f"rule{priority}", "properties": everything | properties}


def interface(
    name: str, address: str, *, group: str = GROUP, in_subnet: str = SUBNET, forwarding: bool = False,
    nsg: str | None = None, public: str | None = None,
) -> Document:  # fmt: skip
    configuration: Document = {"privateIPAddress": address, "subnet": {"id": in_subnet}, "primary": True}
    if public:
        configuration["publicIPAddress"] = {"id": public}
    properties: Document = {
        "ipConfigurations": [{"name": "ipconfig1", "properties": configuration}],
        "enableIPForwarding": forwarding,
    }
    if nsg:
        properties["networkSecurityGroup"] = {"id": nsg}
    id_ = f"{group}/providers/Microsoft.Network/networkInterfaces/{name}"
    return {"id": id_, "name": name, "type": "Microsoft.Network/networkInterfaces", "properties": properties}


def public_address(name: str, address: str | None) -> Document:
    id_ = f"{GROUP}/providers/Microsoft.Network/publicIPAddresses/{name}"
    properties = {"ipAddress": address} if address else {}
    return {"id": id_, "name": name, "type": "Microsoft.Network/publicIPAddresses", "properties": properties}


def cluster(
    *, id_: str = CLUSTER, plugin: str = "kubenet", outbound: str | None = None, node_group: str = NODE_GROUP,
    pod_cidr: str | None = "10.244.0.0/16",
) -> Document:  # fmt: skip
    profile: Document = {"networkPlugin": plugin, "outboundType": "loadBalancer", "podCidr": pod_cidr}
    if outbound:
        profile["loadBalancerProfile"] = {"effectiveOutboundIPs": [{"id": outbound}]}
    return {
        "id": id_,
        "name": id_.rpartition("/")[2],
        "type": "Microsoft.ContainerService/managedClusters",
        "properties": {"networkProfile": profile, "nodeResourceGroup": node_group},
    }


def node(name: str, pod_cidr: str | None, *, of: str = CLUSTER) -> tuple[str, Document]:
    spec = {"podCIDR": pod_cidr} if pod_cidr else {}
    return of, {"apiVersion": "v1", "kind": "Node", "metadata": {"name": name}, "spec": spec}


def pod(name: str, on: str, address: str | None, *, of: str = CLUSTER) -> tuple[str, Document]:
    status = {"podIP": address} if address else {}
    return of, {"kind": "Pod", "metadata": {"name": name}, "spec": {"nodeName": on}, "status": status}


def node_interface(name: str, address: str, *, node_group: str = NODE_GROUP, **options: Any) -> Document:
    group = f"{GROUP.rpartition('/')[0]}/{node_group}"
    defaults: Document = {"forwarding": True, "nsg": NSG}
    return interface(f"nic-{name}", address, group=group, **defaults | options)


def article() -> Lab:
    """Two nodes with two pods each in the article's own subnet and table, and one more machine in the subnet."""
    outbound = public_address("lb", "203.0.113.10")
    return Lab(
        arm=(
            network(subnets=[subnet(table=TABLE)]),
            node_routes(),
            security_group(),
            node_interface(NODES[0], "192.168.1.4"),
            node_interface(NODES[1], "192.168.1.5"),
            outbound,
            cluster(outbound=outbound["id"]),
        ),
        nodes=(node(NODES[0], "10.244.0.0/24"), node(NODES[1], "10.244.1.0/24")),
        pods=(
            pod("a", NODES[0], "10.244.0.2"),
            pod("b", NODES[0], "10.244.0.3"),
            pod("c", NODES[1], "10.244.1.2"),
        ),
    ).with_machine("db", "192.168.1.6")


def node_routes(*, without: int | None = None, more: Sequence[Document] = ()) -> Document:
    """Build the article's table: a route per node, as the cloud provider writes them (K9)."""
    routes = [
        route(f"10.244.{number}.0/24", hop=f"192.168.1.{4 + number}", name=f"{name}____102440{number}024"[:80])
        for number, name in enumerate(NODES)
        if number != without
    ]
    return table(*routes, *more)
