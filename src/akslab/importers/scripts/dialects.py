"""The program of a script, by the reader of its dialect."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from .markdown import Fenced, fenced_blocks
from .placeholders import marked, placeholders_of
from .program import Assign, Block, Literal, Statement, Unparsed, Unread, Word
from .recognition import dialect_of


def is_caseless(name: str, text: str) -> bool:
    """Whether the names of variables are caseless, and unquoted values stay one word."""
    dialect = dialect_of(name, text)
    if dialect == "markdown":
        return any(block.dialect != "bash" for block in fenced_blocks(text))
    return dialect != "bash"


def program_of(name: str, text: str, placeholders: set[str]) -> tuple[Statement, ...]:
    """Return the program of a script; the names of its placeholders are added to `placeholders`."""
    placeholders |= placeholders_of(text)
    dialect = dialect_of(name, text)
    if dialect == "markdown":
        return tuple(Block(tuple(_of_page(block, name))) for block in fenced_blocks(text))
    return _read(dialect, text, name, 0)


def _of_page(block: Fenced, name: str) -> Iterator[Statement]:
    """Yield the statements of a block: one that has nothing of az may be no script at all, and is no fault then."""
    for statement in _read(block.dialect, block.text, name, block.start):
        if not isinstance(statement, Unparsed):
            yield _to_be_filled_in(statement)
        elif "az " in block.text:
            yield replace(statement, is_in_page=True)


def _to_be_filled_in(statement: Statement) -> Statement:
    """Return `NAME=""` of a page as a value nobody has given yet: whoever follows the page puts theirs there."""
    if not isinstance(statement, Assign) or statement.value is None or statement.is_local:
        return statement
    written = statement.value.parts
    is_empty = all(isinstance(part, Literal) and not part.text for part in written)
    return replace(statement, value=Word((Unread(statement.name),), statement.origin)) if is_empty else statement


def _read(dialect: str, text: str, name: str, start: int) -> tuple[Statement, ...]:
    """Read by the reader of a dialect, which is imported now: a reader costs what only its scripts should pay."""
    reader: Any = import_module(f".{dialect}_reader", __package__)
    read: Callable[[str, str, int], tuple[Statement, ...]] = getattr(reader, f"read_{dialect}")
    return read(marked(text), name, start)
