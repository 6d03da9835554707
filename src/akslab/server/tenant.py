"""What the server has to know of the lab it serves, and the seams it is given: all of it is made in `lab`."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from ..clock import Clock
from ..store.directory import Directory
from .arm import ArmEngine
from .peer_uid import Address


class Tenant(Struct, frozen=True):
    """The lab's Entra tenant."""

    tenant_id: str
    object_id: str
    """The lab's own service principal: what instance metadata answers for when no identity is named."""
    user_object_id: str
    """The lab's own user: who signs in with a device code."""
    signing_key: bytes
    """At least 32 random bytes."""
    identity_header: str
    """The secret that /msi/token asks for."""
    owner_uid: int
    """The Linux user whose lab it is."""

    def owns(self, object_id: str) -> bool:
        """Tell whether a principal is one of the lab's own."""
        return object_id in (self.object_id, self.user_object_id)


class Log(Protocol):
    """Where events go."""

    def __call__(self, event: str, **fields: object) -> None:
        """Record one event."""


class Seams(Struct, frozen=True):
    """What the server reaches out to."""

    engine: ArmEngine
    directory: Directory
    log: Log
    clock: Clock
    peer_uid: Callable[[Address, Address], int | None]
