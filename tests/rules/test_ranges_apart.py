"""Who follows every proposal of a report makes no overlap by it."""

import re
from itertools import combinations
from typing import Any

from akslab.net.prefixes import overlap, parse_prefix
from akslab.rules.catalogue import OF_AZURE, judgements
from akslab.rules.examples import CLUSTER, cluster, network, subnet, world
from akslab.rules.free_ranges import NOTHING, SPACES, in_use, joined, spans_together
from akslab.rules.ranges_apart import MOST_APART, kept_apart, what_moves
from akslab.rules.rule import Finding
from akslab.rules.view import TakenRange, View

ON_PREMISES = TakenRange("dc", "10.0.0.0/8", is_on_premises=True)


def apart(view: View, *more: str) -> list[Finding]:
    found = [each for each in judgements(view, OF_AZURE) if isinstance(each, Finding)]
    return list(kept_apart(found, lambda: spans_together((in_use(view), joined(map(parse_prefix, more))))))


def proposed(findings: list[Finding]) -> list[dict[str, str]]:
    return [dict(each.values) for each in findings if "free" in dict(each.values)]


def clashing(*clusters: Any) -> View:
    place = network(subnet(prefix="10.30.1.0/24"), prefixes=("10.30.0.0/16",))
    return world(place, *(clusters or (cluster(),)), taken=(ON_PREMISES,))


def test_every_rule_that_proposes_a_range_of_a_cluster_or_its_network_says_what_moves_there() -> None:
    proposing = [
        each for each in OF_AZURE if "{free}" in each.fix and re.search(r"podCidr|serviceCidr|range", each.fix)
    ]
    silent = {
        each.id
        for each in proposing
        if all(what_moves(found) is None for found in apart(each.failing()) if found.rule == each.id)
    }

    assert silent == set()


def test_pods_services_and_the_network_are_sent_to_different_ranges() -> None:
    found = {each["name"] + each.get("pod", each.get("svc", "")): each["free"] for each in proposed(apart(clashing()))}

    assert len(found) == 3
    assert not [pair for pair in combinations(map(parse_prefix, found.values()), 2) if overlap(*pair)]


def test_the_address_for_dns_goes_with_the_range() -> None:
    for each in proposed(apart(clashing())):
        if "dns" in each:
            assert each["dns"] == each["free"].replace("0.0/16", "0.10")


def test_two_findings_about_one_range_propose_the_same() -> None:
    in_network = world(
        network(subnet(prefix="10.244.1.0/24"), prefixes=("10.244.0.0/16",)),
        cluster(),
        taken=(TakenRange("a", "10.244.9.0/24"), TakenRange("b", "10.244.10.0/24")),
    )

    of_pods = {each["free"] for each in proposed(apart(in_network)) if each.get("pod") == "10.244.0.0/16"}
    assert len(of_pods) == 1


def test_the_pods_of_two_clusters_are_sent_to_two_ranges_and_their_services_to_one() -> None:
    found = proposed(apart(clashing(cluster(), cluster(id_=CLUSTER + "2"))))

    assert len({each["free"] for each in found if "pod" in each}) == 2
    assert len({each["free"] for each in found if "svc" in each}) == 1


def test_where_no_second_range_is_left_none_is_proposed() -> None:
    view = clashing()
    taken = [str(space) for space in SPACES[1:]] + ["172.21.0.0/16", "172.22.0.0/15", "172.16.0.0/14"]

    assert [each["free"] for each in proposed(apart(view, *taken))].count(NOTHING) > 0


def test_what_a_report_of_a_large_fleet_proposes_is_bounded() -> None:
    clusters = [cluster(id_=f"{CLUSTER}{at}") for at in range(MOST_APART + 20)]

    found = proposed(apart(clashing(*clusters)))
    pods = [each["free"] for each in found if "pod" in each and each.get("name") == "dc"]
    assert len(pods) == MOST_APART + 20
    assert len(set(pods)) < MOST_APART + 2
