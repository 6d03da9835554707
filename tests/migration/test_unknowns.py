"""What was not exported is named and never fills in for anything: no cluster is called ready without what decides."""

import pytest
from doctor import az_shapes as az
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from akslab.migration.assessment import Assessment

from . import exports
from .blocking import BLOCKINGS, Blocking, with_all
from .exports import assessed, dropped, keys

DECIDING = {
    "vnet.json": "az network vnet",
    "rt.json": "az network route-table show --ids",
    "cm.json": "kubectl get configmap -n kube-system -o json",
}
"""Files of the sound exports without which nobody can say that a cluster is ready."""
HELPING = {
    "pdb.json": "kubectl get pdb -A -o json",
    "pods.json": "kubectl get pods -A -o json",
    "nodes.json": "kubectl get nodes -o json",
    "svc.json": "kubectl get services -A -o json",
}
"""Files that say more of what happens, and decide nothing."""
GATEWAY_FILES = tuple(exports.with_gateway())


def told_missing(found: Assessment) -> str:
    return "\n".join([*(each.missing for each in found.missing), *found.disruption.missing])


@pytest.mark.parametrize(("file", "command"), DECIDING.items())
def test_without_what_decides_a_cluster_is_open_and_the_command_is_named(file: str, command: str) -> None:
    found = assessed(dropped(exports.ready(), [file]))

    assert found.state == "open"
    assert any(each.missing.startswith(command) for each in found.missing if each.weight != "none")


@pytest.mark.parametrize(("file", "command"), HELPING.items())
def test_what_decides_nothing_leaves_a_cluster_ready_and_is_named(file: str, command: str) -> None:
    found = assessed(dropped(exports.ready(), [file]))

    assert found.state == "ready"
    assert command in told_missing(found)


def test_a_gateway_that_was_not_exported_leaves_a_cluster_open() -> None:
    found = assessed(dropped(exports.with_gateway(), ["agw.json"]))

    assert found.state == "open"
    assert any(each.missing.startswith("az network application-gateway show") for each in found.missing)


def test_a_cluster_of_which_only_a_pool_was_exported_is_open() -> None:
    stub = az.pool() | {"id": f"{az.CLUSTER}/agentPools/nodepool1", "type": "Microsoft.ContainerService/x"}

    found = assessed({"pools.json": [stub]})

    assert (found.state, found.class_) == ("open", "?")


def test_files_that_contradict_each_other_make_nothing_sure() -> None:
    found = assessed(exports.ready(subnet=az.subnet_show()))

    assert found.state == "open"


@pytest.mark.parametrize("blocking", BLOCKINGS, ids=[each.key for each in BLOCKINGS])
def test_a_file_less_never_makes_a_blocked_cluster_ready(blocking: Blocking) -> None:
    files = with_all(blocking)
    for name in files:
        rest = dropped(files, [name])
        if "aks.json" in rest and not (blocking.key.startswith("shared") and name == "dev.json"):
            assert assessed(rest).state != "ready", name


mixtures = st.tuples(
    st.lists(st.sampled_from(BLOCKINGS), min_size=1, max_size=4, unique_by=lambda each: each.key),
    st.sets(st.sampled_from(sorted(set(exports.ready()) - {"aks.json"})), max_size=4),
)


@given(mixtures)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_cluster_with_any_blocker_is_never_called_ready(drawn: tuple[list[Blocking], set[str]]) -> None:
    several, missing = drawn
    files = with_all(*several)
    found = assessed(dropped(files, missing - _only_there(several)))

    assert found.state != "ready"
    assert found.class_ != "A" or not keys(found, "blocker")


def _only_there(several: list[Blocking]) -> set[str]:
    """Return the files that show another cluster in the same subnet: without one nobody can know of it."""
    return {name for each in several for name in each.files if name == "dev.json"}


@given(st.sets(st.sampled_from(sorted(exports.ready()))))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_fewer_files_invent_no_blocker_and_no_loss(missing: set[str]) -> None:
    rest = dropped(exports.ready(), missing - {"aks.json"})
    found = assessed(rest)

    assert keys(found, "blocker") == set()
    assert keys(found, "breaks") == set()
    assert found.state == ("ready" if not missing & set(DECIDING) else "open")
