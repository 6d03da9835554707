"""Deployments and their judgement -> the report: words, places, silence, and one entry for what was found twice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.declared import Declared, Deployment, Gap, Problem
from ..deployments.origins import Origin
from ..importers.said import say
from ..rules.az_commands import AzCommand
from ..rules.catalogue import OF_AZURE, rule
from ..rules.ids import name_of
from ..rules.replacements import REPLACEMENTS
from ..rules.rule import Finding, NotJudged
from ..rules.second_apply import SECOND_APPLY
from ..rules.taken_ranges import TAKEN_RANGES
from ..rules.view import TakenRange
from ..rules.words import said_missing, said_of
from ..wire.symbols import spoken
from .baseline import Baseline
from .first_answers import first_answers
from .idle_comments import declared_lines, idle_comments
from .judgement import Judged, judge
from .locations import Location, Locator
from .pointing import Declarations, Pointed, point, point_in_command
from .report import (
    CLASSES,
    AzureAnswer,
    Related,
    Report,
    Reported,
    Silence,
    Trouble,
    Unjudged,
    fingerprint,
)
from .sentences import say as in_frame
from .settling import settling
from .spelling import in_words_of, language_of
from .suppressions import Suppressions
from .ways import Repair, Repaired, said_way

Language = Literal["en", "ko"]
_LINE = re.compile(r":\d+")


class Wishes(Struct, frozen=True, kw_only=True):
    """How a report is to be made."""

    language: Language = "en"
    is_applied_twice: bool = True
    with_scripts_twice: bool = False
    """Scripts are for the first time, unless somebody says they are run again."""
    baseline: Baseline = Baseline()
    repair: Repair | None = None
    taken: tuple[TakenRange, ...] = ()
    """Ranges that others have."""


class _Assembly:
    def __init__(self, texts: Mapping[str, str], wishes: Wishes, inner: Mapping[str, Origin]) -> None:
        self.locator, self.wishes = Locator(texts, inner), wishes
        self.suppressions, self.known = Suppressions(texts), wishes.baseline.reasons
        self.findings: dict[tuple[str, str, str, Location | None], Reported] = {}
        self.unjudged: dict[str, Unjudged] = {}
        self.lacking: dict[str, set[str]] = {}
        """The rules that lacked it."""
        self.troubles: dict[Trouble, None] = {}
        self.declared: dict[str, list[tuple[int, int]]] = {}
        """First and last lines of what is declared in files with comments."""
        self.is_once = False
        """A deployment was played only once."""
        self._indexed: dict[int, tuple[Sequence[Declared], Declarations]] = {}
        """By identity; what is indexed is kept, so that no other takes its identity."""

    def add(self, deployment: Deployment) -> None:
        for problem in deployment.problems:
            self.troubles.setdefault(self._trouble(problem))
        for gap in deployment.gaps:
            self.troubles.setdefault(self._gap(gap))
        twice = self.wishes.is_applied_twice and (deployment.language != "az" or self.wishes.with_scripts_twice)
        self.is_once = self.is_once or not twice
        for file, first, last in declared_lines(deployment, self.suppressions.files, self.locator):
            self.declared.setdefault(file, []).append((first, last))
        judgement = judge(deployment, self.wishes.taken, is_applied_twice=twice)
        for judged in judgement.judged:
            self._report(deployment, judged)
        for missing in judgement.not_judged:
            self._note(missing, deployment.resources)

    def _report(self, deployment: Deployment, judged: Judged) -> None:
        found = judged.finding
        pointed = point(self._declarations(judged.resources), found.resource_id, found.place)
        pointed = pointed or point_in_command(deployment.invocations, found.resource_id, found.place)
        pointed = _at_change(judged, pointed) or pointed
        location = self._location(pointed)
        address = pointed.declared.address if pointed else name_of(found.resource_id)
        made = self._reported(found, judged, pointed, location)
        language = language_of(deployment, pointed.declared if pointed else None, self.locator)
        key = (found.rule, found.resource_id.lower(), made.message, location)
        earlier = self.findings.get(key)
        inputs = (*(earlier.inputs if earlier else ()), deployment.name)
        if earlier:
            made = replace(
                made,
                changes=earlier.changes,
                one_way=earlier.one_way,
                is_decision=earlier.is_decision,
                is_later=earlier.is_later,
            )
        else:
            made = self._repaired(deployment, judged, made, language)
        silence, remark = self._silence(made, pointed)
        self.findings[key] = replace(
            made,
            resource=spoken(address),
            fix=in_words_of(language, made.fix, deployment.major),
            inputs=tuple(dict.fromkeys(inputs)),
            condition=_weaker(earlier, made),
            silence=silence,
            remark=remark,
        )

    def _repaired(self, deployment: Deployment, judged: Judged, made: Reported, language: str) -> Reported:
        """Return a finding with the lines that put it right, if there are such."""
        repaired = self.wishes.repair(deployment, judged, self.locator) if self.wishes.repair else Repaired()
        way = repaired.one_way if repaired.changes else None
        return replace(
            made,
            changes=repaired.changes,
            one_way=said_way(way, judged.finding, (self.wishes.language, language), deployment.major),
            is_decision=way is not None and way.is_decision,
            is_later=way is not None and way.is_later,
        )

    def _declarations(self, resources: Sequence[Declared]) -> Declarations:
        """Return the index of resources, made once for all findings in one world."""
        if id(resources) not in self._indexed:
            self._indexed[id(resources)] = resources, Declarations(resources)
        return self._indexed[id(resources)][1]

    def _reported(self, found: Finding, judged: Judged, pointed: Pointed | None, location: Location | None) -> Reported:
        broken = rule(found.rule)
        assert broken is not None
        words = said_of(found, broken, self.wishes.language)
        line = self.locator.line(location.file, location.line) if location else ""
        return Reported(
            rule=found.rule,
            class_=found.class_,
            title=words.title,
            message=words.says,
            fix=words.fix,
            answer=_answer(found, by="az" if broken.subject is AzCommand else "Azure"),
            resource="",
            resource_id=spoken(found.resource_id),
            location=location,
            is_default=pointed is not None and not pointed.is_written,
            related=self._related(found, judged.resources, (pointed, location)),
            condition=spoken(judged.condition),
            fingerprint=fingerprint(found.rule, f"{_lasting(found, pointed)} {found.place}", line),
        )

    def _location(self, pointed: Pointed | None) -> Location | None:
        return self.locator.locate(pointed.origin, is_value=pointed.is_written) if pointed else None

    def _related(
        self, found: Finding, resources: Sequence[Declared], own: tuple[Pointed | None, Location | None]
    ) -> tuple[Related, ...]:
        related, (itself, at) = [], own
        for place in found.also:
            pointed = point(self._declarations(resources), found.resource_id, place)
            location = self._location(pointed)
            if pointed and location and location != at:
                is_other = itself is None or pointed.declared.address != itself.declared.address
                related.append(Related(location, spoken(pointed.declared.address) if is_other else ""))
        return tuple(dict.fromkeys(related))

    def _silence(self, found: Reported, pointed: Pointed | None) -> tuple[Silence | None, str]:
        """Return why a finding is silent, or what is to be said beside it of a comment that has no reason."""
        places = [found.location] if found.location else []
        head = self.locator.locate(pointed.declared.origin, is_value=False) if pointed else None
        places += [head] if head else []
        comment = self.suppressions.on(found.rule, [(place.file, place.line) for place in places])
        if comment and comment.reason:
            return Silence("comment", comment.reason), ""
        known, remark = self.known.get(found.fingerprint), ""
        if comment:
            place = comment.location
            remark = in_frame("remark", self.wishes.language, file=place.file, line=place.line, rule=found.rule)
        return Silence("baseline", known) if known else None, remark

    def idle(self) -> Iterator[Trouble]:
        """Yield what is to be told of comments that silence nothing."""
        unasked = set() if self.wishes.taken else {each.id for each in TAKEN_RANGES}
        not_judged = {rule for rules in self.lacking.values() for rule in rules} | unasked
        if self.is_once:
            not_judged |= {each.id for each in (*SECOND_APPLY, *REPLACEMENTS)}
        return idle_comments(self.suppressions, self.declared, not_judged, self.wishes.language)

    def _note(self, missing: NotJudged, resources: Sequence[Declared]) -> None:
        said = said_missing(missing.missing, self.wishes.language)
        if said not in self.unjudged:
            self.unjudged[said] = Unjudged(
                missing=said, rules=(), needs=settling(missing, resources, self.wishes.language)
            )
        self.lacking.setdefault(said, set()).add(missing.rule)

    def _trouble(self, problem: Problem) -> Trouble:
        location = self._place(problem.origin)
        named = problem.origin.file if problem.origin else problem.file
        return Trouble(
            kind="unreadable" if problem.is_unreadable else "not-understood",
            message=say(problem.what, self.wishes.language),
            file=location.file if location else self.locator.writer_of(named),
            location=location,
        )

    def _gap(self, gap: Gap) -> Trouble:
        return Trouble(
            kind="not-given",
            message=say(gap.what, self.wishes.language),
            needs=gap.needs,
            file=self.locator.writer_of(gap.origin.file) if gap.origin else "",
            location=self._place(gap.origin),
        )

    def _place(self, origin: Origin | None) -> Location | None:
        return self.locator.locate(origin) if origin else None


def assemble(
    deployments: Iterable[Deployment],
    texts: Mapping[str, str],
    wishes: Wishes,
    inner: Mapping[str, Origin] | None = None,
) -> Report:
    """Return the report of deployments; `texts` are the files that origins lie in, `inner` those that others write."""
    assembly, names = _Assembly(texts, wishes, inner or {}), []
    for deployment in deployments:
        assembly.add(deployment)
        is_read = deployment.resources or not any(problem.is_unreadable for problem in deployment.problems)
        if deployment.name and is_read:
            names.append(deployment.name)
    return Report(
        findings=first_answers(sorted(_told_apart(assembly.findings.values()), key=_order)),
        unjudged=tuple(
            replace(assembly.unjudged[missing], rules=tuple(sorted(rules)))
            for missing, rules in sorted(assembly.lacking.items())
        ),
        troubles=tuple(
            sorted((*assembly.troubles, *assembly.idle()), key=lambda trouble: trouble.kind != "unreadable")
        ),
        inputs=tuple(names),
        judged_rules=tuple(each.id for each in OF_AZURE) if names else (),
        language=wishes.language,
    )


def _at_change(judged: Judged, pointed: Pointed | None) -> Pointed | None:
    """Return the command that brought a finding, where what is pointed at was written by an earlier one."""
    if pointed is None or pointed.declared.address not in judged.earlier:
        return None
    own = f"{judged.finding.resource_id.lower()}/"
    fresh = (each for each in judged.resources if each.address not in judged.earlier and each.writing == "patch")
    change = next((each for each in fresh if f"{each.id.lower()}/".startswith(own)), None)
    return Pointed(change, change.origin, is_written=True) if change else None


def _told_apart(findings: Iterable[Reported]) -> Iterator[Reported]:
    """Yield the findings; those of copies that say the same of the same place say of which one."""
    findings = tuple(findings)
    counts = Counter((each.rule, each.message, each.location) for each in findings)
    for each in findings:
        is_alone = counts[each.rule, each.message, each.location] == 1
        yield each if is_alone else replace(each, message=f"{each.resource}: {each.message}")


def _lasting(found: Finding, pointed: Pointed | None) -> str:
    """Return what a finding is about by a name that stays when lines move: in a script, addresses are lines."""
    address = pointed.declared.address if pointed else ""
    return _LINE.sub("", found.resource_id) if not address or _LINE.search(address) else address


def _answer(found: Finding, by: Literal["Azure", "az"]) -> AzureAnswer | None:
    if found.class_ != "rejected":
        return None
    code = found.code if found.code_known else ""
    return AzureAnswer(by=by, code=code, text=spoken(found.message) if found.text_known else "")


def _weaker(earlier: Reported | None, made: Reported) -> str:
    """Return the condition of what was found twice: none, if either holds in any case."""
    return "" if earlier and not earlier.condition else made.condition


def _order(found: Reported) -> tuple[int, str, int, int, str]:
    place = found.location
    at = (place.file, place.line, place.column) if place else ("", 0, 0)
    return (CLASSES.index(found.class_), *at, found.rule)
