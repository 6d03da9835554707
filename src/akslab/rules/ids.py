"""The parts of an Azure resource id, which is compared without case and echoed as it was first written.

`wire.resource_id` parses ids and refuses bad ones. A rule only looks: what a template wrote need not be an id at all.
"""

from ..wire.symbols import has_symbol, spoken
from .unknown import CannotJudge


def same(one: str, other: str) -> bool:
    """Whether two ids or names mean one resource."""
    return one == other or one.lower() == other.lower()


def differ(one: str, other: str) -> bool:
    """Whether two ids or names surely mean different resources. Raises CannotJudge where a symbol leaves it open."""
    if same(one, other):
        return False
    if (has_symbol(one) or has_symbol(other)) and not _differ_where_known(one.lower(), other.lower()):
        raise CannotJudge(spoken(f"whether {one} is {other}"))
    return True


def _differ_where_known(one: str, other: str) -> bool:
    """Whether two ids of one form have different names somewhere that no symbol stands in: no name holds a slash."""
    mine, its = one.split("/"), other.split("/")
    if len(mine) != len(its) or not mine[:2] == its[:2] == ["", "subscriptions"]:
        return False
    pairs = zip(mine, its, strict=True)
    return any(left != right and not has_symbol(left) and not has_symbol(right) for left, right in pairs)


def name_of(id_: str) -> str:
    """Return the last segment."""
    return id_.rstrip("/").rsplit("/", 1)[-1]


def parent_of(id_: str) -> str:
    """Return the id of the resource a child belongs to: a subnet's virtual network."""
    return id_.rstrip("/").rsplit("/", 2)[0]


def subscription_of(id_: str) -> str:
    """Return the subscription's GUID, lower-case, or nothing."""
    return _after(id_, "subscriptions")


def group_of(id_: str) -> str:
    """Return the resource group's name, lower-case, or nothing."""
    return _after(id_, "resourcegroups")


def group_name(id_: str) -> str:
    """Return the resource group's name as it is written, or nothing."""
    segments = id_.split("/")
    lowered = [each.lower() for each in segments]
    return segments[lowered.index("resourcegroups") + 1] if "resourcegroups" in lowered[:-1] else ""


def _after(id_: str, segment: str) -> str:
    segments = id_.lower().split("/")
    return segments[segments.index(segment) + 1] if segment in segments[:-1] else ""
