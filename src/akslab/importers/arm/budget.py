"""What an evaluation may cost: steps, length of a text, depth. Counted, not timed, so that every run ends alike."""

from ...deployments.nodes import Node
from ...wire.sentences import sentence
from .refusals import ExhaustedError, RefusedError

MOST_STEPS = 5_000_000
LONGEST_TEXT = 1 << 20
"""Characters of one text."""
DEEPEST = 600
"""Frames of calls inside calls and of JSON inside JSON, through variables, parameters and outputs."""
FRAMES_OF_A_LEVEL = 2
LARGEST_VALUE = 500_000
"""Values inside the value of one expression."""
DEEPEST_VALUE = 64
"""Objects and lists inside each other in the value of one expression."""
_CHARACTERS_A_STEP = 16
"""So that all texts of an evaluation together stay within 80 MB."""


class Budget:
    """What is left to spend. One for a deployment, however many templates it has."""

    def __init__(self, steps: int = MOST_STEPS) -> None:
        self._steps = steps
        self._depth = 0
        self._fresh = 0
        self._weights: dict[int, tuple[object, int, int]] = {}
        """By identity: the value itself, so that it keeps it, how many nodes it has, and how deep it is."""

    def spend(self, steps: int) -> None:
        """Take steps away. Raises ExhaustedError when there are none left."""
        self._steps -= steps
        if self._steps < 0:
            raise ExhaustedError(sentence("arm.limit-steps", most=MOST_STEPS))

    def spend_text(self, length: int) -> None:
        """Take away what a text of this length costs. Ask before it is made. Raises RefusedError if it is too long."""
        if length > LONGEST_TEXT:
            raise RefusedError(sentence("arm.limit-text", length=length, most=LONGEST_TEXT))
        self.spend(1 + length // _CHARACTERS_A_STEP)

    def deepen(self, frames: int) -> None:
        """Go deeper; `rise` must follow. Raises RefusedError for too deep."""
        if self._depth + frames > DEEPEST:
            raise RefusedError(sentence("arm.limit-depth"))
        self._depth += frames

    def enter(self, members: int) -> None:
        """Go into an object or a list of so many members; `rise` must follow."""
        self.spend(1 + members)
        self.deepen(FRAMES_OF_A_LEVEL)

    def rise(self, frames: int = FRAMES_OF_A_LEVEL) -> None:
        """Come back."""
        self._depth -= frames

    def fresh(self) -> int:
        """Return a number that was not returned before: it tells apart what only looks alike."""
        self._fresh += 1
        return self._fresh

    def weigh(self, node: Node) -> None:
        """Take away what a value costs whoever walks through it: what is in it twice counts twice.

        Raises RefusedError for a value that is too large, or nested too deeply.
        """
        value = node.value
        if isinstance(value, tuple | dict):
            self.spend(self._weight(value, 1)[0])

    def _weight(self, value: "tuple[Node, ...] | dict[str, Node]", level: int) -> tuple[int, int]:
        """Return how many nodes a value has, and how deep it is."""
        known = self._weights.get(id(value))
        if known is not None:
            if level + known[2] > DEEPEST_VALUE:
                raise RefusedError(sentence("arm.limit-nested-value", most=DEEPEST_VALUE))
            return known[1], known[2]
        if level > DEEPEST_VALUE:
            raise RefusedError(sentence("arm.limit-nested-value", most=DEEPEST_VALUE))
        weight, depth = 1, 1
        for node in value.values() if isinstance(value, dict) else value:
            inner = node.value
            if isinstance(inner, tuple | dict):
                below = self._weight(inner, level + 1)
                weight, depth = weight + below[0], max(depth, 1 + below[1])
            else:
                weight += 1
        if weight > LARGEST_VALUE:
            raise RefusedError(sentence("arm.limit-value", most=LARGEST_VALUE))
        self._weights[id(value)] = value, weight, depth
        return weight, depth
