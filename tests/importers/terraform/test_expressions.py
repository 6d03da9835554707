"""Expressions are worth what Terraform says: `answers.json` holds the answers of Terraform 1.11.4's own console.

Each row is an expression and the JSON that `jsonencode` gave of it, null where Terraform refused it.
"""

import json
from pathlib import Path

import pytest

from akslab.importers.terraform.hcl.bodies import parse_expression
from akslab.importers.terraform.hcl.cursor import HclError
from akslab.importers.terraform.language.errors import Budget, EvaluationError
from akslab.importers.terraform.language.evaluation import Evaluator
from akslab.importers.terraform.language.functions.encodings import to_json
from akslab.importers.terraform.language.values import python

from .names import NoNames

ANSWERS: list[tuple[str, str | None]] = [
    (expression, answer) for expression, answer in json.loads((Path(__file__).parent / "answers.json").read_text())
]


def worth(expression: str) -> object:
    """Return what we make of an expression as JSON, None where we refuse it."""
    budget = Budget()
    try:
        found = Evaluator("x.tf", NoNames(), budget).evaluate(parse_expression(expression))
    except (EvaluationError, HclError):
        return None
    return json.loads(to_json(python(found, budget)))


def test_there_are_hundreds_of_answers() -> None:
    assert len(ANSWERS) > 380
    assert sum(answer is None for _, answer in ANSWERS) > 60


@pytest.mark.parametrize(("expression", "answer"), ANSWERS, ids=[expression[:60] for expression, _ in ANSWERS])
def test_an_expression_is_worth_what_terraform_says(expression: str, answer: str | None) -> None:
    assert worth(expression) == (None if answer is None else json.loads(answer))


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("false && nothing.here", False),
        ("true || nothing.here", True),
        ("try(nothing.here, 1)", 1),
        ("can(nothing.here)", False),
        ('cidrsubnet("192.168.0.0/16", 8, 1)', "192.168.1.0/24"),
    ],
)
def test_a_side_that_is_not_needed_is_not_looked_at(expression: str, value: object) -> None:
    assert worth(expression) == value
