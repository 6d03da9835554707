"""Links: properties that hold another resource's id. Whoever sets one needs a right over there, and it must be there.

As in Azure, the right is asked for first, so that nobody learns by trying what exists; and only what the request itself
says counts: a subnet written through its own path does not answer for the links of its neighbours.
"""

from collections.abc import Iterator

from ..wire.properties import Json
from ..wire.resource_id import InvalidResourceId, parse_resource_id
from .declaration import Link
from .errors import OWN_WORDS, ArmError, bad_request
from .paths import walk
from .routing import Target


def requested_links(target: Target, body: Json) -> Iterator[tuple[Link, str]]:
    """Yield every declared link that a PUT of `target` sets, with the id in it; `body` is canonical.

    For a child, `body` is the whole parent and only the child's own element in it counts.
    """
    child = target.child
    for link in target.type.links:
        if child is None:
            yield from ((link, linked) for _, linked in walk(body, link.path))
            continue
        inside, _, below = link.path.partition("[].")
        if inside != f"properties.{child.list_property}":
            continue
        for element in body["properties"].get(child.list_property) or ():
            if element["name"].lower() == target.child_name.lower():
                yield from ((link, linked) for _, linked in walk(element, below))


def check_linked_id(link: Link, linked: str) -> None:
    """Raise 400 for a link that holds no id, or the id of another type than the link is for."""
    try:
        resource = parse_resource_id(linked)
    except InvalidResourceId:
        raise bad_request(
            "LinkedInvalidPropertyId",
            f"Property id '{linked}' at path '{link.path}' is invalid. Expect fully qualified resource Id that start with "
            "'/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.",
        ) from None
    if resource.type.lower() != link.linked_type.lower():
        message = f"'{linked}' at '{link.path}' is a {resource.type}, not a {link.linked_type}.{OWN_WORDS}"
        raise bad_request("InvalidRequestFormat", message, link.path)


def absent(linked: str, by: str) -> ArmError:
    """Answer for a link to something that does not exist."""
    return bad_request(
        "InvalidResourceReference",
        f"Resource {linked} referenced by resource {by} was not found. Please make sure that the referenced resource "
        "exists, and that both resources are in the same region.",
    )
