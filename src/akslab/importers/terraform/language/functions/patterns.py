"""`regex`, `regexall`, and `replace`, whose pattern may stand between slashes."""

import re

from .linear_regex import Found, matches, search
from .regex_syntax import Program, RegexError, compiled
from .signature import Function, refuse, text

MOST_WORK = 20_000_000
_REFERENCE = re.compile(r"\$(?:(\w+)|\{(\w+)\}|(\$))")


def _program(name: str, pattern: str, subject: str) -> Program:
    try:
        program = compiled(pattern)
    except RegexError as error:
        raise refuse(name, error.key, **error.values) from None
    if len(program.instructions) * len(subject) > MOST_WORK:
        raise refuse(name, "tf.why-too-long")
    return program


def _result(program: Program, found: Found) -> object:
    """Return what `regex` gives: the text, a list of unnamed groups, or an object of named ones."""
    if not program.groups:
        return found.group(0)
    values = [found.group(number + 1) for number in range(program.groups)]
    if any(program.names):
        return dict(zip(program.names, values, strict=True))
    return tuple(values)


def _regex(pattern: object, value: object) -> object:
    subject = text(value)
    program = _program("regex", text(pattern), subject)
    found = search(program, subject)
    if found is None:
        raise refuse("regex", "tf.why-no-match")
    return _result(program, found)


def _regexall(pattern: object, value: object) -> object:
    subject = text(value)
    program = _program("regexall", text(pattern), subject)
    return tuple(_result(program, found) for found in matches(program, subject))


def _replace(value: object, part: object, replacement: object) -> str:
    subject, wanted, new = text(value), text(part), text(replacement)
    if not (len(wanted) > 1 and wanted.startswith("/") and wanted.endswith("/")):
        _check_growth(subject.count(wanted), new)
        return subject.replace(wanted, new)
    program = _program("replace", wanted[1:-1], subject)
    found = list(matches(program, subject))
    _check_growth(len(found), new)
    pieces, at = [], 0
    for each in found:
        pieces += [subject[at : each.spans[0]], _filled(program, each, new)]
        at = each.spans[1]
    return "".join([*pieces, subject[at:]])


def _check_growth(times: int, new: str) -> None:
    if times * len(new) > 1 << 20:
        raise refuse("replace", "tf.why-too-long")


def _filled(program: Program, found: Found, new: str) -> str:
    def one(reference: "re.Match[str]") -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isdecimal():
            return (found.group(int(name)) or "") if int(name) <= program.groups else ""
        return (found.group(program.names.index(name) + 1) or "") if name in program.names else ""

    return _REFERENCE.sub(one, new)


FUNCTIONS = {
    "regex": Function(_regex, 2, 2, "ids"),
    "regexall": Function(_regexall, 2, 2, "ids"),
    "replace": Function(_replace, 3, 3, "ids"),
}
