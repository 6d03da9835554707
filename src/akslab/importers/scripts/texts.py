"""Values of variables and arguments: texts that may hold symbols, with the place where they were written."""

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.nodes import Why
from ...deployments.origins import Origin
from ...wire.symbols import is_symbol
from .results import Result


class Text(Struct, frozen=True, kw_only=True):
    """A text of the script; unknown parts of it are symbols."""

    text: str
    origin: Origin | None = None
    """Where it was written, with `used` where a variable stands between."""
    needs: str = ""
    """What would settle its unknown part."""
    why: Why = "not-supplied"
    result: Result | None = None
    """What az printed, when the text is that: queries may follow."""
    is_secret: bool = False
    is_unset: bool = False
    """Nobody set the variable: it may come from outside, and a default written in the script stands."""
    is_quoted: bool = False
    choices: tuple[str, ...] = ()
    """What it is one of, when branches left different texts in a variable."""
    may_be_empty: bool = False
    """It was looked up, and nobody can tell that it was there to be found."""

    @property
    def is_unknown(self) -> bool:
        """Whether nothing of it is known."""
        return is_symbol(self.text)


Value = Text | tuple[Text, ...]
"""A variable is a text or an array."""


def only(value: Value) -> Text:
    """Return a value as one text: the first element of an array, as bash does."""
    if isinstance(value, Text):
        return value
    return value[0] if value else Text(text="")


def used_at(text: Text, place: Origin) -> Text:
    """Return a text as it is used at `place`, for one that was written elsewhere."""
    written = text.origin
    if written is None:
        return replace(text, origin=place)
    if written.is_span and written.file == place.file and written.start == place.start:
        return text
    origin = Origin(file=written.file, start=written.start, end=written.end, path=written.path, used=place)
    return replace(text, origin=origin)
