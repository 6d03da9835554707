"""What people call clusters: by name, or by group/name where several groups have a cluster of that name."""

from collections import Counter
from collections.abc import Iterable

from ..wire.resource_id import parse_resource_id


def spoken(ids: Iterable[str]) -> dict[str, str]:
    """Return the shortest words that mean each cluster among these, by its id."""
    known = {id_: parse_resource_id(id_) for id_ in ids}
    named = Counter(parsed.name.lower() for parsed in known.values())
    return {
        id_: parsed.name if named[parsed.name.lower()] == 1 else f"{parsed.resource_group}/{parsed.name}"
        for id_, parsed in known.items()
    }


def is_called(id_: str, text: str) -> bool:
    """Whether a person who types `text` may mean this cluster: its name, group/name or id, in any case."""
    parsed = parse_resource_id(id_)
    words = (parsed.name, f"{parsed.resource_group}/{parsed.name}", id_)
    return text.lower() in (word.lower() for word in words)
