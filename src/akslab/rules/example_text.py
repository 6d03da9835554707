"""Two examples as JSON short enough to read: only what differs between them, and the names that say where.

Examples are whole documents, so that they can be copied and checked; shown whole they would hide the one line that
matters. Ids are cut to their end, long lists to their beginning.
"""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..wire.symbols import spoken
from .example import Example

WIDTH = 116
MOST_ELEMENTS = 3
MOST_TEXTS = 8
_NOISE = ("id", "type", "location")
_NOTHING: Any = object()


def snippets(failing: Example, sound: Example) -> tuple[str, str]:
    """Return what differs in two examples, as JSON texts; empty where nothing is left of one.

    An example of a change shows what was before, and what differs after it.
    """
    if failing.earlier:
        return _change(failing, sound), _change(sound, failing)
    left, right = differing(failing.shown(), sound.shown())
    return _text(left), _text(right)


def _change(example: Example, other: Example) -> str:
    parts, others = example.shown(), other.shown()
    others.pop("before", None)
    before, after = differing(parts.pop("before", {}), parts)
    told = {"before": before, "after": _together(after, differing(parts, others)[0])}
    return _text({name: value for name, value in told.items() if value is not _NOTHING})


def _together(one: Any, other: Any) -> Any:
    """Return what either of two differences shows."""
    if isinstance(one, dict) and isinstance(other, dict):
        return {
            key: _together(one.get(key, _NOTHING), other.get(key, _NOTHING)) for key in dict.fromkeys((*one, *other))
        }
    return other if one is _NOTHING else one


def _text(value: Any) -> str:
    return "" if value is _NOTHING or value == {} else json_text(value)


def differing(one: Any, other: Any) -> tuple[Any, Any]:
    """Return what of two values differs; the first member of a pair is `_NOTHING` where there is nothing to show."""
    if isinstance(one, dict) and isinstance(other, dict):
        return _objects(one, other)
    if isinstance(one, list) and isinstance(other, list) and _are_named(one) and _are_named(other):
        return _named(one, other)
    if one == other:
        return _NOTHING, _NOTHING
    if isinstance(one, str) and isinstance(other, str) and one.startswith("/") and other.startswith("/"):
        return _from_difference(one, other), _from_difference(other, one)
    return _short(one), _short(other)


def _from_difference(one: str, other: str) -> str:
    """Return an id from the segment on in which it differs from another."""
    mine, theirs = one.split("/"), other.split("/")
    both = enumerate(zip(mine, theirs, strict=False))
    start = next((at for at, (a, b) in both if a.lower() != b.lower()), len(mine) - 1)
    return _cut(one) if start > len(mine) - 3 else spoken("…/" + "/".join(mine[max(1, start - 1) :]))


def _objects(one: dict[str, Any], other: dict[str, Any]) -> tuple[Any, Any]:
    left, right = {}, {}
    for key in dict.fromkeys((*one, *other)):
        mine, theirs = _members(one, other, key)
        if mine is not _NOTHING:
            left[key] = mine
        if theirs is not _NOTHING:
            right[key] = theirs
    return left or _NOTHING, right or _NOTHING


def _members(one: dict[str, Any], other: dict[str, Any], key: str) -> tuple[Any, Any]:
    if key not in other:
        return _short(one[key]), _NOTHING
    if key not in one:
        return _NOTHING, _short(other[key])
    return differing(one[key], other[key])


def _are_named(values: list[Any]) -> bool:
    return all(isinstance(each, dict) and "name" in each for each in values)


def _named(one: list[Any], other: list[Any]) -> tuple[Any, Any]:
    """Compare lists by the names of their elements; of two with one name the first meets the first."""
    mine, theirs = _by_name(one), _by_name(other)
    left, right = [], []
    for name in dict.fromkeys((*mine, *theirs)):
        ours, his = _members(mine, theirs, name)
        if ours is not _NOTHING:
            left.append({"name": name[0], **ours} if isinstance(ours, dict) else ours)
        if his is not _NOTHING:
            right.append({"name": name[0], **his} if isinstance(his, dict) else his)
    return _first(left) or _NOTHING, _first(right) or _NOTHING


def _by_name(values: list[Any]) -> dict[Any, Any]:
    seen: Counter[str] = Counter()
    found = {}
    for each in values:
        found[(each["name"], seen[each["name"]])] = each
        seen[each["name"]] += 1
    return found


def _short(value: Any) -> Any:
    """Return a value without what says nothing: own ids, types, the rest of a long list."""
    if isinstance(value, dict):
        return {_cut(str(key)): _short(inner) for key, inner in value.items() if key not in _NOISE or len(value) == 1}
    if isinstance(value, list):
        return _first([_short(each) for each in value])
    return _cut(value) if isinstance(value, str) else value


def _first(values: list[Any]) -> list[Any]:
    most = MOST_ELEMENTS + 1 if values and isinstance(values[0], dict) else MOST_TEXTS
    if len(values) <= most:
        return values
    return [*values[:MOST_ELEMENTS], f"… {len(values) - MOST_ELEMENTS} more"]


def _cut(text: str) -> str:
    """Return the end of a resource id, and what is not known yet as people read it."""
    if text.startswith("/subscriptions/") and text.count("/") > 4:
        text = "…/" + "/".join(text.split("/")[-2:])
    return spoken(text)


def json_text(value: Any, indent: int = 0, column: int = 0) -> str:
    """Return JSON on one line where it fits, else with a line for each member where there are several."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + column <= WIDTH or not isinstance(value, dict | list):
        return line
    first, last = ("{", "}") if isinstance(value, dict) else ("[", "]")
    if len(value) == 1:
        return f"{first}{next(_lines(value, indent, column + 1))}{last}"
    members = ",\n".join(" " * (indent + 2) + text for text in _lines(value, indent + 2, indent + 2))
    return f"{first}\n{members}\n{' ' * indent}{last}"


def _lines(value: dict[str, Any] | list[Any], indent: int, column: int) -> Iterator[str]:
    if isinstance(value, list):
        yield from (json_text(each, indent, column) for each in value)
        return
    for key, inner in value.items():
        said = json.dumps(key, ensure_ascii=False)
        yield f"{said}: {json_text(inner, indent, column + len(said) + 3)}"
