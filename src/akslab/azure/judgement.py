"""Ask the rule catalogue what Azure refuses of a change, and answer in its words.

Each function gathers the documents its rules look at, and no more: a subnet PUT must not read the whole subscription.
What akslab itself cannot build is refused here too, so that nothing is accepted and then silently ignored.
"""

from collections.abc import Iterable, Iterator

from ..arm.declaration import Change
from ..arm.errors import OWN_WORDS, ArmError
from ..arm.world import PROVIDER, World
from ..rules import catalogue
from ..rules.from_documents import view_of
from ..rules.rule import Finding
from ..wire.properties import Json
from ..wire.resource_id import same_id
from .cluster_completion import complete_cluster
from .limits import cluster_limits, identity_limits, interface_limits, network_limits, range_limits, unreadable

VNETS, TABLES, INTERFACES = (f"Microsoft.Network/{t}" for t in ("virtualNetworks", "routeTables", "networkInterfaces"))
CLUSTERS = "Microsoft.ContainerService/managedClusters"


def refusal(finding: Finding, flat: bool = False) -> ArmError:
    """Return a finding as the answer of the API."""
    return ArmError(finding.status, finding.code, finding.message, finding.target, flat=flat, subcode=finding.subcode)


def refuse_network(change: Change, world: World) -> Iterator[ArmError]:
    """Yield the refusals of a virtual network, its subnets and its peerings."""
    new, old = _both(change)
    peers = {
        p["properties"]["remoteVirtualNetwork"]["id"].lower(): None for p in new["properties"]["virtualNetworkPeerings"]
    }
    remote = (world.get(id_) for id_ in peers if id_ != change.id.lower())
    inside = _interfaces_in((subnet["id"] for subnet in old["properties"]["subnets"]) if old else (), world)
    view = view_of([new, *filter(None, remote), *inside], before=[old] if old else (), complete=True)
    yield from map(refusal, catalogue.network_refusals(view, change.id))
    yield from network_limits(new)


def refuse_route_table(change: Change, world: World) -> Iterator[ArmError]:
    """Yield the refusals of a route table and its routes."""
    new, old = _both(change)
    view = view_of([new], before=[old] if old else ())
    yield from map(refusal, catalogue.route_table_refusals(view, change.id))
    yield from unreadable(new)


def refuse_security_group(change: Change, world: World) -> Iterator[ArmError]:
    """Yield the refusals of a network security group and its rules."""
    new, old = _both(change)
    view = view_of([new], before=[old] if old else ())
    yield from map(refusal, catalogue.security_group_refusals(view, change.id))
    yield from unreadable(new)


def refuse_interface(change: Change, world: World) -> Iterator[ArmError]:
    """Yield the refusals of a network interface; addresses are looked at only when the request chooses one (A7)."""
    new, old = _both(change)
    every = [configuration["properties"] for configuration in new["properties"]["ipConfigurations"]]
    chosen = [p for p in every if p.get("privateIPAddress") and p["privateIPAllocationMethod"] == "Static"]
    if chosen and change.caller_id != PROVIDER:
        subnets = {properties["subnet"]["id"] for properties in chosen}
        networks = {id_.rsplit("/", 2)[0].lower(): None for id_ in subnets}
        others = [i for i in _interfaces_in(subnets, world) if i["id"].lower() != change.id.lower()]
        documents = [new, *filter(None, map(world.get, networks)), *others]
        view = view_of(documents, before=[old] if old else (), complete=True)
        yield from map(refusal, catalogue.interface_refusals(view, change.id))
    yield from _elsewhere(new, every, world)
    yield from interface_limits(new)
    if not new["properties"]["ipConfigurations"]:
        yield ArmError(
            400, "AkslabInterfaceWithoutIpConfiguration", f"An interface needs an ipConfiguration.{OWN_WORDS}"
        )


def _elsewhere(interface: Json, configurations: Iterable[Json], world: World) -> Iterator[ArmError]:
    """Yield Azure's refusal of a subnet in another region."""
    for properties in configurations:
        network = world.get(properties["subnet"]["id"].rsplit("/", 2)[0])
        if network and network["location"] != interface["location"]:
            yield ArmError(
                400,
                "InvalidResourceReference",
                f"Resource {properties['subnet']['id']} referenced by resource {interface['id']} was not found. Please "
                "make sure that the referenced resource exists, and that both resources are in the same region.",
            )


def refuse_cluster(change: Change, world: World) -> Iterator[ArmError]:
    """Yield the refusals of a managed cluster, judged with AKS's defaults filled in."""
    old = change.old
    yield from _busy(old)
    yield from identity_limits(change.new or {})
    yield from range_limits(change.new or {})
    completed = complete_cluster(change, world)
    yield from _node_group_taken(completed, world)
    everything = (document for type_ in (CLUSTERS, VNETS, TABLES, INTERFACES) for document in world.of_type(type_))
    others = (document for document in everything if document["id"].lower() != change.id.lower())
    view = view_of([*others, completed], before=[old] if old else (), rights=world.may, complete=True)
    for finding in catalogue.cluster_refusals(view, change.id):
        yield refusal(finding, flat=True)
    yield from cluster_limits(completed)


def refuse_deletion_in_use(change: Change, world: World) -> Iterator[ArmError]:
    """Yield why a network resource cannot go while something links to it (A9-A12)."""
    assert change.old is not None
    document = change.old
    for id_, type_, referers in _used(document, world, change.caller_id):
        finding = catalogue.deletion_refusal(type_, id_, referers)
        if finding:
            yield refusal(finding)
    machine = document["properties"].get("virtualMachine")
    if document["type"] == INTERFACES and machine and change.caller_id != PROVIDER:
        yield ArmError(
            400,
            "NicInUse",
            f"Network Interface {document['id']} is used by existing resource {machine['id']}.{OWN_WORDS}",
        )


def refuse_cluster_deletion(change: Change, world: World) -> Iterator[ArmError]:
    """Yield why a cluster's node resource group can't go: somebody outside of it uses something in it (A9-A12)."""
    assert change.old is not None
    properties = change.old["properties"]
    group = f"{change.old['id'].split('/resourceGroups/')[0]}/resourceGroups/{properties['nodeResourceGroup']}/".lower()
    # The provider itself takes its table off the subnets of the pools.
    leaving = {str(pool.get("vnetSubnetID")).lower() for pool in properties["agentPoolProfiles"]}
    for document in world.documents.within(group):
        for id_, type_, referers in _used(document, world, PROVIDER):
            outside = [r for r in referers if not r.lower().startswith(group) and r.lower() not in leaving]
            finding = catalogue.deletion_refusal(type_, id_, outside)
            if finding:
                yield refusal(finding)


def address_shortage(world: World, subnet_id: str, count: int) -> ArmError:
    """Return Azure's refusal of `count` more addresses in a subnet that has none left (A1)."""
    network = world.get(subnet_id.rsplit("/", 2)[0])
    view = view_of([*filter(None, [network]), *_interfaces_in([subnet_id], world)], complete=True)
    finding = catalogue.address_refusal(view, subnet_id, count)
    assert finding is not None
    return refusal(finding)


def _both(change: Change) -> tuple[Json, Json | None]:
    assert change.new is not None
    return change.new, change.old


def _interfaces_in(subnet_ids: Iterable[str], world: World) -> list[Json]:
    """Return the interfaces with an address in any of these subnets, each once."""
    found: dict[str, Json] = {}
    for subnet_id in subnet_ids:
        for source in world.referers(subnet_id):
            owner = source.split("/ipConfigurations/")[0]
            if owner != source and owner.lower() not in found and (interface := world.get(owner)):
                found[owner.lower()] = interface
    return list(found.values())


def _used(document: Json, world: World, caller_id: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (id, type, referers) of what goes with a document: of a network, its subnets."""
    if document["type"] == VNETS:
        for subnet in document["properties"]["subnets"]:
            users = [source for source in world.referers(subnet["id"]) if "/ipconfigurations/" in source.lower()]
            yield subnet["id"], f"{VNETS}/subnets", users
        return
    users = world.referers(document["id"])
    if document["type"].endswith("/publicIPAddresses"):
        frontends = _frontends(document["id"], world)
        # A node resource group goes as a whole: its load balancer does not hold its own address back from the provider.
        beside = document["id"].lower().split("/providers/")[0] + "/"
        users += [f for f in frontends if caller_id != PROVIDER or not f.lower().startswith(beside)]
    yield document["id"], document["type"], users


def _frontends(address_id: str, world: World) -> Iterator[str]:
    """Yield the load balancer frontends through which clusters use a public address on their way out (K5)."""
    for cluster in world.of_type(CLUSTERS):
        balancer = cluster["properties"]["networkProfile"].get("loadBalancerProfile") or {}
        for used in balancer.get("effectiveOutboundIPs") or ():
            if used["id"].lower() == address_id.lower():
                subscription = cluster["id"].split("/resourceGroups/")[0]
                group = f"{subscription}/resourceGroups/{cluster['properties']['nodeResourceGroup']}"
                balancer_id = f"{group}/providers/Microsoft.Network/loadBalancers/kubernetes"
                yield f"{balancer_id}/frontendIPConfigurations/{address_id.rsplit('/', 1)[-1]}"


def _node_group_taken(cluster: Json, world: World) -> Iterator[ArmError]:
    """Yield the refusal of a node resource group that is there already and not this cluster's own (K1)."""
    subscription = cluster["id"].split("/resourceGroups/")[0]
    name = cluster["properties"]["nodeResourceGroup"]
    group = world.get(f"{subscription}/resourceGroups/{name}")
    own_group = cluster["id"].split("/")[4]
    if name.lower() == own_group.lower() or (group and not same_id(str(group.get("managedBy", "")), cluster["id"])):
        yield ArmError(
            400,
            "AkslabNodeResourceGroupTaken",
            f"The node resource group '{name}' is there already; AKS makes it itself.{OWN_WORDS}",
            "properties.nodeResourceGroup",
            flat=True,
        )


def _busy(old: Json | None) -> Iterator[ArmError]:
    state = old["properties"]["provisioningState"] if old else "Succeeded"
    if state in ("Creating", "Updating", "Deleting"):
        yield ArmError(
            409,
            "OperationNotAllowed",
            f"Another operation ({state}) is in progress on the managed cluster; wait for its end.{OWN_WORDS}",
            flat=True,
        )
