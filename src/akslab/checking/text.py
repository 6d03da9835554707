"""A report for people: verdict, the source line with its fault marked, what Azure would say, the changed lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ..rules.rule import Class
from .calm import calmed
from .cells import cut, shown, width
from .locations import Location, Locator
from .report import CLASSES, Change, Report, Reported, Trouble
from .sentences import say
from .ways import told_way

WIDEST = 160
MOST_UNJUDGED = 5
MOST_RULES_NAMED = 3
_COLOURS = {
    "rejected": "31;1",
    "breaks": "31;1",
    "risk": "33;1",
    "note": "36",
    "frame": "34;1",
    "add": "32",
    "del": "31",
}
_PAINTED = {"unreadable": "rejected", "not-understood": "risk", "not-given": "note", "suppression": "note"}


_CODES = {f"\x1b[{colour}m" for colour in ("0", *_COLOURS.values())}
_CODE = re.compile(r"(\x1b\[[0-9;]*m)")


class Paint:
    """Colours, or none where nobody would see them."""

    def __init__(self, is_coloured: bool) -> None:
        self._is_coloured = is_coloured

    def __call__(self, kind: str, text: str) -> str:
        """Return `text` in the colour of a kind."""
        return f"\x1b[{_COLOURS[kind]}m{text}\x1b[0m" if self._is_coloured else text


def report_text(
    report: Report, locator: Locator, *, with_notes: bool = False, with_unknown: bool = False, is_coloured: bool = False
) -> Iterator[str]:
    """Yield the lines of a report. What would steer a terminal, in names that others gave, is made visible."""
    how = {"with_notes": with_notes, "with_unknown": with_unknown, "is_coloured": is_coloured}
    for line in _lines(report, locator, **how):
        yield "".join(part if is_coloured and part in _CODES else shown(part) for part in _CODE.split(line))


def _lines(
    report: Report, locator: Locator, *, with_notes: bool, with_unknown: bool, is_coloured: bool
) -> Iterator[str]:
    paint, language = Paint(is_coloured), report.language
    shown_findings = [found for found in report.counted if with_notes or found.class_ != "note"]
    for trouble in report.troubles:
        if trouble.kind != "not-given" or with_unknown:
            yield from _trouble(trouble, language, locator, paint)
            yield ""
    for found, twin in calmed(shown_findings, with_later=with_notes):
        yield from finding_text(found, locator, language, paint, twin, with_inputs=len(report.inputs) > 1)
        yield ""
    yield from _unjudged(report, with_unknown)
    yield summary(report, with_notes)


def finding_text(
    found: Reported, locator: Locator, language: str, paint: Paint, twin: str, *, with_inputs: bool
) -> Iterator[str]:
    """Yield the lines of one finding; `twin` is the rule of an earlier one that has shown its changed lines."""
    name = say(f"class.{found.class_}", language)
    yield f"{paint(found.class_, f'{name}[{found.rule}]')}: {found.message}"
    gutter = _gutter(found)
    if found.location:
        label = say("default", language) if found.is_default else ""
        yield from _excerpt(found.location, locator, gutter, (paint, found.class_, label))
    for related in found.related:
        label = say("related", language, what=related.what) if related.what else ""
        yield from _excerpt(related.location, locator, gutter, (paint, "frame", label))
    for line in _details(found, language, with_inputs):
        yield f"{' ' * gutter} {paint('frame', '=')} {line}"
    if way := told_way(found, language):
        yield f"{' ' * gutter} {paint('frame', '=')} {way}"
    if twin:
        yield f"{' ' * gutter} {paint('frame', '=')} {say('same-lines', language, rule=twin)}"
    for change in found.changes:
        yield from _change(change, gutter, paint)


def _details(found: Reported, language: str, with_inputs: bool) -> Iterator[str]:
    if not found.location:
        yield found.resource_id
    if found.condition:
        yield say("holds-if", language, condition=found.condition)
    if found.answer:
        key = "answers" if found.answer.text else "answers.code-only" if found.answer.code else "answers.text-only"
        if found.answer.text != found.message or language != "en" or key != "answers":
            yield say(key, language, by=found.answer.by, code=found.answer.code, text=found.answer.text)
        else:
            yield say("answers", language, by=found.answer.by, code=found.answer.code, text="…")
    for each in found.behind:
        what = each.answer.code if each.answer and each.answer.code else each.title
        yield say("behind", language, what=what, rule=each.rule)
    is_told = found.location is not None and found.inputs == (found.location.file,)
    if with_inputs and not is_told:
        yield say("found-in", language, inputs=", ".join(found.inputs))
    if found.remark:
        yield found.remark
    if found.fix:
        yield say("fix", language, fix=found.fix)


def _gutter(found: Reported) -> int:
    numbers = [found.location.line if found.location else 0]
    numbers += [related.location.line for related in found.related]
    numbers += [change.line + len(change.after) for change in found.changes]
    return len(str(max(numbers)))


def _excerpt(location: Location, locator: Locator, gutter: int, marking: tuple[Paint, str, str]) -> Iterator[str]:
    """Yield a source line with its span underlined and labelled."""
    paint, kind, label = marking
    bar = paint("frame", "|")
    yield f"{' ' * gutter}{paint('frame', '-->')} {location.file}:{location.line}:{location.column}"
    line = locator.line(location.file, location.line)
    start, end = location.column - 1, location.end_column - 1
    if location.end_line != location.line:
        # What goes on for several lines is marked by its first one, from what stands before it on.
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    text, start, end = cut(line, start, max(end, start + 1), WIDEST)
    yield f"{' ' * gutter} {bar}"
    yield f"{paint('frame', str(location.line).rjust(gutter))} {bar} {shown(text)}"
    marks = "^" * max(1, width(shown(text[start:end])))
    yield f"{' ' * gutter} {bar} {' ' * width(shown(text[:start]))}{paint(kind, f'{marks} {label}'.rstrip())}"


def _change(change: Change, gutter: int, paint: Paint) -> Iterator[str]:
    yield f"{' ' * gutter} {paint('frame', '~')} {change.file}:{change.line}"
    for line in change.before:
        yield f"{' ' * gutter} {paint('del', f'- {shown(line)}'.rstrip())}"
    for line in change.after:
        yield f"{' ' * gutter} {paint('add', f'+ {shown(line)}'.rstrip())}"


def _trouble(trouble: Trouble, language: str, locator: Locator, paint: Paint) -> Iterator[str]:
    kind = _PAINTED[trouble.kind]
    is_named = trouble.location or trouble.message.startswith(trouble.file)
    where = "" if is_named else f"{trouble.file}: "
    yield f"{paint(kind, say(trouble.kind, language))}: {where}{trouble.message}"
    gutter = len(str(trouble.location.line)) if trouble.location else 1
    if trouble.location:
        yield from _excerpt(trouble.location, locator, gutter, (paint, kind, ""))
    if trouble.needs:
        yield f"{' ' * gutter} {paint('frame', '=')} {say('needs', language, needs=trouble.needs)}"


def _unjudged(report: Report, with_unknown: bool) -> Iterator[str]:
    listed = report.unjudged if with_unknown else report.unjudged[:MOST_UNJUDGED]
    for missing in listed:
        named = ", ".join(missing.rules[:MOST_RULES_NAMED])
        named += ", …" if len(missing.rules) > MOST_RULES_NAMED else ""
        key = "unjudged" if len(missing.rules) > 1 else "unjudged.one"
        yield say(key, report.language, missing=missing.missing, count=len(missing.rules), rules=named)
        if missing.needs:
            yield f"  {say('needs', report.language, needs=missing.needs)}"
    if len(report.unjudged) > len(listed):
        yield say("unjudged.more", report.language, count=len(report.unjudged) - len(listed))
    if report.unjudged:
        yield ""


def summary(report: Report, with_notes: bool = True) -> str:
    """Return the last line: how many of each class, in what."""
    language = report.language
    if not report.inputs:
        return say("summary.unread" if report.troubles else "summary.nothing", language)
    inputs = (
        say("summary.input", language, name=report.inputs[0])
        if len(report.inputs) == 1
        else say("summary.inputs", language, count=len(report.inputs))
    )
    counts = Counter(found.class_ for found in report.counted)
    parts = [*_counts(counts, language, with_notes)]
    silent = len(report.findings) - len(report.counted)
    if silent:
        parts.append(say("summary.silent", language, count=silent))
    if not parts and report.unjudged:
        key = "summary.open" if len(report.unjudged) > 1 else "summary.open.one"
        return say(key, language, inputs=inputs, count=len(report.unjudged))
    if not parts:
        return say("summary.clean", language, inputs=inputs)
    return say("summary", language, counts=", ".join(parts), inputs=inputs)


def _counts(counts: "Counter[Class]", language: str, with_notes: bool) -> Iterable[str]:
    for class_ in CLASSES:
        if not counts[class_]:
            continue
        if class_ == "note" and not with_notes:
            yield say("summary.notes" if counts[class_] > 1 else "summary.note", language, count=counts[class_])
        else:
            yield say("summary.count", language, count=counts[class_], class_=say(f"class.{class_}", language))
