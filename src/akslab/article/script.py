"""What a chapter is made of: commands, what they teach, what must be seen. Data and pure functions, no effects."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from .source import Quote


class Text(Struct, frozen=True):
    """A sentence of the catalogue, by key, and what its braces stand for."""

    key: str
    values: Mapping[str, "Words"] = {}


Words = Text | str
"""A sentence of the catalogue, or data shown as it is."""


class Seen(Struct, frozen=True):
    """What a command did, and what had been learnt by then."""

    status: int
    stdout: str
    stderr: str
    at: float
    """When it had ended: seconds since the article began."""
    facts: Mapping[str, str]


class Expectation(Struct, frozen=True):
    """What the article or Azure says, beside what was observed."""

    what: Text
    expected: Words
    observed: Words
    held: bool


Judge = Callable[[Seen], Expectation]
Learn = Callable[[Seen], Mapping[str, str]]


def learn_nothing(seen: Seen) -> Mapping[str, str]:
    """Take no fact from an answer."""
    return {}


class Run(Struct, frozen=True, kw_only=True):
    """One command."""

    command: Quote | str
    """The article's, or (a string) one that is not in it."""
    say: str = ""
    """The catalogue's key of what is told before it."""
    fill: Mapping[str, str] = {}
    """Placeholder of the article -> the fact that replaces it; "" takes it out."""
    learn: Learn = learn_nothing
    """What later commands need of the answer, by the name of the variable they have it in; may raise `ReadingError`."""
    judges: tuple[Judge, ...] = ()
    may_fail: bool = False
    """Whether the judges decide what a failure means; otherwise it ends the chapter."""
    picks: tuple[str, ...] = ()
    """What to show of the answer: keys of JSON, or columns of a table; nothing named: its first lines."""


class Watch(Struct, frozen=True, kw_only=True):
    """One command again and again, until something is seen or the time is over."""

    command: str
    say: str
    until: Callable[[Seen], bool]
    state: Callable[[Seen], str]
    """What is told of each look, in a word."""
    limit_s: float
    judge: Judge
    """Judges the last look."""


class Window(Struct, frozen=True, kw_only=True):
    """Commands whose observations count only if, after all of them, something still stands; else all over again."""

    runs: tuple[Run, ...]
    stands: Callable[[Seen], bool]
    """Whether the last command's answer says so."""
    tries: int = 3
    again: str
    """The catalogue's key of what is told before another try."""


Step = Run | Watch | Window


class Chapter(Struct, frozen=True):
    """Steps on a fresh resource group."""

    title: str
    """The catalogue's key of its title; the introduction's is the same with `.intro`."""
    steps: tuple[Step, ...]
    closing: tuple[Step, ...]
    """What takes away everything it made."""


def filled(run: Run, facts: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the command as it will run, and each placeholder with what takes its place."""
    text = run.command.text if isinstance(run.command, Quote) else run.command
    values = {placeholder: facts[fact] if fact else "" for placeholder, fact in run.fill.items()}
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text, values
