"""Functions that write and read other forms of text: base64, data URIs, URIs, JSON."""

import base64
import binascii
import re
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from ....deployments.nodes import Node, node_of
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol, is_symbol
from ...json_text import JsonError, parse_json
from ..refusals import NotKnownError, RefusedError
from ..unknowns import unknown_in
from .arguments import known, members, partial_text, shown, text, whole
from .formatting import json_text
from .function import Function, Site
from .sameness import key_of

_DATA = "data:"
_LOOSE = re.compile(
    r"""
      "(?:[^"\\]|\\.)*+(?:"|\\?\Z)
    | '(?P<single>(?:[^'\\]|\\.)*+)(?:'|\\?\Z)
    | (?P<key>[A-Za-z_$][\w$]*+)(?=\s*+:)
    """,
    re.DOTALL | re.VERBOSE,
)
_ESCAPE = re.compile(r'\\.|"', re.DOTALL)
_UNESCAPED = "-_.!~*'()"


def _base64(site: Site, arguments: tuple[Node, ...]) -> Node:
    written = text(arguments, 0)
    site.budget.spend_text(len(written) * 2)
    return Node(_encoded(written))


def _encoded(written: str) -> str:
    return base64.b64encode(written.encode("utf-8", "replace")).decode()


def _decoded(written: str) -> str:
    try:
        return base64.b64decode(written, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise RefusedError(sentence("arm.not-base64", text=written[:60])) from None


def _base64_to_string(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(_decoded(text(arguments, 0)))


def _base64_to_json(site: Site, arguments: tuple[Node, ...]) -> Node:
    return _json_of(site, _decoded(text(arguments, 0)))


def _json(site: Site, arguments: tuple[Node, ...]) -> Node:
    if not isinstance(known(arguments[0]).value, str):
        return arguments[0]
    return _json_of(site, partial_text(arguments, 0))


def _json_of(site: Site, written: str) -> Node:
    site.budget.spend_text(len(written))
    if is_symbol(written):
        raise NotKnownError(unknown_in(written))
    try:
        value = _parsed(written)
    except JsonError as error:
        if has_symbol(written):
            # The symbol may stand for anything, not only for a part of a text.
            raise NotKnownError(unknown_in(written)) from None
        raise RefusedError(sentence("arm.not-json", reason=error.reason, at=error.offset, text=written[:60])) from None
    node = node_of(value)
    key_of(node, site.budget)
    return node


def _parsed(written: str) -> Any:
    """Read JSON as .NET does: texts may stand in single quotes, and keys in none. Raises JsonError."""
    try:
        return parse_json(written)
    except JsonError as error:
        try:
            return parse_json(_LOOSE.sub(_strictly, written))
        except JsonError:
            raise error from None


def _strictly(found: "re.Match[str]") -> str:
    if found["single"] is not None:
        return f'"{_ESCAPE.sub(_requoted, found["single"])}"'
    return f'"{found["key"]}"' if found["key"] else found[0]


def _requoted(found: "re.Match[str]") -> str:
    return {'"': '\\"', "\\'": "'"}.get(found[0], found[0])


def _data_uri(site: Site, arguments: tuple[Node, ...]) -> Node:
    node = known(arguments[0])
    is_made = isinstance(node.value, tuple | dict)
    written = whole(json_text(node, site.budget) if is_made else shown(node, site.budget))
    kind = "application/json" if is_made else "text/plain"
    return Node(f"data:{kind};charset=utf-8;base64,{_encoded(written)}")


def _data_uri_to_string(_: Site, arguments: tuple[Node, ...]) -> Node:
    written = text(arguments, 0)
    head, comma, content = written.partition(",")
    if not head.lower().startswith(_DATA) or not comma:
        raise RefusedError(sentence("arm.not-data-uri", text=written[:60]))
    return Node(_decoded(content) if head.lower().endswith(";base64") else unquote(content))


def _uri(_: Site, arguments: tuple[Node, ...]) -> Node:
    place, relative = partial_text(arguments, 0), partial_text(arguments, 1)
    if is_symbol(place) and not has_symbol(relative) and "://" not in relative:
        # The address nobody knows ends in a slash, or in a name that gives way: either way what follows is known.
        return Node(f"{place}/{relative.lstrip('/')}")
    try:
        return Node(urljoin(whole(place), whole(relative)))
    except ValueError:
        raise RefusedError(sentence("arm.not-uri", text=place[:60])) from None


def _uri_component(site: Site, arguments: tuple[Node, ...]) -> Node:
    written = text(arguments, 0)
    site.budget.spend_text(len(written) * 3)
    return Node(quote(written.encode("utf-8", "replace"), safe=_UNESCAPED))


def _uri_component_to_string(_: Site, arguments: tuple[Node, ...]) -> Node:
    return Node(unquote(text(arguments, 0)))


def _parse_uri(_: Site, arguments: tuple[Node, ...]) -> Node:
    written = text(arguments, 0)
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise RefusedError(sentence("arm.not-uri", text=written[:60])) from None
    if not parts.scheme or not parts.hostname:
        raise RefusedError(sentence("arm.not-uri", text=written[:60]))
    query = f"?{parts.query}" if parts.query else ""
    found = {"scheme": parts.scheme, "host": parts.hostname, "port": port, "path": parts.path or "/", "query": query}
    return Node({key: Node(value) for key, value in found.items() if value not in (None, "")})


def _build_uri(site: Site, arguments: tuple[Node, ...]) -> Node:
    inner = {key.lower(): whole(shown(known(node), site.budget)) for key, node in members(arguments, 0).items()}
    host, port = inner.get("host", ""), inner.get("port", "")
    path, query = inner.get("path", ""), inner.get("query", "").removeprefix("?")
    if not inner.get("scheme") or not host:
        raise RefusedError(sentence("arm.not-uri", text=host[:60]))
    place = f"{host}:{port}" if port and port != "-1" else host
    return Node(urlunsplit((inner["scheme"], place, f"/{path.lstrip('/')}", query, "")))


ENCODING = (
    Function(name="base64", least=1, most=1, returns="string", strict=_base64),
    Function(name="base64ToString", least=1, most=1, returns="string", strict=_base64_to_string),
    Function(name="base64ToJson", least=1, most=1, strict=_base64_to_json),
    Function(name="json", least=1, most=1, strict=_json),
    Function(name="dataUri", least=1, most=1, returns="string", strict=_data_uri),
    Function(name="dataUriToString", least=1, most=1, returns="string", strict=_data_uri_to_string),
    Function(name="uri", least=2, most=2, returns="string", strict=_uri),
    Function(name="uriComponent", least=1, most=1, returns="string", strict=_uri_component),
    Function(name="uriComponentToString", least=1, most=1, returns="string", strict=_uri_component_to_string),
    Function(name="parseUri", least=1, most=1, returns="object", strict=_parse_uri),
    Function(name="buildUri", least=1, most=1, returns="string", strict=_build_uri),
)
