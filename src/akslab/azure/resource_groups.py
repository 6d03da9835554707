"""Microsoft.Resources/resourceGroups: what resources live and die in."""

from collections.abc import Iterator

from ..arm.declaration import Change, ResourceType
from ..arm.errors import ArmError
from ..arm.world import World
from ..wire.properties import Properties, ReadOnly


class ResourceGroupProperties(Properties, frozen=True, kw_only=True):
    """A group has nothing but a state."""

    provisioning_state: ReadOnly[str] = "Succeeded"


def _not_on_its_way_out(change: Change, world: World) -> Iterator[ArmError]:
    if change.old and change.old["properties"]["provisioningState"] == "Deleting":
        name = change.old["name"]
        yield ArmError(
            409,
            "ResourceGroupBeingDeleted",
            f"The resource group '{name}' is in deprovisioning state and cannot perform this operation.",
        )


RESOURCE_GROUPS = ResourceType(
    name="Microsoft.Resources/resourceGroups",
    action_name="Microsoft.Resources/subscriptions/resourceGroups",
    what="create, show, list, exists, tag; deletion cascades",
    properties=ResourceGroupProperties,
    refuse=_not_on_its_way_out,
    deleted_by_controller=True,
    api_versions=("2024-11-01",),
)
