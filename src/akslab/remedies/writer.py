"""What every language answers: how a value is written, and where a property, an option or a wait goes.

An answer of None says that the text has no place for it that is sure: the words of the rule stay alone then.
"""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from ..checking.locations import Locator
from ..checking.pointing import Trail
from ..deployments.declared import Declared, Language
from ..deployments.origins import Origin
from .edits import Scalar
from .patches import Patch

Patches = tuple[Patch, ...]


class Raw(Struct, frozen=True):
    """An expression that is written elsewhere in the same scope, as it stands there."""

    text: str


Written = Scalar | Raw


class Spot(Struct, frozen=True):
    """A span of a file's text."""

    file: str
    text: str
    """The whole text of the file."""
    start: int
    end: int

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text[self.start : self.end]

    def patch(self, words: str) -> Patch:
        """Return the patch that writes other words there."""
        return Patch(self.file, self.start, self.end, words)

    def at(self, start: int, end: int, words: str) -> Patch:
        """Return a patch elsewhere in the file."""
        return Patch(self.file, start, end, words)


class Writer(Protocol):
    """One language."""

    def value_of(self, words: str) -> Scalar | None:
        """Return the value of a literal; None for an expression."""

    def written(self, value: Scalar, like: str) -> str:
        """Return a value as a literal, quoted as another one is."""

    def insert(self, container: Spot, trail: Trail, value: Written) -> Patches | None:
        """Return what writes the property that a trail lacks into what it leads to."""

    def is_named(self, member: Spot, origin: Origin, trail: Trail) -> bool:
        """Whether the property that a trail leads to has its own name before what stands at a spot."""

    def remove(self, member: Spot, trail: Trail) -> Patches | None:
        """Return what takes a written property, or an element of a list, away."""

    def wait(self, waiting: tuple[Spot, Declared], target: tuple[Spot, Declared]) -> Patches | None:
        """Return what makes one resource wait for another; both are given by their heads."""

    def once(self, head: Spot, property_: str) -> Patches | None:
        """Return what makes a resource, or its property in ARM's words, one that later applies leave alone."""


def spot(locator: Locator, origin: Origin, *, is_value: bool = True) -> Spot | None:
    """Return the spot of an origin, None where its file is not at hand."""
    text, span = locator.source(origin.file), locator.span(origin, is_value=is_value)
    return Spot(origin.file, text, *span) if text is not None and span is not None else None


def where_used(origin: Origin) -> Origin:
    """Return where a value is used that is written elsewhere."""
    while origin.used is not None:
        origin = origin.used
    return origin


def language_of(file: str) -> Language | None:
    """Return the language a file is written in by hand, by its ending."""
    ending = file.rpartition(".")[2].lower()
    if ending in ("json", "jsonc"):
        return None if file.lower().endswith((".tf.json", ".tfvars.json")) else "arm"
    if ending in ("bicep", "bicepparam"):
        return "bicep"
    if ending in ("tf", "tofu", "tfvars"):
        return "terraform"
    return "az" if ending in SCRIPTS else None


def writer_of(file: str) -> Writer | None:
    """Return the writer of a file's language; None for a file that nobody writes by hand."""
    # ruff: noqa: PLC0415 - a language is imported when one of its files has a finding
    match language_of(file):
        case "arm":
            from .languages.arm import ArmWriter

            return ArmWriter()
        case "bicep":
            from .languages.bicep import BicepWriter

            return BicepWriter()
        case "terraform":
            from .languages.terraform import TerraformWriter

            return TerraformWriter()
        case "az":
            from .languages.az import AzWriter

            return AzWriter()
        case _:
            return None


SCRIPTS = ("sh", "bash", "zsh", "azcli", "ps1", "psm1", "cmd", "bat", "md")


def property_path(trail: Trail, lacking: Sequence[str] = ()) -> str:
    """Return a trail as a path in its resource's type, without the elements it selects."""
    keys = [key for key in trail.keys if isinstance(key, str)]
    return ".".join((*keys, *(step for step in lacking if not step.startswith("["))))
