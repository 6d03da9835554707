"""A template with what is given for its parameters -> its resources and outputs, evaluated when they are asked for."""

from typing import Any

from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol, spoken
from .context import Context
from .declaring import Declaring
from .dependencies import Index, is_by_name
from .document import field, spelled_key
from .evaluation import evaluate_value, refused_at, unrolled
from .functions.access import unknown_value
from .names import Declarations, Given
from .nested import Inside, Nesting
from .references import answer
from .refusals import RefusedError
from .resource import Resource
from .resource_ids import own_scope, type_of
from .scope import Part, Scope, UserFunction
from .targets import Target
from .unknowns import pending, spelled, unknown_in

WITHIN = " > "
"""Between a nested deployment and what is in it."""
_NOT_IN_BODY = (
    "type",
    "dependson",
    "copy",
    "condition",
    "resources",
    "comments",
    "existing",
    "scope",
    "subscriptionid",
    "resourcegroup",
    "metadata",
)
_NOT_OF_DEPLOYMENTS = (*_NOT_IN_BODY, "properties")
_ASSIGNMENTS = "microsoft.authorization/roleassignments"
_FRAMES = 12


class Template:
    """One template of a deployment. It is the `Names` of its own expressions."""

    def __init__(
        self, context: Context, document: dict[str, Any], place: Origin, target: Target, given: Given, label: str = ""
    ) -> None:
        """Take a template's JSON and its place, where it goes, and what is given for its parameters.

        `label` is empty for the first template; of a nested one it tells its parameters and addresses from others'.
        """
        self._context = context
        self._document = document
        self._place = place
        self._target = target
        self._label = label
        self._declarations = Declarations(context, place, document, given, label)
        self.scope = Scope(names=self, target=target, budget=context.budget, journal=context.journal, place=place)
        self._resources: list[Resource] | None = None
        self._index = Index((), ())
        self._inner: dict[int, Template | None] = {}
        self._outputs: dict[str, Node | None] = {}

    def standing_in(self, outer: Scope, *, is_outer: bool) -> "Template":
        """Make its expressions those of the template around it, as a nested template's are by default.

        The template around it evaluates `[…]` and takes one bracket off `[[…]`, which then is an expression of this one.
        What is evaluated so is evaluated to its end, even a template in it whose expressions are its own (`is_outer`
        False): those are written with a bracket more too.
        """
        inside = _chained(outer.inside, self.scope, is_outer=is_outer)
        self.scope = replace(outer.at(self._place.path), inside=inside)
        return self

    def check(self) -> None:
        """Note parameters that are missing, or given and not declared."""
        if self.scope.names is self:
            self._declarations.check(self.scope)

    def parameter(self, name: str) -> Node:
        """Return a parameter's value. Raises RefusedError if there is none of that name."""
        return self._declarations.parameter(name, self.scope)

    def variable(self, name: str) -> Node:
        """Return a variable's value. Raises RefusedError if there is none of that name."""
        return self._declarations.variable(name, self.scope)

    def function(self, name: str) -> UserFunction | None:
        """Return a function that the template declares."""
        return self._declarations.function(name)

    @property
    def resources(self) -> list[Resource]:
        """Its resources; none while they are being found."""
        self.declare()
        return self._resources or []

    def declare(self) -> None:
        """Find the resources, if that was not done."""
        if self._resources is None:
            self._resources = []
            declaring = Declaring(
                self._context, self.scope, self._target, f"{self._label}{WITHIN}" if self._label else ""
            )
            self._resources = declaring.declare(self._document, self._place.path)
            self._index = Index(self._resources, declaring.absent)

    def find(self, text: str) -> list[Resource] | None:
        """Return the resources that a text names, None where it names none of this template's."""
        self.declare()
        return self._index.find(text)

    def find_loosely(self, text: str) -> list[Resource] | None:
        """Return the resources that a text in `dependsOn` may mean, None for none: all of them are waited for."""
        self.declare()
        return self._index.find_loosely(text)

    def reference(self, scope: Scope, target: Node, part: Part) -> Node:
        """Return what `reference` answers. Raises RefusedError for what is nowhere, or needs itself."""
        if isinstance(target.value, Unknown) or not isinstance(target.value, str):
            words = f"reference({spelled(target, scope.budget)})"
            return Node(pending("run-time", words, words))
        text = target.value
        found = self.find(text)
        if found is None:
            return self._reference_elsewhere(text, part, scope)
        if is_by_name(text) and scope.waits is not None:
            scope.waits.update(resource.named.address for resource in found)
        if not found:
            return Node(pending("run-time", f"reference({spoken(text)})", f"reference('{spoken(text)}')"))
        return self._answer(found[0], part)

    def references(self, scope: Scope, loop: Node, part: Part) -> Node:
        """Return what `references` answers for a loop: a list, as long as the loop is known to be."""
        found = self.find(loop.value) if isinstance(loop.value, str) else None
        if found is None or any(resource.repeated for resource in found):
            words = f"references({spelled(loop, scope.budget)})"
            return Node(pending("run-time", words, words))
        if scope.waits is not None:
            scope.waits.update(resource.named.address for resource in found)
        return Node(tuple(self._answer(resource, part) for resource in found))

    def _reference_elsewhere(self, text: str, part: Part, scope: Scope) -> Node:
        if not text.startswith("/") and "/" in text and not has_symbol(text.partition("/")[0]):
            text = f"{self._target.id}/providers/{text}"
        if text.startswith("/"):
            return answer(text, type_of(text), None, part, scope.budget)
        if has_symbol(text):
            unknown = unknown_in(text)
            return Node(pending(unknown.why, unknown.needs, f"reference({spoken(text)})"))
        if self._context.left_out:
            return Node(pending("limit", f"reference({text[:80]})"))
        raise RefusedError(sentence("arm.reference-nothing", name=text[:80]))

    def _answer(self, resource: Resource, part: Part) -> Node:
        named, budget = resource.named, self._context.budget
        if part == "info":
            version = field(resource.entry, "apiVersion")
            info = {"id": named.id, "name": named.full_name, "type": named.type, "apiVersion": version}
            return Node({key: Node(value) for key, value in info.items()})
        budget.deepen(_FRAMES)
        try:
            if not resource.is_deployment or resource.is_existing:
                body = None if resource.is_existing else self.body(resource)
                return answer(named.id, named.type, body, part, budget)
            outputs = self._outputs_of(resource)
            return Node({"properties": outputs}) if part == "full" else outputs
        finally:
            budget.rise(_FRAMES)

    def _outputs_of(self, resource: Resource) -> Node:
        inner = self.inner(resource)
        words = f"reference('{spoken(resource.named.full_name)}')"
        unknown = Node(pending("elsewhere" if inner is None else "run-time", f"outputs of {words}", words))
        if inner is None:
            return Node({"*": unknown})
        outputs = inner.outputs()
        return Node({"outputs": Node({key: Node({"value": node}) for key, node in outputs.items()}), "*": unknown})

    def body(self, resource: Resource) -> Node:
        """Return what a resource is sent with. Raises RefusedError for one that needs itself."""
        if resource.body is not None:
            return resource.body
        if resource.state == "evaluating":
            raise RefusedError(sentence("arm.cycle-reference", name=spoken(resource.named.full_name)[:80]))
        resource.state = "evaluating"
        made: dict[str, Node] = {}
        left_out = _NOT_OF_DEPLOYMENTS if resource.is_deployment else _NOT_IN_BODY
        for key, written in resource.entry.items():
            if key.lower() not in left_out:
                made[key] = self._value(written, resource, key)
        leaf = resource.named.id.rpartition("/")[2]
        made[spelled_key(resource.entry, "name")] = Node(leaf, resource.name_node.origin)
        if resource.named.type.lower() == _ASSIGNMENTS:
            key = spelled_key(made, "properties")
            made[key] = _as_assigned(made.get(key, Node({})), resource.named.id)
        resource.body, resource.state = Node(made, resource.origin), "done"
        return resource.body

    def _value(self, written: Any, resource: Resource, key: str) -> Node:
        path = (*resource.path, key)
        try:
            return evaluate_value(written, resource.scope, path)
        except RefusedError as error:
            return refused_at(error, resource.scope.at(path))

    def inner(self, resource: Resource) -> "Template | None":
        """Return the template of a nested deployment; None where it is not to be seen.

        Raises RefusedError for one whose parameters need its own outputs.
        """
        if id(resource) in self._inner:
            return self._inner[id(resource)]
        if resource.state == "evaluating":
            raise RefusedError(sentence("arm.cycle-reference", name=spoken(resource.named.full_name)[:80]))
        resource.state = "evaluating"
        inside = None
        try:
            inside = Nesting(self._context, resource, self._target).open()
        except RefusedError as error:
            refused_at(error, resource.scope.at(resource.path))
        finally:
            resource.state = "asleep"
        self._inner[id(resource)] = made = self._made(resource, inside) if inside is not None else None
        return made

    def _made(self, resource: Resource, inside: Inside) -> "Template":
        label = resource.named.address
        made = Template(self._context, inside.document, inside.place, inside.target, inside.given, label)
        is_around = self.scope.names is not self
        return made.standing_in(resource.scope, is_outer=inside.is_outer) if inside.is_outer or is_around else made

    @property
    def place(self) -> Origin:
        """Where the template stands."""
        return self._place

    def outputs(self) -> dict[str, Node]:
        """Return the values of the outputs by name."""
        section = field(self._document, "outputs")
        return {name: self._output(name, section) for name in section} if isinstance(section, dict) else {}

    def _output(self, name: str, section: dict[str, Any]) -> Node:
        if name in self._outputs:
            known = self._outputs[name]
            if known is None:
                raise RefusedError(sentence("arm.cycle-output", name=name[:80]))
            return known
        self._outputs[name] = None
        written = section[name]
        path = (*self._place.path, spelled_key(self._document, "outputs"), name)
        is_secret = str(field(written, "type")).lower().startswith("secure")
        scope = self.scope.at(path)
        try:
            node = self._output_value(written, scope)
        except RefusedError as error:
            node = refused_at(error, scope)
        origin = node.origin or Origin(file=self._place.file, path=(*path, "value"))
        self._outputs[name] = made = Node(node.value, origin, node.is_secret or is_secret)
        return made

    def _output_value(self, written: Any, scope: Scope) -> Node:
        path = scope.place.path
        loop = field(written, "copy")
        if isinstance(loop, dict):
            key = spelled_key(written, "copy")
            return unrolled(("", field(loop, "count"), field(loop, "input")), scope, (*path, key), is_own=True)
        condition = field(written, "condition")
        if condition is not None:
            is_there = evaluate_value(condition, scope, (*path, spelled_key(written, "condition")))
            if is_there.value is False:
                return Node(None)
        key = spelled_key(written, "value") if isinstance(written, dict) else "value"
        return evaluate_value(field(written, "value"), scope, (*path, key))


def _chained(inside: Scope | None, own: Scope, *, is_outer: bool) -> Scope:
    """Return the scopes of expressions with one bracket more, two more, and so on: the last is the template's own."""
    if inside is None or (inside.inside is None and not is_outer):
        return own
    return replace(inside, inside=_chained(inside.inside, own, is_outer=is_outer))


def _as_assigned(properties: Node, id_: str) -> Node:
    """Return the properties of a role assignment with what it is on, which templates say by where the resource is.

    Whose it is, or where, is unknown if somebody has yet to say it: a symbol would be somebody, and somewhere, else.
    """
    if not isinstance(properties.value, dict):
        return properties
    made = dict(properties.value)
    scope = spelled_key(made, "scope")
    made.setdefault(scope, Node(own_scope(id_) or "/"))
    for key in (spelled_key(made, "principalId"), scope):
        unknown = unknown_value(made[key].value) if key in made else None
        if unknown is not None and unknown.why == "not-supplied":
            made[key] = Node(unknown, made[key].origin)
    return Node(made, properties.origin)
