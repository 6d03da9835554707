"""What puts a finding right: changed lines, and the words that say what they chose where there are several answers."""

from collections.abc import Callable

from msgspec import Struct

from ..deployments.declared import Deployment
from ..rules.rule import Finding
from ..wire.symbols import brief
from .judgement import Judged
from .locations import Locator
from .report import Change, Reported
from .sentences import say
from .spelling import in_words_of


class OneWay(Struct, frozen=True):
    """One answer of several: what it is, and what else there is. Placeholders are the finding's values."""

    english: str
    korean: str
    is_decision: bool = False
    """It costs more than lines (a cluster made anew, something given up, a way out opened): no program decides it."""
    is_later: bool = False
    """The text is right until a day to come: a report for people has the lines with its notes only."""


class Repaired(Struct, frozen=True):
    """What puts a finding right."""

    changes: tuple[Change, ...] = ()
    one_way: OneWay | None = None
    """None: there is no other answer."""


Repair = Callable[[Deployment, Judged, Locator], Repaired]
"""Returns from the texts of the files what puts a finding right; no lines where a person has to decide alone."""


def said_way(way: OneWay | None, found: Finding, spoken: tuple[str, str], major: int = 0) -> str:
    """Return the words of a way about a finding; `spoken` are the report's language and that of the input.

    `major` is the version of azurerm, where one is meant.
    """
    language, input_language = spoken
    if way is None:
        return ""
    text = way.korean if language == "ko" else way.english
    said = brief(text.format(**dict(found.values)))
    if language == "ko":
        from ..wire.korean_particles import with_particles  # noqa: PLC0415 - a start in English need not read it

        said = with_particles(said)
    return in_words_of(input_language, said, major)


def told_way(found: Reported, language: str) -> str:
    """Return what a report says before changed lines that are one answer of several; nothing for the only one."""
    key = "one-way.decision" if found.is_decision else "one-way"
    return say(key, language, way=found.one_way) if found.one_way else ""
