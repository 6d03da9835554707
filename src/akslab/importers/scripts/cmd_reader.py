"""cmd -> a program, line by line: `set`, `%VAR%`, `^` at a line's end, and `for /f` that keeps what az prints."""

import re

from ...deployments.origins import Origin
from .placeholders import readable
from .program import Arm, Assign, Captured, If, Literal, Part, Run, Statement, Test, Variable, Word

_LINE = re.compile(r"(?:[^\n^]|\^\r?\n|\^[^\n]|\^$)*")
_SKIPPED = re.compile(
    r"\s*(?:@\s*)?(?:rem\b|::|echo\b|@?echo\b|goto\b|pause\b|setlocal\b|endlocal\b|title\b|:|\)|$)", re.I
)
_SET = re.compile(r"\s*@?set\s+(?:/a\s+)?(?P<quote>\"?)(?P<name>[\w.-]+)=(?P<value>[^\r\n]*)", re.I)
_TYPED = re.compile(r"\s*@?set\s+/p\s", re.I)
_CAPTURED = re.compile(
    r"\s*@?for\s+/f\s+(?:\"[^\"\n]*\"\s+|'[^'\n]*'\s+)?%%?\w\s+in\s*\(\s*(?:'|`)(?P<command>[^\n]*?)(?:'|`)\s*\)\s*do\s*(?:\(\s*)?"
    r"set\s+\"?(?P<name>[\w.-]+)=%%?~?\w",
    re.I,
)
# Blanks are taken whole, in one place: a line of a thousand of them must not be tried in a thousand ways.
_IF = re.compile(r"\s*+@?if\s++(?P<test>|[^\n]*?(?<!\s))\s*+(?P<body>(?:\(\s*+)?(?:call\s++)?az\b[^\n]*)", re.I)
_AZ = re.compile(r"\s*@?(?:call\s+)?(?P<command>az(?:\.cmd|\.exe)?\b.*)", re.I | re.DOTALL)
_SLEEP = re.compile(r"\s*@?timeout\s+(?:/t\s+)?(?P<seconds>\d{1,6})", re.I)
_WORD = re.compile(r"(?:\"[^\"\n]*\"?|\^\r?\n|\^.|[^\s\"^])+", re.DOTALL)
_PIECE = re.compile(
    r"\"(?P<quoted>[^\"\n]*)\"?|%(?P<name>[\w.-]+)%|!(?P<late>[\w.-]+)!|\^(?P<escaped>.)|(?P<text>[^\"%^!]+|.)", re.S
)
_CONTINUED = re.compile(r"\^\r?\n")


def read_cmd(text: str, file: str, offset: int = 0) -> tuple[Statement, ...]:
    """Return the program of a marked text that begins at `offset` of its file."""
    found: list[Statement] = []
    for line in _LINE.finditer(text):
        if line[0].strip():
            found += _statement(line[0], file, offset + line.start())
    return tuple(found)


def _statement(line: str, file: str, at: int) -> list[Statement]:
    if captured := _CAPTURED.match(line):
        origin = Origin(file=file, start=at, end=at + captured.end())
        run = _run(captured["command"], file, at + captured.start("command"))
        body = Captured(body=(run,), source=readable(captured["command"]))
        return [Assign(name=captured["name"], captured=body, origin=origin)]
    if _TYPED.match(line) or (_SKIPPED.match(line) and not _AZ.match(line)):
        return []
    if assigned := _SET.match(line):
        return [_assignment(assigned, file, at)]
    if asked := _IF.match(line):
        start = asked.start("body") + len(asked["body"]) - len(asked["body"].lstrip("( "))
        run = _run(asked["body"].lstrip("( ").removesuffix(")"), file, at + start)
        test = Test(operator="", source=readable(asked["test"]))
        return [If((Arm(tests=(test,), body=(run,)),))]
    if az := _AZ.match(line):
        return [_run(az["command"], file, at + az.start("command"))]
    if sleep := _SLEEP.match(line):
        origin = Origin(file=file, start=at, end=at + sleep.end())
        words = (Word((Literal("sleep"),), origin), Word((Literal(sleep["seconds"]),), origin))
        return [Run(words=words, origin=origin)]
    return []


def _assignment(found: "re.Match[str]", file: str, at: int) -> Assign:
    value = found["value"].rstrip()
    value = value.removesuffix('"') if found["quote"] else value
    start = at + found.start("value")
    origin = Origin(file=file, start=start, end=start + len(value))
    word = Word(_parts(value, is_quoting=False), origin)
    return Assign(
        name=found["name"], value=word, origin=Origin(file=file, start=at + found.start("name"), end=origin.end)
    )


def _run(command: str, file: str, at: int) -> Run:
    words = []
    for found in _WORD.finditer(command):
        text = _CONTINUED.sub("", found[0])
        if text.startswith((">", "2>", "1>")):
            break
        if text:
            origin = Origin(file=file, start=at + found.start(), end=at + found.end())
            words.append(Word(_parts(text, is_quoting=True), origin))
    end = words[-1].origin.end if words else at
    return Run(words=tuple(words), origin=Origin(file=file, start=at, end=end))


def _parts(text: str, *, is_quoting: bool) -> tuple[Part, ...]:
    parts: list[Part] = []
    for found in _PIECE.finditer(text):
        if found["quoted"] is not None and is_quoting:
            parts += [Literal("", True), *_parts(found["quoted"], is_quoting=False)]
        elif name := found["name"] or found["late"]:
            parts.append(Variable(name=name, source=found[0], is_quoted=True))
        elif found["escaped"]:
            parts.append(Literal(found["escaped"]))
        else:
            parts.append(Literal(readable(found[0])))
    return tuple(parts)
