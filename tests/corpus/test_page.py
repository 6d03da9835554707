"""The page on the corpus says what the corpus is."""

from pathlib import Path

from .page import page

PAGE = Path(__file__).parents[2] / "docs" / "corpus.md"


def test_the_page_is_made_of_the_corpus() -> None:
    assert PAGE.read_text() == page(), "PYTHONPATH=tests python -m corpus.page > docs/corpus.md"
