"""What stops an expression: an error in it, which `try` and `can` catch, and a limit, which they do not."""

from ....deployments.origins import Origin


class EvaluationError(Exception):
    """Terraform would refuse the expression. `key` and `values` are of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values
        self.origin: Origin | None = None
        """Where: filled in by the innermost expression."""


class LimitError(Exception):
    """More work, text or resources than any configuration needs: the reading of the input stops here."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values
        self.origin: Origin | None = None


class Budget:
    """The steps an input may take: every node, every element and every few characters of a result cost one."""

    MOST_STEPS = 5_000_000
    LONGEST_TEXT = 1 << 20

    def __init__(self, steps: int = MOST_STEPS) -> None:
        """Start with so many steps."""
        self.left = steps
        self.of_providers: dict[str, Origin] = {}
        """Functions of providers that were called -> where, for the first time: nobody here can tell what they give."""

    def spend(self, steps: int) -> None:
        """Take steps away. Raises LimitError when none are left."""
        self.left -= steps
        if self.left < 0:
            raise LimitError("tf.limit-steps", most=f"{self.MOST_STEPS:,}")

    def text(self, length: int) -> None:
        """Pay for a text. Raises LimitError for one that is too long."""
        if length > self.LONGEST_TEXT:
            raise LimitError("tf.limit-text", most=f"{self.LONGEST_TEXT:,}")
        self.spend(length >> 4)
