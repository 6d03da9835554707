"""What a lab can be told to do differently: Azure's delays, and which reading of a disputed fact it follows.

Delays are off by default, so that a lab answers at once; `--realistic` turns on what Azure is known to take. Periods are
not delays and never change: the route controller reconciles every ten seconds in every lab.
"""

from typing import Literal

from msgspec import Struct

ROUTE_RECONCILE_PERIOD_S = 10.0
"""How often the cloud provider's route controller looks at nodes and routes (K15)."""


class Settings(Struct, frozen=True, kw_only=True):
    """The settings of one lab; all times in seconds."""

    role_propagation_s: float = 0.0
    """How long a new role assignment grants nothing (R51)."""
    route_batch_s: float = 0.0
    """How long route writes are gathered before one PUT of the table (K10)."""
    route_cache_s: float = 0.0
    """How long the cloud provider trusts what it last read of a route table (K17)."""
    provisioning_s: float = 0.0
    """How long a node takes to boot."""
    masquerade: Literal["pod-cidr", "pod-cidr-and-subnet"] = "pod-cidr"
    """What ip-masq exempts (K27): the pod CIDR, as the article says, or the cluster's subnet as well."""


REALISTIC = Settings(role_propagation_s=3600.0, route_batch_s=30.0, route_cache_s=120.0, provisioning_s=90.0)
"""Azure's own delays, as documented (R51, K10, K17); the boot time is akslab's figure."""
