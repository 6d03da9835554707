"""The resources of a template and of those nested in it -> what they declare: bodies, order, conditions."""

from collections.abc import Iterator
from typing import Any

from ...deployments.declared import Condition, Declared
from ...deployments.nodes import Node
from ...deployments.origins import Origin, Path
from ...wire.sentences import sentence
from ...wire.symbols import has_symbol, spoken
from .context import Context
from .document import field, spelled_key
from .evaluation import evaluate, evaluate_value, refused_at
from .expressions import Call, Expression, is_expression, parse_expression
from .refusals import RefusedError
from .resource import Resource
from .scope import Scope
from .template import Template

_SCRIPTS = "microsoft.resources/deploymentscripts"


def _is_made_once(resource: Resource) -> bool:
    """Whether a later deployment leaves it as it is: what Bicep's `@onlyIfNotExists()` is compiled to."""
    return field(field(resource.entry, "@options"), "onlyIfNotExists") is not None


class Reading:
    """Turns templates into declared resources."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def resources(
        self, template: Template, after: tuple[str, ...] = (), conditions: tuple[Condition, ...] = ()
    ) -> Iterator[Declared]:
        """Yield what a template declares, the nested ones' before the deployments they are in.

        All of it waits for `after`, and is there under `conditions`.
        """
        template.check()
        for resource in template.resources:
            yield from self._resource(template, resource, after, conditions)
        template.outputs()

    def _resource(
        self, template: Template, resource: Resource, after: tuple[str, ...], conditions: tuple[Condition, ...]
    ) -> Iterator[Declared]:
        body = _body(template, resource)
        inner = self._inner(template, resource)
        waits = dict.fromkeys((*after, *resource.after, *self._depends(template, resource), *sorted(resource.waits)))
        waits.pop(resource.named.address, None)
        both = tuple(dict.fromkeys((*conditions, *resource.conditions)))
        if inner is not None:
            for declared in self._inside(inner, resource, tuple(waits), both):
                waits[declared.address] = None
                yield declared
        if resource.named.type.lower() == _SCRIPTS:
            what = sentence("arm.script", name=spoken(resource.named.full_name))
            self._context.journal.gap(what, _head(resource), hides_resources=True)
        yield Declared(
            address=resource.named.address,
            type=resource.named.type,
            id=resource.named.id,
            body=body,
            origin=_head(resource),
            after=tuple(waits),
            existing=resource.is_existing,
            conditions=both,
            repeated=resource.repeated,
            keeps=("*",) if _is_made_once(resource) else (),
        )

    def _inner(self, template: Template, resource: Resource) -> Template | None:
        if not resource.is_deployment or resource.is_existing:
            return None
        if self._context.left_out:
            named = resource.named
            self._context.left_out.note(resource.origin, spoken(named.loop or named.full_name), named.type)
            return None
        try:
            return template.inner(resource)
        except RefusedError as error:
            refused_at(error, resource.scope.at(resource.path))
            return None

    def _inside(
        self, inner: Template, resource: Resource, after: tuple[str, ...], conditions: tuple[Condition, ...]
    ) -> Iterator[Declared]:
        try:
            self._context.enter(inner.place)
        except RefusedError as error:
            refused_at(error, resource.scope.at(resource.path))
            return
        try:
            yield from self.resources(inner, after, conditions)
        finally:
            self._context.leave()

    def _depends(self, template: Template, resource: Resource) -> list[str]:
        """Return the addresses that `dependsOn` names; what it names and is nowhere is noted."""
        key = spelled_key(resource.entry, "dependsOn")
        written = resource.entry.get(key)
        path = (*resource.path, key)
        found: list[str] = []
        if isinstance(written, str):
            node = evaluate_value(written, resource.scope, path)
            entries = [(each.text, path) for each in node.elements()]
        else:
            entries = []
            for number, each in enumerate(written if isinstance(written, list) else ()):
                entries += [(text, (*path, number)) for text in _texts(each, resource.scope, (*path, number))]
        for text, place in entries:
            named = template.find_loosely(text)
            if named is not None:
                found += [other.named.address for other in named if not other.is_existing]
            elif text and not has_symbol(text) and not self._context.left_out:
                what = sentence("arm.depends-on-nothing", name=text[:200])
                self._context.journal.problem(what, Origin(file=resource.origin.file, path=place))
        return found


def _body(template: Template, resource: Resource) -> Node:
    try:
        return template.body(resource)
    except RefusedError as error:
        return refused_at(error, resource.scope.at(resource.path))


def _head(resource: Resource) -> Origin:
    key = spelled_key(resource.entry, "name")
    path: Path = (*resource.path, key) if key in resource.entry else resource.path
    return Origin(file=resource.origin.file, path=path)


def _texts(written: Any, scope: Scope, path: Path) -> list[str]:
    """Return the texts an entry may be: both of an `if` nobody can decide, so that no wait is overlooked."""
    place = scope.at(path)
    node = evaluate_value(written, scope, path)
    is_open = node.is_unknown or has_symbol(node.text)
    if not is_open or not isinstance(written, str) or not is_expression(written):
        return [node.text] if node.text else []
    found = []
    for branch in _branches(parse_expression(written)):
        try:
            found.append(evaluate(branch, place).text)
        except RefusedError:
            continue
    return [text for text in found if text]


def _branches(tree: Expression) -> list[Expression]:
    if isinstance(tree, Call) and tree.key == "if" and len(tree.arguments) == 3:
        return [leaf for branch in tree.arguments[1:] for leaf in _branches(branch)]
    return [tree]
