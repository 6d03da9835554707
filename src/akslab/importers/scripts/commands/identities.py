"""`az identity`, `az role`, `az ad sp`, `az lock`: who may do what."""

import json
from typing import Any

from ....deployments.nodes import Node, Unknown, node_of
from ....roles.builtin import ROLE_DEFINITIONS
from ....wire.symbols import is_symbol, principal_of, spoken, symbol
from ...files import UnreadableError
from ...json_text import JsonError, parse_json
from ..bodies import leaf, named, object_
from ..naming import symbol_of
from ..results import Result
from ..texts import Text
from .call import Call, Command

IDENTITIES = "Microsoft.ManagedIdentity/userAssignedIdentities"
ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
LOCKS = "Microsoft.Authorization/locks"
_PRINCIPALS = ("principal of ", "kubelet of ", "application ")
"""What symbols of principals begin with; any other symbol may be one of these."""
NETWORK_CONTRIBUTOR = "Network Contributor"


def client_of(identity_id: str) -> str:
    """Return the symbol of an identity's client id."""
    return symbol(f"client of {spoken(identity_id.lower())}")


def _identity(call: Call, id_: str, body: Node | None) -> Result:
    call.cloud.clients[client_of(id_)] = principal_of(id_)
    return Result(id=id_, body=body, facts={"principalid": principal_of(id_), "clientid": client_of(id_)})


def create_identity(call: Call) -> Result:
    """`az identity create`."""
    id_ = call.id_of(IDENTITIES, call.name())
    return _identity(call, id_, call.put(id_, IDENTITIES, {"location": call.location()}).body)


def show_identity(call: Call) -> Result:
    """`az identity show`."""
    id_ = call.given_id() or call.id_of(IDENTITIES, call.name())
    return _identity(call, id_, call.look_up(id_, IDENTITIES).body)


def assign_role(call: Call) -> Result:
    """`az role assignment create`; without a scope it is the group's, or the subscription's, as az once had it."""
    assignee = call.text("--assignee-object-id", "--assignee")
    role = call.text("--role")
    scope = call.text("--scope")
    group = call.group_id if call.has("--resource-group") else f"/subscriptions/{call.subscription}"
    return assign(call, assignee, role, scope or Text(text=group, origin=call.origin))


def assign(call: Call, assignee: Text | None, role: Text | None, scope: Text, address: str = "") -> Result:
    """Declare a role assignment, with a name that nobody can tell."""
    address = address or call.address
    call.cloud.note_id(scope.text)
    place = scope.text.rstrip("/") or "/"
    where: Node | None = Node(place, scope.origin)
    if not place.startswith("/") or call.cloud.is_doubtful(place):
        where = Node(Unknown("not-supplied", "--subscription"), scope.origin)
    properties = {
        "principalId": _principal(call, assignee),
        "roleDefinitionId": named(role) or Node(Unknown("not-supplied", "--role"), call.origin),
        "scope": where,
    }
    base = place if place.startswith("/") and place != "/" else ""
    id_ = f"{base}/providers/{ASSIGNMENTS}/{symbol(f'role assignment at {address}')}"
    return call.declare(id_, ASSIGNMENTS, object_({"properties": object_(properties, call.origin)}), address=address)


def _principal(call: Call, assignee: Text | None) -> Node:
    if assignee is None:
        return Node(Unknown("not-supplied", "--assignee"), call.origin)
    known = call.cloud.clients.get(assignee.text, assignee.text)
    if is_symbol(known) and not spoken(known)[1:].startswith(_PRINCIPALS):
        return Node(Unknown("not-supplied", assignee.needs or "--assignee"), assignee.origin)
    return Node(known, assignee.origin)


def define_role(call: Call) -> Result:
    """`az role definition create`: a custom role, as JSON in the argument or in a file."""
    text = call.text("--role-definition")
    written = _content(call, text)
    if not isinstance(written, dict):
        id_ = f"/subscriptions/{call.subscription}/providers/{ROLE_DEFINITIONS}/{symbol(f'role at {call.address}')}"
        return call.put(id_, ROLE_DEFINITIONS, {"properties": Node(Unknown("unreadable", "the role's JSON"))})
    lower = {str(key).lower(): value for key, value in written.items()}
    name = str(lower.get("name", lower.get("rolename", "")))
    permission = {
        "actions": lower.get("actions", []),
        "notActions": lower.get("notactions", []),
        "dataActions": lower.get("dataactions", []),
    }
    permissions = lower.get("permissions") or [permission]
    body = {"name": name, "properties": {"roleName": name, "permissions": permissions}}
    id_ = f"/subscriptions/{call.subscription}/providers/{ROLE_DEFINITIONS}/{symbol(f'role {name}')}"
    return call.declare(id_, ROLE_DEFINITIONS, node_of(body, text.origin if text else call.origin))


def _content(call: Call, text: Text | None) -> Any:
    if text is None:
        return None
    try:
        written = text.text if text.text.lstrip().startswith("{") else call.files.read(text.text.removeprefix("@"))
        return parse_json(written)
    except (JsonError, UnreadableError, json.JSONDecodeError):
        return None


def create_service_principal(call: Call) -> Result:
    """`az ad sp create-for-rbac`: an application, and the roles it is given at once."""
    name = call.text("--name", "--display-name")
    application = symbol_of(f"application {spoken(name.text) if name else f'at {call.address}'}")
    role = call.text("--role")
    for number, scope in enumerate(call.texts("--scopes")):
        if role and not call.has("--skip-assignment"):
            address = call.address if number == 0 else f"{call.address} scope {number + 1}"
            assign(call, Text(text=application, origin=call.origin), role, scope, address)
    return _application(application)


def show_service_principal(call: Call) -> Result:
    """`az ad sp show`: it is called by its application's id, whatever it is asked for."""
    id_ = call.text("--id", "--display-name")
    return _application(id_.text if id_ else symbol_of(f"application at {call.address}"))


def _application(application: str) -> Result:
    own = (
        "appid",
        "clientid",
        "id",
        "objectid",
        "[0].appid",
        "[0].id",
        "[0].objectid",
        "[].appid",
        "[].id",
        "[].objectid",
    )
    secret = symbol(f"secret of {spoken(application)}")
    return Result(
        id=application, facts={**dict.fromkeys(own, application), "password": secret, "tenant": symbol("tenant")}
    )


def create_lock(call: Call) -> Result:
    """`az lock create`: on a resource, its group, or the whole subscription."""
    name = call.name()
    id_ = f"{_locked(call)}/providers/{LOCKS}/{name.text}"
    properties = object_({"level": leaf(call.text("--lock-type"))}, call.origin)
    return call.put(id_, LOCKS, {"properties": properties})


def _locked(call: Call) -> str:
    resource, type_ = call.text("--resource"), call.text("--resource-type")
    if resource and resource.text.startswith("/"):
        return resource.text.rstrip("/")
    if resource and type_:
        namespace = call.text("--namespace")
        whole = type_.text if "/" in type_.text or namespace is None else f"{namespace.text}/{type_.text}"
        return f"{call.group_id}/providers/{whole}/{resource.text}"
    return call.group_id if call.has("--resource-group") else f"/subscriptions/{call.subscription}"


COMMANDS: dict[str, Command] = {
    "identity create": create_identity,
    "identity show": show_identity,
    "role assignment create": assign_role,
    "role definition create": define_role,
    "lock create": create_lock,
    "ad sp create-for-rbac": create_service_principal,
    "ad sp create": show_service_principal,
    "ad sp show": show_service_principal,
    "ad sp list": show_service_principal,
}
