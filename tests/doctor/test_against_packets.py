"""The verdict against packets: random clusters, every pair of nodes, each packet routed by the longest prefix.

The oracle knows no rules and no view: it takes the files' own values, and follows a packet from a pod on one node to a
pod on another through the table of the sender's subnet.
"""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .az_shapes import (
    FIREWALL_TABLE,
    MANAGED_TABLE,
    OWN_TABLE,
    SUBNET,
    VNET,
    Files,
    aks_show,
    kubectl_list,
    kubectl_node,
    node_name,
    nsg_show,
    pod_route,
    pool,
    route,
    subnet_show,
    table_show,
    vmss_nic_list,
    vnet_show,
)
from .az_shapes import MANAGED_NSG as NIC_GROUP
from .diagnosing import cut_off, diagnosed, patient_of

OTHER_SUBNET = f"{VNET}/subnets/snet-user"
TABLES = (OWN_TABLE, MANAGED_TABLE, FIREWALL_TABLE)
EXTRA = (("all", "0.0.0.0/0"), ("half", "10.244.1.128/25"), ("wide", "10.244.0.0/16"), ("site", "10.9.0.0/16"))


@st.composite
def clusters(draw: st.DrawFn) -> Files:
    """Draw a cluster of two to four nodes in one or two subnets, with tables that are right, wrong, or not there."""
    count = draw(st.integers(2, 4))
    second = draw(st.sets(st.integers(0, count - 1), max_size=count))
    subnets = [SUBNET, OTHER_SUBNET] if second else [SUBNET]
    attached = {subnet: draw(st.sampled_from((OWN_TABLE,) * 8 + (*TABLES, ""))) for subnet in subnets}
    files: Files = {}
    for table in TABLES:
        routes = list(_routes(draw, table, count))
        on = [subnet for subnet, found in attached.items() if found == table]
        files[f"rt-{TABLES.index(table)}.json"] = table_show(table, routes, on)
    shown = [
        subnet_show(attached[subnet], prefix=f"192.168.{number}.0/24", id_=subnet)
        for number, subnet in enumerate(subnets, 1)
    ]
    pools = [pool(count=count - len(second)), *([pool("user", OTHER_SUBNET, len(second))] if second else [])]
    return files | {
        "vnet.json": vnet_show(*shown),
        "aks.json": aks_show(agentPoolProfiles=pools),
        "nodes.json": kubectl_list(
            *(_node(number, "user" if number in second else "nodepool1") for number in range(count))
        ),
        "nics.json": vmss_nic_list(count, off=[0] if draw(st.integers(0, 7)) == 0 else []),
        "nsg.json": nsg_show(NIC_GROUP),
    }


def _routes(draw: st.DrawFn, table: str, count: int) -> Iterator[dict[str, Any]]:
    if draw(st.integers(0, 9)) < (8 if table == OWN_TABLE else 4):
        for number in range(count):
            match draw(st.sampled_from(("right",) * 12 + ("wrong", "none"))):
                case "right":
                    yield pod_route(table, number)
                case "wrong":
                    yield pod_route(table, number, "192.168.1.99")
    for name, prefix in EXTRA:
        if draw(st.integers(0, 9)) == 0:
            yield route(table, name, prefix)


def _node(number: int, of_pool: str) -> dict[str, Any]:
    shown = kubectl_node(number)
    shown["metadata"]["labels"]["kubernetes.azure.com/agentpool"] = of_pool
    return shown


def lost_pairs(files: Files) -> set[tuple[str, str]]:
    """Return the pairs of nodes between whose pods a packet is lost on its way."""
    nodes = files["nodes.json"]["items"]
    tables = {shown["id"]: shown["routes"] for name, shown in files.items() if name.startswith("rt-")}
    on = {shown["id"]: shown.get("routeTable", {}).get("id", "") for shown in files["vnet.json"]["subnets"]}
    forwards = [nic["enableIPForwarding"] for nic in files["nics.json"]]
    homes = [SUBNET if _pool(node) == "nodepool1" else OTHER_SUBNET for node in nodes]
    return {
        (node_name(sender), node_name(receiver))
        for sender, receiver in permutations(range(len(nodes)), 2)
        if not (forwards[sender] and forwards[receiver])
        or not all(
            _next_hop(tables.get(on[homes[sender]], []), f"10.244.{receiver}.{host}") == f"192.168.1.{4 + receiver}"
            for host in (10, 200)
        )
    }


def _pool(node: dict[str, Any]) -> str:
    return str(node["metadata"]["labels"]["kubernetes.azure.com/agentpool"])


def _next_hop(routes: list[dict[str, Any]], destination: str) -> str:
    matching = [
        (ip_network(each["addressPrefix"]).prefixlen, each["nextHopIpAddress"])
        for each in routes
        if ip_address(destination) in ip_network(each["addressPrefix"])
    ]
    return str(max(matching)[1]) if matching else ""


@given(clusters())
@settings(max_examples=300, deadline=None)
def test_the_nodes_told_are_those_whose_packets_are_lost(files: Files) -> None:
    """Each lost packet is from or to a node that is told, and each node that is told loses a packet."""
    lost = lost_pairs(files)
    patient = patient_of(diagnosed(files))
    told = cut_off(patient)

    assert (patient.diagnosis.state == "broken") is bool(lost)
    assert all(told & set(pair) for pair in lost)
    assert told <= {name for pair in lost for name in pair}


@given(clusters(), st.data())
@settings(max_examples=300, deadline=None)
def test_whatever_files_are_lost_nothing_false_is_said(files: Files, data: st.DataObject) -> None:
    lost = lost_pairs(files)
    kept = data.draw(st.sets(st.sampled_from(sorted(files))))
    report = diagnosed({name: value for name, value in files.items() if name in kept})

    for patient in report.patients:
        state, needs = patient.diagnosis.state, patient.diagnosis.needs
        assert state != "broken" or lost
        assert state != "works" or not lost or needs
        assert cut_off(patient) <= {name for pair in lost for name in pair}
