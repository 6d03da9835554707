"""The release of azurerm that made a plan: its constraint, and the attributes that its values have."""

from collections.abc import Iterable

from ..azurerm.arguments import arguments_of
from ..azurerm.versions import Versions, constrained
from .document import Change, Configuration


def versions_of(configuration: Configuration, changes: Iterable[Change], given: Versions) -> Versions:
    """Return the possible releases; `given` is what the lock file or the person says."""
    found = given
    if not given.is_chosen:
        for provider in configuration.providers().values():
            if isinstance(provider, dict) and str(provider.get("full_name", "")).endswith("/hashicorp/azurerm"):
                found = constrained(found, str(provider.get("version_constraint", "")))
    majors = set(found.majors)
    for change in changes:
        table = arguments_of(change.type) if change.mode == "managed" else None
        if table is None:
            continue
        for name in _names(change):
            known = set(table[""].get(name, ()))
            majors = majors & known if majors & known else majors
    return found.of_majors(majors)


def _names(change: Change) -> Iterable[str]:
    marks = change.unknown if isinstance(change.unknown, dict) else {}
    return (*(change.after or {}), *marks)
