"""Resources and data sources: their instances, each with its body, its conditions and its address."""

from ....deployments.declared import Gap
from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..hcl.syntax import Body
from ..language.errors import EvaluationError, LimitError
from ..language.values import Unsure
from ..problems import problem, problem_of_error
from ..written import Written
from .bodies import BodyReader, names_in
from .expansion import Expansion, One, expanded, granted
from .hidden_steps import hidden_steps
from .instances import seen_from_outside
from .module import Placed
from .scope import Key, Provider, Scope
from .walk import Walk

MOST_RESOURCES = 20_000


class Resources:
    """Evaluates every resource of a configuration once."""

    def __init__(self, walk: Walk) -> None:
        """Take the walk that asks for them."""
        self._walk = walk
        self.found: dict[Key, tuple[Written, ...]] = {}
        self._number = 0
        self._told: set[Origin | None] = set()
        walk.evaluates("resource", self.resource)

    def resource(self, scope: Scope, name: str) -> None:
        """Evaluate one resource block: all of its instances."""
        placed = scope.module.resources[name]
        key = (scope.number, "resource", name)
        expansion = self._expansion(scope, placed, name)
        if expansion is None:
            scope.values["resource", name] = Node(Unsure("unreadable", name, scope.prefix + name))
            self.found[key] = ()
            return
        self._count(len(expansion.instances))
        if expansion.instances:
            self._tell_hidden(placed)
        written = tuple(self._written(scope, placed, name, expansion, one) for one in expansion.instances)
        self.found[key] = written
        seen = [seen_from_outside(each) for each in written]
        scope.values["resource", name] = expansion.arranged(seen)

    def _tell_hidden(self, placed: Placed) -> None:
        """Tell of steps that cannot be seen, once for all instances of a module."""
        for gap in hidden_steps(placed):
            if gap.origin not in self._told:
                self._told.add(gap.origin)
                self._walk.gaps.append(gap)

    def _count(self, number: int) -> None:
        self._number += number
        if self._number > MOST_RESOURCES:
            raise LimitError("tf.limit-resources", most=f"{MOST_RESOURCES:,}")

    def _expansion(self, scope: Scope, placed: Placed, name: str) -> Expansion | None:
        evaluator = self._walk.evaluator(scope, placed.file, {}, granted(scope.conditions))
        try:
            return expanded(placed.block.body, evaluator)
        except EvaluationError as error:
            self._walk.problems.append(problem_of_error(error, placed.origin))
        except RecursionError:
            self._walk.problems.append(problem(sentence("tf.limit-depth"), placed.origin))
        label = scope.prefix + name
        gap = Gap(
            what=sentence("tf.not-unfolded", address=label), needs=label, origin=placed.origin, hides_resources=True
        )
        self._walk.gaps.append(gap)
        return None

    def _written(self, scope: Scope, placed: Placed, name: str, expansion: Expansion, one: One) -> Written:
        conditions = (*scope.conditions, *expansion.conditions)
        evaluator = self._walk.evaluator(scope, placed.file, one.bound, granted(conditions))
        address = f"{scope.prefix}{name}{one.suffix}"
        body = placed.block.body
        reader = BodyReader(evaluator, address, self._walk.problems.append)
        try:
            arguments = reader.object(body)
        except RecursionError:
            self._walk.problems.append(problem(sentence("tf.limit-depth"), placed.origin))
            arguments = {"*": Node(Unsure("limit", "", address))}
        kind = placed.block.labels[0]
        return Written(
            address=address,
            kind=kind,
            body=Node(arguments, placed.origin),
            origin=placed.origin,
            subscription=_provider(scope, body, kind).subscription,
            versions=scope.versions,
            is_data=placed.block.type != "resource",
            conditions=conditions,
            repeated=scope.repeated or expansion.repeated,
            ignored=_ignored(body),
        )


def _ignored(body: Body) -> tuple[str, ...]:
    lifecycle = body.block("lifecycle")
    return names_in(lifecycle.body.arguments.get("ignore_changes")) if lifecycle is not None else ()


def _provider(scope: Scope, body: Body, kind: str) -> Provider:
    named = names_in(body.arguments.get("provider"))
    name = named[0] if named else kind.partition("_")[0]
    return scope.providers.get(name) or scope.providers.get("azurerm") or Provider()
