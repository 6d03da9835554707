"""What a resource type is: a declaration. The engine supplies the verbs; a type says only what is its own.

A type lives in one file under `azure/` and is one line of `azure.RESOURCE_TYPES`. It may look at the world, but neither
writes nor knows of HTTP, stores or clocks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..wire.properties import Json, Properties
from .errors import ArmError

if TYPE_CHECKING:
    from .world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A property that holds another resource's id, and the right the caller needs over there to put it here (A14).

    `path` walks the document: `properties.subnets[].properties.routeTable.id`; `{}` at the end means the keys.
    """

    path: str
    action: str
    """`Microsoft.Network/routeTables/join/action`"""

    @property
    def linked_type(self) -> str:
        """The type of what is linked to: the right is named after it."""
        return self.action.rsplit("/", 2)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child resource: a projection of an element of one of the parent's lists."""

    name: str
    """The type's last segment: `subnets`."""
    list_property: str
    """The parent's property it lives in."""
    properties: type[Properties]
    flat: bool = False
    """The element has its properties beside its name, as agent pools in a cluster, instead of under `properties`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a request is about to do to a document."""

    caller_id: str
    """Object id of who asks."""
    id: str
    """Of the top-level resource."""
    old: Json | None
    new: Json | None
    """None: it is deleted."""
    child: str = ""
    """`subnets/mySubnet` when the request names a child."""


Refuse = Callable[[Change, "World"], Iterable[ArmError]]
Complete = Callable[[Change, "World"], Json]
Also = Callable[[Change, "World"], Iterable[Json]]
Answer = Callable[[Json, "World"], Json]
Act = Callable[[Json, Json, "World"], Json | None]
"""(document, request body, world) -> response body"""
View = Callable[[Json, tuple[str, ...], "World"], Json | None]
"""(document, the path's segments below it, world) -> what is there, or None"""


def _nothing(change: Change, world: "World") -> Iterable[ArmError]:
    return ()


def _no_others(change: Change, world: "World") -> Iterable[Json]:
    return ()


def _as_given(change: Change, world: "World") -> Json:
    assert change.new is not None
    return change.new


def _as_stored(document: Json, world: "World") -> Json:
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """One ARM resource type."""

    name: str
    """`Microsoft.Network/routeTables`"""
    properties: type[Properties]
    what: str
    """One line for the coverage list."""
    action_name: str = ""
    """What RBAC actions are named after, where that is not the type's name."""
    tracked: bool = True
    """Has a location and tags, and lives in a resource group."""
    children: tuple[Child, ...] = ()
    links: tuple[Link, ...] = ()
    refuse: Refuse = _nothing
    """All refusals of a change, in Azure's order: the first is answered."""
    complete: Complete = _as_given
    """The document with what the server assigns."""
    also: Also = _no_others
    """Other documents that change in the same batch: the far side of a peering."""
    answer: Answer = _as_stored
    """The document as it is shown: with back references, without what is internal."""
    refuse_deletion: Refuse = _nothing
    actions: Mapping[str, Act] = field(default_factory=dict)
    """POST actions by their name: `effectiveRouteTable`."""
    views: Mapping[str, View] = field(default_factory=dict)
    """Read-only children that are computed: `virtualMachines` of a scale set."""
    deleted_by_controller: bool = False
    """DELETE only marks it Deleting; a controller ends it."""
    shows_etag: bool = False
    """The etag is part of what is shown: so it is with the network provider."""
    flat_errors: bool = False
    """Its provider answers a request it cannot read without an `error` around the fields (E0)."""
    api_versions: tuple[str, ...] = ("2025-07-01",)
    """Advertised, newest first. Any well-formed version is accepted."""

    def child(self, name: str) -> Child | None:
        """Return the declared child of that name, in any case."""
        return next((child for child in self.children if child.name.lower() == name.lower()), None)
