"""The pages of the walk are true: quoted code stands where it is said to stand, shown output is really shown."""

import json
import re
from pathlib import Path

import pytest

from akslab.net.commands import commands
from akslab.net.diff import diff

from .lab import Walk, walk_of

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "walk").glob("*.md"))
QUOTE = re.compile(r"^From `(?P<file>[^`]+)`:\n\n```python\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"^```(?:json|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


@pytest.fixture(scope="module")
def walk() -> Walk:
    return walk_of("10.244.0.0/16")


def lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_there_are_ten_doors() -> None:
    assert [page.name[:2] for page in PAGES] == [f"{number:02}" for number in range(1, 11)]


@EVERY_PAGE
def test_every_quoted_line_of_code_stands_in_the_file_it_is_quoted_from(page: Path) -> None:
    quotes = QUOTE.findall(page.read_text())
    assert quotes
    for file, code in quotes:
        assert lines_of(code) - lines_of((ROOT / file).read_text()) == set(), file


@EVERY_PAGE
def test_no_python_is_shown_without_saying_where_it_stands(page: Path) -> None:
    text = page.read_text()
    assert text.count("```python") == len(QUOTE.findall(text))


def test_every_output_shown_is_what_the_articles_value_gives(walk: Walk) -> None:
    documents = [walk.answered, *walk.documents(), *walk.nodes()]
    written = "\n".join(json.dumps(document, indent=2) for document in documents)
    typed = "\n".join(commands(step) for step in diff({}, walk.compiled()))
    produced = {line.rstrip(",") for line in lines_of(written) | lines_of(typed)}
    shown = [line for page in PAGES for block in SHOWN.findall(page.read_text()) for line in block.splitlines()]

    assert len(shown) > 10
    assert [line for line in shown if line.strip().rstrip(",") not in produced] == []
