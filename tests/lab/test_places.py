"""Names that people type: found, near misses suggested, equal ones told apart."""

from collections import Counter

import msgspec
import pytest
from controllers.stage import Stage, create_cluster, interface, subnet

from akslab.controllers.context import Context
from akslab.lab.network_documents import lab_documents
from akslab.lab.places import find_inhabitant, inhabitants
from akslab.lab.refusal import NOT_FOUND, USAGE, Refusal
from akslab.networks.finding import find
from akslab.networks.lab_documents import network_of_lab


@pytest.fixture(scope="module")
def context() -> Context:
    """Clusters `one` and `two`, each with a pod `web`; a pod `database`; a machine `web` and a machine `client`."""
    stage = Stage()
    one = create_cluster(stage, subnet(stage), "one", count=1)
    two = create_cluster(stage, subnet(stage, name="vnet2"), "two", count=1)
    stage.run_pods(one, "web", "database")
    stage.run_pods(two, "web")
    for name in ("web", "client"):
        stage.run_machine(name, interface(stage, subnet(stage, name="vnet3"), f"{name}-nic"))
    return stage.parts.context


def _refusal(context: Context, text: str) -> Refusal:
    with pytest.raises(Refusal) as refused:
        find_inhabitant(context, text)
    return refused.value


def test_everybody_with_a_namespace_is_there(context: Context) -> None:
    everybody = [(one.kind, one.cluster) for one in inhabitants(context)]
    assert Counter(everybody) == Counter(
        {
            ("node", "one"): 1,
            ("node", "two"): 1,
            ("pod", "one"): 2,
            ("pod", "two"): 1,
            ("vm", ""): 2,
            ("vnet", ""): 2,
            ("internet", ""): 1,
        }
    )
    assert len({one.netns for one in inhabitants(context)}) == len(everybody)


@pytest.mark.parametrize(
    ("text", "kind", "cluster"),
    [
        ("database", "pod", "one"),
        ("one/web", "pod", "one"),
        ("two/web", "pod", "two"),
        ("pod:two/web", "pod", "two"),
        ("vm:web", "vm", ""),
        ("vm/web", "vm", ""),
        ("pod/one/web", "pod", "one"),
        ("pod/database", "pod", "one"),
        ("vnet/vnet2", "vnet", ""),
        ("client", "vm", ""),
        ("internet", "internet", ""),
    ],
)
def test_a_name_is_found(context: Context, text: str, kind: str, cluster: str) -> None:
    found = find_inhabitant(context, text)
    assert (found.kind, found.cluster) == (kind, cluster)


def test_what_trace_takes_is_taken_too(context: Context) -> None:
    """A pool's node by its number, an address, any case: `akslab exec` and `capture` find whom `trace` finds."""
    (database,) = (one for one in inhabitants(context) if one.name == "database")
    (node,) = (one for one in inhabitants(context) if one.kind == "node" and one.cluster == "one")
    network = network_of_lab(msgspec.to_builtins(lab_documents(context)))
    address = find(network, "pod/database").address
    assert "pod/database, pod/web" in str(_refusal(context, address))
    assert find_inhabitant(context, "Pod/DATABASE") == database
    assert find_inhabitant(context, "one/nodepool1/0") == node
    assert find_inhabitant(context, find(network, "client").address).name == "client"
    assert "nodepool1/0" in str(_refusal(context, "nodepool1/0"))
    assert _refusal(context, "10.99.99.99").exit_code == NOT_FOUND


def test_a_name_that_several_have_lists_them_in_words_that_can_be_typed(context: Context) -> None:
    refused = _refusal(context, "web")
    assert refused.exit_code == USAGE
    candidates = str(refused).partition("any of ")[2].removesuffix(": say which.").split(", ")
    assert set(candidates) == {"pod:one/web", "pod:two/web", "vm:web"}
    assert {find_inhabitant(context, candidate).netns for candidate in candidates} == {
        one.netns for one in inhabitants(context) if one.name == "web"
    }
    assert "pod:one/web" in str(_refusal(context, "pod:web"))


@pytest.mark.parametrize(("text", "near"), [("databse", "database"), ("clint", "client"), ("interent", "internet")])
def test_a_near_miss_is_told_what_was_meant(context: Context, text: str, near: str) -> None:
    refused = _refusal(context, text)
    assert refused.exit_code == NOT_FOUND
    assert f"Did you mean {near}?" in str(refused)


def test_a_name_far_from_all_is_told_where_to_look(context: Context) -> None:
    assert "`akslab get all` lists everybody" in str(_refusal(context, "zzz"))


@pytest.mark.parametrize("text", ["", "/", ":", "pod:", "pod/", "three/web", "node:web", "vm:database", "vm/database"])
def test_what_nobody_is_called_is_refused(context: Context, text: str) -> None:
    assert _refusal(context, text).exit_code == NOT_FOUND
