"""Every command that is read, by its words."""

from . import clusters, deployments, firewalls, gateways, generic, groups, identities, networks, pools, routes
from .call import Command

COMMANDS: dict[str, Command] = {
    **groups.COMMANDS,
    **networks.COMMANDS,
    **routes.COMMANDS,
    **gateways.COMMANDS,
    **firewalls.COMMANDS,
    **identities.COMMANDS,
    **clusters.COMMANDS,
    **pools.COMMANDS,
    **deployments.COMMANDS,
    **generic.COMMANDS,
}
LONGEST = max(path.count(" ") + 1 for path in COMMANDS)
_READS = ("show", "list", "exists", "wait", "export", "version", "get-versions", "get-credentials")


def only_reads(words: str) -> bool:
    """Whether a command changes nothing, and may find nothing."""
    return words.rsplit(" ", 1)[-1] in _READS
