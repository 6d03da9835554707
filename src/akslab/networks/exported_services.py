"""The services of an exported cluster, with the endpoints that Kubernetes found for them, as they were exported."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..importers.exports.items import Item
from ..rules.fields import Fields, certain
from ..rules.unknown import Unknown
from ..wire.symbols import spoken
from .addresses import is_fourth
from .services import Backend, Service, ServicePort

OF_SERVICE = "kubernetes.io/service-name"
"""The label of an EndpointSlice that names its service."""
LAST_PORT = 65535
Objects = Mapping[str, list[Item]]
Behind = dict[tuple[str, str], list[Backend]]
"""Namespace and name of a service -> who is behind it."""


def read_services(cluster: str, objects: Objects) -> tuple[Service, ...] | None:
    """Return the services of the cluster of a name; None where none were exported."""
    if "Service" not in objects:
        return None
    behind = _behind(objects)
    documents = {item.key: item.document for item in objects["Service"]}
    return tuple(_service(cluster, document, behind) for document in documents.values())


def _service(cluster: str, document: Mapping[str, Any], behind: Behind) -> Service:
    fields = Fields(document)
    spec, status = fields.fields("spec"), fields.fields("status").fields("loadBalancer")
    namespace, name = _place(fields)
    several = spec.texts("clusterIPs")
    texts = (certain(spec.text("clusterIP")), *(() if isinstance(several, Unknown) else several))
    balanced = (certain(each.text("ip")) for each in status.listed("ingress"))
    found = behind.get((namespace, name))
    return Service(
        cluster=cluster,
        namespace=spoken(namespace),
        name=spoken(name),
        addresses=tuple(dict.fromkeys(filter(is_fourth, texts))),
        balanced=tuple(dict.fromkeys(filter(is_fourth, balanced))),
        elsewhere=spoken(certain(spec.text("externalName"))),
        ports=tuple(_ports(spec)),
        behind=None if found is None else tuple(dict.fromkeys(found)),
    )


def _place(fields: Fields) -> tuple[str, str]:
    metadata = fields.fields("metadata")
    return certain(metadata.text("namespace")) or "default", certain(metadata.text("name"))


def _ports(fields: Fields) -> Iterator[ServicePort]:
    """Yield the ports of a service or of endpoints, as far as they are told."""
    for each in fields.listed("ports"):
        number = each.number("port")
        if isinstance(number, int) and 0 < number <= LAST_PORT:
            name, protocol = certain(each.text("name")), certain(each.text("protocol", "TCP"))
            yield ServicePort(number, spoken(protocol), spoken(name))


def _behind(objects: Objects) -> Behind:
    """Return who is behind services: what slices say, which are all there is, else what Endpoints say."""
    slices, endpoints = objects.get("EndpointSlice"), objects.get("Endpoints")
    found: Behind = {}
    if slices is not None:
        for fields in map(Fields, _documents(slices)):
            name = certain(fields.fields("metadata").fields("labels").text(OF_SERVICE))
            found.setdefault((_place(fields)[0], name), []).extend(_of_slice(fields))
        return found
    for fields in map(Fields, _documents(endpoints or ())):
        of = found.setdefault(_place(fields), [])
        for subset in fields.listed("subsets"):
            for each in subset.listed("addresses"):
                of.extend(_each([certain(each.text("ip"))], each, subset))
    return found


def _documents(items: Iterable[Item]) -> Iterable[Mapping[str, Any]]:
    return {item.key: item.document for item in items}.values()


def _of_slice(fields: Fields) -> Iterator[Backend]:
    for endpoint in fields.listed("endpoints"):
        # A condition nobody told means ready.
        conditions, addresses = endpoint.fields("conditions"), endpoint.texts("addresses")
        is_ready = conditions.get("ready") is None or conditions.flag("ready") is True
        if is_ready and not isinstance(addresses, Unknown):
            yield from _each(addresses[:1], endpoint, fields)


def _each(addresses: Iterable[str], endpoint: Fields, fields: Fields) -> Iterator[Backend]:
    """Yield each of an endpoint's addresses with each of the ports that stand beside it."""
    target = endpoint.fields("targetRef")
    pod = spoken(certain(target.text("name"))) if target.text("kind") == "Pod" else ""
    ports = list(_ports(fields))
    for address in filter(is_fourth, addresses):
        yield from (Backend(address, port.number, port.name, pod) for port in ports)
