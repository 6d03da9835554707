"""A report as GitHub annotations: one line of `::error file=…::message` each, the gravest first, a summary last."""

from collections.abc import Iterator

from ..rules.rule import Class
from .cells import shown
from .report import Report, Reported, Trouble, difference
from .text import summary

_COMMANDS: dict[Class, str] = {"rejected": "error", "breaks": "error", "risk": "warning", "note": "notice"}
_TOLD = {"unreadable": "error", "suppression": "warning"}
"""The kinds of troubles that are worth an annotation."""


def report_github(report: Report, *, with_notes: bool = False) -> Iterator[str]:
    """Yield the lines of the log."""
    for trouble in report.troubles:
        if trouble.kind in _TOLD:
            yield _trouble(trouble)
    for found in report.counted:
        if with_notes or found.class_ != "note":
            yield _annotation(found)
    yield shown(summary(report, with_notes))


def _annotation(found: Reported) -> str:
    properties = [("title", f"{found.rule}")]
    if found.location:
        place = found.location
        properties = [("file", place.file), ("line", str(place.line)), ("endLine", str(place.end_line)), *properties]
        if place.line == place.end_line:
            properties[2:2] = [("col", str(place.column)), ("endColumn", str(place.end_column))]
    message = "\n".join(filter(None, (found.message, found.remark, found.fix, *difference(found.changes))))
    if found.condition:
        message = f"{found.condition}: {message}"
    return _command(_COMMANDS[found.counts_as], properties, message)


def _trouble(trouble: Trouble) -> str:
    file = trouble.location.file if trouble.location else trouble.file
    properties = [("file", file)] if file else []
    if trouble.location:
        properties.append(("line", str(trouble.location.line)))
    return _command(_TOLD[trouble.kind], properties, trouble.message)


def _command(command: str, properties: list[tuple[str, str]], message: str) -> str:
    said = ",".join(f"{name}={_property(value)}" for name, value in properties)
    return f"::{command} {said}::{_data(message)}" if said else f"::{command}::{_data(message)}"


def _data(text: str) -> str:
    return shown(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
