"""Examples of rules grown: every resource many times, and every list inside the first of each.

What refers to a resource refers to the first one still, so that many clusters share one network, one table, one group,
beside many others of each.
"""

import json
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from akslab.rules.cluster_facts import ClusterFacts
from akslab.rules.example import Document, Example
from akslab.rules.from_documents import view_of
from akslab.rules.unknown import Unknown
from akslab.rules.view import View

_COLLECTIONS = (
    "managed_clusters", "virtual_networks", "route_tables", "network_security_groups", "network_interfaces",
    "application_gateways", "firewalls", "locks", "load_balancers", "nat_gateways", "virtual_network_gateways",
)  # fmt: skip
_CLUSTERS = "microsoft.containerservice/managedclusters"


def multiplied(example: View, number: int, *, inside: bool) -> Example:
    """Return an example with each resource as often as said; with `inside` what its lists hold as well."""
    assert isinstance(example, Example)
    documents = [copy for each in example.documents for copy in _copies(each, number, inside=inside)]
    view = view_of(documents)
    resources = {name: getattr(view, name) for name in _COLLECTIONS}
    around = example.surroundings
    if not isinstance(around.policies, Unknown):
        copies = [replace(each, id=f"{each.id}x{turn}") for each in around.policies for turn in range(number)]
        around = replace(around, policies=tuple(copies))
    return replace(
        example,
        **resources,
        documents=(),
        surroundings=around,
        taken=tuple(replace(each, name=f"{each.name}x{turn}") for each in example.taken for turn in range(number)),
        cluster_facts=dict(_facts(example, number)),
    )


def _copies(document: Document, number: int, *, inside: bool) -> Iterator[Document]:
    """Yield a document and copies of it under other names; in each, what has its id in it has the new one."""
    id_, text = str(document["id"]), json.dumps(document, default=_opaque)
    is_cluster = str(document["type"]).lower() == _CLUSTERS
    yield _wider(document, number) if inside and not is_cluster else document
    if _OPAQUE in text:
        return
    for each in range(1, number):
        yield json.loads(text.replace(json.dumps(id_)[1:-1], f"{id_}x{each}")) | {"name": f"{document['name']}x{each}"}


_OPAQUE = "\ufffe"


def _opaque(value: object) -> str:
    return _OPAQUE


def _wider(document: Document, number: int) -> Document:
    properties = document.get("properties")
    if not isinstance(properties, dict):
        return document
    return document | {"properties": {key: _longer(value, number) for key, value in properties.items()}}


def _longer(value: Any, number: int) -> Any:
    """Return a list of named things with each of them many times; anything else as it is."""
    if not isinstance(value, list) or not all(isinstance(each, dict) and "name" in each for each in value):
        return value
    return [element for each in value for element in (each, *(_renamed(each, turn) for turn in range(1, number)))]


def _renamed(element: Document, turn: int) -> Document:
    made = element | {"name": f"{element['name']}x{turn}"}
    return made | {"id": f"{element['id']}x{turn}"} if "id" in element else made


def _facts(example: Example, number: int) -> Iterator[tuple[str, ClusterFacts]]:
    for id_, facts in example.cluster_facts.items():
        yield id_, facts
        for turn in range(1, number):
            yield f"{id_}x{turn}", facts
