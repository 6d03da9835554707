"""Random networks, as documents: what people have, and what they get wrong. One seed, one network.

Networks are small and crowded, so that things meet: overlapping routes, appliances in each other's way, tables that
cover half of what they should.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv4Network
from random import Random
from typing import Any

from compile.lab import (
    GROUP,
    Document,
    Lab,
    cluster,
    interface,
    network,
    node,
    peering,
    pod,
    public_address,
    route,
    rule,
    security_group,
    subnet,
    table,
)

from akslab.compile.inputs import Machine, Settings

PROVIDERS = f"{GROUP}/providers/Microsoft.Network"
SPACES = (("192.168.0.0/16",), ("10.1.0.0/16",), ("10.0.0.0/8",), ("172.16.0.0/12",), ("20.0.0.0/16", "10.9.0.0/24"))
POD_RANGES = ("10.244.0.0/16", "172.20.0.0/16", "100.64.0.0/16", "192.168.128.0/17")
PREFIXES = (
    "0.0.0.0/0", "10.0.0.0/8", "10.244.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "198.51.100.0/24",
    "198.51.100.1/32",
)  # fmt: skip
PORTS = ("*", "80", "81", "53", "22-443", "443", "8000-9000", "1-79")
TAGS = ("*", "VirtualNetwork", "Internet", "AzureLoadBalancer", "0.0.0.0/0")


@dataclass
class Sketch:
    """What has been drawn so far; `places` are (subnet id, prefix) of one network, `taken` the addresses in use."""

    random: Random
    arm: list[Document] = field(default_factory=list)
    nodes: list[tuple[str, Document]] = field(default_factory=list)
    pods: list[tuple[str, Document]] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    places: list[list[tuple[str, str]]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    appliances: list[str] = field(default_factory=list)
    """Addresses of machines that forward."""
    blocks: list[tuple[str, str]] = field(default_factory=list)
    """(pod range of a node, the node's address)."""
    groups: list[str] = field(default_factory=list)
    publics: int = 0

    def chance(self, percent: int) -> bool:
        return self.random.randrange(100) < percent

    def one_of(self, things: Sequence[Any]) -> Any:
        return self.random.choice(things)

    def address_in(self, prefix: str) -> str:
        """Take the lowest free address of a subnet."""
        hosts = IPv4Network(prefix)
        for offset in range(4, 60):
            if (address := str(hosts[offset])) not in self.taken:
                self.taken.add(address)
                return address
        raise AssertionError("a subnet too full")


def draw(seed: int) -> Lab:
    """Draw a network with its nodes, pods and machines."""
    sketch = Sketch(Random(seed))
    networks = 1 if sketch.chance(70) else 2
    for number in range(sketch.random.randint(1, 3)):
        sketch.groups.append(f"{PROVIDERS}/networkSecurityGroups/nsg{number}")
    spaces = sketch.random.sample(SPACES, networks)
    for number, space in enumerate(spaces):
        sketch.places.append(_subnets(sketch, number, space))
    for number in range(sketch.one_of((1, 1, 1, 2))):
        _draw_cluster(sketch, number)
    for number in range(sketch.random.randint(1, 4)):
        _draw_machine(sketch, number)
    _draw_tables_and_networks(sketch, spaces)
    sketch.arm += [security_group(*_security_rules(sketch), id_=group) for group in sketch.groups]
    return Lab(
        arm=tuple(sketch.arm),
        nodes=tuple(sketch.nodes),
        pods=tuple(sketch.pods),
        machines=tuple(sketch.machines),
        settings=Settings(masquerade="pod-cidr-and-subnet" if sketch.chance(25) else "pod-cidr"),
    )


def redraw(lab: Lab, seed: int) -> Lab:
    """Change a few things of a network, as somebody does who tries to repair it."""
    random = Random(seed)
    arm = list(lab.arm)
    for _ in range(random.randint(1, 3)):
        place = random.randrange(len(arm))
        arm[place] = _changed(random, arm[place])
    return replace(lab, arm=tuple(arm))


def _network_id(number: int) -> str:
    return f"{PROVIDERS}/virtualNetworks/vnet{number}"


def _subnets(sketch: Sketch, number: int, space: tuple[str, ...]) -> list[tuple[str, str]]:
    blocks = list(IPv4Network(space[0]).subnets(new_prefix=24))[1:4]
    blocks += [IPv4Network(prefix) for prefix in space[1:]]
    chosen = sketch.random.sample(blocks, sketch.random.randint(1, min(3, len(blocks))))
    return [(f"{_network_id(number)}/subnets/s{place}", str(block)) for place, block in enumerate(sorted(chosen))]


def _draw_cluster(sketch: Sketch, number: int) -> None:
    cluster_id = f"{GROUP}/providers/Microsoft.ContainerService/managedClusters/c{number}"
    node_group = f"MC_c{number}"
    pod_range = POD_RANGES[(sketch.random.randrange(3) + number) % len(POD_RANGES)]
    outbound = None
    if sketch.chance(70):
        outbound = public_address(f"lb{number}", _public(sketch))
        sketch.arm.append(outbound)
    made = cluster(
        id_=cluster_id, pod_cidr=pod_range, node_group=node_group, outbound=outbound["id"] if outbound else None,
        plugin="azure" if sketch.chance(8) else "kubenet",
    )  # fmt: skip
    profile = made["properties"]["networkProfile"]
    profile["outboundType"] = sketch.one_of(("loadBalancer", "loadBalancer", "userDefinedRouting", "managedNATGateway"))
    sketch.arm.append(made)
    places = sketch.one_of(sketch.places)
    home = sketch.one_of(places)
    for index in range(sketch.random.randint(1, 3)):
        # A second pool may live in another subnet, which people forget to give the table.
        name, place = f"aks-n{number}-vmss00000{index}", sketch.one_of(places) if sketch.chance(25) else home
        block = str(list(IPv4Network(pod_range).subnets(new_prefix=24))[index])
        address = sketch.address_in(place[1])
        nic = interface(
            f"nic-{name}", address, group=f"{GROUP.rpartition('/')[0]}/{node_group}", in_subnet=place[0],
            forwarding=sketch.chance(88), nsg=sketch.one_of(sketch.groups) if sketch.chance(40) else None,
        )  # fmt: skip
        sketch.arm.append(nic)
        has_block = sketch.chance(95)
        sketch.nodes.append(node(name, block if has_block else None, of=cluster_id))
        if has_block and profile["networkPlugin"] == "kubenet":
            sketch.blocks.append((block, address))
            for each in range(sketch.random.randint(0, 3)):
                at = str(IPv4Network(block)[2 + each])
                sketch.pods.append(pod(f"p{index}{each}", name, at, of=cluster_id))


def _draw_machine(sketch: Sketch, number: int) -> None:
    subnet_id, prefix = sketch.one_of(sketch.one_of(sketch.places))
    public = None
    if sketch.chance(30):
        public = public_address(f"pip{number}", _public(sketch))
        sketch.arm.append(public)
    address, forwards = sketch.address_in(prefix), sketch.chance(50)
    if forwards:
        sketch.appliances.append(address)
    nic = interface(
        f"vm{number}Nic", address, in_subnet=subnet_id, forwarding=forwards,
        nsg=sketch.one_of(sketch.groups) if sketch.chance(30) else None, public=public["id"] if public else None,
    )  # fmt: skip
    if sketch.chance(15):
        second = {"privateIPAddress": sketch.address_in(prefix), "subnet": {"id": subnet_id}}
        nic["properties"]["ipConfigurations"].append({"name": "ipconfig2", "properties": second})
    sketch.arm.append(nic)
    sketch.machines.append(Machine(f"vm{number}", nic["id"]))


def _public(sketch: Sketch) -> str:
    sketch.publics += 1
    return f"203.0.113.{9 + sketch.publics}"


def _draw_tables_and_networks(sketch: Sketch, spaces: Sequence[tuple[str, ...]]) -> None:
    for number, places in enumerate(sketch.places):
        if sketch.chance(20) and _draw_hub(sketch, number, places, spaces[number]):
            continue
        tables = [f"{PROVIDERS}/routeTables/t{number}{each}" for each in range(sketch.random.randint(1, 2))]
        sketch.arm += [table(*_routes(sketch, places), id_=each) for each in tables]
        subnets = [
            subnet(
                prefix, id_=subnet_id, table=sketch.one_of(tables) if sketch.chance(_tabled(sketch, prefix)) else None,
                nsg=sketch.one_of(sketch.groups) if sketch.chance(40) else None,
                outbound=sketch.one_of((None, None, True, False)),
            )
            for subnet_id, prefix in places
        ]  # fmt: skip
        others = [peering(_network_id(other)) for other in range(len(spaces)) if other != number and sketch.chance(50)]
        sketch.arm.append(network(prefixes=spaces[number], subnets=subnets, id_=_network_id(number), peerings=others))


def _draw_hub(sketch: Sketch, number: int, places: list[tuple[str, str]], space: tuple[str, ...]) -> bool:
    """Draw the network people mean to build: a subnet with an appliance, which the others' traffic passes both ways."""
    hubs = [(hub, each) for _, hub in places for each in sketch.appliances if IPv4Address(each) in IPv4Network(hub)]
    if not hubs or len(places) < 2:
        return False
    hub, appliance = hubs[0]
    routes = [route(block, hop=address) for block, address in sketch.blocks]
    routes += [route(prefix, hop=appliance) for _, prefix in places if prefix != hub]
    table_id = f"{PROVIDERS}/routeTables/t{number}0"
    sketch.arm.append(table(*routes, id_=table_id))
    subnets = [subnet(prefix, id_=each, table=None if prefix == hub else table_id) for each, prefix in places]
    sketch.arm.append(network(prefixes=space, subnets=subnets, id_=_network_id(number)))
    return True


def _tabled(sketch: Sketch, prefix: str) -> int:
    """Say how likely a subnet has a table, in percent: appliances are often put where no route leads back to them."""
    has_appliance = any(IPv4Address(each) in IPv4Network(prefix) for each in sketch.appliances)
    return 35 if has_appliance else 80


def _routes(sketch: Sketch, places: list[tuple[str, str]]) -> list[Document]:
    """Draw the routes of a table: most of the nodes', some of them wrong, and a few of the user's own."""
    routes: dict[str, Document] = {}
    hops = sorted(sketch.taken)
    for block, address in sketch.blocks:
        if sketch.chance(85):
            hop = address if sketch.chance(90) else sketch.one_of(hops)
            routes[block] = route(block, hop=hop)
    if sketch.appliances and sketch.chance(60):
        # What people have appliances for: all of the Internet, a neighbouring subnet, the pods.
        around = ("0.0.0.0/0", *(each for _, each in places), *(block for block, _ in sketch.blocks))
        prefix = sketch.one_of(around)
        routes[prefix] = route(prefix, hop=sketch.one_of(sketch.appliances))
    for _ in range(sketch.random.randint(0, 3)):
        prefix = sketch.one_of((*PREFIXES, *(each for _, each in places), *(f"{each}/32" for each in hops)))
        kind = sketch.one_of(
            ("VirtualAppliance", "VirtualAppliance", "VirtualAppliance", "None", "VnetLocal", "Internet",
             "VirtualNetworkGateway")
        )  # fmt: skip
        hop = sketch.one_of((*hops, "10.255.255.4")) if kind == "VirtualAppliance" else None
        routes[prefix] = route(prefix, kind, hop)
    return list(routes.values())


def _security_rules(sketch: Sketch) -> list[Document]:
    known = [f"{each}/32" for each in sorted(sketch.taken)] + [block for block, _ in sketch.blocks]
    addresses = (*TAGS, *PREFIXES, *known)
    return [
        rule(
            100 + number,
            direction=sketch.one_of(("Inbound", "Outbound")),
            access=sketch.one_of(("Allow", "Deny")),
            protocol=sketch.one_of(("*", "*", "Tcp", "Udp", "Icmp")),
            sourceAddressPrefix=sketch.one_of(addresses),
            destinationAddressPrefix=sketch.one_of(addresses),
            destinationPortRange=sketch.one_of(PORTS),
            sourcePortRange=sketch.one_of(("*", "*", "*", "1024-20000")),
        )
        for number in range(sketch.random.randint(0, 5))
    ]


def _changed(random: Random, document: Document) -> Document:
    properties = dict(document["properties"])
    match document["type"].rpartition("/")[2]:
        case "routeTables":
            routes = list(properties["routes"])
            if routes:
                routes.pop(random.randrange(len(routes)))
            properties["routes"] = routes
        case "networkSecurityGroups":
            rules = list(properties["securityRules"])
            if rules:
                at = random.randrange(len(rules))
                access = {"Allow": "Deny", "Deny": "Allow"}[rules[at]["properties"]["access"]]
                rules[at] = {**rules[at], "properties": {**rules[at]["properties"], "access": access}}
            properties["securityRules"] = rules
        case "networkInterfaces":
            properties["enableIPForwarding"] = not properties["enableIPForwarding"]
        case "virtualNetworks":
            subnets = list(properties["subnets"])
            at = random.randrange(len(subnets))
            left = {key: value for key, value in subnets[at]["properties"].items() if key != "routeTable"}
            subnets[at] = {**subnets[at], "properties": left}
            properties["subnets"] = subnets
    return {**document, "properties": properties}
