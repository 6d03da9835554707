"""One fault, one finding: where az refuses what Azure would refuse as well, az is the one that answers.

Which rule stands in front of which is data of the rules; that the two are about one fault shows in their place.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..rules.catalogue import RULES
from .locations import Location
from .report import Behind, Reported

_BEHIND = {each.id: each.stands_before for each in RULES if each.stands_before}
_Fault = tuple[str, Location, str]
"""The rule that is behind, where, and at what: a value that two commands share is at fault twice."""


def first_answers(findings: Iterable[Reported]) -> tuple[Reported, ...]:
    """Return the findings without those behind another one, which tells of them."""
    found = tuple(findings)
    in_front = {fault: number for number, each in enumerate(found) for fault in _faults_behind(each)}
    if not in_front:
        return found
    behind: dict[int, list[Reported]] = {}
    left = []
    for number, each in enumerate(found):
        first = in_front.get((each.rule, each.location, each.resource)) if each.location else None
        if first is not None and _is_never_asked(each, found[first]):
            behind.setdefault(first, []).append(each)
        else:
            left.append(number)
    return tuple(_with(found[number], behind.get(number, ())) for number in left)


def _faults_behind(found: Reported) -> Iterator[_Fault]:
    """Yield the faults that nobody hears of: none where somebody says, with a reason, that this one does not hold."""
    if found.location and not _is_commented(found):
        yield from ((rule, found.location, found.resource) for rule in _BEHIND.get(found.rule, ()))


def _is_never_asked(found: Reported, first: Reported) -> bool:
    is_surely_refused = first.condition in ("", found.condition) and set(found.inputs) <= set(first.inputs)
    return is_surely_refused and not _is_commented(found)


def _is_commented(found: Reported) -> bool:
    return found.silence is not None and found.silence.by == "comment"


def _with(first: Reported, behind: Iterable[Reported]) -> Reported:
    several = tuple(behind)
    if not several:
        return first
    changes = first.changes or next((each.changes for each in several if each.changes), ())
    told = tuple(Behind(rule=each.rule, title=each.title, answer=each.answer) for each in several)
    return replace(first, behind=told, changes=changes)
