"""Everything migration says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.migration
from akslab.migration.sentences import CATALOGUES, Speaker

ENGLISH, KOREAN = CATALOGUES["en"], CATALOGUES["ko"]
FOLDER = Path(akslab.migration.__path__[0])
WORDS = ("english", "korean", "english_steps", "korean_steps")
SOURCES = [path for path in [*FOLDER.glob("*.py"), FOLDER.parent / "cli" / "migrate.py"] if path.stem not in WORDS]
WRITTEN = re.compile(r"""["']([a-z]+\.[a-z0-9-]+(?:\.[a-z-]+)?)["']""")
MADE = re.compile(r'f"([a-z]+)\.\{')
HANGUL = re.compile(r"[가-힣]")
PLAIN = {
    "text.at", "text.reading", "text.helps", "look.is", "look.version", "look.profile", "look.running",
    "said.surge.one", "said.version.old", "said.version.new", "said.version.here", "said.uninstall.here",
    "disrupt.pool-default",
}  # fmt: skip
"""Nothing but values, numbers and the words of Azure."""


def placeholders(words: str) -> set[tuple[str, str, str]]:
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    foreign = {key for key, words in KOREAN.items() if not HANGUL.search(words)}

    assert foreign <= PLAIN


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    made = set(MADE.findall(text))
    families = {key.partition(".")[0] for key in ENGLISH}
    written = {key for key in WRITTEN.findall(text) if key.partition(".")[0] in families}

    assert written - set(ENGLISH) == set()
    assert {key for key in set(ENGLISH) - written if key.partition(".")[0] not in made} == set()


def test_a_value_is_followed_by_one_particle() -> None:
    speak = Speaker("ko")

    assert speak("block.policy", policy="calico") == "네트워크 정책 엔진 calico가 켜져 있음"
    assert "rt-aks를" in speak("step.table-goes", table="rt-aks")
