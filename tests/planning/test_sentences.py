"""Everything planning says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.planning
from akslab.planning.english import ENGLISH
from akslab.planning.korean import KOREAN
from akslab.planning.sentences import say, sentence

SOURCES = [
    path
    for path in [
        *Path(akslab.planning.__path__[0]).rglob("*.py"),
        *Path(akslab.planning.__path__[0]).parent.glob("cli/plan*.py"),
    ]
    if path.stem not in ("english", "korean")
]
WRITTEN = re.compile(r'"([a-z]+\.[a-z0-9-]+)"')
MADE = re.compile(r'f"([a-z]+)\.\{')


def placeholders(words: str) -> set[tuple[str, str, str]]:
    """Return the names, formats and conversions of a text's placeholders."""
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    same = {key for key in ENGLISH if ENGLISH[key] == KOREAN[key]}
    assert same == {"plugin.kubenet", "plugin.overlay", "model.kubenet", "model.azure-cni", "text.left"}


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    made = set(MADE.findall(text))
    families = {key.partition(".")[0] for key in ENGLISH}
    written = {key for key in WRITTEN.findall(text) if key.partition(".")[0] in families}

    assert written - set(ENGLISH) == set()
    assert {key for key in set(ENGLISH) - written if key.partition(".")[0] not in made} == set()


def test_a_sentence_in_a_sentence_is_said_in_the_same_language() -> None:
    said = sentence("why.though", reason=sentence("why.inside"))

    assert say(said, "en") == "against it: most of the pods' traffic stays inside the cluster"
    assert say(said, "ko") == "반대 이유: Pod 통신 대부분이 클러스터 내에 있음"
