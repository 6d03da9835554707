"""A finding -> the changed lines that put it right: its rule's edits, written where the values stand.

Nothing is changed that says something else as well: a variable of two properties, the body of a loop, a module that is
used twice, a text with faults. Then, and where a value is put together or given from outside, the rule's words stay alone.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..checking.judgement import Judged
from ..checking.locations import Locator
from ..checking.pointing import Declarations
from ..checking.report import Change
from ..checking.ways import Repaired
from ..deployments.declared import Declared, Deployment
from .choices import REMEDIES
from .edits import Edit, Remedy, Set
from .patches import Patch, changes_of
from .references import References
from .sharing import Uses

if TYPE_CHECKING:
    from .scene import Scene

Known = tuple[Uses, Declarations, References]


class Repairer:
    """Repairs the findings of one check; what it learnt of a deployment's origins it keeps for the next finding."""

    def __init__(self, *, with_later: bool = True) -> None:
        """`with_later`: lines for a day to come are wanted too, which a report without notes does not show."""
        self._with_later = with_later
        self._resources: Sequence[Declared] | None = None
        self._known: Known = (Uses(()), Declarations(()), References(()))

    def __call__(self, deployment: Deployment, judged: Judged, locator: Locator) -> Repaired:
        """Return the changed lines and what they chose; none where a person has to decide or no place is sure."""
        remedy = REMEDIES.get(judged.finding.rule)
        while remedy is not None:
            is_wanted = self._with_later or not (remedy.one_way and remedy.one_way.is_later)
            edits = remedy.choice(judged.finding) if is_wanted else None
            if edits is not None and (changes := self._changes(deployment, judged, locator, remedy, edits)):
                return Repaired(changes, remedy.one_way)
            remedy = remedy.otherwise
        return Repaired()

    def _changes(
        self, deployment: Deployment, judged: Judged, locator: Locator, remedy: Remedy, edits: Iterable[Edit]
    ) -> tuple[Change, ...]:
        from .scene import Scene  # noqa: PLC0415 - many a finding has no remedy

        return _changes(Scene(deployment, judged, locator, *self._of(judged.resources), remedy.languages), edits)

    def _of(self, resources: Sequence[Declared]) -> Known:
        if self._resources is not resources:
            self._resources = resources
            self._known = Uses(resources), Declarations(resources), References(resources)
        return self._known


def _changes(scene: "Scene", edits: Iterable[Edit]) -> tuple[Change, ...]:
    """Return the lines that edits change together; none where one of them has no sure place."""
    from .placing import patches_of  # noqa: PLC0415 - many a finding has no remedy

    edits = tuple(edits)
    if _makes_twice(scene, edits):
        return ()
    patches: list[Patch] = []
    for edit in edits:
        written = patches_of(scene, edit)
        if written is None:
            return ()
        patches += written
    if _faulty(scene.deployment).intersection(patch.file for patch in patches):
        return ()
    return changes_of(patches, scene.locator) or ()


def _makes_twice(scene: "Scene", edits: Iterable[Edit]) -> bool:
    """Whether two values would each write the object around them, which is not there: a script has no such objects."""
    if scene.deployment.language == "az":
        return False
    trails = [scene.trail(edit.place) for edit in edits if isinstance(edit, Set)]
    made = [(each.declared.id, each.keys, each.lacking[0]) for each in trails if each and len(each.lacking) > 1]
    return len(set(made)) < len(made)


def _faulty(deployment: Deployment) -> set[str]:
    """Return the files with faults in their text: where one block ends there is a guess."""
    unreadable = (problem for problem in deployment.problems if problem.is_unreadable)
    return {problem.origin.file if problem.origin else problem.file for problem in unreadable}
