"""Clusters in which nearly everything is like everything else, and small damage that makes some of it different.

Networks drawn at random hold few things that are alike. Here classes are large, and every exception is a trap for them.
"""

from collections.abc import Callable
from random import Random
from typing import Any

from compile.lab import (
    GROUP,
    NETWORK,
    TABLE,
    Document,
    Lab,
    cluster,
    network,
    node,
    node_interface,
    pod,
    route,
    rule,
    security_group,
    subnet,
    table,
)
from msgspec.structs import replace

from akslab.net.nftables import ConntrackState, NftRule
from akslab.net.state import NetnsState, NetworkState, RouteEntry

SETTINGS = ("net.ipv4.ip_forward", "net.ipv4.conf.all.rp_filter", "net.ipv4.conf.all.proxy_arp")


def subnet_id(number: int) -> str:
    return f"{NETWORK}/subnets/s{number}"


def nsg_id(number: int) -> str:
    return f"{GROUP}/providers/Microsoft.Network/networkSecurityGroups/nsg{number}"


def security_rules(random: Random, subnets: int) -> list[Document]:
    addresses = ["*", "10.244.0.0/16", "VirtualNetwork", *(f"10.8.{each}.0/24" for each in range(subnets))]
    if random.random() < 0.2:
        # Rules about one of many make classes small, so they are few.
        addresses += ["10.8.0.5", "10.244.2.0/24", "10.244.1.2"]
    return [
        rule(
            100 + each,
            direction=random.choice(("Inbound", "Outbound")),
            access=random.choice(("Allow", "Deny")),
            protocol=random.choice(("*", "Tcp", "Udp", "Icmp")),
            sourceAddressPrefix=random.choice(addresses),
            destinationAddressPrefix=random.choice(addresses),
            sourcePortRange=random.choice(("*", "*", "1024-20000")),
            destinationPortRange=random.choice(("*", "80", "443", "1-30000", "1-1000", "8000-9000")),
        )
        for each in range(random.randint(0, 4))
    ]


def a_lab(nodes: int, pods: int, subnets: int, rules: Callable[[int], list[Document]]) -> Lab:
    """Write a cluster's documents, its nodes taking turns in the subnets, which share a route table."""
    names = [f"aks-n-vmss{number:06x}" for number in range(nodes)]
    addresses = [f"10.8.{number % subnets}.{number // subnets + 4}" for number in range(nodes)]
    blocks = [f"10.244.{number}.0/24" for number in range(nodes)]
    made = [
        subnet(
            f"10.8.{each}.0/24", id_=subnet_id(each), table=TABLE, nsg=nsg_id(each) if each or subnets == 1 else None
        )
        for each in range(subnets)
    ]
    groups = [security_group(*rules(each), id_=nsg_id(each)) for each in range(subnets)]
    hops = [route(block, hop=address) for block, address in zip(blocks, addresses, strict=True)]
    interfaces = [
        node_interface(name, address, in_subnet=subnet_id(number % subnets), nsg=None)
        for number, (name, address) in enumerate(zip(names, addresses, strict=True))
    ]
    return Lab(
        arm=(network(prefixes=["10.8.0.0/16"], subnets=made), table(*hops), *groups, cluster(), *interfaces),
        nodes=tuple(node(name, block) for name, block in zip(names, blocks, strict=True)),
        pods=tuple(
            pod(f"p{number}-{each}", name, f"10.244.{number}.{each + 2}")
            for number, name in enumerate(names)
            for each in range(pods)
        ),
    )


def draw_cluster(seed: int) -> NetworkState:
    """Draw a cluster, and damage it a little: not at all, or up to three times."""
    random = Random(seed)
    subnets = random.choice((1, 2, 3))
    lab = a_lab(
        random.choice((4, 6)), random.choice((2, 3)), subnets, lambda _: security_rules(random, subnets)
    ).with_machine("vm0", "10.8.0.100", in_subnet=subnet_id(0), forwarding=random.random() < 0.5)
    state = lab.with_machine("vm1", "10.8.0.101", in_subnet=subnet_id(0)).compiled()
    for _ in range(random.choice((0, 1, 1, 2, 2, 3))):
        state = damaged(state, random)
    return state


def damaged(state: NetworkState, random: Random) -> NetworkState:
    """Change one thing in one namespace: those that many others depend on are preferred."""
    weights = [8 if name.startswith("vnet") else 3 if name.startswith("node") else 1 for name in state]
    (name,) = random.choices(list(state), weights)
    changed = random.choice(DAMAGES)(state[name], random)
    return {**state, name: changed}


def _no_route(netns: NetnsState, random: Random) -> NetnsState:
    return replace(netns, routes=_without_one(netns.routes, random))


def _blackhole(netns: NetnsState, random: Random) -> NetnsState:
    return replace(netns, routes=_with_another(netns.routes, random, lambda one, _: _hole(one)))


def _hole(one: RouteEntry) -> RouteEntry:
    return RouteEntry(dst=one.dst, kind="blackhole", table=one.table)


def _other_way(netns: NetnsState, random: Random) -> NetnsState:
    """Let one route lead where another leads."""
    ways = [route for route in netns.routes if route.dev]
    if not ways:
        return netns
    return replace(
        netns,
        routes=_with_another(
            netns.routes, random, lambda one, r: replace(r.choice(ways), dst=one.dst, table=one.table)
        ),
    )


def _no_neighbour(netns: NetnsState, random: Random) -> NetnsState:
    return replace(netns, neighbours=_without_one(netns.neighbours, random))


def _wrong_neighbour(netns: NetnsState, random: Random) -> NetnsState:
    """Let one address have another's hardware address; where that can be, of a pod's."""
    return replace(
        netns,
        neighbours=_with_another(
            netns.neighbours, random, lambda one, r: replace(one, mac=r.choice(netns.neighbours).mac)
        ),
    )


def _other_setting(netns: NetnsState, random: Random) -> NetnsState:
    settings = dict(netns.sysctls)
    name = random.choice(SETTINGS)
    settings[name] = "0" if settings.get(name) == "1" else "1"
    return replace(netns, sysctls=tuple(sorted(settings.items())))


def _no_rule(netns: NetnsState, random: Random) -> NetnsState:
    if not netns.tables:
        return netns
    (only,) = netns.tables
    chains = _with_another(only.chains, random, lambda one, r: replace(one, rules=_without_one(one.rules, r)))
    return replace(netns, tables=(replace(only, chains=chains),))


def _no_element(netns: NetnsState, random: Random) -> NetnsState:
    if not netns.tables or not netns.tables[0].sets:
        return netns
    (only,) = netns.tables
    sets = _with_another(only.sets, random, lambda one, r: replace(one, elements=_without_one(one.elements, r)))
    return replace(netns, tables=(replace(only, sets=sets),))


def _answers_are_judged(netns: NetnsState, random: Random) -> NetnsState:
    """Let connections that are known be judged like new ones."""
    if not netns.tables:
        return netns
    (only,) = netns.tables
    chains = tuple(replace(each, rules=tuple(filter(_asks_no_state, each.rules))) for each in only.chains)
    return replace(netns, tables=(replace(only, chains=chains),))


def _asks_no_state(rule: NftRule) -> bool:
    return not any(isinstance(match, ConntrackState) for match in rule.matches)


DAMAGES = (
    _answers_are_judged, _no_route, _blackhole, _other_way, _no_neighbour, _wrong_neighbour, _other_setting,
    _no_rule, _no_element,
)  # fmt: skip


def edited(state: NetworkState, random: Random) -> NetworkState:
    """Change one route of the virtual network, as somebody does who edits a route table."""
    fabric = next(name for name in state if name.startswith("vnet"))
    change = random.choice((_no_route, _blackhole, _other_way))
    return {**state, fabric: change(state[fabric], random)}


def _without_one(things: tuple[Any, ...], random: Random) -> tuple[Any, ...]:
    gone = random.randrange(len(things)) if things else 0
    return things[:gone] + things[gone + 1 :]


def _with_another(things: tuple[Any, ...], random: Random, change: Callable[[Any, Random], Any]) -> tuple[Any, ...]:
    if not things:
        return things
    place = random.randrange(len(things))
    return (*things[:place], change(things[place], random), *things[place + 1 :])
