"""The report for programs: every fact with its key, every sentence with its words."""

from collections.abc import Sequence
from typing import Any

from ..importers.exports.items import Export
from ..migration.sentences import Speaker as MigrationSpeaker
from ..rules.cluster_facts import Activity
from ..wire.sentences import Sentence
from .causes import Cause
from .diagnosis import Diagnosis
from .findings import Judged
from .fleet import Row
from .joined import Joined
from .proofs import proof_of
from .report import Patient, Report
from .sentences import Speaker
from .settling import grouped
from .text import fix_of, message, verdict

Json = dict[str, Any]


def report_json(report: Report, language: str) -> Json:
    """Return a report as JSON."""
    speak = Speaker(language)
    known = report.known
    return {
        "clusters": [_patient(each, known, speak) for each in report.patients],
        "findings": [finding_json(each, known, speak) for each in report.elsewhere],
        "contradictions": [
            {
                "resource": each.id,
                "path": ".".join(map(str, each.path)),
                "says": [{"place": told.place, "value": told.shown or None} for told in (each.one, each.other)],
            }
            for each in known.contradictions
        ],
        "notJudged": [
            {"settledBy": text, "rules": list(rules)}
            for text, rules in grouped(report.findings.unjudged, known.view).items()
        ],
        **files_json(known.export, speak),
    }


def files_json(export: Export, speak: Speaker) -> Json:
    """Return what is to be said of the files themselves."""
    return {
        "problems": [
            {"file": each.origin.file if each.origin else each.file, "text": speak.sentence(each.what)}
            for each in export.problems
        ],
        "notes": [{"file": each.file, "text": speak.sentence(each.what)} for each in export.notes],
    }


def _patient(patient: Patient, known: Joined, speak: Speaker) -> Json:
    return {
        "id": patient.diagnosis.cluster_id,
        "name": patient.diagnosis.name,
        "verdict": _diagnosis(patient.diagnosis, speak),
        "causes": [_cause(each, speak) for each in patient.causes],
        "changes": [_change(each) for each in patient.diagnosis.changes],
        "findings": [finding_json(each, known, speak) for each in patient.others],
    }


def _diagnosis(diagnosis: Diagnosis, speak: Speaker) -> Json:
    paths = diagnosis.paths
    return {
        "state": diagnosis.state,
        "text": verdict(diagnosis, speak),
        "nodes": {
            "total": paths.total,
            "cutOff": paths.cut_off,
            "names": [each.node for each in paths.nodes if each.health == "cut-off"],
            "open": [each.node for each in paths.nodes if each.health == "open"],
        },
        "confidence": diagnosis.confidence,
        "inputs": [
            {"input": each.kind, "isThere": each.is_there, "needs": list(each.needs)} for each in diagnosis.inputs
        ],
    }


def _cause(cause: Cause, speak: Speaker) -> Json:
    return {
        "rule": cause.rule,
        "text": speak.sentence(cause.what),
        "proof": list(cause.proofs),
        "fixes": [
            {"text": speak.sentence(each.what), "price": speak.sentence(each.price), "commands": list(each.commands)}
            for each in cause.fixes
        ],
    }


def _change(change: Activity) -> Json:
    return {
        "time": change.time,
        "operation": change.operation,
        "caller": change.caller,
        "resource": change.resource_id,
        "status": change.status,
        "place": change.place,
    }


def finding_json(judged: Judged, known: Joined, speak: Speaker) -> Json:
    """Return one finding."""
    finding = judged.finding
    return {
        "rule": finding.rule,
        "class": judged.class_,
        "when": judged.when,
        "resource": finding.resource_id,
        "text": message(judged, speak),
        "code": finding.code or None,
        "fix": fix_of(judged, speak),
        "place": proof_of(known, finding.place, finding.resource_id) or None,
        "also": [place for each in finding.also if (place := proof_of(known, each, finding.resource_id))],
        "values": dict(finding.values),
    }


def fleet_json(rows: Sequence[Row], export: Export, language: str) -> Json:
    """Return a fleet as JSON."""
    of_migration = MigrationSpeaker(language)
    return {"clusters": [_row(each, of_migration) for each in rows], **files_json(export, Speaker(language))}


def _row(row: Row, speak: MigrationSpeaker) -> Json:
    return {
        "id": row.id,
        "name": row.name,
        "plugin": row.plugin,
        "podTraffic": row.traffic,
        "networkPolicy": row.policy,
        "identity": row.identity,
        "ownTable": row.own_table,
        "sharedSubnet": row.shared_subnet,
        "sharedTable": row.shared_table,
        "reusedRange": row.reused_range,
        "routes": row.routes,
        "daysLeft": row.days,
        "class": row.class_,
        "reasons": [_reason(each, speak) for each in row.reasons],
    }


def _reason(reason: Sentence, speak: MigrationSpeaker) -> Json:
    return {"key": reason.key, "text": speak.sentence(reason)}
