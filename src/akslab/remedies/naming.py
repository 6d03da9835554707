"""The id of a resource that a text makes, in the words the text has for it: a symbol, an address, a question to az."""

import json
from collections.abc import Iterable

from ..deployments.declared import Declared, Invocation
from ..importers.json_text import parse_json
from .languages.arm import member
from .languages.bicep import symbol_of
from .languages.terraform import local_address
from .roles.az import words_of
from .scene import Scene
from .scopes import beside
from .writer import Raw, Spot, language_of

_SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
SUBNET_MADE = "network vnet subnet create"
_SUBNET = ("--resource-group", "--vnet-name", "--name")


def id_in(scene: Scene, here: Declared, id_: str) -> Raw | None:
    """Return the expression for the id of what stands in one text with `here`; a subnet may be listed by its network."""
    declared = scene.made(id_)
    head = scene.head(declared) if declared else None
    if declared is None or head is None or beside(here, declared, ()) is not declared:
        return None
    name = "" if declared.id.lower() == id_.lower() else id_.rpartition("/")[2]
    match language_of(head.file):
        case "bicep":
            return _in_bicep(head, declared, name)
        case "terraform":
            address = local_address(declared)
            return Raw(f"{address}.id") if address and not name else None
        case "arm":
            return _in_arm(head, name)
        case "az":
            asked = asked_of(scene.deployment.invocations, declared.address, head)
            return Raw(f'"$({asked})"') if asked and not name else None
        case _:
            return None


def _in_bicep(head: Spot, declared: Declared, name: str) -> Raw | None:
    symbol = declared.address if "::" in declared.address else symbol_of(head)
    if symbol is None:
        return None
    return Raw(f"'${{{symbol}.id}}/subnets/{name}'" if name else f"{symbol}.id")


def _in_arm(head: Spot, name: str) -> Raw | None:
    """Return `resourceId` of a subnet: one that its network lists, or one whose name is a literal of two parts."""
    named = member(head, "name")
    whole = parse_json(named.words) if named else None
    if not isinstance(whole, str):
        return None
    parts = [f"'{part}'" for part in whole.split("/")] if not whole.startswith("[") else [whole[1:-1]]
    parts += [f"'{name}'"] if name else []
    return Raw(json.dumps(f"[resourceId('{_SUBNETS}', {', '.join(parts)})]")) if len(parts) == 2 else None


def asked_of(commands: Iterable[Invocation], address: str, head: Spot) -> str | None:
    """Return the command that prints the id of a subnet another command made, by the same words."""
    command = next((each for each in commands if each.address == address), None)
    if command is None or command.command != SUBNET_MADE:
        return None
    words = [words_of(command, option, head) for option in _SUBNET]
    if None in words:
        return None
    options = " ".join(f"{option} {said}" for option, said in zip(_SUBNET, words, strict=True))
    return f"az network vnet subnet show {options} --query id -o tsv"
