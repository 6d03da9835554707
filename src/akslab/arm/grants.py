"""Who holds which rights, by principal: read from the documents once, and again when one of them was written."""

from collections import defaultdict
from collections.abc import Iterable

from ..roles.authorization import Grant, permissions_of
from ..roles.builtin import ROLE_DEFINITIONS
from ..wire.properties import Json
from .documents import Documents

ROLE_ASSIGNMENTS = "Microsoft.Authorization/roleAssignments"


class Grants:
    """The role assignments of a lab with their definitions looked up, propagated or not."""

    def __init__(self, documents: Documents, builtin_roles: Iterable[Json]) -> None:
        self._documents, self._builtin_roles = documents, tuple(builtin_roles)
        self._seen: tuple[int, int] | None = None
        self._of: dict[str, tuple[Grant, ...]] = {}

    def of(self, principal_id: str) -> tuple[Grant, ...]:
        """Return the grants of a principal, in any case."""
        written = (self._documents.generation(ROLE_ASSIGNMENTS), self._documents.generation(ROLE_DEFINITIONS))
        if written != self._seen:
            self._of, self._seen = self._read(), written
        return self._of.get(principal_id.lower(), ())

    def definition(self, id_: str) -> Json | None:
        """Return a built-in or custom role definition by its id: only the GUID at the end counts."""
        guid = id_.rsplit("/", 1)[-1].lower()
        for role in self._builtin_roles:
            if role["name"] == guid:
                return role
        return next((d for d in self._documents.of_type(ROLE_DEFINITIONS) if str(d["name"]).lower() == guid), None)

    def _read(self) -> dict[str, tuple[Grant, ...]]:
        permissions = {
            str(role["name"]).lower(): permissions_of(role["properties"])
            for role in (*self._documents.of_type(ROLE_DEFINITIONS), *self._builtin_roles)
        }
        found: dict[str, list[Grant]] = defaultdict(list)
        for assignment in self._documents.of_type(ROLE_ASSIGNMENTS):
            properties = assignment["properties"]
            granted = permissions.get(str(properties["roleDefinitionId"]).rsplit("/", 1)[-1].lower())
            if granted is not None:
                scope = str(properties["scope"]).lower().rstrip("/") or "/"
                since = float(assignment.get("akslab", {}).get("since", 0.0))
                found[str(properties["principalId"]).lower()].append(Grant(scope, granted, since))
        return {principal: tuple(grants) for principal, grants in found.items()}
