"""Deleting a resource group: everything in it goes, in whatever order nothing is in use; or it stays and says why."""

from ..arm.errors import ArmError
from ..wire.properties import Json
from .context import CLUSTERS, Context

_TYPE = "Microsoft.Resources/resourceGroups"


def reconcile(context: Context) -> float | None:
    """Empty and end every group that is being deleted; groups with a cluster in them wait for its end."""
    for group in list(context.arm.world.of_type(_TYPE)):
        if group["properties"]["provisioningState"] == "Deleting":
            _empty(context, group)
    return None


def _empty(context: Context, group: Json) -> None:
    for cluster in list(context.arm.world.of_type(CLUSTERS, within=group["id"])):
        if not _is_leaving(cluster):
            _try_to_delete(context, group, cluster["id"])
    if _a_cluster_is_leaving(context, group):
        return
    left = _delete_what_can_be(context, group)
    if not left:
        context.arm.world.documents.write([], [group["id"]], context.cause_of(group))
    elif not _a_cluster_is_leaving(context, group):
        _give_up(context, group, left)


def _a_cluster_is_leaving(context: Context, group: Json) -> bool:
    return any(map(_is_leaving, context.arm.world.of_type(CLUSTERS, within=group["id"])))


def _is_leaving(cluster: Json) -> bool:
    return bool(cluster["properties"]["provisioningState"] == "Deleting")


def _delete_what_can_be(context: Context, group: Json) -> list[str]:
    """Delete the group's resources in rounds until a round deletes nothing; return the ids that stay."""
    while inside := [document["id"] for document in context.arm.world.documents.within(group["id"])]:
        for id_ in inside:
            _try_to_delete(context, group, id_)
        if len([*context.arm.world.documents.within(group["id"])]) == len(inside):
            return inside
    return []


def _try_to_delete(context: Context, group: Json, id_: str) -> None:
    try:
        context.arm.delete(context.provider(group), id_)
    except ArmError as error:
        context.log("group-deletion-waits", cause=context.cause_of(group), resource=id_, code=error.code)


def _give_up(context: Context, group: Json, left: list[str]) -> None:
    names = ",".join("/".join(id_.split("/providers/")[-1].split("/")) for id_ in left)
    error = {
        "code": "ResourceGroupDeletionBlocked",
        "message": f"Deletion of resource group '{group['name']}' failed as resources with identifiers '{names}' could "
        "not be deleted. The provisioning state of the resource group will be rolled back.",
    }
    restored = {**group, "properties": {"provisioningState": "Succeeded"}, "akslab": {"error": error}}
    context.arm.world.documents.write([restored], cause=context.cause_of(group))
