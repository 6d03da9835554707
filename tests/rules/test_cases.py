"""Every rule at its edges: see `cases`."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from akslab.rules.catalogue import RULES, judgements, rule
from akslab.rules.rule import Finding, NotJudged
from akslab.rules.view import View
from akslab.rules.words import said_of

from .cases import BROKEN, SOUND, TOLD, UNJUDGED


def named(cases: Sequence[tuple[Any, ...]]) -> list[Any]:
    return [pytest.param(*case, id=f"{case[0]}: {case[1]}") for case in cases]


@pytest.mark.parametrize(("id_", "what", "view"), named(BROKEN))
def test_it_is_found(id_: str, what: str, view: Callable[[], View]) -> None:
    found = rule(id_)
    assert found is not None

    findings = list(judgements(view(), [found]))

    assert findings, what
    assert all(isinstance(each, Finding) for each in findings)


@pytest.mark.parametrize(("id_", "what", "view"), named(SOUND))
def test_it_is_let_pass(id_: str, what: str, view: Callable[[], View]) -> None:
    found = rule(id_)
    assert found is not None

    assert not list(judgements(view(), [found])), what


@pytest.mark.parametrize(("id_", "what", "view"), named(UNJUDGED))
def test_it_is_said_to_be_unknown(id_: str, what: str, view: Callable[[], View]) -> None:
    found = rule(id_)
    assert found is not None

    judged = list(judgements(view(), [found]))

    assert judged, what
    assert all(isinstance(each, NotJudged) for each in judged)


@pytest.mark.parametrize(("id_", "what", "view", "text"), named(TOLD))
def test_it_is_told(id_: str, what: str, view: Callable[[], View], text: str) -> None:
    found = rule(id_)
    assert found is not None

    told = [(said_of(each, found, "en"), each) for each in judgements(view(), [found]) if isinstance(each, Finding)]

    assert text in "\n".join(f"{said.says} {said.fix} {finding.place}" for said, finding in told), what


def test_every_case_is_about_a_rule_that_there_is() -> None:
    assert {case[0] for case in (*BROKEN, *SOUND, *UNJUDGED, *TOLD)} <= {found.id for found in RULES}
