"""One edit -> the patches of a text: where it has to be written, and whether that place says this one thing only."""

from collections.abc import Iterable

from msgspec import Struct

from ..checking.judgement import Judged
from ..checking.locations import Locator
from ..checking.pointing import Declarations, Trail, followed, point_in_command
from ..deployments.declared import Declared, Deployment, Language
from ..deployments.origins import Origin
from ..rules.ids import parent_of
from ..wire.symbols import principal_of
from .edits import (
    DropOption,
    Edit,
    Grant,
    JoinLines,
    MakeOnce,
    Pause,
    Reference,
    Remove,
    Set,
    SetOption,
    StopAtErrors,
    Wait,
)
from .languages.commands import commanded
from .references import references
from .roles import granted
from .roles.granting import Granting, Party
from .scopes import beside
from .sharing import Uses
from .writer import Patches, Raw, Spot, Writer, Written, language_of, spot, where_used, writer_of

NOT_BY_HAND = ("terraform-plan", "export")
"""What a tool has written: it is read, and not changed."""


class Scene(Struct, frozen=True):
    """A finding among the texts it was found in."""

    deployment: Deployment
    judged: Judged
    locator: Locator
    uses: Uses
    declarations: Declarations
    languages: tuple[Language, ...]

    def trail(self, place: str) -> Trail | None:
        """Return where a place leads, in a resource that is written here and once."""
        trail = followed(self.declarations, self.judged.finding.resource_id, place)
        if trail is None or trail.declared.existing or self.uses.is_repeated(trail.declared):
            return None
        return trail

    def writer(self, at: Spot) -> Writer | None:
        """Return the writer of a spot's file, if the remedy is tried in its language."""
        is_tried = self.deployment.language not in NOT_BY_HAND and language_of(at.file) in self.languages
        return writer_of(at.file) if is_tried else None

    def head(self, declared: Declared) -> Spot | None:
        """Return the spot of a resource: its head, or all of it in JSON and scripts."""
        body = declared.body.origin
        is_json = body is not None and bool(body.path or declared.origin.path)
        return spot(self.locator, body if body is not None and is_json else declared.origin)


def patches_of(scene: Scene, edit: Edit) -> Patches | None:
    """Return the patches of an edit; None where there is no sure place for it."""
    match edit:
        case Set():
            return _set(scene, edit)
        case Remove():
            return _remove(scene, edit)
        case Wait():
            return _wait(scene, edit)
        case Grant():
            return _grant(scene, edit)
        case MakeOnce():
            return _once(scene, edit)
        case SetOption() | DropOption() | JoinLines() | StopAtErrors():
            option = "" if isinstance(edit, StopAtErrors) else edit.option
            pointed = point_in_command(scene.deployment.invocations, scene.judged.finding.resource_id, option)
            if pointed is None:
                return None
            at = spot(scene.locator, where_used(pointed.origin))
            return commanded(edit, at, is_written=pointed.is_written) if at and scene.writer(at) else None
        case Pause():
            declared = _declared(scene, scene.judged.finding.resource_id)
            at = scene.head(declared) if declared else None
            return commanded(edit, at, is_written=True) if at and scene.writer(at) else None


def _set(scene: Scene, edit: Set) -> Patches | None:
    trail = scene.trail(edit.place)
    value = _given(scene, edit)
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
        used = spot(scene.locator, where_used(trail.node.origin))
        return (used.patch(value.text),) if used else None
    stands = writer.value_of(at.words)
    if isinstance(value, bool) and isinstance(stands, bool) and stands is not trail.node.value:
        # An argument that says the opposite of ARM's property.
        return (at.patch(writer.written(not value, at.words)),)
    if stands is None or str(stands).lower() != str(trail.node.value).lower():
        # A default that the reader filled in has the origin of what it is missing from.
        return writer.insert(at, _up(trail), value) if trail.keys else None
    return None if scene.uses.is_shared(trail.node.origin) else (at.patch(writer.written(value, at.words)),)


def _up(trail: Trail) -> Trail:
    """Return the trail to what holds a property, which it then lacks."""
    *outer, last = trail.keys
    return Trail(trail.declared, tuple(outer), trail.node, (str(last),))


def _given(scene: Scene, edit: Set) -> Written | None:
    """Return the value of an edit; an expression of another place only within one file, where it means the same."""
    if isinstance(edit.value, bool | int | str):
        return edit.value
    here = scene.trail(edit.place)
    if here is None:
        return None
    origins: Iterable[tuple[Declared, Origin]]
    if isinstance(edit.value, Reference):
        key = edit.place.rpartition(".")[2]
        origins = references(scene.judged.resources, edit.value.id, key)
    else:
        like = scene.trail(edit.value.place)
        origins = [(like.declared, like.node.origin)] if like and not like.lacking and like.node.origin else []
    for declared, origin in origins:
        there = spot(scene.locator, where_used(origin))
        if there and there.file == here.declared.origin.file and not scene.uses.is_repeated(declared):
            return Raw(there.words)
    return None


def _remove(scene: Scene, edit: Remove) -> Patches | None:
    trail = scene.trail(edit.place)
    if trail is None or trail.lacking or not trail.keys or trail.node.origin is None:
        return None
    used = where_used(trail.node.origin)
    is_member = bool(used.path) and isinstance(trail.keys[-1], str)
    at = spot(scene.locator, used, is_value=not is_member)
    writer = scene.writer(at) if at else None
    return writer.remove(at, trail) if at and writer else None


def _wait(scene: Scene, edit: Wait) -> Patches | None:
    waiting = _declared(scene, scene.judged.finding.resource_id)
    target = _attaching(scene, edit.id) if edit.is_attachment else _declared(scene, edit.id)
    target = beside(waiting, target, scene.judged.resources) if waiting and target else None
    if waiting is None or target is None or waiting is target:
        return None
    here, there = scene.head(waiting), scene.head(target)
    writer = scene.writer(here) if here else None
    if here is None or there is None or writer is None or scene.writer(there) is None:
        return None
    return writer.wait((here, waiting), (there, target))


def _grant(scene: Scene, edit: Grant) -> Patches | None:
    cluster = _declared(scene, scene.judged.finding.resource_id)
    scope = _declared(scene, edit.scope)
    made = (each for each in scene.judged.resources if not each.existing and each.writing == "put")
    identity = next((each for each in made if principal_of(each.id) == edit.principal), None)
    if cluster is None or scope is None or identity is None:
        return None
    parties = [_party(scene, each) for each in (cluster, scope, identity) if beside(cluster, each, ()) is each]
    one, on, who = parties if len(parties) == 3 else (None, None, None)
    if one is None or on is None or who is None or scene.writer(one.head) is None:
        return None
    return granted(Granting(one, on, who, edit.scope), scene.deployment.invocations)


def _party(scene: Scene, declared: Declared) -> Party | None:
    head = scene.head(declared)
    return Party(head, declared) if head and not scene.uses.is_repeated(declared) else None


def _once(scene: Scene, edit: MakeOnce) -> Patches | None:
    declared = _declared(scene, scene.judged.finding.resource_id)
    at = scene.head(declared) if declared else None
    writer = scene.writer(at) if at else None
    return writer.once(at, edit.property) if at and writer else None


def _declared(scene: Scene, id_: str) -> Declared | None:
    """Return the one declaration that makes what has an id: its own, or that of the parent it is listed in."""
    puts = [each for each in scene.declarations.of(id_) if each.writing == "put" and not each.existing]
    if not any(True for _ in scene.declarations.of(id_)):
        above = scene.declarations.of(parent_of(id_))
        puts = [each for each in above if each.writing == "put" and not each.existing]
    return puts[0] if len(puts) == 1 and not scene.uses.is_repeated(puts[0]) else None


def _attaching(scene: Scene, subnet_id: str) -> Declared | None:
    """Return the one declaration that puts a table on a subnet."""
    written = (each for each in scene.declarations.of(subnet_id) if not each.existing)
    found = [each for each in written if each.body.at("properties", "routeTable") is not None]
    return found[0] if len(found) == 1 and not scene.uses.is_repeated(found[0]) else None
