"""Terraform's functions: one table by name, and how a call is made when an argument is not known.

A function takes plain Python values that are known through and through (`known`), or nodes of which only the outermost
must be known (`nodes`), or nodes as they are (`open`). Where that is not given, the call itself names the result.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from .....deployments.nodes import Node, Unknown
from .....rules.fields import ELSE
from ...hcl.syntax import Call
from ..access import Perhaps
from ..errors import EvaluationError
from ..values import InDoubt, Unsure, kind_of, label_of, node, python, unsure
from . import addresses, arithmetic, conversions, encodings, files, lists, patterns, provider_ids, sets, texts
from .signature import Function, text

if TYPE_CHECKING:
    from ..evaluation import Evaluator

FUNCTIONS: Mapping[str, Function] = {
    **addresses.FUNCTIONS,
    **arithmetic.FUNCTIONS,
    **conversions.FUNCTIONS,
    **encodings.FUNCTIONS,
    **lists.FUNCTIONS,
    **patterns.FUNCTIONS,
    **provider_ids.FUNCTIONS,
    **sets.FUNCTIONS,
    **texts.FUNCTIONS,
}
_CLOCK = ("formatdate", "plantimestamp", "timeadd", "timecmp", "timestamp")
AT_RUN_TIME = (*_CLOCK, "abspath", "base64gzip", "bcrypt", "pathexpand", "rsadecrypt", "uuid")
"""Known only when Terraform runs, or not worth knowing."""


def call(self: "Evaluator", it: Call) -> Node:
    """Return the result of a call. Raises EvaluationError for wrong arguments and functions that do not exist."""
    name = it.name.removeprefix("core::")
    if name in ("try", "can"):
        return _tried(self, it, name)
    try:
        nodes = _arguments(self, it)
    except InDoubt as doubt:
        return Node(
            unsure(f"{name}({doubt.of.label if isinstance(doubt.of, Unsure) else ''})", doubt.of), self.place(it)
        )
    is_secret = any(each.is_secret for each in nodes) and name not in ("nonsensitive", "issensitive", "length")
    try:
        found = _result(self, it, name, nodes)
    except InDoubt as doubt:
        found = unsure(_label(name, nodes), doubt.of)
    if not isinstance(found, Node):
        found = node(found, self.place(it))
    if found.origin is None or is_secret:
        found = Node(found.value, found.origin or self.place(it), is_secret or found.is_secret)
    _pay(self, found.value)
    return found


def _arguments(self: "Evaluator", it: Call) -> list[Node]:
    nodes = []
    for argument in it.arguments:
        found = self.evaluate(argument)
        if isinstance(found.value, Perhaps):
            found = Node(found.value.doubt(), found.origin)
        nodes.append(found)
    if it.expands and nodes:
        last = nodes.pop()
        if isinstance(last.value, Unknown):
            raise InDoubt(unsure(", ".join(label_of(each) for each in [*nodes[:10], last]) + "...", last.value))
        if not isinstance(last.value, tuple):
            raise EvaluationError("tf.no-list", kind=kind_of(last.value))
        nodes += last.value
    return nodes


def _label(name: str, nodes: list[Node]) -> str:
    return f"{name}({', '.join(label_of(each) for each in nodes[:10])}{len(nodes) if len(nodes) > 10 else ''})"


def _result(self: "Evaluator", it: Call, name: str, nodes: list[Node]) -> object:
    if name in AT_RUN_TIME:
        label = f"{name} at {it.start} of {self.file}" if name in ("uuid", "bcrypt") else _label(name, nodes)
        return Unsure("run-time", "", label)
    if name in files.READING:
        _check(name, len(nodes), 1 + (name == "fileset"), 1 + (name == "fileset"))
        return files.READING[name](self, *[python(each, self.budget) for each in nodes])
    if name in ("templatefile", "templatestring"):
        _check(name, len(nodes), 2, 2)
        return _template(self, name, nodes)
    function = FUNCTIONS.get(name)
    if function is None:
        if name.startswith("provider::"):
            self.budget.of_providers.setdefault(name, self.place(it))
            return Unsure("run-time", "", _label(name, nodes))
        raise EvaluationError("tf.no-function", name=text(name))
    _check(name, len(nodes), function.least, function.most)
    if function.takes == "known":
        return function.run(*[python(each, self.budget) for each in nodes])
    if function.takes == "ids":
        return _on_ids(self, function, nodes)
    if function.takes == "nodes":
        for each in nodes:
            _check_known(each)
    return function.run(*nodes)


def _on_ids(self: "Evaluator", function: Function, nodes: list[Node]) -> object:
    """Run a function that takes ids apart; where symbols stand in its way, the result is not known."""
    values = [python(each, self.budget, has_ids=True) for each in nodes]
    try:
        return function.run(*values)
    except EvaluationError:
        for each in nodes:
            python(each, self.budget)
        raise


def _check_known(node: Node) -> None:
    """Raise InDoubt for what is not known at all, and for an object with more attributes than are known."""
    if isinstance(node.value, Unknown):
        raise InDoubt(node.value)
    if isinstance(node.value, dict) and ELSE in node.value:
        rest = node.value[ELSE].value
        raise InDoubt(rest if isinstance(rest, Unknown) else Unsure("run-time", ""))


def _template(self: "Evaluator", name: str, nodes: list[Node]) -> Node:
    for each in nodes:
        if isinstance(each.value, Unknown):
            raise InDoubt(each.value)
    return files.template_file(self, *nodes) if name == "templatefile" else files.template_string(self, *nodes)


def _check(name: str, given: int, least: int, most: int | None) -> None:
    if given < least or (most is not None and given > most):
        raise EvaluationError("tf.arguments", name=name, given=given, wanted=least)


def _pay(self: "Evaluator", value: object) -> None:
    if isinstance(value, str):
        self.budget.text(len(value))
    elif isinstance(value, tuple | dict):
        self.budget.spend(len(value))


def _tried(self: "Evaluator", it: Call, name: str) -> Node:
    """Return the first argument without an error; one that may have an error and is not known stays unsure."""
    if not it.arguments:
        raise EvaluationError("tf.arguments", name=name, given=0, wanted=1)
    self.trying += 1
    try:
        for argument in it.arguments:
            try:
                found = self.evaluate(argument)
            except EvaluationError:
                continue
            if name == "try":
                return found
            is_unsure = isinstance(found.value, Unknown)
            return Node(unsure(f"can({label_of(found)})", found.value) if is_unsure else True, self.place(it))
    finally:
        self.trying -= 1
    if name == "can":
        return Node(False, self.place(it))
    raise EvaluationError("tf.tried")
