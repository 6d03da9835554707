"""The sound texts, broken rule by rule. A rule with a remedy in a language and without an entry here turns the tests red."""

from .clusters import CLUSTERS
from .commands import COMMANDS
from .forms import Breaking
from .networks import NETWORKS
from .order import ORDER
from .plugins import PLUGINS
from .ranges import RANGES
from .roles import ROLES
from .subnets import SUBNETS

BREAKINGS: tuple[Breaking, ...] = (*RANGES, *CLUSTERS, *NETWORKS, *ORDER, *COMMANDS, *SUBNETS, *ROLES, *PLUGINS)
