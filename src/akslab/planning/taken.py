"""Ranges to keep off: options, an IPAM's CSV, or a plain list, each with the name and line it came from.

IPAMs export prefixes, single addresses and `first-last` spans, under headers of their own, parted by commas,
semicolons or tabs; all of that is read. A line that is none of it is an error with its number, never passed over.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..net.prefixes import FORBIDDEN_IN_A_NETWORK, RESERVED_BY_AKS
from .ranges import Span, read_span
from .sentences import PlanError, sentence

PREFIX_COLUMNS = ("prefix", "cidr", "range", "network", "subnet", "addressprefix", "addressspace", "address")
NAME_COLUMNS = ("name", "vnet", "site", "label", "owner", "description", "comment", "cluster")


class Taken(Struct, frozen=True):
    """A range that nobody may have: its span, how it was written, whose it is, where that stands."""

    span: Span
    text: str
    name: str
    place: str


NEVER: tuple[Taken, ...] = tuple(
    Taken((int(prefix[0]), int(prefix[-1])), str(prefix), name, source)
    for prefixes, name, source in ((RESERVED_BY_AKS, "AKS", "R1"), (FORBIDDEN_IN_A_NETWORK, "Azure", "R15"))
    for prefix in prefixes
)
"""What AKS keeps for itself and what no virtual network may hold."""


def read_option(text: str, place: str) -> Taken:
    """Return the range of an option, `PREFIX` or `NAME=PREFIX`. Raises PlanError."""
    name, equals, written = text.rpartition("=")
    return Taken(_any_span(written.strip(), place), written.strip(), name.strip() if equals else "", place)


def read_list(text: str, file: str) -> list[Taken]:
    """Return the ranges of a CSV or plain list. Raises PlanError at the first line that cannot be read."""
    lines = text.splitlines()
    if _delimiter(lines):
        return list(_rows(lines, file))
    listed = [(number, line.partition("#")[0].split()) for number, line in enumerate(lines, 1)]
    found = [_taken(words[0], " ".join(words[1:]), f"{file}:{number}") for number, words in listed if words]
    return [taken for taken in found if taken]


def _delimiter(lines: Sequence[str]) -> str:
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return max(",;\t", key=first.count) if any(mark in first for mark in ",;\t") else ""


def _rows(lines: Sequence[str], file: str) -> Iterator[Taken]:
    reader = csv.reader(lines, delimiter=_delimiter(lines))
    columns: tuple[int, int] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells) or cells[0].startswith("#"):
                continue
            if columns is None:
                columns = _columns(cells)
                if columns is not None:
                    continue
                columns = 0, 1
            text, name = (cells[at] if 0 <= at < len(cells) else "" for at in columns)
            if found := _taken(text, name, f"{file}:{reader.line_num}"):
                yield found
    except csv.Error as error:
        raise PlanError(sentence("error.csv", most=csv.field_size_limit()), f"{file}:{reader.line_num}") from error


def _columns(header: Sequence[str]) -> tuple[int, int] | None:
    """Return where prefix and name stand, or None if the first row is no header."""
    words = ["".join(filter(str.isalpha, cell.lower())) for cell in header]
    prefix = next((words.index(known) for known in PREFIX_COLUMNS if known in words), None)
    if prefix is None:
        return None
    return prefix, next((words.index(known) for known in NAME_COLUMNS if known in words), -1)


def _taken(text: str, name: str, place: str) -> Taken | None:
    """Return one entry; None for an IPv6 one, which no range of a plan can meet."""
    if ":" in text:
        return None
    return Taken(_any_span(text, place), text, name, place)


def _any_span(text: str, place: str) -> Span:
    """Return the span of a prefix, an address, or `first-last`."""
    try:
        first, dash, last = text.partition("-")
        if dash:
            span = read_span(f"{first.strip()}/32")[0], read_span(f"{last.strip()}/32")[0]
            if span[0] > span[1]:
                raise PlanError(sentence("error.no-range", text=text))
            return span
        return read_span(text if "/" in text else f"{text}/32")
    except PlanError as error:
        said = sentence("error.no-range", text=text) if "/" not in text else error.sentence
        raise PlanError(said, place) from error


def overlapping(spans: Iterable[Taken], span: Span) -> list[Taken]:
    """Return those that share an address with `span`, in address order."""
    found = [taken for taken in spans if taken.span[0] <= span[1] and span[0] <= taken.span[1]]
    return sorted(found, key=lambda taken: (taken.span, taken.text))
