"""What an evaluation raises: something Azure would refuse, something nobody knows, or a budget that is spent."""

from ...deployments.nodes import Unknown
from ...deployments.origins import Origin
from ...wire.sentences import Sentence


class RefusedError(Exception):
    """An expression that has no value: what is wrong, and where in it, as soon as somebody knows."""

    def __init__(self, what: Sentence) -> None:
        super().__init__(what.key)
        self.what = what
        self.start = -1
        """Offset within the expression; -1 until the evaluator says it."""
        self.end = -1


class ExhaustedError(Exception):
    """The budget of the whole evaluation is spent: nothing more is evaluated. It is no refusal: nobody goes on after it."""

    def __init__(self, what: Sentence) -> None:
        super().__init__(what.key)
        self.what = what
        self.place: Origin | None = None
        """Where it was spent, as soon as somebody knows."""


class CrowdedError(ExhaustedError):
    """There are as many resources as are judged: no more are made. What was made stays."""


class NotKnownError(Exception):
    """A function met an operand nobody knows. The caller makes the result of it."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(unknown.needs)
        self.unknown = unknown
