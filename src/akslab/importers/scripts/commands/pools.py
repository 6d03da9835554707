"""`az aks nodepool`, and the options of a pool that `az aks create` shares with it."""

from ....deployments.nodes import Node
from ..bodies import integer, leaf, named, object_, unknown
from ..results import Result
from ..texts import Text
from .call import Call, Command

CLUSTERS = "Microsoft.ContainerService/managedClusters"
POOLS = f"{CLUSTERS}/agentPools"
DEFAULT_COUNT = 3
"""Nodes of a pool that does not say, in `az aks create` as in `az aks nodepool add`."""
_KINDS = {"availabilityset": "AvailabilitySet", "virtualmachinescalesets": "VirtualMachineScaleSets"}


def _flag(call: Call, name: str) -> Node | None:
    given = call.arguments.find(name)
    if given and given.is_maybe:
        return unknown(given.written)
    return Node(True, given.written.origin) if given else None


def pool_properties(call: Call) -> dict[str, Node | None]:
    """Return the properties of a new pool, as az sends them."""
    surge = leaf(call.text("--max-surge"))
    kind = call.text("--vm-set-type")
    return {
        "count": integer(call.text("--node-count")) or Node(DEFAULT_COUNT),
        "vmSize": leaf(call.text("--node-vm-size")),
        "osType": leaf(call.text("--os-type")) or Node("Linux"),
        "vnetSubnetID": subnet_link(call, "--vnet-subnet-id"),
        "podSubnetID": subnet_link(call, "--pod-subnet-id"),
        "maxPods": integer(call.text("--max-pods")),
        "orchestratorVersion": leaf(call.text("--kubernetes-version")),
        "enableNodePublicIP": _flag(call, "--enable-node-public-ip") or Node(False),
        "enableAutoScaling": _flag(call, "--enable-cluster-autoscaler") or Node(False),
        "minCount": integer(call.text("--min-count")),
        "maxCount": integer(call.text("--max-count")),
        "type": Node(_KINDS.get(kind.text.lower(), kind.text), kind.origin)
        if kind and not kind.is_unknown
        else leaf(kind) or Node("VirtualMachineScaleSets"),
        "upgradeSettings": object_({"maxSurge": surge}) if surge else None,
    }


def subnet_link(call: Call, name: str) -> Node | None:
    """Return the id of a subnet that an option names, as it is typed."""
    text = call.text(name)
    if text is not None:
        call.cloud.note_id(text.text)
    return named(text)


def pool_id(call: Call, cluster: Text, pool: Text | str) -> str:
    """Return the id of a pool of a cluster in the call's group."""
    return call.id_of(POOLS, cluster, pool)


def add_pool(call: Call) -> Result:
    """`az aks nodepool add`: a PUT of the pool."""
    mode = leaf(call.text("--mode")) or Node("User")
    properties = call.properties({**pool_properties(call), "mode": mode})
    return call.put(pool_id(call, call.name("--cluster-name"), call.name()), POOLS, {"properties": properties})


def scaling(call: Call) -> dict[str, Node | None]:
    """Return what the flags of the autoscaler and the counts change."""
    on = call.has("--enable-cluster-autoscaler", "--update-cluster-autoscaler")
    off = _flag(call, "--disable-cluster-autoscaler")
    return {
        "enableAutoScaling": Node(False, off.origin) if off else Node(True, call.origin) if on else None,
        "minCount": integer(call.text("--min-count")),
        "maxCount": integer(call.text("--max-count")),
    }


def update_pool(call: Call) -> Result:
    """`az aks nodepool update`."""
    surge = leaf(call.text("--max-surge"))
    properties = {
        **scaling(call),
        "mode": leaf(call.text("--mode")),
        "upgradeSettings": object_({"maxSurge": surge}) if surge else None,
    }
    return _patched(call, properties)


def scale_pool(call: Call) -> Result:
    """`az aks nodepool scale`."""
    return _patched(call, {"count": integer(call.text("--node-count")) or Node(DEFAULT_COUNT)})


def upgrade_pool(call: Call) -> Result:
    """`az aks nodepool upgrade`."""
    return _patched(call, {"orchestratorVersion": leaf(call.text("--kubernetes-version"))})


def _patched(call: Call, properties: dict[str, Node | None]) -> Result:
    id_ = pool_id(call, call.name("--cluster-name"), call.name())
    return call.patch(id_, POOLS, {"properties": call.properties(properties)})


def show_pool(call: Call) -> Result:
    """`az aks nodepool show`."""
    return Result(id=pool_id(call, call.name("--cluster-name"), call.name()))


COMMANDS: dict[str, Command] = {
    "aks nodepool add": add_pool,
    "aks nodepool update": update_pool,
    "aks nodepool scale": scale_pool,
    "aks nodepool upgrade": upgrade_pool,
    "aks nodepool show": show_pool,
}
