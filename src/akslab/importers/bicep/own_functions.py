"""Functions that Bicep has and ARM's library has not: compile-time ones, files of the tree, scopes by their names."""

import base64
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from ...deployments.nodes import Node, node_of
from ...deployments.origins import Origin, Path
from ...roles.builtin import BUILTIN_ROLES, ROLE_DEFINITIONS
from ...wire.sentences import sentence
from ..arm.functions import FUNCTIONS, invoke
from ..arm.functions.arguments import partial_text, text
from ..arm.refusals import RefusedError
from ..arm.targets import group_id, management_group_id
from ..arm.unknowns import Pending, pending, spelled
from ..json_text import JsonError, parse_json
from . import syntax
from .scope import Scope
from .values import plain_value
from .yaml_text import NotReadError, parse_yaml

Evaluate = Callable[[syntax.Expression, Scope], Node]
Own: TypeAlias = Callable[[syntax.Call, Scope, Evaluate], Node]

_GUIDS = {str(role["properties"]["roleName"]).lower(): str(role["name"]) for role in BUILTIN_ROLES}
_JSON_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\[(\d{1,9})\]")


def _arguments(call: syntax.Call, scope: Scope, evaluate: Evaluate, least: int, most: int) -> tuple[Node, ...]:
    given = len(call.arguments)
    if not least <= given <= most:
        key = "arm.count" if least == most else "arm.count-between"
        raise RefusedError(sentence(key, name=call.name, least=least, most=most, given=given))
    return tuple([plain_value(evaluate(each, scope)) for each in call.arguments])


def _any(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    return _arguments(call, scope, evaluate, 1, 1)[0]


def _nameof(call: syntax.Call, scope: Scope, _: Evaluate) -> Node:
    of = call.arguments[0] if len(call.arguments) == 1 else None
    if isinstance(of, syntax.Name | syntax.Member | syntax.Child):
        return Node(of.name)
    if isinstance(of, syntax.Element) and isinstance(of.index, syntax.Text) and of.index.plain is not None:
        return Node(of.index.plain)
    raise RefusedError(sentence("bicep.nameof", given=scope.written(call)[:80]))


def _resource_group(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 0, 2)
    if not arguments:
        return invoke(FUNCTIONS["resourcegroup"], scope, ())
    names = [partial_text(arguments, place) for place in range(len(arguments))]
    subscription = names[0] if len(names) == 2 else scope.target.subscription
    return _scope_object(group_id(subscription, names[-1]), names[-1], "Microsoft.Resources/resourceGroups")


def _subscription(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 0, 1)
    if not arguments:
        return invoke(FUNCTIONS["subscription"], scope, ())
    given = partial_text(arguments, 0)
    made = _scope_object(f"/subscriptions/{given}", given, "Microsoft.Resources/subscriptions")
    return Node({**made.value, "subscriptionId": Node(given)})


def _management_group(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 0, 1)
    if not arguments:
        return invoke(FUNCTIONS["managementgroup"], scope, ())
    name = partial_text(arguments, 0)
    return _scope_object(management_group_id(name), name, "Microsoft.Management/managementGroups")


def _scope_object(id_: str, name: str, type_: str) -> Node:
    rest = Pending("run-time", id_, f"the scope {id_}")
    return Node({"id": Node(id_), "name": Node(name), "type": Node(type_), "*": Node(rest)})


def _role_definitions(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    """Find a built-in role by its name; of another one the name stays, by which it may be found later."""
    name = partial_text(_arguments(call, scope, evaluate, 1, 1), 0)
    guid = _GUIDS.get(name.lower(), name)
    return Node({"id": Node(f"/providers/{ROLE_DEFINITIONS}/{guid}"), "roleDefinitionId": Node(guid)})


def _reference(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 3)
    words = f"{call.name}({', '.join(spelled(node, scope.budget) for node in arguments)})"
    return Node(Pending("run-time", words, words))


def _load_text(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 2)
    file, content = scope.names.text_of_file(text(arguments, 0))
    scope.budget.spend_text(len(content))
    return Node(content, Origin(file=file, start=0, end=len(content)))


def _load_base64(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    name = text(_arguments(call, scope, evaluate, 1, 1), 0)
    try:
        _file, content = scope.names.text_of_file(name)
    except RefusedError as error:
        if error.what.key != "bicep.file-not-text":
            raise
        return Node(Pending("unsupported", name, f"{call.name}('{name}')"))
    scope.budget.spend_text(len(content) * 2)
    return Node(base64.b64encode(content.encode("utf-8", "replace")).decode())


def _load_json(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 3)
    file, content = scope.names.text_of_file(text(arguments, 0))
    scope.budget.spend(1 + len(content) // 8)
    try:
        node = node_of(parse_json(content), Origin(file=file, path=()))
    except JsonError as error:
        raise RefusedError(sentence("bicep.not-json", file=file, reason=error.reason)) from None
    return _at_path(node, arguments, file, scope)


def _at_path(node: Node, arguments: tuple[Node, ...], file: str, scope: Scope) -> Node:
    """Return what is at the path that the second argument names, the whole without one."""
    scope.budget.weigh(node)
    path = text(arguments, 1) if len(arguments) > 1 else "$"
    for step in _json_path(path):
        found = node.get(step)
        if found is None:
            raise RefusedError(sentence("bicep.no-json-path", file=file, path=path[:80]))
        node = found
    return node


def _json_path(path: str) -> Path:
    """Return the steps of a JSONPath that names one value. Raises RefusedError for one that searches."""
    at, steps = len(path) - len(path.removeprefix("$")), list[str | int]()
    while found := _JSON_STEP.match(path, at):
        steps.append(int(found[3]) if found[3] else found[1] or found[2] or "")
        at = found.end()
    if at != len(path):
        raise RefusedError(sentence("bicep.json-path", path=path[:80]))
    return tuple(steps)


def _load_yaml(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 3)
    file, content = scope.names.text_of_file(text(arguments, 0))
    scope.budget.spend(1 + len(content) // 8)
    try:
        node = parse_yaml(content, file)
    except NotReadError as error:
        place = Origin(file=file, start=error.offset, end=min(len(content), error.offset + 1))
        scope.names.journal.gap(sentence("bicep.gap-file", function=call.name, file=file), place, needs=file)
        return Node(Pending("unsupported", file, f"{call.name}('{file}')"))
    return _at_path(node, arguments, file, scope)


def _unread_file(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 3)
    name = text(arguments, 0)
    scope.names.journal.gap(sentence("bicep.gap-file", function=call.name, file=name), scope.origin(call), needs=name)
    return Node(Pending("unsupported", name, f"{call.name}('{name}')"))


def _environment(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 2)
    name = text(arguments, 0)
    given = scope.names.environment(name)
    if given is not None:
        return Node(given)
    if len(arguments) > 1:
        return arguments[1]
    needs = f"environment variable {name}"
    scope.names.journal.gap(sentence("bicep.gap-environment", name=name), scope.origin(call), needs=needs)
    return Node(pending("not-supplied", needs))


def _external(call: syntax.Call, scope: Scope, evaluate: Evaluate) -> Node:
    arguments = _arguments(call, scope, evaluate, 1, 2)
    words = f"{call.name}({', '.join(spelled(node, scope.budget) for node in arguments)})"
    return Node(Pending("not-supplied", words, words))


OWN: Mapping[str, Own] = {
    "any": _any,
    "nameof": _nameof,
    "resourceGroup": _resource_group,
    "subscription": _subscription,
    "managementGroup": _management_group,
    "roleDefinitions": _role_definitions,
    "reference": _reference,
    "loadTextContent": _load_text,
    "loadJsonContent": _load_json,
    "loadFileAsBase64": _load_base64,
    "loadYamlContent": _load_yaml,
    "loadDirectoryFileInfo": _unread_file,
    "readEnvironmentVariable": _environment,
    "readEnvVar": _environment,
    "externalInput": _external,
    "readCliArg": _external,
}
