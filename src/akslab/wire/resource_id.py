"""Resource ids: what Azure calls things, compared without case and echoed as first written.

`/subscriptions/S/resourceGroups/G/providers/Microsoft.Network/virtualNetworks/V/subnets/N`, and extension resources
such as role assignments, whose id is any scope followed by `/providers/Microsoft.Authorization/roleAssignments/X`.
"""

from functools import lru_cache

from msgspec import Struct


class InvalidResourceId(ValueError):
    """The text is not a resource id."""


class ResourceId(Struct, frozen=True, kw_only=True):
    """A parsed id. `types` and `names` pair up: (`virtualNetworks`, `subnets`) with (`V`, `N`)."""

    subscription_id: str
    resource_group: str = ""
    """Empty for a resource of the subscription itself."""
    namespace: str = ""
    """`Microsoft.Network`; empty for a subscription or a resource group."""
    types: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The full type, `Microsoft.Network/virtualNetworks/subnets`."""
        if self.namespace:
            return "/".join((self.namespace, *self.types))
        return "Microsoft.Resources/resourceGroups" if self.resource_group else "Microsoft.Resources/subscriptions"

    @property
    def name(self) -> str:
        """The last name."""
        return self.names[-1] if self.names else self.resource_group or self.subscription_id

    @property
    def group_id(self) -> str:
        """The id of the resource group it lives in."""
        return f"/subscriptions/{self.subscription_id}/resourceGroups/{self.resource_group}"

    @property
    def parent(self) -> "ResourceId":
        """What it lives in: the parent resource, or its group or subscription."""
        if len(self.names) > 1:
            return ResourceId(
                subscription_id=self.subscription_id,
                resource_group=self.resource_group,
                namespace=self.namespace,
                types=self.types[:-1],
                names=self.names[:-1],
            )
        group = self.resource_group if self.names else ""
        return ResourceId(subscription_id=self.subscription_id, resource_group=group)

    @property
    def top(self) -> "ResourceId":
        """The top-level resource that holds it (itself, when it is one)."""
        return self if len(self.names) <= 1 else self.parent.top

    def child(self, type_: str, name: str) -> "ResourceId":
        """Return the id of a child resource."""
        return ResourceId(
            subscription_id=self.subscription_id,
            resource_group=self.resource_group,
            namespace=self.namespace,
            types=(*self.types, type_),
            names=(*self.names, name),
        )

    def __str__(self) -> str:
        text = f"/subscriptions/{self.subscription_id}"
        if self.resource_group:
            text += f"/resourceGroups/{self.resource_group}"
        if self.namespace:
            text += f"/providers/{self.namespace}"
        for type_, name in zip(self.types, self.names, strict=True):
            text += f"/{type_}/{name}"
        return text


def parse_resource_id(text: str) -> ResourceId:
    """Read an id of a subscription, a group or a resource; raises `InvalidResourceId` with what is wrong."""
    parts = text.split("/")
    if len(parts) < 3 or parts[0] or parts[1].lower() != "subscriptions" or not parts[2]:
        raise InvalidResourceId(f"'{text}' does not start with /subscriptions/<id>")
    subscription_id, rest, group = parts[2], parts[3:], ""
    if rest and rest[0].lower() == "resourcegroups":
        if len(rest) < 2 or not rest[1]:
            raise InvalidResourceId(f"'{text}' names no resource group after resourceGroups")
        group, rest = rest[1], rest[2:]
    if not rest:
        return ResourceId(subscription_id=subscription_id, resource_group=group)
    if rest[0].lower() != "providers" or len(rest) < 4 or len(rest) % 2 or not all(rest):
        raise InvalidResourceId(f"'{text}' does not go on with /providers/<namespace>/<type>/<name>")
    return ResourceId(
        subscription_id=subscription_id,
        resource_group=group,
        namespace=rest[1],
        types=tuple(rest[2::2]),
        names=tuple(rest[3::2]),
    )


def same_id(a: str, b: str) -> bool:
    """Whether two ids name the same resource."""
    return a.lower() == b.lower()


@lru_cache(maxsize=4096)
def scopes_of(scope: str) -> tuple[str, ...]:
    """All scopes that enclose `scope`, lower-cased: itself, its parents, its group, its subscription, the root `/`.

    Raises `InvalidResourceId` for what is no scope. A resource that hangs on another (a role assignment) is inside it.
    """
    text = scope.lower().rstrip("/")
    if not text:
        return ("/",)
    if text.startswith("/providers/"):
        return (text, "/")
    parse_resource_id(text)
    segments = text.split("/")
    ends = (end for end in range(len(segments), 2, -2) if segments[end - 2] != "providers" or end == 3)
    return (*("/".join(segments[:end]) for end in ends), "/")
