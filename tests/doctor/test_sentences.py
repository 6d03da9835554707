"""Everything the doctor says is there in both languages, with the same values, and nothing is there for nobody."""

import re
import string
from pathlib import Path

import pytest

import akslab.doctor
import akslab.importers.exports
from akslab.doctor.sentences import CATALOGUES, Speaker

ENGLISH, KOREAN = CATALOGUES["en"], CATALOGUES["ko"]
FOLDERS = [Path(package.__path__[0]) for package in (akslab.doctor, akslab.importers.exports)]
COMMANDS = [FOLDERS[0].parent / "cli" / name for name in ("input_files.py", "doctor.py")]
SOURCES = [
    path
    for path in [*(each for folder in FOLDERS for each in folder.rglob("*.py")), *COMMANDS]
    if path.stem not in ("english", "korean")
]
WRITTEN = re.compile(r"""["']([a-z]+\.[a-z0-9-]+)["']""")
MADE = re.compile(r'f"([a-z]+)\.\{')
HANGUL = re.compile(r"[가-힣]")
PLAIN = {"when.now", "fleet.reason", "traffic.unknown", "traffic.not-kubenet"}
"""Nothing but values."""


def placeholders(words: str) -> set[tuple[str, str, str]]:
    return {(name, form or "", how or "") for _, name, form, how in string.Formatter().parse(words) if name}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(ENGLISH) == set(KOREAN)


@pytest.mark.parametrize("key", sorted(ENGLISH))
def test_a_sentence_has_the_same_values_in_both_languages(key: str) -> None:
    assert placeholders(ENGLISH[key]) == placeholders(KOREAN[key])


def test_korean_is_korean() -> None:
    foreign = {key for key, words in KOREAN.items() if not HANGUL.search(words)}

    assert foreign == PLAIN | {"fleet.identity"}


def test_every_sentence_is_said_somewhere_and_every_one_said_is_there() -> None:
    text = "\n".join(path.read_text() for path in SOURCES) + "\n" + '"file.missing" "file.outside"'
    made = set(MADE.findall(text))
    families = {key.partition(".")[0] for key in ENGLISH}
    written = {key for key in WRITTEN.findall(text) if key.partition(".")[0] in families}

    assert written - set(ENGLISH) == set()
    assert {key for key in set(ENGLISH) - written if key.partition(".")[0] not in made} == set()


def test_a_value_is_followed_by_one_particle() -> None:
    speak = Speaker("ko")

    assert speak("cause.without-routes", subnets="snet-aks", table="rt-fw-hub") == (
        "서브넷 snet-aks에 연결된 rt-fw-hub에 노드 경로가 하나도 없음"
    )
    assert "rt-aks가 없음" in speak("cause.pool-subnet", subnets="s", pools="p", table="rt-aks")
