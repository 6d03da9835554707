"""What the compile step can't turn into a network, said for a person."""


class CompileError(ValueError):
    """Something in a document has no meaning here. `where` is an id (or a name), `problem` what is wrong with it."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(f"{where}: {problem}")
        self.where = where
        self.problem = problem
