"""An example of a rule: a view that remembers the documents it was made of, so that it can be shown as well as judged."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import to_builtins
from msgspec.structs import replace

from ..roles.authorization import Grant, Permission, permissions_of, permits
from ..roles.builtin import BUILTIN_ROLES
from ..wire.resource_id import InvalidResourceId
from ..wire.symbols import spoken
from .az_commands import AzCommand
from .from_documents import view_of
from .ids import name_of
from .resources import RoleAssignment
from .time import Loss, Order, association_of
from .unknown import UNKNOWN, CannotJudge
from .view import Rights, View

Document = dict[str, Any]
_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"
_NOT_DOCUMENTS = (
    "order", "language", "losses", "replacements", "taken", "role_assignments", "cluster_facts", "surroundings",
    "is_in_part",
)  # fmt: skip


class Example(View, frozen=True, kw_only=True):
    """A view and what it was made of."""

    documents: tuple[Document, ...] = ()
    earlier: tuple[Document, ...] = ()
    """What was there before the request."""

    def shown(self) -> dict[str, Any]:
        """Return all of it as JSON: documents by type and name, then what is no document."""
        parts: dict[str, Any] = {called(each): each for each in self.documents}
        if self.earlier:
            parts["before"] = {called(each): each for each in self.earlier}
        if self.order:
            parts["order"] = _told_order(self.order)
        if self.losses:
            parts["secondApply"] = [_told_loss(loss) for loss in self.losses]
        if self.replacements:
            parts["replaced"] = [
                {"address": each.address, "because": list(each.properties)} for each in self.replacements
            ]
        if self.taken:
            parts["taken"] = {each.name: each.prefix for each in self.taken}
        parts |= _told_running(self)
        if self.operation:
            parts["operation"] = self.operation
        if self.commands:
            parts |= _told_script(self.commands)
        if self.requests:
            parts["requests"] = [_told_request(request) for request in self.requests]
        return parts


def called(document: Mapping[str, Any]) -> str:
    """Return how a document is called among others: `virtualNetworks/myAKSVnet`."""
    return f"{str(document['type']).rsplit('/', 1)[-1]}/{document['name']}"


def example_of(documents: tuple[Document, ...], keywords: Mapping[str, Any]) -> Example:
    """Return the example of documents; keywords are the View's, `before` being documents too.

    Role assignments among the documents become those of the view, and are the only rights there are.
    """
    told = {name: keywords[name] for name in _NOT_DOCUMENTS if name in keywords}
    others = {name: value for name, value in keywords.items() if name not in told}
    assigned = tuple(_assignment(each) for each in documents if each.get("type") == _ASSIGNMENTS)
    if assigned:
        told["role_assignments"] = assigned
        others["rights"] = rights_by(assigned)
    view = replace(view_of(documents, **others), **told)
    fields = {name: getattr(view, name) for name in View.__struct_fields__}
    return Example(**fields, documents=documents, earlier=tuple(others.get("before", ())))


def _assignment(document: Document) -> RoleAssignment:
    properties = document["properties"]
    return RoleAssignment(
        id=document["id"],
        principal_id=properties["principalId"],
        scope=properties["scope"],
        role=properties["roleDefinitionName"],
        permissions=_permissions(properties),
    )


def _permissions(properties: Mapping[str, Any]) -> tuple[Permission, ...]:
    """Return what a role of this name permits, or the actions that stand beside it for a custom one."""
    if "actions" in properties:
        return (Permission(tuple(properties["actions"])),)
    named = (each["properties"] for each in BUILTIN_ROLES)
    return next(permissions_of(each) for each in named if each["roleName"] == properties["roleDefinitionName"])


def rights_by(assignments: Iterable[RoleAssignment]) -> Rights:
    """Return the rights that exactly these assignments give."""
    assignments = tuple(assignments)

    def rights(principal: str, action: str, scope: str) -> bool:
        grants = [
            Grant(str(each.scope).lower(), each.permissions)
            for each in assignments
            if each.principal_id == principal and isinstance(each.permissions, tuple)
        ]
        try:
            return permits(grants, action, scope)
        except InvalidResourceId as error:
            raise CannotJudge(str(error)) from error

    return rights


def in_order(*steps: Document | tuple[Document, ...]) -> Order:
    """Return the order in which each step waits for all before it; those in a tuple do not wait for each other."""
    made: dict[str, set[str]] = {}
    waits: dict[str, frozenset[str]] = {}
    pauses: dict[str, int | None] = {}
    before: set[str] = set()
    for step in steps:
        together = step if isinstance(step, tuple) else (step,)
        for document in together:
            for key in _makes(document):
                made.setdefault(key, set()).add(called(document))
            waits[called(document)] = frozenset(before)
            if document["type"] == "akslab/wait":
                pauses[called(document)] = document["seconds"]
        before |= {called(document) for document in together}
    return Order(steps={key: frozenset(addresses) for key, addresses in made.items()}, waits=waits, pauses=pauses)


def _makes(document: Document) -> list[str]:
    written = (document, *document.get("properties", {}).get("subnets", ()))
    attached = (each for each in written if each.get("properties", {}).get("routeTable"))
    return [*(each["id"].lower() for each in written), *(association_of(each["id"]) for each in attached)]


def _told_order(order: Order) -> list[str]:
    """Return the steps by name, those that may happen at one time together."""
    layers: dict[int, list[str]] = {}
    for address, waited in order.waits.items():
        layers.setdefault(len(waited), []).append(address.rsplit("/", 1)[-1])
    return [" | ".join(layers[number]) for number in sorted(layers)]


def _told_loss(loss: Loss) -> dict[str, str]:
    return {"address": loss.address, "takesAway": loss.what, "when": loss.when}


def _told_script(commands: tuple[AzCommand, ...]) -> dict[str, Any]:
    """Return the commands of a script, and the line that makes it stop at errors if it does."""
    first = {} if any(command.goes_on for command in commands) else {"firstLine": "set -e"}
    return {**first, "commands": [_told_command(command) for command in commands]}


def _told_command(command: AzCommand) -> str:
    """Return a command as a person would type it; what stands on a line of its own comes behind a line break."""
    options = [f"{name} {spoken(str(value))}".rstrip() for name, value in command.options.items()]
    return "\n".join([" ".join(["az", command.command, *options, *command.unknown]), *command.broken])


def _told_request(request: object) -> dict[str, Any]:
    told: dict[str, Any] = to_builtins(request)
    return told


def _told_running(example: View) -> dict[str, Any]:
    """Return what is told from inside clusters, and of what lies around them."""
    told = {f"inside {name_of(id_)}": _told_facts(facts) for id_, facts in example.cluster_facts.items()}
    around = _told_facts(example.surroundings)
    return told | ({"surroundings": around} if around else {})


def _told_facts(facts: object) -> dict[str, Any]:
    """Return the facts that were told, without those that are as they are where nobody says anything."""
    told: dict[str, Any] = {}
    for name in getattr(type(facts), "__struct_fields__", ()):
        value = getattr(facts, name)
        if value not in (UNKNOWN, True, "", ()):
            told[name] = _told_value(value)
    return told


def _told_value(value: object) -> Any:
    if isinstance(value, tuple):
        return [_told_value(each) for each in value]
    return _told_facts(value) if hasattr(type(value), "__struct_fields__") else value
