"""Which releases know all argument names a configuration uses, and the names that the chosen ones do not know.

Terraform refuses an unknown argument before it does anything: a name of 3.x in a configuration of 4.x is an error, not
a value that is false.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from ....deployments.declared import Gap, Problem
from ....deployments.origins import Origin
from ....wire.sentences import sentence
from ..hcl.syntax import Block, Body
from .arguments import MAJORS, arguments_of
from .renaming import newer_name
from .versions import Versions

_META = ("count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection", "timeouts", "dynamic")


class Used(Struct, frozen=True):
    """A name in a block, and the majors that know it; none where no major does."""

    kind: str
    block: str
    name: str
    majors: tuple[int, ...]
    origin: Origin
    around: tuple[int, ...] = MAJORS
    """The majors that know the block it stands in."""


def names_in(file: str, block: Block) -> Iterator[Used]:
    """Yield the argument and block names of a resource of azurerm, nested ones too."""
    kind = block.labels[0] if block.labels else ""
    table = arguments_of(kind) if block.type == "resource" else None
    if table is None:
        return
    waiting: list[tuple[str, Body, str, tuple[int, ...]]] = [("", block.body, file, MAJORS)]
    while waiting:
        name, body, place, around = waiting.pop()
        known = table.get(name)
        if known is None:
            continue
        for argument in body.arguments.values():
            if argument.name not in _META:
                origin = Origin(
                    file=argument.file or place, start=argument.start, end=argument.start + len(argument.name)
                )
                yield Used(kind, name, argument.name, known.get(argument.name, ()), origin, around)
        for inner in body.blocks:
            at = inner.file or place
            label, content = _inside(inner)
            if inner.type == "dynamic" or inner.type not in _META:
                origin = Origin(file=at, start=inner.start, end=inner.end)
                majors = known.get(label, ())
                yield Used(kind, name, label, majors, origin, around)
                waiting.append((label, content, at, tuple(major for major in around if major in majors)))


def _inside(block: Block) -> tuple[str, Body]:
    """Return the name and body of a nested block; a dynamic one's are in its label and its content."""
    if block.type == "dynamic" and block.labels:
        content = block.body.block("content")
        return block.labels[0], content.body if content is not None else Body({}, ())
    return block.type, block.body


def narrowed(versions: Versions, used: Iterable[Used]) -> Versions:
    """Return the releases that know the names; a name that none of those left knows is passed over."""
    majors = set(versions.majors)
    for each in used:
        if majors & set(each.majors):
            majors &= set(each.majors)
    return versions.of_majors(majors)


def unknown_names(versions: Versions, used: Iterable[Used]) -> Iterator[Problem | Gap]:
    """Yield a problem for each name that no possible release knows, a gap where a newer one may."""
    majors = set(versions.majors)
    for each in used:
        if majors & set(each.majors) or not majors & set(each.around):
            continue
        block = each.block or each.kind
        if not each.majors and versions.is_open:
            yield Gap(what=sentence("tf.newer-argument", argument=each.name, block=block), origin=each.origin)
            continue
        other = newer_name(each.kind, each.block, each.name, versions.majors)
        if each.majors:
            known = ", ".join(f"{major}.x" for major in each.majors)
            key = "tf.argument-renamed" if other else "tf.argument-of-others"
            what = sentence(key, argument=each.name, block=block, version=str(versions), known=known, other=other)
        else:
            what = sentence("tf.no-argument", argument=each.name, block=block)
        yield Problem(what=what, origin=each.origin)
