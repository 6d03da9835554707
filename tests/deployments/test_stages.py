"""Stages: clusters before and after each command that changes them, and what may not be told apart."""

from akslab.deployments.declared import Declared
from akslab.deployments.nodes import Node, node_of
from akslab.deployments.origins import Origin
from akslab.deployments.stages import MOST, stages, without_changes

AT = Origin(file="deploy.sh", start=0, end=1)
CLUSTERS = "Microsoft.ContainerService/managedClusters"


def step(address: str, id_: str = "/c", *, after: tuple[str, ...] = (), is_change: bool = False) -> Declared:
    pool = "/agentpools/" in id_.lower()
    return Declared(
        address=address,
        type=f"{CLUSTERS}/agentPools" if pool else CLUSTERS if id_ in ("/c", "/d") else "Microsoft.Network/routeTables",
        id=id_,
        body=node_of({"properties": {"at": address}}, AT),
        origin=AT,
        after=after,
        writing="patch" if is_change else "put",
    )


def told(*resources: Declared) -> list[list[str]]:
    return [[each.address for each in stage] for stage in stages(resources)]


def test_a_deployment_without_changes_of_clusters_is_one_stage() -> None:
    assert told(step("1"), step("2", "/t", after=("1",))) == [["1", "2"]]
    assert told() == [[]]


def test_each_change_is_a_stage_and_what_is_no_cluster_is_in_all() -> None:
    table, made = step("0", "/t"), step("1")
    changes = (step("2", after=("1",), is_change=True), step("3", after=("2",), is_change=True))
    later = step("4", "/u", after=("3",))
    assert told(table, made, *changes, later) == [
        ["0", "1", "4"],
        ["0", "1", "2", "4"],
        ["0", "1", "2", "3", "4"],
    ]


def test_clusters_and_pools_that_are_made_after_a_change_come_with_it() -> None:
    pool = step("3", "/c/agentPools/users", after=("2",))
    other = step("4", "/d", after=("3",))
    assert told(step("1"), step("2", after=("1",), is_change=True), pool, other) == [["1"], ["1", "2", "3", "4"]]


def test_a_pool_before_the_change_is_there_from_the_beginning() -> None:
    early = step("2", "/c/agentPools/users", after=("1",))
    assert told(step("1"), early, step("3", after=("2",), is_change=True)) == [["1", "2"], ["1", "2", "3"]]


def test_a_change_of_a_pool_is_a_change_of_its_cluster() -> None:
    scaled = step("2", "/c/agentPools/nodes", after=("1",), is_change=True)
    assert told(step("1"), scaled) == [["1"], ["1", "2"]]


def test_what_one_command_changes_is_one_stage() -> None:
    both = (step("2", after=("1",), is_change=True), step("2", "/c/agentPools/nodes", after=("2",), is_change=True))
    assert told(step("1"), *both) == [["1"], ["1", "2", "2"]]


def test_a_change_that_need_not_come_after_the_making_is_no_stage() -> None:
    assert told(step("1"), step("2", is_change=True)) == [["1", "2"]]
    assert told(step("2", after=("1",), is_change=True)) == [["2"]]


def test_many_changes_end_in_the_last_stage() -> None:
    changes = [step(str(number), after=(str(number - 1),), is_change=True) for number in range(2, 5_000)]
    found = stages((step("1"), *changes))
    assert len(found) == MOST
    assert len(found[-1]) == 4_999
    assert [each.address for each in found[0]] == ["1"]


def test_a_command_that_is_refused_changes_nothing() -> None:
    made, change = step("1"), step("2", after=("1",), is_change=True)
    assert without_changes((made, change), ("2",))[1].body == Node({}, AT)
    assert without_changes((made, change), ("1",)) == (made, change)
