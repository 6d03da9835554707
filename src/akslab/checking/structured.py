"""A report as JSON: the same facts as the text, stable for programs (docs/check.md describes every key)."""

from typing import Any

from .locations import Location
from .report import AzureAnswer, Behind, Change, Report, Reported, Trouble

Json = dict[str, Any]
VERSION = 1


def report_json(report: Report, fail_on: str, exit_code: int) -> Json:
    """Return the whole report."""
    return {
        "version": VERSION,
        "inputs": list(report.inputs),
        "findings": [finding_json(found) for found in report.findings],
        "notJudged": [
            {
                "missing": missing.missing,
                "rules": list(missing.rules),
                **({"needs": missing.needs} if missing.needs else {}),
            }
            for missing in report.unjudged
        ],
        "troubles": [_trouble(trouble) for trouble in report.troubles],
        "failOn": fail_on,
        "exitCode": exit_code,
    }


def finding_json(found: Reported) -> Json:
    """Return one finding; keys that have nothing to say are absent."""
    whole: Json = {
        "rule": found.rule,
        "class": found.class_,
        "title": found.title,
        "message": found.message,
        "fix": found.fix,
        "resource": found.resource,
        "resourceId": found.resource_id,
        "fingerprint": found.fingerprint,
        "inputs": list(found.inputs),
    }
    if found.answer:
        whole[found.answer.by.lower()] = _answer(found.answer)
    if found.behind:
        whole["behind"] = [_behind(each) for each in found.behind]
    if found.location:
        whole["location"] = location_json(found.location)
        whole["isDefault"] = found.is_default
    if found.related:
        whole["related"] = [
            {"what": each.what or found.resource, "location": location_json(each.location)} for each in found.related
        ]
    if found.condition:
        whole["condition"] = found.condition
    if found.changes:
        whole["changes"] = [_change(change) for change in found.changes]
    if found.one_way:
        whole["oneWay"] = {"words": found.one_way, "isDecision": found.is_decision}
    if found.silence:
        whole["silenced"] = {"by": found.silence.by, "reason": found.silence.reason}
    if found.remark:
        whole["remark"] = found.remark
    return whole


def location_json(location: Location) -> Json:
    """Return a span: lines and columns from 1, columns in code points, `endColumn` behind the last."""
    return {
        "file": location.file,
        "line": location.line,
        "column": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }


def _answer(answer: AzureAnswer | None) -> Json:
    return {"code": (answer and answer.code) or None, "message": (answer and answer.text) or None}


def _behind(behind: Behind) -> Json:
    return {"rule": behind.rule, "title": behind.title, "azure": _answer(behind.answer)}


def _change(change: Change) -> Json:
    return {"file": change.file, "line": change.line, "before": list(change.before), "after": list(change.after)}


def _trouble(trouble: Trouble) -> Json:
    whole: Json = {"kind": trouble.kind, "message": trouble.message}
    if trouble.needs:
        whole["needs"] = trouble.needs
    if trouble.location:
        whole["location"] = location_json(trouble.location)
    elif trouble.file:
        whole["file"] = trouble.file
    return whole
