"""Which rules have lines that put them right, and what they are: a table by rule. Why others have none is in `reasons`."""

from ..edits import Remedy
from .clusters import CLUSTERS
from .commands import COMMANDS
from .networks import NETWORKS
from .order import ORDER
from .plugins import PLUGINS
from .ranges import RANGES
from .sizes import SIZES
from .ways_out import WAYS_OUT

REMEDIES: dict[str, Remedy] = {**RANGES, **CLUSTERS, **NETWORKS, **ORDER, **COMMANDS, **PLUGINS, **SIZES, **WAYS_OUT}
"""Rule id -> remedy."""
