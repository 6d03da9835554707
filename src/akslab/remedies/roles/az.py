"""A role assignment in a script of bash, before the command that makes the cluster."""

from collections.abc import Iterable

from ...deployments.declared import Invocation
from ..languages.az import BASH
from ..languages.members import lines_at
from ..scanning import break_of, indent_of, line_start
from ..writer import Patches, Spot, where_used
from .granting import ROLE, Granting, Party

_NAMED = ("--resource-group", "--name")
_SHOWN = {
    "identity create": ("identity show", "principalId", _NAMED),
    "network route-table create": ("network route-table show", "id", _NAMED),
    "network vnet subnet create": ("network vnet subnet show", "id", ("--resource-group", "--vnet-name", "--name")),
}
SECONDS = 60
"""A role counts within a minute as a rule (R51)."""


def granted_in_az(granting: Granting, commands: Iterable[Invocation]) -> Patches | None:
    """Return the command and a pause, where identity and table are made by commands whose names can be written again."""
    commands = tuple(commands)
    principal, scope = (asking(party, commands) for party in (granting.identity, granting.scope))
    return None if principal is None or scope is None else assigning(granting.cluster.head, principal, scope)


def assigning(head: Spot, principal: str, scope: str) -> Patches | None:
    """Return the command and a pause before the cluster's; `principal` and `scope` are commands that print them."""
    start = line_start(head.text, head.start)
    is_bash = head.file.rpartition(".")[2].lower() in BASH
    if not is_bash or head.text[start : head.start].strip():
        return None
    indent = indent_of(head.text, head.start)
    lines = (
        f'az role assignment create --role "{ROLE}" --assignee-principal-type ServicePrincipal \\',
        f'  --assignee-object-id "$({principal})" \\',
        f'  --scope "$({scope})"',
        f"sleep {SECONDS}",
    )
    return lines_at(head, head.start, tuple(indent + line for line in lines), break_of(head.text))


def asking(party: Party, commands: Iterable[Invocation]) -> str | None:
    """Return the command that asks for what another command made, by the same words."""
    command = next((each for each in commands if each.address == party.declared.address), None)
    shown = _SHOWN.get(command.command) if command else None
    if command is None or shown is None:
        return None
    words = []
    asked, query, named = shown
    for option in named:
        said = words_of(command, option, party.head)
        if said is None:
            return None
        words.append(f"{option} {said}")
    return f"az {asked} {' '.join(words)} --query {query} -o tsv"


def words_of(command: Invocation, option: str, head: Spot) -> str | None:
    """Return the words a command gives an option, if they stand in the text of a head."""
    node = command.options.get(option)
    origin = where_used(node.origin) if node and node.origin else None
    if origin is None or origin.file != head.file or not origin.is_span:
        return None
    return head.text[origin.start : origin.end]
