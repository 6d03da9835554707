"""What is compared with what: an observation out of an answer, beside what the article or Azure says of it."""

from collections.abc import Callable

from .reading import ReadingError, as_json, cells, client, outcome, refusal
from .script import Expectation, Judge, Seen, Text, Words

Observe = Callable[[Seen], str]
NOTHING = "-"
"""What is observed where nothing is."""


class _Facts(dict[str, str]):
    """Facts to fill into a text: one that was never learnt stays a name in braces, which no observation equals."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def shows(what: Text, expected: str, observe: Observe) -> Judge:
    """Return a judge: observed and expected are the same text. Facts in braces stand for what was learnt."""

    def judge(seen: Seen) -> Expectation:
        wanted = expected.format_map(_Facts(seen.facts))
        try:
            observed = observe(seen)
        except ReadingError as error:
            return Expectation(what, _told(wanted), str(error), held=False)
        return Expectation(what, _told(wanted), _told(observed), observed == wanted)

    return judge


def _told(value: str) -> Words:
    return Text("observed.nothing") if value == NOTHING else value


def probe_seen_from(kind: str, source: str, destination: str, expected: str) -> Judge:
    """Return a judge of a probe: the other side saw it come from `expected`."""
    what = Text(f"claim.{kind}", {"source": source, "destination": destination})
    return shows(what, expected, lambda seen: client(seen.stdout))


def probe_lost(source: str, destination: str) -> Judge:
    """Return a judge of a probe: nothing answers."""
    what = Text("claim.lost", {"source": source, "destination": destination})

    def judge(seen: Seen) -> Expectation:
        try:
            observed = outcome(seen.stdout)
        except ReadingError as error:
            return Expectation(what, Text("expected.no-answer"), str(error), held=False)
        return Expectation(what, Text("expected.no-answer"), observed, observed in ("timeout", "unreachable"))

    return judge


def refused(what: Text, expected: str) -> Judge:
    """Return a judge: Azure's code and message, letter by letter."""
    return shows(what, expected, lambda seen: refusal(seen.stderr))


def refused_naming(what: Text, *named: str) -> Judge:
    """Return a judge of a refusal whose text Azure keeps to itself: there is one, and it names these."""

    def judge(seen: Seen) -> Expectation:
        expected: Words = Text("expected.refused-naming", {"named": ", ".join(named)})
        try:
            observed = refusal(seen.stderr)
        except ReadingError as error:
            return Expectation(what, expected, str(error), held=False)
        return Expectation(what, expected, observed, all(name in observed for name in named))

    return judge


def field(what: Text, expected: str, *path: str | int) -> Judge:
    """Return a judge of one field of a JSON answer."""

    def observe(seen: Seen) -> str:
        value = as_json(seen.stdout)
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                return NOTHING
        return str(value)

    return shows(what, expected, observe)


def column(what: Text, expected: str, name: str) -> Judge:
    """Return a judge of one column of a table, its cells joined by blanks; `NOTHING` for no rows."""
    return shows(what, expected, lambda seen: " ".join(cells(seen.stdout, name)) or NOTHING)


def within(what: Text, seconds: float, since: str, reached: Callable[[Seen], bool]) -> Judge:
    """Return a judge of a watch: it was reached, at most `seconds` after the moment that fact `since` holds."""

    def judge(seen: Seen) -> Expectation:
        took = seen.at - float(seen.facts[since])
        arrived = reached(seen)
        observed = Text("observed.after" if arrived else "observed.never", {"seconds": f"{took:.1f}"})
        expected = Text("expected.at-most", {"seconds": f"{seconds:g}"})
        return Expectation(what, expected, observed, arrived and took <= seconds)

    return judge
