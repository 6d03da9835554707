"""What Azure's pages make of a lab's documents: effective routes, security groups, public addresses, who is where.

The oracle's knowledge, with nothing of compile, net or trace. Over the documents themselves, slowly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network
from typing import Any

Document = Mapping[str, Any]
DEFAULT_OUTBOUND = "203.0.113.200"
"""Stands for an address of Azure's choice."""
PRIVATE = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
PLATFORM = "168.63.129.16/32"
DEFAULTS = (
    # name, priority, direction, access, source, destination
    ("AllowVnetInBound", 65000, "inbound", True, "VirtualNetwork", "VirtualNetwork"),
    ("AllowAzureLoadBalancerInBound", 65001, "inbound", True, "AzureLoadBalancer", "*"),
    ("DenyAllInBound", 65500, "inbound", False, "*", "*"),
    ("AllowVnetOutBound", 65000, "outbound", True, "VirtualNetwork", "VirtualNetwork"),
    ("AllowInternetOutBound", 65001, "outbound", True, "*", "Internet"),
    ("DenyAllOutBound", 65500, "outbound", False, "*", "*"),
)


@dataclass(frozen=True)
class Flow:
    """What a security group sees of a packet."""

    protocol: str
    source: str
    source_port: int
    destination: str
    port: int

    def answered(self) -> "Flow":
        return Flow(self.protocol, self.destination, self.port, self.source, self.source_port)


@dataclass(frozen=True)
class Nic:
    """A network interface with what stands behind it: a machine, or a node with its pod range."""

    owner: str
    id: str
    network: str
    subnet: str
    addresses: tuple[str, ...]
    publics: Mapping[str, str]
    """Private address -> its own public one."""
    forwarding: bool
    group: str | None
    cluster: str | None = None
    block: str | None = None


class AzureDocuments:
    """One lab's documents, read."""

    def __init__(self, lab: Any) -> None:
        by_type: dict[str, list[Document]] = {}
        for document in lab.arm:
            by_type.setdefault(document["type"].lower(), []).append(document)

        def those(kind: str) -> dict[str, Document]:
            return {document["id"].lower(): document["properties"] for document in by_type.get(kind, ())}

        self.networks = those("microsoft.network/virtualnetworks")
        self.tables = those("microsoft.network/routetables")
        self.groups = those("microsoft.network/networksecuritygroups")
        self.publics = {
            key: value.get("ipAddress") for key, value in those("microsoft.network/publicipaddresses").items()
        }
        self.clusters = those("microsoft.containerservice/managedclusters")
        self.spares_subnet = lab.settings.masquerade == "pod-cidr-and-subnet"
        self.subnets = {
            subnet["id"].lower(): (network_id, subnet["properties"])
            for network_id, network in self.networks.items()
            for subnet in network["subnets"]
        }
        interfaces = those("microsoft.network/networkinterfaces")
        self.nics = [
            *(self._nic(f"vm/{each.name}", each.interface.lower(), interfaces) for each in lab.machines),
            *(self._node(cluster, node, interfaces) for cluster, node in lab.nodes),
        ]
        self.pods: dict[tuple[str, str], str] = {
            (
                f"node/{pod['spec']['nodeName']}",
                pod["status"]["podIP"],
            ): f"pod/{cluster.rpartition('/')[2]}/{pod['metadata']['name']}"
            for cluster, pod in lab.pods
        }

    def _nic(self, owner: str, nic_id: str, interfaces: Mapping[str, Document], **node: str | None) -> Nic:
        properties = interfaces[nic_id]
        configurations = [each["properties"] for each in properties["ipConfigurations"]]
        subnet = configurations[0]["subnet"]["id"].lower()
        publics = {
            each["privateIPAddress"]: str(self.publics[each["publicIPAddress"]["id"].lower()])
            for each in configurations
            if "publicIPAddress" in each
        }
        group = properties.get("networkSecurityGroup")
        return Nic(
            owner=owner,
            id=nic_id,
            network=self.subnets[subnet][0],
            subnet=subnet,
            addresses=tuple(each["privateIPAddress"] for each in configurations),
            publics=publics,
            forwarding=properties["enableIPForwarding"],
            group=group["id"].lower() if group else None,
            **node,
        )

    def _node(self, cluster_id: str, node: Document, interfaces: Mapping[str, Document]) -> Nic:
        name, cluster = node["metadata"]["name"], cluster_id.lower()
        (nic_id,) = [key for key in interfaces if key.endswith(f"/nic-{name}".lower())]
        is_kubenet = self.clusters[cluster]["networkProfile"]["networkPlugin"] == "kubenet"
        block = node["spec"].get("podCIDR") if is_kubenet else None
        return self._nic(f"node/{name}", nic_id, interfaces, cluster=cluster, block=block)

    def public_of(self, nic: Nic, address: str) -> str | None:
        if address in nic.publics:
            return nic.publics[address]
        if nic.cluster:
            profile = self.clusters[nic.cluster]["networkProfile"]
            if profile["outboundType"] == "loadBalancer":
                outbound = profile.get("loadBalancerProfile", {}).get("effectiveOutboundIPs")
                return self.publics[outbound[0]["id"].lower()] if outbound else None
        allowed = self.subnets[nic.subnet][1].get("defaultOutboundAccess")
        return DEFAULT_OUTBOUND if allowed is not False else None

    def route(self, subnet: str, destination: str) -> tuple[str, str | None]:
        """Choose the effective route: the longest prefix, then the user's (D1, D2, D5)."""
        found = [(IPv4Network(prefix).prefixlen, rank, kind, hop) for prefix, rank, kind, hop in self._routes(subnet)
                 if inside(destination, prefix)]  # fmt: skip
        _, _, kind, hop = max(found, key=lambda row: row[:2])
        return kind, hop

    def _routes(self, subnet: str) -> Iterator[tuple[str, int, str, str | None]]:
        network_id, properties = self.subnets[subnet]
        local = self.networks[network_id]["addressSpace"]["addressPrefixes"]
        peered = list(self._peered(network_id))
        yield "0.0.0.0/0", 0, "Internet", None
        yield from ((prefix, 0, "VnetLocal", None) for prefix in local)
        yield from ((prefix, 0, "VNetPeering", None) for prefix in peered if prefix not in local)
        own = self._user_routes(properties)
        has_default = any(each["addressPrefix"] == "0.0.0.0/0" for each in own)
        for prefix in () if has_default else PRIVATE:  # D28
            if not any(IPv4Network(prefix).subnet_of(IPv4Network(each)) for each in (*local, *peered)):
                yield prefix, 0, "None", None
        for each in own:
            yield each["addressPrefix"], 1, each["nextHopType"], each.get("nextHopIpAddress")

    def _user_routes(self, subnet: Document) -> list[Document]:
        if "routeTable" not in subnet:
            return []
        return [each["properties"] for each in self.tables[subnet["routeTable"]["id"].lower()]["routes"]]

    def _peered(self, network_id: str) -> Iterator[str]:
        for each in self.networks[network_id]["virtualNetworkPeerings"]:
            remote = each["properties"]["remoteVirtualNetwork"]["id"].lower()
            back = [
                other["properties"]["remoteVirtualNetwork"]["id"].lower()
                for other in self.networks[remote]["virtualNetworkPeerings"]
            ]
            if network_id in back:
                yield from self.networks[remote]["addressSpace"]["addressPrefixes"]

    def verdict(self, group: Document, direction: str, flow: Flow, network: str) -> tuple[bool, int]:
        own = [
            (
                rule["priority"], rule["direction"].lower(), rule["access"] == "Allow", rule["sourceAddressPrefix"],
                rule["destinationAddressPrefix"], rule["protocol"].lower(), rule["sourcePortRange"],
                rule["destinationPortRange"],
            )
            for rule in (each["properties"] for each in group["securityRules"])
        ]  # fmt: skip
        defaults = [(*rule[1:], "*", "*", "*") for rule in DEFAULTS]
        for priority, towards, allows, source, destination, *rest in sorted(
            [*own, *defaults], key=lambda rule: rule[0]
        ):
            matches = (
                towards == direction
                and self._is_in(source, flow.source, network)
                and self._is_in(destination, flow.destination, network)
                and carries(flow, *rest)
            )
            if matches:
                return allows, priority
        raise AssertionError("the last default rule matches everything")

    def _is_in(self, prefix: str, address: str, network: str) -> bool:
        match prefix:
            case "*" | "0.0.0.0/0":
                return True
            case "VirtualNetwork":
                return any(inside(address, each) for each in self._virtual_network(network))
            case "Internet":
                return not self._is_in("VirtualNetwork", address, network)
            case "AzureLoadBalancer":
                return inside(address, PLATFORM)
            case _:
                return inside(address, prefix)

    def _virtual_network(self, network_id: str) -> Iterator[str]:
        """Yield what the tag `VirtualNetwork` holds: also the prefixes of user-defined routes (D22)."""
        network = self.networks[network_id]
        yield from network["addressSpace"]["addressPrefixes"]
        yield from self._peered(network_id)
        yield PLATFORM
        for subnet in network["subnets"]:
            routes = self._user_routes(subnet["properties"])
            yield from (each["addressPrefix"] for each in routes if each["addressPrefix"] != "0.0.0.0/0")


def inside(address: str, prefix: str) -> bool:
    return IPv4Address(address) in IPv4Network(prefix)


def gateway(block: str) -> str:
    return str(IPv4Network(block)[1])


def carries(flow: Flow, protocol: str, source_ports: str, ports: str) -> bool:
    """Whether a rule speaks of the flow's protocol and ports. An echo has no ports: only `Icmp` or all ports mean it."""
    if protocol not in ("*", flow.protocol):
        return False
    if flow.protocol == "icmp":
        return protocol == "icmp" or (source_ports, ports) == ("*", "*")
    return covers(source_ports, flow.source_port) and covers(ports, flow.port)


def covers(ports: str, port: int) -> bool:
    if ports == "*":
        return True
    first, _, last = ports.partition("-")
    return int(first) <= port <= int(last or first)
