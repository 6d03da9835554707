"""Wishes as text, from options, a CSV or JSON: read field by field, each wrong one told in one line.

The command line and the fleet's files have the same fields, so they are read by the same code; a file's row falls
back to what the command line said.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from ..rules.pools import FEWEST_PODS_PER_NODE, MOST_PODS_PER_NODE
from .needs import Growth, Needs, Surge
from .plugins import PLUGINS, Plugin
from .sentences import PlanError, sentence

MOST_NODES = 100_000
"""Beyond the most AKS has in any shape; more is a slip of the keyboard."""
MOST_PODS = MOST_NODES * MOST_PODS_PER_NODE
MOST_SERVICES = 500_000
"""What a /13 holds, the largest service range there may be (R5)."""
MOST_ADDRESSES = 65_536
MOST_POOLS = 1000
MOST_GROWTH = 100

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,48}[A-Za-z0-9])?")
_FACTOR = re.compile(r"(\d{1,3}(?:\.\d{1,3})?)x")
_PERCENT = re.compile(r"(\d{1,5})%")
_ADDED = re.compile(r"\+(\d{1,7})")
_WHOLE = re.compile(r"\d{1,9}")


def whole(text: str, field: str, least: int, most: int) -> int:
    """Return a whole number; raises PlanError when it is none, or out of bounds."""
    plain = text.strip().replace(",", "").replace("_", "")
    if not _WHOLE.fullmatch(plain) or not least <= int(plain) <= most:
        raise PlanError(sentence("error.number", field=field, text=text, least=least, most=most))
    return int(plain)


def growth(text: str, field: str = "growth") -> Growth:
    """Return the growth of `2x`, `1.5x`, `50%` or `+10`."""
    wanted = text.strip()
    if found := _FACTOR.fullmatch(wanted):
        numerator, denominator = Decimal(found[1]).as_integer_ratio()
        if denominator <= numerator <= MOST_GROWTH * denominator:
            return Growth(numerator, denominator, text=wanted)
    elif (found := _PERCENT.fullmatch(wanted)) and int(found[1]) <= 100 * MOST_GROWTH:
        return Growth(100 + int(found[1]), 100, text=f"+{wanted}")
    elif (found := _ADDED.fullmatch(wanted)) and int(found[1]) <= MOST_NODES:
        return Growth(added=int(found[1]), text=wanted)
    raise PlanError(sentence("error.growth", field=field, text=text))


def surge(text: str, field: str = "max-surge") -> Surge:
    """Return the surge of `10%` or `1`; Azure has no surge of nothing."""
    wanted = text.strip()
    if (found := _PERCENT.fullmatch(wanted)) and 1 <= int(found[1]) <= 100:
        return Surge(int(found[1]), is_percent=True)
    if _WHOLE.fullmatch(wanted) and 1 <= int(wanted) <= MOST_NODES:
        return Surge(int(wanted))
    raise PlanError(sentence("error.surge", field=field, text=text))


def plugin(text: str, field: str = "plugin") -> Plugin:
    """Return the plugin of this id."""
    known = PLUGINS.get(text.strip().lower().replace("_", "-"))
    if known is None:
        raise PlanError(sentence("error.choice", field=field, text=text, choices=", ".join(PLUGINS)))
    return known


def _name(text: str, field: str) -> str:
    if not _NAME.fullmatch(text.strip()):
        raise PlanError(sentence("error.name", field=field, text=text))
    return text.strip()


def _policy(text: str, field: str) -> str:
    if text.strip().lower() not in ("none", "azure", "calico"):
        raise PlanError(sentence("error.choice", field=field, text=text, choices="none, azure, calico"))
    return text.strip().lower()


def _pools(text: str, field: str) -> dict[str, Any]:
    """Return one number as a number of pools, several as the nodes of each."""
    parts = text.replace(";", ",").split(",")
    if len(parts) == 1:
        return {"pools": whole(text, field, 1, MOST_POOLS), "pool_sizes": ()}
    sizes = tuple(whole(part, field, 1, MOST_NODES) for part in parts)
    return {"pools": len(sizes), "pool_sizes": sizes}


def _bounded(least: int, most: int) -> Callable[[str, str], int]:
    return lambda text, field: whole(text, field, least, most)


FIELDS: dict[str, Callable[[str, str], Any]] = {
    "name": _name,
    "nodes": _bounded(1, MOST_NODES),
    "pods": _bounded(1, MOST_PODS),
    "growth": growth,
    "pools": _pools,
    "max_surge": surge,
    "pods_per_node": _bounded(FEWEST_PODS_PER_NODE, MOST_PODS_PER_NODE),
    "services": _bounded(1, MOST_SERVICES),
    "internal_load_balancers": _bounded(0, MOST_ADDRESSES),
    "other_addresses": _bounded(0, MOST_ADDRESSES),
    "custom_routes": _bounded(0, 400),
    "network_policy": _policy,
}
"""What can be said of a cluster, by its name in a fleet's file; an option is the same with dashes."""

_CALLED = {"max_surge": "surge"}
OPTIONS = {"name": "cluster"}
"""Fields whose option is called otherwise."""


def read_needs(texts: Mapping[str, str], defaults: Needs, prefix: str = "") -> Needs:
    """Return the needs that `texts` say on top of `defaults`; raises PlanError when they cannot be read, or agree."""
    return _agreed(said_needs(texts, defaults, prefix), nodes_said=bool(texts.get("nodes", "").strip()))


def said_needs(texts: Mapping[str, str], defaults: Needs, prefix: str = "") -> Needs:
    """Return the needs with what `texts` say, which need not be enough yet; empty texts say nothing."""
    values: dict[str, Any] = {}
    for field, text in texts.items():
        if not text.strip():
            continue
        shown = f"{prefix}{OPTIONS.get(field, field).replace('_', '-')}" if prefix else field
        value = FIELDS[field](text, shown)
        values |= value if isinstance(value, dict) else {_CALLED.get(field, field): value}
    if "nodes" in values and "pool_sizes" not in values:
        # Sizes that were said for another cluster are not those of this one's nodes.
        values["pool_sizes"] = ()
    return msgspec.structs.replace(defaults, **values)


def _agreed(needs: Needs, *, nodes_said: bool) -> Needs:
    """Return needs whose nodes and pools say the same; raises PlanError when they cannot."""
    if sizes := needs.pool_sizes:
        if nodes_said and needs.nodes != sum(sizes):
            raise PlanError(sentence("error.sizes", nodes=needs.nodes, total=sum(sizes)))
        return msgspec.structs.replace(needs, nodes=sum(sizes))
    if not needs.nodes and not needs.pods:
        raise PlanError(sentence("error.no-nodes"))
    if needs.nodes and needs.pools > needs.nodes:
        raise PlanError(sentence("error.pools", pools=needs.pools, nodes=needs.nodes))
    return needs
