"""Properties set and left out: where a value has to be written, and whether that place says this one thing only."""

import json
import re
from collections.abc import Iterable

from ..checking.pointing import Trail
from ..deployments.declared import Declared
from ..deployments.origins import Origin
from .edits import Id, Reference, Remove, Rename, Set, SetInside
from .scanning import break_of
from .scene import Scene
from .writer import Patches, Raw, Spot, Written, language_of, spot, where_used

_LOOP = re.compile(r"\bfor\s+(?:\(\s*)?(\w+)(?:\s*,\s*(\w+)\s*\)?)?\s+in\b")
"""A loop of Bicep, HCL or a shell, with its variables."""


def set_property(scene: Scene, edit: Set) -> Patches | None:
    """Return the patches that write a value, where it stands for this property only."""
    trail = scene.trail(edit.place)
    value = given_value(scene, edit)
    if trail is None or trail.node.origin is None or value is None:
        return None
    at = spot(scene.locator, trail.node.origin if not trail.lacking else where_used(trail.node.origin))
    writer = scene.writer(at) if at else None
    if at is None or writer is None:
        return None
    if any(step.startswith("[") for step in trail.lacking[:-1]):
        return None
    if trail.lacking:
        return writer.insert(at, trail, value)
    if isinstance(value, Raw):
        own = _own(scene, trail)
        stood = spot(scene.locator, own) if own else None
        return (stood.patch(value.text),) if stood else None
    stands = writer.value_of(at.words)
    if scene.uses.is_shared(trail.node.origin) and stands is not None:
        return None
    if isinstance(value, bool) and isinstance(stands, bool) and stands is not trail.node.value:
        # An argument that says the opposite of ARM's property.
        return (at.patch(writer.written(not value, at.words)),)
    if stands is None or str(stands).lower() != str(trail.node.value).lower():
        if edit.follows and _follows(scene, at, edit.follows):
            return ()
        # A default that the reader filled in has the origin of what it is missing from.
        return writer.insert(at, _up(trail), value) if trail.keys else None
    return (at.patch(writer.written(value, at.words)),)


def set_inside(scene: Scene, edit: SetInside) -> Patches | None:
    """Return the patches that write values into an object, or all of the object where it is not written."""
    trail = scene.trail(edit.place)
    at = spot(scene.locator, where_used(trail.node.origin)) if trail and trail.node.origin else None
    if trail is None or at is None:
        return None
    language, written = language_of(at.file), scene.writer(at)
    if not trail.lacking or language == "az":
        each = [set_property(scene, Set(f"{edit.place}.{name}", value)) for name, value in edit.values]
        return None if None in each else tuple(patch for patches in each if patches for patch in patches)
    if written is None or len(trail.lacking) > 1 or language not in ("arm", "bicep"):
        return None
    lines = [f"{name}: {written.written(value, '')}" for name, value in edit.values]
    ending = break_of(at.text)
    inside = f"{{{ending}  {f'{ending}  '.join(lines)}{ending}}}"
    return written.insert(at, trail, Raw(json.dumps(dict(edit.values)) if language == "arm" else inside))


def _follows(scene: Scene, at: Spot, place: str) -> bool:
    """Whether an expression is made of the variable or parameter that stands at another place."""
    trail = scene.trail(place)
    origin = trail.node.origin if trail and not trail.lacking else None
    leader = spot(scene.locator, where_used(origin)) if origin and origin.used else None
    name = leader.words.strip('"[]') if leader else ""
    return bool(name) and re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", at.words) is not None


def _up(trail: Trail) -> Trail:
    """Return the trail to what holds a property, which it then lacks."""
    *outer, last = trail.keys
    return Trail(trail.declared, tuple(outer), trail.node, (str(last),))


def given_value(scene: Scene, edit: Set) -> Written | None:
    """Return the value of an edit; an expression of another place only within one file, where it means the same."""
    if isinstance(edit.value, bool | int | str):
        return edit.value
    here = scene.trail(edit.place)
    if here is None:
        return None
    if isinstance(edit.value, Id):
        from .naming import id_in  # noqa: PLC0415 - for slips only

        return id_in(scene, here.declared, edit.value.id)
    origins: Iterable[tuple[Declared, Origin]]
    if isinstance(edit.value, Reference):
        key = edit.place.rpartition(".")[2]
        origins = scene.references.places(edit.value.id, key)
    else:
        like = scene.trail(edit.value.place)
        origins = [(like.declared, like.node.origin)] if like and not like.lacking and like.node.origin else []
    for declared, origin in origins:
        there = spot(scene.locator, where_used(origin))
        if there and _is_one_scope(there.file, here.declared.origin.file) and not scene.uses.is_repeated(declared):
            if is_of_a_loop(there):
                continue
            return Raw(there.words)
    return None


def is_of_a_loop(expression: Spot) -> bool:
    """Whether an expression has what only a loop around it gives: its variable, `each`, `copyIndex`."""
    names = {name for found in _LOOP.findall(expression.text) for name in found if name}
    words = set(re.findall(r"\w+", expression.words))
    return bool(words & (names | {"each", "count", "copyIndex"}))


def _is_one_scope(one: str, other: str) -> bool:
    """Whether names mean the same in two files: those of a folder are one module of Terraform."""
    is_module = language_of(one) == language_of(other) == "terraform"
    return one == other or (is_module and one.rpartition("/")[0] == other.rpartition("/")[0])


def rename_in(scene: Scene, edit: Rename) -> Patches | None:
    """Return the patch of a name, where it stands once in the words of this property only."""
    trail = scene.trail(edit.place)
    if trail is None or trail.lacking or trail.node.origin is None or scene.uses.is_shared(trail.node.origin):
        return None
    for origin in dict.fromkeys((trail.node.origin, where_used(trail.node.origin))):
        at = spot(scene.locator, origin)
        writer = scene.writer(at) if at else None
        for old, new in edit.names if at and writer else ():
            found = list(re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", at.words)) if at else []
            if at and writer and at.words.strip("'\"") == old:
                return (at.patch(writer.written(new, at.words)),)
            if at and len(found) == 1:
                start = at.start + found[0].start()
                return (at.at(start, start + len(old), new),)
    return None


def remove_property(scene: Scene, edit: Remove) -> Patches | None:
    """Return the patches that leave a property or an element out."""
    trail = scene.trail(edit.place)
    if trail is None or trail.lacking or trail.node.origin is None:
        return None
    if not trail.keys:
        from .leaving import without_resource  # noqa: PLC0415 - few findings are about a resource that is too much

        return without_resource(scene, trail)
    if edit.place.endswith("]") and isinstance(trail.node.value, str) and f"[{trail.node.value}]" not in edit.place:
        # One text where a list was looked for: it is another value.
        return None
    own = _own(scene, trail)
    is_member = own is not None and bool(own.path) and isinstance(trail.keys[-1], str)
    at = spot(scene.locator, own, is_value=not is_member) if own else None
    writer = scene.writer(at) if at else None
    return writer.remove(at, trail) if at and writer else None


def _own(scene: Scene, trail: Trail) -> Origin | None:
    """Return where a property has its own name, or an element stands in its list: where it is used, or where it lies.

    What is used whole, a variable that holds the object or list around it, is not taken away with a part of it.
    """
    origin = trail.node.origin
    if origin is None or not isinstance(trail.keys[-1], str):
        return origin if origin is not None and origin.used is None else None
    for each in dict.fromkeys((where_used(origin), origin)):
        at = spot(scene.locator, each)
        writer = scene.writer(at) if at else None
        is_own = bool(at and writer and writer.is_named(at, each, trail))
        if is_own and not (each.used and scene.uses.is_shared(each)):
            return each
    return None
