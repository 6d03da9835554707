"""What a template makes beyond the most resources that are judged: counted by loop, never made.

What was made before is judged. Nothing in it is said to be absent that may be among what was left out: a name that
nothing has is let pass, and a network, a table or a group whose children were left out may have more of them.
"""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.declared import Declared
from ...deployments.nodes import Node
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from .unknowns import pending

MOST_TOLD = 5
"""Loops that are named."""
LONGEST_NAME = 80
_LISTS = {
    "microsoft.network/virtualnetworks/subnets": "subnets",
    "microsoft.network/virtualnetworks/virtualnetworkpeerings": "virtualNetworkPeerings",
    "microsoft.network/routetables/routes": "routes",
    "microsoft.network/networksecuritygroups/securityrules": "securityRules",
    "microsoft.containerservice/managedclusters/agentpools": "agentPoolProfiles",
}
"""Type of a child in lower case -> the property of its parent that lists it."""


class _Loop(Struct):
    """One entry of `resources`: its name, and how many of its resources were left out."""

    name: str
    count: int = 0


class LeftOut:
    """The resources of one deployment that were not made."""

    def __init__(self) -> None:
        self._loops: dict[Origin, _Loop] = {}
        self._types: set[str] = set()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._loops)

    def note(self, place: Origin, name: str, type_: str, count: int = 1) -> None:
        """Note resources of one entry; `name` is the loop's, or the resource's own."""
        self._loops.setdefault(place, _Loop(name[:LONGEST_NAME])).count += count
        self._types.add(type_.lower())

    @property
    def count(self) -> int:
        """How many there are; what is inside a deployment that was not opened is not counted."""
        return sum(loop.count for loop in self._loops.values())

    @property
    def place(self) -> Origin:
        """Where the first one is written."""
        return next(iter(self._loops))

    def told(self, most: int) -> Sentence:
        """Return how many there are, and of which loops."""
        loops = list(self._loops.values())
        names = ", ".join(f"{loop.name} ({loop.count:,})" for loop in loops[:MOST_TOLD])
        values = {"most": most, "count": self.count, "names": names}
        others = len(loops) - MOST_TOLD
        return (
            sentence("arm.left-out-more", **values, others=others) if others > 0 else sentence("arm.left-out", **values)
        )

    def opened(self, resources: Sequence[Declared]) -> list[Declared]:
        """Return resources of which nothing is a whole list where some of its children were left out."""
        lists = {type_.rpartition("/")[0]: key for type_, key in _LISTS.items() if type_ in self._types}
        return [_with_more(each, lists) for each in resources] if lists else list(resources)


def _with_more(declared: Declared, lists: dict[str, str]) -> Declared:
    key = lists.get(declared.type.lower(), "")
    properties = declared.body.get("properties")
    listed = properties.get(key) if properties and key else None
    if properties is None or listed is None or not isinstance(listed.value, tuple):
        return declared
    more = Node(pending("limit", f"more {key}"))
    own = {name: node for name, node in properties.value.items() if name.lower() != key.lower()}
    own[key] = Node((*listed.value, more), listed.origin)
    body = {name: node for name, node in declared.body.value.items() if name.lower() != "properties"}
    body["properties"] = Node(own, properties.origin)
    return replace(declared, body=Node(body, declared.body.origin))
