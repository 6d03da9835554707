"""Snippets say the plan, all the same one: read back, they are the documents that the catalogue judges."""

import csv
import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.planning.fleet import Wanted, plan_fleet
from akslab.planning.needs import Growth, Needs
from akslab.planning.placing import Ranges
from akslab.planning.plan import Plan, plan_cluster
from akslab.planning.plugins import KUBENET, OVERLAY, PLUGINS, POD_SUBNET, Plugin
from akslab.planning.snippets.text import snippet
from akslab.planning.taken import read_list

from .facts import Facts, az_lines, of_az, of_bicep, of_documents, of_terraform
from .wishes import needs, plugins, unhurried

READERS: dict[str, Callable[[str], Facts]] = {"az": of_az, "bicep": of_bicep, "terraform": of_terraform}


@unhurried
@given(needs(name="team-a_1"), plugins, st.sampled_from(sorted(READERS)))
def test_a_snippet_reads_back_as_the_documents_that_were_judged(wanted: Needs, plugin: Plugin, output: str) -> None:
    plan = plan_cluster(wanted, plugin, Ranges())
    if plan.fits:
        assert READERS[output](snippet(output, [plan], "en")) == of_documents(plan)


@pytest.mark.parametrize("output", READERS)
def test_a_network_policy_is_written_where_it_was_asked_for(output: str) -> None:
    plan = plan_cluster(Needs(nodes=6, network_policy="calico"), KUBENET, Ranges())
    assert READERS[output](snippet(output, [plan], "en")).profile["networkPolicy"] == "calico"


@pytest.mark.parametrize("output", READERS)
@pytest.mark.parametrize("plugin", [KUBENET, OVERLAY], ids=lambda plugin: plugin.id)
def test_only_kubenet_gets_a_route_table_and_its_identity_a_role_on_it(output: str, plugin: Plugin) -> None:
    facts = READERS[output](snippet(output, [plan_cluster(Needs(nodes=6), plugin, Ranges())], "en"))
    assert (len(facts.on_table), facts.roles) == ((1, 2) if plugin is KUBENET else (0, 1))


def kubenet_plan() -> Plan:
    return plan_cluster(Needs(nodes=6, pools=2, growth=Growth(2, 1, text="2x")), KUBENET, Ranges())


def test_bicep_leaves_the_route_table_alone_once_it_is_there() -> None:
    assert re.search(
        r"@onlyIfNotExists\(\)\nresource \w+ 'Microsoft.Network/routeTables@", snippet("bicep", [kubenet_plan()], "en")
    )


def test_terraform_leaves_the_routes_that_aks_wrote() -> None:
    text = snippet("terraform", [kubenet_plan()], "en")
    assert "ignore_changes = [route]" in text
    assert not re.search(r"^\s*route\s*[{=]", text, re.MULTILINE)
    assert "subnet {" not in text


def test_the_cluster_waits_for_its_roles_and_its_table() -> None:
    bicep, terraform = (snippet(output, [kubenet_plan()], "en") for output in ("bicep", "terraform"))
    assert "dependsOn: [\n    myAKSClusterNetworkRole\n    myAKSClusterRoutesRole\n  ]" in bicep
    depends = re.search(r"depends_on = \[(.*?)\]", terraform, re.DOTALL)
    assert depends
    assert re.findall(r"azurerm_(\w+)\.", depends[1]) == [
        "role_assignment",
        "role_assignment",
        "subnet_route_table_association",
    ]
    lines = az_lines(snippet("az", [kubenet_plan()], "en"))
    order = [" ".join(word for word in line.split()[1:4] if word.isalpha()) for line in lines]
    assert order.index("aks create") > max(number for number, line in enumerate(order) if line.startswith("role"))


def test_terraform_is_aligned_as_its_own_formatter_would() -> None:
    for one, other in pairwise(snippet("terraform", [kubenet_plan()], "en").splitlines()):
        if all(re.match(r" +\w+ += ", line) and "[\n" not in line and line[-1] not in "{[" for line in (one, other)):
            assert one.index("=") == other.index("=")


@unhurried
@given(needs(), plugins)
def test_the_csv_is_read_back_as_ranges_to_avoid(wanted: Needs, plugin: Plugin) -> None:
    first = plan_cluster(wanted, plugin, Ranges())
    if not first.fits:
        return
    avoided = tuple(read_list(snippet("csv", [first], "en"), "plan.csv"))
    second = plan_cluster(wanted, plugin, Ranges(taken=avoided))

    assert [taken.text for taken in avoided] == [str(prefix) for _, prefix in first.ranges]
    assert not any(one.overlaps(other) for _, one in first.ranges for _, other in second.ranges)


def test_the_csv_names_each_range_by_cluster_and_role() -> None:
    plan = plan_cluster(Needs(nodes=6, name="team-a"), POD_SUBNET, Ranges())
    rows = list(csv.DictReader(snippet("csv", [plan], "en").splitlines()))
    assert [(row["name"], row["plugin"]) for row in rows] == [
        ("team-a node-subnet", "pod-subnet"),
        ("team-a pod-subnet", "pod-subnet"),
        ("team-a service-cidr", "pod-subnet"),
    ]
    assert rows[-1]["dns_service_ip"] == str(plan.dns_service_ip)


@pytest.mark.parametrize("output", READERS)
def test_a_fleets_snippet_has_one_head_and_every_cluster_once(output: str) -> None:
    fleet = [Wanted(Needs(name=f"{n}-team", nodes=3), plugin) for n, plugin in enumerate(PLUGINS.values())]
    text = snippet(output, plan_fleet(fleet, Ranges()), "ko")

    assert text.count("akslab plan: 클러스터 4개") == 1
    made = {
        "az": r"az aks create",
        "bicep": r"managedClusters@",
        "terraform": r'resource "azurerm_kubernetes_cluster" ',
    }
    assert len(re.findall(made[output], text)) == len(fleet)
    symbols = re.findall(r"^resource (\w+) ", text, re.MULTILINE)
    labels = re.findall(r'^resource ("\w+" "[\w-]+")', text, re.MULTILINE)
    assert len(set(symbols)) == len(symbols)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("output", ["az", "bicep", "terraform"])
def test_only_comments_are_said_in_korean(output: str) -> None:
    english, korean = (snippet(output, [kubenet_plan()], language).splitlines() for language in ("en", "ko"))
    differing = [(one, other) for one, other in zip(english, korean, strict=True) if one != other]
    assert len(differing) == (2 if output == "az" else 1)
    for one, other in differing:
        assert one.startswith(("#", "//"))
        assert not re.search(r"[A-Za-z]+(?: [a-z]+){3}", other)
