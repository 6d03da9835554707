"""Resources by their symbols: a declaration is one resource, or one for each turn of its loop, or one that may be many."""

from ...deployments.declared import Condition
from ...deployments.nodes import Node, Unknown
from ...wire.sentences import sentence
from ..arm.functions.access import property_of
from ..arm.functions.arguments import kind_of, shown
from ..arm.references import answer
from ..arm.refusals import ExhaustedError, RefusedError
from ..arm.resource_ids import id_in, names_of, own_scope
from ..arm.unknowns import Pending, spelled, symbol_of, text_of_unknown
from . import syntax
from .bodies import assigned, body_node, named
from .evaluation import evaluate, refused, settled
from .home import Home
from .loops import Turn, turns
from .placing import id_of_scope
from .program import Declaration, body_of
from .scope import Scope, placed
from .symbols import One, Symbol, tested
from .values import Reached, plain_value

_GRAPH = "microsoft.graph/"
EXISTING_STATE = "the resource as it is before the deployment"


class Resources(Symbol):
    """A symbol: what is declared by it in one file, or inside one resource."""

    is_resource = True

    def __init__(self, home: Home, declaration: Declaration, outer: "ResourceInstance | None" = None) -> None:
        self.home, self.declaration, self.outer = home, declaration, outer
        self.what, self.prefix = declaration.path, home.place.prefix
        self.is_loop = isinstance(declaration.statement.body, syntax.Loop)

    @property
    def instances(self) -> "tuple[ResourceInstance, ...]":
        """The resources. Raises RefusedError for a loop over itself."""
        outer = self.outer.address if self.outer else ""
        return self.home.once.get(("resource", outer, self.what), self._made)

    def _made(self) -> "tuple[ResourceInstance, ...]":
        scope = self.outer.scope if self.outer else self.home.scope
        return tuple(
            [ResourceInstance(self, turn) for turn in turns(self.declaration.statement.body, self.home, scope)]
        )


class Identity:
    """What a resource is called: the parts of its id."""

    def __init__(self, type_: str, names: tuple[str, ...], id_: str) -> None:
        self.type, self.names, self.id = type_, names, id_


class ResourceInstance(One):
    """One resource."""

    is_resource = True

    def __init__(self, symbol: Resources, turn: Turn) -> None:
        self.symbol, self.home, self.outer = symbol, symbol.home, symbol.outer
        self.statement = symbol.declaration.statement
        inside = f"{self.outer.address}::" if self.outer else self.home.place.prefix
        self.address = self.what = f"{inside}{self.statement.name}{turn.suffix}"
        self.repeated = turn.repeated or (self.outer.repeated if self.outer else "")
        self.body = body_of(self.statement.body) or syntax.Object(self.statement.end, self.statement.end, ())
        outer = self.outer.scope if self.outer else self.home.scope
        inner = {name: Node(Resources(self.home, each, self)) for name, each in symbol.declaration.inner.items()}
        self.scope = outer.bound({**turn.locals, **inner, "this": Node(_Itself())})

    @property
    def is_existing(self) -> bool:
        """Whether it is only read."""
        return self.statement.is_existing

    @property
    def written_type(self) -> str:
        """Its type as it is written, without the version."""
        return (self.statement.type.plain or "").partition("@")[0]

    @property
    def is_foreign(self) -> bool:
        """Whether it is no resource of Azure's: an extension's, which has a name of its own kind or none."""
        if self.outer is not None:
            return self.outer.is_foreign
        is_graph = self.written_type.lower().startswith(_GRAPH)
        return is_graph or (bool(self.home.program.extensions) and self.body.get("name") is None)

    @property
    def conditions(self) -> tuple[Condition, ...] | None:
        """What must hold for it to be there, None if it surely is not."""
        return self.home.once.get(("conditions of", self.address), self._conditions)

    def _conditions(self) -> tuple[Condition, ...] | None:
        around = self.outer.conditions if self.outer else self.home.place.conditions
        return tested(self.statement.body, around, self.scope)

    @property
    def identity(self) -> Identity:
        """Its type, names and id. What is refused of them is noted, and a symbol stands for it."""
        return self.home.once.get(("name of", self.address), self._identity)

    def _identity(self) -> Identity:
        if self.is_foreign:
            return Identity(self.written_type, (), symbol_of(self.address))
        try:
            return self._identified()
        except ExhaustedError:
            raise
        except RefusedError as error:
            at = self.body.get("name") or self.statement.type
            refused(placed(error, at), self.scope)
            stand_in = symbol_of(f"{self.address} {self.scope.budget.fresh()}")
            id_ = f"{self.home.target.id}/providers/{self.written_type}/{stand_in}"
            return Identity(self.written_type, (stand_in,), id_)

    def _identified(self) -> Identity:
        name, type_ = self.name.text, self.written_type
        parent = self.parent
        if parent is not None:
            above = parent.identity
            type_ = f"{above.type}/{type_}" if self.outer else type_
            return Identity(type_, (*above.names, name), f"{above.id}/{type_.rpartition('/')[2]}/{name}")
        names = names_of(type_, name)
        return Identity(type_, names, id_in(self._scope_id(), type_, names))

    @property
    def name(self) -> Node:
        """Its name as it is written: behind its parent's, or whole. Always a text; a wrong one is noted, and a symbol."""
        return self.home.once.get(("written name of", self.address), self._name)

    def _name(self) -> Node:
        written = self.body.get("name")
        if written is None:
            return self._no_name(RefusedError(sentence("bicep.no-name", name=self.what)), self.statement.type)
        node = plain_value(settled(written, self.scope))
        if isinstance(node.value, dict | tuple) or node.value is None:
            return self._no_name(RefusedError(sentence("bicep.name-kind", kind=kind_of(node.value))), written)
        text = text_of_unknown(node.value) if isinstance(node.value, Unknown) else shown(node, self.scope.budget)
        return Node(text, node.origin, node.is_secret)

    def _no_name(self, error: RefusedError, at: syntax.Expression) -> Node:
        refused(placed(error, at), self.scope)
        return Node(symbol_of(f"{self.address} {self.scope.budget.fresh()}"), self.scope.origin(at))

    @property
    def parent(self) -> "ResourceInstance | None":
        """The resource it is a child of, where that is declared. Raises RefusedError for something else."""
        written = self.body.get("parent")
        if self.outer is not None or written is None:
            return self.outer
        found = instance_of(evaluate(written, self.scope))
        if found is None:
            raise placed(RefusedError(sentence("bicep.no-resource", given=self.scope.written(written)[:80])), written)
        return found

    def _scope_id(self) -> str:
        written = self.body.get("scope")
        if written is None:
            return self.home.target.id
        value = evaluate(written, self.scope)
        found = instance_of(value)
        id_ = found.identity.id if found is not None else id_of_scope(plain_value(value))
        if id_ is None:
            raise placed(RefusedError(sentence("bicep.no-scope", given=self.scope.written(written)[:80])), written)
        return id_

    @property
    def node(self) -> Node:
        """Its body, as Azure gets it. Raises RefusedError where it would need itself."""
        return self.home.once.get(("body of", self.address), self._node)

    def _node(self) -> Node:
        identity = self.identity
        name = self.body.get("name")
        origin = self.name.origin if name is not None else None
        body = named(body_node(self.body, self.scope), identity.names[-1] if identity.names else "", origin)
        return assigned(body, identity.type, own_scope(identity.id))

    def property(self, name: str, scope: Scope) -> Node:
        """Return a property: of its identity, as it is written, or what it will be when it runs."""
        if name == "id":
            return Node(self.identity.id)
        if name == "name" and not self.is_foreign:
            return Node(self.name.value)
        if name == "type":
            return Node(self.identity.type)
        if name == "apiVersion":
            return Node((self.statement.type.plain or "").partition("@")[2])
        return property_of(self.view(), name, scope.budget)

    def child(self, name: str, scope: Scope) -> Node:
        """Return a symbol that is declared inside."""
        inner = self.symbol.declaration.inner.get(name)
        return Node(Resources(self.home, inner, self)) if inner else super().child(name, scope)

    def call(self, name: str, arguments: tuple[Node, ...], scope: Scope) -> Node:
        """Return the secret that `listKeys()`, `getSecret()` and their like answer."""
        if not name.startswith(("list", "getSecret")):
            return super().call(name, arguments, scope)
        words = f"{self.what}.{name}({', '.join(spelled(node, scope.budget) for node in arguments)})"
        return Node(Pending("secret", words, words), is_secret=True)

    def view(self) -> Node:
        """Return what is known of it while it runs: what is written, and symbols for what Azure adds."""
        return self.home.once.get(("state of", self.address), self._view)

    def _view(self) -> Node:
        identity = self.identity
        if self.is_foreign:
            return Node({"id": Node(identity.id), "*": Node(Pending("run-time", self.what, self.address))})
        body = None if self.is_existing else self.node
        made = answer(identity.id, identity.type, body, "full", self.scope.budget)
        named = {"id": Node(identity.id), "name": Node(self.name.value), "type": Node(identity.type)}
        return Node({**made.value, **named}, made.origin)


class _Itself(Reached):
    """What `this` is: the resource as it is before the deployment, which nobody can see beforehand."""

    what = "this"

    def property(self, name: str, scope: Scope) -> Node:
        """Refuse: `this` has only functions."""
        raise RefusedError(sentence("bicep.no-method", name=name, outer=self.what))

    def call(self, name: str, arguments: tuple[Node, ...], scope: Scope) -> Node:
        """Return an unknown value."""
        return Node(Pending("run-time", EXISTING_STATE, f"this.{name}()"))

    def view(self) -> Node:
        """Return an unknown value."""
        return Node(Pending("run-time", EXISTING_STATE, "this"))


def instance_of(node: Node) -> ResourceInstance | None:
    """Return the one resource that a value is; None if it is something else."""
    value = node.value
    if isinstance(value, Resources) and not value.is_loop:
        return value.instances[0]
    return value if isinstance(value, ResourceInstance) else None
