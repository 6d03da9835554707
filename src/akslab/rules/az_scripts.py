"""What goes wrong in a script itself: options that lost their command, options az does not have, steps after a failure."""

from collections.abc import Iterator

from .az_commands import AzCommand
from .example import Example
from .rule import Answer, Rule
from .unknown import Values
from .view import View


def _broken(_view: View, command: AzCommand) -> Iterator[Values]:
    for option in command.broken:
        yield {"option": option, "command": command.command, "id": command.id}


BROKEN_COMMAND = Rule(
    id="az-broken-command",
    title="A command over several lines ends in a backslash on every line but the last",
    class_="breaks",
    source=("https://www.gnu.org/software/bash/manual/bash.html#Escape-Character",),
    subject=AzCommand,
    answer=Answer(
        code="",
        text="`az {command}` ends before {option}: the line above does not end in a backslash (a blank may stand behind "
        "it, or the line is a comment), so az never sees {option}, and the shell takes it for a command.",
        text_known=False,
    ),
    fix="End the line above {option} in a backslash and nothing behind it, and move comments out of the command.",
    place="{option}",
    check=_broken,
    failing=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create", broken=("--pod-cidr",)),)),
    sound=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create"),)),
)


def _unknown(_view: View, command: AzCommand) -> Iterator[Values]:
    for option in command.unknown:
        yield {"option": option, "command": command.command}


UNKNOWN_OPTION = Rule(
    id="az-unknown-option",
    title="az knows the options that a script gives",
    class_="risk",
    source=("https://learn.microsoft.com/cli/azure/reference-index",),
    subject=AzCommand,
    answer=Answer(
        code="",
        text="`az {command}` of azure-cli 2.91 has no {option}: it is one of an extension or of an older az, or a slip; "
        "az answers with exit code 2.",
        text_known=False,
    ),
    fix="Look the option up in `az {command} --help`, and leave {option} out or write it as it stands there.",
    place="{option}",
    check=_unknown,
    failing=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create", unknown=("--enable-rbac",)),)),
    sound=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create"),)),
)


def _goes_on(_view: View, command: AzCommand) -> Iterator[Values]:
    if command.command == "aks create" and command.goes_on:
        yield {"id": command.id}


GOES_ON = Rule(
    id="az-script-goes-on",
    title="A script stops when a step before the cluster fails",
    class_="note",
    source=("https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin",),
    subject=AzCommand,
    answer=Answer(
        code="",
        text="The script has no `set -e`: when a step before {id} fails, it makes the cluster all the same.",
        text_known=False,
    ),
    fix="Write `set -euo pipefail` at the top of the script.",
    check=_goes_on,
    failing=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create", goes_on=True),)),
    sound=lambda: Example(commands=(AzCommand(id="deploy.sh:14", command="aks create"),)),
)

AZ_SCRIPTS = (BROKEN_COMMAND, UNKNOWN_OPTION, GOES_ON)
