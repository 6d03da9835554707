"""One edit -> the patches of a text. What an edit needs is imported when there is one: most checks have few."""

from .edits import AskForId, DropOption, Edit, JoinLines, Pause, Remove, Set, SetInside, SetOption, StopAtErrors
from .properties import remove_property, set_inside, set_property
from .scene import Scene
from .writer import Patches

# ruff: noqa: PLC0415 - as said above


def patches_of(scene: Scene, edit: Edit) -> Patches | None:
    """Return the patches of an edit; None where there is no sure place for it."""
    match edit:
        case Set():
            return set_property(scene, edit)
        case SetInside():
            return set_inside(scene, edit)
        case Remove():
            return remove_property(scene, edit)
        case SetOption() | AskForId() | DropOption() | JoinLines() | StopAtErrors() | Pause():
            from .commands import commanded

            return commanded(scene, edit)
        case _:
            from .steps import taken

            return taken(scene, edit)
