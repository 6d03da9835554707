"""What a plan is made of: steps with their commands, what to look at before and after, and lines of files to change."""

from msgspec import Struct

from ..wire.sentences import Sentence


class Look(Struct, frozen=True):
    """A command that looks, and what it has to show."""

    command: str
    expects: Sentence


class Change(Struct, frozen=True, kw_only=True):
    """Lines of a file to change: `before`, from `line` on, become `after`."""

    file: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


class Step(Struct, frozen=True, kw_only=True):
    """One step, in the order of typing."""

    key: str
    what: Sentence
    covers: tuple[str, ...] = ()
    """Keys of the remarks it takes care of."""
    before: tuple[Look, ...] = ()
    commands: tuple[str, ...] = ()
    after: tuple[Look, ...] = ()
    notes: tuple[Sentence, ...] = ()
    changes: tuple[Change, ...] = ()
    needs_window: bool = False
    """Nodes are drained, or traffic stops: it is for a maintenance window of its own."""
    is_final: bool = False
    """The point of no return."""
