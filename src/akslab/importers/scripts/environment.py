"""The variables of a script: what was assigned, what was given from outside, and what nobody can tell."""

from collections.abc import Mapping

from msgspec.structs import replace

from ...wire.symbols import has_symbol, symbol
from .texts import Text, Value, only

MOST_CHOICES = 8
"""Texts that a variable may be one of."""
POSITIONAL = ("@", "*", "#", *map(str, range(1, 10)))
"""What a script is called with."""
RUN_TIME = ("RANDOM", "SECONDS", "LINENO", "PPID", "BASHPID", "EPOCHSECONDS", "?", "$", "!", "HOSTNAME", "USER", "HOME")
"""Variables the shell sets itself."""


class Environment:
    """Names -> values, in the order of the script."""

    def __init__(self, given: Mapping[str, str], *, is_caseless: bool = False) -> None:
        """Take what is given from outside; names of PowerShell and cmd are caseless."""
        self.is_caseless = is_caseless
        self._given = {self._key(name): value for name, value in given.items()}
        self._values: dict[str, Value] = {}

    def __len__(self) -> int:
        return len(self._values)

    def _key(self, name: str) -> str:
        return name.lower() if self.is_caseless else name

    def value(self, name: str) -> Value:
        """Return a variable's value: a symbol of its name if it has none."""
        key = self._key(name)
        if key in self._values:
            return self._values[key]
        if key in self._given:
            return Text(text=self._given[key])
        of_array = self._values.get(key[1:]) if key.startswith("!") else None
        if isinstance(of_array, tuple):
            return tuple(Text(text=str(index)) for index in range(len(of_array)))
        if name in RUN_TIME:
            return Text(text=symbol(f"${name}"), why="run-time")
        needs = f"argument {name} of the script" if name in POSITIONAL else f"environment variable {name}"
        return Text(text=symbol(f"${key}"), needs=needs, is_unset=True)

    def assigned(self, name: str) -> Value | None:
        """Return what the script itself assigned, if it did."""
        return self._values.get(self._key(name))

    def assign(self, name: str, value: Value | None) -> None:
        """Set a variable, or unset it with None."""
        if value is None:
            self._values.pop(self._key(name), None)
        else:
            self._values[self._key(name)] = value

    def copied(self) -> dict[str, Value]:
        """Return the values, to come back to."""
        return dict(self._values)

    def restore(self, values: dict[str, Value]) -> None:
        """Go back to values of before."""
        self._values = dict(values)

    def merge(self, other: dict[str, Value]) -> None:
        """Take over what another branch may have left: a name that differs is unknown, one that only one set is that."""
        for name in {*self._values, *other}:
            here, there = self._values.get(name), other.get(name)
            if here is None or there is None:
                found = here or there
                self._values[name] = found if found is not None else Text(text="")
            elif not _are_same(here, there):
                self._values[name] = _one_of(f"${name}", only(here), only(there))


def _one_of(name: str, here: Text, there: Text) -> Text:
    texts = [each for text in (here, there) for each in (text.choices or (text.text,))]
    are_known = not any(has_symbol(text) for text in texts) and len(texts) <= MOST_CHOICES
    choices = tuple(dict.fromkeys(texts)) if are_known else ()
    return replace(here, text=symbol(name), why="run-time", result=None, choices=choices)


def _are_same(one: Value, other: Value) -> bool:
    if isinstance(one, Text) and isinstance(other, Text):
        return one.text == other.text
    return one == other
