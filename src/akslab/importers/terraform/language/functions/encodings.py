"""JSON, YAML, CSV, base 64, percent encoding and digests."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from .....deployments.nodes import Node, Unknown
from ....json_text import JsonError, parse_json
from ...exact_numbers import number_of, written
from ..errors import Budget
from ..values import InDoubt, JsonDoubt, JsonText, label_of, python, shortened
from .signature import Function, refuse, text

_ESCAPED_BY_GO = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def to_json(value: Any) -> str:
    """Return a plain value as compact JSON, objects by key, as `jsonencode` writes it."""
    if isinstance(value, dict):
        inner = (f"{json.dumps(key, ensure_ascii=False)}:{to_json(value[key])}" for key in sorted(value))
        return f"{{{','.join(inner)}}}"
    if isinstance(value, tuple):
        return f"[{','.join(map(to_json, value))}]"
    if isinstance(value, Decimal):
        return written(value)
    encoded = json.dumps(value, ensure_ascii=False)
    for character, escape in _ESCAPED_BY_GO.items():
        encoded = encoded.replace(character, escape)
    return encoded


def from_json(value: Any) -> Any:
    """Return what `json` read as Terraform's values."""
    if isinstance(value, dict):
        return {key: from_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return tuple([from_json(inner) for inner in value])
    return number_of(repr(value)) if isinstance(value, float) else value


def _jsonencode(value: Node) -> object:
    """Write JSON; the result remembers what it was made of, known or not."""
    try:
        made = JsonText(to_json(python(value, Budget())))
    except InDoubt as doubt:
        label = shortened(f"jsonencode({label_of(value)})")
        return JsonDoubt(doubt.of.why, doubt.of.needs, label, source=value)
    made.source = value
    return made


def _jsondecode(value: Node) -> Any:
    if isinstance(value.value, JsonText | JsonDoubt) and value.value.source is not None:
        return value.value.source
    if isinstance(value.value, Unknown):
        raise InDoubt(value.value)
    try:
        return from_json(parse_json(text(value.value)))
    except JsonError as error:
        raise refuse("jsondecode", "hcl.json", reason=error.reason) from None


def _yamldecode(value: object) -> Any:
    from .yaml_text import YamlError, from_yaml  # noqa: PLC0415 - few configurations read YAML

    try:
        return from_yaml(text(value))
    except YamlError as error:
        raise refuse("yamldecode", error.key, **error.values) from None


def _yamlencode(value: Any) -> str:
    from .yaml_text import to_yaml  # noqa: PLC0415 - few configurations write YAML

    return to_yaml(value)


def _csvdecode(value: object) -> tuple[dict[str, str], ...]:
    import csv  # noqa: PLC0415 - few configurations read tables
    import io  # noqa: PLC0415 - goes with it

    try:
        rows = list(csv.reader(io.StringIO(text(value)), strict=True))
    except csv.Error:
        raise refuse("csvdecode", "tf.why-no-text") from None
    head = rows[0] if rows else []
    if any(len(row) != len(head) for row in rows[1:] if row):
        raise refuse("csvdecode", "tf.why-rows")
    return tuple(dict(zip(head, row, strict=True)) for row in rows[1:] if row)


def _base64encode(value: object) -> str:
    from base64 import b64encode  # noqa: PLC0415 - not every configuration needs it

    return b64encode(text(value).encode("utf-8", "replace")).decode()


def _base64decode(value: object) -> str:
    from base64 import b64decode  # noqa: PLC0415 - not every configuration needs it

    try:
        return b64decode(text(value), validate=True).decode()
    except ValueError:
        raise refuse("base64decode", "tf.why-no-text") from None


def _urlencode(value: object) -> str:
    from urllib.parse import quote_plus  # noqa: PLC0415 - not every configuration needs it

    return quote_plus(text(value))


def _digest(name: str, *, base64: bool = False) -> Callable[[object], str]:
    def digest(value: object) -> str:
        import hashlib  # noqa: PLC0415 - not every configuration needs it
        from base64 import b64encode  # noqa: PLC0415 - goes with it

        made = hashlib.new(name, text(value).encode("utf-8", "replace"), usedforsecurity=False)
        return b64encode(made.digest()).decode() if base64 else made.hexdigest()

    return digest


_NAMESPACES = {
    "dns": "6ba7b8109dad11d180b400c04fd430c8",
    "url": "6ba7b8119dad11d180b400c04fd430c8",
    "oid": "6ba7b8129dad11d180b400c04fd430c8",
    "x500": "6ba7b8149dad11d180b400c04fd430c8",
}
"""The UUIDs of RFC 4122's name spaces."""


def _uuidv5(space: object, name: object) -> str:
    """Return the UUID of a name: SHA-1 of name space and name, with version and variant set."""
    from hashlib import sha1  # noqa: PLC0415 - not every configuration needs it

    given = text(space)
    try:
        prefix = bytes.fromhex(_NAMESPACES.get(given, given.replace("-", "")))
    except ValueError:
        prefix = b""
    if len(prefix) != 16:
        raise refuse("uuidv5", "tf.why-no-name-space", value=given[:100])
    digest = bytearray(sha1(prefix + text(name).encode(), usedforsecurity=False).digest()[:16])
    digest[6], digest[8] = digest[6] & 0x0F | 0x50, digest[8] & 0x3F | 0x80
    found = digest.hex()
    return f"{found[:8]}-{found[8:12]}-{found[12:16]}-{found[16:20]}-{found[20:]}"


def _textencode(value: object, encoding: object) -> str:
    from base64 import b64encode  # noqa: PLC0415 - not every configuration needs it

    try:
        return b64encode(text(value).encode(_CODECS[text(encoding).upper()])).decode()
    except (KeyError, UnicodeEncodeError):
        raise refuse("textencodebase64", "tf.why-no-text") from None


def _textdecode(value: object, encoding: object) -> str:
    from base64 import b64decode  # noqa: PLC0415 - not every configuration needs it

    try:
        return b64decode(text(value), validate=True).decode(_CODECS[text(encoding).upper()])
    except (KeyError, ValueError):
        raise refuse("textdecodebase64", "tf.why-no-text") from None


_CODECS = {"UTF-8": "utf-8", "UTF-16LE": "utf-16-le", "UTF-16BE": "utf-16-be", "US-ASCII": "ascii"}


def _list(*values: object) -> tuple[object, ...]:
    return values


def _map(*pairs: object) -> dict[str, object]:
    if len(pairs) % 2:
        raise refuse("map", "tf.why-lengths")
    return {text(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}


FUNCTIONS = {
    "base64decode": Function(_base64decode, 1, 1),
    "base64encode": Function(_base64encode, 1, 1),
    "base64sha256": Function(_digest("sha256", base64=True), 1, 1),
    "base64sha512": Function(_digest("sha512", base64=True), 1, 1),
    "csvdecode": Function(_csvdecode, 1, 1),
    "jsondecode": Function(_jsondecode, 1, 1, "open"),
    "jsonencode": Function(_jsonencode, 1, 1, "open"),
    "list": Function(_list, 0, None),
    "map": Function(_map, 0, None),
    "md5": Function(_digest("md5"), 1, 1),
    "sha1": Function(_digest("sha1"), 1, 1),
    "sha256": Function(_digest("sha256"), 1, 1),
    "sha512": Function(_digest("sha512"), 1, 1),
    "textdecodebase64": Function(_textdecode, 2, 2),
    "textencodebase64": Function(_textencode, 2, 2),
    "urlencode": Function(_urlencode, 1, 1),
    "uuidv5": Function(_uuidv5, 2, 2),
    "yamldecode": Function(_yamldecode, 1, 1),
    "yamlencode": Function(_yamlencode, 1, 1),
}
