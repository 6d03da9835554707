"""A report as JUnit XML: a test case for each finding, and one for each rule that found nothing."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from .report import CLASSES, Report, Reported, difference

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report_junit(report: Report, fail_on: str, suite: str = "akslab check") -> str:
    """Return the document. Findings below `fail_on` pass, with their text as output; silenced ones are skipped.

    Where `fail_on` is no class, all pass.
    """
    classes = [str(each) for each in CLASSES]
    failing = classes[: classes.index(fail_on) + 1] if fail_on in classes else []
    broken = {rule for found in report.findings for rule in (found.rule, *(each.rule for each in found.behind))}
    passed = [rule for rule in report.judged_rules if rule not in broken]
    unreadable = [trouble for trouble in report.troubles if trouble.kind == "unreadable"]
    failures = sum(found.counts_as in failing for found in report.counted)
    skipped = len(report.findings) - len(report.counted)
    counts = (
        f'tests="{len(report.findings) + len(passed) + len(unreadable)}" failures="{failures}" '
        f'errors="{len(unreadable)}" skipped="{skipped}"'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<testsuites {counts}>"]
    lines.append(f'  <testsuite name={_attribute(suite)} {counts} time="0">')
    for trouble in unreadable:
        file = trouble.location.file if trouble.location else trouble.file
        lines += [_case(file, "readable"), f"      <error message={_attribute(trouble.message)}/>", "    </testcase>"]
    for found in report.findings:
        lines += _finding(found, found.counts_as in failing)
    lines += [f"    <testcase classname={_attribute('akslab')} name={_attribute(rule)}/>" for rule in passed]
    lines += _idle(report)
    return "\n".join([*lines, "  </testsuite>", "</testsuites>", ""])


def _idle(report: Report) -> Iterator[str]:
    """Say what comments silence nothing: no test of its own, for it fails none."""
    idle = [(each.location, each.message) for each in report.troubles if each.kind == "suppression" and each.location]
    if idle:
        said = "\n".join(f"{place.file}:{place.line}: {message}" for place, message in idle)
        yield f"    <system-err>{_content(said)}</system-err>"


def _finding(found: Reported, is_failure: bool) -> Iterator[str]:
    place = f"{found.location.file}:{found.location.line}" if found.location else found.resource_id
    yield _case(found.location.file if found.location else found.resource_id, f"{found.rule} {found.resource}")
    text = "\n".join(filter(None, (place, found.message, found.remark, found.fix, *difference(found.changes))))
    if found.silence:
        yield f"      <skipped message={_attribute(found.silence.reason)}/>"
    elif is_failure:
        message = _attribute(found.message.replace("\n", " "))
        yield f"      <failure type={_attribute(found.class_)} message={message}>{_content(text)}</failure>"
    else:
        yield f"      <system-out>{_content(text)}</system-out>"
    yield "    </testcase>"


def _case(classname: str, name: str) -> str:
    return f"    <testcase classname={_attribute(classname)} name={_attribute(name)}>"


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("?", text))


def _content(text: str) -> str:
    return escape(_NOT_XML.sub("?", text))
