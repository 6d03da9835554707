"""What an evaluation notes beside its values: what is wrong, what is missing. Each thing once, and not without end."""

from msgspec.structs import replace

from ...deployments.declared import Gap, Problem
from ...deployments.origins import Origin
from ...wire.sentences import Sentence, sentence
from ...wire.symbols import spoken
from .refusals import RefusedError
from .sources import Sources

MOST_PROBLEMS = 200
"""Of one deployment; one more says that there are more."""
_NEWER = ("arm.no-function", "bicep.no-function")
"""A function that is not known here may be newer than what is: its value is not known, no more."""


class Journal:
    """The problems and gaps of one deployment."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._problems: dict[tuple[str, Origin | None], Problem] = {}
        self._refused: set[tuple[str, Origin, int]] = set()
        self._gaps: dict[tuple[str, str, Origin | None], Gap] = {}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, in the order it was found."""
        return tuple(self._problems.values())

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing, in the order it was found."""
        return tuple(self._gaps.values())

    def refuse(self, error: RefusedError, place: Origin) -> None:
        """Note why the expression at a place has no value."""
        key = error.what.key, place, error.start
        if key in self._refused:
            return
        self._refused.add(key)
        if error.start >= 0 and not place.is_span and len(self._problems) <= MOST_PROBLEMS:
            place = self.sources.within(place.file, place.path, error.start, error.end)
        self.problem(error.what, place)

    def problem(self, what: Sentence, place: Origin) -> None:
        """Note what is wrong at a place."""
        values = {name: spoken(value) if isinstance(value, str) else value for name, value in what.values.items()}
        self.add(Problem(what=sentence(what.key, **values), origin=place))

    def add(self, problem: Problem) -> None:
        """Note a problem that somebody else found."""
        if problem.what.key in _NEWER:
            problem = replace(problem, is_unreadable=False)
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.setdefault((problem.what.key, problem.origin), problem)
        elif len(self._problems) == MOST_PROBLEMS:
            more = Problem(what=sentence("arm.more-problems", most=MOST_PROBLEMS), origin=problem.origin)
            self._problems[more.what.key, None] = more

    def gap(self, what: Sentence, place: Origin, needs: str = "", *, hides_resources: bool = False) -> None:
        """Note what is missing."""
        found = Gap(what=what, needs=needs, origin=place, hides_resources=hides_resources)
        self._gaps.setdefault((what.key, needs, place), found)
