"""One `pod_cidr`, from the request's body to the commands for the kernel, through the functions the product runs.

Door by door as in docs/walk.md. Nothing is started: Resource Manager, the controllers and the compile step are called
here, and the last step is what `net.commands` would have a person type. The packets themselves are the business of
tests/compile/test_real_packets.py and tests/e2e.
"""

import asyncio
import copy
import json

import pytest

from akslab.compile.fabric import table_number
from akslab.compile.names import node_netns
from akslab.compile.reading import read_inputs
from akslab.kernel.fake import FakeKernel
from akslab.kernel.http_workloads import answer
from akslab.net.changes import Change
from akslab.net.commands import commands
from akslab.net.diff import diff
from akslab.net.nftables import AddressIn, NftRule, Verdict
from akslab.net.state import NetworkState

from .lab import CLUSTER_ID, VNET_ID, Walk, ask, cluster_body, walk_of

POD_CIDR = "10.96.0.0/14"
"""Not the default, so that no door can pass by filling in its own; aligned to nothing else in the lab."""
BLOCKS = ["10.96.0.0/24", "10.96.1.0/24"]


@pytest.fixture(scope="module")
def walk() -> Walk:
    return walk_of(POD_CIDR)


@pytest.fixture(scope="module")
def state(walk: Walk) -> NetworkState:
    return walk.compiled()


@pytest.fixture(scope="module")
def steps(state: NetworkState) -> tuple[Change, ...]:
    return diff({}, state)


def test_doors_1_to_3_the_body_becomes_the_wire_type_under_azures_name(walk: Walk) -> None:
    profile = walk.answered["properties"]["networkProfile"]
    assert (profile["podCidr"], profile["podCidrs"]) == (POD_CIDR, [POD_CIDR])


def test_door_3_azure_does_not_mind_the_case_of_a_name() -> None:
    lab = walk_of(POD_CIDR)
    body = cluster_body(POD_CIDR)
    body["properties"]["networkProfile"]["PODCIDR"] = body["properties"]["networkProfile"].pop("podCidr")
    answered = json.loads(ask(lab.lab, lab.file, CLUSTER_ID, body).body or b"{}")
    assert answered["properties"]["networkProfile"]["podCidr"] == POD_CIDR


def test_door_4_the_rules_judge_this_value_and_not_the_default(walk: Walk) -> None:
    refused = ask(walk.lab, walk.file, f"{CLUSTER_ID}2", cluster_body("172.16.0.0/12"))
    said = json.loads(refused.body or b"{}")
    assert (refused.status, said["code"], said["target"]) == (400, "AkslabReservedRange", "networkProfile.podCIDR")
    assert "172.16.0.0/12 overlaps 172.30.0.0/16" in said["message"]


def test_door_5_the_stored_document_holds_it(walk: Walk) -> None:
    entry = walk.lab.context.store.get(f"arm/{CLUSTER_ID.lower()}")
    assert entry is not None
    assert json.loads(entry.value)["properties"]["networkProfile"]["podCidr"] == POD_CIDR


def test_door_6_each_node_gets_the_next_slash_24_of_it(walk: Walk) -> None:
    assert [node["spec"]["podCIDR"] for node in walk.nodes()] == BLOCKS


def test_door_7_the_table_has_a_route_for_each_block_to_its_node(walk: Walk) -> None:
    routes = [route["properties"] for route in walk.routes()]
    hops = {route["addressPrefix"]: route["nextHopIpAddress"] for route in routes}
    assert hops == dict(zip(BLOCKS, ["192.168.1.4", "192.168.1.5"], strict=True))


def test_door_8_the_subnets_table_carries_the_block_to_the_nodes_cable(walk: Walk, state: NetworkState) -> None:
    inputs = read_inputs([walk.document(VNET_ID)])
    number = table_number(inputs.networks[VNET_ID.lower()].subnets[0])
    fabric = next(found for name, found in state.items() if name.startswith("vnet/"))
    route = next(each for each in fabric.routes if (each.table, each.dst) == (number, BLOCKS[1]))
    assert (route.via, route.dev) == ("192.168.1.5", "nicc0a80105")


def test_door_8_the_node_spares_the_whole_pod_cidr_from_masquerade_and_nothing_else(
    walk: Walk, state: NetworkState
) -> None:
    table = state[node_netns(walk.node_names()[0])].tables[0]
    chain = next(chain for chain in table.chains if chain.name == "IP-MASQ-AGENT")
    spared = [rule for rule in chain.rules if Verdict("return") in rule.statements]
    assert [matched_addresses(rule) for rule in spared] == [(("10.96.0.0", "10.99.255.255"),)]
    assert chain.rules[-1] not in spared


def matched_addresses(rule: NftRule) -> tuple[tuple[str, str], ...]:
    return next(match.ranges for match in rule.matches if isinstance(match, AddressIn))


def test_door_9_the_steps_read_as_ip_and_nft_lines(walk: Walk, steps: tuple[Change, ...]) -> None:
    text = "\n".join(commands(step) for step in steps)
    assert f"ip -n node.{walk.node_names()[0]} address add 10.96.0.1/24 dev cbr0 noprefixroute" in text
    assert f"route add {BLOCKS[1]} via 192.168.1.5 dev nicc0a80105 onlink table 3232235776 proto static" in text
    assert 'ip daddr 10.96.0.0-10.99.255.255 return comment "ip-masq-agent: local traffic' in text


@pytest.mark.parametrize("removed", BLOCKS)
def test_door_9_without_its_route_exactly_that_block_is_dropped(walk: Walk, state: NetworkState, removed: str) -> None:
    documents = copy.deepcopy(walk.documents())
    for document in documents:
        if document["type"] == "Microsoft.Network/routeTables":
            kept = [r for r in document["properties"]["routes"] if r["properties"]["addressPrefix"] != removed]
            document["properties"]["routes"] = kept
    lines = [commands(step) for step in diff(state, walk.compiled(documents))]
    routes = [line for line in lines if " route " in line]
    assert len(routes) == 1
    assert f"route delete {removed} " in routes[0]


def test_door_9_a_kernel_as_strict_as_linux_takes_the_steps(state: NetworkState, steps: tuple[Change, ...]) -> None:
    kernel = FakeKernel()
    asyncio.run(kernel.apply(steps))
    assert asyncio.run(kernel.observe()) == state


def test_door_10_the_other_side_says_whom_it_saw() -> None:
    said = answer(b"GET / HTTP/1.1\r\nHost: web\r\n\r\n", "web", "10.96.0.2").decode()
    assert said.endswith("name: web\nclient: 10.96.0.2\n")
