"""A baseline: the findings a project lives with for now, by fingerprint, each with a reason; new ones still count."""

import re
from typing import Any

import msgspec
from msgspec import Struct

from ..importers.json_text import JsonError, Lines, parse_json
from ..wire.json_reasons import retold
from ..wire.sentences import Sentence, said_in, sentence
from .report import Report
from .sentences import CATALOGUES, say

VERSION = 1
_AT = re.compile(r"at `(\$[^`]*)`\Z")
"""Where a value has another type than it should, in the words of what looked."""


class Entry(Struct, frozen=True, kw_only=True):
    """One known finding. Rule and resource are for people; the fingerprint decides."""

    fingerprint: str
    rule: str = ""
    resource: str = ""
    reason: str = ""


class Baseline(Struct, frozen=True, kw_only=True):
    """The file's content."""

    version: int = VERSION
    findings: tuple[Entry, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Why findings are known, by fingerprint."""
        return {entry.fingerprint: entry.reason or "known" for entry in self.findings}


class BaselineError(ValueError):
    """The text is no baseline."""

    def __init__(self, what: Sentence) -> None:
        super().__init__(said_in("en", what, CATALOGUES))
        self.what = what

    def said(self, language: str, path: str) -> str:
        """Return the one line for the person: which file is no baseline, where, and why."""
        return say("baseline.none", language, path=path, what=retold(self.what, language))


def read_baseline(text: str) -> Baseline:
    """Return a baseline. Raises BaselineError with what is wrong and where."""
    try:
        found = msgspec.convert(parse_json(text), Baseline)
    except JsonError as error:
        line, _ = Lines(text).place(error.offset)
        raise BaselineError(sentence("baseline.json", line=line, reason=error.reason)) from None
    except msgspec.ValidationError as error:
        at = _AT.search(str(error))
        raise BaselineError(sentence("baseline.shape", at=at[1] if at else "$")) from None
    if found.version != VERSION:
        raise BaselineError(sentence("baseline.version", version=found.version, known=VERSION))
    return found


def baseline_of(report: Report, earlier: Baseline) -> str:
    """Return the text of a baseline with every finding of a report, reasons of an earlier one kept."""
    reasons = {entry.fingerprint: entry.reason for entry in earlier.findings}
    entries: list[dict[str, Any]] = [
        {
            "fingerprint": found.fingerprint,
            "rule": found.rule,
            "resource": found.resource,
            "reason": reasons.get(found.fingerprint, ""),
        }
        for found in report.findings
        if found.silence is None or found.silence.by == "baseline"
    ]
    whole = {"version": VERSION, "findings": sorted(entries, key=lambda each: (each["rule"], each["fingerprint"]))}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
