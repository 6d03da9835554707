"""How far a kubenet cluster is from CNI Overlay: A ready, B needs work first, C cannot move in place.

One reading for `akslab migrate` and for the fleet of `akslab doctor`. What decides the class and nobody told leaves it
open. The user's masquerade list is not such a thing: only kubectl shows it, hardly any cluster has one, and Azure refuses
where there is one (M2); `migrate` calls no cluster ready without it all the same.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from ..rules.facts import has_plugin
from ..rules.resources import ManagedCluster
from ..rules.unknown import CannotJudge
from ..rules.view import View
from ..wire.sentences import Sentence, sentence
from .case import Case
from .cluster_blockers import CLUSTER_BLOCKERS
from .remarks import Missing, Remark, asked
from .room import ROOM
from .table_blockers import TABLE_BLOCKERS
from .tool_blockers import TOOL_BLOCKERS

Class = Literal["A", "B", "C", "?", "-"]
State = Literal["ready", "blocked", "open"]
BLOCKERS = (*CLUSTER_BLOCKERS, *TABLE_BLOCKERS, *ROOM, *TOOL_BLOCKERS)
"""Every question whose answer may be a blocker."""


class Readiness(Struct, frozen=True):
    """A class, and what makes it so."""

    class_: Class
    reasons: tuple[Sentence, ...] = ()


def class_of(remarks: Sequence[Remark], missing: Sequence[Missing]) -> Class:
    """Return the class by what stands in the way, and by what is not known."""
    blockers = [each for each in remarks if each.kind == "blocker"]
    if any(each.needs_new_cluster for each in blockers):
        return "C"
    if blockers:
        return "B"
    return "?" if any(each.weight == "class" for each in missing) else "A"


def state_of(remarks: Sequence[Remark], missing: Sequence[Missing]) -> State:
    """Return whether a cluster may move: never `ready` while something that decides is not known."""
    if any(each.kind == "blocker" for each in remarks):
        return "blocked"
    return "open" if any(each.weight != "none" for each in missing) else "ready"


def readiness_of(view: View, cluster: ManagedCluster) -> Readiness:
    """Return how ready a cluster is to move; `-` for one that is not on kubenet."""
    try:
        if not has_plugin(cluster, "kubenet"):
            return Readiness("-")
    except CannotJudge as reason:
        return Readiness("?", (sentence("class.unknown", missing=reason.missing),))
    found = list(asked(BLOCKERS, Case(view=view, cluster=cluster)))
    remarks = [each for each in found if isinstance(each, Remark) and each.kind == "blocker"]
    missing = [each for each in found if isinstance(each, Missing) and each.weight == "class"]
    remarks.sort(key=lambda each: not each.needs_new_cluster)
    unknown = [sentence("class.unknown", missing=text) for text in dict.fromkeys(each.missing for each in missing)]
    class_ = class_of(remarks, missing)
    return Readiness(class_, (*(each.what for each in remarks), *(unknown if class_ in ("B", "?") else ())))
