"""Why a rule has no exact lines: what only a person knows or decides, a rule at a time, so that none is forgotten."""

from .cluster import CLUSTER
from .network import NETWORK

REASONS: dict[str, str] = {**CLUSTER, **NETWORK}
"""Rule id -> why; a rule is here or in `choices.REMEDIES`, never in both."""
