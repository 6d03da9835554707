"""The release of azurerm a configuration runs with: the lock file, `required_providers`, or what the person says."""

from ...files import Files, UnreadableError
from ...options import Options
from ..azurerm.versions import ANY, Versions, as_said, constrained, exactly
from ..hcl.bodies import parse_file
from ..hcl.syntax import Body, Expression, Literal, Mapping
from .module import Module

LOCK_FILE = ".terraform.lock.hcl"


def versions_of(files: Files, folder: str, module: Module, options: Options) -> Versions:
    """Return the possible releases."""
    exact = locked(files, folder)
    if exact is not None:
        return exact
    found = ANY
    for constraint in _constraints(module):
        found = constrained(found, constraint)
    if not found.is_chosen and options.provider_version:
        return as_said(options.provider_version)
    return found


def locked(files: Files, folder: str) -> Versions | None:
    """Return the release that a folder's lock file names, None without one."""
    name = f"{folder}/{LOCK_FILE}" if folder else LOCK_FILE
    try:
        blocks = parse_file(files.read(name)).body.blocks
    except UnreadableError:
        return None
    for block in blocks:
        version = block.body.arguments.get("version")
        if block.type == "provider" and block.labels and block.labels[0].endswith("/azurerm") and version is not None:
            return exactly(_text(version.value))
    return None


def _constraints(module: Module) -> list[str]:
    """Return the constraints on azurerm: of `required_providers`, and of `provider` blocks as they once were."""
    settings = [block for placed in module.settings for block in placed.block.body.blocks]
    found = [_required(block.body) for block in settings if block.type == "required_providers"]
    for placed in module.providers:
        version = placed.block.body.arguments.get("version")
        if placed.block.labels == ("azurerm",) and version is not None:
            found.append(_text(version.value))
    return [each for each in found if each]


def _required(body: Body) -> str:
    """Return the constraint on the provider whose source is hashicorp/azurerm, whatever its local name."""
    for argument in body.arguments.values():
        source, version = _entry(argument.value, "source"), _entry(argument.value, "version")
        if isinstance(argument.value, Literal) and argument.name == "azurerm":
            return _text(argument.value)
        if source.lower().endswith("hashicorp/azurerm") or (not source and argument.name == "azurerm"):
            return version
    return ""


def _entry(expression: Expression, name: str) -> str:
    if not isinstance(expression, Mapping):
        return ""
    return next((_text(value) for key, value in expression.entries if _text(key) == name), "")


def _text(expression: Expression) -> str:
    return expression.value if isinstance(expression, Literal) and isinstance(expression.value, str) else ""
