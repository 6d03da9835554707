"""Find the errors in a text: codes and texts anywhere, the innermost and most exact first, with what they name.

Never raises and is linear in the text's length, whatever the text is; see `flat` and `trees` for the bounds.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from .catalogue import ENTRIES, by_code, named, names_of, templates_of
from .entry import RANKS, Entry
from .flat import flattened, inner_words, lowered, shortened
from .naming import names_in
from .templates import Template, match_at, places
from .trees import ErrorNode, errors_in

MOST_FOUND = 20
MOST_WINDOW = 4000
"""Characters behind a code in which its message stands."""
MOST_CODES = 8
"""Places of one code that are looked at."""
MOST_WORD = 120
MOST_SEARCHED = 200_000
"""Characters at each end in which codes nobody knows are looked for."""

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,119}")
_CODE = re.compile(r"[A-Z][A-Za-z0-9]*[a-z0-9][A-Z][A-Za-z0-9]{1,100}")
_CODE_THERE = re.compile(
    r"(?:\"code\": ?\"|\bcode[:=] ?\"?|ERROR CODE: |^\(|ERROR: \(|Code: |subcode\": ?\")([A-Z][A-Za-z0-9]{5,100})"
)


class Recognised(Struct, frozen=True, kw_only=True):
    """One error that was found."""

    entry: Entry
    name: str
    """What it was found by: a code as it is spelled, a rule's id, or the beginning of a text."""
    values: dict[str, str]
    depth: int = 0
    """How deep in an error tree; 0 is the outside, or no tree at all."""
    place: int = 0


class Recognition(Struct, frozen=True, kw_only=True):
    """All that a text says."""

    found: tuple[Recognised, ...]
    """Causes before symptoms before wrappers, the innermost first."""
    unknown: tuple[str, ...] = ()
    """What stands where codes stand and is explained nowhere, innermost first."""


class Reading(Struct, frozen=True, kw_only=True):
    """A text as it is searched."""

    text: str
    """On one line, unescaped."""
    lower: str
    words: frozenset[str]
    """Its words of four letters and more."""
    nodes: tuple[ErrorNode, ...] = ()


def _reading(text: str) -> Reading:
    short = shortened(text)
    return replace(_flat_reading(short), nodes=tuple(errors_in(short)))


def _flat_reading(text: str) -> Reading:
    flat = flattened(text)
    return Reading(text=flat, lower=lowered(flat), words=frozenset(_WORD.findall(flat)))


def recognise(text: str) -> tuple[Recognised, ...]:
    """Return the errors of a text: causes before symptoms before wrappers, the innermost first."""
    return recognition(text).found


def recognition(text: str) -> Recognition:
    """Return the errors of a text, and the codes in it that are not known."""
    word = text.strip().strip("\"'`()[]:,.")
    if len(word) <= MOST_WORD and " " not in word and (entries := named(word)):
        return Recognition(found=tuple(Recognised(entry=e, name=_spelled(e, word), values={}) for e in entries))
    reading = _reading(text)
    return Recognition(found=_recognised(reading), unknown=_unknown(reading))


def _recognised(reading: Reading) -> tuple[Recognised, ...]:
    best: dict[str, Recognised] = {}
    for found in (*_by_tree(reading), *_by_code(reading), *_by_text(reading)):
        known = best.get(found.entry.id)
        best[found.entry.id] = _merged(known, found) if known else found
    superfluous = {id_ for found in best.values() for id_ in found.entry.instead_of}
    kept = [found for found in best.values() if found.entry.id not in superfluous]
    kept.sort(key=lambda found: (RANKS.index(found.entry.rank), -found.depth, found.place))
    whole = names_in(reading.text)
    return tuple(replace(found, values=_useful(found, whole)) for found in kept[:MOST_FOUND])


def _useful(found: Recognised, whole: dict[str, str]) -> dict[str, str]:
    """Return what the entry has a use for: of its own values, then of those of the whole text."""
    names = names_of(found.entry.id)
    return {name: value for name, value in {**whole, **found.values}.items() if name in names}


def _unknown(reading: Reading) -> tuple[str, ...]:
    codes = by_code()
    deep = sorted(reading.nodes, key=lambda node: -node.depth)
    ends = f"{reading.text[:MOST_SEARCHED]}\n{reading.text[MOST_SEARCHED:][-MOST_SEARCHED:]}"
    found = [*(node.code for node in deep), *_CODE_THERE.findall(ends)]
    looks_right = (code for code in dict.fromkeys(found) if len(code) <= MOST_WORD and _CODE.fullmatch(code))
    return tuple(code for code in looks_right if code.lower() not in codes)[:MOST_CODES]


def _spelled(entry: Entry, word: str) -> str:
    return next((code for code in entry.spellings if code.lower() == word.lower()), word)


def _by_tree(reading: Reading) -> Iterator[Recognised]:
    codes = by_code()
    for node in reading.nodes:
        if entries := codes.get(node.code.lower()):
            message = flattened(f"{node.code}: {node.message[:MOST_WINDOW]}")
            place = max(reading.text.find(node.code), 0)
            yield from _of_entries(entries, node.code, message, node.depth, place)
    for node in sorted(reading.nodes, key=lambda node: -node.depth)[:MOST_FOUND]:
        yield from _in_message(node, reading)


def _in_message(node: ErrorNode, reading: Reading) -> Iterator[Recognised]:
    """Yield what a message says in words, as deep as it stands: `Code="X" Message="…"` is no JSON."""
    inside = _flat_reading(node.message[:MOST_WINDOW])
    for found in (*_by_code(inside), *_by_text(inside)):
        yield replace(found, depth=node.depth + 1, place=max(reading.text.find(found.name), 0))


def _by_code(reading: Reading) -> Iterator[Recognised]:
    """Yield what the codes that stand anywhere mean; each is spelled as Azure spells it."""
    codes = by_code()
    for word in reading.words:
        entries = codes.get(word.lower(), [])
        if any(word in entry.spellings for entry in entries):
            for place in _places_of(word, reading.text):
                yield from _of_entries(entries, word, reading.text[place : place + MOST_WINDOW], 0, place)


def _places_of(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    for _ in range(MOST_CODES):
        if place < 0:
            return
        yield place
        place = text.find(word, place + len(word))


def _of_entries(entries: Iterable[Entry], code: str, window: str, depth: int, place: int) -> Iterator[Recognised]:
    lower = lowered(window)
    for entry in entries:
        if _has_what_it_needs(entry, lower):
            values = names_in(window)
            for template in templates_of(entry.id):
                values.update(_best_values(template, window, lower))
            yield Recognised(entry=entry, name=_spelled(entry, code), values=values, depth=depth, place=place)


def _has_what_it_needs(entry: Entry, lower: str) -> bool:
    return not entry.needs or any(need in lower for need in entry.needs)


def _best_values(template: Template, window: str, lower: str) -> dict[str, str]:
    matches = (match_at(template, place, window, lower) for place in places(template, lower))
    return next((match.values for match in matches if match.is_this_text), {})


def _by_text(reading: Reading) -> Iterator[Recognised]:
    """Yield what the texts mean that stand anywhere, with a code or without."""
    words = {word.lower() for word in reading.words}
    for entry in ENTRIES:
        for template in templates_of(entry.id):
            if inner_words(template.fixed[template.anchor]) <= words:
                yield from _by_template(entry, template, reading)
        for phrase in entry.phrases:
            place = reading.lower.find(phrase) if inner_words(phrase) <= words else -1
            if place >= 0:
                yield _at(entry, reading, place, len(phrase))
        for pattern in entry.patterns:
            if found := re.search(pattern, reading.lower):
                yield _at(entry, reading, found.start(), len(found[0]))


def _by_template(entry: Entry, template: Template, reading: Reading) -> Iterator[Recognised]:
    for place in places(template, reading.lower):
        match = match_at(template, place, reading.text, reading.lower)
        if match.is_this_text and _has_what_it_needs(entry, reading.lower[place : place + MOST_WINDOW]):
            found = _at(entry, reading, place, len(template.fixed[template.anchor]))
            name = entry.all_codes[0] if len(entry.all_codes) == 1 else found.name
            yield replace(found, name=name, values={**found.values, **match.values})


def _at(entry: Entry, reading: Reading, place: int, length: int) -> Recognised:
    window = reading.text[max(place - MOST_WINDOW // 4, 0) : place + MOST_WINDOW]
    return Recognised(entry=entry, name=reading.text[place : place + length], values=names_in(window), place=place)


def _merged(known: Recognised, found: Recognised) -> Recognised:
    """Return one of two findings of an entry: that by a code, then the deeper; of a tree's nothing else is needed."""
    first, second = (known, found) if _weight(known) >= _weight(found) else (found, known)
    values = first.values if first.depth else {**second.values, **first.values}
    return replace(first, values=values, place=min(known.place, found.place))


def _weight(found: Recognised) -> tuple[bool, int]:
    return found.name in found.entry.all_codes, found.depth
