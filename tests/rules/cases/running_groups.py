"""Cases of security groups around running clusters: what they deny, what is told of it, what may widen them."""

from collections.abc import Callable
from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import (
    SECURITY_GROUP,
    USER_ASSIGNED,
    Document,
    cluster,
    route,
    security_group,
    security_rule,
    world,
)
from akslab.rules.examples_running import TWO_NODES, attached, node, node_route, place, running
from akslab.rules.unknown import UNKNOWN
from akslab.rules.view import View

OPEN = security_rule("open", access="Allow", protocol="*", sourceAddressPrefix="*", destinationAddressPrefix="*",
                     destinationPortRange="*", priority=4096)  # fmt: skip


def deny(ports: str = "*", name: str = "deny", **properties: Any) -> Document:
    """Return a rule that denies these ports to all."""
    told = {"access": "Deny", "protocol": "*", "sourceAddressPrefix": "*", "destinationAddressPrefix": "*"}
    return security_rule(name, **{**told, "destinationPortRange": ports, "priority": 4000, **properties})


def behind(
    *rules: Document, nodes: Any = TWO_NODES, routes: tuple[Document, ...] = (), where: Document | None = None
) -> Example:
    """Return the cluster behind a group with these rules."""
    table = attached(node_route(0), node_route(1), *routes)
    network = place(**{"networkSecurityGroup": {"id": SECURITY_GROUP}, **(where or {})})
    return running(network, table, security_group(*rules), cluster(identity=USER_ASSIGNED), nodes=nodes)


def declared_behind(*rules: Document, subnet: Document | None = None, **profile: Any) -> View:
    """Return the cluster behind a group with these rules as it is declared: nobody has seen it run."""
    where = place(**{"networkSecurityGroup": {"id": SECURITY_GROUP}, **(subnet or {})})
    return world(where, attached(), security_group(*rules), cluster(identity=USER_ASSIGNED, **profile))


def let(name: str, source: str, destination: str = "*", **properties: Any) -> Document:
    """Return a rule that admits everything from a range to a range."""
    ends = {"sourceAddressPrefix": source, "destinationAddressPrefix": destination}
    return security_rule(
        name, **{"access": "Allow", "protocol": "*", "destinationPortRange": "*", "priority": 300, **ends, **properties}
    )


def unseen(*routes: Document) -> Example:
    """Return the cluster behind a group that was not exported."""
    table = attached(node_route(0), node_route(1), *routes)
    where = place(networkSecurityGroup={"id": SECURITY_GROUP})
    return running(where, table, cluster(identity=USER_ASSIGNED), view={"complete": False})


def taken(*priorities: int, direction: str = "Inbound") -> tuple[Document, ...]:
    """Return rules at these priorities that let nothing of the cluster pass."""
    return tuple(
        security_rule(f"r{each}", priority=each, direction=direction, sourceAddressPrefix="10.9.9.9")
        for each in priorities
    )


def every_other(count: int) -> tuple[Any, ...]:
    """Return nodes at one address, with blocks that do not touch each other."""
    return tuple(node(number, pod_cidrs=(f"10.244.{2 * number}.0/24",), addresses=()) for number in range(count))


TAG = security_rule(sourceAddressPrefix="VirtualNetwork")
ONE_OF_TWO = security_rule(sourceAddressPrefix=None, sourceAddressPrefixes=["10.8.0.0/16", "virtualnetwork"])
PODS = "10.244.0.0/16"

NODES = "192.168.1.0/24"

OUT = {"direction": "Outbound"}
TO_INTERNET = {**OUT, "destinationAddressPrefix": "Internet"}

BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    ("nsg-closes-the-way-out", "a cluster that runs", lambda: behind(deny(**TO_INTERNET))),
    ("nsg-closes-the-way-out", "everything", lambda: declared_behind(deny(**OUT))),
    ("nsg-closes-the-way-out", "with the network let out", lambda: declared_behind(
        let("tag", "VirtualNetwork", "VirtualNetwork", **OUT), deny(**OUT))),
    ("nsg-closes-the-way-out", "the one port", lambda: declared_behind(deny("443", protocol="Tcp", **TO_INTERNET))),
    ("nsg-blocks-pod-traffic", "before it runs, on the way in", lambda: declared_behind(deny())),
    ("nsg-blocks-pod-traffic", "before it runs, on the way out", lambda: declared_behind(deny(direction="Outbound"))),
    ("nsg-blocks-pod-traffic", "before it runs, with the node subnet let in", lambda: declared_behind(
        let("nodes", NODES), deny())),
    ("nsg-blocks-pod-traffic", "before it runs, with the ports of SSH denied before", lambda: declared_behind(
        deny("22", "ssh", priority=200, protocol="Tcp"), deny())),
    ("nsg-blocks-what-nodes-send", "a cluster that runs", lambda: behind(
        let("pods", PODS, PODS), let("nodes", NODES, NODES, priority=301), deny())),
    ("nsg-blocks-what-nodes-send", "a cluster that runs, its nodes not exported", lambda: behind(
        let("pods", PODS, PODS), let("nodes", NODES, NODES, priority=301), deny(), nodes=UNKNOWN)),
    ("nsg-blocks-what-nodes-send", "to nodes", lambda: behind(
        let("pods", PODS, PODS), let("toPods", NODES, PODS, priority=301),
        let("toNodes", PODS, NODES, priority=302), deny())),
    ("nsg-blocks-what-nodes-send", "on the way out", lambda: declared_behind(
        let("pods", PODS, PODS, **OUT), let("nodes", NODES, NODES, priority=301, **OUT), deny(**OUT))),
    ("nsg-blocks-pods-to-nodes", "a cluster that runs", lambda: behind(
        let("pods", PODS, PODS), let("nodes", NODES, priority=301), deny())),
    ("nsg-blocks-pods-to-nodes", "on the way out", lambda: declared_behind(
        let("pods", PODS, PODS, **OUT), let("nodes", NODES, priority=301, **OUT), deny(**OUT))),
    ("nsg-blocks-pod-traffic", "one node that runs alone", lambda: behind(deny(), nodes=(node(0),))),
    ("nsg-blocks-cluster-dns", "before it runs", lambda: declared_behind(deny("53", protocol="Udp"))),
    ("nsg-blocks-kubelet", "before it runs", lambda: declared_behind(deny("10250", protocol="Tcp"))),
    ("nsg-blocks-pod-traffic", "without nodes, everything", lambda: behind(deny(), nodes=UNKNOWN)),
    ("nsg-virtual-network-tag-widened", "one of two sources", lambda: behind(ONE_OF_TWO, routes=(route(),))),
    ("nsg-blocks-cluster-dns", "by UDP", lambda: behind(deny("53", protocol="Udp"))),
    ("nsg-blocks-cluster-dns", "on the way out", lambda: behind(deny("53", direction="Outbound"))),
    ("nsg-blocks-some-pod-ports", "a port beside those that matter", lambda: behind(deny("54"))),
    ("nsg-blocks-some-pod-ports", "a port beside the kubelet's", lambda: behind(deny("10249"))),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    ("nsg-closes-the-way-out", "the tag of Azure let out before", lambda: declared_behind(
        let("azure", "*", "AzureCloud", **OUT), deny(**TO_INTERNET))),
    ("nsg-closes-the-way-out", "one address let out before", lambda: declared_behind(
        let("proxy", "*", "20.1.2.3", **OUT), deny(**TO_INTERNET))),
    ("nsg-closes-the-way-out", "for a part of the nodes", lambda: declared_behind(
        deny(sourceAddressPrefix="192.168.1.0/25", **TO_INTERNET))),
    ("nsg-closes-the-way-out", "on the way in", lambda: declared_behind(deny())),
    ("nsg-closes-the-way-out", "by UDP", lambda: declared_behind(deny(protocol="Udp", **TO_INTERNET))),
    *(("nsg-closes-the-way-out", outbound, lambda outbound=outbound: declared_behind(
        deny(**TO_INTERNET), outboundType=outbound)) for outbound in ("userDefinedRouting", "none", "block")),
    ("nsg-blocks-pod-traffic", "before it runs, with both let in", lambda: declared_behind(
        let("nodes", NODES), let("pods", PODS, priority=301), deny())),
    ("nsg-blocks-pod-traffic", "before it runs, with the tag let in", lambda: declared_behind(
        let("tag", "VirtualNetwork", "VirtualNetwork"), deny())),
    ("nsg-blocks-pod-traffic", "before it runs, to a part of the pods", lambda: declared_behind(
        deny(destinationAddressPrefix="10.244.0.0/17"))),
    ("nsg-blocks-pod-traffic", "before it runs, of a corner of the pods", lambda: declared_behind(
        let("high", "10.244.128.0/17", "10.244.128.0/17"), deny())),
    ("nsg-blocks-pod-traffic", "before it runs, to and from nodes", lambda: declared_behind(
        let("pods", PODS, PODS), deny())),
    ("nsg-blocks-pod-traffic", "before it runs, to the Internet", lambda: declared_behind(
        deny(direction="Outbound", destinationAddressPrefix="Internet"))),
    ("nsg-blocks-pod-traffic", "before it runs, with another plugin", lambda: declared_behind(
        deny(), networkPlugin="azure", networkPluginMode="overlay")),
    ("nsg-blocks-pod-traffic", "a group on no subnet of the cluster", lambda: declared_behind(
        deny(), subnet={"networkSecurityGroup": None})),
    ("nsg-blocks-pod-traffic", "SSH", lambda: behind(deny("22", protocol="Tcp"))),
    ("nsg-blocks-pod-traffic", "within a node", lambda: behind(
        deny(sourceAddressPrefix="10.244.0.0/24", destinationAddressPrefix="10.244.0.0/24"))),
    ("nsg-blocks-pod-traffic", "among nodes that run", lambda: behind(let("pods", PODS, PODS), deny())),
    *((id_, "all of it is another rule's", lambda: behind(deny()))
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    *((id_, "before it runs, all of it is another rule's", lambda: declared_behind(deny()))
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    *((id_, "before it runs, a group that nobody knows, which is said once", lambda: declared_behind(
        deny(), subnet={"networkSecurityGroup": UNKNOWN}))
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    *((id_, "before it runs, rules that nobody knows, which is said once", lambda: declared_behind(
        deny(sourceApplicationSecurityGroups=[{"id": "/asg"}], sourceAddressPrefix="")))
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    *((id_, "SSH", lambda: behind(let("pods", PODS, PODS), deny("22", protocol="Tcp")))
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    *((id_, "a group that was not exported is said once", unseen)
      for id_ in ("nsg-blocks-what-nodes-send", "nsg-blocks-pods-to-nodes")),
    ("nsg-blocks-cluster-dns", "before it runs, all of it is another rule's", lambda: declared_behind(deny())),
    ("nsg-blocks-cluster-dns", "before it runs, among nodes", lambda: declared_behind(
        let("pods", PODS, PODS), deny("53"))),
    ("nsg-blocks-kubelet", "before it runs, from pods that may pass as nodes", lambda: declared_behind(
        let("nodes", NODES), deny("10250"))),
    ("nsg-blocks-some-pod-ports", "before it runs, SSH", lambda: declared_behind(deny("22", protocol="Tcp"))),
    ("nsg-blocks-cluster-dns", "all of it is another rule's", lambda: behind(deny())),
    ("nsg-blocks-kubelet", "all of it is another rule's", lambda: behind(deny())),
    ("nsg-blocks-some-pod-ports", "all of it is another rule's", lambda: behind(deny())),
    ("nsg-blocks-some-pod-ports", "a port in general use is another rule's", lambda: behind(deny("80"))),
    ("nsg-blocks-some-pod-ports", "DNS is another rule's", lambda: behind(deny("53"))),
    ("nsg-blocks-some-pod-ports", "the kubelet is another rule's", lambda: behind(deny("10250"))),
    ("nsg-blocks-cluster-dns", "a group that was not exported is said once", unseen),
    ("nsg-blocks-kubelet", "a group that was not exported is said once", unseen),
    ("nsg-blocks-some-pod-ports", "a group that was not exported is said once", unseen),
    ("nsg-blocks-cluster-dns", "a port beside it", lambda: behind(deny("54"))),
    ("nsg-blocks-kubelet", "a port beside it", lambda: behind(deny("10249"))),
    ("nsg-blocks-pod-traffic", "what other rules admit before", lambda: behind(OPEN, deny(priority=4096 + 1))),
    ("nsg-virtual-network-tag-widened", "on the way out", lambda: behind(
        security_rule(direction="Outbound"), routes=(route(),))),
    ("nsg-virtual-network-tag-widened", "what denies it", lambda: behind(
        security_rule(access="Deny"), routes=(route(),))),
    ("nsg-virtual-network-tag-widened", "no default route", lambda: behind(TAG, routes=(route("10.9.0.0/16"),))),
    ("nsg-virtual-network-tag-widened", "one that drops", lambda: behind(TAG, routes=(route(hop="None", ip=""),))),
    ("nsg-virtual-network-tag-widened", "a group that was not exported, no default route", unseen),
    ("nsg-virtual-network-tag-widened", "another plugin", lambda: running(
        place(networkSecurityGroup={"id": SECURITY_GROUP}), attached(route()), security_group(TAG),
        cluster(networkPlugin="azure"))),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    ("nsg-closes-the-way-out", "a group that is declared elsewhere", lambda: world(
        place(networkSecurityGroup={"id": SECURITY_GROUP}), cluster(identity=USER_ASSIGNED))),
    ("nsg-blocks-pod-traffic", "before it runs, a group that is declared elsewhere", lambda: world(
        place(networkSecurityGroup={"id": SECURITY_GROUP}), cluster(identity=USER_ASSIGNED))),
    ("nsg-blocks-pod-traffic", "before it runs, ports of a group of applications", lambda: declared_behind(
        deny(sourceApplicationSecurityGroups=[{"id": "/asg"}], sourceAddressPrefix=""))),
    ("nsg-blocks-pod-traffic", "a group that was not exported", unseen),
    ("nsg-virtual-network-tag-widened", "a group that was not exported", lambda: unseen(route())),
    ("nsg-blocks-pod-traffic", "without nodes, a part of the pods", lambda: behind(
        deny(sourceAddressPrefix="10.244.9.0/24"), nodes=UNKNOWN)),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    ("nsg-blocks-pod-traffic", "as many ranges as are shown", lambda: behind(
        deny(sourceAddressPrefix=PODS), nodes=every_other(4)),
     "from 10.244.0.0/24, 10.244.2.0/24, 10.244.4.0/24, 10.244.6.0/24 to"),
    ("nsg-blocks-pod-traffic", "more ranges than are shown", lambda: behind(
        deny(sourceAddressPrefix=PODS), nodes=every_other(5)), "10.244.6.0/24, … to"),
    ("nsg-blocks-some-pod-ports", "as many ports as are shown", lambda: behind(security_rule(
        "deny", access="Deny", sourceAddressPrefix="*", destinationAddressPrefix="*", destinationPortRange=None,
        destinationPortRanges=["22", "24-25", "27", "29", "31"])), "ports 22, 24-25, 27, 29 from"),
    ("nsg-blocks-what-nodes-send", "one node, and what is no prefix", lambda: behind(
        deny(sourceAddressPrefix=None, sourceAddressPrefixes=["192.168.1.4"], destinationAddressPrefix=PODS),
        nodes=(node(0), node(1, pod_cidrs=("10.244.1.0/24", "10.244.2.0/24")))),
     "from 192.168.1.4 to 10.244.0.0-10.244.2.255"),
    ("nsg-blocks-pod-traffic", "the priority before it", lambda: behind(deny()), "--priority 3999 "),
    ("nsg-blocks-pod-traffic", "the last that is free", lambda: behind(deny(), *taken(3999, 3998)), "--priority 3997 "),
    ("nsg-blocks-pod-traffic", "what the other direction has", lambda: behind(
        deny(), *taken(3999, direction="Outbound")), "--priority 3999 "),
    ("nsg-blocks-pod-traffic", "the direction in other letters", lambda: behind(
        deny(), *taken(3999, direction="inbound")), "--priority 3998 "),
    ("nsg-blocks-pod-traffic", "the second of all", lambda: behind(deny(priority=101)), "--priority 100 "),
    ("nsg-blocks-pod-traffic", "the first of all, which makes room", lambda: behind(deny(priority=100)),
     "-n deny --priority 101 && az network nsg rule create -g myResourceGroup --nsg-name myNsg "
     "-n AllowAksPodsAndNodes --priority 100 "),
    ("nsg-blocks-pod-traffic", "the first of all, before others that make room too", lambda: behind(
        deny(priority=100), *taken(101, 102)),
     "-n r102 --priority 103 && az network nsg rule update -g myResourceGroup --nsg-name myNsg "
     "-n r101 --priority 102 && "),
    ("nsg-blocks-pod-traffic", "as many as are moved", lambda: behind(deny(priority=100), *taken(*range(101, 108))),
     "-n r107 --priority 108 && "),
    ("nsg-blocks-pod-traffic", "more than are moved", lambda: behind(deny(priority=100), *taken(*range(101, 109))),
     "-n AllowAksPodsAndNodes --priority <free priority> "),
    ("nsg-blocks-pod-traffic", "two subnets side by side, as prefixes", lambda: behind(
        deny(), where={"addressPrefix": None, "addressPrefixes": [NODES, "192.168.2.0/24"]}),
     "--source-address-prefixes 10.244.0.0/16 192.168.1.0/24 192.168.2.0/24 --dest"),
    ("nsg-blocks-pod-traffic", "one beyond all there may be", lambda: behind(
        security_rule(sourceAddressPrefix="10.9.9.9"), deny(priority=5000)), "--priority 4096 "),
    ("nsg-virtual-network-tag-widened", "the route and the table", lambda: behind(
        TAG, routes=(route(), route("10.9.0.0/16", name="site"))), "r of myRouteTable"),
]  # fmt: skip
