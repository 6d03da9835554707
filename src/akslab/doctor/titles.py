"""What clusters are called in an answer: by their name, and by group and subscription where that is not enough."""

from collections import Counter
from collections.abc import Sequence

from ..rules.ids import group_name, name_of, subscription_of


def titles(ids: Sequence[str]) -> dict[str, str]:
    """Return id -> title: the shortest of name, name (group) and name (subscription/group) that no other has."""
    names, groups = Counter(map(_name, ids)), Counter(map(_in_group, ids))
    return {id_: _title(id_, names[_name(id_)], groups[_in_group(id_)]) for id_ in ids}


def _title(id_: str, named_so: int, in_group: int) -> str:
    if named_so == 1:
        return name_of(id_)
    group = group_name(id_) if in_group == 1 else f"{subscription_of(id_)}/{group_name(id_)}"
    return f"{name_of(id_)} ({group})"


def _name(id_: str) -> str:
    return name_of(id_).lower()


def _in_group(id_: str) -> str:
    return f"{group_name(id_)}/{name_of(id_)}".lower()
