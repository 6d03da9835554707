"""`provider::azurerm::parse_resource_id` and `normalise_resource_id`."""

from typing import Any

from .....wire.resource_id import InvalidResourceId, ResourceId, parse_resource_id
from .signature import Function, refuse, text


def _parsed(name: str, value: object) -> ResourceId:
    try:
        return parse_resource_id(text(value))
    except InvalidResourceId:
        raise refuse(name, "tf.why-no-id", value=text(value)[:200]) from None


def _parse(value: object) -> dict[str, Any]:
    found = _parsed("parse_resource_id", value)
    return {
        "subscription_id": found.subscription_id,
        "resource_group_name": found.resource_group,
        "resource_provider": found.namespace,
        "full_resource_type": found.type,
        "resource_type": found.types[-1] if found.types else "",
        "resource_name": found.name,
        "resource_scope": "",
        "parent_resources": dict(zip(found.types[:-1], found.names[:-1], strict=True)),
    }


def _normalise(value: object) -> str:
    return str(_parsed("normalise_resource_id", value))


FUNCTIONS = {
    "provider::azurerm::normalise_resource_id": Function(_normalise, 1, 1, "ids"),
    "provider::azurerm::parse_resource_id": Function(_parse, 1, 1, "ids"),
}
