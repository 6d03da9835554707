"""The report for people: for each cluster the verdict first, then why, what to do, and what else was found."""

from collections.abc import Iterator, Sequence

from ..importers.exports.merging import Contradiction
from ..planning.columns import cells
from ..rules.catalogue import rule as rule_of
from ..rules.cluster_facts import Activity
from ..rules.ids import name_of
from ..rules.rule import Class
from ..rules.words import said_of
from .causes import Cause
from .diagnosis import Diagnosis
from .findings import ORDER, Judged
from .joined import Joined
from .proofs import proof_of
from .report import Patient, Report
from .sentences import Speaker
from .settling import grouped
from .titles import titles

LETTERS = "ABCDEFGH"
_MOST_NODES = 8
_MOST_COMMANDS = 4
_MOST_ALIKE = 3
_MOST_SETTLING = 6
_MOST_UNUSED = 5
_UNUSED = ("export.not-an-export", "export.for-check", "export.nothing-known", "export.empty")
"""What is said of a file that told nothing."""
_MOST_CHANGES = 3
_LABEL = 10
_INDENT = " " * (_LABEL + 2)


def report_text(report: Report, language: str, *, with_notes: bool) -> Iterator[str]:
    """Yield the lines of a report."""
    speak = Speaker(language)
    if not report.patients:
        yield speak("text.no-cluster")
    called = titles([patient.diagnosis.cluster_id for patient in report.patients])
    for number, patient in enumerate(report.patients):
        if number:
            yield ""
        yield called[patient.diagnosis.cluster_id]
        yield from _patient(patient, report.known, speak, with_notes=with_notes)
    elsewhere = list(_findings(report.elsewhere, report.known, speak, with_notes=with_notes))
    if elsewhere:
        yield from ("", speak("label.elsewhere"), *elsewhere)
    yield from _contradictions(report, speak)
    yield from _unjudged(report, speak, with_notes=with_notes)
    yield from files_text(report.known, speak, with_notes=with_notes)


def _labelled(label: str, text: str) -> str:
    return f"{label}{' ' * max(1, _LABEL + 2 - cells(label))}{text}"


def _listed(label: str, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line if not line.strip() else (_labelled(label, line) if number == 0 else f"{_INDENT}{line}")


def verdict(diagnosis: Diagnosis, speak: Speaker) -> str:
    """Return the verdict in a sentence."""
    paths = diagnosis.paths
    return speak(f"verdict.{diagnosis.state}", n=paths.cut_off, total=paths.total)


def _confidence(diagnosis: Diagnosis, speak: Speaker) -> str:
    if not diagnosis.inputs:
        return speak("confidence.none", level=speak(f"level.{diagnosis.confidence}"))
    there = sum(each.is_there for each in diagnosis.inputs)
    return speak(f"confidence.{diagnosis.confidence}", there=there, inputs=len(diagnosis.inputs))


def _patient(patient: Patient, known: Joined, speak: Speaker, *, with_notes: bool) -> Iterator[str]:
    diagnosis = patient.diagnosis
    yield _labelled(speak("label.verdict"), f"{verdict(diagnosis, speak)}    {_confidence(diagnosis, speak)}")
    if diagnosis.state == "broken":
        yield from _listed(speak("label.nodes"), _nodes(diagnosis))
    for cause in patient.causes:
        yield from _cause(cause, speak)
    if diagnosis.state in ("broken", "unknown"):
        yield from _listed(speak("label.since"), [_change(each, speak) for each in diagnosis.changes[:_MOST_CHANGES]])
    for letter, fix in zip(LETTERS, (fix for cause in patient.causes for fix in cause.fixes), strict=False):
        price = speak("label.price", price=speak.sentence(fix.price))
        yield _labelled(speak("label.fix", letter=letter), f"{speak.sentence(fix.what)} ({price})")
        yield from (f"{_INDENT}  {command}" for command in fix.commands[:_MOST_COMMANDS])
        if len(fix.commands) > _MOST_COMMANDS:
            yield f"{_INDENT}  {speak('text.more', n=len(fix.commands) - _MOST_COMMANDS)}"
    if diagnosis.needs:
        yield from _listed(speak("label.needs"), [speak("text.needs-first"), *_few(diagnosis.needs, speak)])
    yield from _findings(patient.others, known, speak, with_notes=with_notes)


def _few(lines: Sequence[str], speak: Speaker, most: int = _MOST_SETTLING) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:most])
    if len(lines) > most:
        yield f"  {speak('text.more', n=len(lines) - most)}"


def _nodes(diagnosis: Diagnosis) -> list[str]:
    names = [each.node for each in diagnosis.paths.nodes if each.health == "cut-off"]
    more = ["…"] if len(names) > _MOST_NODES else []
    return [", ".join([*names[:_MOST_NODES], *more])] if names else []


def _cause(cause: Cause, speak: Speaker) -> Iterator[str]:
    yield _labelled(speak("label.cause"), speak.sentence(cause.what))
    yield from _listed(speak("label.proof"), cause.proofs)


def _change(change: Activity, speak: Speaker) -> str:
    return speak(
        "text.change",
        time=change.time[:19].replace("T", " "),
        operation=change.operation.rpartition("Microsoft.Network/")[2],
        caller=change.caller or "-",
        resource=name_of(change.resource_id),
        place=change.place,
    )


def _findings(judged: Sequence[Judged], known: Joined, speak: Speaker, *, with_notes: bool) -> Iterator[str]:
    for class_ in ORDER:
        if class_ == "note" and not with_notes:
            continue
        by_rule: dict[str, list[Judged]] = {}
        for each in judged:
            if each.class_ == class_:
                by_rule.setdefault(each.finding.rule, []).append(each)
        for rule, alike in by_rule.items():
            yield from _alike(rule, class_, alike, known, speak)


def _alike(rule: str, class_: Class, alike: Sequence[Judged], known: Joined, speak: Speaker) -> Iterator[str]:
    """Yield the findings of one rule: the first few, then how many there are, then the fix of the first."""
    label, head = speak(f"label.{class_}"), f"[{rule}] "
    for number, each in enumerate(alike[:_MOST_ALIKE]):
        line = f"{head if number == 0 else ''}{message(each, speak)}"
        yield _labelled(label, line) if number == 0 else f"{_INDENT}{line}"
        if place := proof_of(known, each.finding.place, each.finding.resource_id):
            yield f"{_INDENT}  {speak('text.at', place=place)}"
    if len(alike) > _MOST_ALIKE:
        yield f"{_INDENT}{speak('text.more', n=len(alike) - _MOST_ALIKE)}"
    yield f"{_INDENT}  {speak('text.fix', fix=fix_of(alike[0], speak))}"


def message(judged: Judged, speak: Speaker) -> str:
    """Return what a finding says, with the occasion at which it will hurt."""
    found = rule_of(judged.finding.rule)
    is_korean = found is not None and speak.language == "ko"
    text = said_of(judged.finding, found, "ko").says if is_korean and found else judged.finding.message
    return speak(f"when.{judged.when}", text=text)


def fix_of(judged: Judged, speak: Speaker) -> str:
    """Return what to do about a finding."""
    found = rule_of(judged.finding.rule)
    assert found is not None
    return said_of(judged.finding, found, speak.language).fix


def _contradictions(report: Report, speak: Speaker) -> Iterator[str]:
    found = report.known.contradictions
    if found:
        yield ""
        yield speak("label.contradictions")
    for each in found:
        yield f"  {contradiction_text(each, speak)}"


def contradiction_text(found: Contradiction, speak: Speaker) -> str:
    """Return what two files say against each other."""
    return speak(
        "text.contradiction",
        resource=name_of(found.id),
        one=found.one.place,
        first=name_of(found.one.shown) or speak("text.nothing"),
        other=found.other.place,
        second=name_of(found.other.shown) or speak("text.nothing"),
    )


def _unjudged(report: Report, speak: Speaker, *, with_notes: bool) -> Iterator[str]:
    found = grouped(report.findings.unjudged, report.known.view)
    if not found:
        return
    yield ""
    yield speak("label.unjudged")
    lines = [f"{text}  ({speak('text.rules', n=len(rules))})" for text, rules in found.items()]
    yield from _few(lines, speak, len(lines) if with_notes else _MOST_SETTLING)


def files_text(known: Joined, speak: Speaker, *, with_notes: bool) -> Iterator[str]:
    """Yield what is to be said of the files themselves."""
    export = known.export
    if export.problems:
        yield ""
        yield speak("label.problems")
        for problem in export.problems:
            file = problem.origin.file if problem.origin else problem.file
            yield f"  {file}: {speak.sentence(problem.what)}"
    notes = [f"  {note.file}: {speak.sentence(note.what)}" for note in export.notes]
    if known.objects.left_out:
        notes.append(f"  {speak('text.left-out', n=len(known.objects.left_out))}")
    if notes and with_notes:
        yield ""
        yield speak("label.files")
        yield from notes
    unused = list(dict.fromkeys(note.file for note in export.notes if note.what.key in _UNUSED))
    if unused and not with_notes:
        files, more = ", ".join(unused[:_MOST_UNUSED]), len(unused) - _MOST_UNUSED
        yield ""
        yield speak("text.not-used-more", files=files, n=more) if more > 0 else speak("text.not-used", files=files)
