"""A request of a command that can't be met: a sentence for the person, and the exit code it ends in."""

USAGE, NOT_FOUND, ENVIRONMENT = 2, 3, 4


class Refusal(Exception):
    """Said to the person in one line; `exit_code`: 1 failed, 2 wrong usage, 3 not found, 4 something is lacking."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code
