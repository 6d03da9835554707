"""Conditions nobody can decide: every combination of them is a world, and what holds in all worlds is certain.

`if (newNetwork)` and its negation share one condition, so a world never holds both branches. With more than four
conditions not every combination is tried, only: none, all, and each one turned by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from .declared import Condition, Declared

MOST_EXHAUSTIVE = 4

World = Mapping[str, bool]
"""Text of a condition -> whether it holds."""


def worlds(resources: Iterable[Declared]) -> Iterator[World]:
    """Yield the worlds of a deployment; one empty one where nothing depends on an undecided condition."""
    texts = sorted({condition.text for declared in resources for condition in declared.conditions})
    if len(texts) <= MOST_EXHAUSTIVE:
        for values in product((True, False), repeat=len(texts)):
            yield dict(zip(texts, values, strict=True))
        return
    for default in (True, False):
        yield dict.fromkeys(texts, default)
        for turned in texts:
            yield {text: default is not (text == turned) for text in texts}


def within(world: World, resources: Iterable[Declared]) -> tuple[Declared, ...]:
    """Return the resources that are there in a world."""
    return tuple(declared for declared in resources if all(_holds(world, each) for each in declared.conditions))


def _holds(world: World, condition: Condition) -> bool:
    return world[condition.text] is condition.holds
