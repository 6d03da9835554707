"""The report: findings with words, lines, fixes and reasons for silence, as one value that every output form reads."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from ..rules.rule import Class
from .locations import Location

CLASSES: tuple[Class, ...] = ("rejected", "breaks", "risk", "note")
"""From the gravest on."""


LONGEST_LINE = 2_000
"""A longer line, as in a file without line breaks, is no finding's own: it changes with everything around."""


class Related(Struct, frozen=True):
    """A second place that explains a finding."""

    location: Location
    what: str
    """The resource it belongs to; empty for the finding's own."""


class AzureAnswer(Struct, frozen=True, kw_only=True):
    """What Azure would answer; an empty code or text is not public."""

    by: Literal["Azure", "az"] = "Azure"
    """`az`: it refuses this itself, before it asks Azure."""
    code: str
    text: str


class Behind(Struct, frozen=True, kw_only=True):
    """A rule by which Azure would refuse a fault that az refuses first."""

    rule: str
    title: str
    answer: AzureAnswer | None


class Change(Struct, frozen=True, kw_only=True):
    """Changed lines of a file, as a difference: `before` lines from `line` on become `after`."""

    file: str
    line: int
    before: tuple[str, ...]
    after: tuple[str, ...]


class Silence(Struct, frozen=True):
    """Why a finding does not count."""

    by: Literal["comment", "baseline"]
    reason: str


class Reported(Struct, frozen=True, kw_only=True):
    """One finding, ready to be shown in the report's language."""

    rule: str
    class_: Class
    title: str
    message: str
    fix: str
    answer: AzureAnswer | None = None
    behind: tuple[Behind, ...] = ()
    """What would be found in its place, had az let it through."""
    resource: str
    """What the input calls the resource, and its id's name."""
    resource_id: str
    location: Location | None = None
    is_default: bool = False
    """The value is not written: a default is what is wrong."""
    related: tuple[Related, ...] = ()
    condition: str = ""
    """When it holds, if not in any case."""
    inputs: tuple[str, ...] = ()
    """The deployments it was found in."""
    changes: tuple[Change, ...] = ()
    one_way: str = ""
    """What the changes chose of several answers, and what else there is."""
    is_decision: bool = False
    """The changes cost more than lines: they are shown, and a person makes them."""
    is_later: bool = False
    """The text is right until a day to come, which the changes are for: a report for people has them with its notes."""
    silence: Silence | None = None
    remark: str = ""
    """What is to be said of a comment that would silence it and has no reason."""
    fingerprint: str = ""

    @property
    def counts_as(self) -> Class:
        """The class it has for the exit code: what only a condition brings about is a risk."""
        return "risk" if self.condition and self.class_ in ("rejected", "breaks") else self.class_


class Unjudged(Struct, frozen=True, kw_only=True):
    """Something that was missing, and the rules that needed it."""

    missing: str
    rules: tuple[str, ...]
    needs: str = ""
    """The file or option that would settle it, when that is known."""


class Trouble(Struct, frozen=True, kw_only=True):
    """Something that could not be read or understood, is not in the input, or was meant to silence and does not."""

    kind: Literal["unreadable", "not-understood", "not-given", "suppression"]
    message: str
    needs: str = ""
    file: str = ""
    location: Location | None = None


class Report(Struct, frozen=True, kw_only=True):
    """What a check or a diagnosis found."""

    findings: tuple[Reported, ...]
    unjudged: tuple[Unjudged, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    inputs: tuple[str, ...] = ()
    """What was read, in order."""
    judged_rules: tuple[str, ...] = ()
    language: Literal["en", "ko"] = "en"

    @property
    def counted(self) -> tuple[Reported, ...]:
        """The findings that nobody silenced."""
        return tuple(found for found in self.findings if found.silence is None)

    def exit_code(self, fail_on: Class | Literal["never"] = "breaks") -> int:
        """Return 2 for unreadable input, 1 for a finding of this class or a graver one, else 0."""
        if any(trouble.kind == "unreadable" for trouble in self.troubles):
            return 2
        failing = () if fail_on == "never" else CLASSES[: CLASSES.index(fail_on) + 1]
        return int(any(found.counts_as in failing for found in self.counted))


def difference(changes: Iterable[Change]) -> Iterator[str]:
    """Yield changed lines as people read them: where, what goes, what comes."""
    for change in changes:
        yield f"{change.file}:{change.line}"
        yield from (f"- {line}".rstrip() for line in change.before)
        yield from (f"+ {line}".rstrip() for line in change.after)


def fingerprint(rule: str, resource: str, line: str) -> str:
    """Return what stays the same when lines move: of the rule, the resource and the line's words."""
    words = " ".join(line.split()) if len(line) <= LONGEST_LINE else ""
    return sha256(f"{rule}\0{resource}\0{words}".encode()).hexdigest()[:20]
