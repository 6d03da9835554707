"""A rule that no entry is about, explained by the words of the catalogue: so that a new rule is never unknown."""

from typing import Any

from ..rules.rule import Rule
from ..rules.words import words_of
from .entry import Entry, Fix
from .words import Words


def entry_of(rule: Rule[Any]) -> Entry:
    """Return an entry that says what a rule says, its values unknown."""
    title, says, fix = _words(rule, "en")
    korean_title, korean_says, korean_fix = _words(rule, "ko")
    answer = rule.answer
    codes = (answer.subcode or answer.code,) if answer.code else ()
    return Entry(
        id=rule.id,
        codes=codes if answer.text_known or not answer.code_known else (),
        unpublished=() if answer.text_known or not answer.code_known else codes,
        means=Words(_plain(f"{title}. {says}"), _plain(f"{korean_title}. {korean_says}")),
        causes=(),
        fixes=(Fix(what=Words(_plain(fix), _plain(korean_fix))),) if fix else (),
        sources=rule.source,
        rules=(rule.id,),
    )


def _words(rule: Rule[Any], language: str) -> tuple[str, str, str]:
    """Return title, text and fix; in English where there is no Korean yet."""
    try:
        words = words_of(rule, language)
    except KeyError:
        words = words_of(rule, "en")
    return words.title, words.says, words.fix


def _plain(text: str) -> str:
    """Return a text whose placeholders stay in it as they stand: nothing was found that could fill them."""
    return text.replace("{", "{{").replace("}", "}}")
