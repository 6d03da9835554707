"""Pieces of text that replace others -> changed lines, as a difference people read and tools apply."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..checking.locations import Locator
from ..checking.report import LONGEST_LINE, Change


class Patch(Struct, frozen=True):
    """The characters from `start` to `end` of a file become `text`. Lines that are inserted end in a line break."""

    file: str
    start: int
    end: int
    text: str


def changes_of(patches: Sequence[Patch], locator: Locator) -> tuple[Change, ...] | None:
    """Return the changed lines of all patches, by file and line; None if two overlap, or a line is too long to be shown.

    What is put in at one place follows each other as the patches do. Lines that say it already are left out.
    """
    groups: list[list[Patch]] = []
    last: Patch | None = None
    for patch in _joined(patches):
        text = locator.source(patch.file)
        if text is None or (last and last.file == patch.file and patch.start < last.end):
            return None
        if last and last.file == patch.file and _touch(last, patch, text):
            groups[-1].append(patch)
        else:
            groups.append([patch])
        last = patch
    if any(_is_endless(patch, locator) for patch in patches):
        return None
    changes = (_change(group, locator) for group in groups)
    return tuple(change for change in changes if change.before != change.after)


def _is_endless(patch: Patch, locator: Locator) -> bool:
    start, end = _block(patch, locator.source(patch.file) or "")
    return end - start > LONGEST_LINE + patch.end - patch.start


def _joined(patches: Iterable[Patch]) -> list[Patch]:
    """Return patches in the order of the text, those that put something in at one place as one."""
    joined: dict[tuple[str, int, int], Patch] = {}
    for patch in dict.fromkeys(patches):
        key = (patch.file, patch.start, patch.end)
        before = joined.get(key)
        if before is None:
            joined[key] = patch
        elif patch.start == patch.end:
            joined[key] = Patch(patch.file, patch.start, patch.end, before.text + patch.text)
        else:
            # Two texts for one span: the second begins before the first has ended.
            joined[patch.file, patch.start, patch.end + 1] = patch
    return sorted(joined.values(), key=lambda patch: (patch.file, patch.start, patch.end))


def _touch(one: Patch, other: Patch, text: str) -> bool:
    """Whether the second patch begins in a line that the first one changes, or right behind it."""
    return _block(one, text)[1] >= _block(other, text)[0]


def _block(patch: Patch, text: str) -> tuple[int, int]:
    """Return the offsets of the whole lines that a patch changes, none of them for lines that are inserted."""
    start = text.rfind("\n", 0, patch.start) + 1
    is_whole = patch.start == start and (patch.end == 0 or text[patch.end - 1] == "\n")
    if is_whole and (not patch.text or patch.text.endswith("\n")):
        return start, patch.end
    end = text.find("\n", patch.end)
    return start, len(text) if end < 0 else end + 1


def _change(group: list[Patch], locator: Locator) -> Change:
    text = locator.source(group[0].file) or ""
    start, end = _block(group[0], text)[0], max(_block(patch, text)[1] for patch in group)
    pieces, at = [], start
    for patch in group:
        pieces += [text[at : patch.start], patch.text]
        at = patch.end
    after = "".join((*pieces, text[at:end]))
    return Change(
        file=group[0].file,
        line=locator.line_at(group[0].file, start),
        before=_lines(text[start:end]),
        after=_lines(after),
    )


def _lines(text: str) -> tuple[str, ...]:
    lines = text.split("\n")
    return tuple(line.removesuffix("\r") for line in (lines[:-1] if not lines[-1] else lines))
