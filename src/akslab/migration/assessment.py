"""Everything there is to say of one cluster's migration: the verdict, the remarks, the plan, and what is not known."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from ..rules.facts import has_plugin
from ..rules.unknown import CannotJudge
from .afterwards import afterwards
from .aims import days_left
from .case import Case
from .cautions import CAUTIONS
from .disagreements import Circumstances, Disagreement, disagreements_of
from .disruption import Disruption, disruption_of
from .keeps import KEEPS
from .lost_filters import LOST_FILTERS
from .lost_ways import LOST_WAYS
from .moving import lines, move, new_cluster
from .preparing import PREPARING
from .readiness import BLOCKERS, Class, State, class_of, state_of
from .remarks import Kind, Missing, Remark, asked
from .room import PODS_REFUSED, moved_pods
from .steps import Change, Step
from .tag_of_pods import TAG_OF_PODS

ORDER: tuple[Kind, ...] = ("blocker", "breaks", "warn", "keep")
CHECKS = (*BLOCKERS, *LOST_WAYS, *LOST_FILTERS, *CAUTIONS, *TAG_OF_PODS, *KEEPS)


class Assessment(Struct, frozen=True, kw_only=True):
    """One cluster on kubenet, or one nobody knows to be."""

    case: Case
    state: State
    class_: Class
    days: int
    """Until kubenet ends; negative afterwards."""
    remarks: tuple[Remark, ...] = ()
    missing: tuple[Missing, ...] = ()
    disruption: Disruption = Disruption()
    steps: tuple[Step, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    condition: str = ""
    """When the files say this of the cluster, if not in any case."""

    def of(self, kind: Kind) -> tuple[Remark, ...]:
        """Return the remarks of a kind."""
        return tuple(each for each in self.remarks if each.kind == kind)

    def step_for(self, key: str) -> int:
        """Return the number of the step that takes care of a remark, 0 where none does."""
        return next((number for number, step in enumerate(self.steps, 1) if key in step.covers), 0)

    @property
    def final_step(self) -> int:
        """The number of the step after which there is no way back; 0 where there is none."""
        return next((number for number, step in enumerate(self.steps, 1) if step.is_final), 0)

    @property
    def moves_in_place(self) -> bool:
        """Whether the cluster itself can go to Overlay."""
        return self.class_ != "C"


def is_on_kubenet(case: Case) -> bool | None:
    """Whether there is something to migrate; None where nobody can tell."""
    try:
        return has_plugin(case.cluster, "kubenet")
    except CannotJudge:
        return None


def assess(case: Case, today: date, changes: Iterable[Change] = (), condition: str = "") -> Assessment:
    """Return the assessment of a cluster on kubenet. `changes` are the lines of its files that say so."""
    # Of a cluster that may not be on kubenet there is nothing to say but that.
    found = list(asked(CHECKS if is_on_kubenet(case) else BLOCKERS[:1], case))
    remarks = tuple(
        sorted(_once(each for each in found if isinstance(each, Remark)), key=lambda each: ORDER.index(each.kind))
    )
    missing = tuple(dict.fromkeys(each for each in found if isinstance(each, Missing)))
    disruption, class_ = disruption_of(case), class_of(remarks, missing)
    steps = (
        tuple(new_cluster(case, disruption))
        if class_ == "C"
        else tuple(_steps(case, remarks, disruption, tuple(changes)))
    )
    return Assessment(
        case=case,
        state=state_of(remarks, missing),
        class_=class_,
        days=days_left(today),
        remarks=remarks,
        missing=missing,
        disruption=disruption,
        steps=steps,
        disagreements=tuple(disagreements_of(Circumstances(case, remarks, disruption))),
        condition=condition,
    )


def _once(remarks: Iterable[Remark]) -> list[Remark]:
    """Return each remark once; a pod range that has to go does not stay as well."""
    found: dict[tuple[str, str, str], Remark] = {}
    for each in remarks:
        found.setdefault((each.key, each.kind, repr(each.what)), each)
    moves = any(key in PODS_REFUSED and kind == "blocker" for key, kind, _ in found)
    return [each for each in found.values() if not (moves and (each.kind, each.key) == ("keep", "pods"))]


def _steps(case: Case, remarks: tuple[Remark, ...], disruption: Disruption, changes: tuple[Change, ...]) -> list[Step]:
    if pods := moved_pods(case, remarks):
        case = replace(case, aim=replace(case.aim, pod_cidr=pods))
    steps = [step for make in PREPARING for step in make(case, remarks, disruption)]
    return [
        *steps,
        *lines(case, remarks, changes),
        move(case, remarks, disruption),
        *afterwards(case, remarks, disruption, changes),
    ]
