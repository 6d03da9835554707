"""Edits of a command of az, or of the script around it."""

import re

from ..checking.pointing import point_in_command
from ..deployments.declared import Invocation
from .edits import AskForId, DropOption, JoinLines, Pause, SetOption, StopAtErrors
from .languages.az import BASH, AzWriter
from .naming import SUBNET_MADE, asked_of
from .roles.az import words_of
from .scene import Scene
from .writer import Patches, Spot, spot, where_used

IDENTITY = "--assign-identity"
_NAME = re.compile(r"[\w.-]+")
"""What a name may be; a text with slashes is an id that went wrong, and asking for it by name gives nothing."""
OfCommands = SetOption | AskForId | DropOption | JoinLines | StopAtErrors | Pause


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
    if isinstance(pointed.declared, Invocation) and _is_twice(pointed.declared, option):
        return None
    if isinstance(edit, AskForId):
        return _asked(scene, pointed.declared, at, option) if isinstance(pointed.declared, Invocation) else None
    return _changed(edit, at, pointed.is_written)


def _is_twice(command: Invocation, option: str) -> bool:
    """Whether more than one option of these letters fell off a command, or is one that az does not have."""
    return [each.text for each in (*command.broken, *command.unknown)].count(option) > 1


def _asked(scene: Scene, command: Invocation, at: Spot, option: str) -> Patches | None:
    """Return the question for an id in the place of a name, in a script of bash."""
    commands = scene.deployment.invocations
    given = command.options.get(option)
    if (
        given is None
        or not _NAME.fullmatch(given.text)
        or at.file.rpartition(".")[2].lower() not in BASH
        or re.search(r"\s", at.words)
    ):
        return None
    if option == IDENTITY:
        group = words_of(command, "--resource-group", at)
        asked = f"az identity show --resource-group {group} --name {at.words} --query id -o tsv" if group else None
    else:
        makers = [each for each in commands if each.command == SUBNET_MADE and _is_called(each, given.text)]
        asked = asked_of(commands, makers[0].address, at) if len(makers) == 1 else None
    return (at.patch(f'"$({asked})"'),) if asked else None


def _is_called(command: Invocation, name: str) -> bool:
    own = command.options.get("--name")
    return own is not None and own.text.lower() == name.lower()


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
