"""An identity in a script of bash, before the command that makes the cluster."""

import re
from collections.abc import Iterable

from ...deployments.declared import Invocation
from ..languages.az import AzWriter
from ..languages.members import lines_at
from ..roles.az import asking, assigning, words_of
from ..scanning import break_of, indent_of
from ..writer import Patches
from .making import ENDING, Making, repointed

_FAR = r"[^)\n]{0,300}"
"""Other options of one question to az."""
_NAME = re.compile(r"(?P<quote>\"?)(?P<name>\$?\{?[\w-]+\}?)(?P=quote)")


def identified_in_az(making: Making, commands: Iterable[Invocation]) -> Patches | None:
    """Return the commands that make it and give it its role, and the cluster's `--assign-identity`."""
    commands, head = tuple(commands), making.cluster.head
    command = next((each for each in commands if each.address == making.cluster.declared.address), None)
    scope = asking(making.scope, commands)
    if command is None or scope is None:
        return None
    group, cluster = (words_of(command, option, head) for option in ("--resource-group", "--name"))
    found = _NAME.fullmatch(cluster) if cluster else None
    if group is None or found is None:
        return None
    name = f"{found['quote']}{found['name']}{ENDING}{found['quote']}"
    shown = f"az identity show --resource-group {group} --name {name} --query"
    role = assigning(head, f"{shown} principalId -o tsv", scope)
    option = AzWriter().add_option(head, "--assign-identity", f'"$({shown} id -o tsv)"')
    of_cluster = rf"az aks show\b{_FAR}{re.escape(found['name'])}(?![\w-]){_FAR}"
    asked = of_cluster + r"--query ['\"]?identity\.principalId['\"]?"
    pointed = repointed(head, asked, f"{shown} principalId", r"--query ['\"]?identity\.")
    if role is None or option is None or pointed is None:
        return None
    line = f"{indent_of(head.text, head.start)}az identity create --resource-group {group} --name {name}"
    return (*lines_at(head, head.start, (line,), break_of(head.text)), *role, *option, *pointed)
