"""What lies around clusters: policies with their definitions, who changed what, ranges that gateways learned."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..importers.exports.items import Item, shown
from ..net.prefixes import Prefix, contains, parsed
from ..rules.cluster_facts import Activity, PolicyAssignment, Surroundings
from ..rules.fields import Fields, certain
from ..rules.unknown import UNKNOWN, Maybe, Unknown
from ..rules.view import TakenRange

_ASSIGNMENTS = "microsoft.authorization/policyassignments"
_DEFINITIONS = "microsoft.authorization/policydefinitions"
_EXEMPTIONS = "microsoft.authorization/policyexemptions"
_PARAMETER = "[parameters('"
_GATEWAY = "virtualnetworkgateway"
Document = Mapping[str, Any]


def surroundings_of(documents: Iterable[Document], items: Iterable[Item]) -> Surroundings:
    """Return the policies and the activities that were exported."""
    by_type: dict[str, list[Fields]] = {_ASSIGNMENTS: [], _DEFINITIONS: [], _EXEMPTIONS: []}
    for document in documents:
        if (kind := str(document["type"]).lower()) in by_type:
            by_type[kind].append(Fields(document))
    definitions = {certain(each.text("id")).lower(): each.fields("properties") for each in by_type[_DEFINITIONS]}
    exempt = _exempt_scopes(by_type[_EXEMPTIONS])
    assignments = tuple(_assignment(each, definitions, exempt) for each in by_type[_ASSIGNMENTS])
    return Surroundings(
        policies=assignments or UNKNOWN,
        activities=tuple(_activity(item) for item in items if item.kind == "activity"),
    )


def _exempt_scopes(exemptions: Iterable[Fields]) -> dict[str, list[str]]:
    """Return what is exempt from each policy assignment for good."""
    found: dict[str, list[str]] = {}
    for each in exemptions:
        properties = each.fields("properties")
        if properties.get("expiresOn") is None:
            assignment = certain(properties.text("policyAssignmentId")).lower()
            found.setdefault(assignment, []).append(_scope_of(certain(each.text("id"))))
    return found


def _scope_of(id_: str) -> str:
    """Return what an extension such as a policy assignment lies on, which its id begins with."""
    return id_[: max(0, id_.lower().rfind("/providers/microsoft.authorization/"))]


def _assignment(fields: Fields, definitions: Mapping[str, Fields], exempt: Mapping[str, list[str]]) -> PolicyAssignment:
    properties, id_ = fields.fields("properties"), certain(fields.text("id"))
    definition = definitions.get(certain(properties.text("policyDefinitionId")).lower())
    not_scopes = properties.texts("notScopes")
    return PolicyAssignment(
        id=id_,
        title=certain(properties.text("displayName")) or certain(fields.text("name")),
        scope=certain(properties.text("scope")) or _scope_of(id_),
        excluded=(*(() if isinstance(not_scopes, Unknown) else not_scopes), *exempt.get(id_.lower(), ())),
        effect=_effect(properties, definition),
        aliases=UNKNOWN if definition is None else tuple(sorted(set(_texts(definition.get("policyRule"))))),
        is_enforced=certain(properties.text("enforcementMode")).lower() != "donotenforce",
    )


def _effect(assignment: Fields, definition: Fields | None) -> Maybe[str]:
    """Return the effect of a policy: written out, or given as a parameter by the assignment or by default."""
    if definition is None:
        return UNKNOWN
    effect = certain(definition.fields("policyRule").fields("then").text("effect"))
    if not effect.startswith(_PARAMETER):
        return effect.lower() or UNKNOWN
    name = effect[len(_PARAMETER) :].partition("'")[0]
    given = assignment.fields("parameters").fields(name).text("value")
    default = definition.fields("parameters").fields(name).text("defaultValue")
    return certain(given or default).lower() or UNKNOWN


def _texts(value: Any) -> Iterator[str]:
    """Yield every text in a policy's rule, lower-case: the types and fields it is about are among them."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
        elif isinstance(each, str):
            yield each.lower()


def _activity(item: Item) -> Activity:
    fields = Fields(item.document)
    return Activity(
        operation=_value(fields, "operationName"),
        resource_id=certain(fields.text("resourceId")),
        caller=certain(fields.text("caller")),
        time=certain(fields.text("eventTimestamp")),
        status=_value(fields, "status"),
        place=shown(item.file, item.path),
    )


def _value(fields: Fields, name: str) -> str:
    """Return a value that az writes as `{"value": …, "localizedValue": …}` and REST sometimes as a text."""
    whole = fields.get(name)
    return whole if isinstance(whole, str) else certain(fields.fields(name).text("value"))


def learned_ranges(items: Iterable[Item], own: Iterable[Prefix]) -> tuple[TakenRange, ...]:
    """Return the ranges that gateways learned from elsewhere: not the networks that are exported, not a default route."""
    networks = tuple(own)
    found: dict[str, TakenRange] = {}
    for item in items:
        for text in _learned(item):
            for prefix in parsed((text,)):
                if prefix.prefixlen and not any(contains(network, prefix) for network in networks):
                    found.setdefault(text, TakenRange(shown(item.file, item.path), text))
    return tuple(found.values())


def _learned(item: Item) -> tuple[str, ...]:
    fields = Fields(item.document)
    if item.kind == "learned-route":
        return (certain(fields.text("network")),)
    if item.kind == "effective-route" and certain(fields.text("nextHopType")).lower() == _GATEWAY:
        is_learned = certain(fields.text("source")).lower() == _GATEWAY and certain(fields.text("state")) == "Active"
        prefixes = fields.texts("addressPrefix")
        return prefixes if is_learned and not isinstance(prefixes, Unknown) else ()
    return ()
