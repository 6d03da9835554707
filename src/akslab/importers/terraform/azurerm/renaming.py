"""The name by which a release calls what another release calls otherwise: arguments that go to the same ARM property."""

from collections.abc import Iterable, Iterator

from .arguments import arguments_of
from .kinds import Blocks, Field
from .registry import kinds


def newer_name(kind: str, block: str, name: str, majors: Iterable[int]) -> str:
    """Return how these majors call an argument of a block, or nothing."""
    table = (arguments_of(kind) or {}).get(block, {})
    spec = kinds().get(kind)
    if spec is None:
        return ""
    fields = list(_fields_of(spec.fields, block))
    paths = {field.path for field in fields if field.name == name}
    for field in fields:
        if field.path in paths and field.name != name and set(table.get(field.name, ())) & set(majors):
            return field.name
    return ""


def _fields_of(fields: Iterable[Field | Blocks], block: str) -> Iterator[Field]:
    """Yield the fields directly in a block."""
    for field in fields:
        if isinstance(field, Blocks):
            if field.name == block:
                yield from (inner for inner in field.fields if isinstance(inner, Field))
            yield from _fields_of(field.fields, block) if block else ()
        elif not block:
            yield field
