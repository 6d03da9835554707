"""Who is given a role on what, for the languages that write it."""

from msgspec import Struct

from ...deployments.declared import Declared
from ..writer import Spot

ROLE = "Network Contributor"
ROLE_ID = "4d97b98b-1d4f-4787-a291-c67834d212e7"
"""Of the built-in role, the same everywhere."""


class Party(Struct, frozen=True):
    """A resource of the text with its head, in JSON and scripts all of it."""

    head: Spot
    declared: Declared


class Granting(Struct, frozen=True):
    """A role for a cluster's identity."""

    cluster: Party
    scope: Party
    """What the role is on, or the network that lists the subnet it is on."""
    identity: Party
    """What has the principal: an identity of its own, or the cluster itself."""
    scope_id: str

    @property
    def is_of_the_cluster(self) -> bool:
        """Whether the principal is the cluster's own, which is there only when the cluster is."""
        return self.identity.declared is self.cluster.declared

    @property
    def listed(self) -> str:
        """The name of the subnet that `scope` lists; empty where the scope is declared by itself."""
        is_own = self.scope.declared.id.lower() == self.scope_id.lower()
        return "" if is_own else self.scope_id.rpartition("/")[2]


def name_of(granting: Granting, cluster: str, scope: str) -> str:
    """Return what the assignment is called, of the names of cluster and scope: `aksOnTable`."""
    target = granting.listed or scope
    words = "".join(sign if sign.isalnum() else " " for sign in target).split()
    return f"{cluster}On{''.join(word[:1].upper() + word[1:] for word in words)}"


def block_after(parties: tuple[Party, ...], ends: tuple[int, ...]) -> tuple[Spot, int] | None:
    """Return the first of some bodies that a line ends behind, and where the next line begins."""
    for party, end in zip(parties, ends, strict=True):
        text = party.head.text
        at = text.find("\n", end)
        if at >= 0 and not text[end:at].strip():
            return party.head, at + 1
    return None
