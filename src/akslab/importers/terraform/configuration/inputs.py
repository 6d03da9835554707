"""Variables, locals and outputs: what each is worth in a scope."""

from collections.abc import Callable, Mapping
from typing import Any

from ....deployments.declared import Gap
from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..hcl.syntax import Argument, Block
from ..language.errors import EvaluationError
from ..language.types import ANY, Type, converted, type_of
from ..language.values import Unsure
from ..problems import problem, problem_of_error
from .expansion import granted
from .scope import Scope
from .variables import from_command_line
from .walk import Walk


class Inputs:
    """Evaluates the values that have a name in a configuration."""

    def __init__(self, walk: Walk, given: Mapping[str, Node], parameters: Mapping[str, Any]) -> None:
        """Take the values that files give to the root module's variables, and those of the command line."""
        self._walk, self._given, self._parameters = walk, given, parameters
        walk.evaluates("var", self.variable)
        walk.evaluates("local", self.local)
        walk.evaluates("output", self.output)

    def local(self, scope: Scope, name: str) -> None:
        """Evaluate a local."""
        file, argument = scope.module.locals[name]
        scope.values["local", name] = self._value(scope, argument.file or file, argument, f"local.{name}")

    def output(self, scope: Scope, name: str) -> None:
        """Evaluate an output."""
        placed = scope.module.outputs[name]
        argument = placed.block.body.arguments.get("value")
        found = Node(Unsure("unreadable", "", f"{scope.prefix}output.{name}"))
        if argument is not None:
            found = self._value(scope, argument.file or placed.file, argument, f"output.{name}")
        is_secret = found.is_secret or _is_true(placed.block, "sensitive")
        scope.values["output", name] = Node(found.value, found.origin, is_secret)

    def _value(self, scope: Scope, file: str, argument: Argument, said: str) -> Node:
        """Return an expression's value; an error becomes a problem, and the value unsure."""
        evaluator = self._walk.evaluator(scope, file, {}, granted(scope.conditions))
        return self._safely(lambda: evaluator.evaluate(argument.value), evaluator.place(argument.value), scope, said)

    def _safely(self, evaluate: Callable[[], Node], place: Origin, scope: Scope, said: str) -> Node:
        try:
            return evaluate()
        except EvaluationError as error:
            self._walk.problems.append(problem_of_error(error, place))
        except RecursionError:
            self._walk.problems.append(problem(sentence("tf.limit-depth"), place))
        return Node(Unsure("unreadable", "", scope.prefix + said), place)

    def variable(self, scope: Scope, name: str) -> None:
        """Evaluate a variable: given, or its default, or not known."""
        placed = scope.module.variables[name]
        block, label = placed.block, f"{scope.prefix}var.{name}"
        found = self._given_to(scope, name, block)
        if found is not None and found.value is None and _is_false(block, "nullable"):
            found = None
        default = block.body.arguments.get("default")
        if found is None and default is not None:
            found = self._value(scope, default.file or placed.file, default, f"var.{name}")
        if found is None:
            found = self._missing(scope, name, placed.origin)
        type_ = _type(block)
        evaluator = self._walk.evaluator(scope, placed.file, {}, frozenset())
        original = found
        found = self._safely(
            lambda: converted(original, type_, evaluator.evaluate), found.origin or placed.origin, scope, f"var.{name}"
        )
        is_secret = found.is_secret or _is_true(block, "sensitive")
        if isinstance(found.value, Unsure) and not found.value.label:
            found = Node(Unsure(found.value.why, found.value.needs, label), found.origin)
        scope.values["var", name] = Node(found.value, found.origin, is_secret)

    def _given_to(self, scope: Scope, name: str, block: Block) -> Node | None:
        if scope.parent is not None and scope.call is not None:
            argument = scope.call.block.body.arguments.get(name)
            if argument is None:
                return None
            evaluator = self._walk.evaluator(
                scope.parent,
                argument.file or scope.call.file,
                scope.bound,
                granted(scope.conditions),
            )
            place = evaluator.place(argument.value)
            return self._safely(lambda: evaluator.evaluate(argument.value), place, scope, f"var.{name}")
        if name in self._parameters:
            return self._safely(
                lambda: from_command_line(self._parameters[name], _type(block), self._walk.budget),
                Origin(file="", start=0, end=0),
                scope,
                f"var.{name}",
            )
        return self._given.get(name)

    def _missing(self, scope: Scope, name: str, origin: Origin) -> Node:
        """Return what stands for a variable without value: to be supplied at the root, an error in a module's call."""
        needs = f"variable {name}"
        if scope.parent is None:
            self._walk.gaps.append(Gap(what=sentence("tf.no-value", variable=name), needs=needs, origin=origin))
            return Node(Unsure("not-supplied", needs, f"var.{name}"))
        if scope.call is not None and not scope.call.block.body.is_broken:
            what = sentence("tf.input-missing", variable=name, module=scope.prefix.rstrip("."))
            self._walk.problems.append(problem(what, scope.call.origin))
        return Node(Unsure("not-supplied", needs, f"{scope.prefix}var.{name}"))


def _type(block: Block) -> Type:
    argument = block.body.arguments.get("type")
    return type_of(argument.value) if argument is not None else ANY


def _is_true(block: Block, name: str) -> bool:
    argument = block.body.arguments.get(name)
    return argument is not None and getattr(argument.value, "value", None) is True


def _is_false(block: Block, name: str) -> bool:
    argument = block.body.arguments.get(name)
    return argument is not None and getattr(argument.value, "value", None) is False
