"""Bicep files: properties on lines of their own, symbols in `dependsOn`."""

import re
from collections.abc import Sequence

from ...checking.pointing import Trail
from ...deployments.declared import Declared
from ...deployments.origins import Origin
from ..edits import Scalar
from ..scanning import body_at, break_of, closing, indent_of, line_start
from ..writer import Patches, Raw, Spot, Written
from .members import lines_at, with_element, without

_TEXT = re.compile(r"'((?:\\.|[^'\\$\n]|\$(?!\{))*)'")
_KEY = re.compile(r"(?:[A-Za-z_]\w*|'[^'\n]*')[ \t]*:[ \t]*\Z")
_VERSION = re.compile(r"\d{4}-\d{2}-\d{2}(?:-\w+)?")
"""An API version, which stands without quotes inside a resource's type."""
_HEAD = re.compile(r"(?:resource|module)\s+([A-Za-z_]\w*)")


class BicepWriter:
    """Writes Bicep. Spots of objects are their values, from brace to brace."""

    def value_of(self, words: str) -> Scalar | None:
        """Return the value of a literal; None for an expression."""
        if words in ("true", "false"):
            return words == "true"
        if re.fullmatch(r"-?\d{1,18}", words):
            return int(words)
        if _VERSION.fullmatch(words):
            return words
        found = _TEXT.fullmatch(words)
        return re.sub(r"\\(.)", r"\1", found[1]) if found else None

    def written(self, value: Scalar, like: str) -> str:
        """Return a literal; a number stays a text where a text stood."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, int) and not like.startswith("'"):
            return str(value)
        if _VERSION.fullmatch(like):
            return str(value)
        return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'").replace("${", "\\${") + "'"

    def insert(self, container: Spot, trail: Trail, value: Written) -> Patches | None:
        """Return a property as the last one of an object."""
        steps = tuple(step for step in trail.lacking if not step.startswith("["))
        if container.words[:1] != "{" or not steps:
            return None
        return _last(container, steps, value.text if isinstance(value, Raw) else self.written(value, ""))

    def is_named(self, member: Spot, origin: Origin, trail: Trail) -> bool:
        """Whether the key before a value is the property's."""
        key = _KEY.search(member.text, line_start(member.text, member.start), member.start)
        return key is not None and key[0].strip(" \t:'").lower() == str(trail.keys[-1]).lower()

    def remove(self, member: Spot, trail: Trail) -> Patches | None:
        """Return what takes out a property with its key, or an element."""
        if not isinstance(trail.keys[-1], str):
            return without(member)
        key = _KEY.search(member.text, line_start(member.text, member.start), member.start)
        return without(Spot(member.file, member.text, key.start(), member.end)) if key else None

    def wait(self, waiting: tuple[Spot, Declared], target: tuple[Spot, Declared]) -> Patches | None:
        """Return a symbol in `dependsOn`."""
        (here, _), (there, _) = waiting, target
        symbol = symbol_of(there)
        return depending(here, symbol) if symbol and here.file == there.file else None

    def once(self, head: Spot, property_: str) -> Patches | None:
        """Return the decorator that makes a resource the first time only (Bicep 0.38 and later)."""
        if not head.words.startswith("resource"):
            return None
        return lines_at(
            head, head.start, (f"{indent_of(head.text, head.start)}@onlyIfNotExists()",), break_of(head.text)
        )


def symbol_of(head: Spot) -> str | None:
    """Return what a file calls a resource or module, by its head."""
    found = _HEAD.match(head.text, head.start)
    return found[1] if found else None


def depending(head: Spot, symbol: str) -> Patches | None:
    """Return a symbol in the `dependsOn` of a resource."""
    body = body_at(head.text, head.end, is_hcl=False)
    if body is None:
        return None
    whole = Spot(head.file, head.text, body.start, body.end)
    if "dependsOn" not in body.keys:
        return _last(whole, ("dependsOn",), f"[{break_of(head.text)}  {symbol}{break_of(head.text)}]")
    start = head.text.find("[", body.keys["dependsOn"])
    end = closing(head.text, start, is_hcl=False)
    return with_element(Spot(head.file, head.text, start, end), symbol, "") if end else None


def _last(container: Spot, steps: Sequence[str], words: str) -> Patches | None:
    """Return a property written behind the others, on lines of its own if they have such."""
    text, close = container.text, container.end - 1
    ending = break_of(text)
    rest = text[container.start + 1 : close]
    if "\n" not in rest:
        inline = words if "\n" not in words else " ".join(words.split())
        for step in reversed(steps[1:]):
            inline = f"{{ {step}: {inline} }}"
        comma = ", " if rest.strip() else " "
        at = container.start + 1 + len(rest.rstrip())
        return (container.at(at, close, f"{comma}{steps[0]}: {inline} "),)
    if text[line_start(text, close) : close].strip():
        return None
    indent = indent_of(text, container.start + 1 + len(rest) - len(rest.lstrip()))
    if not rest.strip():
        indent = indent_of(text, container.start) + "  "
    lines = words.split(ending)
    for step in reversed(steps):
        inner = [f"{step}: {lines[0]}", *lines[1:]]
        lines = inner if step == steps[0] else ["{", *(f"  {line}" for line in inner), "}"]
    return lines_at(container, close, tuple(indent + line for line in lines), ending)
