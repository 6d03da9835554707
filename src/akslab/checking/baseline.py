"""A baseline: the findings a project lives with for now, by fingerprint, each with a reason; new ones still count."""

from typing import Any

import msgspec
from msgspec import Struct

from .report import Report


class Entry(Struct, frozen=True, kw_only=True):
    """One known finding. Rule and resource are for people; the fingerprint decides."""

    fingerprint: str
    rule: str = ""
    resource: str = ""
    reason: str = ""


class Baseline(Struct, frozen=True, kw_only=True):
    """The file's content."""

    version: int = 1
    findings: tuple[Entry, ...] = ()

    @property
    def reasons(self) -> dict[str, str]:
        """Why findings are known, by fingerprint."""
        return {entry.fingerprint: entry.reason or "known" for entry in self.findings}


class BaselineError(ValueError):
    """The text is no baseline."""


def read_baseline(text: str) -> Baseline:
    """Return a baseline. Raises BaselineError with what is wrong and where."""
    try:
        found = msgspec.json.decode(text.encode(), type=Baseline)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        raise BaselineError(str(error)) from None
    if found.version != 1:
        raise BaselineError(f"version {found.version}; this akslab knows version 1")
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
    whole = {"version": 1, "findings": sorted(entries, key=lambda each: (each["rule"], each["fingerprint"]))}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"
