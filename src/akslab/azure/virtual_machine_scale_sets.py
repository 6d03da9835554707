"""Microsoft.Compute/virtualMachineScaleSets: the machines of an agent pool, as AKS makes them (K2). Read-only for clients.

The instances are internal state of the scale set (`akslab.instances`) and are shown as its children; their interfaces
are top-level networkInterfaces in the node resource group, so that every network command works on them.
"""

from collections.abc import Iterator

from msgspec import field

from ..aks.machines import instance_name, interface_id
from ..arm.declaration import Change, ResourceType
from ..arm.errors import ArmError
from ..arm.world import PROVIDER, World
from ..wire.properties import Json, Properties, ReadOnly

TYPE = "Microsoft.Compute/virtualMachineScaleSets"


class ScaleSetProperties(Properties, frozen=True, kw_only=True):
    """What AKS asks of its machines."""

    orchestration_mode: str = "Uniform"
    single_placement_group: bool = False
    overprovision: bool = False
    upgrade_policy: Json = field(default_factory=lambda: {"mode": "Manual"})
    virtual_machine_profile: Json | None = None
    unique_id: ReadOnly[str | None] = None
    provisioning_state: ReadOnly[str] = "Succeeded"


def instances(document: Json) -> list[int]:
    """Return the instance ids of a scale set, ascending."""
    return list(document.get("akslab", {}).get("instances", []))


def _with_instances(change: Change, world: World) -> Json:
    """Return the scale set with as many instances as its capacity says: new ids at the end, the youngest go first."""
    assert change.new is not None
    state = (change.old or {}).get("akslab") or {"instances": [], "next": 0}
    present, capacity = list(state["instances"]), int(change.new["sku"]["capacity"])
    added = max(0, capacity - len(present))
    kept = [*present[:capacity], *range(state["next"], state["next"] + added)]
    return {**change.new, "akslab": {"instances": kept, "next": state["next"] + added}}


def _made_by_aks(change: Change, world: World) -> Iterator[ArmError]:
    if change.caller_id != PROVIDER and not _only_tags(change):
        yield ArmError(
            400,
            "NotServedByAkslab",
            "akslab has scale sets only as AKS makes them for its pools. Change the pool (az aks nodepool …), or the "
            "interface (az network nic update) of a single node.",
        )


def _only_tags(change: Change) -> bool:
    return bool(change.old and change.new and {**change.old, "tags": None} == {**change.new, "tags": None})


def _virtual_machines(document: Json, path: tuple[str, ...], world: World) -> Json | None:
    machines = [_machine(document, instance, world) for instance in instances(document)]
    if len(path) == 1:
        return {"value": machines}
    machine = next((m for m in machines if m["instanceId"] == path[1]), None)
    if machine is None or len(path) == 2:
        return machine
    if path[2].lower() != "networkinterfaces":
        return None
    interface = world.get(machine["properties"]["networkProfile"]["networkInterfaces"][0]["id"])
    if len(path) == 3:
        return {"value": [interface] if interface else []}
    return interface if len(path) == 4 and interface and interface["name"] == path[3] else None


def _machine(document: Json, instance: int, world: World) -> Json:
    name = instance_name(document["name"], instance)
    return {
        "id": f"{document['id']}/virtualMachines/{instance}",
        "name": f"{document['name']}_{instance}",
        "type": f"{TYPE}/virtualMachines",
        "location": document["location"],
        "instanceId": str(instance),
        "sku": document.get("sku"),
        "tags": document.get("tags"),
        "properties": {
            "osProfile": {"computerName": name},
            "networkProfile": {"networkInterfaces": [{"id": interface_id(document["id"], name)}]},
            "provisioningState": "Succeeded",
        },
    }


def _interfaces(document: Json, path: tuple[str, ...], world: World) -> Json | None:
    found = (world.get(interface_id(document["id"], instance_name(document["name"], i))) for i in instances(document))
    return {"value": [interface for interface in found if interface]} if len(path) == 1 else None


VIRTUAL_MACHINE_SCALE_SETS = ResourceType(
    name=TYPE,
    what="show, list; instances and their interfaces; made and changed by AKS only",
    properties=ScaleSetProperties,
    refuse=_made_by_aks,
    refuse_deletion=_made_by_aks,
    complete=_with_instances,
    views={"virtualMachines": _virtual_machines, "networkInterfaces": _interfaces},
    api_versions=("2025-04-01",),
)
