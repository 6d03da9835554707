"""What is known of one error: how it is recognised, what it means, its causes in order, its fixes, and where from."""

from typing import Literal

from msgspec import Struct

from .words import Words

Rank = Literal["cause", "symptom", "wrapper"]
RANKS: tuple[Rank, ...] = ("cause", "symptom", "wrapper")
"""The order of explaining: what went wrong, then what was seen of it, then what only wraps another error."""

_EXTENSION = "VMExtensionError"


class Cause(Struct, frozen=True, kw_only=True):
    """One reason for the error, and how to tell it from the others."""

    what: Words
    look: str
    """A command; `<name>` stands for a value that is put in when it was found."""
    field: str
    """Where in its output."""
    tells: Words
    """What stands there when this is the reason."""


class Fix(Struct, frozen=True, kw_only=True):
    """One way out, in the languages people deploy with. A language in which there is nothing to write is empty."""

    what: Words
    kubectl: str = ""
    """What is done in the cluster, before the commands of az."""
    az: str = ""
    bicep: str = ""
    terraform: str = ""

    @property
    def snippets(self) -> tuple[str, ...]:
        """Its lines in every language; empty where there are none."""
        return self.kubectl, self.az, self.bicep, self.terraform


class Entry(Struct, frozen=True, kw_only=True):
    """One error."""

    id: str
    codes: tuple[str, ...] = ()
    """Codes and event reasons whose texts are public."""
    unpublished: tuple[str, ...] = ()
    """Codes of which only the name is public."""
    texts: tuple[str, ...] = ()
    """Texts as they are answered, with `{placeholders}`. Those of `rules` need not be repeated."""
    phrases: tuple[str, ...] = ()
    """Words that mean this error wherever they stand."""
    patterns: tuple[str, ...] = ()
    """Regular expressions for lower-case text, where a phrase would say too much; bounded, and begun by a word."""
    needs: tuple[str, ...] = ()
    """Codes count only beside one of these words: entries that share a code."""
    instead_of: tuple[str, ...] = ()
    """Ids of less exact entries that this one makes superfluous."""
    names: dict[str, str] = {}
    """Placeholder of a text -> the value's name (see `values`) where they differ, or nothing: the value says nothing."""
    rank: Rank = "cause"
    means: Words
    causes: tuple[Cause, ...]
    fixes: tuple[Fix, ...] = ()
    sources: tuple[str, ...]
    """Ids of docs/sources.md, `owner/repository#issue`, or a page."""
    rules: tuple[str, ...] = ()
    """Ids of the rule catalogue that check for it."""

    @property
    def all_codes(self) -> tuple[str, ...]:
        """Every code, published or not."""
        return (*self.codes, *self.unpublished)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every code as it may stand in a log: `VMExtensionError_X` is `XVMExtensionError`."""
        reasons = (code.removesuffix(_EXTENSION) for code in self.all_codes if code.endswith(_EXTENSION))
        return (*self.all_codes, *(f"{_EXTENSION}_{reason}" for reason in reasons if reason))
