"""Edits of a command of az, or of the script around it."""

from ..checking.pointing import point_in_command
from ..deployments.declared import Invocation
from .edits import DropOption, JoinLines, Pause, SetOption, StopAtErrors
from .languages.az import AzWriter
from .scene import Scene
from .writer import Patches, Spot, spot, where_used

OfCommands = SetOption | DropOption | JoinLines | StopAtErrors | Pause


def commanded(scene: Scene, edit: OfCommands) -> Patches | None:
    """Return the patches of an edit; None where the command is not written in a script that is at hand."""
    if isinstance(edit, Pause):
        declared = scene.subject()
        command = scene.head(declared) if declared else None
        return AzWriter().pause(command, edit.seconds) if command and scene.writer(command) else None
    option = "" if isinstance(edit, StopAtErrors) else edit.option
    pointed = point_in_command(scene.deployment.invocations, scene.judged.finding.resource_id, option)
    at = spot(scene.locator, where_used(pointed.origin)) if pointed else None
    if pointed is None or at is None or scene.writer(at) is None:
        return None
    if isinstance(pointed.declared, Invocation) and [each.text for each in pointed.declared.broken].count(option) > 1:
        return None
    return _changed(edit, at, pointed.is_written)


def _changed(edit: SetOption | DropOption | JoinLines | StopAtErrors, at: Spot, is_written: bool) -> Patches | None:
    """Return the patches at an option, or at the command where the option is not written."""
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
        case StopAtErrors():
            return writer.stop_at_errors(at)
