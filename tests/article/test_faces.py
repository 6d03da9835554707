"""The faces: plain text without escape codes, a terminal of 80 columns, with colour and without, in both languages."""

import io
import re
from collections.abc import Callable

import pytest
from rich.console import Console

from akslab.article.answer import cells_of, shortened
from akslab.article.catalogue import LANGUAGES, Language
from akslab.article.face import Face, Result, Told
from akslab.article.plain_face import PlainFace
from akslab.article.script import Expectation, Text, Words
from akslab.article.source import CREATE_SYSTEM_ASSIGNED
from akslab.article.terminal_face import TerminalFace

_ESCAPE = re.compile(r"\x1b\[[\d;?]*[A-Za-z]")
_HELD = Expectation(Text("claim.reserved"), "192.168.1.4", "a long story " * 12, held=True)
_NOT_HELD = Expectation(
    Text("claim.nat", {"source": "alpha-1", "destination": "machine"}), "192.168.1.4", "10.244.0.2", held=False
)
_TABLE = "Name  Scope\n----  -----\nx     " + "/subscriptions" * 12


def _perform(face: Face) -> None:
    face.title(Text("title"))
    face.chapter(1, Text("chapter.table"), Text("chapter.table.intro"))
    face.say(Text("say.no-right-on-table"))
    section: dict[str, Words] = {"number": "4", "section": Text(CREATE_SYSTEM_ASSIGNED.section)}
    face.command(Told(CREATE_SYSTEM_ASSIGNED.text, Text("label.article", section), {"<id>": "/subscriptions" * 20}))
    with face.busy(Text("busy.running")) as tick:
        tick()
    face.answer(shortened(_TABLE, ("Name", "Scope")), 1.2, failed=False)
    face.answer(shortened("ERROR: (Code) " + "words of Azure " * 20, ()), 1.2, failed=True)
    face.look("timeout", 0.1)
    face.look("answered", 2.0)
    for expectation in (_HELD, _NOT_HELD):
        face.verdict(expectation)
    results = [Result(1, _HELD), Result(3, _NOT_HELD)]
    face.summary(results, Text("summary.not-all-held", {"failed": "1", "count": "2", "seconds": "3"}))


def _plain(language: Language) -> str:
    output = io.StringIO()
    _perform(PlainFace(output, language, 80))
    return output.getvalue()


def _terminal(language: Language, *, colour: bool = True) -> str:
    output = io.StringIO()
    _perform(TerminalFace(Console(file=output, force_terminal=True, width=80, no_color=not colour), language))
    return output.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pipe_gets_no_escape_codes(language: Language) -> None:
    assert "\x1b" not in _plain(language)
    assert "\r" not in _plain(language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("face", [_plain, _terminal])
def test_nothing_but_a_verbatim_command_is_wider_than_80_columns(
    face: Callable[[Language], str], language: Language
) -> None:
    text = _ESCAPE.sub("", face(language))
    wide = [line for part in text.split("\n") for line in part.split("\r") if cells_of(line.rstrip()) > 80]
    assert wide == []


@pytest.mark.parametrize("face", [_plain, _terminal])
def test_what_did_not_hold_shows_both_sides(face: Callable[[Language], str]) -> None:
    text = _ESCAPE.sub("", face("en"))
    assert "expected: 192.168.1.4" in text
    assert "10.244.0.2" in text
    assert "1 of 2 expectations did not hold" in text


def test_without_colour_the_marks_still_tell_held_from_not_held() -> None:
    text = _terminal("en", colour=False)
    assert not re.search(r"\x1b\[[\d;]*3[0-7]", text)
    assert "✓" in text
    assert "✗" in text


def test_the_command_of_the_article_is_shown_letter_by_letter() -> None:
    shown = [line.strip() for line in _plain("en").splitlines()]
    assert all(line.strip() in " ".join(shown) for line in CREATE_SYSTEM_ASSIGNED.text.splitlines())


def test_a_pipe_hears_of_each_second_that_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([0.0, 0.4, 1.1, 1.5, 2.2])
    monkeypatch.setattr("akslab.article.plain_face.time.monotonic", lambda: next(now))
    output = io.StringIO()
    with PlainFace(output, "en").busy(Text("busy.running")) as tick:
        for _ in range(4):
            tick()
    assert output.getvalue().split("\n")[:-1] == ["    … running, 1 s", "    … running, 2 s"]
