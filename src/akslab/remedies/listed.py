"""Lists that are written wrong: two elements of one name, and a text that should be a list of several."""

import re
from collections.abc import Iterator, Sequence

from ..checking.pointing import Trail
from ..deployments.nodes import Node
from .edits import AddAction, NameApart, Split
from .languages.members import with_element
from .scene import Scene
from .writer import Patches, language_of, spot, where_used

_DEFINITIONS = "microsoft.authorization/roledefinitions"
_KEY = re.compile(r"['\"]?([A-Za-z_]\w*)['\"]?(?P<sign>[ \t]*[:=][ \t]*)\Z")


def name_apart(scene: Scene, edit: NameApart) -> Patches | None:
    """Return what gives the last element of a name another one, where its name is written for it alone."""
    trail = scene.trail(edit.place)
    if trail is None or trail.lacking or not isinstance(trail.node.value, tuple):
        return None
    elements = list(trail.node.elements())
    named = [each for each in elements if _called(each) == edit.name.lower()]
    if len(named) < 2 or any(len(_alike(named, each)) > 1 for each in named):
        return None
    name = named[-1].get("name")
    at = spot(scene.locator, name.origin) if name and name.origin and name.origin.used is None else None
    writer = scene.writer(at) if at else None
    if at is None or writer is None or name is None or name.origin is None or scene.uses.is_shared(name.origin):
        return None
    if writer.value_of(at.words) != name.value:
        return None
    taken = {_called(each) for each in elements}
    new = next(each for number in range(2, len(elements) + 2) if (each := f"{name.text}-{number}").lower() not in taken)
    return (at.patch(writer.written(new, at.words)),)


def _alike(named: Sequence[Node], one: Node) -> list[Node]:
    """Return the elements that one text makes: those of a loop."""
    return [each for each in named if each.origin == one.origin]


def _called(element: Node) -> str:
    name = element.get("name")
    return name.text.lower() if name else ""


def add_action(scene: Scene, edit: AddAction) -> Patches | None:
    """Return what adds an action to a role definition, where it is sure which one: only one could be meant."""
    found = [
        actions
        for each in scene.judged.resources
        if each.type.lower() == _DEFINITIONS and not each.existing and not scene.uses.is_repeated(each)
        for actions in _actions(each.body)
        if edit.beside.lower() in (texts := {one.text.lower() for one in actions.elements()})
        and edit.action.lower() not in texts
    ]
    origin = found[0].origin if len(found) == 1 else None
    at = spot(scene.locator, origin) if origin and origin.used is None else None
    writer = scene.writer(at) if at else None
    if at is None or writer is None:
        return None
    return with_element(at, writer.written(edit.action, ""), "" if language_of(at.file) == "bicep" else ",")


def _actions(body: Node) -> Iterator[Node]:
    permissions = body.at("properties", "permissions")
    for each in permissions.elements() if permissions else ():
        if actions := each.get("actions"):
            yield actions


def split_text(scene: Scene, edit: Split) -> Patches | None:
    """Return what writes the parts of a text, as a list under the property's plural or beside each other in its list."""
    for place in edit.places:
        trail = scene.trail(place)
        if trail and not trail.lacking and trail.node.value == edit.text and trail.node.origin:
            return _split(scene, trail, edit)
    return None


def _split(scene: Scene, trail: Trail, edit: Split) -> Patches | None:
    origin = trail.node.origin
    at = spot(scene.locator, where_used(origin)) if origin else None
    writer = scene.writer(at) if at else None
    if (
        at is None
        or origin is None
        or origin.used is not None
        or writer is None
        or writer.value_of(at.words) != edit.text
    ):
        return None
    is_az = language_of(at.file) == "az"
    parts = [writer.written(part, "" if is_az else at.words) for part in edit.parts]
    if is_az:
        return (at.patch(" ".join(parts)),)
    key = _KEY.search(at.text[: at.start])
    if not isinstance(trail.keys[-1], str) or key is None:
        return (at.patch(", ".join(parts)),) if not isinstance(trail.keys[-1], str) else None
    around = trail.declared.body.at(*trail.keys[:-1])
    if around is None or around.get(f"{trail.keys[-1]}s") is not None:
        return None
    end = key.end(1)
    return (at.at(end, end, "s"), at.patch(f"[{', '.join(parts)}]"))
