"""Deployments inside deployments: which template, with which parameters, to which scope."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.nodes import Node, Unknown
from ...deployments.origins import Origin, Path
from ...wire.sentences import Sentence, sentence
from ...wire.symbols import has_symbol, spoken, symbol
from ..files import UnreadableError, beside
from .context import Context
from .declaring import absolute, text_of
from .document import field, is_template, spelled_key
from .evaluation import evaluate_value
from .names import Given
from .parameters import given_in_file
from .refusals import RefusedError
from .resource import Resource
from .sources import unreadable
from .targets import Scope as TargetScope
from .targets import Target, address_of
from .unknowns import pending


class Inside(Struct, frozen=True, kw_only=True):
    """The template of a nested deployment."""

    document: dict[str, Any]
    place: Origin
    target: Target
    given: Given
    is_outer: bool
    """Its expressions are those of the template around it."""


class Nesting:
    """Finds the template of one nested deployment; what stands in the way is noted."""

    def __init__(self, context: Context, resource: Resource, target: Target) -> None:
        """Take the deployment resource and where the template it is in goes."""
        self._context = context
        self._resource = resource
        self._scope = resource.scope
        self._around = target
        self._key = spelled_key(resource.entry, "properties")
        written = resource.entry.get(self._key)
        self._properties: dict[str, Any] = written if isinstance(written, dict) else {}

    def open(self) -> Inside | None:
        """Return the template, None where it is not to be seen."""
        self._note_mode()
        found = self._template()
        if found is None:
            return None
        document, place, is_outer = found
        target = self._target()
        if place.file != self._resource.origin.file:
            target = replace(target, address=address_of(place.file))
        return Inside(document=document, place=place, target=target, given=self._given(), is_outer=is_outer)

    def _path(self, *steps: str | int) -> Path:
        return (*self._resource.path, self._key, *steps)

    def _origin(self, *steps: str | int) -> Origin:
        return Origin(file=self._resource.origin.file, path=self._path(*steps))

    def _note_mode(self) -> None:
        mode = field(self._properties, "mode")
        if isinstance(mode, str) and mode.lower() == "complete":
            what = sentence("arm.mode-complete", name=spoken(self._resource.named.full_name))
            self._context.journal.gap(what, self._origin(spelled_key(self._properties, "mode")))

    def _template(self) -> tuple[dict[str, Any], Origin, bool] | None:
        key = spelled_key(self._properties, "template")
        inline = self._properties.get(key)
        if isinstance(inline, dict):
            options = field(self._properties, "expressionEvaluationOptions")
            is_inner = str(field(options, "scope")).lower() == "inner"
            return inline, self._origin(key), not is_inner
        link = field(self._properties, "templateLink")
        if isinstance(link, dict):
            return self._linked(link)
        if isinstance(inline, str):
            self._missing(sentence("arm.template-elsewhere", address=inline[:200]), inline, self._origin(key))
            return None
        self._context.journal.problem(sentence("arm.no-template"), self._resource.origin)
        return None

    def _linked(self, link: dict[str, Any]) -> tuple[dict[str, Any], Origin, bool] | None:
        for kind in ("relativePath", "uri", "id"):
            key = spelled_key(link, kind)
            if link.get(key) is None:
                continue
            path = self._path(spelled_key(self._properties, "templateLink"), key)
            try:
                address = text_of(evaluate_value(link[key], self._scope, path))
            except RefusedError as error:
                self._context.journal.refuse(error, Origin(file=self._resource.origin.file, path=path))
                return None
            return self._file(address, kind, Origin(file=self._resource.origin.file, path=path))
        self._context.journal.problem(sentence("arm.no-template"), self._resource.origin)
        return None

    def _file(self, address: str, kind: str, origin: Origin) -> tuple[dict[str, Any], Origin, bool] | None:
        name = self._context.links.get(address)
        relative = address if kind == "relativePath" else self._beside_this(address)
        try:
            if name is None and relative is not None and not has_symbol(relative):
                name = beside(origin.file, relative)
                if kind != "relativePath":
                    self._context.sources.files.read(name)
        except UnreadableError as error:
            if kind == "relativePath":
                self._context.journal.problem(unreadable(error), origin)
                return None
            name = None
        if name is None:
            self._missing(sentence("arm.template-elsewhere", address=spoken(address)[:200]), spoken(address), origin)
            return None
        document, problems = self._context.sources.read(name)
        for problem in problems:
            self._context.journal.add(problem)
        if not isinstance(document, dict) or not is_template(document):
            if document is not None:
                self._context.journal.problem(sentence("arm.not-template", file=name), origin)
            self._missing(sentence("arm.template-unread", file=name), name, origin)
            return None
        self._context.check(document, name)
        return document, Origin(file=name), False

    def _beside_this(self, address: str) -> str | None:
        """Return the path behind the address of the template itself: `uri(deployment()….uri, 'nested/a.json')`."""
        around = self._around.address
        return address.removeprefix(around).lstrip("/") if around and address.startswith(around) else None

    def _missing(self, what: Sentence, needs: str, origin: Origin) -> None:
        self._context.journal.gap(what, origin, needs[:200], hides_resources=True)

    def _given(self) -> Given:
        key = spelled_key(self._properties, "parameters")
        made: dict[str, tuple[str, Node]] = {}
        if key in self._properties:
            node = evaluate_value(self._properties[key], self._scope, self._path(key))
            whole = Node(node.value, node.origin or self._origin(key))
            for name, each in whole.items():
                made[name.lower()] = name, self._value_of(name, each)
        link = field(self._properties, "parametersLink")
        return made if not isinstance(link, dict) else {**self._linked_parameters(link), **made}

    def _value_of(self, name: str, each: Node) -> Node:
        value = each.get("value")
        if value is not None:
            return value
        if each.get("reference") is not None:
            return Node(pending("secret", f"secret for {name}"), each.origin, is_secret=True)
        unknown = each.value if isinstance(each.value, Unknown) else pending("not-supplied", f"parameter {name}")
        return Node(unknown, each.origin)

    def _linked_parameters(self, link: dict[str, Any]) -> Given:
        path = self._path(spelled_key(self._properties, "parametersLink"), "uri")
        origin = Origin(file=self._resource.origin.file, path=path)
        try:
            address = text_of(evaluate_value(field(link, "uri"), self._scope, path))
        except RefusedError as error:
            self._context.journal.refuse(error, origin)
            return {}
        name = self._context.links.get(address)
        if name is None:
            what = sentence("arm.parameters-elsewhere", address=spoken(address)[:200])
            self._context.journal.gap(what, origin, spoken(address)[:200])
            return {}
        document, problems = self._context.sources.read(name)
        for problem in problems:
            self._context.journal.add(problem)
        return given_in_file(document, name)

    def _target(self) -> Target:
        """Return the scope of a nested deployment: what it says, else that of the template around it."""
        entry = self._resource.entry
        texts = {
            key: text_of(
                evaluate_value(field(entry, key), self._scope, (*self._resource.path, spelled_key(entry, key)))
            )
            for key in ("resourceGroup", "subscriptionId", "scope", "location")
            if field(entry, key) is not None
        }
        target = replace(self._around, deployment=self._resource.named.full_name)
        if "subscriptionId" in texts or "resourceGroup" in texts:
            scope: TargetScope = "resourceGroup" if "resourceGroup" in texts else "subscription"
            subscription, group = (
                texts.get("subscriptionId", target.subscription),
                texts.get("resourceGroup", target.group),
            )
            return _moved(replace(target, scope=scope, subscription=subscription, group=group), self._around, texts)
        if "scope" in texts:
            return _moved(_of_scope(absolute(texts["scope"], target), target), self._around, texts)
        return target


def _of_scope(id_: str, target: Target) -> Target:
    """Return a target by the id of its scope."""
    segments = id_.split("/")
    lowered = [segment.lower() for segment in segments]
    if "resourcegroups" in lowered[:-1]:
        group = segments[lowered.index("resourcegroups") + 1]
        return replace(target, scope="resourceGroup", subscription=segments[2], group=group)
    if lowered[1:2] == ["subscriptions"] and len(segments) > 2:
        return replace(target, scope="subscription", subscription=segments[2])
    if "managementgroups" in lowered[:-1]:
        name = segments[lowered.index("managementgroups") + 1]
        return replace(target, scope="managementGroup", management_group=name)
    return replace(target, scope="tenant") if not id_ else target


def _moved(target: Target, around: Target, texts: dict[str, str]) -> Target:
    """Return a target whose location is not that of another group."""
    if target.scope == "resourceGroup":
        if target.id.lower() != around.id.lower():
            return replace(target, location=symbol(f"location of resource group {spoken(target.group)}"))
        return target
    return replace(target, location=texts.get("location", target.location))
