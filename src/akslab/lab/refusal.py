"""A request of a command that can't be met: a sentence for the person, and the exit code it ends in."""

USAGE, NOT_FOUND, ENVIRONMENT = 2, 3, 4


class Refusal(Exception):
    """Said to the person in one line; `exit_code`: 1 failed, 2 wrong usage, 3 not found, 4 something is lacking."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code

    def said(self, language: str) -> str:
        """Return the line in `en` or `ko`: as it was written, where it has no words of its own in the other."""
        return str(self)


class NoLabError(Refusal):
    """No lab runs where one was to be asked."""

    def __init__(self) -> None:
        super().__init__("No lab is running here. Start one with `akslab up`.", ENVIRONMENT)
