"""What a report for people does not repeat: lines that it has shown already, and lines for a day to come.

Other forms (JSON, SARIF) have the lines with every finding.
"""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from .report import Change, Reported


def calmed(findings: Iterable[Reported], *, with_later: bool) -> Iterator[tuple[Reported, str]]:
    """Yield findings as they are shown, each with the rule of an earlier one that has the same lines, if there is one.

    Without `with_later` lines for a day to come are left to the words of the fix.
    """
    told: dict[tuple[Change, ...], str] = {}
    for found in findings:
        if found.is_later and not with_later:
            yield replace(found, changes=(), one_way=""), ""
        elif found.changes in told:
            yield replace(found, changes=()), told[found.changes]
        else:
            if found.changes:
                told[found.changes] = found.rule
            yield found, ""
