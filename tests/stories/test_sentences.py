"""Everything a story says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.networks
import akslab.stories
from akslab.stories.sentences import CATALOGUES

ENGLISH, KOREAN = CATALOGUES["en"], CATALOGUES["ko"]
FOLDERS = [Path(package.__path__[0]) for package in (akslab.networks, akslab.stories)]
SOURCES = [path for folder in FOLDERS for path in folder.glob("*.py") if path.stem not in ("english", "korean")]
WRITTEN = re.compile(r"""["']([a-z]+\.[a-z-]+)["']""")
MADE = re.compile(r"""f["']([a-z]+\.[a-z.-]*)\{""")
HANGUL = re.compile(r"[가-힣]")
PLAIN = {
    "label.at", "by.because", "by.address", "by.setting", "by.ttl", "hop.other", "hop.pod", "kernel.line", "protocol.tcp",
    "protocol.udp", "step.dropped", "step.ttl", "verdict.by",
}  # fmt: skip
"""Nothing but values and names."""


def placeholders(words: str) -> set[tuple[str, str, str]]:
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    assert {key for key, words in KOREAN.items() if not HANGUL.search(words)} == PLAIN


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    families = {key.partition(".")[0] for key in ENGLISH}
    written = {key for key in WRITTEN.findall(text) if key.partition(".")[0] in families}
    made = tuple(MADE.findall(text))
    assert written - set(ENGLISH) == set()
    unsaid = {key for key in ENGLISH if key not in written and not key.startswith(made) and f'"{key}"' not in text}
    assert unsaid == set()
