"""What reading a script may cost: steps and commands are counted, so that a hostile one ends early, with a message."""


class OutOfBudget(Exception):
    """A limit was reached; `limit` is a key such as `az.too-many-commands`."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class Budget:
    """Counts down."""

    MOST_STEPS = 2_000_000
    MOST_COMMANDS = 5_000
    MOST_TEXT = 1 << 20
    """Characters of one value."""

    def __init__(self) -> None:
        self._steps, self._commands = self.MOST_STEPS, self.MOST_COMMANDS

    def step(self, count: int = 1) -> None:
        """Take steps. Raises OutOfBudget."""
        self._steps -= count
        if self._steps < 0:
            raise OutOfBudget("az.too-many-steps")

    def command(self) -> None:
        """Take an az command. Raises OutOfBudget."""
        self._commands -= 1
        if self._commands < 0:
            raise OutOfBudget("az.too-many-commands")

    def text(self, text: str) -> str:
        """Return `text`, which costs as much as it is long. Raises OutOfBudget for one that is too long."""
        if len(text) > self.MOST_TEXT:
            raise OutOfBudget("az.too-long")
        self.step(1 + len(text) // 64)
        return text
