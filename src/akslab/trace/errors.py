"""What the model refuses to answer, said for a person."""


class Undecided(ValueError):
    """The state does not settle what Linux would do, or holds a form that the model does not know. Never guessed at."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why
