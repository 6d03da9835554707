"""The words of the catalogue in a language: English stands with each rule, Korean in `korean`, complete in both."""

from typing import Any

from msgspec import Struct

from ..wire.symbols import brief, spoken
from .rule import Class, Finding, Rule

CLASSES: dict[str, dict[Class, str]] = {
    "en": {
        "rejected": "Azure refuses it",
        "breaks": "Azure accepts it; traffic or the next operation fails",
        "risk": "works today, bites later",
        "note": "harmless, worth knowing",
    },
    "ko": {
        "rejected": "Azure가 거부함",
        "breaks": "Azure는 받아들이지만 트래픽이나 다음 작업이 실패함",
        "risk": "지금은 되지만 나중에 문제가 됨",
        "note": "해롭지 않지만 알아 둘 것",
    },
}
"""What a class means, by language."""


class Words(Struct, frozen=True):
    """What is said of a rule. Placeholders are the check's values, the same in every language."""

    title: str
    says: str
    """The finding in one sentence. In English it is Azure's own text where that is public."""
    fix: str


def words_of(rule: Rule[Any], language: str) -> Words:
    """Return a rule's words in a language, `en` or `ko`. Korean is imported when it is asked for."""
    if language == "ko":
        from .korean import KOREAN  # noqa: PLC0415 - a start in English need not read it

        return KOREAN[rule.id]
    return Words(rule.title, rule.answer.text, rule.fix)


def said_missing(missing: str, language: str) -> str:
    """Return what a rule lacked (`NotJudged.missing`) in a language."""
    # An element of a list that nobody told has no name.
    told = spoken(missing).removesuffix(" of ")
    if language != "ko":
        return told
    from ..wire.korean_particles import with_particles  # noqa: PLC0415 - as above
    from .korean.missing import missing_in_korean  # noqa: PLC0415 - as above

    return with_particles(missing_in_korean(told))


def said_of(finding: Finding, rule: Rule[Any], language: str) -> Words:
    """Return a rule's words about one finding: its values filled in, symbols as people read them."""
    words, values = words_of(rule, language), dict(finding.values)
    says, fix = (brief(text.format(**values)) for text in (words.says, words.fix))
    if language == "ko":
        from ..wire.korean_particles import with_particles  # noqa: PLC0415 - as above

        says, fix = with_particles(says), with_particles(fix)
    return Words(words.title, says, fix)
