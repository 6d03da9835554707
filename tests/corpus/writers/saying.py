"""What all writers share: what cannot be said, and what an id in a text stands for. Nothing of how an importer reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from akslab.rules.examples import GROUP, NODE_GROUP
from akslab.wire.symbols import kubelet_of, principal_of

from ..settings import CLUSTERS, IDENTITIES, Document, Layers, Setting

ROLE_IDS = {
    "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
    "Contributor": "b24988ac-6180-42a0-ab88-20f7382dd24c",
    "Owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
}


class CannotSay(Exception):
    """A setting that a language has no words for; the text is the reason, for the table of coverage."""


def refuse_what_no_file_says(setting: Setting) -> None:
    """Raise CannotSay for what only a running cluster, an earlier deployment or another tool has."""
    if setting.is_request:
        raise CannotSay("it is about a request to Azure, not about a file")
    if setting.facts:
        raise CannotSay("only a running cluster tells it")
    if setting.replaced:
        raise CannotSay("a plan of Terraform says it")
    if setting.earlier:
        raise CannotSay("a file says what is to be, not what was")
    if setting.is_sent_on_change:
        raise CannotSay("it is about azapi, which sends what has changed")
    if setting.is_of_api_version:
        raise CannotSay("it is about an API version, which ARM and Bicep write")
    if setting.tool:
        raise CannotSay(f"it is about a script of {setting.tool}")
    if any(each["id"].startswith(f"{NODE_GROUP}/") for each in setting.documents):
        raise CannotSay("AKS makes it, nobody declares it")


def principals(documents: tuple[Document, ...]) -> dict[str, tuple[str, str]]:
    """Return for each principal of these documents whose it is: kind (identity, cluster, kubelet) and id."""
    found: dict[str, tuple[str, str]] = {}
    for document in documents:
        if document["type"] == IDENTITIES:
            found[principal_of(document["id"])] = ("identity", document["id"])
        if document["type"] == CLUSTERS:
            found[principal_of(document["id"])] = ("cluster", document["id"])
            found[kubelet_of(document["id"])] = ("kubelet", document["id"])
    return found


def parts_of(id_: str) -> tuple[str, str, list[str]]:
    """Return an id's scope, type and names."""
    scope, _, rest = id_.rpartition("/providers/")
    provider, *pairs = rest.split("/")
    return scope, "/".join([provider, *pairs[::2]]), pairs[1::2]


def is_here(id_: str) -> bool:
    """Whether an id is in the group that is deployed to."""
    return id_.lower().startswith(f"{GROUP}/providers/".lower())


def before_each(layers: Layers) -> Iterator[tuple[Document, tuple[Document, ...]]]:
    """Yield each document with all it waits for."""
    earlier: tuple[Document, ...] = ()
    for layer in layers:
        for document in layer:
            yield document, earlier
        earlier = (*earlier, *layer)


def declared_in(id_: str, documents: tuple[Document, ...]) -> Document | None:
    """Return the document that makes an id, or the parent it is made inside."""
    found = [each for each in documents if id_.lower() == each["id"].lower() or _inside(id_, each)]
    return max(found, key=lambda each: len(each["id"]), default=None)


def _inside(id_: str, document: Mapping[str, Any]) -> bool:
    return id_.lower().startswith(f"{document['id']}/".lower())
