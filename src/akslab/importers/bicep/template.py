"""One Bicep file, deployed once: what its names mean, each found out when somebody asks, and once."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from ..arm.context import Context
from ..arm.parameters import Declaration, check_given
from ..arm.refusals import RefusedError
from ..arm.targets import Target
from ..arm.unknowns import Pending
from ..files import UnreadableError, beside
from .checking import faults_of
from .declarations import Function, Import
from .evaluation import settled
from .home import JSON, REMOTE, Given, Place
from .instances import Resources
from .modules import Modules
from .once import Once
from .parameters import declaration_of, is_secure, unsupplied, with_secrets
from .program import MOST_TYPE_NAMES, Program, Programs, unreadable
from .scope import Scope
from .syntax import Expression, TypeSyntax
from .values import Reached, plain_value

_FRAMES = 6
"""Of Python's, for a call of a function of a file's own."""
_Own = Callable[[tuple[Node, ...]], Node]


class Shared:
    """What all files of one deployment share."""

    def __init__(self, programs: Programs, context: Context) -> None:
        self.programs, self.context = programs, context
        self.imported: dict[str, Template] = {}
        self.checked: set[str] = set()
        """Files of which is noted what is wrong with them as they are."""


class Template:
    """One file with what is given for its parameters, at its target: the `Home` of its resources."""

    def __init__(self, shared: Shared, program: Program, target: Target, given: Given, place: Place) -> None:
        self.shared, self.program, self.target, self.place = shared, program, target, place
        self.context, self.programs, self.given = shared.context, shared.programs, given
        self.budget, self.journal = self.context.budget, self.context.journal
        self.once = Once(self.budget)
        self.extended: Template | None = None
        """The parameter file that this one extends."""
        self.resources = {name: Resources(self, each) for name, each in program.resources.items()}
        self.modules = {name: Modules(self, each) for name, each in program.modules.items()}
        if program.file not in shared.checked:
            shared.checked.add(program.file)
            self._note_faults()

    def _note_faults(self) -> None:
        """Note what is wrong with the file as it is written; a statement that is broken may declare resources."""
        for problem in (*self.program.problems(), *faults_of(self.program)):
            self.journal.add(problem)
        for broken in self.program.broken:
            if broken.keyword in ("resource", "module", ""):
                place = self.program.origin(broken.start, self.program.line_end(broken.start))
                self.journal.gap(sentence("bicep.gap-broken"), place, self.program.file, hides_resources=True)

    @property
    def scope(self) -> Scope:
        """The scope of expressions outside of any loop."""
        return Scope(self)

    def opened(self, program: Program, target: Target, given: Given, place: Place) -> "Template":
        """Return another file that this one deploys."""
        return Template(self.shared, program, target, given, place)

    def symbol(self, name: str) -> Node:
        """Return what a symbol stands for. Raises RefusedError where the file has none of that name."""
        program = self.program
        if name in program.parameters:
            return self.parameter(name)
        if name in program.variables:
            return self._settled("variable", name, program.variables[name].value)
        if name in self.resources or name in self.modules:
            return Node(self.resources.get(name) or self.modules[name])
        if name in program.assignments:
            return self._settled("assignment", name, program.assignments[name].value)
        if name == "base" and self.extended is not None:
            return Node(Extended(self.extended))
        if name in program.imported:
            return self._imported(*program.imported[name])
        if name in program.broken_names or name in program.extensions:
            return Node(Pending("unreadable" if name in program.broken_names else "unsupported", name, name))
        raise RefusedError(sentence("bicep.no-symbol", name=name[:80]))

    def _settled(self, kind: str, name: str, value: Expression) -> Node:
        return self.once.get((kind, name), partial(settled, value, self.scope))

    def assigned(self, name: str) -> Node | None:
        """Return what a parameter file, or one that it extends, gives for a parameter; None where they give nothing."""
        if name in self.program.assignments:
            return plain_value(self._settled("assignment", name, self.program.assignments[name].value))
        return self.extended.assigned(name) if self.extended else None

    def declaration(self, name: str) -> Declaration:
        """Return what the file says of a parameter it has."""
        written = self.program.parameters[name]
        return declaration_of(written, self._typed(written.type), self.program)

    def _typed(self, written: TypeSyntax, depth: int = 0) -> TypeSyntax:
        """Return what a named type stands for, in whatever file."""
        found = self.program.type_of(written)
        head, _, rest = found.name.partition(".")
        if head not in self.program.imported or depth > MOST_TYPE_NAMES:
            return found
        statement, there = self.program.imported[head]
        home = self._file_of(statement)
        declared = home.program.types.get(there or rest) if home else None
        if home is None or declared is None:
            return found
        inner = home._typed(declared.type, depth + 1)
        return replace(inner, is_nullable=True) if found.is_nullable else inner

    def parameter(self, name: str) -> Node:
        """Return a parameter's value: what is given, its default, or what is known of it without either."""
        return self.once.get(("parameter", name), lambda: self._parameter(name))

    def _parameter(self, name: str) -> Node:
        written = self.program.parameters[name]
        declaration = self.declaration(name)
        given = self.given(name)
        if given is not None and not (given.value is None and written.default is not None):
            check_given(given, declaration, self.journal)
            made = given
        elif written.default is not None:
            made = plain_value(settled(written.default, self.scope))
        else:
            made = unsupplied(declaration, self.place.label)
        made = Node(made.value, made.origin or declaration.place, made.is_secret or declaration.is_secret)
        return with_secrets(made, self._typed(written.type).secret_properties)

    def output(self, name: str) -> Node:
        """Return an output. Raises RefusedError where the file has none of that name."""
        found = self.program.outputs.get(name)
        if found is not None:
            made = plain_value(self._settled("output", name, found.value))
            return Node(made.value, made.origin, made.is_secret or is_secure(found.decorators))
        if name in self.program.broken_names:
            return Node(Pending("unreadable", name, f"{self.place.prefix}{name}"))
        raise RefusedError(sentence("bicep.no-output", name=name[:80], file=self.program.file))

    def output_names(self) -> tuple[str, ...]:
        """Return the names of its outputs."""
        return tuple(self.program.outputs)

    def function(self, name: str) -> _Own | None:
        """Return a function that the file declares or imports."""
        own = self.program.functions.get(name)
        if own is not None:
            return partial(self._called, own)
        if name not in self.program.imported:
            return None
        statement, there = self.program.imported[name]
        home = self._file_of(statement) if there else None
        return home.function(there) if isinstance(home, Template) else None

    def _called(self, function: Function, arguments: tuple[Node, ...]) -> Node:
        wanted = len(function.names)
        if len(arguments) != wanted:
            raise RefusedError(
                sentence("arm.count", name=function.name, least=wanted, most=wanted, given=len(arguments))
            )
        self.budget.deepen(_FRAMES)
        try:
            return settled(function.body, Scope(self, dict(zip(function.names, arguments, strict=True))))
        finally:
            self.budget.rise(_FRAMES)

    def _imported(self, statement: Import, there: str) -> Node:
        home = self._file_of(statement)
        if home is None:
            return Node(Pending("elsewhere", statement.path.plain or "", f"{statement.path.plain} {there}"))
        return home.symbol(there) if there else Node(Imported(home, statement.wildcard))

    def _file_of(self, statement: Import) -> "Template | None":
        """Return the file that is imported from; None where it cannot be seen, which is noted."""
        path = statement.path.plain or ""
        file = self.context.links.get(path)
        if file is None and path.startswith(REMOTE):
            self.journal.gap(sentence("bicep.gap-import", path=path), self._place_of(statement), needs=path)
            return None
        try:
            file = file or beside(self.program.file, path)
            if file.lower().endswith(JSON):
                self.journal.gap(sentence("bicep.gap-import", path=path), self._place_of(statement), needs=path)
                return None
            found = self._read(file)
        except UnreadableError as error:
            found = unreadable(error)
        if isinstance(found, Sentence):
            self.journal.problem(found, self._place_of(statement))
            return None
        return found

    def _read(self, file: str) -> "Template | Sentence":
        if file not in self.shared.imported:
            program = self.programs.read(file)
            if isinstance(program, Sentence):
                return program
            self.shared.imported[file] = self.opened(program, self.target, lambda _: None, Place())
        return self.shared.imported[file]

    def _place_of(self, statement: Import) -> Origin:
        return self.program.origin(statement.path.start, statement.path.end)

    def text_of_file(self, relative: str) -> tuple[str, str]:
        """Return the name and the text of a file that `load…Content` names. Raises RefusedError."""
        try:
            file = beside(self.program.file, relative)
            return file, self.programs.files.read(file)
        except UnreadableError as error:
            raise RefusedError(unreadable(error)) from None

    def environment(self, name: str) -> str | None:
        """Return a variable of the environment that somebody gave, None where nobody did."""
        return self.context.options.environment.get(name)


class Imported(Reached):
    """Everything another file exports, under one name."""

    def __init__(self, home: Template, name: str) -> None:
        self._home, self.what = home, name

    def property(self, name: str, scope: Scope) -> Node:
        """Return a variable of the other file."""
        return self._home.symbol(name)

    def call(self, name: str, arguments: tuple[Node, ...], scope: Scope) -> Node:
        """Return what a function of the other file answers."""
        found = self._home.function(name)
        return found(arguments) if found else super().call(name, arguments, scope)

    def view(self) -> Node:
        """Return an unknown value: a namespace is none."""
        return Node(Pending("unsupported", self.what, self.what))


class Extended(Reached):
    """`base`: what the parameter file gives that this one extends."""

    what = "base"

    def __init__(self, home: Template) -> None:
        self._home = home

    def property(self, name: str, scope: Scope) -> Node:
        """Return what the other file gives for a parameter."""
        found = self._home.assigned(name)
        if found is None:
            raise RefusedError(sentence("bicep.no-symbol", name=f"base.{name}"))
        return found

    def view(self) -> Node:
        """Return an unknown value: a file is none."""
        return Node(Pending("unsupported", self.what, self.what))
