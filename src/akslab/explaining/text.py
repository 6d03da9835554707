"""Explanations for people: what happened first, then how to tell why, then the lines to change. For a tired reader."""

from collections.abc import Iterator, Sequence

from ..planning.columns import cells
from .explanation import Explanation
from .sentences import LABELS, MORE, NOT_EXPLAINED
from .words import say
from .wrapping import padded, wrapped

MOST_EXPLAINED = 3
"""Errors explained in full; others are named."""

_LANGUAGES = (("kubectl", "kubectl"), ("az", "az"), ("bicep", "bicep"), ("terraform", "tf"))


class Layout:
    """Labels in a column, and prose beside it in lines of `width` cells."""

    def __init__(self, language: str, width: int) -> None:
        self.language, self.width = language, width
        self.column = max(cells(label.in_(language)) for label in LABELS.values()) + 2

    def row(self, label: str, text: str) -> Iterator[str]:
        """Yield prose beside a label."""
        for line in wrapped(text, self.width - self.column):
            yield padded(label, self.column) + line
            label = ""

    def whole(self, label: str, text: str) -> Iterator[str]:
        """Yield lines that must not be broken, because they are copied."""
        for line in text.split("\n"):
            yield f"{padded(label, self.column)}{line}".rstrip()
            label = ""

    def label(self, name: str) -> str:
        """Return a label in the language."""
        return LABELS[name].in_(self.language)


def explanations_text(
    found: Sequence[Explanation], unknown: Sequence[str], language: str, width: int = 100
) -> Iterator[str]:
    """Yield the lines of what was found: the first few of the best rank in full, the rest by name."""
    layout = Layout(language, width)
    full = [each for each in found if each.rank == found[0].rank][:MOST_EXPLAINED] if found else []
    for number, explanation in enumerate(full):
        if number:
            yield ""
        yield from _explanation(explanation, layout)
    also = [each for each in found if each not in full]
    if also or unknown:
        yield ""
    for each in also:
        yield from layout.row(layout.label("also"), f"{each.name}: {each.means}")
    for code in unknown:
        yield from layout.row(layout.label("unknown"), f"{code}: {NOT_EXPLAINED.in_(language)}")
    hidden = sum(1 for each in also if each.rank == found[0].rank)
    if hidden:
        yield from layout.row(layout.label("more"), say(MORE, language, {"count": str(hidden)}))


def _explanation(each: Explanation, layout: Layout) -> Iterator[str]:
    yield each.name
    for text in (each.means, each.note):
        yield from (f"  {line}" for line in wrapped(text, layout.width - 2))
    if each.shown:
        yield ""
        yield from _found(each, layout)
    for number, cause in enumerate(each.causes, 1):
        yield ""
        yield from layout.row(f"{layout.label('cause')} {number}", cause.cause)
        yield from layout.whole(f"  {layout.label('look')}", cause.look)
        yield from layout.row(f"  {layout.label('field')}", cause.field)
        yield from layout.row(f"  {layout.label('tells')}", cause.tells)
    for fix in each.fixes:
        yield ""
        yield from layout.row(layout.label("fix"), fix.fix)
        for language, label in _LANGUAGES:
            if snippet := getattr(fix, language):
                yield from layout.whole(f"  {label}", snippet)
    yield ""
    yield from layout.row(layout.label("source"), ", ".join(each.sources))
    if each.rules:
        yield from layout.row(layout.label("rules"), ", ".join(each.rules))


def _found(each: Explanation, layout: Layout) -> Iterator[str]:
    names = max(cells(name) for name, _ in each.shown) + 2
    label = layout.label("found")
    for name, value in each.shown:
        yield f"{padded(label, layout.column)}{padded(name, names)}{value}"
        label = ""
