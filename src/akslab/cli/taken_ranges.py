"""`--avoid` and `--on-premises` of the commands that judge: the ranges others have, as prefixes."""

from collections.abc import Iterator
from ipaddress import IPv4Address, summarize_address_range
from typing import Any

from ..planning.taken import Taken, read_option
from ..rules.view import TakenRange
from .plan_lists import avoided, named


def taken_ranges(options: dict[str, Any]) -> tuple[TakenRange, ...]:
    """Return the ranges that others have, by the options. Raises PlanError for what cannot be read."""
    listed = [found for text in options["avoid"] for found in avoided(text)]
    theirs = [named(read_option(text, "--on-premises"), "on-premises") for text in options["on_premises"]]
    return (
        *(prefix for each in listed for prefix in _prefixes(each, is_on_premises=False)),
        *(prefix for each in theirs for prefix in _prefixes(each, is_on_premises=True)),
    )


def _prefixes(taken: Taken, *, is_on_premises: bool) -> Iterator[TakenRange]:
    name = f"{taken.name} ({taken.place})" if taken.name else taken.place
    for prefix in summarize_address_range(*map(IPv4Address, taken.span)):
        yield TakenRange(name, str(prefix), is_on_premises)
