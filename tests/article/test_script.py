"""The chapters as data: the article's commands are its own, in full, and everything they say is in both languages."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from akslab.article import claims, narration
from akslab.article.catalogue import CATALOGUE, LANGUAGES, speak
from akslab.article.chapters import CHAPTERS
from akslab.article.script import Run, Step, Text, Watch, Window, filled
from akslab.article.source import ARTICLE, Quote

_ARTICLE = Path(__file__).parents[2] / "src" / "akslab" / "article"
_KEYS = re.compile(r'Text\(\s*"([\w.-]+)"|say(?:=|: str = )"([\w.-]+)"|again="([\w.-]+)"')


def runs(steps: tuple[Step, ...]) -> Iterator[Run]:
    for step in steps:
        if isinstance(step, Run):
            yield step
        elif isinstance(step, Window):
            yield from step.runs


def every_run() -> list[Run]:
    return [run for chapter in CHAPTERS for run in runs(chapter.steps + chapter.closing)]


def test_each_command_of_the_article_is_run() -> None:
    quoted = {run.command.number for run in every_run() if isinstance(run.command, Quote)}
    assert quoted == {quote.number for quote in ARTICLE} == set(range(1, 12))


def test_what_stands_in_the_place_of_a_placeholder_is_all_that_changes_in_a_quoted_command() -> None:
    facts = {name: f"/{name}" for run in every_run() for name in run.fill.values() if name}
    for run in every_run():
        if isinstance(run.command, Quote):
            text, fills = filled(run, facts)
            pieces = re.split("|".join(map(re.escape, fills)) or r"(?!)", run.command.text)
            assert re.fullmatch(".*".join(map(re.escape, pieces)), text, re.DOTALL)
            assert all(placeholder in run.command.text for placeholder in fills)
            assert not re.search(r"[<\[]", text)


@pytest.mark.parametrize("run", every_run(), ids=lambda run: str(run.command)[:40])
def test_every_command_is_one_that_bash_can_read(run: Run) -> None:
    text, _ = filled(run, {name: "value" for name in run.fill.values() if name})
    read = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, check=False)
    assert (read.returncode, read.stderr) == (0, "")


def test_every_sentence_is_there_in_both_languages() -> None:
    for key, sentences in CATALOGUE.items():
        assert len(sentences) == len(LANGUAGES), key
        assert all(sentence.strip() for sentence in sentences), key
        fields = [{name for _, name, _, _ in Formatter().parse(sentence) if name} for sentence in sentences]
        assert fields[0] == fields[1], key


def test_korean_sentences_are_korean() -> None:
    plain = {"verdict.short", "filled"}
    for key, (_, korean) in CATALOGUE.items():
        assert key in plain or re.search("[가-힣]", korean), key


def test_the_halves_of_the_catalogue_share_no_key() -> None:
    assert not claims.CLAIMS.keys() & narration.NARRATION.keys()


def test_every_key_that_is_used_is_in_the_catalogue() -> None:
    used = {key for file in _ARTICLE.glob("*.py") for found in _KEYS.findall(file.read_text()) for key in found if key}
    used |= {key for chapter in CHAPTERS for key in (chapter.title, f"{chapter.title}.intro")}
    used |= {run.say for run in every_run() if run.say} | {quote.section for quote in ARTICLE}
    assert used <= CATALOGUE.keys()
    assert len(used) > 80


def test_a_sentence_takes_other_sentences_as_its_values() -> None:
    text = Text("chapter.title", {"number": "1", "title": Text("chapter.system")})
    assert speak(text, "en") == "Chapter 1: a system-assigned identity"
    assert speak(text, "ko") == "1장: 시스템 할당 관리 ID"


def test_each_chapter_with_packets_watches_a_route_come_back() -> None:
    watched = [any(isinstance(step, Watch) for step in chapter.steps) for chapter in CHAPTERS]
    assert watched == [True, False, True]


def test_no_headline_says_what_the_table_below_it_may_deny() -> None:
    """The route controller may have put the route back before the table is read."""
    headlines = [run.say for run in every_run() if "ROUTE_2" in str(run.picks) or "route list" in str(run.command)]
    assert "say.table-now" in headlines
    assert CATALOGUE["say.table-now"] == ("And the table now:", "지금 경로 테이블은 이렇습니다:")


def test_korean_marks_say_what_was_found() -> None:
    assert [speak(Text(f"mark.{mark}"), "ko") for mark in ("held", "not-held")] == ["확인", "불일치"]
    assert speak(Text("summary.all-held", {"count": "68", "seconds": "9"}), "ko").startswith("기대값 68개를 모두")
    assert not [korean for _, korean in CATALOGUE.values() if "성립" in korean or "컴퓨터" in korean]
