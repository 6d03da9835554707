"""Walk a document along a declared path: `properties.subnets[].properties.routeTable.id`."""

from collections.abc import Iterator
from typing import Any

from ..wire.properties import Json


def walk(document: Json, path: str) -> Iterator[tuple[str, str]]:
    """Yield (id of the nearest enclosing resource, the string found) for every match of `path` in `document`."""
    yield from _walk(document, path.split("."), str(document.get("id", "")))


def _walk(value: Any, steps: list[str], owner: str) -> Iterator[tuple[str, str]]:
    if not steps:
        if isinstance(value, str):
            yield owner, value
        return
    if not isinstance(value, dict):
        return
    step, rest = steps[0], steps[1:]
    inside = value.get(step[:-2] if step.endswith(("[]", "{}")) else step)
    if step.endswith("{}") and isinstance(inside, dict):
        yield from ((owner, key) for key in inside)
    elif step.endswith("[]") and isinstance(inside, list):
        for item in inside:
            yield from _walk(item, rest, str(item.get("id", owner)) if isinstance(item, dict) else owner)
    else:
        yield from _walk(inside, rest, owner)
