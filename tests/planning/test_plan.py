"""One cluster's plan: off what is taken, as small as can be, growing with the needs, sound by every rule."""

from ipaddress import IPv4Network
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.prefixes import RESERVED_BY_AKS, overlap
from akslab.planning.demand import demand_of
from akslab.planning.documents import documents, unsound
from akslab.planning.limits import slots, usable
from akslab.planning.needs import Growth, Needs, Surge
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, compared, plan_cluster, rejected
from akslab.planning.plugins import KUBENET, NODE_SUBNET, OVERLAY, PLUGINS, POD_SUBNET, Plugin
from akslab.planning.sentences import say
from akslab.planning.sizing import services_in, sizes_of
from akslab.planning.taken import Taken
from akslab.rules.catalogue import judgements
from akslab.rules.from_documents import view_of
from akslab.rules.rule import Finding

from .wishes import needs, plugins, ranges, surges, taken, unhurried


@unhurried
@given(needs(), plugins, ranges())
def test_no_range_of_a_plan_touches_what_is_taken_reserved_or_its_own(
    wanted: Needs, plugin: Plugin, given_ranges: Ranges
) -> None:
    plan = plan_cluster(wanted, plugin, given_ranges)
    found = [prefix for _, prefix in plan.ranges]
    avoided = [*RESERVED_BY_AKS, *(IPv4Network(each.text) for each in given_ranges.taken)]

    assert bool(found) is plan.fits
    for number, prefix in enumerate(found):
        assert not any(overlap(prefix, other) for other in [*avoided, *found[:number]])
        assert any(prefix.subnet_of(take) for take in given_ranges.network)


@unhurried
@given(needs(), plugins)
def test_one_size_smaller_does_not_hold_it_and_the_size_itself_does(wanted: Needs, plugin: Plugin) -> None:
    demand = demand_of(wanted, plugin)
    sizes = sizes_of(demand)

    assert usable(sizes.subnet) >= demand.subnet_addresses
    assert usable(sizes.subnet + 1) < demand.subnet_addresses or sizes.subnet == 29
    assert services_in(sizes.service) >= wanted.services
    assert services_in(sizes.service + 1) < wanted.services or sizes.service == 28
    if plugin.has_slots:
        assert slots(sizes.pod_cidr) >= demand.at_upgrade > slots(sizes.pod_cidr + 1)
    if plugin is POD_SUBNET:
        assert usable(sizes.pod_subnet) >= demand.pod_subnet_addresses > usable(sizes.pod_subnet + 1)


MORE: list[dict[str, Any]] = [
    {"nodes": 3},
    {"services": 50},
    {"internal_load_balancers": 3},
    {"other_addresses": 3},
    {"pods": 40},
]


@unhurried
@given(needs(), plugins, st.sampled_from(MORE))
def test_more_needs_never_take_a_smaller_range(wanted: Needs, plugin: Plugin, more: dict[str, int]) -> None:
    larger = msgspec.structs.replace(wanted, **{name: getattr(wanted, name) + extra for name, extra in more.items()})
    one, other = sizes_of(demand_of(wanted, plugin)), sizes_of(demand_of(larger, plugin))

    for name in ("subnet", "pod_subnet", "pod_cidr", "service"):
        assert getattr(other, name) <= getattr(one, name)


@unhurried
@given(needs(), plugins)
def test_a_larger_surge_or_growth_never_takes_a_smaller_range(wanted: Needs, plugin: Plugin) -> None:
    surge = Surge(wanted.surge.amount + 1, is_percent=wanted.surge.is_percent)
    growth = Growth(wanted.growth.numerator + 1, wanted.growth.denominator, wanted.growth.added)
    for larger in (msgspec.structs.replace(wanted, surge=surge), msgspec.structs.replace(wanted, growth=growth)):
        assert demand_of(larger, plugin).subnet_addresses >= demand_of(wanted, plugin).subnet_addresses


@unhurried
@given(needs(), plugins, ranges())
def test_every_plan_is_sound_by_the_catalogue(wanted: Needs, plugin: Plugin, given_ranges: Ranges) -> None:
    plan = plan_cluster(wanted, plugin, given_ranges)
    if plan.fits:
        assert unsound(plan) == []


def test_a_plan_with_a_range_too_small_would_be_found_out() -> None:
    plan = plan_cluster(Needs(nodes=20), KUBENET, Ranges())
    shrunk = {
        "subnet": IPv4Network("10.9.0.0/28"),
        "pod_cidr": IPv4Network("10.8.0.0/24"),
        "service_cidr": plan.pod_cidr,
    }
    for name, value in shrunk.items():
        assert unsound(msgspec.structs.replace(plan, **{name: value}))


@pytest.mark.parametrize("plugin", PLUGINS.values(), ids=PLUGINS)
def test_the_documents_judge_as_sound_beside_a_peered_network(plugin: Plugin) -> None:
    peer = IPv4Network("10.0.0.0/12")
    plan = plan_cluster(Needs(nodes=12, pools=2, growth=Growth(2, 1)), plugin, Ranges(taken=(taken(peer, "hub"),)))
    network, *others = documents(plan)
    hub = network["id"].replace("-vnet", "-hub")
    space = {"addressPrefixes": [str(peer)]}
    peering = {
        "id": f"{network['id']}/virtualNetworkPeerings/hub",
        "name": "hub",
        "properties": {"remoteVirtualNetwork": {"id": hub}, "remoteAddressSpace": space},
    }
    properties = network["properties"] | {"virtualNetworkPeerings": [peering]}
    remote = {"id": hub, "name": "hub", "type": network["type"], "location": "eastus"}
    hub_document = remote | {"properties": {"addressSpace": space, "subnets": [], "virtualNetworkPeerings": []}}

    view = view_of([network | {"properties": properties}, *others, hub_document], complete=True, rights=lambda *_: True)

    found = [judged for judged in judgements(view) if isinstance(judged, Finding)]
    assert [finding for finding in found if finding.class_ in ("rejected", "breaks")] == []


def said(plan: Plan, given_ranges: Ranges = Ranges()) -> str:  # noqa: B008 - a frozen value
    """Return all that is said of a plan."""
    everything = [*plan.problems, *plan.arithmetic, *plan.remarks]
    return "\n".join(say(each, "en") for each in [*everything, *(rejected(plan, given_ranges) if plan.fits else ())])


def test_a_plan_without_room_for_the_surge_is_found_out_at_the_upgrade() -> None:
    plan = plan_cluster(Needs(nodes=26, surge=Surge(2)), KUBENET, Ranges())
    tight = msgspec.structs.replace(plan, subnet=IPv4Network("10.9.0.0/27"))
    assert [finding.rule for finding in unsound(tight)] == ["subnet-too-small"]


def test_a_pool_of_exactly_thirty_pods_is_allowed() -> None:
    assert plan_cluster(Needs(nodes=3, pods_per_node=10), KUBENET, Ranges()).fits


def test_ranges_that_aks_keeps_for_itself_are_never_taken() -> None:
    def within(take: str) -> Plan:
        return plan_cluster(Needs(nodes=50), KUBENET, Ranges(network=(IPv4Network(take),)))

    assert all(prefix.subnet_of(IPv4Network("172.28.0.0/15")) for _, prefix in within("172.28.0.0/14").ranges)
    assert not within("172.30.0.0/15").fits


def test_a_range_that_aks_keeps_is_not_proposed_to_be_freed() -> None:
    take = IPv4Network("172.31.0.0/16")
    ranges = Ranges(network=(take,), taken=(taken(take, "hub"),))
    assert "would do if" not in said(plan_cluster(Needs(nodes=50), KUBENET, ranges))


def test_the_arithmetic_is_shown_line_by_line() -> None:
    text = said(plan_cluster(Needs(nodes=50, surge=Surge(1), internal_load_balancers=2), NODE_SUBNET, Ranges()))

    assert "addresses (P2): 51 + 51 x 30 = 1,581" in text
    assert "1,581 + 2 internal load balancers + 0 others in the subnet = 1,583" in text
    assert "1,583 + 5 that Azure keeps (P1) = 1,588 -> /21 (2,048 addresses, 2,043 usable)" in text


def test_what_was_rejected_is_named_with_its_reason() -> None:
    avoided = Ranges(taken=(Taken((10 << 24, (10 << 24) + (1 << 16) - 1), "10.0.0.0/16", "hub", "ipam.csv:2"),))
    text = said(plan_cluster(Needs(nodes=300, surge=Surge(1)), KUBENET, avoided), avoided)

    assert "a /24 node subnet: 251 usable addresses, 301 needed" in text
    assert "10.244.0.0/16, AKS's default pod CIDR: 256 nodes, 301 during an upgrade (R19)" in text
    assert "10.0.0.0/16, AKS's default service CIDR: lies inside 10.0.0.0/16 hub (ipam.csv:2)" in text
    assert "taken: 10.0.0.0/16 hub (ipam.csv:2)" in text


@pytest.mark.parametrize(
    ("wanted", "plugin", "reason"),
    [
        (Needs(nodes=401, surge=Surge(1)), KUBENET, "401 nodes + 1 of the surge + 0 own routes = 402 routes"),
        (Needs(nodes=390, surge=Surge(1), custom_routes=10), KUBENET, "at most 389 nodes, or CNI Overlay"),
        (Needs(nodes=5001, pools=9), OVERLAY, "a cluster has at most 5,000 (R24)"),
        (Needs(nodes=1200), OVERLAY, "a pool has at most 1,000 (R24): 2 pools or more"),
        (Needs(nodes=950), OVERLAY, "a pool of 950 nodes + 95 of the surge; a pool has at most 1,000"),
        (Needs(nodes=101, pools=101), OVERLAY, "101 pools; a cluster has at most 100"),
        (Needs(nodes=2, pods_per_node=10), KUBENET, "a pool takes at least 30 (R21): 15 pods per node, or 3 nodes"),
        (Needs(nodes=300, pods_per_node=250), NODE_SUBNET, "a virtual network has at most 65,536 in use (D25)"),
        (Needs(nodes=3, windows=True), KUBENET, "Windows pools need Azure CNI (E15)"),
        (Needs(nodes=3, virtual_nodes=True), KUBENET, "virtual nodes need Azure CNI (E17)"),
        (Needs(nodes=3, network_policy="azure"), KUBENET, "Azure network policies are not for kubenet (E16)"),
    ],
)
def test_a_limit_of_aks_says_what_would_have_to_give(wanted: Needs, plugin: Plugin, reason: str) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())

    assert not plan.fits
    assert reason in said(plan)


@unhurried
@given(surges, st.integers(1, 3), st.sampled_from([(KUBENET, 400), (NODE_SUBNET, 400), (POD_SUBNET, 600)]))
def test_what_would_have_to_give_is_enough_and_no_more(surge: Surge, pools: int, asked: tuple[Plugin, int]) -> None:
    plugin, nodes = asked
    wanted = Needs(nodes=nodes, pools=pools, pods_per_node=250, surge=surge)
    problems = plan_cluster(wanted, plugin, Ranges()).problems
    [gives] = [problem.values["gives"] for problem in problems if "gives" in problem.values]

    assert plan_cluster(msgspec.structs.replace(wanted, nodes=gives), plugin, Ranges()).fits
    assert not plan_cluster(msgspec.structs.replace(wanted, nodes=gives + 1), plugin, Ranges()).fits


def test_no_free_range_names_the_largest_gap_and_who_is_in_the_way() -> None:
    take = IPv4Network("10.64.0.0/20")
    avoided = Ranges(network=(take,), taken=(taken(IPv4Network("10.64.3.0/24"), "hub"),))
    text = said(plan_cluster(Needs(nodes=12), KUBENET, avoided))

    assert "no free /20 for the pod CIDR in 10.64.0.0/20" in text
    assert "the largest free range is a /21, which holds 7 nodes" in text
    assert "10.64.0.0/20 would do if it were free of 1: 10.64.3.0/24 hub (drawn)" in text
    assert "--take-pods names others" in text


def test_where_only_what_aks_keeps_is_in_the_way_it_is_named() -> None:
    kept = Ranges(network=(IPv4Network("172.30.0.0/15"),))

    assert "never free, whatever is avoided: 172.30.0.0/16 AKS (R1), 172.31.0.0/16 AKS (R1)" in said(
        plan_cluster(Needs(nodes=12), KUBENET, kept)
    )


def test_what_aks_keeps_is_not_named_where_an_avoided_range_is_in_the_way() -> None:
    avoided = Ranges(network=(IPv4Network("172.28.0.0/14"),), taken=(taken(IPv4Network("172.28.0.0/15"), "hub"),))
    text = said(plan_cluster(Needs(nodes=12), KUBENET, avoided))

    assert "172.28.0.0/20 would do if it were free of 1: 172.28.0.0/15 hub (drawn)" in text
    assert "never free" not in text


def test_a_gap_for_each_but_not_for_all_is_told_as_that() -> None:
    take = IPv4Network("10.64.0.0/20")
    assert "but not beside the other ranges" in said(
        plan_cluster(Needs(nodes=12), KUBENET, Ranges(network=(take,), pods=(), services=()))
    )


def test_pods_from_elsewhere_leave_the_network_its_range() -> None:
    apart = Ranges(
        network=(IPv4Network("10.64.0.0/27"),),
        pods=(IPv4Network("100.64.0.0/10"),),
        services=(IPv4Network("192.168.0.0/16"),),
    )
    plan = plan_cluster(Needs(nodes=20), KUBENET, apart)
    assert [str(prefix) for _, prefix in plan.ranges] == ["10.64.0.0/27", "100.64.0.0/19", "192.168.0.0/24"]
    assert str(plan.dns_service_ip) == "192.168.0.10"


@pytest.mark.parametrize(
    ("wanted", "plugin", "binds"),
    [
        (Needs(nodes=20), KUBENET, {"subnet"}),
        (Needs(nodes=15, surge=Surge(1)), KUBENET, {"slots"}),
        (Needs(nodes=31, surge=Surge(1), pods_per_node=250), OVERLAY, {"slots"}),
        (Needs(nodes=380, surge=Surge(1)), KUBENET, {"routes"}),
        (Needs(nodes=4900, pools=10, surge=Surge(1)), OVERLAY, {"nodes"}),
        (Needs(nodes=950, surge=Surge(1)), OVERLAY, {"pool"}),
        (Needs(nodes=1, pods=8_000, pods_per_node=250), OVERLAY, {"subnet", "pods-per-node"}),
        (Needs(nodes=100, surge=Surge(1), pods_per_node=30), POD_SUBNET, {"subnet"}),
    ],
)
def test_the_limit_that_binds_is_named(wanted: Needs, plugin: Plugin, binds: set[str]) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    assert {limit.kind for limit in plan.limits if limit.binds} == binds


@unhurried
@given(needs(), plugins)
def test_a_node_ceiling_is_reached_and_not_passed(wanted: Needs, plugin: Plugin) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    if not plan.fits:
        return
    ceiling = min(limit.most_nodes for limit in plan.limits)

    def subnet_with(nodes: int) -> bool:
        grown = msgspec.structs.replace(wanted, growth=Growth(added=max(0, nodes - wanted.nodes)))
        demand = demand_of(grown, plugin)
        sizes = sizes_of(demand)
        lengths = (sizes.subnet, sizes.pod_subnet, sizes.pod_cidr)
        planned = (plan.sizes.subnet, plan.sizes.pod_subnet, plan.sizes.pod_cidr)
        return demand.nodes <= nodes and all(one >= other for one, other in zip(lengths, planned, strict=True))

    assert ceiling >= plan.demand.nodes
    if wanted.growth.numerator == wanted.growth.denominator:
        assert subnet_with(ceiling)


def test_the_four_models_are_planned_as_alternatives() -> None:
    plans = compared(Needs(nodes=20), Ranges())
    assert [plan.plugin.id for plan in plans] == ["kubenet", "node-subnet", "pod-subnet", "overlay"]
    assert plans[0].ranges == plans[3].ranges


def test_the_articles_advice_is_taken_when_on_premises_has_ten_slash_eight() -> None:
    on_premises = taken(IPv4Network("10.0.0.0/8"), "on-premises")
    advised = tuple(map(IPv4Network, ("172.16.0.0/16", "172.16.0.0/12")))
    plan = plan_cluster(Needs(nodes=50), KUBENET, Ranges(network=advised, taken=(on_premises,)))
    text = said(plan, Ranges(network=advised, taken=(on_premises,)))

    assert all(prefix.subnet_of(advised[0]) for _, prefix in plan.ranges)
    assert "10.0.0.0/16, AKS's default service CIDR: lies inside 10.0.0.0/8 on-premises" in text
    assert "10.244.0.0/16, AKS's default pod CIDR: lies inside 10.0.0.0/8 on-premises" in text
