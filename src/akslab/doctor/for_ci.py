"""A diagnosis as the report that check writes too: for SARIF, JUnit and annotations, with the lines of the exports."""

from collections.abc import Callable, Iterator
from typing import Literal

from msgspec.structs import replace

from ..checking.locations import Location, Locator
from ..checking.report import CLASSES, AzureAnswer, Related, Reported, Trouble, Unjudged, fingerprint
from ..checking.report import Report as CiReport
from ..deployments.origins import Origin, Path
from ..importers.exports.text_places import TextPlaces
from ..importers.files import UnreadableError
from ..rules.catalogue import OF_AZURE
from ..rules.catalogue import rule as rule_of
from ..rules.ids import name_of
from ..rules.words import words_of
from .causes import Cause
from .findings import Judged
from .proofs import written_at
from .report import Patient, Report
from .sentences import Speaker
from .settling import grouped
from .text import contradiction_text, fix_of, message, verdict

Read = Callable[[str], str]
"""Returns the text of a file that was read before. Raises UnreadableError."""
Language = Literal["en", "ko"]


def ci_report(report: Report, language: Language, read: Read) -> CiReport:
    """Return a report with the lines its findings are about; what explains a verdict is one finding for each cause."""
    writing = _Writing(report, language, read)
    unjudged = grouped(report.findings.unjudged, report.known.view)
    left_open = {rule for rules in unjudged.values() for rule in rules}
    return CiReport(
        findings=tuple(sorted(writing.findings(), key=lambda found: CLASSES.index(found.class_))),
        unjudged=tuple(Unjudged(missing=text, rules=rules) for text, rules in unjudged.items()),
        troubles=tuple(writing.troubles()),
        inputs=tuple(patient.diagnosis.name for patient in report.patients) or _files(report),
        judged_rules=tuple(each.id for each in OF_AZURE if each.id not in left_open),
        language=language,
    )


class _Writing:
    def __init__(self, report: Report, language: Language, read: Read) -> None:
        self._report, self._speak, self._lines = report, Speaker(language), _Lines(read)

    def findings(self) -> Iterator[Reported]:
        for patient in self._report.patients:
            for cause in patient.causes:
                yield self._cause(patient, cause)
        others = [each for patient in self._report.patients for each in patient.others]
        for each in (*others, *self._report.elsewhere):
            yield self._reported(each)

    def _cause(self, patient: Patient, cause: Cause) -> Reported:
        """Return a cause as one finding, with the verdict, and each way out with its price and commands."""
        speak, diagnosis = self._speak, patient.diagnosis
        about = self._report.findings.about(diagnosis.cluster_id)
        made = self._reported(next(each for each in about if each.finding.rule == cause.rule))
        fixes: list[str] = []
        for fix in cause.fixes:
            price = speak("label.price", price=speak.sentence(fix.price))
            fixes += [f"{speak.sentence(fix.what)} ({price})", *fix.commands]
        return replace(
            made,
            message=f"{diagnosis.name}: {verdict(diagnosis, speak)}: {speak.sentence(cause.what)}",
            fix="\n".join(fixes) or made.fix,
            fingerprint=fingerprint(cause.rule, diagnosis.cluster_id.lower(), ""),
        )

    def _reported(self, judged: Judged) -> Reported:
        found, broken = judged.finding, rule_of(judged.finding.rule)
        assert broken is not None
        location, *others = (self._location(place, found.resource_id) for place in (found.place, *found.also))
        return Reported(
            rule=found.rule,
            class_=judged.class_,
            title=words_of(broken, self._speak.language).title,
            message=message(judged, self._speak),
            fix=fix_of(judged, self._speak),
            answer=_answer(judged),
            resource=name_of(found.resource_id),
            resource_id=found.resource_id,
            location=location,
            related=tuple(Related(each, name_of(found.resource_id)) for each in others if each),
            fingerprint=fingerprint(found.rule, found.resource_id.lower(), " ".join(map(str, found.values))),
        )

    def _location(self, place: str, resource_id: str) -> Location | None:
        found = written_at(self._report.known, place, resource_id)
        return self._lines.at(*found) if found else None

    def troubles(self) -> Iterator[Trouble]:
        for problem in self._report.known.export.problems:
            file = problem.origin.file if problem.origin else problem.file
            where = self._lines.of(problem.origin) if problem.origin else None
            yield Trouble(kind="unreadable", message=self._speak.sentence(problem.what), file=file, location=where)
        for each in self._report.known.contradictions:
            yield Trouble(kind="not-understood", message=contradiction_text(each, self._speak))


class _Lines:
    """The lines of the files: each is read once, and only when something in it is pointed at."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._texts: dict[str, str] = {}
        self._places: dict[str, TextPlaces] = {}
        self._locator = Locator(self._texts)

    def at(self, file: str, path: Path) -> Location | None:
        """Return the lines of a value in a file."""
        if not self._has(file):
            return None
        if file not in self._places:
            self._places[file] = TextPlaces(self._texts[file])
        start, end = self._places[file].span(path)
        return self._locator.locate(Origin(file=file, start=start, end=end))

    def of(self, origin: Origin) -> Location | None:
        """Return the lines of a span."""
        return self._locator.locate(origin) if self._has(origin.file) else None

    def _has(self, file: str) -> bool:
        if file not in self._texts:
            try:
                self._texts[file] = self._read(file)
            except UnreadableError:
                return False
        return True


def _files(report: Report) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.file for item in report.known.export.items))


def _answer(judged: Judged) -> AzureAnswer | None:
    """Return what Azure would answer; only a refusal has an answer."""
    found = judged.finding
    if judged.when == "now":
        return None
    return AzureAnswer(code=found.code if found.code_known else "", text=found.message if found.text_known else "")
