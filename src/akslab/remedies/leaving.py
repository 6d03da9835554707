"""A resource of its own left out of a text: its command, its block, its element of a list. Nothing may refer to it."""

import re

from ..checking.pointing import Trail
from ..deployments.declared import Declared
from .languages.bicep import symbol_of
from .languages.members import without
from .languages.terraform import local_address
from .scanning import body_at, indent_of, line_end, line_start
from .scene import Scene
from .writer import Patches, Spot, language_of


def without_resource(scene: Scene, trail: Trail) -> Patches | None:
    """Return what takes a resource out of its text, None where something waits for it or it has no lines of its own."""
    declared = trail.declared
    head = scene.head(declared)
    is_made = declared.writing == "put" and not declared.conditions
    if head is None or scene.writer(head) is None or not is_made:
        return None
    match language_of(head.file):
        case "az" if not _fills_its_block(head):
            return _whole_lines(head, head.end)
        case "arm" if not _is_awaited(scene, declared):
            return without(head) if declared.body.origin and isinstance(_last(declared), int) else None
        case "bicep" | "terraform" as language if not _is_awaited(scene, declared):
            is_hcl = language == "terraform"
            name = local_address(declared) if is_hcl else symbol_of(head)
            body = body_at(head.text, head.end, is_hcl=is_hcl)
            others = tuple(scene.locator.beside(head.file)) if is_hcl else ()
            if name is None or body is None or _is_named(head, name, body.end, others):
                return None
            return _whole_lines(head, body.end)
        case _:
            return None


def _last(declared: Declared) -> object:
    """Return the last key of the path to a resource of JSON: a number where it is an element of a list."""
    path = declared.body.origin.path if declared.body.origin else ()
    return path[-1] if path else None


def _is_awaited(scene: Scene, declared: Declared) -> bool:
    return any(declared.address in each.after for each in scene.judged.resources)


def _is_named(head: Spot, name: str, end: int, others: tuple[str, ...]) -> bool:
    rest = "\n".join((head.text[: head.start], head.text[end:], *others))
    return re.search(rf"(?<![\w.]){re.escape(name)}(?![\w-])", rest) is not None


def _fills_its_block(head: Spot) -> bool:
    """Whether a command may be all that an `if` or a loop holds: no command stands before or behind it as far in."""
    indent = indent_of(head.text, head.start)
    before = head.text[: line_start(head.text, head.start)].rstrip().rpartition("\n")[2]
    behind = head.text[line_end(head.text, head.end) :].lstrip("\r\n").partition("\n")[0]
    return bool(indent) and not any(re.match(rf"{indent}az\s", line) for line in (before, behind))


def _whole_lines(head: Spot, end: int) -> Patches | None:
    """Return the lines from a head to an end taken out, with an empty line behind them; None where others share them."""
    text = head.text
    start, stop = line_start(text, head.start), line_end(text, end)
    if text[start : head.start].strip() or text[end:stop].strip() or (start and _goes_on(text, start)):
        return None
    if head.words.startswith(("resource", "module")) and not text[stop : line_end(text, stop)].strip():
        stop = line_end(text, stop)
    return (head.at(start, stop, ""),)


def _goes_on(text: str, start: int) -> bool:
    """Whether the line before goes on, or is a decorator: then what is left would say something else."""
    before = text[line_start(text, start - 1) : start].strip()
    return before.endswith(("\\", "`", "^", "&&", "||", "|")) or before.startswith("@")
