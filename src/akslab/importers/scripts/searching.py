"""Whether a command stands somewhere in statements: `sleep` in a loop, `az` behind a pipe."""

from collections.abc import Collection, Sequence

from .program import Background, Block, Case, Either, For, If, Literal, Negated, Pipe, Run, Statement, While, Word

_MOST = 2_000
"""Statements looked at; a loop with more is not one that waits."""


def has_call(statements: Sequence[Statement], name: str, others: Collection[str] = ()) -> bool:
    """Whether one of the statements calls a command, or one of the `others`."""
    waiting: list[Statement] = list(statements)
    for _ in range(_MOST):
        if not waiting:
            return False
        statement = waiting.pop()
        if isinstance(statement, Run) and _calls(statement, name, others):
            return True
        waiting += _inner(statement)
    return False


def _calls(run: Run, name: str, others: Collection[str]) -> bool:
    words = [_beginning(word) for word in run.words]
    first = words[0] if words else ""
    # `xargs az …` and `sudo az …` call it too; PowerShell sleeps by `Start-Sleep`.
    return first.lower() in (name, f"start-{name}") or first in others or (name == "az" and "az" in words)


def _beginning(word: Word) -> str:
    part = word.parts[0] if word.parts else None
    return part.text if isinstance(part, Literal) else ""


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
