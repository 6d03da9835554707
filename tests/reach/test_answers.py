"""All pairs as groups: who is in them, what passes, what an edit changes, and how that is said."""

import json
from collections import Counter
from random import Random
from string import Formatter

import msgspec
import pytest
from compile.lab import Document
from msgspec.structs import replace

from akslab.net.state import NetworkState
from akslab.reach.answers import Answer
from akslab.reach.differences import differences
from akslab.reach.endpoints import Endpoint, picks
from akslab.reach.engine import Reach
from akslab.reach.matrix import matrix_of
from akslab.reach.sentences import CATALOGUES
from akslab.reach.structured import differences_json, matrix_json
from akslab.reach.text import differences_text, matrix_text

from .clusters import draw_cluster, edited
from .named import a_network, endpoints_of
from .rule_edits import edited_rules

DENIAL: Document = {
    "access": "Deny",
    "protocol": "Tcp",
    "destinationPortRange": "8000-9000",
    "sourceAddressPrefix": "10.244.0.0/16",
}


def answer_of(state: NetworkState) -> Answer:
    return Answer(Reach(state), endpoints_of(state))


def test_endpoints_that_nothing_tells_apart_are_one_group() -> None:
    matrix = matrix_of(answer_of(a_network(DENIAL)))
    assert Counter((group.kind, len(group.members)) for group in matrix.groups) == {
        ("pod", 4): 2, ("node", 2): 2, ("vm", 1): 1,
    }  # fmt: skip


def test_a_cell_says_what_arrives_and_which_rule_stops_the_rest() -> None:
    matrix = matrix_of(answer_of(a_network(DENIAL)))
    numbers = {group.name: number for number, group in enumerate(matrix.groups)}
    (cell,) = [
        each
        for each in matrix.cells
        if (each.source, each.destination) == (numbers["pod/p0-0"], numbers["pod/p1-0"]) and each.kinship == "apart"
    ]
    arriving, stopped = cell.passages
    assert arriving.arrives
    assert [flows.destination_ports for flows in arriving.flows if flows.protocol == "tcp"] == [
        ((0, 7999), (9001, 65535))
    ]
    assert [(flows.protocol, flows.destination_ports) for flows in stopped.flows] == [("tcp", ((8000, 9000),))]
    assert "NSG nsg1: rule100 (100)" in str(stopped.end)


def test_pods_of_one_node_do_not_meet_the_rules_between_nodes() -> None:
    matrix = matrix_of(answer_of(a_network(DENIAL)))
    cells = [each for each in matrix.cells if each.kinship == "sibling"]
    assert cells
    assert all(len(each.passages) == 1 and each.passages[0].arrives for each in cells)


def test_the_text_names_groups_and_the_rule_in_both_languages() -> None:
    matrix = matrix_of(answer_of(a_network(DENIAL)))
    for language, like in (("en", "like it"), ("ko", "같은 것")):
        said = "\n".join(matrix_text(matrix, language))
        assert like in said
        assert "NSG nsg1: rule100 (100)" in said
        assert "tcp 8000-9000" in said
        assert "{" not in said


def test_the_json_has_all_groups_and_cells() -> None:
    matrix = matrix_of(answer_of(a_network(DENIAL)))
    read = json.loads(json.dumps(matrix_json(matrix)))
    assert len(read["groups"]) == len(matrix.groups)
    assert len(read["cells"]) == len(matrix.cells)
    assert {len(cell["passages"]) for cell in read["cells"]} == {1, 2}
    assert msgspec.json.decode(msgspec.json.encode(matrix), type=type(matrix)) == matrix


def test_only_some_senders_and_receivers_may_be_asked_for() -> None:
    state = a_network()
    endpoints = endpoints_of(state)
    pods = [each for each in endpoints if each.kind == "pod"]
    nodes = [each for each in endpoints if each.kind == "node"]
    matrix = matrix_of(Answer(Reach(state), pods, nodes))
    assert {matrix.groups[cell.source].kind for cell in matrix.cells} == {"pod"}
    assert {matrix.groups[cell.destination].kind for cell in matrix.cells} == {"node"}


def test_an_edit_is_named_by_what_it_closes_and_its_reverse_by_what_it_opens() -> None:
    state = a_network()
    fabric = next(name for name in state if name.startswith("vnet"))
    kept = tuple(route for route in state[fabric].routes if route.dst != "10.244.1.0/24")
    after = {**state, fabric: replace(state[fabric], routes=kept)}
    one, other = answer_of(state), answer_of(after)
    closed = differences(one, one.edited(after))
    assert closed
    assert all(each.closed and not each.opened for each in closed)
    assert all("p1-" in each.sender + each.receiver for each in closed)
    opened = differences(other, other.edited(state))
    assert opened
    assert all(each.opened and not each.closed for each in opened)
    assert all(line.startswith("- ") for line in differences_text(closed, "en"))
    assert len(differences_json(closed)) == len(closed)
    assert differences_text((), "en") == ["The change opens and closes nothing."]


def test_a_change_of_rules_is_compared_port_by_port() -> None:
    before, after = answer_of(a_network(DENIAL)), answer_of(a_network({**DENIAL, "destinationPortRange": "8500-9500"}))
    found = [each for each in differences(before, after) if each.sender == "pod/p0-0" and each.receiver == "pod/p1-0"]
    (only,) = found
    assert [each.destination_ports for each in only.opened] == [((8000, 8499),)]
    assert [each.destination_ports for each in only.closed] == [((9001, 9500),)]


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_an_edited_answer_is_the_answer_of_the_edited_state(seed: int) -> None:
    random = Random(seed)
    state = draw_cluster(seed)
    endpoints = [each for each in endpoints_of(state) if each.kind in ("pod", "node")]
    try:
        answer = Answer(Reach(state), endpoints)
    except ValueError:
        pytest.skip("the draw contradicts itself")
    for _ in range(3):
        state = edited(state, random)
        answer = answer.edited(state)
        fresh = Answer(Reach(state), endpoints)
        assert differences(fresh, answer) == ()
        assert len(answer.cells) >= len(fresh.cells)
        assert sum(len(group.endpoints()) for group in answer.senders.values()) == len(endpoints)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_an_answer_after_edits_of_rules_is_the_answer_of_the_edited_state(seed: int) -> None:
    random = Random(seed)
    state = draw_cluster(seed)
    endpoints = [each for each in endpoints_of(state) if each.kind in ("pod", "node")]
    try:
        answer = Answer(Reach(state), endpoints)
    except ValueError:
        pytest.skip("the draw contradicts itself")
    for _ in range(4):
        state = edited_rules(state, random)
        answer = answer.edited(state)
        fresh = Answer(Reach(state), endpoints)
        assert differences(fresh, answer) == ()
        assert differences(answer, fresh) == ()
        assert sum(len(group.endpoints()) for group in answer.senders.values()) == len(endpoints)


def test_what_contradicts_the_state_is_refused() -> None:
    state = a_network()
    wrong = Endpoint(name="pod/x", kind="pod", netns="nowhere", address="10.244.0.2")
    with pytest.raises(ValueError, match="pod/x: nowhere has no address"):
        Answer(Reach(state), [wrong])
    pod = next(name for name in state if name.startswith("pod/"))
    twice = {**state, "vm/jump": replace(state["vm/jump"], addresses=state[pod].addresses)}
    holder = replace(endpoints_of(state)[0], netns=pod, address=state[pod].addresses[0].address.partition("/")[0])
    with pytest.raises(ValueError, match="is the address of"):
        Answer(Reach(twice), [holder])


def test_an_address_that_nobody_has_is_reached_but_sends_nothing() -> None:
    state = a_network()
    outside = Endpoint(name="8.8.8.8", kind="address", netns=None, address="8.8.8.8")
    answer = Answer(Reach(state), [*endpoints_of(state), outside])
    assert not any(key[0] == ("address 8.8.8.8", 0, "address") for key in answer.cells)
    assert any(key[1] == ("address 8.8.8.8", 0, "address") for key in answer.cells)


@pytest.mark.parametrize(
    ("selector", "picked"),
    [
        ("pod/p1-0", True), ("pod/*", True), ("*", True), ("kind:pod", True), ("kind:node", False), ("group:s1", True),
        ("group:s*", True), ("group:s0", False), ("label:app=web", True), ("label:app", True), ("label:app=db", False),
        ("10.244.1.0/24", True), ("10.244.1.2", True), ("10.244.2.0/24", False), ("pod/p1", False),
    ],
)  # fmt: skip
def test_a_selector_picks_whom_it_says(selector: str, picked: bool) -> None:
    pod = next(each for each in endpoints_of(a_network()) if each.name == "pod/p1-0")
    assert picks(selector, pod) is picked


def test_both_languages_have_the_same_sentences_with_the_same_places() -> None:
    assert CATALOGUES["en"].keys() == CATALOGUES["ko"].keys()
    for key, words in CATALOGUES["en"].items():
        places = [
            {name for _, name, _, _ in Formatter().parse(text) if name} for text in (words, CATALOGUES["ko"][key])
        ]
        assert places[0] == places[1], key
