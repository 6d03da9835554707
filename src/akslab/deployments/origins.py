"""Where a value was written: a span of a file, or a path into a JSON file whose span is found when somebody looks."""

from msgspec import Struct

Path = tuple[str | int, ...]
"""Keys and indices from the top of a JSON document."""


class Origin(Struct, frozen=True, kw_only=True, gc=False):
    """A place in a file. Either `start` and `end` are given, or `path`."""

    file: str
    """As it is shown to people: relative to what is checked, with forward slashes."""
    start: int = -1
    """Offset of the first character, in code points from the beginning of the file's text; -1 when `path` says it."""
    end: int = -1
    """Offset behind the last character."""
    path: Path = ()
    used: "Origin | None" = None
    """Where the value is used, when it was written elsewhere: in a parameter file, a variable, a default."""

    @property
    def is_span(self) -> bool:
        """Whether the offsets are known."""
        return self.start >= 0
