"""Where a deployment goes: its scope, and what its templates are told of it. What nobody said is a symbol."""

from typing import Literal

from msgspec import Struct

from ...wire.symbols import symbol
from ..options import Options

SUBSCRIPTION = symbol("subscription")
GROUP = symbol("resource group")
LOCATION = symbol("location of the resource group")
TENANT = symbol("tenant")
MANAGEMENT_GROUP = symbol("management group")

Scope = Literal["resourceGroup", "subscription", "managementGroup", "tenant"]


class Target(Struct, frozen=True, kw_only=True):
    """The scope a template is deployed to."""

    scope: Scope = "resourceGroup"
    subscription: str = SUBSCRIPTION
    group: str = GROUP
    location: str = LOCATION
    """The resource group's, or that of the deployment itself."""
    management_group: str = MANAGEMENT_GROUP
    tenant: str = TENANT
    deployment: str = symbol("deployment name")
    address: str = ""
    """Where the template is said to be: a symbol, or a URI. `deployment().properties.templateLink.uri`."""

    @property
    def id(self) -> str:
        """The id of the scope; empty for the tenant."""
        if self.scope == "resourceGroup":
            return group_id(self.subscription, self.group)
        if self.scope == "subscription":
            return f"/subscriptions/{self.subscription}"
        if self.scope == "managementGroup":
            return management_group_id(self.management_group)
        return ""


def group_id(subscription: str, group: str) -> str:
    """Return the id of a resource group."""
    return f"/subscriptions/{subscription}/resourceGroups/{group}"


def management_group_id(name: str) -> str:
    """Return the id of a management group."""
    return f"/providers/Microsoft.Management/managementGroups/{name}"


def address_of(file: str) -> str:
    """Return the symbol of the address at which Azure would read a template."""
    return symbol(f"address of {file}")


def target_of(options: Options, scope: Scope = "resourceGroup", address: str = "") -> Target:
    """Return where a person says the template goes."""
    return Target(
        scope=scope,
        subscription=options.subscription_id or SUBSCRIPTION,
        group=options.resource_group or GROUP,
        location=options.location or LOCATION,
        address=address,
    )
