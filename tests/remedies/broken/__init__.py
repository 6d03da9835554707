"""The sound texts, broken rule by rule. A rule with a remedy in a language and without an entry here turns the tests red."""

from .clusters import CLUSTERS
from .commands import COMMANDS
from .forms import Breaking
from .identities import IDENTITIES
from .networks import NETWORKS
from .options import OPTIONS
from .order import ORDER
from .plugins import PLUGINS
from .ranges import RANGES
from .roles import ROLES
from .sizes import SIZES
from .subnets import SUBNETS
from .ways_out import WAYS_OUT

BREAKINGS: tuple[Breaking, ...] = (
    *RANGES,
    *CLUSTERS,
    *NETWORKS,
    *ORDER,
    *COMMANDS,
    *SUBNETS,
    *ROLES,
    *PLUGINS,
    *SIZES,
    *WAYS_OUT,
    *OPTIONS,
    *IDENTITIES,
)
