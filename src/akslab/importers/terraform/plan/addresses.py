"""Addresses and references of Terraform as text -> their parts: `module.net["a"].azurerm_subnet.nodes[0].id`."""

import json
import re
from functools import lru_cache

from msgspec import Struct

_PART = re.compile(r"""\.?([^\W\d][\w-]*|\d+|\*)|\[(\d+|"(?:[^"\\]|\\.)*"|[^\]"]{1,200})\]""")
_BOUNDARY = re.compile(r"[.\[]")
Key = str | int


class Step(Struct, frozen=True):
    """A name with the key behind it, if there is one."""

    name: str
    key: Key | None = None
    is_keyed: bool = False


@lru_cache(maxsize=4096)
def steps_of(text: str) -> tuple[Step, ...]:
    """Return the names of a traversal, each with the key behind it; a key that is no literal is None but noted."""
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            break
        at = found.end()
        if found[1] is not None:
            steps.append(Step(found[1]))
        elif steps:
            steps[-1] = Step(steps[-1].name, _key(found[2]), is_keyed=True)
    return tuple(steps)


def _key(text: str) -> Key | None:
    if text.isdecimal():
        return int(text[:18])
    if text.startswith('"'):
        try:
            return str(json.loads(text, strict=False))
        except ValueError:
            return None
    return None


class Place(Struct, frozen=True):
    """Where a block stands: the names of the modules around it, and its own."""

    modules: tuple[str, ...]
    block: str
    """`azurerm_subnet.nodes`, `data.azurerm_subnet.nodes`"""


def modules_of(address: str) -> tuple[Step, ...]:
    """Return the modules in a module's address, with the keys of their instances."""
    steps = steps_of(address)
    return tuple(step for step, before in zip(steps[1:], steps, strict=False) if before.name == "module")


def prefix_of(modules: tuple[Step, ...]) -> str:
    """Return the address of a module's instance with the dot behind it; nothing for the root."""
    return "".join(f"module.{step.name}{suffix_of(step.key)}." for step in modules)


def suffix_of(key: Key | None) -> str:
    """Return a key as addresses write it."""
    if key is None:
        return ""
    return f"[{key}]" if isinstance(key, int) else f"[{json.dumps(key, ensure_ascii=False)}]"


def most_specific(references: list[str]) -> list[str]:
    """Return the references that are not the beginning of another: Terraform lists both."""
    beginnings = {each[: found.start()] for each in references for found in _BOUNDARY.finditer(each)}
    return [each for each in dict.fromkeys(references) if each not in beginnings]
