"""Marks of a matrix: what is unknown of one member of a group marks the group's passages, and nothing else's."""

import pytest

from akslab.reach.answers import Answer
from akslab.reach.engine import Reach
from akslab.reach.marking import Marker
from akslab.reach.matrix import Matrix, matrix_of
from akslab.reach.text import matrix_text

from .named import a_network, endpoints_of
from .test_expectations import Unknowns


def marked(doubts: Unknowns) -> tuple[Matrix, Marker]:
    state = a_network()
    answer = Answer(Reach(state), endpoints_of(state))
    marker = Marker(answer, doubts)
    return matrix_of(answer, marker), marker


def test_without_marks_a_matrix_is_what_it_was() -> None:
    state = a_network()
    answer = Answer(Reach(state), endpoints_of(state))
    assert marked(Unknowns())[0] == matrix_of(answer)


def test_every_member_of_a_group_is_found_by_what_is_unknown_of_it() -> None:
    state = a_network()
    nodes = [each for each in endpoints_of(state) if each.kind == "node" and each.netns]
    assert len(nodes) > 1
    for each in nodes:
        matrix, _ = marked(Unknowns(each.netns or ""))
        open_ones = [cell for cell in matrix.cells if any(passage.unless for passage in cell.passages)]
        assert open_ones
        assert all(each.name in matrix.groups[cell.source].members for cell in open_ones)
        assert "        open: unless a table that nobody shows has a route for it" in matrix_text(matrix, "en")


def test_no_more_packets_are_traced_than_so_many_and_the_rest_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = marked(Unknowns())
    assert whole.unlooked == 0
    monkeypatch.setattr("akslab.reach.marking.MOST_LOOKS", 3)
    _, some = marked(Unknowns())
    assert (some.left, some.unlooked > 0) == (0, True)
