"""What all templates of one deployment share: files, budget, journal, names that are taken, limits on how many."""

from collections.abc import Mapping
from typing import Any

from ...deployments.origins import Origin, Path
from ...wire.sentences import sentence
from ..options import Options
from .budget import Budget
from .check import check_expressions
from .journal import Journal
from .left_out import LeftOut
from .refusals import CrowdedError, ExhaustedError, RefusedError
from .sources import Sources

MOST_RESOURCES = 20_000
MOST_LEFT_OUT = 1_000_000
"""Nobody deploys a template that leaves out more: then none of it is judged."""
DEEPEST_TEMPLATE = 20


class Context:
    """One reading of one input with one set of parameters."""

    def __init__(self, sources: Sources, options: Options) -> None:
        self.sources = sources
        self.options = options
        self.budget = Budget()
        self.journal = Journal(sources)
        self._resources = 0
        self.left_out = LeftOut()
        self._addresses: dict[str, int] = {}
        self._open: list[tuple[str, Path]] = []
        self.templates: set[str] = set()
        """The files of the templates that were read."""

    @property
    def links(self) -> Mapping[str, str]:
        """Address of a remote template -> file."""
        return self.options.links

    def check(self, document: Any, file: str) -> None:
        """Note the faults of every expression of a file, once."""
        if file not in self.templates:
            self.templates.add(file)
            check_expressions(document, file, self.journal)

    def count(self, place: Origin) -> None:
        """Count a resource before it is made. Raises CrowdedError for too many."""
        self._resources += 1
        if self._resources > MOST_RESOURCES:
            error = CrowdedError(sentence("arm.limit-resources", most=MOST_RESOURCES))
            error.place = place
            raise error

    def refuse_endless(self) -> None:
        """Raise ExhaustedError for a template whose loops make resources without end."""
        if self.left_out.count > MOST_LEFT_OUT:
            error = ExhaustedError(sentence("arm.limit-resources", most=MOST_LEFT_OUT))
            error.place = self.left_out.place
            raise error

    def address(self, wanted: str) -> str:
        """Return an address that nothing else has."""
        number = self._addresses[wanted] = self._addresses.get(wanted, 0) + 1
        return wanted if number == 1 else f"{wanted} ({number})"

    def enter(self, place: Origin) -> None:
        """Go into the template at a place; `leave` must follow. Raises RefusedError for a circle, or too many levels."""
        if (place.file, place.path) in self._open:
            raise RefusedError(sentence("arm.cycle-templates", file=place.file))
        if len(self._open) >= DEEPEST_TEMPLATE:
            raise RefusedError(sentence("arm.limit-templates", most=DEEPEST_TEMPLATE))
        self._open.append((place.file, place.path))

    def leave(self) -> None:
        """Come back."""
        self._open.pop()
