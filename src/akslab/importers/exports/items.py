"""What exports hold, one by one: each item with its document, the file it came from, and the path to it there."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from ...deployments.declared import Problem
from ...deployments.origins import Path
from ...wire.sentences import Sentence

Json = dict[str, Any]

Kind = Literal[
    "resource",
    "object",
    "activity",
    "operation",
    "learned-route",
    "effective-route",
    "effective-group",
    "error",
]


class Item(Struct, frozen=True, kw_only=True, eq=False):
    """One thing that a file tells."""

    kind: Kind
    key: str
    """Lower-case: a resource's id, `kind/namespace/name` of a Kubernetes object; empty for what has no name."""
    document: Mapping[str, Any]
    """ARM's shape for resources, with `id` and `type`; as it was written for everything else."""
    written: Mapping[str, Any]
    """As it stands in the file."""
    file: str
    path: Path = ()
    """From the top of the file; a file of several documents is a list of them."""


class Note(Struct, frozen=True, kw_only=True):
    """Something worth knowing of a file that is no mistake: it is no export, it is one page of several."""

    file: str
    what: Sentence


class Export(Struct, frozen=True, kw_only=True):
    """Everything a set of files tells."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()

    def of(self, kind: Kind) -> tuple[Item, ...]:
        """Return the items of a kind, in the files' order."""
        return tuple(item for item in self.items if item.kind == kind)


def shown(file: str, path: Path) -> str:
    """Return a place as people read it: `subnet.json:$.routeTable.id`."""
    return f"{file}:${''.join(map(_step, path))}"


def _step(step: str | int) -> str:
    if isinstance(step, int):
        return f"[{step}]"
    return f".{step}" if step.replace("_", "a").isalnum() else f"['{step}']"
