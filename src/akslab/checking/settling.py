"""What would settle what was not judged: the parameter that a value waits for, the files that declare what is named."""

import re
from collections.abc import Sequence

from ..deployments.declared import Declared
from ..deployments.nodes import Node, Unknown
from ..rules.ids import name_of
from ..rules.rule import NotJudged
from ..wire.symbols import is_symbol, spoken
from .sentences import say

_POOL = re.compile(r"agent pool (?P<pool>\S+): (?P<key>\w+)")
_PATH = re.compile(r"\w+(?:\.\w+)*")
_OF = re.compile(r".+ of (?:\w+ )?(?P<name>\S+)|(?:virtual network|route table|subnet|application gateway) (?P<id>\S+)")


def settling(missing: NotJudged, resources: Sequence[Declared], language: str) -> str:
    """Return what would settle something, in plain words; nothing where nobody can tell."""
    path = _path_of(missing.missing)
    if path:
        own = (each for each in resources if each.id.lower() == missing.resource_id.lower())
        needs = (_needs(each.body, path) for each in own)
        return next(filter(None, needs), "")
    found = _OF.fullmatch(missing.missing)
    name = name_of(found["name"] or found["id"]).lower() if found else ""
    read = next((each for each in resources if each.existing and name and name_of(each.id).lower() == name), None)
    return say("settling.elsewhere", language, what=read.address) if read else ""


def _path_of(missing: str) -> tuple[str, ...]:
    if pool := _POOL.fullmatch(missing):
        return ("agentPoolProfiles", pool["pool"], pool["key"])
    return tuple(missing.split(".")) if _PATH.fullmatch(missing) else ()


def _needs(body: Node, path: tuple[str, ...]) -> str:
    """Return what the value at a path waits for; what is unknown around it hides it too."""
    node: Node | None = body.get("properties")
    for key in path:
        if node is None or isinstance(node.value, Unknown):
            break
        node = _element(node, key) if isinstance(node.value, tuple) else node.get(key)
    if node and isinstance(node.value, Unknown):
        return node.value.needs
    return spoken(node.text).strip("<>") if node and is_symbol(node.text) else ""


def _element(node: Node, name: str) -> Node | None:
    return next((each for each in node.elements() if (named := each.get("name")) and named.text == name), None)
