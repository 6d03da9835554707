"""The gallery is what the command says, in both languages, and in JSON."""

import json

import pytest

from .gallery import GALLERY, ROOT, Ask, page, said

ASKS = [pytest.param(ask, id=" ".join(ask.arguments)) for scene in GALLERY for ask in scene.asks]


def test_the_page_is_what_the_command_says() -> None:
    hint = "write it again, in tests/: python -m stories.gallery > ../docs/traces.md"
    assert (ROOT / "docs" / "traces.md").read_text() == page(), hint


@pytest.mark.parametrize("ask", ASKS)
def test_every_verdict_is_the_one_the_page_tells(ask: Ask) -> None:
    story = json.loads(said(ask, "-o", "json"))
    assert (story["whatIf"] or story)["verdict"]["outcome"] == ask.outcome


@pytest.mark.parametrize("ask", ASKS)
def test_korean_says_as_much_as_english(ask: Ask) -> None:
    english, korean = said(ask), said(ask, "--lang", "ko")
    assert len(english.splitlines()) == len(korean.splitlines())
    assert english != korean
