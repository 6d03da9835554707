"""What the route controller wants of a table (K8-K11, K14, K16, K17), for any nodes and any routes."""

from collections.abc import Sequence
from ipaddress import ip_network
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from akslab.aks.route_plan import NodeRoute, apply_plan, plan_routes

Json = dict[str, Any]
POD_CIDR = "10.244.0.0/16"
_NODES = tuple(f"aks-np-12345678-vmss00000{digit}" for digit in "0123")
_FOREIGN = ("default", "aks-np-87654321-vmss000000____102440024", "x____y", "AKS-NP-12345678-vmss000000", "Storage")
_PREFIXES = ("0.0.0.0/0", "10.0.0.0/8", POD_CIDR, "10.244.0.0/24", "10.244.7.0/24", "10.245.0.0/24", "172.16.0.0/12")


def _route(name: str, prefix: str, hop: str = "10.9.9.9") -> Json:
    return {
        "name": name,
        "properties": {"addressPrefix": prefix, "nextHopType": "VirtualAppliance", "nextHopIpAddress": hop},
    }


@st.composite
def _clusters(draw: st.DrawFn, cidr: str = POD_CIDR) -> list[NodeRoute]:
    names = draw(st.lists(st.sampled_from(_NODES), unique=True))
    blocks = [str(block) for block in list(ip_network(cidr).subnets(new_prefix=24))[:8]]
    given_blocks = draw(st.lists(st.sampled_from(blocks), unique=True, min_size=len(names), max_size=len(names)))
    return [
        NodeRoute(name, block, f"192.168.1.{number}")
        for number, (name, block) in enumerate(zip(names, given_blocks, strict=True), 4)
    ]


@st.composite
def _tables(draw: st.DrawFn) -> list[Json]:
    """Routes of anybody: no two with one name, whatever its case."""
    names = draw(st.lists(st.sampled_from(_NODES + _FOREIGN), unique_by=str.lower))
    return [_route(name, draw(st.sampled_from((*_PREFIXES, "Storage")))) for name in names]


def _settled(nodes: list[NodeRoute], routes: Sequence[Json]) -> list[Json]:
    """Apply plans until there is nothing to do, as reconciles ten seconds apart would."""
    table = list(routes)
    for _ in range(5):
        plan = plan_routes(nodes, table, POD_CIDR)
        if not plan.create and not plan.delete:
            return table
        table = apply_plan(table, plan)
    raise AssertionError("it never comes to rest")


def _inside(prefix: str) -> bool:
    if prefix == "Storage":
        return False
    network, cluster = ip_network(prefix), ip_network(POD_CIDR)
    return network[0] in cluster or network[-1] in cluster


def test_names_are_those_aks_was_seen_to_write() -> None:
    assert NodeRoute("aks-np-1-vmss000001", "10.244.1.0/24", "192.168.1.5").name == "aks-np-1-vmss000001____102441024"
    assert NodeRoute("aks-np-1-vmss000000", "10.244.0.0/24", "192.168.1.4").name == "aks-np-1-vmss000000____102440024"


@given(_clusters(), _tables())
def test_every_node_gets_its_route_whatever_was_in_the_table(nodes: list[NodeRoute], table: list[Json]) -> None:
    pairs = {(r["name"].split("____")[0].lower(), r["properties"]["addressPrefix"]) for r in _settled(nodes, table)}
    assert {(node.node, node.cidr) for node in nodes} <= pairs


@given(_clusters(), _tables())
def test_nothing_unknown_is_left_inside_the_pod_cidr(nodes: list[NodeRoute], table: list[Json]) -> None:
    known = {node.cidr for node in nodes}
    left = {route["properties"]["addressPrefix"] for route in _settled(nodes, table)}
    assert {prefix for prefix in left if _inside(prefix)} == known


@given(_clusters(), _tables())
def test_routes_outside_the_pod_cidr_stay_as_they_are(nodes: list[NodeRoute], table: list[Json]) -> None:
    doomed = tuple(name.lower() for name in plan_routes(nodes, table, POD_CIDR).delete)
    outside = [r for r in table if not _inside(r["properties"]["addressPrefix"])]
    # K11: a deletion takes along every route whose name begins with the deleted one, a write those named like a node.
    named_like_nodes = {node.node.lower() for node in nodes}
    own = [r for r in outside if r["name"].lower() not in named_like_nodes]
    safe = [r for r in own if not (doomed and r["name"].lower().startswith(doomed))]
    assert [route for route in _settled(nodes, table) if route in safe] == safe


def test_a_route_in_the_style_without_a_block_goes_with_the_next_write_and_comes_back_in_the_other() -> None:
    known, new = NodeRoute("n0", "10.244.0.0/24", "192.168.1.4"), NodeRoute("n1", "10.244.1.0/24", "192.168.1.5")
    old_style = {**known.as_route(), "name": "N0"}
    untouched = plan_routes([known], [old_style], POD_CIDR)
    assert (untouched.create, untouched.delete) == ((), ())
    written = apply_plan([old_style], plan_routes([known, new], [old_style], POD_CIDR))
    assert [route["name"] for route in written] == [new.name]
    assert plan_routes([known, new], written, POD_CIDR).create == (known,)


@given(_clusters(), _tables(), st.ip_addresses(v=4))
def test_a_next_hop_edited_by_hand_is_kept(nodes: list[NodeRoute], table: list[Json], hop: object) -> None:
    settled = _settled(nodes, table)
    edited = [{**r, "properties": {**r["properties"], "nextHopIpAddress": str(hop)}} for r in settled]
    plan = plan_routes(nodes, edited, POD_CIDR)
    assert (plan.create, plan.delete) == ((), ())


@given(_clusters())
def test_a_node_is_recognised_by_its_name_in_any_case_and_with_any_suffix(nodes: list[NodeRoute]) -> None:
    table = [_route(f"{node.node.upper()}____whatever", node.cidr) for node in nodes]
    plan = plan_routes(nodes, table, POD_CIDR)
    assert (plan.create, plan.delete) == ((), ())


@given(_clusters())
def test_two_clusters_with_one_pod_cidr_delete_each_others_routes(ours: list[NodeRoute]) -> None:
    theirs = [NodeRoute(node.node.replace("-np-", "-other-"), node.cidr, "192.168.2.4") for node in ours]
    table = _settled(theirs, [node.as_route() for node in ours])
    assert [route["name"] for route in table] == [node.name for node in theirs]
    assert [route["name"] for route in _settled(ours, table)] == [node.name for node in ours]


@given(_clusters(), _clusters(cidr="10.245.0.0/16"))
def test_two_clusters_with_pod_cidrs_apart_leave_each_other_alone(
    ours: list[NodeRoute], theirs: list[NodeRoute]
) -> None:
    table = _settled(ours, [NodeRoute(f"b-{node.node}", node.cidr, node.address).as_route() for node in theirs])
    assert len(table) == len(ours) + len(theirs)


def test_a_deletion_takes_along_what_begins_with_the_same_name() -> None:
    node = NodeRoute(_NODES[0], "10.244.0.0/24", "192.168.1.4")
    table = [_route("gone", "10.244.9.0/24"), _route("gone-too", "172.16.0.0/12"), node.as_route()]
    assert _settled([node], table) == [node.as_route()]
