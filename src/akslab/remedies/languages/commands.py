"""Edits of a command of az, or of the script around it."""

from ..edits import DropOption, JoinLines, Pause, SetOption, StopAtErrors
from ..writer import Patches, Spot
from .az import AzWriter

OfCommands = SetOption | DropOption | JoinLines | StopAtErrors | Pause


def commanded(edit: OfCommands, at: Spot, *, is_written: bool) -> Patches | None:
    """Return the patches of an edit; `at` is the option, or the command where the option is not written."""
    writer = AzWriter()
    match edit:
        case SetOption(option, value):
            if not is_written:
                return writer.add_option(at, option, writer.written(value, ""))
            return (at.patch(writer.written(value, at.words)),) if writer.value_of(at.words) is not None else None
        case DropOption():
            return writer.remove(at, None) if is_written else None
        case JoinLines():
            return writer.join(at) if is_written else None
        case Pause(seconds):
            return writer.pause(at, seconds)
        case StopAtErrors():
            return writer.stop_at_errors(at)
