"""One Bicep file, read: its statements by what they declare, resources inside resources by where they stand."""

from collections.abc import Iterator
from typing import TypeVar

from ...deployments.declared import Problem
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from ..files import Files, UnreadableError
from .declarations import (
    Assignment,
    Broken,
    Extends,
    Extension,
    Function,
    Import,
    Module,
    Output,
    Parameter,
    Resource,
    Scope,
    Statement,
    TypeDeclaration,
    Using,
    Variable,
)
from .statements import statements_of
from .syntax import Conditional, Expression, Loop, Object, TypeSyntax

LONGEST = 8 << 20
"""Characters of one file. What a template compiles to may be 4 MB."""
MOST_TYPE_NAMES = 20
"""Types that are named by other types, one after the other."""
_Kept = TypeVar("_Kept")
_UNREADABLE = {
    "file.missing": "bicep.file-missing",
    "file.outside": "bicep.file-outside",
    "file.too-large": "bicep.file-too-large",
    "file.not-text": "bicep.file-not-text",
}


class Declaration:
    """A resource as it is declared, with those declared inside it."""

    def __init__(self, statement: Resource, outer: "Declaration | None") -> None:
        self.statement, self.outer = statement, outer
        self.inner: dict[str, Declaration] = {}

    @property
    def path(self) -> str:
        """Its name behind those it stands in: `vnet::nodes`."""
        return f"{self.outer.path}::{self.statement.name}" if self.outer else self.statement.name


class Program:
    """What one file declares. Where a name is declared twice, the first one counts."""

    def __init__(self, file: str, text: str, *, is_parameter_file: bool = False) -> None:
        self.file, self.text = file, text
        self.parameters: dict[str, Parameter] = {}
        self.variables: dict[str, Variable] = {}
        self.functions: dict[str, Function] = {}
        self.types: dict[str, TypeDeclaration] = {}
        self.outputs: dict[str, Output] = {}
        self.modules: dict[str, Module] = {}
        self.resources: dict[str, Declaration] = {}
        self.assignments: dict[str, Assignment] = {}
        self.imported: dict[str, tuple[Import, str]] = {}
        """Name here -> where it comes from, and its name there; empty for everything there."""
        self.extensions: dict[str, Extension] = {}
        self.broken: list[Broken] = []
        self.broken_names: set[str] = set()
        self.twice: list[Statement] = []
        self.scope: Scope | None = None
        self.using: Using | None = None
        self.extends: Extends | None = None
        for statement in statements_of(text, is_parameter_file=is_parameter_file):
            self._add(statement)

    def _add(self, statement: Statement) -> None:
        if isinstance(statement, Broken):
            self._add_broken(statement)
        elif isinstance(statement, Resource):
            self._keep(self.resources, statement.name, self._declared(statement, None), statement)
        elif isinstance(statement, Import):
            self._import(statement)
        elif isinstance(statement, Scope):
            self.scope = statement
        elif isinstance(statement, Using):
            self.using = statement
        elif isinstance(statement, Extends):
            self.extends = statement
        else:
            self._add_named(statement)

    def _add_named(self, statement: Statement) -> None:
        match statement:
            case Parameter():
                self._keep(self.parameters, statement.name, statement, statement)
            case Variable():
                self._keep(self.variables, statement.name, statement, statement)
            case Function():
                self._keep(self.functions, statement.name, statement, statement)
            case TypeDeclaration():
                self._keep(self.types, statement.name, statement, statement)
            case Output():
                self._keep(self.outputs, statement.name, statement, statement)
            case Module():
                self._keep(self.modules, statement.name, statement, statement)
            case Assignment():
                self._keep(self.assignments, statement.name, statement, statement)
            case Extension():
                self.extensions[statement.name] = statement

    def _add_broken(self, statement: Broken) -> None:
        self.broken.append(statement)
        self.broken_names.add(statement.name)

    def _import(self, statement: Import) -> None:
        for there, here in statement.symbols:
            self.imported.setdefault(here, (statement, there))
        if statement.wildcard:
            self.imported.setdefault(statement.wildcard, (statement, ""))

    def _keep(self, table: dict[str, _Kept], name: str, value: _Kept, statement: Statement) -> None:
        if name in table:
            self.twice.append(statement)
        else:
            table[name] = value

    def _declared(self, statement: Resource, outer: Declaration | None) -> Declaration:
        found = Declaration(statement, outer)
        body = body_of(statement.body)
        for inner in body.resources if body else ():
            if isinstance(inner, Broken):
                self._add_broken(inner)
            elif isinstance(inner, Resource):
                self._keep(found.inner, inner.name, self._declared(inner, found), inner)
        return found

    def has_symbol(self, name: str) -> bool:
        """Whether an expression anywhere in the file may use this name."""
        tables = (self.parameters, self.variables, self.resources, self.modules, self.imported, self.assignments)
        return any(name in table for table in tables) or name in self.extensions or name in self.broken_names

    def type_of(self, written: TypeSyntax) -> TypeSyntax:
        """Return what a type that is only named stands for, as far as this file says."""
        is_nullable = written.is_nullable
        for _ in range(MOST_TYPE_NAMES):
            declared = self.types.get(written.name)
            if declared is None:
                break
            written = declared.type
            is_nullable = is_nullable or written.is_nullable
        return TypeSyntax(
            written.start,
            written.end,
            written.name,
            written.literals,
            written.is_list,
            is_nullable,
            written.secret_properties,
        )

    def origin(self, start: int, end: int) -> Origin:
        """Return a place in this file."""
        return Origin(file=self.file, start=start, end=end)

    def line_end(self, start: int) -> int:
        """Return where the line of an offset ends."""
        end = self.text.find("\n", start)
        return len(self.text) if end < 0 else end - (self.text[end - 1 : end] == "\r")

    def problems(self) -> Iterator[Problem]:
        """Yield what could not be read."""
        for broken in self.broken:
            start = min(broken.fault.start, max(0, len(self.text) - 1))
            end = min(max(broken.fault.end, start + 1), len(self.text))
            yield Problem(what=broken.fault.what, origin=self.origin(start, end))
        for statement in self.twice:
            what = sentence("bicep.declared-twice", name=getattr(statement, "name", ""))
            yield Problem(what=what, origin=self.origin(statement.start, self.line_end(statement.start)))


def body_of(written: Expression) -> Object | None:
    """Return the object that a resource or module is made of, whatever loop and condition are around it."""
    while isinstance(written, Loop | Conditional):
        written = written.body
    return written if isinstance(written, Object) else None


class Programs:
    """The files of one reading. Each is read once, however many modules use it."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self._read: dict[str, Program | Sentence] = {}

    def read(self, file: str, *, is_parameter_file: bool = False) -> Program | Sentence:
        """Return a file's program, or why there is none."""
        if file not in self._read:
            self._read[file] = self._program(file, is_parameter_file=is_parameter_file)
        return self._read[file]

    def _program(self, file: str, *, is_parameter_file: bool) -> Program | Sentence:
        try:
            text = self.files.read(file)
        except UnreadableError as error:
            return unreadable(error)
        if len(text) > LONGEST:
            return sentence("bicep.file-too-long", file=file, length=len(text), most=LONGEST)
        return Program(file, text, is_parameter_file=is_parameter_file)


def unreadable(error: UnreadableError) -> Sentence:
    """Return the sentence about a file that cannot be read."""
    return sentence(_UNREADABLE.get(error.reason, "bicep.file-unreadable"), file=error.name)
