"""The azapi provider: ARM as it is, with the type and API version in one text.

`azapi_resource` sends its whole body when something in it changed; `azapi_update_resource` reads, merges and sends.
"""

import json
from typing import Any

from ...deployments.nodes import Node, Unknown
from ...wire.symbols import has_symbol
from .azurerm.clusters import IDENTITY
from .azurerm.kinds import Branch, Made, Second, closed, fill, normal_location
from .language.functions.encodings import from_json
from .language.values import JsonDoubt, JsonText, Unsure, label_of, node, symbol_of
from .written import Written, part

PUT, PATCH = "azapi_resource", "azapi_update_resource"


def type_of(written: Written) -> str:
    """Return the ARM type, without its API version; nothing when it is not known."""
    given = written.argument("type")
    return given.text.partition("@")[0] if given is not None else ""


def id_of(written: Written) -> str:
    """Return the id: given, or made of the parent's, the type and the name."""
    if written.known_id:
        return written.known_id
    for name in ("resource_id", "id"):
        given = written.argument(name)
        if given is not None and not isinstance(given.value, Unknown):
            return part(given).rstrip("/")
    type_ = type_of(written)
    if not type_ or written.argument("parent_id") is None:
        return symbol_of(written.address)
    parent, name = written.text("parent_id").rstrip("/"), written.text("name")
    segments = type_.split("/")
    if type_.lower() == "microsoft.resources/resourcegroups":
        return f"{parent}/resourceGroups/{name}"
    if len(segments) > 2:
        return f"{parent}/{segments[-1]}/{name}"
    return f"{parent}/providers/{type_}/{name}"


def made_of(written: Written) -> tuple[Made, ...]:
    """Return what an azapi resource is in ARM; nothing for actions and for types that are not known."""
    type_ = type_of(written)
    if not type_ or written.kind not in (PUT, PATCH):
        return ()
    id_ = id_of(written)
    origin = written.argument("name") or written.body
    body: dict[str, Any] = {"name": Node(id_.rsplit("/", 1)[-1], origin.origin or written.origin)}
    if (location := written.argument("location")) is not None:
        body["location"] = normal_location(location)
    identity = Branch()
    fill(identity, written.body, (IDENTITY,), written.origin)
    body |= identity
    given = written.argument("body")
    if given is not None:
        body |= dict(_object(given, written).items())
    second = Second(keeps=("*",)) if written.ignores("body") else Second(keeps=(), renews="on-change")
    if written.kind == PATCH:
        return (Made(type=type_, id=id_, body=closed(body, written.origin), writing="patch"),)
    return (Made(type=type_, id=id_, body=closed(body, written.origin), second=second),)


def _object(given: Node, written: Written) -> Node:
    """Return the body as an object: azapi 2 has one, azapi 1 a text of JSON."""
    if isinstance(given.value, dict):
        return given
    if isinstance(given.value, JsonText | JsonDoubt) and given.value.source is not None:
        return given.value.source
    if isinstance(given.value, str) and not has_symbol(given.value):
        try:
            found = json.loads(given.value)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, dict):
            return node(from_json(found), given.origin)
    doubt = given.value if isinstance(given.value, Unknown) else Unsure("run-time", "", f"{written.address}.body")
    return Node({"properties": Node({"*": Node(Unsure(doubt.why, doubt.needs, label_of(given)))})}, given.origin)
