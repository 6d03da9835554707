"""The values of a root module's variables: files that are read by themselves, files that are given, the command line.

The later wins: `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` by name, files given, parameters given.
"""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from ....deployments.declared import Problem
from ....deployments.nodes import Node
from ...files import Files, UnreadableError
from ..hcl.bodies import parse_expression
from ..hcl.cursor import HclError
from ..hcl.syntax import Step
from ..language.errors import Budget, EvaluationError
from ..language.evaluation import Evaluator
from ..language.types import Type
from ..language.values import node
from ..problems import problem_of_error
from ..unreadable import unreadable
from .module import parse_text, problem_of


class Given(Struct):
    """Values by variable, and what could not be read of them."""

    values: dict[str, Node]
    problems: list[Problem]


class NoNames:
    """Names where there are none: a file of values holds literals."""

    def value(self, name: str, steps: tuple[Step, ...], evaluator: Evaluator) -> tuple[Node, int]:
        """Refuse."""
        raise EvaluationError("tf.no-names-here", name=name)

    def read(self, path: str) -> str:
        """Refuse."""
        raise EvaluationError("tf.no-names-here", name=path)

    def inside(self, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Refuse."""
        raise EvaluationError("tf.no-names-here", name=path)


def automatic_files(names: tuple[str, ...]) -> list[str]:
    """Return the files of values that Terraform reads by itself, in its order."""
    by_short = {name.rsplit("/", 1)[-1]: name for name in names}
    first = [by_short[short] for short in ("terraform.tfvars", "terraform.tfvars.json") if short in by_short]
    return first + [
        by_short[short] for short in sorted(by_short) if short.endswith((".auto.tfvars", ".auto.tfvars.json"))
    ]


def other_files(names: tuple[str, ...]) -> list[str]:
    """Return the files of values that somebody passes with `-var-file`: each is a deployment of its own."""
    automatic = automatic_files(names)
    return [name for name in names if name.endswith((".tfvars", ".tfvars.json")) and name not in automatic]


def read_values(files: Files, names: list[str], budget: Budget) -> Given:
    """Return the values that files give, later ones over earlier ones."""
    given = Given({}, [])
    for name in names:
        try:
            text = files.read(name)
        except UnreadableError as error:
            given.problems.append(unreadable(error))
            continue
        parsed = parse_text(name, text)
        given.problems += (problem_of(name, fault) for fault in parsed.faults)
        evaluator = Evaluator(name, NoNames(), budget)
        for argument in parsed.body.arguments.values():
            try:
                given.values[argument.name] = evaluator.evaluate(argument.value)
            except EvaluationError as error:
                given.problems.append(problem_of_error(error, None))
    return given


def from_command_line(value: Any, type_: Type, budget: Budget) -> Node:
    """Return a parameter as its variable's type wants it: a text for a string, else an expression.

    Raises EvaluationError.
    """
    if not isinstance(value, str) or type_.name in ("string", "any"):
        return _plain(value)
    if type_.name in ("number", "bool"):
        return Node(value)
    try:
        expression = parse_expression(value)
    except HclError as error:
        raise EvaluationError(error.fault.key, **error.fault.values) from None
    found = Evaluator("", NoNames(), budget).evaluate(expression)
    return node(_stripped(found))


def _plain(value: Any) -> Node:
    """Return JSON as nodes without places: nobody wrote it into a file."""
    if isinstance(value, Mapping):
        return Node({str(key): _plain(inner) for key, inner in value.items()})
    if isinstance(value, list | tuple):
        return Node(tuple(_plain(inner) for inner in value))
    if isinstance(value, float):
        from ..exact_numbers import number_of  # noqa: PLC0415 - rarely needed

        return Node(number_of(repr(value)))
    return Node(value)


def _stripped(found: Node) -> Node:
    value = found.value
    if isinstance(value, dict):
        return Node({key: _stripped(inner) for key, inner in value.items()})
    return Node(tuple(_stripped(inner) for inner in value)) if isinstance(value, tuple) else Node(value)
