"""Branches and loops: decided where the script says enough, else both ways, each under its condition."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...deployments.declared import Condition, Problem
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ...wire.symbols import symbol
from .deciding import matches
from .naming import source_of
from .outcomes import FINE, Outcome
from .program import Arm, Case, CaseArm, Either, For, If, Run, Statement, Test, While
from .searching import has_call
from .texts import Text

if TYPE_CHECKING:
    from .walking import Walker

MOST_ITEMS = 800
"""Turns of one loop."""
MOST_ARMS = 40
"""Branches of one `if` or `case`."""


def either(walker: "Walker", statement: Either) -> Outcome:
    """Run `a && b || c`, from the left."""
    spine: list[Either] = []
    first: Statement = statement
    while isinstance(first, Either):
        spine.append(first)
        first = first.first
    with walker.chained():
        outcome = walker.one(first)
    for joined in reversed(spine):
        if outcome.stops:
            break
        outcome = _then(walker, outcome, joined.second, is_or=joined.is_or)
    return outcome


def _then(walker: "Walker", first: Outcome, second: Statement, *, is_or: bool) -> Outcome:
    status = first.status
    if status is None and first.is_program and not is_or:
        status = True
    if status is None:
        test, holds = stripped(first.test)
        maybe(walker, Condition(text=test, holds=holds is not is_or), (second,))
        return Outcome(status=None, test=f"{first.test} {'||' if is_or else '&&'} …"[:400], output=first.output)
    if status is is_or:
        return replace(first, status=status)
    outcome = walker.one(second)
    return replace(outcome, output=outcome.output or first.output)


def branch(walker: "Walker", statement: If) -> Outcome:
    """Run an `if`."""
    arms = statement.arms
    if len(arms) > MOST_ARMS:
        origin = Origin(file=walker.files.script)
        walker.cloud.problems.append(Problem(what=sentence("az.many-branches", most=MOST_ARMS), origin=origin))
    return _arms(walker, arms[:MOST_ARMS])


def _arms(walker: "Walker", arms: tuple[Arm, ...]) -> Outcome:
    while arms:
        arm, arms = arms[0], arms[1:]
        tested = walker.run(arm.tests)
        if not arm.tests or tested.status:
            return walker.run(arm.body)
        if tested.status is None:
            test, holds = stripped(tested.test)
            return _fork(walker, Condition(text=test, holds=holds), arm.body, arms)
    return FINE


def _fork(walker: "Walker", condition: Condition, body: tuple[Statement, ...], rest: tuple[Arm, ...]) -> Outcome:
    """Go both ways: `body` where the condition holds, the other arms where it does not."""
    before, tails = walker.values(), walker.cloud.chain.tails
    first = _under(walker, condition, body)
    values, ends = walker.values(), walker.cloud.chain.tails
    walker.environment.restore(before)
    walker.cloud.chain.tails = tails
    kept = walker.cloud.conditions
    walker.cloud.conditions = (*kept, replace(condition, holds=not condition.holds))
    second = _arms(walker, rest)
    walker.cloud.conditions = kept
    walker.environment.merge(values)
    walker.cloud.join(ends)
    return Outcome(status=None, is_program=True, test=condition.text, output=first.output or second.output)


def maybe(walker: "Walker", condition: Condition, body: tuple[Statement, ...]) -> None:
    """Run what may be run; the script goes on in either case."""
    before, tails = walker.values(), walker.cloud.chain.tails
    _under(walker, condition, body)
    walker.environment.merge(before)
    walker.cloud.join(tails)


def _under(walker: "Walker", condition: Condition, body: tuple[Statement, ...]) -> Outcome:
    kept, walker.cloud.conditions = walker.cloud.conditions, (*walker.cloud.conditions, condition)
    outcome = walker.run(body)
    walker.cloud.conditions = kept
    return outcome


def choose(walker: "Walker", statement: Case) -> Outcome:
    """Run a `case`."""
    subject, arms = walker.expander.text(statement.subject), statement.arms[:MOST_ARMS]
    undecided: list[CaseArm] = []
    for arm in arms:
        found = matches(subject, arm.patterns)
        if found and not undecided:
            return walker.run(arm.body)
        if found is not False:
            undecided.append(arm)
        if found:
            break
    rest: tuple[Arm, ...] = ()
    for arm in reversed(undecided):
        is_else = "*" in arm.patterns
        test = () if is_else else (_asked(subject, arm),)
        rest = (Arm(tests=test, body=arm.body), *rest)
    return _arms(walker, rest)


def _asked(subject: Text, arm: CaseArm) -> Statement:

    return Test(operator="", source=f"{subject.text} in {arm.source}")


def repeat(walker: "Walker", statement: For) -> Outcome:
    """Run a `for`: once for each item, or once for all of them where nobody can tell which there are."""
    items = statement.items
    texts = [text for item in items for text in walker.expander.texts(item)] if items is not None else []
    if has_call(statement.body, "sleep") and has_call(statement.body, "break"):
        walker.pause(statement.origin, None)
    if items is None or any(text.is_unknown and not text.is_quoted for text in texts):
        walker.environment.assign(statement.name, Text(text=symbol(f"${statement.name}"), why="run-time"))
        kept, walker.cloud.repeated = walker.cloud.repeated, f"for {statement.name}"
        walker.run(statement.body)
        walker.cloud.repeated = kept
        return FINE
    if len(texts) > MOST_ITEMS:
        what = sentence("az.long-loop", most=MOST_ITEMS)
        walker.cloud.problems.append(Problem(what=what, origin=statement.origin))
    return _turns(walker, statement, texts[:MOST_ITEMS])


def _turns(walker: "Walker", statement: For, texts: list[Text]) -> Outcome:
    outputs = []
    goes_on = has_call(statement.body, "continue") and not has_call(statement.body, "break")
    for text in texts:
        walker.environment.assign(statement.name, text)
        outcome = walker.run(statement.body)
        outputs += [outcome.output] if outcome.output else []
        if outcome.stops in ("function", "script"):
            return outcome
        if outcome.stops and not goes_on:
            break
    return replace(FINE, output=walker.together(outputs))


def loop(walker: "Walker", statement: While) -> Outcome:
    """Run a `while` or `until`: its test for certain, its body once if it may be."""
    if has_call((*statement.tests, *statement.body), "sleep"):
        origin = next((each.origin for each in statement.body if isinstance(each, Run)), None)
        walker.pause(origin or Origin(file=walker.files.script), None)
    tested = walker.run(statement.tests) if statement.tests else Outcome(status=None, test=source_of(statement.source))
    status = tested.status if tested.status is None or not statement.is_until else not tested.status
    if status:
        outcome = walker.run(statement.body)
        return outcome if outcome.stops in ("function", "script") else FINE
    if status is None:
        test, holds = stripped(source_of(statement.source))
        maybe(walker, Condition(text=test, holds=holds is not statement.is_until), statement.body)
    return FINE


def stripped(test: str) -> tuple[str, bool]:
    """Return a test without outer negations, and whether it has to hold."""
    holds = True
    while test.startswith("! "):
        test, holds = test[2:], not holds
    return test, holds


def negated(outcome: Outcome) -> Outcome:
    """Return what `!` makes of an outcome."""
    status = None if outcome.status is None else not outcome.status
    test = outcome.test[2:] if outcome.test.startswith("! ") else f"! {outcome.test}"
    return replace(outcome, status=status, is_program=False, test=test)
