"""Namespaces of nodes, pods and machines as kubenet and Azure wire them (K26, K27, N3, N7, N11)."""

from dataclasses import replace

import pytest

from akslab.compile.errors import CompileError
from akslab.compile.inputs import Machine, Settings
from akslab.compile.names import node_netns, pod_netns
from akslab.compile.node import pod_refusal
from akslab.net.nft_text import rule_text
from akslab.net.state import Bridge, InterfaceAddress, Neighbour, RouteEntry
from akslab.net.validation import validate

from .lab import (
    CLUSTER,
    NODES,
    SUBNET,
    TABLE,
    article,
    cluster,
    interface,
    network,
    node,
    node_interface,
    node_routes,
    pod,
    public_address,
    route,
    subnet,
)  # fmt: skip
from .reading_states import chain, fabric_of, route_to

SECOND_CLUSTER = CLUSTER.replace("myAKSCluster", "second")


def test_a_node_has_its_address_a_gateway_and_a_bridge_with_the_first_address_of_its_block() -> None:
    state = article().compiled()[node_netns(NODES[0])]
    assert state.addresses == (InterfaceAddress("cbr0", "10.244.0.1/24"), InterfaceAddress("eth0", "192.168.1.4/24"))
    assert RouteEntry(dst="0.0.0.0/0", via="192.168.1.1", dev="eth0") in state.routes
    assert Neighbour("eth0", "192.168.1.1", "12:34:56:78:9a:bc") in state.neighbours
    assert Bridge("cbr0", "0a:58:0a:f4:00:01") in state.links


def test_a_node_has_no_route_to_its_own_subnet_but_by_the_gateway() -> None:
    assert [route.dst for route in article().compiled()[node_netns(NODES[0])].routes] == [
        "0.0.0.0/0", "10.244.0.0/24", "192.168.1.1/32",
    ]  # fmt: skip


def test_ip_masq_agent_matches_no_source_and_spares_the_pod_range_only() -> None:
    (agent,) = article().compiled()[node_netns(NODES[0])].tables
    assert [rule_text(each).partition(" comment")[0] for each in chain(agent, "IP-MASQ-AGENT").rules] == [
        "ip daddr 10.244.0.0-10.244.255.255 return",
        "masquerade",
    ]
    assert [rule_text(each).partition(" comment")[0] for each in chain(agent, "POSTROUTING").rules] == [
        "fib daddr type local return",
        "jump IP-MASQ-AGENT",
    ]


def test_the_other_reading_spares_the_nodes_subnet_too() -> None:
    lab = replace(article(), settings=Settings(masquerade="pod-cidr-and-subnet"))
    (agent,) = lab.compiled()[node_netns(NODES[0])].tables
    spared = [rule_text(each).split()[2] for each in chain(agent, "IP-MASQ-AGENT").rules[:-1]]
    assert spared == ["10.244.0.0-10.244.255.255", "192.168.1.0-192.168.1.255"]


def test_a_node_without_a_block_has_its_address_and_no_bridge_yet() -> None:
    lab = article()
    state = replace(lab, nodes=(node(NODES[0], None),), pods=()).compiled()[node_netns(NODES[0])]
    assert [link.name for link in state.links] == ["eth0"]
    assert state.tables == ()


def test_a_node_whose_interface_or_cluster_is_not_there_has_no_namespace() -> None:
    lab = article()
    elsewhere = replace(lab, nodes=(*lab.nodes, node("aks-late", "10.244.9.0/24"), node("x", None, of="/gone")))
    assert elsewhere.compiled() == lab.compiled()


def test_a_pod_hangs_on_its_nodes_bridge_with_permanent_neighbours_both_ways() -> None:
    state = article().compiled()
    pod_state = state[pod_netns(CLUSTER, "c")]
    assert pod_state.addresses == (InterfaceAddress("eth0", "10.244.1.2/24"),)
    assert pod_state.routes == (
        RouteEntry(dst="0.0.0.0/0", via="10.244.1.1", dev="eth0"),
        RouteEntry(dst="10.244.1.0/24", dev="eth0"),
    )
    assert pod_state.neighbours == (Neighbour("eth0", "10.244.1.1", "0a:58:0a:f4:01:01"),)
    assert pod_state.sysctls == ()
    node_state = state[node_netns(NODES[1])]
    assert Neighbour("cbr0", "10.244.1.2", "0a:58:0a:f4:01:02") in node_state.neighbours


def test_no_port_of_a_bridge_has_the_hardware_address_of_the_pod_behind_it() -> None:
    """A bridge keeps what is sent to its ports' own addresses: pods of one node would not hear each other."""
    state = article().compiled()
    ports = {link.mac for link in state[node_netns(NODES[0])].links}
    assert not ports & {link.mac for name in "ab" for link in state[pod_netns(CLUSTER, name)].links}


def test_a_pod_without_a_node_or_an_address_is_not_there_yet() -> None:
    lab = article()
    waiting = (pod("waiting", NODES[0], None), pod("lost", "", "10.244.0.9"), pod("orphan", "gone", "10.244.7.2"))
    assert replace(lab, pods=(*lab.pods, *waiting)).compiled() == lab.compiled()


@pytest.mark.parametrize("address", ["10.244.1.9", "10.244.0.1", "10.244.0.255"])
def test_a_pod_address_that_is_not_one_of_its_node_is_refused(address: str) -> None:
    with pytest.raises(CompileError, match=f"pod stray: {address} is not a pod address of node"):
        replace(article(), pods=(pod("stray", NODES[0], address),)).compiled()


def test_two_pods_with_one_address_are_refused() -> None:
    twice = (pod("one", NODES[0], "10.244.0.2"), pod("two", NODES[0], "10.244.0.2"))
    with pytest.raises(CompileError, match=r"pod two: 10\.244\.0\.2 belongs to pod one"):
        replace(article(), pods=twice).compiled()


@pytest.mark.parametrize("plugin", ["azure", "none"])
def test_nodes_of_other_plugins_have_addresses_and_pods_on_them_are_refused_in_a_sentence(plugin: str) -> None:
    lab = article().with_arm(cluster(plugin=plugin))
    without_pods = replace(lab, pods=())
    assert [link.name for link in without_pods.compiled()[node_netns(NODES[0])].links] == ["eth0"]
    refusal = pod_refusal(without_pods.inputs().clusters[CLUSTER.lower()])
    assert refusal is not None
    assert f"network plugin '{plugin}'" in refusal
    with pytest.raises(CompileError, match="akslab wires pods of kubenet clusters only"):
        lab.compiled()


def test_only_an_appliance_forwards_in_its_own_kernel() -> None:
    state = article().with_machine("nva", "192.168.1.20", forwarding=True).compiled()
    assert dict(state["vm/nva"].sysctls)["net.ipv4.ip_forward"] == "1"
    assert dict(state["vm/db"].sysctls)["net.ipv4.ip_forward"] == "0"


def test_a_second_address_stands_alone_and_is_bound_to_the_same_interface() -> None:
    document = interface("two", "192.168.1.8")
    second = {"privateIPAddress": "192.168.1.9", "subnet": {"id": SUBNET}}
    document["properties"]["ipConfigurations"].insert(0, {"name": "second", "properties": second})
    lab = article().with_arm(document)
    state = replace(lab, machines=(*lab.machines, Machine("two", document["id"]))).compiled()
    validate(state)
    assert [each.address for each in state["vm/two"].addresses] == ["192.168.1.8/24", "192.168.1.9/32"]
    assert route_to(state, "192.168.1.9").dev == route_to(state, "192.168.1.8").dev == "nicc0a80108"


def test_two_clusters_in_one_subnet_with_one_table_and_one_pod_range_compile_to_the_real_mess() -> None:
    outbound = public_address("lb2", "203.0.113.11")
    lab = article().with_arm(
        cluster(id_=SECOND_CLUSTER, node_group="MC_second", outbound=outbound["id"]),
        outbound,
        node_interface("aks-other", "192.168.1.10", node_group="MC_second"),
        node_routes(more=[route("10.244.0.0/24", hop="192.168.1.10", name="zz-other____102440024")]),
    )
    lab = replace(
        lab,
        nodes=(*lab.nodes, node("aks-other", "10.244.0.0/24", of=SECOND_CLUSTER)),
        pods=(*lab.pods, pod("a", "aks-other", "10.244.0.2", of=SECOND_CLUSTER)),
    )
    state = lab.compiled()
    validate(state)
    assert pod_netns(CLUSTER, "a") in state
    assert pod_netns(SECOND_CLUSTER, "a") in state
    assert route_to(state, "10.244.0.2").via == "192.168.1.4"


def test_clusters_of_one_name_in_two_groups_keep_their_pods_apart() -> None:
    assert pod_netns(CLUSTER, "a") != pod_netns(CLUSTER.replace("myResourceGroup", "other"), "a")
    assert pod_netns(CLUSTER, "a") == pod_netns(CLUSTER.upper(), "a")


def test_one_interface_can_not_serve_two_machines() -> None:
    lab = article()
    twice = replace(lab, machines=(*lab.machines, Machine("db2", lab.machines[0].interface)))
    with pytest.raises(CompileError, match="is attached to both vm/db and vm/db2"):
        twice.compiled()


def test_an_address_outside_its_subnet_is_named() -> None:
    moved = network(subnets=[subnet("192.168.77.0/24", table=TABLE)])
    with pytest.raises(CompileError, match=r"192\.168\.1\.\d is not in its subnet"):
        article().with_arm(moved).compiled()


def test_link_names_fit_the_kernel() -> None:
    for name, netns in article().compiled().items():
        assert all(len(link.name) <= 15 for link in netns.links), name
    assert {link.name for link in fabric_of(article().compiled()).links} == {
        "inet0", "nicc0a80104", "nicc0a80105", "nicc0a80106",
    }  # fmt: skip
