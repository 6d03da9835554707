"""Data sources of azurerm: what they look up exists already; its id is known from what they are asked for."""

from collections.abc import Callable

from ....deployments.nodes import Node
from ....roles.builtin import ROLE_DEFINITIONS
from ....wire.symbols import has_symbol
from ..language.values import Unsure, symbol_of
from ..written import Written
from .access import built_in_role

Attributes = dict[str, Node]


def _unsure(written: Written, name: str) -> Node:
    return Node(Unsure("run-time", "", f"{written.address}.{name}"))


def _subscription(written: Written) -> Attributes:
    given = written.argument("subscription_id")
    id_ = given.value if given is not None and isinstance(given.value, str) else written.subscription
    return {
        "id": Node(f"/subscriptions/{id_}"),
        "subscription_id": Node(id_),
        "tenant_id": _unsure(written, "tenant_id"),
    }


def _client(written: Written) -> Attributes:
    return {
        "subscription_id": Node(written.subscription),
        "tenant_id": Node(symbol_of("tenant")),
        "object_id": Node(symbol_of("principal that runs Terraform")),
        "client_id": Node(symbol_of("client that runs Terraform")),
    }


def _role(written: Written) -> Attributes:
    """Return the definition a name or id means; built-in ones have the same GUID everywhere."""
    given, name = written.argument("role_definition_id"), written.argument("name")
    guid = given.text if given is not None else built_in_role(name.text) if name is not None else ""
    scope = written.argument("scope")
    head = scope.text.rstrip("/") if scope is not None and not has_symbol(scope.text) else ""
    last = guid or (name.text if name is not None else "") or symbol_of(written.address)
    id_ = f"{head or f'/subscriptions/{written.subscription}'}/providers/{ROLE_DEFINITIONS}/{last}"
    return {"id": Node(id_), "role_definition_id": Node(last)}


SPECIAL: dict[str, Callable[[Written], Attributes]] = {
    "azurerm_client_config": _client,
    "azurerm_role_definition": _role,
    "azurerm_subscription": _subscription,
}
