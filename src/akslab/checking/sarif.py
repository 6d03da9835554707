"""A report as SARIF 2.1.0, for GitHub code scanning and whatever else reads it."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ..rules.catalogue import rule
from ..rules.rule import Class
from ..rules.words import words_of
from .locations import Location
from .report import Change, Report, Reported, Trouble
from .sentences import say
from .ways import told_way

Json = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Class, str] = {"rejected": "error", "breaks": "error", "risk": "warning", "note": "note"}
_LEVELS_OF_TROUBLES = {
    "unreadable": "error",
    "not-understood": "warning",
    "not-given": "note",
    "suppression": "warning",
}
MOST_RESULTS = 5000
"""GitHub shows no more of a run."""


def report_sarif(report: Report, version: str) -> Json:
    """Return the log of one run; `version` is akslab's."""
    ids = sorted({found.rule for found in report.findings})
    driver = {
        "name": "akslab",
        "version": version,
        "rules": [_rule(id_, report.language) for id_ in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(found, ids.index(found.rule), report.language) for found in report.findings[:MOST_RESULTS]],
        "invocations": [
            {
                "executionSuccessful": all(trouble.kind != "unreadable" for trouble in report.troubles),
                "toolExecutionNotifications": [
                    *(_notification(trouble) for trouble in report.troubles),
                    *_left_out(report),
                ],
            }
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _left_out(report: Report) -> Iterable[Json]:
    """Say that there is more than GitHub would show: the gravest come first and are there."""
    more = len(report.findings) - MOST_RESULTS
    if more > 0:
        words = say("sarif.more", report.language, count=more, most=MOST_RESULTS)
        yield {"level": "warning", "message": {"text": words}}


def _rule(id_: str, language: str) -> Json:
    found = rule(id_)
    assert found is not None
    words = words_of(found, language)
    return {
        "id": id_,
        "shortDescription": {"text": words.title},
        "fullDescription": {"text": words.title},
        "help": {"text": words.fix, "markdown": f"{words.fix}\n\n`akslab rules {id_}`"},
        "defaultConfiguration": {"level": LEVELS[found.class_]},
        "properties": {"tags": [found.class_, "aks", "network"], "precision": "very-high"},
    }


def _result(found: Reported, index: int, language: str) -> Json:
    message = found.message
    if found.answer and found.answer.code:
        message += f" ({found.answer.by}: {found.answer.code})"
    if found.condition:
        message += f" [{found.condition}]"
    result: Json = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": LEVELS[found.counts_as],
        "message": {"text": "\n".join(filter(None, (message, found.remark, found.fix)))},
        "locations": [_location(found.location, found)],
        "partialFingerprints": {"akslab/v1": found.fingerprint},
    }
    if found.related:
        result["relatedLocations"] = [
            {**_physical(each.location), "message": {"text": each.what or found.resource}} for each in found.related
        ]
    if found.changes:
        said = f"{found.fix}\n{told_way(found, language)}".rstrip()
        result["fixes"] = [{"description": {"text": said}, "artifactChanges": list(_artifacts(found.changes))}]
    if found.silence:
        kind = "inSource" if found.silence.by == "comment" else "external"
        result["suppressions"] = [{"kind": kind, "justification": found.silence.reason}]
    return result


def _location(location: Location | None, found: Reported) -> Json:
    logical = {"logicalLocations": [{"fullyQualifiedName": found.resource or found.resource_id, "kind": "resource"}]}
    return {**(_physical(location) if location else {}), **logical}


def _physical(location: Location) -> Json:
    region = {
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    }
    return {"physicalLocation": {"artifactLocation": _artifact(location.file), "region": region}}


def _artifact(file: str) -> Json:
    return {"uri": quote(file.encode("utf-8", "surrogateescape")), "uriBaseId": "%SRCROOT%"}


def _artifacts(changes: Iterable[Change]) -> Iterable[Json]:
    """Yield what changes in each file."""
    by_file: dict[str, list[Json]] = {}
    for change in changes:
        by_file.setdefault(change.file, []).append(_replacement(change))
    for file, replacements in by_file.items():
        yield {"artifactLocation": _artifact(file), "replacements": replacements}


def _replacement(change: Change) -> Json:
    """Return the region that goes and the text that comes: whole lines, without the last line's end if some are left."""
    if change.before and change.after:
        end_line, end_column = change.line + len(change.before) - 1, len(change.before[-1]) + 1
        text = "\n".join(change.after)
    else:
        end_line, end_column = change.line + len(change.before), 1
        text = "".join(f"{line}\n" for line in change.after)
    region = {"startLine": change.line, "startColumn": 1, "endLine": end_line, "endColumn": end_column}
    return {"deletedRegion": region, "insertedContent": {"text": text}}


def _notification(trouble: Trouble) -> Json:
    notification: Json = {"level": _LEVELS_OF_TROUBLES[trouble.kind], "message": {"text": trouble.message}}
    if trouble.location:
        notification["locations"] = [_physical(trouble.location)]
    elif trouble.file:
        notification["locations"] = [{"physicalLocation": {"artifactLocation": _artifact(trouble.file)}}]
    return notification
