"""Parameters: what is given for them, what a template says of them, and what is known of those nobody gave."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec import Struct

from ...deployments.nodes import Node, node_of
from ...deployments.origins import Origin, Path
from ...wire.sentences import Sentence, sentence
from ...wire.symbols import has_symbol
from ..json_text import JsonError, parse_json
from .document import field, spelled_key
from .journal import Journal
from .unknowns import pending, symbol_of

_KINDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "securestring": (str,),
    "int": (int,),
    "bool": (bool,),
    "array": (list,),
    "object": (dict,),
    "secureobject": (dict,),
}
_DEEPEST_TYPE = 8
_MOST_REFERENCES = 20


class Declaration(Struct, frozen=True, kw_only=True):
    """What a template says of one parameter, or of a part of one."""

    name: str
    place: Origin
    type: str
    """In lower case; empty where the template does not say."""
    is_secret: bool = False
    is_nullable: bool = False
    written: Mapping[str, Any]
    """The JSON of it, references to definitions followed."""


def declared(name: str, written: Any, place: Origin, definitions: Any) -> Declaration:
    """Return a parameter's declaration; `definitions` are the template's own types."""
    whole = _followed(written if isinstance(written, dict) else {}, definitions)
    type_ = field(whole, "type")
    word = type_.lower() if isinstance(type_, str) else ""
    return Declaration(
        name=name,
        place=place,
        type=word,
        is_secret=word.startswith("secure"),
        is_nullable=field(whole, "nullable") is True,
        written=whole,
    )


def _followed(written: dict[str, Any], definitions: Any) -> dict[str, Any]:
    whole = dict(written)
    for _ in range(_MOST_REFERENCES):
        link = whole.pop("$ref", None)
        if not isinstance(link, str):
            break
        target = field(definitions, link.removeprefix("#/definitions/").replace("~1", "/").replace("~0", "~"))
        whole = {**target, **whole} if isinstance(target, dict) else whole
    return whole


def given_in_file(value: Any, file: str) -> dict[str, tuple[str, Node]]:
    """Return what a parameter file gives: by lower-case name, the name as written and the value."""
    top: Path = ()
    parameters = field(value, "parameters")
    if isinstance(value, dict) and isinstance(parameters, dict):
        top = (spelled_key(value, "parameters"),)
    else:
        parameters = value
    found = {}
    for name, each in parameters.items() if isinstance(parameters, dict) else ():
        if isinstance(each, dict) and not name.startswith("$"):
            found[name.lower()] = name, _given(each, Origin(file=file, path=(*top, name)), name)
    return found


def _given(written: dict[str, Any], place: Origin, name: str) -> Node:
    if field(written, "reference") is not None:
        return Node(pending("secret", f"secret for {name}"), place, is_secret=True)
    key = spelled_key(written, "value")
    if key not in written:
        return Node(pending("not-supplied", f"parameter {name}", f"parameters('{name}')"), place)
    return node_of(written[key], Origin(file=place.file, path=(*place.path, key)))


def given_by_person(value: Any, declaration: Declaration) -> Node:
    """Return a value from the command line: a text is read as the parameter's type wants."""
    if isinstance(value, str) and declaration.type not in ("", "string", "securestring"):
        with suppress(JsonError):
            value = parse_json(value.lower() if declaration.type == "bool" else value)
    return Node(node_of(value).value, declaration.place, declaration.is_secret)


def check_given(node: Node, declaration: Declaration, journal: Journal) -> None:
    """Note what Azure would refuse of a given value."""
    value, place = node.value, node.origin or declaration.place
    if not _is_plain(value) or (isinstance(value, str) and has_symbol(value)):
        return
    shown = "…" if declaration.is_secret else str(value)[:60]
    kinds = _KINDS.get(declaration.type)
    if kinds is not None and not _is_kind(value, kinds) and not (value is None and declaration.is_nullable):
        what = sentence("arm.parameter-kind", name=declaration.name, wanted=declaration.type, given=_kind(value))
        journal.problem(what, place)
        return
    allowed = field(declaration.written, "allowedValues")
    if isinstance(allowed, list) and isinstance(value, str | int) and not _is_among(value, allowed):
        words = ", ".join(str(each) for each in allowed[:12])
        journal.problem(sentence("arm.parameter-allowed", name=declaration.name, value=shown, allowed=words), place)
    for what in _beyond(declaration, value, shown):
        journal.problem(what, place)


def _is_kind(value: object, kinds: tuple[type, ...]) -> bool:
    return type(value) in kinds or (list in kinds and isinstance(value, tuple))


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float | str | tuple | dict)


def _kind(value: object) -> str:
    words = {str: "string", bool: "bool", int: "int", float: "float", tuple: "array", dict: "object"}
    return words.get(type(value), "null")


def _is_among(value: str | int, allowed: list[Any]) -> bool:
    return value in allowed or (isinstance(value, str) and value.lower() in [str(each).lower() for each in allowed])


def _beyond(declaration: Declaration, value: object, shown: str) -> Iterator[Sentence]:
    """Yield the bounds that a number is beyond, or the length of a text or an array."""
    written, name = declaration.written, declaration.name
    if isinstance(value, int) and not isinstance(value, bool):
        least, most = field(written, "minValue"), field(written, "maxValue")
        if isinstance(least, int) and value < least:
            yield sentence("arm.parameter-low", name=name, value=shown, bound=least)
        if isinstance(most, int) and value > most:
            yield sentence("arm.parameter-high", name=name, value=shown, bound=most)
    elif isinstance(value, str | tuple):
        least, most = field(written, "minLength"), field(written, "maxLength")
        if isinstance(least, int) and len(value) < least:
            yield sentence("arm.parameter-short", name=name, length=len(value), bound=least)
        if isinstance(most, int) and len(value) > most:
            yield sentence("arm.parameter-long", name=name, length=len(value), bound=most)


def not_supplied(declaration: Declaration, definitions: Any, label: str, depth: int = 0) -> Node:
    """Return what is known of a parameter nobody gave: its only allowed value, null, its kind, its parts."""
    written, name = declaration.written, declaration.name
    allowed = field(written, "allowedValues")
    if isinstance(allowed, list) and len(allowed) == 1:
        key = spelled_key(dict(written), "allowedValues")
        return node_of(allowed[0], Origin(file=declaration.place.file, path=(*declaration.place.path, key, 0)))
    if declaration.is_nullable and depth == 0:
        return Node(None, declaration.place)
    needs = f"parameter {name}{label}"
    if declaration.type in ("string", "securestring") and not declaration.is_nullable:
        return Node(symbol_of(needs), declaration.place, declaration.is_secret)
    properties = field(written, "properties")
    if declaration.type in ("object", "secureobject") and isinstance(properties, dict) and depth < _DEEPEST_TYPE:
        return _unknown_object(declaration, definitions, label, depth)
    unknown = pending("not-supplied", needs, f"parameters('{name}')" if not label and not depth else needs)
    return Node(unknown, declaration.place, declaration.is_secret)


def _unknown_object(declaration: Declaration, definitions: Any, label: str, depth: int) -> Node:
    written = declaration.written
    made: dict[str, Node] = {}
    for key, inner in field(written, "properties").items():
        part = declared(f"{declaration.name}.{key}", inner, declaration.place, definitions)
        made[key] = not_supplied(part, definitions, label, depth + 1)
    if field(written, "additionalProperties") is not False:
        made["*"] = Node(pending("not-supplied", f"parameter {declaration.name}{label}"))
    return Node(made, declaration.place, declaration.is_secret)
