"""A fleet's file, CSV or JSON: one cluster a row, the fields of `reading.FIELDS` and `plugin`.

Columns are matched without regard to case, blanks and dashes. A column nobody knows is an error: a misspelt
`max_sruge` passed over would plan something else than was asked for.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from .documents import Names
from .fleet import Wanted
from .needs import Needs
from .plugins import Plugin
from .reading import FIELDS, plugin, read_needs
from .sentences import PlanError, sentence

PLUGIN = "plugin"
KNOWN = (*FIELDS, PLUGIN)
_OTHER_NAMES = {"cluster": "name", "network_plugin": PLUGIN, "surge": "max_surge", "max_pods": "pods_per_node"}


class Row(Struct, frozen=True):
    """The texts of one cluster and where they stand."""

    texts: Mapping[str, str]
    place: str


def read_fleet(text: str, file: str, defaults: Needs, default_plugin: Plugin | None) -> list[Wanted]:
    """Return the clusters of a file. Raises PlanError at the first thing that cannot be read."""
    rows = _objects(text, file) if text.lstrip()[:1] in ("[", "{") else _rows(text, file)
    wanted: list[Wanted] = []
    named: dict[str, str] = {}
    for row in rows:
        try:
            cluster = _wanted(row.texts, defaults, default_plugin)
        except PlanError as error:
            raise PlanError(error.sentence, row.place) from error
        before = named.setdefault(Names(cluster.needs.name).dns_prefix.lower(), row.place)
        if before != row.place:
            raise PlanError(sentence("error.twice", name=cluster.needs.name, before=before), row.place)
        wanted.append(cluster)
    if not wanted:
        raise PlanError(sentence("error.no-clusters"), file)
    return wanted


def _wanted(texts: Mapping[str, str], defaults: Needs, default_plugin: Plugin | None) -> Wanted:
    if not texts.get("name", "").strip():
        raise PlanError(sentence("error.no-name"))
    needs = read_needs({field: text for field, text in texts.items() if field != PLUGIN}, defaults)
    said = texts.get(PLUGIN, "").strip()
    chosen = plugin(said) if said else default_plugin
    if chosen is None:
        raise PlanError(sentence("error.no-plugin"))
    return Wanted(needs, chosen)


def _rows(text: str, file: str) -> Iterator[Row]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    reader = csv.reader(lines, delimiter=max(",;\t", key=first.count))
    columns: list[str] = []
    try:
        for cells in reader:
            place = f"{file}:{reader.line_num}"
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if not columns:
                columns = _columns(cells, place)
            elif len(cells) > len(columns):
                raise PlanError(sentence("error.columns", has=len(cells), columns=len(columns)), place)
            else:
                yield Row(dict(zip(columns, cells, strict=False)), place)
    except csv.Error as error:
        raise PlanError(sentence("error.csv", most=csv.field_size_limit()), f"{file}:{reader.line_num}") from error


def _columns(names: Sequence[str], place: str) -> list[str]:
    columns = [_field(name, place) for name in names]
    if "name" not in columns:
        raise PlanError(sentence("error.no-name-column", known=", ".join(KNOWN)), place)
    return columns


def _field(name: str, place: str) -> str:
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    plain = _OTHER_NAMES.get(plain, plain)
    if plain not in KNOWN:
        raise PlanError(sentence("error.column", text=name, known=", ".join(KNOWN)), place)
    return plain


def _objects(text: str, file: str) -> Iterator[Row]:
    try:
        document: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise PlanError(sentence("error.json", reason=error.msg), f"{file}:{error.lineno}") from error
    except (ValueError, RecursionError) as error:
        raise PlanError(sentence("error.json-large"), file) from error
    listed = document.get("clusters") if isinstance(document, dict) else document
    if not isinstance(listed, list):
        raise PlanError(sentence("error.json-shape"), file)
    for number, entry in enumerate(listed):
        place = f"{file}: clusters[{number}]"
        if not isinstance(entry, dict):
            raise PlanError(sentence("error.json-shape"), place)
        yield Row(dict(_texts(entry.items(), place)), place)


def _texts(items: Iterable[tuple[str, Any]], place: str) -> Iterator[tuple[str, str]]:
    for name, value in items:
        if isinstance(value, list):
            yield _field(name, place), ",".join(map(str, value))
        elif value is not None:
            yield _field(name, place), str(value)
