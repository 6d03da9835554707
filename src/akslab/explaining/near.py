"""What a person may have meant: codes and texts near one that nobody knows."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import islice

from .catalogue import ENTRIES

MOST_NEAR = 4
MOST_WORDS = 6
MOST_LETTERS = 160
MOST_SEARCHED = 8000
LEAST_LIKENESS = 0.66

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]{7,99}")
_IN_TWO_PARTS = re.compile(r"[a-z0-9][A-Z]|-[a-z]+-")
"""What a code or a rule's id has inside: `aB`, or two hyphens."""
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def near(text: str) -> tuple[str, ...]:
    """Return codes, rule ids and texts that are like the text or the code-like words in it, the likest first."""
    wanted = [*dict.fromkeys(_wanted(text))]
    likeness: dict[str, float] = {}
    for name, parts in _names():
        likeness[name] = max((_like(each, parts) for each in wanted), default=0.0)
    best = sorted((name for name in likeness if likeness[name] >= LEAST_LIKENESS), key=lambda name: -likeness[name])
    return tuple(best[:MOST_NEAR])


def _wanted(text: str) -> Iterator[str]:
    whole = text.strip()
    if len(whole) <= MOST_LETTERS:
        yield _apart(whole)
    words = (word for word in _WORD.findall(text[:MOST_SEARCHED]) if _IN_TWO_PARTS.search(word))
    yield from map(_apart, islice(words, MOST_WORDS))


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return everything that can be asked for, with its words apart."""
    names = [
        name for entry in ENTRIES for name in (*entry.all_codes, *entry.rules, *entry.phrases) if name[:1] not in '"#'
    ]
    return tuple((name, _apart(name)) for name in dict.fromkeys(names))


def _apart(name: str) -> str:
    return " ".join(part.lower() for part in _PARTS.findall(name))


def _like(one: str, other: str) -> float:
    """Return how alike two texts are, 0 to 1: the quick bounds first, which settle nearly all."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < LEAST_LIKENESS or matcher.quick_ratio() < LEAST_LIKENESS:
        return 0.0
    return matcher.ratio()
