"""ARM templates and parameter files: members of JSON objects."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from ...checking.pointing import Trail
from ...deployments.declared import Declared
from ...deployments.origins import Origin
from ...importers.json_text import JsonError, JsonPlaces, parse_json
from ..edits import Scalar
from ..scanning import behind_last, break_of, indent_of, line_start
from ..writer import Patches, Raw, Spot, Written
from .members import lines_at, with_element, without


class ArmWriter:
    """Writes JSON. Spots of objects are their values, from brace to brace."""

    def value_of(self, words: str) -> Scalar | None:
        """Return the value of a literal; None for an expression of the template language."""
        try:
            value = parse_json(words)
        except JsonError:
            return None
        if isinstance(value, str) and value.startswith("["):
            return value[1:] if value.startswith("[[") else None
        return value if isinstance(value, bool | int | str) else None

    def written(self, value: Scalar, like: str) -> str:
        """Return a literal; a number stays a text where a text stood."""
        text = str(value) if like.startswith('"') and not isinstance(value, bool) else value
        return json.dumps(f"[{text}" if isinstance(text, str) and text.startswith("[") else text)

    def insert(self, container: Spot, trail: Trail, value: Written) -> Patches | None:
        """Return a member as the first one of an object."""
        steps = tuple(step for step in trail.lacking if not step.startswith("["))
        if container.words[:1] != "{" or not steps:
            return None
        return first(container, steps[0], _nested(steps[1:], self._text(value)))

    def is_named(self, member: Spot, origin: Origin, trail: Trail) -> bool:
        """Whether the last key of a value's path is the property's."""
        return bool(origin.path) and str(origin.path[-1]).lower() == str(trail.keys[-1]).lower()

    def remove(self, member: Spot, trail: Trail) -> Patches | None:
        """Return what takes out a member with its key, or an element."""
        return without(member)

    def wait(self, waiting: tuple[Spot, Declared], target: tuple[Spot, Declared]) -> Patches | None:
        """Return an entry of `dependsOn`: the symbolic name, or the expression of the name."""
        (here, _), (there, declared) = waiting, target
        if here.file != there.file:
            return None
        entry = entry_of(there, declared)
        return depending(here, entry) if entry is not None else None

    def once(self, head: Spot, property_: str) -> Patches | None:
        """Return the option that makes a resource the first time only, where resources have names: language version 2.0."""
        if not is_named(head) or member(head, "@options") is not None:
            return None
        return first(head, "@options", {"onlyIfNotExists": []})

    def _text(self, value: Written) -> object:
        return parse_json(value.text) if isinstance(value, Raw) else value


def depending(resource: Spot, entry: str) -> Patches | None:
    """Return an entry in the `dependsOn` of a resource."""
    listed = member(resource, "dependsOn")
    return first(resource, "dependsOn", [entry]) if listed is None else with_element(listed, json.dumps(entry))


def _nested(steps: Sequence[str], value: object) -> object:
    for step in reversed(steps):
        value = {step: value}
    return value


def first(container: Spot, key: str, value: object) -> Patches:
    """Return a member written before the others, on lines of its own if they have such."""
    text, inner = container.text, container.start + 1
    name = json.dumps(key)
    rest = text[inner : container.end - 1]
    if "\n" not in rest:
        comma = ", " if rest.strip() else ""
        lead = " " if rest[:1] == " " else ""
        return (container.at(inner, inner, f"{lead}{name}: {json.dumps(value)}{comma.rstrip(' ') if lead else comma}"),)
    first = inner + len(rest) - len(rest.lstrip())
    indent = indent_of(text, first)
    unit = indent.removeprefix(indent_of(text, container.start)) or "  "
    lines = json.dumps(value, indent=unit).split("\n")
    shown = [f"{indent}{name}: {lines[0]}", *(indent + line for line in lines[1:])]
    if line_start(text, first) > container.start:
        return lines_at(container, first, (*shown[:-1], f"{shown[-1]},"), break_of(text))
    return (container.at(inner, inner, f"{name}: {json.dumps(value)}, "),)


def member(resource: Spot, key: str) -> Spot | None:
    """Return the value of a member of a resource, None where it has none."""
    found = _members(resource.words).get(key.lower())
    if found is None:
        return None
    start, end = found
    return Spot(resource.file, resource.text, resource.start + start, resource.start + end)


@lru_cache(maxsize=4)
def _members(words: str) -> Mapping[str, tuple[int, int]]:
    """Return the spans of an object's values by lower-case key, of two alike the first; nothing for other values.

    Remembered, because many clusters name one network, whose object may be the longest of the file.
    """
    value, places = parse_json(words), JsonPlaces(words)
    keys = reversed(value) if isinstance(value, dict) else ()
    return {key.lower(): places.value((key,)) for key in keys}


def is_named(resource: Spot) -> bool:
    """Whether a resource is a member of a map, by its symbolic name, and not an element of a list."""
    end = behind_last(resource.text, resource.start)
    return resource.text[end - 1 : end] == ":"


def entry_of(resource: Spot, declared: Declared) -> str | None:
    """Return what `dependsOn` calls a resource: its key among the resources of a map, or its name."""
    if is_named(resource):
        path = declared.body.origin.path if declared.body.origin else ()
        keys = [key for key in path if isinstance(key, str)]
        return next((after for key, after in pairwise(keys) if key == "resources"), None)
    name = member(resource, "name")
    copy = member(resource, "copy")
    return str(json.loads(name.words)) if name and copy is None else None
