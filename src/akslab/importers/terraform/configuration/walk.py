"""Evaluates a configuration in the order of its references, as Terraform does: everything once, circles named.

A stack of its own stands for the calls: a chain of ten thousand locals is as safe as one of ten.
"""

from collections.abc import Callable, Iterator

from ....deployments.declared import Gap, Problem
from ....deployments.nodes import Node
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..hcl.syntax import Argument, Body, Reference
from ..language.errors import Budget
from ..language.evaluation import Evaluator
from .module import Placed
from .scope import Key, Meanings, Scope

_NO_NAMES = ("each", "count", "self", "path", "terraform")


class Walk:
    """The graph of one configuration: what each thing refers to, and in which order all is evaluated."""

    def __init__(self, budget: Budget, meanings: Callable[..., Meanings]) -> None:
        """Take the budget of the input, and how the names of a scope are looked up."""
        self.budget, self.meanings = budget, meanings
        self.scopes: list[Scope] = []
        self.problems: list[Problem] = []
        self.gaps: list[Gap] = []
        self.order: list[Key] = []
        """Everything in the order in which it was evaluated."""
        self.needs: dict[Key, tuple[Key, ...]] = {}
        self._evaluate: dict[str, Callable[[Scope, str], None]] = {}
        self._waiting: list[Key] = []
        self._done: set[Key] = set()
        self._references: dict[int, tuple[Reference, ...]] = {}

    def evaluates(self, kind: str, evaluate: Callable[[Scope, str], None]) -> None:
        """Say how things of a kind are evaluated."""
        self._evaluate[kind] = evaluate

    def add(self, scope: Scope) -> None:
        """Take in a module's instance; what it declares is evaluated later, or when something refers to it."""
        self.scopes.append(scope)
        module = scope.module
        self.problems += module.problems if scope.module not in [each.module for each in self.scopes[:-1]] else ()
        for kind, names in (
            ("var", module.variables),
            ("local", module.locals),
            ("call", module.calls),
            ("resource", module.resources),
            ("output", module.outputs),
        ):
            self._waiting += ((scope.number, kind, name) for name in names)

    def run(self) -> None:
        """Evaluate everything."""
        at = 0
        while at < len(self._waiting):
            self.settle(self._waiting[at])
            at += 1

    def settle(self, wanted: Key) -> None:
        """Evaluate one thing after everything it refers to. What is entered and not done is on the way here."""
        stack, entered, done = [wanted], set[Key](), self._done
        while stack:
            key = stack[-1]
            if key in done:
                stack.pop()
                continue
            entered.add(key)
            needs = tuple(dict.fromkeys(self._needs(key)))
            self.budget.spend(len(needs))
            missing = [each for each in needs if each not in done]
            ahead = [each for each in missing if each not in entered]
            if ahead:
                stack += ahead
                continue
            if missing:
                self._report_circle(key, missing)
            self.needs[key] = needs
            self._evaluate[key[1]](self.scopes[key[0]], key[2])
            done.add(key)
            self.order.append(key)
            stack.pop()

    def _report_circle(self, key: Key, circle: list[Key]) -> None:
        scope = self.scopes[key[0]]
        names = ", ".join(self._said(each) for each in circle)
        what = sentence("tf.cycle", name=self._said(key), others=names)
        self.problems.append(Problem(what=what, origin=self._place(scope, key)))

    def _said(self, key: Key) -> str:
        scope, kind, name = self.scopes[key[0]], key[1], key[2]
        word = {"call": "module.", "resource": ""}.get(kind, f"{kind}.")
        return f"{scope.prefix}{word}{name}"

    def _place(self, scope: Scope, key: Key) -> Origin | None:
        _, kind, name = key
        if kind == "local":
            file, argument = scope.module.locals[name]
            return Origin(file=argument.file or file, start=argument.start, end=argument.value.end)
        placed = self.placed(scope, kind, name)
        return placed.origin if placed is not None else None

    def placed(self, scope: Scope, kind: str, name: str) -> Placed | None:
        """Return the block that declares a variable, call, output or resource."""
        module = scope.module
        tables = {"var": module.variables, "call": module.calls, "output": module.outputs, "resource": module.resources}
        return tables[kind].get(name)

    def _needs(self, key: Key) -> Iterator[Key]:
        """Yield what something refers to, as far as it is declared and as far as modules are unfolded."""
        scope, kind, name = self.scopes[key[0]], key[1], key[2]
        if kind == "local":
            yield from self.meant(scope, scope.module.locals[name][1].references)
            return
        placed = self.placed(scope, kind, name)
        if placed is None:
            return
        body = placed.block.body
        if kind == "var":
            yield from self._needs_of_input(scope, name)
        elif kind == "output":
            yield from self.meant(scope, _references_of(body.arguments.get("value")))
        elif kind == "call":
            for argument in ("count", "for_each"):
                yield from self.meant(scope, _references_of(body.arguments.get(argument)))
        else:
            yield from self.meant(scope, self._of_body(body))

    def _of_body(self, body: Body) -> tuple[Reference, ...]:
        known = self._references.get(id(body))
        if known is None:
            known = self._references[id(body)] = without_order(body).references()
        return known

    def _needs_of_input(self, scope: Scope, name: str) -> Iterator[Key]:
        if scope.parent is not None and scope.call is not None:
            argument = scope.call.block.body.arguments.get(name)
            if argument is not None:
                yield from self.meant(scope.parent, argument.references)

    def meant(self, scope: Scope, references: tuple[Reference, ...]) -> Iterator[Key]:
        """Yield what references mean in a scope."""
        module = scope.module
        for root, *rest in references:
            if root in _NO_NAMES or not rest:
                continue
            name = rest[0]
            if root == "var" and name in module.variables:
                yield scope.number, "var", name
            elif root == "local" and name in module.locals:
                yield scope.number, "local", name
            elif root == "module" and name in module.calls:
                yield from self._of_module(scope, name, rest[1] if len(rest) > 1 else "")
            elif root in ("data", "ephemeral") and len(rest) > 1 and f"{root}.{name}.{rest[1]}" in module.resources:
                yield scope.number, "resource", f"{root}.{name}.{rest[1]}"
            elif f"{root}.{name}" in module.resources:
                yield scope.number, "resource", f"{root}.{name}"

    def _of_module(self, scope: Scope, name: str, output: str) -> Iterator[Key]:
        yield scope.number, "call", name
        for child in scope.children.get(name, ()):
            outputs = (output,) if output in child.module.outputs else child.module.outputs
            for each in outputs:
                yield child.number, "output", each

    def evaluator(self, scope: Scope, file: str, bound: dict[str, Node], assumed: frozenset[str]) -> Evaluator:
        """Return what evaluates a file's expressions in a scope."""
        return Evaluator(file, self.meanings(scope, assumed), self.budget, bound)


def without_order(body: Body) -> Body:
    """Return a body without the arguments that only say what waits for what."""
    kept = {name: each for name, each in body.arguments.items() if name not in ("depends_on", "provider", "providers")}
    blocks = tuple(block for block in body.blocks if block.type not in ("lifecycle", "provisioner", "connection"))
    return Body(kept, blocks)


def _references_of(argument: Argument | None) -> tuple[Reference, ...]:
    return argument.references if argument is not None else ()
