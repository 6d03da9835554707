"""Many of one kind around one resource: enough of them are told to see what is wrong, the rest are counted.

A hundred clusters below a hundred locks would be ten thousand findings that say one thing.
"""

from collections.abc import Iterable, Iterator

from .unknown import CannotJudge, Values

MOST_TOLD = 10


def counted(found: Iterable[Values | CannotJudge], key: str) -> Iterator[Values | CannotJudge]:
    """Yield the first ten of a subject's findings; the last one's value at `key` counts the others: `keep +240`."""
    values: list[Values] = []
    reasons: list[CannotJudge] = []
    try:
        for each in found:
            if isinstance(each, CannotJudge):
                reasons.append(each)
            else:
                values.append(each)
    except CannotJudge as reason:
        reasons.append(reason)
    more = len(values) - MOST_TOLD
    if more > 0:
        last = values[MOST_TOLD - 1]
        values[MOST_TOLD - 1] = {**last, key: f"{last[key]} +{more}"}
    yield from values[:MOST_TOLD]
    yield from reasons
