"""A script as a program, the same for every dialect: words made of parts, and statements made of words."""

from typing import TypeAlias

from msgspec import Struct

from ...deployments.origins import Origin


class Literal(Struct, frozen=True):
    """Text as it stands, quotes and escapes resolved."""

    text: str
    is_quoted: bool = False


class Variable(Struct, frozen=True, kw_only=True):
    """`$NAME`, `${NAME:-operand}`, `%NAME%`; `$subnet.id` in PowerShell."""

    name: str
    operator: str = ""
    """`:-`, `-`, `:=`, `=`, `:?`, `?`, `:+`, `+`; `@` for all of an array; `,,` and `^^` for case; else not evaluated."""
    operand: "Word | None" = None
    index: "Word | None" = None
    member: str = ""
    """The path behind the variable, in PowerShell."""
    is_quoted: bool = False
    source: str = ""
    """As it is written."""


class Captured(Struct, frozen=True, kw_only=True):
    """The output of commands: `$(…)`, backticks, `(az … | ConvertFrom-Json).id`."""

    body: "tuple[Statement, ...]"
    member: str = ""
    is_quoted: bool = False
    source: str = ""


class Sum(Struct, frozen=True):
    """`$((N + 1))`: integers only."""

    text: str


class Braces(Struct, frozen=True):
    """`{1..3}`, `{a,b}`: a word for each."""

    texts: tuple[str, ...]


class Unread(Struct, frozen=True):
    """What is not evaluated: a process substitution, an expression of PowerShell."""

    text: str


Part: TypeAlias = Literal | Variable | Captured | Sum | Braces | Unread


class Word(Struct, frozen=True):
    """One word of a command; it may become none or several when it is expanded."""

    parts: tuple[Part, ...]
    origin: Origin


class Assign(Struct, frozen=True, kw_only=True):
    """`NAME=value`, `NAME=(a b)`, `export NAME`, `$name = …`."""

    name: str
    value: Word | None = None
    items: tuple[Word, ...] | None = None
    """The elements of an array."""
    captured: Captured | None = None
    """In PowerShell, the output of a command, objects and all."""
    is_local: bool = False
    appends: bool = False
    lacks_equals: bool = False
    """It was written `name"value"`."""
    origin: Origin


class Run(Struct, frozen=True, kw_only=True):
    """A simple command: an az command, a builtin, a function of the script, or a program nobody models."""

    words: tuple[Word, ...]
    origin: Origin
    stdin: Word | None = None
    """The text of a here-document or here-string."""
    writes_to: Word | None = None
    """The file its output goes to."""
    broken: tuple[Origin, ...] = ()
    """Options of it that stand on lines which the shell takes for commands of their own."""


class Pipe(Struct, frozen=True):
    """A pipeline, `a | b | c`."""

    stages: "tuple[Statement, ...]"
    source: str


class Either(Struct, frozen=True, kw_only=True):
    """`a && b`, or `a || b` when `is_or`."""

    first: "Statement"
    second: "Statement"
    is_or: bool


class Test(Struct, frozen=True, kw_only=True):
    """`[ -z "$A" ]`, `[[ $a == b ]]`; `operator` is empty where nobody evaluates it, and `source` tells it apart."""

    operator: str
    left: Word | None = None
    right: Word | None = None
    source: str


class Negated(Struct, frozen=True):
    """A negation, `! a`."""

    inner: "Statement"


class Arm(Struct, frozen=True, kw_only=True):
    """One branch of an `if`; no tests: `else`."""

    tests: "tuple[Statement, ...]" = ()
    body: "tuple[Statement, ...]"


class If(Struct, frozen=True):
    """Branches, `if … elif … else …`."""

    arms: tuple[Arm, ...]


class CaseArm(Struct, frozen=True, kw_only=True):
    """`a|b) …`; no patterns are known where one of them is an expression."""

    patterns: tuple[str, ...]
    body: "tuple[Statement, ...]"
    source: str


class Case(Struct, frozen=True):
    """Branches by a text, `case $X in …`."""

    subject: Word
    arms: tuple[CaseArm, ...]


class For(Struct, frozen=True, kw_only=True):
    """`for NAME in …`; `items` is None where nobody can tell them."""

    name: str
    items: tuple[Word, ...] | None
    body: "tuple[Statement, ...]"
    origin: Origin


class While(Struct, frozen=True, kw_only=True):
    """`while`, `until`: a loop of which nobody can tell how often it runs."""

    tests: "tuple[Statement, ...]"
    body: "tuple[Statement, ...]"
    source: str
    is_until: bool = False


class Define(Struct, frozen=True, kw_only=True):
    """A function. `parameters` are named in PowerShell only."""

    name: str
    parameters: "tuple[Assign, ...]" = ()
    body: "tuple[Statement, ...]"


class Block(Struct, frozen=True):
    """`{ … }`, or `( … )` when it is a subshell."""

    body: "tuple[Statement, ...]"
    is_subshell: bool = False


class Background(Struct, frozen=True):
    """A command that goes on by itself, `… &`."""

    inner: "Statement"


class Unparsed(Struct, frozen=True):
    """A place the reader of the dialect could not make sense of."""

    origin: Origin
    is_in_page: bool = False
    """It stands in a page, among whose blocks are some that are no scripts."""


Statement: TypeAlias = (
    Assign | Run | Pipe | Either | Test | Negated | If | Case | For | While | Define | Block | Background | Unparsed
)
