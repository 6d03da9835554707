"""The arguments of an az command, told apart as az does it: names or unique beginnings of names, then values."""

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from ....deployments.origins import Origin
from ..texts import Text
from .table import Option, Table

_NUMBER = re.compile(r"-\d+(\.\d*)?|-\.\d+")


class Given(Struct, frozen=True):
    """An option as it was given."""

    option: Option
    written: Text
    values: tuple[Text, ...]
    is_maybe: bool = False
    """It stands in one of the texts that a variable may be."""


class Arguments(Struct, frozen=True, kw_only=True):
    """What a command was called with."""

    table: Table
    given: dict[str, Given]
    """By the option's own name."""
    unknown: tuple[Text, ...] = ()
    """Options az does not have, and values that belong to none."""
    positionals: tuple[Text, ...] = ()
    """What stands before every option: `config set` takes its values so."""
    is_open: bool = False
    """There is a variable among them that may hold further options."""

    def find(self, name: str) -> Given | None:
        """Return how an option was given, by any of its names."""
        option = self.table.by_name.get(name)
        return self.given.get(option.name) if option else None

    def has(self, *names: str) -> bool:
        """Whether one of these options was given for certain."""
        return any(found and not found.is_maybe for found in map(self.find, names))

    def texts(self, name: str) -> tuple[Text, ...]:
        """Return the values of an option; none if it was not given."""
        found = self.find(name)
        return found.values if found else ()

    def text(self, *names: str) -> Text | None:
        """Return the value of the first of these options that was given and is not empty."""
        for name in names:
            for text in self.texts(name):
                if text.text:
                    return text
        return None


def read_arguments(table: Table, texts: Iterable[Text]) -> Arguments:
    """Return what the texts behind the command's words mean."""
    given: dict[str, Given] = {}
    unknown: list[Text] = []
    positionals: list[Text] = []
    is_open, current = False, None
    for text in texts:
        if _is_option(text):
            name, sign, value = text.text.partition("=")
            option = table.find(name)
            if option is None:
                option, sign, value, name = _attached(table, text.text) or (None, sign, value, name)
            current = Given(option, text, ()) if option else None
            if current is None:
                unknown.append(replace(text, text=name))
            elif sign:
                current = replace(current, values=(_part(text, value),))
            if current:
                before = given.get(current.option.name)
                earlier = before.values if before and current.option.takes == "several" and sign else ()
                current = replace(current, values=(*earlier, *current.values))
                given[current.option.name] = current
        elif current is not None and _takes_more(current):
            current = replace(current, values=(*current.values, text))
            given[current.option.name] = current
        elif text.is_unknown and not text.is_quoted:
            possible = _possible(table, text)
            is_open = is_open or possible is None
            given = {**(possible or {}), **given}
        elif text.is_unknown:
            continue
        else:
            (positionals if current is None else unknown).append(text)
    return Arguments(table=table, given=given, unknown=tuple(unknown), positionals=tuple(positionals), is_open=is_open)


def _possible(table: Table, text: Text) -> dict[str, Given] | None:
    """Return the options that stand in the texts a variable is one of; None where nobody can tell those."""
    if not text.choices:
        return None
    names = {word.partition("=")[0] for choice in text.choices for word in choice.split() if word.startswith("-")}
    options = [option for name in names if (option := table.find(name))]
    return {option.name: Given(option, text, (replace(text, choices=()),), is_maybe=True) for option in options}


def _is_option(text: Text) -> bool:
    return text.text.startswith("-") and len(text.text) > 1 and not _NUMBER.fullmatch(text.text)


def _attached(table: Table, written: str) -> tuple[Option, str, str, str] | None:
    """Return `-otsv` as `-o` and `tsv`."""
    option = table.find(written[:2])
    if option is None or written.startswith("--") or option.takes == "none":
        return None
    return option, "=", written[2:].removeprefix("="), written[:2]


def _takes_more(given: Given) -> bool:
    if given.option.takes in ("one", "maybe"):
        return not given.values
    return given.option.takes == "several"


def _part(text: Text, value: str) -> Text:
    """Return the value of `--name=value`, at its own place where the word stands as it is."""
    origin = text.origin
    if origin and origin.is_span and origin.used is None and origin.end - origin.start == len(text.text):
        origin = Origin(file=origin.file, start=origin.end - len(value), end=origin.end)
    return replace(text, text=value, origin=origin)
