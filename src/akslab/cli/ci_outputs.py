"""A report for programs that run in builds: SARIF, JUnit, annotations of GitHub."""

import json
from collections.abc import Iterable

from .. import __version__
from ..checking.github import report_github
from ..checking.junit import report_junit
from ..checking.report import Report
from ..checking.sarif import report_sarif


def ci_lines(report: Report, output: str, suite: str, fail_on: str, *, with_notes: bool) -> Iterable[str]:
    """Return the lines of a report as `sarif`, `junit` or `github`; `suite` is what JUnit calls it."""
    if output == "sarif":
        return json.dumps(report_sarif(report, __version__), indent=2, ensure_ascii=False).split("\n")
    if output == "junit":
        return report_junit(report, fail_on, suite).rstrip("\n").split("\n")
    return report_github(report, with_notes=with_notes)
