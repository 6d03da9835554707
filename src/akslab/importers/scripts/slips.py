"""Slips of real scripts, read as they were meant: options that lost their command, an assignment without its `=`."""

import re

from msgspec.structs import replace

from .program import Assign, Either, Literal, Pipe, Run, Statement, Word

_NAME = re.compile(r"[A-Za-z_]\w*")
_OPTION = re.compile(r"--?[A-Za-z]")


_LEFT_OUT = ("...", "…")
"""What stands in a command of a page where more of it would stand."""


def add(found: list[Statement], statement: Statement, *, is_apart: bool = False) -> None:
    """Append a statement; one that begins with an option goes to the az command before it, which is marked `broken`.

    Where an empty line lies between (`is_apart`), the options are a list of their own, as pages have them.
    """
    first = _first_run(statement)
    before = found[-1] if found else None
    if first is None or before is None or is_apart or not _is_option(first.words[0]):
        found.append(statement)
        return
    last = _last_run(before)
    if last is None or literal(last.words[0]) != "az":
        found.append(statement)
        return
    is_shortened = any(literal(word) in _LEFT_OUT for word in last.words)
    joined = replace(
        last,
        words=(*last.words, *first.words),
        broken=last.broken if is_shortened else (*last.broken, first.words[0].origin),
        stdin=first.stdin or last.stdin,
        writes_to=first.writes_to or last.writes_to,
    )
    found[-1] = _with_last_run(before, joined)
    if isinstance(statement, Pipe):
        found[-1] = Pipe((found[-1], *statement.stages[1:]), statement.source)
    elif isinstance(statement, Either):
        found[-1] = replace(statement, first=found[-1])


def literal(word: Word) -> str:
    """Return a word that is a text as it stands; nothing for one with expansions."""
    return "".join(part.text for part in word.parts if isinstance(part, Literal)) if is_literal(word) else ""


def is_literal(word: Word) -> bool:
    """Whether a word has no expansions."""
    return all(isinstance(part, Literal) for part in word.parts)


def without_equals(run: Run) -> Run | Assign:
    """Return `name"x"`, a command of one word, as the assignment it was meant to be."""
    parts = run.words[0].parts if len(run.words) == 1 else ()
    if len(parts) < 2 or not isinstance(parts[0], Literal) or not isinstance(parts[1], Literal):
        return run
    if parts[0].is_quoted or not parts[1].is_quoted or not _NAME.fullmatch(parts[0].text):
        return run
    value = Word(parts[1:], run.origin)
    return Assign(name=parts[0].text, value=value, origin=run.origin, lacks_equals=True)


def with_streams(statement: Statement, stdin: Word | None, writes_to: Word | None) -> Statement:
    """Return a statement whose command (the last of a pipeline) reads and writes these."""
    if isinstance(statement, Run):
        return replace(statement, stdin=stdin or statement.stdin, writes_to=writes_to or statement.writes_to)
    if isinstance(statement, Pipe) and statement.stages:
        *earlier, last = statement.stages
        return Pipe((*earlier, with_streams(last, stdin, writes_to)), statement.source)
    return statement


def _is_option(word: Word) -> bool:
    part = word.parts[0] if word.parts else None
    return isinstance(part, Literal) and not part.is_quoted and bool(_OPTION.match(part.text))


def _first_run(statement: Statement) -> Run | None:
    while isinstance(statement, Either | Pipe):
        statement = statement.first if isinstance(statement, Either) else statement.stages[0]
    return statement if isinstance(statement, Run) else None


def _last_run(statement: Statement) -> Run | None:
    while isinstance(statement, Either):
        statement = statement.second
    return statement if isinstance(statement, Run) else None


def _with_last_run(statement: Statement, run: Run) -> Statement:
    if isinstance(statement, Either):
        return replace(statement, second=_with_last_run(statement.second, run))
    return run
