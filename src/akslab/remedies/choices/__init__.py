"""Which rules have one sound answer, and what it is: a table by rule. A rule that is not here asks a person to decide."""

from ..edits import Remedy
from .clusters import CLUSTERS
from .commands import COMMANDS
from .networks import NETWORKS
from .order import ORDER
from .ranges import RANGES

REMEDIES: dict[str, Remedy] = {**RANGES, **CLUSTERS, **NETWORKS, **ORDER, **COMMANDS}
"""Rule id -> remedy."""
