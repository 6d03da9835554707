"""Fleets: none on another, the same whatever the order, all placed if all can be, and told for whom nothing is left."""

from ipaddress import IPv4Network
from itertools import pairwise
from random import Random

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.planning.documents import documents, unsound
from akslab.planning.fleet import Wanted, addresses_of, plan_fleet
from akslab.planning.fleet_file import read_fleet
from akslab.planning.needs import Growth, Needs, Surge
from akslab.planning.placing import Ranges
from akslab.planning.plugins import KUBENET, OVERLAY, PLUGINS, Plugin
from akslab.planning.sentences import PlanError, say
from akslab.planning.taken import read_list
from akslab.rules.catalogue import judgements
from akslab.rules.from_documents import view_of
from akslab.rules.rule import Finding

from .wishes import ACCEPTED, needs, plugins, prefixes, refusal, taken, unhurried

fleets = st.lists(st.tuples(needs(most_nodes=20), plugins), min_size=1, max_size=8).map(
    lambda drawn: [
        Wanted(msgspec.structs.replace(wanted, name=f"team-{number}"), plugin)
        for number, (wanted, plugin) in enumerate(drawn)
    ]
)


@unhurried
@given(fleets, st.lists(prefixes("10.0.0.0/12", 14, 24), max_size=8))
def test_no_two_ranges_of_a_fleet_meet_each_other_or_what_is_taken(
    fleet: list[Wanted], avoided: list[IPv4Network]
) -> None:
    ranges = Ranges(network=(IPv4Network("10.0.0.0/12"),), taken=tuple(map(taken, avoided)))
    plans = plan_fleet(fleet, ranges)

    found = sorted((prefix for plan in plans for _, prefix in plan.ranges), key=lambda prefix: int(prefix[0]))
    assert all(int(one[-1]) < int(other[0]) for one, other in pairwise(found))
    assert not any(prefix.overlaps(other) for prefix in found for other in avoided)
    assert [plan.name for plan in plans] == [wanted.needs.name for wanted in fleet]


@unhurried
@given(fleets, st.randoms())
def test_the_order_of_the_file_changes_nothing(fleet: list[Wanted], dice: Random) -> None:
    ranges = Ranges(network=(IPv4Network("10.0.0.0/14"),))
    shuffled = list(fleet)
    dice.shuffle(shuffled)

    def by_name(wanted: list[Wanted]) -> dict[str, object]:
        return {plan.name: (plan.ranges, plan.problems) for plan in plan_fleet(wanted, ranges)}

    assert by_name(shuffled) == by_name(fleet)


def thirty_nodes(name: str) -> Wanted:
    """Return a cluster that takes a /19, a /24 and a /26."""
    return Wanted(Needs(name=name, nodes=30, surge=Surge(1)), KUBENET)


def room_for_seven() -> Ranges:
    """Return a /16 of which all is taken but seven times a /19, a /24 and a /26."""
    rest = read_list("10.0.232.192-10.0.255.255", "drawn")
    return Ranges(network=(IPv4Network("10.0.0.0/16"),), taken=tuple(rest))


def test_a_fleet_that_needs_the_last_address_gets_it() -> None:
    plans = plan_fleet([thirty_nodes(f"c{n}") for n in range(7)], room_for_seven())
    assert all(plan.fits for plan in plans)
    assert addresses_of(plans) == 7 * (2**13 + 2**8 + 2**6)


def test_when_not_all_fit_as_many_as_can_do_and_the_one_left_is_told_what_it_lacks() -> None:
    plans = plan_fleet([thirty_nodes(f"c{n}") for n in range(8)], room_for_seven())
    [left] = [plan for plan in plans if not plan.fits]

    assert left.lacks_space
    assert not left.ranges
    assert say(left.problems[0], "en") == "no free /19 is left for the pod CIDR in 10.0.0.0/16"


def test_a_cluster_without_room_leaves_none_of_its_ranges_behind() -> None:
    wide = Wanted(Needs(name="wide", nodes=200), OVERLAY)
    small = [Wanted(Needs(name=f"s{n}", nodes=3, surge=Surge(1), services=10), KUBENET) for n in range(3)]
    plans = plan_fleet([wide, *small], Ranges(network=(IPv4Network("10.0.0.0/20"),)))
    assert [plan.fits for plan in plans] == [False, True, True, True]


def overlays(count: int) -> list[Wanted]:
    """Return Overlay clusters of 3 to 3 + count nodes, and one on kubenet."""
    fleet = [Wanted(Needs(name=f"o{n}", nodes=3 + n, surge=Surge(1), services=100), OVERLAY) for n in range(count)]
    return [*fleet, Wanted(Needs(name="k", nodes=3, surge=Surge(1), services=100), KUBENET)]


def test_overlay_clusters_may_share_one_pod_cidr_as_large_as_the_largest_needs() -> None:
    ranges = Ranges(network=(IPv4Network("10.0.0.0/18"),))
    plans = plan_fleet(overlays(14), ranges, share_overlay_pods=True)

    assert {str(plan.pod_cidr) for plan in plans[:-1]} == {"10.0.0.0/19"}
    assert str(plans[-1].pod_cidr) == "10.0.32.0/22"
    assert not all(plan.fits for plan in plan_fleet(overlays(14), ranges))


def test_without_room_for_the_shared_pod_cidr_only_the_others_are_placed() -> None:
    plans = plan_fleet(overlays(30), Ranges(network=(IPv4Network("10.0.0.0/20"),)), share_overlay_pods=True)
    assert [plan.name for plan in plans if plan.fits] == ["k"]


@unhurried
@given(fleets, st.lists(prefixes("10.0.0.0/12", 14, 24), max_size=8))
def test_a_shared_pod_cidr_meets_nothing_else(fleet: list[Wanted], avoided: list[IPv4Network]) -> None:
    ranges = Ranges(network=(IPv4Network("10.0.0.0/12"),), taken=tuple(map(taken, avoided)))
    plans = plan_fleet(fleet, ranges, share_overlay_pods=True)
    shared = {plan.pod_cidr for plan in plans if plan.plugin is OVERLAY and plan.pod_cidr}
    found = sorted({*shared, *(p for plan in plans for _, p in plan.ranges)}, key=lambda prefix: int(prefix[0]))

    assert len(shared) <= 1
    assert all(int(one[-1]) < int(other[0]) for one, other in pairwise(found))
    assert all(unsound(plan) == [] for plan in plans if plan.fits)


def test_of_those_without_room_the_smallest_is_tried_first() -> None:
    large = thirty_nodes("large")
    small = Wanted(Needs(name="small", nodes=7, surge=Surge(1)), KUBENET)
    rest = read_list("10.0.40.0-10.0.63.255", "drawn")
    plans = plan_fleet([large, small], Ranges(network=(IPv4Network("10.0.0.0/18"),), taken=tuple(rest)))
    assert [plan.name for plan in plans if plan.fits] == ["small"]


def test_a_limit_of_one_cluster_does_not_stop_the_others() -> None:
    fleet = [Wanted(Needs(name="large", nodes=500), KUBENET), Wanted(Needs(name="small", nodes=5), KUBENET)]
    assert [plan.fits for plan in plan_fleet(fleet, Ranges())] == [False, True]


def test_a_whole_fleet_is_sound_by_the_catalogue_together() -> None:
    fleet = [
        Wanted(Needs(name=f"team-{n}", nodes=3 + n, pools=1 + n % 3, growth=Growth(2, 1)), plugin)
        for n, plugin in enumerate([*PLUGINS.values()] * 4)
    ]
    everything = [document for plan in plan_fleet(fleet, Ranges()) for document in documents(plan)]
    found = judgements(view_of(everything, complete=True, rights=lambda *_: True))
    breaking = [each for each in found if isinstance(each, Finding) and each.class_ in ("rejected", "breaks")]
    assert breaking == []


DEFAULTS = Needs(surge=Surge(33, is_percent=True))


def fleet_of(text: str, plugin: Plugin | None = None) -> list[Wanted]:
    return read_fleet(text, "fleet", DEFAULTS, plugin)


def test_csv_and_json_say_the_same_fleet() -> None:
    csv = 'Name,Nodes,Growth,Pools,plugin,internal-load-balancers\na,12,2x,3,kubenet,1\nb,20,,"5,15",overlay,\n'
    json = (
        '[{"name":"a","nodes":12,"growth":"2x","pools":3,"plugin":"kubenet","internal_load_balancers":1},'
        '{"cluster":"b","nodes":20,"pools":[5,15],"plugin":"overlay"}]'
    )
    fleet = fleet_of(csv)

    assert fleet == fleet_of(json) == fleet_of(f'{{"clusters":{json}}}')
    assert fleet[0].needs.growth.text == "2x"
    assert fleet[1].needs.pool_sizes == (5, 15)
    assert {wanted.needs.surge for wanted in fleet} == {DEFAULTS.surge}


def test_rows_fall_back_to_the_plugin_of_the_command() -> None:
    assert fleet_of("name,nodes\na,3", KUBENET)[0].plugin is KUBENET


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,nodes,plugin\na,3,kubenet\nb,x,kubenet", "fleet:3: nodes: 'x' is not a whole number"),
        ("name,nodse\na,3", "fleet:1: 'nodse' is none of the columns"),
        ("nodes,plugin\n3,kubenet", "fleet:1: the header has no column name"),
        ("name,nodes\na,3", "fleet:2: which plugin?"),
        ("name,nodes,plugin\na,3,calico", "fleet:2: plugin: 'calico' is none of kubenet"),
        ("name,nodes,plugin\n,3,kubenet", "fleet:2: the cluster has no name"),
        ("name,nodes,plugin\na b,3,kubenet", "fleet:2: name: 'a b' is no cluster name"),
        ("name,nodes,plugin\na_b,3,kubenet\nA-B,3,kubenet", "fleet:3: the cluster A-B stands at fleet:2 already"),
        ("name,nodes,plugin\na,3,kubenet,9", "fleet:2: 4 cells, the header has 3"),
        ("name,plugin\na,kubenet", "fleet:2: how many nodes"),
        ("", "fleet: there is no cluster in it"),
        ("name,nodes", "fleet: there is no cluster in it"),
        ("[{]", "fleet:1: not readable as JSON"),
        ('{"fleet": []}', "fleet: a fleet is a list of objects"),
        ("[3]", "fleet: clusters[0]: a fleet is a list of objects"),
        ('[{"name": "a", "nodes": true, "plugin": "kubenet"}]', "fleet: clusters[0]: nodes: 'True' is not a whole"),
        ("[" * 100_000, "fleet: not readable as JSON"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(PlanError) as refused:
        fleet_of(text)
    assert refused.value.said("en").startswith(said)


@unhurried
@given(st.text(max_size=80) | st.from_regex(r'[\[{]["a-z:,0-9\]}\[{]{0,40}'))
def test_any_text_is_a_fleet_or_refused(text: str) -> None:
    assert refusal(lambda: fleet_of(text, KUBENET)).startswith(("fleet", ACCEPTED))
