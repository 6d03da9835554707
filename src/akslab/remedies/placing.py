"""One edit -> the patches of a text."""

from ..checking.pointing import point_in_command
from .edits import (
    Attach,
    DropOption,
    Edit,
    Grant,
    JoinLines,
    MakeOnce,
    Pause,
    Remove,
    Set,
    SetOption,
    StopAtErrors,
    Wait,
)
from .languages.commands import commanded
from .properties import remove_property, set_property
from .scene import Scene
from .steps import attach_table, grant_role, make_once, wait_for
from .writer import Patches, spot, where_used


def patches_of(scene: Scene, edit: Edit) -> Patches | None:
    """Return the patches of an edit; None where there is no sure place for it."""
    match edit:
        case Set():
            return set_property(scene, edit)
        case Remove():
            return remove_property(scene, edit)
        case Wait():
            return wait_for(scene, edit)
        case Attach():
            return attach_table(scene, edit)
        case Grant():
            return grant_role(scene, edit)
        case MakeOnce():
            return make_once(scene, edit)
        case SetOption() | DropOption() | JoinLines() | StopAtErrors():
            option = "" if isinstance(edit, StopAtErrors) else edit.option
            pointed = point_in_command(scene.deployment.invocations, scene.judged.finding.resource_id, option)
            if pointed is None:
                return None
            at = spot(scene.locator, where_used(pointed.origin))
            return commanded(edit, at, is_written=pointed.is_written) if at and scene.writer(at) else None
        case Pause():
            declared = scene.subject()
            at = scene.head(declared) if declared else None
            return commanded(edit, at, is_written=True) if at and scene.writer(at) else None
