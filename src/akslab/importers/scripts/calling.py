"""Functions of a script, and other scripts: what they are called with, and what stays behind when they return."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ...deployments.declared import Problem
from ...wire.sentences import sentence
from .outcomes import FINE, Outcome
from .program import Define, Statement
from .texts import Text, Value

if TYPE_CHECKING:
    from .walking import Walker

MOST_CALLS = 5
"""Functions within functions, and scripts within scripts."""
_NUMBERED = tuple(map(str, range(1, 10)))


def call(walker: "Walker", name: str, texts: list[Text]) -> Outcome:
    """Run a function of the script; `texts` begin with its name."""
    if walker.depth >= MOST_CALLS:
        what = sentence("az.too-deep", most=MOST_CALLS)
        walker.cloud.problems.append(Problem(what=what, origin=texts[0].origin))
        return FINE
    function = walker.functions[name]
    saved = {each.name: walker.environment.assigned(each.name) for each in function.parameters}
    defaults = _parameters(walker, function, texts[1:])
    outcome = _inside(walker, texts[1:], (*defaults, *function.body), saved)
    return replace(outcome, stops="" if outcome.stops == "function" else outcome.stops)


def _parameters(walker: "Walker", function: Define, texts: list[Text]) -> tuple[Statement, ...]:
    """Set the named parameters that are given, by name or in order; returns the defaults of the others."""
    names = {each.name.lower(): each.name for each in function.parameters}
    open_ = [each.name for each in function.parameters]
    at = 0
    while at < len(texts) and open_:
        text = texts[at]
        name = names.get(text.text[1:].lower()) if text.text.startswith("-") else None
        value = texts[at + 1] if name and at + 1 < len(texts) else text
        at += 2 if name else 1
        name = name or open_[0]
        if name in open_:
            open_.remove(name)
        walker.environment.assign(name, value)
    return tuple(each for each in function.parameters if each.name in open_)


def _inside(
    walker: "Walker", texts: list[Text], body: tuple[Statement, ...], saved: "dict[str, Value | None]"
) -> Outcome:
    """Run a body with its own arguments; what was `saved`, and what the body calls local, is as before afterwards."""
    for name in ("@", "#", *_NUMBERED):
        saved[name] = walker.environment.assigned(name)
    walker.environment.assign("@", tuple(texts))
    walker.environment.assign("#", Text(text=str(len(texts))))
    for number, name in enumerate(_NUMBERED):
        walker.environment.assign(name, texts[number] if number < len(texts) else Text(text=""))
    walker.locals.append(saved)
    walker.depth += 1
    outcome = walker.run(body)
    walker.depth -= 1
    for name, value in walker.locals.pop().items():
        walker.environment.assign(name, value)
    return outcome


def include(walker: "Walker", program: tuple[Statement, ...], texts: list[Text], *, is_inside: bool) -> Outcome:
    """Run another script of the tree, in this shell (`source`) or in one of its own."""
    before = walker.values()
    if texts or not is_inside:
        outcome = _inside(walker, texts, program, {})
    else:
        walker.depth += 1
        outcome = walker.run(program)
        walker.depth -= 1
    if is_inside:
        return replace(outcome, stops="" if outcome.stops == "function" else outcome.stops)
    walker.environment.restore(before)
    return replace(outcome, stops="")
