"""`az resource`: any type, by its id or by namespace, type and name."""

from typing import Any

from ....deployments.nodes import Node, Unknown, node_of
from ....deployments.origins import Origin
from ....wire.resource_id import InvalidResourceId, parse_resource_id
from ....wire.symbols import has_symbol
from ...files import UnreadableError
from ...json_text import JsonError, parse_json
from ..bodies import leaf, object_
from ..results import Result
from ..texts import Text
from .call import Call, Command


def _id_and_type(call: Call) -> tuple[str, str]:
    given = call.text("--ids", "--id")
    if given:
        call.cloud.note_id(given.text)
        try:
            return given.text, parse_resource_id(given.text).type
        except InvalidResourceId:
            return given.text, ""
    type_ = call.name("--resource-type").text.strip("/")
    if space := call.text("--namespace"):
        type_ = f"{space.text}/{type_}"
    parent = call.text("--parent")
    namespace, _, last = type_.partition("/")
    inside = f"{parent.text.strip('/')}/" if parent else ""
    segments = inside.split("/")[:-1:2]
    id_ = f"{call.group_id}/providers/{namespace}/{inside}{last}/{call.name().text}"
    return id_, "/".join((namespace, *segments, last))


def create_resource(call: Call) -> Result:
    """`az resource create`: the properties, or the whole body, as JSON."""
    id_, type_ = _id_and_type(call)
    text = call.text("--properties")
    written = _json(call, text)
    origin = text.origin if text else call.origin
    if not isinstance(written, dict):
        return call.put(id_, type_, {"properties": Node({"*": Node(Unknown("unreadable", "--properties"))}, origin)})
    if call.has("--is-full-object"):
        return call.declare(id_, type_, node_of({"name": id_.rsplit("/", 1)[-1], **written}, origin))
    return call.put(id_, type_, {"location": call.location(), "properties": node_of(written, origin)})


def _json(call: Call, text: Text | None) -> Any:
    if text is None:
        return None
    try:
        found = call.files.read(text.text[1:]) if text.text.startswith("@") else text.text
        return parse_json(found)
    except (JsonError, UnreadableError):
        return None


def update_resource(call: Call) -> Result:
    """`az resource update --set properties.a.b=c`: GET, change, PUT."""
    id_, type_ = _id_and_type(call)
    body: Node = object_({}, call.origin)
    for text in call.texts("--set"):
        path, sign, value = text.text.partition("=")
        body = _set(body, path.split("."), _value(text, value)) if sign and "[" not in path else _open(call.origin)
    if call.has("--add", "--remove"):
        body = _open(call.origin)
    return call.declare(id_, type_, body, writing="patch")


def _open(origin: Origin) -> Node:
    return object_(
        {"properties": Node({"*": Node(Unknown("unsupported", "az resource show after it"))}, origin)}, origin
    )


def _value(text: Text, value: str) -> Node:
    if has_symbol(value):
        return leaf(Text(text=value, origin=text.origin, needs=text.needs)) or Node(None)
    try:
        return node_of(parse_json(value), text.origin)
    except JsonError:
        return Node(None if value in ("null", "") else value, text.origin)


def _set(body: Node, path: list[str], value: Node) -> Node:
    if not path or len(path) > 20:
        return value
    inner = body.get(path[0]) or Node({})
    rest = _set(inner, path[1:], value)
    own = body.value if isinstance(body.value, dict) else {}
    return Node({**own, path[0]: rest}, body.origin)


def tag_resource(call: Call) -> Result:
    """`az resource tag`: only the tags change."""
    id_, type_ = _id_and_type(call)
    return call.declare(
        id_, type_, object_({"tags": Node({"*": Node(Unknown("unsupported"))})}, call.origin), writing="patch"
    )


def show_resource(call: Call) -> Result:
    """`az resource show`."""
    id_, type_ = _id_and_type(call)
    return call.look_up(id_, type_)


COMMANDS: dict[str, Command] = {
    "resource create": create_resource,
    "resource update": update_resource,
    "resource tag": tag_resource,
    "resource show": show_resource,
}
