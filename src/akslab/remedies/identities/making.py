"""Whose identity is made for what, for the languages that write it."""

import re

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.declared import Declared
from ...deployments.nodes import Node
from ...deployments.origins import Origin, Path
from ..roles.granting import Granting, Party
from ..scanning import Body, line_end
from ..writer import Patches, Spot

TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities"
VERSION = "2023-01-31"
ENDING = "-identity"
"""Behind the cluster's name."""
_VALUE = re.compile(r"[\w-]+[ \t]*[:=][ \t]*(?P<words>[^\n#]*?)[ \t]*(?:(?:#|//)[^\n]*)?\r?\n?")
_OPEN = "{[("


class Making(Struct, frozen=True):
    """An identity for a cluster."""

    cluster: Party
    scope: Party
    """The route table its role is on."""
    scope_id: str
    beside: str = ""
    """The texts of the other files that what is declared stands in."""

    def granting(self, head: Spot, address: str, path: Path = ()) -> Granting:
        """Return the role for the identity, which is declared at a head that is not in the text yet."""
        origin = Origin(file=head.file, path=path) if path else Origin(file=head.file, start=head.start, end=head.end)
        own: Declared = replace(
            self.cluster.declared,
            address=address,
            type=TYPE,
            id=f"{self.cluster.declared.id}{ENDING}",
            body=Node({}, origin),
        )
        return Granting(self.cluster, self.scope, Party(head, own), self.scope_id)


def words_of(text: str, body: Body, key: str) -> str | None:
    """Return the words of a key's value in Bicep or HCL, if they stand in one line and nothing opens there."""
    at = body.keys.get(key)
    found = _VALUE.fullmatch(text, at, line_end(text, at)) if at is not None else None
    words = found["words"] if found else ""
    is_whole = words and words[-1] not in _OPEN and words[0] not in _OPEN
    return words if is_whole else None


def named_after(words: str, quote: str) -> str:
    """Return the identity's name as a literal, of the words for the cluster's name."""
    if re.fullmatch(rf"{quote}[^{quote}]+{quote}", words):
        return f"{words[:-1]}{ENDING}{quote}"
    return f"{quote}${{{words}}}{ENDING}{quote}"


def repointed(head: Spot, own: str, words: str, every: str) -> Patches | None:
    """Return what names the new identity's principal where the text names the cluster's own, which is no more.

    `own` and `every` are patterns: of the expression for this cluster, and of what is in the expression for any.
    """
    found = list(re.finditer(own, head.text))
    if len(found) != len(re.findall(every, head.text)):
        return None
    return tuple(head.at(each.start(), each.end(), words) for each in found)
