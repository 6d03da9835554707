"""Small networks written out by hand: a node with a pod, and the article's shape (two nodes, a machine, a fabric)."""

from akslab.net.nftables import (
    AddressIn,
    Hook,
    Interface,
    MarkFromMap,
    Masquerade,
    NftChain,
    NftMap,
    NftRule,
    NftTable,
    Verdict,
)
from akslab.net.state import (
    Bridge,
    InterfaceAddress,
    Link,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    RuleEntry,
    Veth,
)

FABRIC_MAC = "12:34:56:78:9a:bc"
GATEWAY = "192.168.1.1"
ROUTERS = (
    ("net.ipv4.conf.all.rp_filter", "0"),
    ("net.ipv4.conf.all.send_redirects", "0"),
    ("net.ipv4.conf.default.rp_filter", "0"),
    ("net.ipv4.conf.default.send_redirects", "0"),
    ("net.ipv4.ip_forward", "1"),
    ("net.ipv6.conf.all.disable_ipv6", "1"),
)


def mac(address: str) -> str:
    """0a:58 and the four bytes of the address, as the CNI bridge plugin does."""
    return bytes([0x0A, 0x58, *map(int, address.split("."))]).hex(":")


def pod(node: str, link: str, address: str, gateway: str) -> NetnsState:
    """Plug a pod into its node's bridge."""
    prefix = gateway.rpartition(".")[0] + ".0/24"
    return NetnsState(
        links=(Veth("eth0", mac(address), node, link),),
        addresses=(InterfaceAddress("eth0", f"{address}/24"),),
        routes=(RouteEntry(dst="0.0.0.0/0", via=gateway, dev="eth0"), RouteEntry(dst=prefix, dev="eth0")),
        neighbours=(Neighbour("eth0", gateway, mac(gateway)),),
    )


def one_node() -> NetworkState:
    """`node` with the bridge `cbr0`, one pod, a blackhole in a table of its own, a rule and a masquerade table."""
    return {
        "node": NetnsState(
            links=(
                Bridge("cbr0", mac("10.244.0.1")),
                Veth("v1", mac("10.244.1.2"), "pod", "eth0", master="cbr0"),
            ),
            addresses=(InterfaceAddress("cbr0", "10.244.0.1/24"),),
            routes=(
                RouteEntry(dst="172.16.0.0/12", kind="blackhole", table=100),
                RouteEntry(dst="10.244.0.0/24", dev="cbr0"),
            ),
            rules=(RuleEntry(priority=1000, fwmark=100, table=100),),
            neighbours=(Neighbour("cbr0", "10.244.0.2", mac("10.244.0.2")),),
            tables=(masquerade("10.244.0.0", "10.244.255.255"),),
            sysctls=ROUTERS,
        ),
        "pod": pod("node", "v1", "10.244.0.2", "10.244.0.1"),
    }


def masquerade(first: str, last: str) -> NftTable:
    """Make kubenet's chain: what leaves the pod range takes the node's address."""
    leave = NftRule(matches=(AddressIn("ip daddr", ((first, last),)),), statements=(Verdict("return"),))
    rewrite = NftRule(matches=(Interface("oifname", "eth0"),), statements=(Masquerade(),), comment="ip-masq")
    return NftTable(name="kubenet", chains=(NftChain("post", (leave, rewrite), Hook("nat", "postrouting", 100)),))


def _machine(address: str, link: str) -> tuple[list[Link], list[InterfaceAddress], list[RouteEntry], list[Neighbour]]:
    return (
        [Veth("eth0", mac(address), "fabric", link)],
        [InterfaceAddress("eth0", f"{address}/32")],
        [RouteEntry(dst="0.0.0.0/0", via=GATEWAY, dev="eth0"), RouteEntry(dst=f"{GATEWAY}/32", dev="eth0")],
        [Neighbour("eth0", GATEWAY, FABRIC_MAC)],
    )


def _node(number: int) -> NetworkState:
    name, bridge, workload = f"node/{number}", f"10.244.{number}.1", f"10.244.{number}.2"
    links, addresses, routes, neighbours = _machine(f"192.168.1.{4 + number}", f"nic{number}")
    links = [
        Bridge("cbr0", mac(bridge)),
        *links,
        Veth("v2", mac(f"10.245.{number}.2"), f"pod/{number}", "eth0", "cbr0"),
    ]
    routes.insert(1, RouteEntry(dst=f"10.244.{number}.0/24", dev="cbr0"))
    return {
        name: NetnsState(
            links=tuple(links),
            addresses=(InterfaceAddress("cbr0", f"{bridge}/24"), *addresses),
            routes=tuple(routes),
            neighbours=(Neighbour("cbr0", workload, mac(workload)), *neighbours),
            tables=(masquerade("10.244.0.0", "10.244.255.255"),),
            sysctls=ROUTERS,
        ),
        f"pod/{number}": pod(name, "v2", workload, bridge),
    }


def article(*, with_routes: bool = True) -> NetworkState:
    """`node/0` and `node/1` with one pod each and `vm`, on `fabric`; the route table may lack the pods' routes."""
    links, addresses, routes, neighbours = _machine("192.168.1.9", "nic9")
    nics = {"nic0": "192.168.1.4", "nic1": "192.168.1.5", "nic9": "192.168.1.9"}
    direct = [RouteEntry(dst=f"{a}/32", dev=nic, table=t) for t in (100, 254) for nic, a in nics.items()]
    udr = [
        RouteEntry(dst=f"10.244.{n}.0/24", via=f"192.168.1.{4 + n}", dev=f"nic{n}", onlink=True, table=100)
        for n in (0, 1)
    ]
    subnet = NftMap("subnet", "ifname", "mark", tuple((nic, "100") for nic in nics))
    mark = NftChain("pre", (NftRule((), (MarkFromMap("iifname", "subnet"),)),), Hook("filter", "prerouting", -300))
    fabric = NetnsState(
        links=tuple(
            Veth(nic, FABRIC_MAC, "vm" if nic == "nic9" else f"node/{nic[-1]}", "eth0") for nic in sorted(nics)
        ),
        addresses=(InterfaceAddress("lo", f"{GATEWAY}/32"),),
        routes=tuple(sorted([*direct, *(udr if with_routes else [])], key=lambda r: (r.table, r.dst))),
        rules=(RuleEntry(priority=1000, fwmark=100, table=100),),
        neighbours=tuple(Neighbour(nic, address, mac(address)) for nic, address in nics.items()),
        tables=(NftTable(name="fabric", maps=(subnet,), chains=(mark,)),),
        sysctls=ROUTERS,
    )
    vm = NetnsState(links=tuple(links), addresses=tuple(addresses), routes=tuple(routes), neighbours=tuple(neighbours))
    return {"fabric": fabric, "vm": vm, **_node(0), **_node(1)}
