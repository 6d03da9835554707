"""Which releases of azurerm may run a configuration: constraints, the lock file, what somebody says, argument names.

The major version decides names, defaults, and whether a later apply strips a route table. Where several are possible,
only what all of them do is certain.
"""

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

Release = tuple[int, int]

NEWEST: dict[int, int] = {2: 99, 3: 117, 4: 81, 5: 2}
"""Major -> newest minor known here (August 2026)."""
_ALL: tuple[Release, ...] = tuple((major, minor) for major, last in NEWEST.items() for minor in range(last + 1))
_CONSTRAINT = re.compile(r"\s*(?:(=|!=|>=|<=|>|<|~>)\s*)?v?(\d{1,6}(?:\.\d{1,6}){0,3})(?:[-+][\w.+-]*)?\s*")


class Versions(Struct, frozen=True):
    """The releases that are possible."""

    releases: tuple[Release, ...] = _ALL
    is_chosen: bool = False
    """Something in the input says so; otherwise any release may be meant."""
    majors: tuple[int, ...] = tuple(NEWEST)
    """The major versions among them."""

    @property
    def is_open(self) -> bool:
        """Whether a release newer than those known here may be meant."""
        return any(minor >= NEWEST.get(major, 0) and major >= max(NEWEST) for major, minor in self.releases)

    def all_are(self, test: Callable[[Release], bool]) -> bool:
        """Whether every possible release is like this."""
        return all(map(test, self.releases))

    def of_majors(self, majors: Iterable[int]) -> "Versions":
        """Return those of some majors; all of them when there are none such."""
        kept = tuple(release for release in self.releases if release[0] in majors)
        return _versions(kept, self.is_chosen) if kept else self

    def __str__(self) -> str:
        majors = self.majors
        if len(self.releases) == 1:
            return "{}.{}".format(*self.releases[0])
        return f"{majors[0]}.x" if len(majors) == 1 else f"{majors[0]}.x to {majors[-1]}.x"


def _versions(releases: tuple[Release, ...], is_chosen: bool) -> Versions:
    return Versions(releases, is_chosen, tuple(sorted({major for major, _ in releases})))


ANY = Versions()


def constrained(versions: Versions, constraint: str) -> Versions:
    """Return the releases that a constraint such as `~> 4.0` or `>= 3.50, < 5.0` allows; all when it cannot be read."""
    parts = [_CONSTRAINT.fullmatch(part) for part in constraint.split(",")]
    if not constraint.strip() or any(part is None for part in parts):
        return versions
    tests = [(part[1] or "=", tuple(map(int, part[2].split(".")))) for part in parts if part]
    kept = tuple(release for release in versions.releases if all(_allows(*test, release) for test in tests))
    return _versions(kept or _beyond(tests) or versions.releases, is_chosen=True)


def exactly(version: str) -> Versions | None:
    """Return the one release of a lock file, None for what is no version."""
    found = _CONSTRAINT.fullmatch(version)
    numbers = tuple(map(int, found[2].split("."))) if found else ()
    if len(numbers) < 2:
        return None
    return _versions(((numbers[0], numbers[1]),), is_chosen=True)


def as_said(version: str) -> Versions:
    """Return what `4`, `4.1` or `3.117.1` on a command line means."""
    numbers = version.strip().lstrip("v").split(".")
    if len(numbers) == 1:
        return constrained(ANY, f"~> {version.strip()}.0")
    return exactly(version) or constrained(ANY, version)


def _allows(operator: str, wanted: tuple[int, ...], release: Release) -> bool:
    """Whether some patch of a release satisfies one constraint."""
    known = (*wanted, 0, 0)[:2]
    has_patch = len(wanted) > 2 and wanted[2] > 0
    if operator == "~>":
        fixed = len(wanted) - 1
        return release >= known and release[:fixed] == wanted[: min(fixed, 2)]
    if operator == "!=":
        return release != known or len(wanted) > 2
    if operator == "<":
        return release < known or (release == known and has_patch)
    return {"=": release == known, ">=": release >= known, "<=": release <= known, ">": release >= known}[operator]


def _beyond(tests: list[tuple[str, tuple[int, ...]]]) -> tuple[Release, ...]:
    """Return the release a constraint names when it is newer than all that are known here."""
    named = [(*numbers, 0)[:2] for operator, numbers in tests if operator in ("=", "~>", ">=", ">")]
    newest = max(NEWEST), NEWEST[max(NEWEST)]
    return tuple((major, minor) for major, minor in named[:1] if (major, minor) > newest)
