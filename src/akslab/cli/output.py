"""How commands answer: text for people, JSON for programs; data on stdout, everything else on stderr."""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from ..lab.place import LabUnusableError, Place, place_of
from ..lab.refusal import USAGE
from .sentences import Refused

F = TypeVar("F", bound=Callable[..., Any])

output_option = click.option(
    "-o", "--output", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to answer."
)


def place(ctx: click.Context) -> Place:
    """Return the lab that `--name` or `--state` mean."""
    name, state = ctx.obj
    try:
        return place_of(name, state, dict(os.environ))
    except LabUnusableError:
        raise Refused(USAGE, "lab.name", name=name) from None


def say_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


def say_lines(lines: Iterable[str]) -> None:
    """Print lines; what would steer the terminal, for names in files are other people's, is shown as a question mark."""
    text = "\n".join(printable(line) for line in lines)
    if text:
        click.echo(text)


def printable(line: str) -> str:
    """Return one line with question marks for what is no sign: line breaks, escapes, halves of characters."""
    return line if line.isprintable() else "".join(sign if sign.isprintable() else "?" for sign in line)


def say_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under a header, columns aligned; nothing but the header when there are no rows."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for row in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
