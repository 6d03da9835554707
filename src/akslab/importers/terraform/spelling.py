"""How a property of ARM is written in azurerm, so that a fix can be shown in Terraform's words."""

import re
from collections.abc import Iterable, Iterator

from .azurerm.arguments import MAJORS, arguments_of
from .azurerm.kinds import Blocks, Field, Kind
from .azurerm.registry import kinds

_INDEX = re.compile(r"\[[^\]]*\]|\.\*(?=\.|$)|\.\d+(?=\.|$)")


def spelled(arm_type: str, path: str, major: int = MAJORS[-1]) -> str:
    """Return the argument that sets a property: `network_profile.service_cidr`.

    `path` is a document's, with or without indices: `properties.agentPoolProfiles[pool1].vnetSubnetID`. A property that
    has a resource of its own is written with it: `azurerm_subnet_route_table_association.route_table_id`. Nothing is
    returned for what azurerm of this major version cannot say.
    """
    wanted = _INDEX.sub("", path).lower()
    paths = (wanted, wanted.removesuffix(".id"), f"{wanted}es" if wanted.endswith("addressprefix") else wanted)
    found = [kind for kind in kinds().values() if kind.type.lower() == arm_type.lower()]
    for kind in sorted(found, key=lambda each: each.make is not None):
        for names, at in _arguments(kind, major):
            if at.lower() in paths:
                own = ".".join(names)
                return own if kind.make is None else f"{kind.name}.{own}"
    return ""


def _arguments(kind: Kind, major: int) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the arguments that a major version knows, as names of blocks and argument, with their paths."""
    table = arguments_of(kind.name) or {}
    if kind.type.count("/") == 1 or kind.make is None:
        yield ("name",), "name"
    if kind.tracked:
        yield ("location",), "location"
    yield from _inside(kind.fields, table, major, ((), ""))


def _inside(
    fields: Iterable[Field | Blocks], table: object, major: int, outer: tuple[tuple[str, ...], str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    names, path = outer
    known = table.get(names[-1] if names else "", {}) if isinstance(table, dict) else {}
    for field in fields:
        # A write-only argument is for those who manage both; the association is what people have.
        if major not in known.get(field.name, ()) or field.name.endswith("_wo"):
            continue
        at = f"{path}.{field.path}" if path else field.path
        if isinstance(field, Blocks):
            yield (*names, field.name), at
            yield from _inside(field.fields, table, major, ((*names, field.name), at))
        else:
            yield (*names, field.name), at
