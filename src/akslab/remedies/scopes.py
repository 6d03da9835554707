"""Who can name whom: a resource waits for another of its own template, else for the deployment or module that makes it."""

import re
from collections.abc import Iterable

from ..deployments.declared import Declared
from ..deployments.origins import Path

_MODULES = re.compile(r"(?:module\.[^.]+\.)*")
_DEPLOYMENTS = "microsoft.resources/deployments"
INSIDE = " > "
"""Between the addresses of a module and of what it makes."""


def beside(waiting: Declared, target: Declared, resources: Iterable[Declared]) -> Declared | None:
    """Return what stands in the template of `waiting` and makes `target`: itself, a deployment or module; else None."""
    if _scope(waiting) == _scope(target):
        return target
    outer = (each for each in resources if each.type.lower() == _DEPLOYMENTS and _scope(each) == _scope(waiting))
    return next((each for each in outer if _holds(each, target)), None)


def _scope(declared: Declared) -> tuple[str, str, Path]:
    """Return the template a resource is written in: file, modules around it, and the list of resources in JSON.

    The files of a folder are one module of Terraform.
    """
    origin = declared.body.origin or declared.origin
    if origin.file.endswith((".tf", ".tofu")):
        modules = _MODULES.match(declared.address)
        return origin.file.rpartition("/")[0], modules[0] if modules else "", ()
    return origin.file, declared.address.rpartition(INSIDE)[0], origin.path[:-1]


def _holds(outer: Declared, inner: Declared) -> bool:
    if inner.address.startswith(f"{outer.address}{INSIDE}"):
        return True
    one, other = outer.body.origin, inner.body.origin
    return bool(one and other and one.path and one.file == other.file and other.path[: len(one.path)] == one.path)
