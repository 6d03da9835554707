"""An error explained: the entry with the values that were found, in one language. Text and JSON say the same."""

from collections.abc import Iterator

from msgspec import Struct

from .catalogue import text_is_public
from .comments import with_comments_in
from .entry import Cause, Entry, Fix, Rank
from .recognise import Recognised
from .sentences import OWN_CODE, TEXT_NOT_PUBLIC
from .values import NOUNS, filled, shown, spoken
from .words import say

MOST_NAME = 100
"""Characters of a text that stands for a code."""


class SaidCause(Struct, frozen=True, kw_only=True):
    """One cause in words."""

    cause: str
    look: str
    field: str
    tells: str


class SaidFix(Struct, frozen=True, kw_only=True):
    """One fix in words and in the languages people deploy with."""

    fix: str
    kubectl: str
    az: str
    bicep: str
    terraform: str


class Explanation(Struct, frozen=True, kw_only=True):
    """All that is said of one error."""

    id: str
    name: str
    rank: Rank
    depth: int
    text_is_public: bool
    means: str
    note: str
    """That the code is akslab's, or its text not public; or nothing."""
    values: dict[str, str]
    """What was found, as it stands in the text."""
    shown: tuple[tuple[str, str], ...]
    """The same for people: what it is called, and how it is said."""
    causes: tuple[SaidCause, ...]
    fixes: tuple[SaidFix, ...]
    sources: tuple[str, ...]
    rules: tuple[str, ...]


def explained(found: Recognised, language: str) -> Explanation:
    """Return the explanation of an error in a language (`en` or `ko`)."""
    entry, nouns = found.entry, spoken(found.values, language)
    return Explanation(
        id=entry.id,
        name=found.name if len(found.name) <= MOST_NAME else f"{found.name[: MOST_NAME - 1]}…",
        rank=entry.rank,
        depth=found.depth,
        text_is_public=text_is_public(entry, found.name),
        means=say(entry.means, language, nouns),
        note=_note(entry, found.name, language),
        values={name: value for name, value in found.values.items() if name in NOUNS},
        shown=tuple(_shown(found.values, language)),
        causes=tuple(_cause(cause, found, nouns, language) for cause in entry.causes),
        fixes=tuple(_fix(fix, found, nouns, language) for fix in entry.fixes),
        sources=entry.sources,
        rules=entry.rules,
    )


def _shown(values: dict[str, str], language: str) -> Iterator[tuple[str, str]]:
    """Yield each value once: a scope that is the subnet needs no second line."""
    seen: set[str] = set()
    for name, noun in NOUNS.items():
        value = values.get(name, "")
        if value and value.lower() not in seen:
            seen.add(value.lower())
            yield noun.label.in_(language), shown(value, language)


def _note(entry: Entry, name: str, language: str) -> str:
    if name.startswith("Akslab"):
        return say(OWN_CODE, language, {"name": name})
    return "" if text_is_public(entry, name) else say(TEXT_NOT_PUBLIC, language, {"name": name})


def _cause(cause: Cause, found: Recognised, nouns: dict[str, str], language: str) -> SaidCause:
    return SaidCause(
        cause=say(cause.what, language, nouns),
        look=filled(cause.look, found.values),
        field=cause.field,
        tells=cause.tells.in_(language),
    )


def _fix(fix: Fix, found: Recognised, nouns: dict[str, str], language: str) -> SaidFix:
    return SaidFix(
        fix=say(fix.what, language, nouns),
        kubectl=filled(with_comments_in(fix.kubectl, language), found.values),
        az=filled(with_comments_in(fix.az, language), found.values),
        bicep=filled(with_comments_in(fix.bicep, language), found.values),
        terraform=filled(with_comments_in(fix.terraform, language), found.values),
    )
