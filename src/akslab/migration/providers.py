"""Which releases of azurerm a Terraform input is for, and whether they keep a cluster that goes from kubenet to Overlay."""

from typing import Any

from ..importers.files import Files, UnreadableError
from ..importers.json_text import JsonError, parse_json
from ..importers.options import Options
from ..importers.terraform.azurerm.versions import ANY, Versions, as_said, constrained
from ..importers.terraform.configuration.module import read_module
from ..importers.terraform.configuration.provider_version import locked, versions_of
from .tool_blockers import IN_PLACE_FROM


def releases_of_directory(files: Files, folder: str, options: Options) -> Versions:
    """Return the releases that may run a directory of `.tf` files: by the lock file, constraints, or the person."""
    return versions_of(files, folder, read_module(files, folder), options)


def releases_of_plan(files: Files, name: str, options: Options) -> Versions:
    """Return the releases that may have made a plan: by a lock file beside it, its constraint, or the person."""
    found = locked(files, name.rpartition("/")[0])
    if found is not None:
        return found
    found = ANY
    for constraint in _constraints(files, name):
        found = constrained(found, constraint)
    if not found.is_chosen and options.provider_version:
        return as_said(options.provider_version)
    return found


def _constraints(files: Files, name: str) -> list[str]:
    try:
        document = parse_json(files.read(name))
    except (UnreadableError, JsonError):
        return []
    providers = _inside(_inside(document, "configuration"), "provider_config")
    return [
        str(each.get("version_constraint", ""))
        for each in providers.values()
        if isinstance(each, dict) and str(each.get("full_name", "")).endswith("/hashicorp/azurerm")
    ]


def _inside(value: Any, key: str) -> dict[str, Any]:
    found = value.get(key) if isinstance(value, dict) else None
    return found if isinstance(found, dict) else {}


def keeps_cluster(releases: Versions) -> bool | None:
    """Whether all of these releases make the change in place, or none; None where that is open."""
    if not releases.is_chosen:
        return None
    if releases.all_are(lambda release: release >= IN_PLACE_FROM):
        return True
    return False if releases.all_are(lambda release: release < IN_PLACE_FROM) else None
