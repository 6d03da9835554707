"""What a JSON file is: a template, a parameter file, or neither; and how to read objects that people spell variously."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .targets import Scope

_SCOPES: Mapping[str, Scope] = {
    "subscriptiondeploymenttemplate": "subscription",
    "managementgroupdeploymenttemplate": "managementGroup",
    "tenantdeploymenttemplate": "tenant",
}
_REMEMBERED = 40
"""Keys of an object worth remembering."""


def field(value: Any, name: str) -> Any:
    """Return a member of an object, found without case; None if it has none, or is no object."""
    return value.get(spelled_key(value, name)) if isinstance(value, dict) else None


def spelled_key(value: Mapping[str, Any], name: str) -> str:
    """Return the key of an object as it is written there; the name itself if there is none."""
    if name in value:
        return name
    if len(value) <= _REMEMBERED:
        return _spellings(tuple(value)).get(name.lower(), name)
    return next((key for key in value if key.lower() == name.lower()), name)


@lru_cache(maxsize=2048)
def _spellings(keys: tuple[str, ...]) -> dict[str, str]:
    """Return the keys of an object by lower case: objects of a template have few sets of keys."""
    return {key.lower(): key for key in reversed(keys)}


def is_template(value: object) -> bool:
    """Whether a JSON value is an ARM template: its schema says so, or its shape does."""
    if not isinstance(value, dict) or not isinstance(field(value, "resources"), list | dict):
        return False
    schema = field(value, "$schema")
    if isinstance(schema, str) and "schema.management.azure.com" in schema.lower():
        return "deploymenttemplate" in schema.lower()
    return isinstance(field(value, "contentVersion"), str)


def is_parameter_file(value: object) -> bool:
    """Whether a JSON value is a file of parameters for a template."""
    if not isinstance(value, dict) or field(value, "resources") is not None:
        return False
    schema, parameters = field(value, "$schema"), field(value, "parameters")
    if isinstance(schema, str) and "deploymentparameters" in schema.lower():
        return True
    if isinstance(parameters, dict) and not isinstance(schema, str):
        return bool(parameters) and all(_is_given(each) for each in parameters.values())
    return False


def _is_given(value: object) -> bool:
    return isinstance(value, dict) and any(
        field(value, key) is not None for key in ("value", "reference", "expression")
    )


def scope_of(template: Mapping[str, Any]) -> Scope:
    """Return the scope a template says it is for, by its schema."""
    schema = str(field(template, "$schema") or "").lower()
    return next((scope for word, scope in _SCOPES.items() if word in schema), "resourceGroup")
