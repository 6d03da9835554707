"""Templates with more resources than are judged: the first ones are, the rest is told and never said to be absent."""

from akslab.deployments.declared import Deployment
from akslab.deployments.judging import view_of_deployment
from akslab.rules.unknown import CannotJudge
from akslab.rules.view import View

from .templates import Json, deployments, nested, resource, template

COUNT = 800
FULL = 25
"""Loops of 800 that are as many resources as are judged."""
SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
TABLES = "Microsoft.Network/routeTables"


def loop(name: str, type_: str = TABLES, of: str = "", **sections: object) -> Json:
    """Return 800 resources; those `of` a network have one network each."""
    named = f"[concat('{of}', copyIndex(), '/{name}')]" if of else f"[concat('{name}', copyIndex())]"
    return resource(named, type_, copy={"name": name, "count": COUNT}, **sections)


def crowded(*first: Json, last: tuple[Json, ...] = ()) -> Deployment:
    """Return the deployment of some resources, loops that fill it, and what comes after."""
    fill = [loop(f"rt{number}-") for number in range(FULL)]
    (found,) = deployments(template(*first, *fill, *last))
    return found


def told(found: Deployment) -> list[tuple[str, str, int]]:
    return [(each.what.key, str(each.what.values["names"]), int(each.what.values["count"])) for each in found.problems]


def test_the_first_ones_are_there_and_the_rest_is_told_by_loop_and_number() -> None:
    found = crowded(resource("net"), last=(loop("late"), resource("last")))
    assert len(found.resources) == 20_000
    assert found.resources[0].address == "virtualNetworks/net"
    assert told(found) == [("arm.left-out", "rt24- (1), late (800), last (1)", 802)]
    assert [(gap.what.key, gap.hides_resources) for gap in found.gaps] == [("arm.unfinished", True)]


def test_of_many_loops_some_are_named_and_the_others_counted() -> None:
    found = crowded(last=tuple(loop(f"late{number}-") for number in range(9)))
    ((key, names, count),) = told(found)
    assert (key, count) == ("arm.left-out-more", 9 * COUNT)
    assert names.count("(800)") == 5
    assert found.problems[0].what.values["others"] == 4


def test_as_many_as_are_judged_leave_nothing_out() -> None:
    found = crowded()
    assert len(found.resources) == 20_000
    assert (found.problems, found.gaps) == ((), ())


def test_what_names_a_resource_that_was_left_out_is_no_fault() -> None:
    late = "[reference('late7').x]"
    waiting = resource("net", dependsOn=["late3", "late"], properties={"x": late, "y": "[reference('late').x]"})
    found = crowded(waiting, last=(loop("late"),))
    assert [each.what.key for each in found.problems] == ["arm.left-out"]


def test_children_are_left_out_with_their_parent() -> None:
    network = loop("net", "Microsoft.Network/virtualNetworks", resources=[resource("nodes", "subnets")])
    filled = [loop(f"rt{number}-") for number in range(FULL - 1)]
    (found,) = deployments(template(resource("one"), *filled, network))
    kinds = [each.type for each in found.resources]
    assert kinds.count("Microsoft.Network/virtualNetworks") == kinds.count(SUBNETS) + 1 == 400
    assert told(found) == [("arm.left-out", "net (401)", 401)]


def subnet_of(found: Deployment, name: str) -> str:
    """Return what is known of a subnet of the first network: `there`, `absent` or `open`."""
    network = found.resources[0].id
    view: View = view_of_deployment(found)
    try:
        return "there" if view.subnet(f"{network}/subnets/{name}") else "absent"
    except CannotJudge:
        return "open"


def test_a_network_whose_subnets_may_be_among_what_was_left_out_is_open() -> None:
    network = resource(
        "net", properties={"subnets": [{"name": "nodes", "properties": {"addressPrefix": "10.0.0.0/24"}}]}
    )
    assert subnet_of(crowded(network, last=(loop("more"),)), "pods") == "absent"
    found = crowded(network, last=(loop("pods", SUBNETS, of="net"),))
    assert subnet_of(found, "nodes") == "there"
    assert subnet_of(found, "pods") == "open"


def test_deployments_are_opened_as_long_as_there_is_room() -> None:
    inner = template(*(loop(f"in{number}-") for number in range(13)))
    (found,) = deployments(
        template(nested("one", inner), nested("two", inner), nested("three", inner), resource("net"))
    )
    assert len(found.resources) == 20_000
    ((_, names, _),) = told(found)
    assert names.endswith("three (1)")
    assert "virtualNetworks/net" in {each.address for each in found.resources}
