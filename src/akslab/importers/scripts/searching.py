"""Whether a command stands somewhere in statements: `sleep` in a loop, `az` behind a pipe."""

from collections.abc import Collection, Sequence

from .program import Background, Block, Case, Either, For, If, Literal, Negated, Pipe, Run, Statement, While

_MOST = 2_000
"""Statements looked at; a loop with more is not one that waits."""


def has_call(statements: Sequence[Statement], name: str, others: Collection[str] = ()) -> bool:
    """Whether one of the statements calls a command, or one of the `others`."""
    waiting: list[Statement] = list(statements)
    for _ in range(_MOST):
        if not waiting:
            return False
        statement = waiting.pop()
        if isinstance(statement, Run):
            if any(_first(statement).lower() in (name, f"start-{name}") for _ in (0,)) or _first(statement) in others:
                return True
            if name == "az" and any(isinstance(part, Literal) and part.text == "az" for part in _second(statement)):
                return True
        waiting += _inner(statement)
    return False


def _first(run: Run) -> str:
    part = run.words[0].parts[0] if run.words and run.words[0].parts else None
    return part.text if isinstance(part, Literal) else ""


def _second(run: Run) -> list[object]:
    return [part for word in run.words[1:] for part in word.parts[:1]]


def _inner(statement: Statement) -> list[Statement]:
    match statement:
        case Either():
            return [statement.first, statement.second]
        case Pipe():
            return list(statement.stages)
        case Negated() | Background():
            return [statement.inner]
        case Block() | For():
            return list(statement.body)
        case While():
            return [*statement.tests, *statement.body]
        case If():
            return [inner for arm in statement.arms for inner in (*arm.tests, *arm.body)]
        case Case():
            return [inner for arm in statement.arms for inner in arm.body]
    return []
