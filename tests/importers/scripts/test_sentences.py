"""Everything the reader of scripts says is there in both languages, with the same values, and is said somewhere."""

import re
import string
from pathlib import Path

import pytest

import akslab.importers.scripts
from akslab.importers.scripts.english import ENGLISH
from akslab.importers.scripts.korean import KOREAN

SOURCES = [
    path for path in Path(akslab.importers.scripts.__path__[0]).rglob("*.py") if path.stem not in ("english", "korean")
]
WRITTEN = re.compile(r'"(az\.[a-z.-]+)"')
FROM_FILES = {"az.file.missing", "az.file.too-large", "az.file.outside"}
"""What `UnreadableError` gives as a reason, behind the prefix."""


def placeholders(words: str) -> set[str]:
    """Return the names of a text's placeholders."""
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_korean_is_korean(key: str) -> None:
    assert re.search(r"[\uac00-\ud7a3]", KOREAN[key])


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    assert set(WRITTEN.findall(text)) - {"az.cmd", "az.exe"} == set(ENGLISH) - FROM_FILES
