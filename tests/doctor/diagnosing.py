"""Exports by name and content -> the report, as the command makes it."""

from collections.abc import Iterable
from typing import Any

from akslab.doctor.joined import Joined, joined
from akslab.doctor.report import Patient, Report, report_of
from akslab.importers.exports.reading import read_exports
from akslab.importers.files import GivenFiles
from akslab.rules.view import TakenRange

from .az_shapes import Files, written


def known_of(files: Files, taken: Iterable[TakenRange] = ()) -> Joined:
    texts = written(files)
    return joined(read_exports(GivenFiles(texts), texts), taken)


def diagnosed(files: Files, taken: Iterable[TakenRange] = ()) -> Report:
    return report_of(known_of(files, taken))


def patient_of(report: Report, name: str = "aks-prod") -> Patient:
    return next(each for each in report.patients if each.diagnosis.name == name)


def cut_off(patient: Patient) -> set[str]:
    return {each.node for each in patient.diagnosis.paths.nodes if each.health == "cut-off"}


def rules_of(report: Report, *classes: str) -> set[str]:
    """Return the rules that found something, of these classes or of all."""
    return {each.finding.rule for each in report.findings.judged if not classes or each.class_ in classes}


def values_of(report: Report, rule: str) -> list[dict[str, Any]]:
    return [dict(each.finding.values) for each in report.findings.judged if each.finding.rule == rule]
