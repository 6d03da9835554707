"""Which findings can be put right in one go, and which of them are to blame when that went wrong.

Findings that have nothing to do with each other come out alike one after the other and together, at the price of one
check. Where two have, the second is judged again when the first was put right: often it is gone by then.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..checking.locations import Location
from ..checking.report import Change, Report, Reported

Place = tuple[str, str, str]
Key = tuple[Place, str]
Line = tuple[str, int]
"""File and number."""
GRAVE = ("rejected", "breaks")
MOST_LINES = 100
"""Of one location: a longer one is known by its beginning."""
_LINE = re.compile(r":\d+")


def key_of(found: Reported) -> Key:
    """Return what a finding is known by when lines have moved: its rule, its resource, its file, its words."""
    return _place(found), _LINE.sub("", found.message)


def independent(findings: Iterable[Reported], most: int) -> tuple[Reported, ...]:
    """Return the first findings of which none has to do with an earlier one, at most so many.

    Two have to do with each other when they are about one resource of one input, or when the lines that put one right are
    among those that the other changes or points at.
    """
    chosen: list[Reported] = []
    resources: set[tuple[str, str]] = set()
    changed: set[Line] = set()
    seen: set[Line] = set()
    for found in findings:
        if len(chosen) == most:
            break
        lines, places = set(_changed(found.changes)), set(_pointed(found))
        own = _own(found)
        if own & resources or lines & changed or lines & seen or places & changed:
            continue
        chosen.append(found)
        resources |= own
        changed |= lines
        seen |= places
    return tuple(chosen)


def faults_of(batch: Sequence[Reported], before: Report, after: Report) -> tuple[Reported, ...]:
    """Return what is wrong when a batch was put right: of the batch what is not gone, and what is as grave and new.

    A rule that a resource breaks as often as before, in other words, was not put right.
    """
    words = _less(map(key_of, before.findings), map(key_of, batch))
    places = _less(map(_place, before.findings), map(_place, batch))
    words_now, places_now = Counter(map(key_of, after.findings)), Counter(map(_place, after.findings))
    stayed = {
        key_of(found): found
        for found in batch
        if words_now[key_of(found)] > words[key_of(found)] or places_now[_place(found)] > places[_place(found)]
    }
    grave = (found for found in after.findings if found.class_ in GRAVE)
    new = (found for found in grave if places_now[_place(found)] > places[_place(found)])
    return (*stayed.values(), *(found for found in new if key_of(found) not in stayed))


def blamed(batch: Sequence[Reported], faults: Iterable[Reported]) -> tuple[tuple[Reported, ...], ...]:
    """Return for each fault those of a batch that are about its resource, or changed a line it points at, in its order."""
    by_resource = {own: number for number, found in enumerate(batch) for own in _own(found)}
    by_line = _made(batch)
    groups = (_touching(fault, by_resource, by_line) for fault in faults)
    return tuple(tuple(batch[number] for number in sorted(numbers)) for numbers in groups)


def _touching(fault: Reported, by_resource: Mapping[tuple[str, str], int], by_line: Mapping[Line, int]) -> set[int]:
    there = {by_line[line] for line in _pointed(fault) if line in by_line}
    return there | {by_resource[own] for own in _own(fault) if own in by_resource}


def _made(batch: Iterable[Reported]) -> dict[Line, int]:
    """Return which of a batch each new line is from, by its number in the text that all of them have made."""
    changes = [
        (change.file, change.line, change, number) for number, found in enumerate(batch) for change in found.changes
    ]
    made: dict[Line, int] = {}
    moved: Counter[str] = Counter()
    for file, line, change, number in sorted(changes, key=lambda each: each[:2]):
        start = line + moved[file]
        made |= {(file, start + offset): number for offset in range(max(1, len(change.after)))}
        moved[file] += len(change.after) - len(change.before)
    return made


def _place(found: Reported) -> Place:
    return found.rule, _LINE.sub("", found.resource_id), found.location.file if found.location else ""


def _own(found: Reported) -> set[tuple[str, str]]:
    """Return the resource a finding is about, in each of its inputs: two inputs may call theirs alike."""
    return {(each, found.resource_id.lower()) for each in found.inputs}


def _less(all_: Iterable[object], some: Iterable[object]) -> Counter[object]:
    left: Counter[object] = Counter(all_)
    left.subtract(some)
    return left


def _changed(changes: Iterable[Change]) -> Iterator[Line]:
    """Yield the lines that changes need as they are; one that only inserts needs the line it comes before."""
    for change in changes:
        yield from ((change.file, change.line + number) for number in range(max(1, len(change.before))))


def _pointed(found: Reported) -> Iterator[Line]:
    places = (found.location, *(each.location for each in found.related))
    for place in places:
        if isinstance(place, Location):
            last = min(place.end_line, place.line + MOST_LINES - 1)
            yield from ((place.file, number) for number in range(place.line, last + 1))
