"""What is wanted of a migration, and when it is asked."""

from datetime import date
from typing import Literal

from msgspec import Struct

from ..rules.kubenet_ends import LAST_DAY

OLDEST_VERSION = (1, 27)
"""For the move itself (M2)."""
OLDEST_FOR_UNINSTALLING = (1, 30)
"""For taking a network policy engine off (M2)."""


class Aim(Struct, frozen=True, kw_only=True):
    """Where a cluster is to go."""

    pod_cidr: str = ""
    """A new pod range; empty keeps the one there is."""
    dataplane: Literal["azure", "cilium"] = "azure"
    """Cilium is a second move, after the one to Overlay (M6)."""


def days_left(today: date) -> int:
    """Return the days until the last on which kubenet is supported (C2)."""
    return (date.fromisoformat(LAST_DAY) - today).days
