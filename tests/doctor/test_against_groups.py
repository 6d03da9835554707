"""The verdict against security groups: random groups on two subnets and on machines, every pair of nodes, one packet each.

The oracle knows no rules of akslab's and no sets: it takes a packet from a pod to a pod of another node through the groups
it passes, and goes through their rules one by one (D20).
"""

from ipaddress import ip_address, ip_network
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .az_shapes import (
    MANAGED_NSG,
    NSG,
    OWN_TABLE,
    SUBNET,
    VNET,
    Files,
    aks_show,
    kubectl_list,
    kubectl_node,
    node_name,
    nsg_rule,
    nsg_show,
    pod_route,
    pool,
    subnet_show,
    table_show,
    vmss_nic_list,
    vnet_show,
)
from .diagnosing import cut_off, diagnosed, patient_of, rules_of

COUNT = 4
OTHER_SUBNET, OTHER_NSG = f"{VNET}/subnets/snet-user", f"{NSG}-user"
GROUPS = {SUBNET: NSG, OTHER_SUBNET: OTHER_NSG}
SUBNETS = {SUBNET: "192.168.1.0/24", OTHER_SUBNET: "192.168.2.0/24"}
HOMES = (SUBNET, SUBNET, OTHER_SUBNET, OTHER_SUBNET)
ENDS = (
    "*",
    "VirtualNetwork",
    "10.244.0.0/16",
    *(f"10.244.{number}.0/24" for number in range(COUNT)),
    *SUBNETS.values(),
)
PORT = 8080


def address(number: int) -> str:
    return f"192.168.{1 + number // 2}.{4 + number}"


def files_of(on_subnets: dict[str, list[dict[str, Any]]], on_machines: list[dict[str, Any]]) -> Files:
    """Return a cluster of two nodes in each of two subnets, whose routes are right."""
    nodes, interfaces = [], vmss_nic_list(COUNT)
    for number in range(COUNT):
        node = kubectl_node(number)
        node["metadata"]["labels"]["kubernetes.azure.com/agentpool"] = "nodepool1" if number < 2 else "user"
        node["status"]["addresses"][0]["address"] = address(number)
        nodes.append(node)
        interfaces[number]["ipConfigurations"][0]["privateIPAddress"] = address(number)
    routes = [pod_route(OWN_TABLE, number, address(number)) for number in range(COUNT)]
    return {
        "vnet.json": vnet_show(*(subnet_show(OWN_TABLE, GROUPS[id_], SUBNETS[id_], id_) for id_ in SUBNETS)),
        "rt.json": table_show(OWN_TABLE, routes, list(SUBNETS)),
        "aks.json": aks_show(agentPoolProfiles=[pool(count=2), pool("user", OTHER_SUBNET, 2)]),
        "nodes.json": kubectl_list(*nodes),
        "nics.json": interfaces,
        "nsg-mc.json": nsg_show(MANAGED_NSG, *on_machines),
        **{f"nsg-{at}.json": nsg_show(id_, *rules) for at, (id_, rules) in enumerate(on_subnets.items())},
    }


@st.composite
def rules(draw: st.DrawFn, nsg: str) -> list[dict[str, Any]]:
    return [
        nsg_rule(
            nsg,
            f"r{priority}",
            priority,
            access=draw(st.sampled_from(("Allow", "Deny"))),
            direction=draw(st.sampled_from(("Inbound", "Outbound"))),
            sourceAddressPrefix=draw(st.sampled_from(ENDS)),
            destinationAddressPrefix=draw(st.sampled_from(ENDS)),
            destinationPortRange=draw(st.sampled_from(("*", "*", "22"))),
        )
        for priority in range(100, 100 + draw(st.integers(0, 4)))
    ]


def lost_pairs(on_subnets: dict[str, list[dict[str, Any]]], on_machines: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return the pairs of nodes between whose pods the packet is denied by any of the four groups it passes."""
    return {
        (node_name(sender), node_name(receiver))
        for sender, receiver in permutations(range(COUNT), 2)
        if not all(
            _passes(listed, direction, f"10.244.{sender}.10", f"10.244.{receiver}.10")
            for listed, direction in (
                (on_machines, "Outbound"),
                (on_subnets[GROUPS[HOMES[sender]]], "Outbound"),
                (on_subnets[GROUPS[HOMES[receiver]]], "Inbound"),
                (on_machines, "Inbound"),
            )
        )
    }


def _passes(listed: list[dict[str, Any]], direction: str, source: str, destination: str) -> bool:
    for each in listed:
        low, _, high = each["destinationPortRange"].replace("*", "0-65535").partition("-")
        if (
            each["direction"] == direction
            and _holds(each["sourceAddressPrefix"], source)
            and _holds(each["destinationAddressPrefix"], destination)
            and int(low) <= PORT <= int(high or low)
        ):
            return bool(each["access"] == "Allow")
    return True


def _holds(text: str, of_pod: str) -> bool:
    return text in ("*", "VirtualNetwork") or ip_address(of_pod) in ip_network(text)


@given(rules(NSG), rules(OTHER_NSG), rules(MANAGED_NSG))
@settings(max_examples=300, deadline=None)
def test_the_nodes_told_are_those_whose_packets_are_denied(
    one: list[dict[str, Any]], other: list[dict[str, Any]], on_machines: list[dict[str, Any]]
) -> None:
    """Each lost packet is from or to a node that is told, and each node that is told loses a packet."""
    on_subnets = {NSG: one, OTHER_NSG: other}
    lost = lost_pairs(on_subnets, on_machines)
    report = diagnosed(files_of(on_subnets, on_machines))
    patient = patient_of(report)
    told = cut_off(patient)

    assert (patient.diagnosis.state == "broken") is bool(lost)
    assert ("nsg-blocks-pod-traffic" in rules_of(report)) is bool(lost)
    assert all(told & set(pair) for pair in lost)
    assert told <= {name for pair in lost for name in pair}


def _let(
    nsg: str, name: str, priority: int, sources: list[str], destinations: list[str], **more: Any
) -> dict[str, Any]:
    ends = {"sourceAddressPrefixes": sources, "destinationAddressPrefixes": destinations}
    return nsg_rule(nsg, name, priority, sourceAddressPrefix=None, destinationAddressPrefix=None, **ends, **more)


PODS, (ONE, OTHER) = "10.244.0.0/16", SUBNETS.values()


def test_a_group_that_lets_its_own_subnet_get_everything_is_not_blamed_for_the_other_subnet() -> None:
    """What goes to another subnet passes the inbound rules of that subnet's group, not of this one."""
    on_subnets = {
        id_: [
            _let(id_, "cluster", 200, [ONE, OTHER, PODS], [own, PODS]),
            nsg_rule(id_, "deny", 4096, access="Deny"),
        ]
        for id_, own in ((NSG, ONE), (OTHER_NSG, OTHER))
    }
    report = diagnosed(files_of(on_subnets, []))

    assert patient_of(report).diagnosis.state == "works"
    assert rules_of(report, "breaks") == set()


def test_what_is_denied_within_a_node_is_denied_to_nobody() -> None:
    deny = _let(NSG, "self", 200, [address(0), "10.244.0.0/24"], [address(0), "10.244.0.0/24"], access="Deny")
    report = diagnosed(files_of({NSG: [deny], OTHER_NSG: []}, []))

    assert patient_of(report).diagnosis.state == "works"
    assert rules_of(report, "breaks") == set()


def test_nodes_kept_from_pods_are_told_without_the_pairs_that_pass() -> None:
    listed = [
        _let(NSG, "pods", 200, [PODS], [PODS]),
        _let(NSG, "nodes", 210, [ONE, OTHER], [ONE, OTHER]),
        nsg_rule(NSG, "deny", 4096, access="Deny"),
    ]
    report = diagnosed(files_of({NSG: listed, OTHER_NSG: []}, []))
    told = {
        each.finding.rule: (dict(each.finding.values)["sources"], dict(each.finding.values)["destinations"])
        for each in report.findings.judged
        if each.finding.rule.startswith("nsg-")
    }

    assert patient_of(report).diagnosis.state == "works"
    assert told == {
        "nsg-blocks-what-nodes-send": ("192.168.1.4/31, 192.168.2.6/31", "10.244.0.0/23"),
        "nsg-blocks-pods-to-nodes": ("10.244.0.0/22", "192.168.1.4/31"),
    }
