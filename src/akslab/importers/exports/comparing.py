"""What one file says of the properties that decide, so that two files can be held against each other.

A subnet tells its table, and a table its subnets: these are one fact, told twice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ...deployments.origins import Path
from ...rules.fields import ELSE, Fields, certain
from ...rules.unknown import Unknown
from .arm_shape import written_path
from .items import Item, shown

_TABLES = "microsoft.network/routetables"
TABLE = ("properties", "routeTable")
_SUBNET_LINKS = ("routeTable", "networkSecurityGroup", "natGateway")
_CLUSTER_FACTS = ("networkPlugin", "networkPluginMode", "podCidr", "serviceCidr", "outboundType")


class Told(Struct, frozen=True):
    """A value as it is compared, and where it stands."""

    value: str
    place: str
    shown: str = ""
    """As it is written; empty for nothing."""


Statement = tuple[str, Path, Told]


def told_by(item: Item) -> Iterator[Statement]:
    """Yield (id, path in ARM's shape, value) of what an item says. What it leaves open it does not say."""
    reader = _READERS.get(str(item.document["type"]).lower())
    if reader and ELSE not in item.document["properties"]:
        yield from reader(item)


def denied_by(item: Item, on_table: Mapping[str, Sequence[tuple[str, Told]]]) -> Iterator[tuple[str, Told, Told]]:
    """Yield the subnets that say they have this table, and that the table does not list.

    `on_table` has, for each table by its lower-case id, the subnets that say so.
    """
    if item.document["type"].lower() != _TABLES or ELSE in item.document["properties"]:
        return
    listed = Fields(item.document).fields("properties").get("subnets")
    if not isinstance(listed, list):
        return
    has = {certain(Fields(each).text("id")).lower() for each in listed}
    for id_, known in on_table.get(item.key, ()):
        if id_ not in has:
            yield id_, known, _told(item, ("properties", "subnets"), "")


def _children(document: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    listed = document["properties"].get(name)
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("properties"), Mapping):
            yield each


def _told(item: Item, path: Path, value: str, written: str = "") -> Told:
    place = shown(item.file, (*item.path, *written_path(item.written, path)))
    return Told(value.lower(), place, written or value)


def _network(item: Item) -> Iterator[Statement]:
    for index, subnet in enumerate(_children(item.document, "subnets")):
        if ELSE not in subnet["properties"]:
            yield from _subnet(item, subnet, ("properties", "subnets", index))


def _cluster(item: Item) -> Iterator[Statement]:
    profile = Fields(item.document).fields("properties").fields("networkProfile")
    for name in _CLUSTER_FACTS:
        path: Path = ("properties", "networkProfile", name)
        if value := certain(profile.text(name)):
            yield item.key, path, _told(item, path, value)


def _subnet(item: Item, document: Mapping[str, Any], inside: Path) -> Iterator[Statement]:
    id_, properties = str(document.get("id", "")).lower(), Fields(document).fields("properties")
    for name in _SUBNET_LINKS:
        link = properties.link(name)
        if id_ and not isinstance(link, Unknown):
            path: Path = ("properties", name)
            yield id_, path, _told(item, (*inside, *path, "id"), link)


def _table(item: Item) -> Iterator[Statement]:
    properties = Fields(item.document).fields("properties")
    for subnet in _objects(properties, "subnets"):
        if id_ := certain(subnet.text("id")).lower():
            yield id_, TABLE, _told(item, ("properties", "subnets"), item.key, str(item.document["id"]))
    routes = _objects(properties, "routes")
    said = sorted(" ".join(_route(each)) for each in routes)
    yield item.key, ("properties", "routes"), _told(item, ("properties", "routes"), "\n".join(said), f"{len(said)}")


def _objects(properties: Fields, name: str) -> tuple[Fields, ...]:
    found = properties.objects(name)
    return () if isinstance(found, Unknown) else found


def _route(route: Fields) -> tuple[str, str, str]:
    properties = route.fields("properties")
    prefix, hop = certain(properties.text("addressPrefix")), certain(properties.text("nextHopIpAddress"))
    return prefix, certain(properties.text("nextHopType")), hop


def _interface(item: Item) -> Iterator[Statement]:
    properties = Fields(item.document).fields("properties")
    path: Path = ("properties", "enableIPForwarding")
    yield item.key, path, _told(item, path, str(properties.flag("enableIPForwarding") is True))
    group: Path = ("properties", "networkSecurityGroup")
    yield item.key, group, _told(item, (*group, "id"), certain(properties.link("networkSecurityGroup")))


_READERS: dict[str, Callable[[Item], Iterator[Statement]]] = {
    "microsoft.network/virtualnetworks": _network,
    "microsoft.network/virtualnetworks/subnets": lambda item: _subnet(item, item.document, ()),
    _TABLES: _table,
    "microsoft.network/networkinterfaces": _interface,
    "microsoft.containerservice/managedclusters": _cluster,
}
