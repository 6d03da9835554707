"""Longest-prefix match over canonical prefixes: as many dictionary look-ups as there are different lengths."""

from collections.abc import Mapping
from typing import Generic, TypeVar

from .ranges import number_of, prefix_length

V = TypeVar("V")


class LongestPrefixMatch(Generic[V]):
    """A read-only table from canonical prefix to value, built once, asked for many addresses."""

    def __init__(self, entries: Mapping[str, V]) -> None:
        by_length: dict[int, dict[int, V]] = {}
        for prefix, value in entries.items():
            length = prefix_length(prefix)
            by_length.setdefault(length, {})[number_of(prefix.rpartition("/")[0]) >> (32 - length)] = value
        self._by_length = sorted(by_length.items(), reverse=True)

    def find(self, address: int) -> V | None:
        """Value of the longest prefix that contains `address`, None when none does."""
        for length, values in self._by_length:
            network = address >> (32 - length)
            if network in values:
                return values[network]
        return None
