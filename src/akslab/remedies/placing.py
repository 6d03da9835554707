"""One edit -> the patches of a text. What an edit needs is imported when there is one: most checks have few."""

from .edits import (
    AddAction,
    AskForId,
    DropOption,
    Edit,
    JoinLines,
    NameApart,
    Pause,
    Remove,
    Rename,
    Set,
    SetInside,
    SetOption,
    Split,
    StopAtErrors,
)
from .properties import remove_property, rename_in, set_inside, set_property
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
        case Rename():
            return rename_in(scene, edit)
        case NameApart():
            from .listed import name_apart

            return name_apart(scene, edit)
        case Split():
            from .listed import split_text

            return split_text(scene, edit)
        case AddAction():
            from .listed import add_action

            return add_action(scene, edit)
        case SetOption() | AskForId() | DropOption() | JoinLines() | StopAtErrors() | Pause():
            from .commands import commanded

            return commanded(scene, edit)
        case _:
            from .steps import taken

            return taken(scene, edit)
