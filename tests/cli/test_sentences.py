"""Everything commands say of options and paths is there in both languages, with the same values, and said somewhere."""

import re
import string
from pathlib import Path

import pytest

import akslab.cli
from akslab.cli.sentences import CATALOGUES

ENGLISH, KOREAN = CATALOGUES["en"], CATALOGUES["ko"]
SOURCES = [path for path in Path(akslab.cli.__path__[0]).glob("*.py") if path.stem not in ("english", "korean")]
HANGUL = re.compile(r"[가-힣]")
PLAIN = {"path.refused", "system.refused", "usage.nothing-near"}
"""Nothing but values."""


def placeholders(words: str) -> set[tuple[str, str, str]]:
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert list(ENGLISH) == list(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    assert {key for key, words in KOREAN.items() if not HANGUL.search(words)} == PLAIN


def test_every_sentence_is_said_somewhere() -> None:
    text = "\n".join(path.read_text() for path in SOURCES)
    unsaid = {key for key in ENGLISH if f'"{key}"' not in text and not key.startswith("system.")}
    assert unsaid == set()


def test_no_refusal_of_a_light_command_is_written_where_it_is_raised() -> None:
    light = ("check", "check_options", "doctor", "explain", "fixing", "input_files", "migrate", "migrate_inputs", "plan",
             "plan_lists", "reach", "rules", "taken_ranges", "trace", "trace_inputs")  # fmt: skip
    written = re.compile(r"""(?:Refusal|NoInputError|PlanError)\(f?"[^"{]*[A-Za-z]+ [a-z]+""")
    assert {path.stem for path in SOURCES} >= set(light)
    assert [path.stem for path in SOURCES if path.stem in light and written.search(path.read_text())] == []
