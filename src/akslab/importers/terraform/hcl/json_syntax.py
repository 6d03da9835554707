"""`.tf.json` and `.tfvars.json`: the same tree as from HCL, each node at the span of its JSON value.

A text is a template. Whether an object is a block or a value cannot be seen without the provider's schema: inside a
resource it stays a value, and a mapping reads a block written as one object or a list of them alike.
"""

from collections.abc import Iterator
from typing import Any

from ....deployments.origins import Path
from ...json_text import JsonError, JsonPlaces, parse_json
from ..exact_numbers import number_of
from .bodies import Parsed, parse_expression
from .cursor import Cursor, HclError
from .expressions import expression
from .syntax import Argument, Block, Body, Expression, Fault, Literal, Mapping, Reference, Sequence, Template
from .templates import bare

_LABELS = {
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "module": 1,
    "variable": 1,
    "output": 1,
    "provider": 1,
    "check": 1,
    "locals": 0,
    "terraform": 0,
    "moved": 0,
    "import": 0,
    "removed": 0,
}
_INNER = {"lifecycle": 0, "dynamic": 1, "provisioner": 1, "connection": 0, "content": 0, "required_providers": 0}
_NAMES = ("depends_on", "ignore_changes", "replace_triggered_by", "provider")
"""Arguments whose texts are names, not templates."""
_NAMES_IN = {"variable": ("type",), "moved": ("to", "from"), "import": ("to",), "removed": ("from",)}


def parse_json_file(text: str) -> Parsed:
    """Return what a JSON file of Terraform says and where it is wrong. Never raises."""
    try:
        document = parse_json(text)
    except JsonError as error:
        return Parsed(Body({}, (), is_broken=True), (_fault(error, len(text)),))
    if not isinstance(document, dict):
        return Parsed(Body({}, (), is_broken=True), (Fault("hcl.json-object", 0, len(text)),))
    reader = _Reader(text)
    try:
        body = reader.top(document)
    except RecursionError:
        return Parsed(Body({}, (), is_broken=True), (Fault("hcl.too-deep", 0, 1, {"most": "200"}),))
    return Parsed(body, tuple(reader.faults))


def _fault(error: JsonError, length: int) -> Fault:
    return Fault("hcl.json", error.offset, min(error.offset + 1, length), {"reason": error.reason})


class _Reader:
    def __init__(self, text: str) -> None:
        self.places = JsonPlaces(text)
        self.faults: list[Fault] = []
        self.references: list[Reference] = []

    def top(self, document: dict[str, Any]) -> Body:
        """Return a file's body; keys that name no block are the arguments of a `.tfvars.json`."""
        blocks: list[Block] = []
        arguments: dict[str, Argument] = {}
        for key, value in document.items():
            if key in _LABELS and isinstance(value, dict | list):
                blocks += self._blocks(key, _LABELS[key], value, (key,))
            elif key != "//":
                arguments[key] = self._argument(key, value, (key,))
        return Body(arguments, tuple(blocks))

    def _blocks(self, type_: str, labels: int, value: Any, path: Path) -> Iterator[Block]:
        for names, content, place in _unlabelled(labels, value, path, ()):
            start, end = self.places.key(place)[0], self.places.value(place)[0]
            yield Block(type_, names, self._body(type_, content, place), start, max(end, start))

    def _body(self, type_: str, content: dict[str, Any], path: Path) -> Body:
        blocks: list[Block] = []
        arguments: dict[str, Argument] = {}
        for key, value in content.items():
            if key == "//":
                continue
            if key in _INNER and type_ != "locals" and isinstance(value, dict | list):
                blocks += self._blocks(key, _INNER[key], value, (*path, key))
            else:
                are_names = key in _NAMES or key in _NAMES_IN.get(type_, ())
                arguments[key] = self._argument(key, value, (*path, key), are_names=are_names)
        return Body(arguments, tuple(blocks))

    def _argument(self, key: str, value: Any, path: Path, *, are_names: bool = False) -> Argument:
        self.references = []
        found = self._names(value, path) if are_names else self._expression(value, path)
        return Argument(key, found, self.places.key(path)[0], tuple(self.references))

    def _expression(self, value: Any, path: Path) -> Expression:
        start, end = self.places.value(path)
        if isinstance(value, dict):
            entries = [
                (self._text(key, start, end), self._expression(inner, (*path, key))) for key, inner in value.items()
            ]
            return Mapping(tuple(entries), start, end)
        if isinstance(value, list):
            items = [self._expression(inner, (*path, index)) for index, inner in enumerate(value)]
            return Sequence(tuple(items), start, end)
        if isinstance(value, str):
            return self._text(value, start, end)
        return Literal(number_of(repr(value)) if isinstance(value, float) else value, start, end)

    def _text(self, text: str, start: int, end: int) -> Expression:
        if "${" not in text and "%{" not in text:
            return Literal(text, start, end)

        def value(cursor: Cursor) -> Expression:
            known = len(cursor.references)
            found = expression(cursor)
            self.references += cursor.references[known:]
            return found

        try:
            found = bare(text, value)
        except HclError as error:
            self.faults.append(Fault(error.fault.key, start, end, error.fault.values))
            return Literal(text, start, end)
        parts = found.parts if isinstance(found, Template) else (text,)
        return Template(parts, start, end, is_opaque=True)

    def _names(self, value: Any, path: Path) -> Expression:
        """Return names as the traversals they are: `azurerm_subnet.nodes`."""
        start, end = self.places.value(path)
        if isinstance(value, list):
            items = [self._names(inner, (*path, index)) for index, inner in enumerate(value)]
            return Sequence(tuple(items), start, end)
        if not isinstance(value, str):
            return self._expression(value, path)
        try:
            found = parse_expression(value)
        except HclError:
            return Literal(value, start, end)
        self.references.append(tuple(value.partition("[")[0].split(".")[:3]))
        return found


def _unlabelled(
    labels: int, value: Any, path: Path, names: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], dict[str, Any], Path]]:
    """Yield (labels, content, path) of the blocks in a value: objects nested by label, or lists of them."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unlabelled(labels, inner, (*path, index), names)
    elif isinstance(value, dict) and labels:
        for name, inner in value.items():
            yield from _unlabelled(labels - 1, inner, (*path, name), (*names, name))
    elif isinstance(value, dict):
        yield names, value, path
