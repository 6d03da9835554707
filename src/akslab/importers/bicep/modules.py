"""Modules: files that another file deploys, each once, or once for each turn of a loop; their outputs."""

from msgspec.structs import replace

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from ...wire.sentences import Sentence, sentence
from ..arm.functions.access import property_of
from ..arm.refusals import ExhaustedError, RefusedError
from ..arm.resource_ids import id_in
from ..arm.targets import Target
from ..arm.template import WITHIN
from ..arm.unknowns import Pending, symbol_of, text_of_unknown
from ..files import UnreadableError, beside
from . import syntax
from .declarations import Module
from .evaluation import evaluate, refused, settled
from .home import JSON, REMOTE, Home, Opened, Place
from .instances import instance_of
from .json_templates import opened_template
from .loops import Turn, turns
from .placing import id_of_scope, scope_named, target_in
from .program import Program, body_of, unreadable
from .scope import Scope, placed
from .symbols import One, Symbol, tested
from .values import Reached, plain_value
from .waits import waits_of

TYPE = "Microsoft.Resources/deployments"
DEEPEST = 20
"""Modules inside modules."""
_GROUPS = "microsoft.resources/resourcegroups"


class Modules(Symbol):
    """The symbol of a module."""

    def __init__(self, home: Home, statement: Module) -> None:
        self.home, self.statement = home, statement
        self.what, self.prefix = statement.name, home.place.prefix
        self.is_loop = isinstance(statement.body, syntax.Loop)

    @property
    def instances(self) -> "tuple[ModuleInstance, ...]":
        """The modules. Raises RefusedError for a loop over itself."""
        return self.home.once.get(("module", self.what), self._made)

    def _made(self) -> "tuple[ModuleInstance, ...]":
        made = turns(self.statement.body, self.home, self.home.scope)
        return tuple([ModuleInstance(self.home, self.statement, turn) for turn in made])


class ModuleInstance(One):
    """One deployment of a module."""

    def __init__(self, home: Home, statement: Module, turn: Turn) -> None:
        self.home, self.statement = home, statement
        self.address = self.what = f"{home.place.prefix}{statement.name}{turn.suffix}"
        self.repeated = turn.repeated
        self.body = body_of(statement.body) or syntax.Object(statement.end, statement.end, ())
        self.scope = home.scope.bound(turn.locals)

    @property
    def conditions(self) -> tuple[Condition, ...] | None:
        """What must hold for it to be there, None if it surely is not."""
        made = ("conditions of module", self.address)
        return self.home.once.get(made, lambda: tested(self.statement.body, self.home.place.conditions, self.scope))

    @property
    def name(self) -> str:
        """The name of its deployment; a symbol where the compiler makes one."""
        written = self.body.get("name")
        if written is None:
            return symbol_of(f"deployment name of {self.address}")
        value = plain_value(settled(written, self.scope)).value
        return text_of_unknown(value) if isinstance(value, Unknown) else str(value)

    @property
    def target(self) -> Target:
        """Where it is deployed to, before it says itself which kind of scope it is for."""
        return self.home.once.get(("scope of module", self.address), self._target)

    def _target(self) -> Target:
        written = self.body.get("scope")
        if written is None:
            return self.home.target
        try:
            value = evaluate(written, self.scope)
            group = instance_of(value)
            if group is not None and group.identity.type.lower() == _GROUPS:
                return _in_group(group.identity.id, None if group.is_existing else group.node, self.home.target)
            id_ = id_of_scope(plain_value(value))
            if id_ is None:
                raise RefusedError(sentence("bicep.no-scope", given=self.scope.written(written)[:80]))
        except ExhaustedError:
            raise
        except RefusedError as error:
            refused(placed(error, written), self.scope)
            id_ = symbol_of(f"scope of {self.address}")
        return target_in(id_, self.home.target)

    @property
    def id(self) -> str:
        """The id of its deployment."""
        return id_in(self.target.id, TYPE, (self.name,))

    @property
    def opened(self) -> Opened | None:
        """The file it deploys; None where it cannot be seen, which is noted."""
        return self.home.once.get(("file of module", self.address), self._opened)

    def _opened(self) -> Opened | None:
        found = self._file()
        if isinstance(found, str):
            made = self._json(found) if found.lower().endswith(JSON) else self._bicep(found)
            if not isinstance(made, Sentence):
                return made
            found = made
        if isinstance(found, Sentence):
            self._missing(found)
        return None

    def _missing(self, why: Sentence) -> None:
        place, path = self.scope.origin(self.statement.path), self.statement.path.plain or ""
        self.home.journal.problem(why, place)
        what = sentence("bicep.gap-module", module=self.address, path=path)
        self.home.journal.gap(what, place, needs=path, hides_resources=True)

    def _file(self) -> str | Sentence | None:
        """Return the name of the module's file, or why there is none; None for one that is not in these files."""
        path = self.statement.path.plain
        if path is None:
            return sentence("bicep.module-path")
        file = self.home.context.links.get(path)
        if file is None and path.startswith(REMOTE):
            what = sentence("bicep.gap-module", module=self.address, path=path)
            self.home.journal.gap(what, self.scope.origin(self.statement.path), needs=path, hides_resources=True)
            return None
        try:
            file = file or beside(self.home.program.file, path)
        except UnreadableError as error:
            return unreadable(error)
        if file in (*self.home.place.files, self.home.program.file):
            return sentence("bicep.module-cycle", file=file)
        return sentence("bicep.modules-deep", most=DEEPEST) if len(self.home.place.files) >= DEEPEST else file

    def _bicep(self, file: str) -> Opened | Sentence:
        program = self.home.programs.read(file)
        if isinstance(program, Sentence):
            return program
        return self.home.opened(program, self._target_of(program), self.given, self._place())

    def _json(self, file: str) -> Opened | Sentence:
        target = replace(self.target, deployment=self.name)
        written = self.body.get("params")
        given = self._all_given(written) if written is not None else Node({})
        return opened_template(self.home.context, file, target, given, self._place())

    def _target_of(self, program: Program) -> Target:
        written = program.scope.value if program.scope else None
        named = scope_named(written.plain or "") if isinstance(written, syntax.Text) else None
        return replace(self.target, scope=named or "resourceGroup", deployment=self.name)

    def _place(self) -> Place:
        return Place(
            prefix=f"{self.address}{WITHIN}",
            label=f" of {self.address}",
            conditions=self.conditions or (),
            waits=waits_of(self, self.statement),
            files=(*self.home.place.files, self.home.program.file),
        )

    def given(self, name: str) -> Node | None:
        """Return what is given for a parameter; None where nothing is."""
        written = self.body.get("params")
        if written is None:
            return None
        if not isinstance(written, syntax.Object) or not all(
            isinstance(each, syntax.Property) for each in written.items
        ):
            return _member(self._all_given(written), name, self.scope)
        value = written.get(name)
        if value is None:
            return None
        made = ("argument", self.address, name)
        return self.home.once.get(made, lambda: plain_value(settled(value, self.scope)))

    def _all_given(self, written: syntax.Expression) -> Node:
        return self.home.once.get(("arguments", self.address), lambda: plain_value(settled(written, self.scope)))

    def property(self, name: str, scope: Scope) -> Node:
        """Return its name, or its outputs."""
        if name == "name":
            return Node(self.name)
        if name == "outputs":
            return Node(Outputs(self))
        raise RefusedError(sentence("bicep.module-has", name=name[:80], module=self.what))

    def view(self) -> Node:
        """Return its name and outputs."""
        return Node({"name": Node(self.name), "outputs": Outputs(self).view()})


class Outputs(Reached):
    """What `module.outputs` is."""

    def __init__(self, module: ModuleInstance) -> None:
        self._module = module
        self.what = f"{module.what}.outputs"

    def property(self, name: str, scope: Scope) -> Node:
        """Return an output: what it is worth in the module's own file."""
        opened = self._module.opened if self._module.conditions is not None else None
        if opened is not None:
            return opened.output(name)
        words = f"{self._module.address}.outputs.{name}"
        return Node(Pending("elsewhere", self._module.statement.path.plain or "", words))

    def view(self) -> Node:
        """Return all outputs."""
        opened = self._module.opened if self._module.conditions is not None else None
        if opened is not None:
            return Node({name: plain_value(opened.output(name)) for name in opened.output_names()})
        return Node(Pending("elsewhere", self._module.statement.path.plain or "", f"{self._module.address}.outputs"))


def _member(whole: Node, name: str, scope: Scope) -> Node | None:
    if isinstance(whole.value, dict) and "*" not in whole.value:
        return whole.get(name)
    return property_of(whole, name, scope.budget)


def _in_group(id_: str, body: Node | None, outer: Target) -> Target:
    """Return a resource group that is declared as the target; its location is the one it is declared with."""
    target = target_in(id_, outer)
    location = body.get("location") if body else None
    return replace(target, location=location.text) if location and location.text else target
