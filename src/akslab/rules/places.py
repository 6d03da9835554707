"""Places: where in a document a finding is written, said as `properties.routes[toHub].properties.addressPrefix`.

A rule says its place so (see `rule.Rule.place`); here it is looked up in the document that a file, an export or Azure
holds. Keys and names are matched without case, `[name]` is the element of that name or the element that is that text,
`[]` the list itself, and a property that is absent is looked for in its plural as well (`podCidr`, `podCidrs`).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from .ids import name_of, parent_of

Path = tuple[str | int, ...]
"""Keys and indices from the top of a document."""

POOL_LIST = "properties.agentPoolProfiles"
POOL = "properties.agentPoolProfiles[{pool}]"
POD_CIDR = "properties.networkProfile.podCidr"
SERVICE_CIDR = "properties.networkProfile.serviceCidr"
DNS_SERVICE_IP = "properties.networkProfile.dnsServiceIP"
OUTBOUND_TYPE = "properties.networkProfile.outboundType"
PLUGIN = "properties.networkProfile.networkPlugin"
VERSION = "properties.kubernetesVersion"
PLURALS = ("", "s", "es")
"""A property that is absent is looked for with these endings."""


KUBERNETES = "/kubernetes/"
"""How the ids begin by which places name Kubernetes objects."""


def object_id(kind: str, namespace: str, name: str) -> str:
    """Return the id of a Kubernetes object of the cluster that a finding is about, for a place in it."""
    return f"{KUBERNETES}{kind}/{namespace}/{name}".lower()


def subnet_place(subnet_id: str) -> str:
    """Return the place of a subnet: inside its virtual network's document."""
    return f"{parent_of(subnet_id)}#properties.subnets[{name_of(subnet_id)}]"


def document_of(place: str, subject_id: str) -> tuple[str, str]:
    """Return the id of the document a place is in, the subject's own where it names none, and the path in it."""
    id_, mark, path = place.partition("#")
    return (id_, path) if mark and id_.startswith("/") else (subject_id, place)


def resolve(document: object, place: str) -> Path | None:
    """Return the path of a place without its `id#`, or None where the document has nothing there."""
    path, is_there = _followed(document, place)
    return path if is_there else None


def nearest(document: object, place: str) -> Path:
    """Return the path of a place as far as the document has it: of what a missing property would stand in."""
    return _followed(document, place)[0]


def _followed(document: object, place: str) -> tuple[Path, bool]:
    path: Path = ()
    value = document
    for step in steps(place):
        found = _inside(value, step)
        if found is None:
            return path, False
        keys, value = found
        path += keys
    return path, True


def steps(place: str) -> Iterator[str]:
    """Yield the keys and `[name]`s of a path. A name may hold points, and brackets in pairs."""
    start, depth = 0, 0
    for at, sign in enumerate(place):
        if sign == "[" and not depth:
            if at > start:
                yield place[start:at]
            start = at
        depth = max(0, depth + (sign == "[") - (sign == "]"))
        if sign == "." and not depth:
            if at > start:
                yield place[start:at]
            start = at + 1
    if place[start:]:
        yield place[start:]


def _inside(value: object, step: str) -> tuple[Path, Any] | None:
    name = step[1:-1] if step.startswith("[") else None
    if isinstance(value, Mapping):
        return _member(value, step if name is None else name)
    if isinstance(value, list):
        return None if name is None else _element(value, name)
    # A selection in what is one text, where Azure also takes a list, is that text.
    return None if name is None else ((), value)


def _member(value: Mapping[str, Any], key: str) -> tuple[Path, Any] | None:
    spelled = {str(each).lower(): each for each in value}
    there = [spelled[name] for ending in PLURALS if (name := f"{key}{ending}".lower()) in spelled]
    # One that is null is the place only if there is no other spelling with a value.
    for each in sorted(there, key=lambda found: value[found] is None):
        return (each,), value[each]
    return None


def _element(value: list[Any], name: str) -> tuple[Path, Any] | None:
    if not name:
        return (), value
    for index, each in enumerate(value):
        called = each.get("name") if isinstance(each, Mapping) else each
        if str(called).lower() == name.lower():
            return (index,), each
    return None
