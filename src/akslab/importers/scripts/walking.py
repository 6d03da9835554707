"""The statements of a script, one after the other, as far as anybody can tell without running them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from ...deployments.declared import Problem
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from .branching import MOST_ITEMS, branch, choose, either, loop, negated, repeat
from .budget import Budget
from .cloud import Cloud
from .deciding import decided
from .environment import Environment
from .expanding import Expander
from .files_read import ScriptFiles
from .naming import source_of
from .outcomes import FINE, Outcome
from .pipes import filtered
from .places import Places
from .program import (
    Assign,
    Background,
    Block,
    Captured,
    Case,
    Define,
    Either,
    For,
    If,
    Negated,
    Pipe,
    Run,
    Statement,
    Test,
    Unparsed,
    While,
)
from .results import answer
from .running import Runner
from .searching import has_call
from .texts import Text, Value, only

DEFAULTS = {"AZURE_DEFAULTS_GROUP": "group", "AZURE_DEFAULTS_LOCATION": "location"}
"""Variables az looks at -> the default they set."""
MOST_NESTED = 60
"""Statements within statements, functions and captured commands included."""


class Walker:
    """Goes through a program and leaves what it does in the cloud."""

    def __init__(
        self, *, cloud: Cloud, environment: Environment, files: ScriptFiles, budget: Budget, places: Places
    ) -> None:
        """Take what a script works on."""
        self.cloud, self.environment, self.files, self.budget, self.places = cloud, environment, files, budget, places
        self.expander = Expander(environment, budget, self.capture)
        self.functions: dict[str, Define] = {}
        self.locals: list[dict[str, Value | None]] = []
        """What is to be set again when each function returns."""
        self.placeholders: set[str] = set()
        self.is_shell = False
        """It is a script of bash, where `set -e` would stop it."""
        self.stops_at_errors = False
        self.depth = 0
        """Functions and scripts within others."""
        self._runner = Runner(self)
        self._chained = self._nested = 0

    def run(self, statements: Sequence[Statement]) -> Outcome:
        """Run statements until one stops; returns what the last one came to, and what all of them printed."""
        outcome, outputs = FINE, []
        for statement in statements:
            outcome = self.one(statement)
            outputs += [outcome.output] if outcome.output else []
            if outcome.stops:
                break
        return replace(outcome, output=self.together(outputs))

    def together(self, outputs: list[Text]) -> Text | None:
        """Return what several commands print, one below the other."""
        if len(outputs) < 2:
            return outputs[0] if outputs else None
        return Text(text=self.budget.text("\n".join(each.text for each in outputs)), origin=outputs[-1].origin)

    def one(self, statement: Statement) -> Outcome:
        """Run one statement."""
        self.budget.step()
        if self._nested >= MOST_NESTED:
            what = sentence("az.too-nested", most=MOST_NESTED)
            self.cloud.problems.append(Problem(what=what, file=self.files.script))
            return FINE
        self._nested += 1
        outcome = self._one(statement)
        self._nested -= 1
        return outcome

    def _one(self, statement: Statement) -> Outcome:
        match statement:
            case Run():
                return self._runner.run(statement)
            case Assign():
                return self._assign(statement)
            case Pipe():
                return self._pipe(statement)
            case Test():
                status = decided(statement, self.expander.text, self.files)
                return Outcome(status=status, test=source_of(statement.source))
            case Negated():
                return negated(self.one(statement.inner))
            case If():
                return branch(self, statement)
        return self._branched(statement)

    def _branched(self, statement: Statement) -> Outcome:
        match statement:
            case Either():
                return either(self, statement)
            case Case():
                return choose(self, statement)
            case For():
                return repeat(self, statement)
            case While():
                return loop(self, statement)
        return self._other(statement)

    def _other(self, statement: Statement) -> Outcome:
        match statement:
            case Define():
                self.functions[statement.name] = statement
            case Block():
                return self._subshell(statement.body) if statement.is_subshell else self.run(statement.body)
            case Background():
                before = self.cloud.chain.tails
                self._subshell((statement.inner,))
                self.cloud.chain.detach(before)
            case Unparsed():
                what = sentence("az.syntax")
                self.cloud.problems.append(
                    Problem(what=what, origin=statement.origin, is_unreadable=not statement.is_in_page)
                )
        return FINE

    def _assign(self, statement: Assign) -> Outcome:
        if statement.lacks_equals:
            what = sentence("az.lacks-equals", name=statement.name)
            self.cloud.problems.append(Problem(what=what, origin=statement.origin))
        value = self._value(statement)
        if statement.appends:
            value = self._appended(self.environment.assigned(statement.name), value)
        if statement.is_local and self.locals:
            self.locals[-1].setdefault(statement.name, self.environment.assigned(statement.name))
        self.environment.assign(statement.name, value)
        if default := DEFAULTS.get(statement.name):
            self.cloud.defaults[default] = only(value)
        return FINE

    def _value(self, statement: Assign) -> Value:
        if statement.items is not None:
            texts = [text for item in statement.items for text in self.expander.texts(item)]
            return tuple(texts[:MOST_ITEMS])
        if statement.captured is not None:
            return self.capture(statement.captured)
        return self.expander.value(statement.value) if statement.value else Text(text="")

    def _appended(self, before: Value | None, value: Value) -> Value:
        if before is None:
            return value
        if isinstance(before, tuple):
            more = value if isinstance(value, tuple) else (value,)
            self.budget.step(len(before))
            return (*before, *more)[:MOST_ITEMS]
        joined = self.budget.text(before.text + only(value).text)
        return replace(before, text=joined, result=None)

    def _pipe(self, statement: Pipe) -> Outcome:
        first, *filters = statement.stages
        outcome = self.one(first)
        output = outcome.output
        unread = self.expander.unread(statement.source) if filters and output else Text(text="")
        for stage in filters:
            if isinstance(stage, Run) and not has_call((stage,), "az", self.functions):
                words = [text for word in stage.words for text in self.expander.texts(word)]
                output = filtered(output, words, unread)
            else:
                output = self.one(stage).output or output
        is_asked = bool(filters) and outcome.status is None and not outcome.is_program
        test = source_of(statement.source) if is_asked else outcome.test
        return replace(outcome, output=output, test=test)

    def values(self) -> dict[str, Value]:
        """Return the variables, to come back to."""
        self.budget.step(1 + len(self.environment) // 8)
        return self.environment.copied()

    def _subshell(self, body: tuple[Statement, ...]) -> Outcome:
        before = self.values()
        outcome = self.run(body)
        self.environment.restore(before)
        return replace(outcome, stops="")

    def capture(self, part: Captured) -> Text:
        """Return what commands print; a member of it in PowerShell."""
        outcome = self._subshell(part.body)
        output = outcome.output
        if output is None:
            is_silent = outcome.status is not None and not outcome.is_program
            return Text(text="") if is_silent else self.expander.unread(part.source)
        if not part.member:
            return output
        if output.result is None:
            return self.expander.unread(part.source)
        return replace(output, text=answer(output.result, part.member), result=None)

    @contextmanager
    def chained(self) -> Iterator[None]:
        """Run what the next command depends on."""
        self._chained += 1
        yield
        self._chained -= 1

    def pause(self, origin: Origin, seconds: int | None) -> None:
        """Note a wait in the order of steps."""
        self.cloud.pause(self.places.address(origin), origin, seconds)

    def goes_on(self) -> bool:
        """Whether the script would go on here though an earlier step had failed."""
        is_told = self.stops_at_errors or self._chained or not self.is_shell
        return not is_told and bool(self.cloud.chain.tails)
