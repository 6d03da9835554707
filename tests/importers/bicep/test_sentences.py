"""Everything the reader says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.importers.bicep
from akslab.importers.bicep.english import ENGLISH
from akslab.importers.bicep.korean import KOREAN

SOURCES = [
    path for path in Path(akslab.importers.bicep.__path__[0]).rglob("*.py") if path.stem not in ("english", "korean")
]
WRITTEN = re.compile(r'"(bicep\.[a-z0-9-]+)"')
HANGUL = re.compile("[가-힣]")


def placeholders(words: str) -> set[tuple[str, str, str]]:
    """Return the names, formats and conversions of a text's placeholders."""
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    assert [key for key, words in KOREAN.items() if not HANGUL.search(words)] == []


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    written = {key for path in SOURCES for key in WRITTEN.findall(path.read_text())}
    assert (written - set(ENGLISH), set(ENGLISH) - written) == (set(), set())
