"""What a reader of the article sees, whatever it is seen on: the seam between the runner and its faces."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from msgspec import Struct

from .answer import Answer
from .script import Expectation, Text

Tick = Callable[[], None]


class Told(Struct, frozen=True):
    """A command as it is shown."""

    text: str
    label: Text | None
    """Where in the article it stands, or that az is told something that does not; akslab's commands have none."""
    fills: Mapping[str, str]
    """Placeholder, or variable that is used for the first time -> what takes its place."""


class Result(Struct, frozen=True):
    """An expectation, and the chapter it belongs to."""

    chapter: int
    expectation: Expectation


class Face(Protocol):
    """Somewhere to tell the article."""

    def title(self, text: Text) -> None:
        """Begin the whole."""

    def chapter(self, number: int, title: Text, introduction: Text) -> None:
        """Begin a chapter."""

    def say(self, text: Text) -> None:
        """Tell the reader something."""

    def command(self, told: Told) -> None:
        """Show a command that is about to run."""

    def busy(self, doing: Text) -> AbstractContextManager[Tick]:
        """Show that something goes on; the tick is called several times a second."""

    def answer(self, answer: Answer, seconds: float, *, failed: bool) -> None:
        """Show what a command answered, and how long it took."""

    def look(self, state: str, seconds: float) -> None:
        """Show one look of a watch: what was seen, and when."""

    def verdict(self, expectation: Expectation) -> None:
        """Show whether an expectation held."""

    def summary(self, results: Sequence[Result], conclusion: Text) -> None:
        """Show all expectations once more."""
