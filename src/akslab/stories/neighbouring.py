"""How many other pairs of endpoints a change opens or closes, asked of reach where the network is small enough."""

from msgspec import Struct

from ..compile.names import INTERNET
from ..networks.making import changed
from ..networks.values import Network, NetworkError
from ..reach.answers import Answer
from ..reach.differences import differences
from ..reach.endpoints import Endpoint
from ..reach.engine import Reach
from ..trace.errors import Undecided
from .asking import Question
from .editing import edited
from .edits import Edit

MOST_NAMESPACES = 300
"""Of a network that is counted in: there reach takes some 30 ms for each change."""


class Others(Struct, frozen=True):
    """Pairs of endpoints, sender and receiver, besides the one that is asked about."""

    opened: int
    """For which something arrives, and is answered, that did not before."""
    closed: int
    """For which something no longer does."""


class Neighbours:
    """Counts for one question on one network; what holds before any change is found once."""

    def __init__(self, network: Network, question: Question) -> None:
        self._network, self._question = network, question
        self._before: Answer | None = None
        self._is_counted = len(network.state) <= MOST_NAMESPACES

    def others(self, edits: tuple[Edit, ...]) -> Others | None:
        """Count the pairs for which changes open or close something; None where that is not cheap, or not decided."""
        if not self._is_counted:
            return None
        try:
            if self._before is None:
                self._before = Answer(Reach(self._network.state), self._ends())
            after = changed(self._network, edited(self._network.inputs, *edits))
            found = differences(self._before, self._before.edited(after.state))
        except (NetworkError, Undecided, ValueError):
            self._is_counted = self._before is not None
            return None
        opened = sum(each.pairs for each in found if each.opened)
        return Others(max(0, opened - self._is_own()), sum(each.pairs for each in found if each.closed))

    def _is_own(self) -> int:
        """Return 1 where the pair that is asked about is one of those that are counted."""
        source, target = self._question.source, self._question.target
        ends = self._ends()
        sends = any(each.netns == source.netns and each.address == source.address for each in ends)
        return int(sends and target.address in {each.address for each in ends})

    def _ends(self) -> list[Endpoint]:
        """List everybody; of the Internet's hosts the first one sends, and stands for all others that do."""
        return [
            Endpoint(
                name=each.title,
                kind=each.kind,
                netns=None if each.kind == "internet" and each.name != INTERNET else each.netns,
                address=each.address,
            )
            for each in self._network.endpoints
            if each.netns
        ]
