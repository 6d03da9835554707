"""Expressions evaluated by themselves: parameters and variables are given as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from akslab.deployments.nodes import Node, Unknown, node_of
from akslab.deployments.origins import Origin
from akslab.importers.arm.budget import Budget
from akslab.importers.arm.evaluation import evaluate_text
from akslab.importers.arm.journal import Journal
from akslab.importers.arm.refusals import RefusedError
from akslab.importers.arm.scope import Part, Scope, UserFunction
from akslab.importers.arm.sources import Sources
from akslab.importers.arm.targets import Target
from akslab.importers.arm.unknowns import Pending, pending
from akslab.importers.files import GivenFiles
from akslab.wire.sentences import sentence
from akslab.wire.symbols import spoken, symbol

UNKNOWN_OBJECT = Node(pending("not-supplied", "parameter u", "parameters('u')"))
"""What the parameter `u` is: nobody knows, not even its kind. `s` is a text nobody knows."""


class GivenNames:
    """Parameters by name; there is nothing else."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = {
            name.lower(): value if isinstance(value, Node) else node_of(value) for name, value in given.items()
        }

    def parameter(self, name: str) -> Node:
        if name.lower() not in self._given:
            raise RefusedError(sentence("arm.no-parameter", name=name))
        return self._given[name.lower()]

    variable = parameter

    def function(self, name: str) -> UserFunction | None:
        return None

    def reference(self, _scope: Scope, target: Node, _part: Part) -> Node:
        return Node(pending("run-time", f"reference({target.value})"))

    references = reference


HERE = Target()


def scope_of(target: Target = HERE, budget: Budget | None = None, text: str = "", **given: Any) -> Scope:
    """Return a scope with parameters; `text` is what the file has at the place of evaluation."""
    names = GivenNames({"u": UNKNOWN_OBJECT, "s": Node(symbol("parameter s")), **given})
    sources = Sources(GivenFiles({"main.json": json.dumps({"x": text})}))
    sources.read("main.json")
    return Scope(
        names=names,
        target=target,
        budget=budget or Budget(),
        journal=Journal(sources),
        place=Origin(file="main.json", path=("x",)),
    )


def node(expression: str, scope: Scope | None = None, **given: Any) -> Node:
    """Return the node of an expression without its brackets; a refusal of it fails the test."""
    scope = scope or scope_of(**given)
    found = evaluate_text(f"[{expression}]", scope)
    assert [problem.what for problem in scope.journal.problems] == []
    return found


def value(expression: str, scope: Scope | None = None, **given: Any) -> Any:
    """Return plain JSON: symbols as `<name>`, an unknown value as `?` and its expression."""
    return _shown(node(expression, scope, **given))


def _shown(found: Node) -> Any:
    if isinstance(found.value, dict):
        return {spoken(key): _shown(inner) for key, inner in found.value.items()}
    if isinstance(found.value, tuple):
        return [_shown(inner) for inner in found.value]
    if isinstance(found.value, Unknown):
        return f"?{found.value.text if isinstance(found.value, Pending) else found.value.needs}"
    return spoken(found.value) if isinstance(found.value, str) else found.value


def refusal(expression: str, budget: Budget | None = None, **given: Any) -> tuple[str, str]:
    """Return the key of the refusal of an expression, and what of it is at fault."""
    text = f"[{expression}]"
    scope = scope_of(budget=budget, text=text, **given)
    evaluate_text(text, scope)
    (problem,) = scope.journal.problems
    assert problem.origin
    return problem.what.key, json.dumps({"x": text})[problem.origin.start : problem.origin.end]
