"""What a declaration may see: other documents, rights, ids and the time. Reading only."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ..clock import Clock, timestamp
from ..roles.authorization import Grant, permits
from ..roles.builtin import ROLE_DEFINITIONS
from ..settings import Settings
from ..wire.properties import Json
from .documents import Documents
from .grants import ROLE_ASSIGNMENTS, Grants

__all__ = ["PROVIDER", "ROLE_ASSIGNMENTS", "ROLE_DEFINITIONS", "World"]

PROVIDER = "provider"
"""The principal of akslab's own resource providers: what they do as themselves is theirs to do."""


@dataclass(frozen=True, slots=True)
class World:
    """A read-only view of the lab for declarations and verbs."""

    documents: Documents
    clock: Clock
    new_id: Callable[[], str]
    """Makes a fresh lower-case UUID."""
    settings: Settings
    tenant_id: str
    subscription_id: str
    builtin_roles: tuple[Json, ...]
    """Role definitions every subscription has."""
    _grants: Grants = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_grants", Grants(self.documents, self.builtin_roles))

    def get(self, id_: str) -> Json | None:
        """Return a top-level document by its id."""
        return self.documents.get(id_)

    def find(self, id_: str) -> Json | None:
        """Return a document by its id, a child's too."""
        return self.documents.find(id_)

    def of_type(self, type_: str, within: str = "") -> Iterator[Json]:
        """Yield the documents of a type below `within`."""
        return self.documents.of_type(type_, within)

    def referers(self, id_: str) -> list[str]:
        """Return the ids that link to `id_`."""
        return self.documents.referers(id_)

    def now(self) -> str:
        """Return the time as ARM writes it."""
        return timestamp(self.clock.now())

    def may(self, principal_id: str, action: str, scope: str) -> bool:
        """Whether `principal_id` may do `action` at `scope` now; a young assignment does not count yet (R51)."""
        return principal_id == PROVIDER or permits(self.grants(principal_id), action, scope)

    def grants(self, principal_id: str) -> Iterator[Grant]:
        """Yield the assignments of a principal that have propagated."""
        propagated = self.clock.now() - self.settings.role_propagation_s
        return (grant for grant in self._grants.of(principal_id) if grant.since <= propagated)

    def role_definition(self, id_: str) -> Json | None:
        """Return a built-in or custom role definition by its id: only the GUID at the end counts."""
        return self._grants.definition(id_)
