"""Broken clusters as their exports show them, each with what the doctor has to say of it."""

from collections.abc import Callable

from msgspec import Struct

from .az_shapes import (
    FIREWALL_TABLE,
    MANAGED_TABLE,
    NSG,
    OWN_TABLE,
    SUBNET,
    VNET,
    Files,
    activity,
    aks_show,
    kubectl_list,
    kubectl_node,
    node_name,
    nsg_rule,
    nsg_show,
    pod_route,
    pod_routes,
    pool,
    route,
    sound,
    subnet_show,
    table_show,
    vmss_nic_list,
    vnet_show,
)

EVERY_NODE = (0, 1, 2)
SECOND_SUBNET = f"{VNET}/subnets/snet-user"
TO_FIREWALL = ("toFirewall", "0.0.0.0/0")


class Scenario(Struct, frozen=True, kw_only=True):
    """Exports, and the diagnosis they call for."""

    files: Files
    cause: str
    nodes: tuple[int, ...] = EVERY_NODE
    """The numbers of the nodes that are cut off."""
    proofs: tuple[str, ...]
    commands: tuple[str, ...]
    """Texts that stand in a command of the fixes."""


def swapped() -> Scenario:
    """Attach the firewall's table; the pods' routes are in AKS's own, which is attached to nothing."""
    files = sound(
        vnet=None,
        rt=None,
        subnet=subnet_show(FIREWALL_TABLE),
        rt_fw=table_show(FIREWALL_TABLE, [route(FIREWALL_TABLE, *TO_FIREWALL)], [SUBNET]),
        rt_mc=table_show(MANAGED_TABLE, pod_routes(MANAGED_TABLE)),
        activity=[activity("Microsoft.Network/virtualNetworks/subnets/write", SUBNET, "2026-10-03T02:11:09.1234567Z")],
    )
    return Scenario(
        files=files,
        cause="route-table-swapped",
        proofs=("subnet.json:$.routeTable.id", "rt-mc.json:$.routes", "nodes.json:$.items[*].spec.podCIDR (3)"),
        commands=(
            f"az network vnet subnet update --ids {SUBNET} --route-table {MANAGED_TABLE}",
            f"--route-table-name rt-fw-hub -n {node_name(2)}____102442024 --address-prefix 10.244.2.0/24",
            "--route-table-name aks-agentpool-41832928-routetable -n toFirewall --address-prefix 0.0.0.0/0",
        ),
    )


def detached() -> Scenario:
    """Write the subnet without its table, as a second apply does."""
    return Scenario(
        files=sound(vnet=vnet_show(subnet_show()), rt=None, rt_mc=table_show(MANAGED_TABLE, pod_routes(MANAGED_TABLE))),
        cause="route-table-detached",
        proofs=("vnet.json:$.subnets[0]", "rt-mc.json:$.routes"),
        commands=(f"az network vnet subnet update --ids {SUBNET} --route-table {MANAGED_TABLE}",),
    )


def empty_table() -> Scenario:
    """Attach the user's table, into which AKS never wrote a route."""
    table = table_show(OWN_TABLE, [route(OWN_TABLE, *TO_FIREWALL)], [SUBNET])
    return Scenario(
        files=sound(rt=table),
        cause="route-table-without-pod-routes",
        proofs=("vnet.json:$.subnets[0].routeTable.id", "rt.json:$.routes"),
        commands=("az role assignment create", f"--scope {OWN_TABLE}"),
    )


def second_pool() -> Scenario:
    """Put the second pool into a subnet without the table."""
    third = kubectl_node(2)
    third["metadata"]["labels"]["kubernetes.azure.com/agentpool"] = "user"
    third["status"]["addresses"][0]["address"] = "192.168.2.4"
    routes = [*pod_routes(OWN_TABLE, 2), pod_route(OWN_TABLE, 2, "192.168.2.4")]
    user = subnet_show(prefix="192.168.2.0/24", id_=SECOND_SUBNET)
    pools = [pool(count=2), pool("user", SECOND_SUBNET, 1, mode="User")]
    return Scenario(
        files=sound(
            aks=aks_show(agentPoolProfiles=pools),
            vnet=vnet_show(subnet_show(OWN_TABLE), user),
            rt=table_show(OWN_TABLE, routes, [SUBNET]),
            nodes=kubectl_list(kubectl_node(0), kubectl_node(1), third),
        ),
        cause="pool-subnet-without-cluster-table",
        nodes=(2,),
        proofs=("vnet.json:$.subnets[1]",),
        commands=(f"az network vnet subnet update --ids {SECOND_SUBNET} --route-table {OWN_TABLE}",),
    )


def missing_route() -> Scenario:
    return Scenario(
        files=sound(rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE, 2), [SUBNET])),
        cause="route-missing-for-node",
        nodes=(2,),
        proofs=("rt.json:$.routes", "nodes.json:$.items[2].spec.podCIDR"),
        commands=(
            f"az network route-table route create -g rg-aks --route-table-name rt-aks -n {node_name(2)}____102442024 "
            "--address-prefix 10.244.2.0/24 --next-hop-type VirtualAppliance --next-hop-ip-address 192.168.1.6",
        ),
    )


def wrong_hop() -> Scenario:
    routes = [pod_route(OWN_TABLE, 0), pod_route(OWN_TABLE, 1, "192.168.1.99"), pod_route(OWN_TABLE, 2)]
    return Scenario(
        files=sound(rt=table_show(OWN_TABLE, routes, [SUBNET])),
        cause="route-next-hop-mismatch",
        nodes=(1,),
        proofs=("rt.json:$.routes[1]", "nodes.json:$.items[1].spec.podCIDR"),
        commands=(f"route update -g rg-aks --route-table-name rt-aks -n {node_name(1)}____102441024",),
    )


def shadowed() -> Scenario:
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "legacy", "10.244.1.128/25")]
    return Scenario(
        files=sound(rt=table_show(OWN_TABLE, routes, [SUBNET])),
        cause="route-shadowed",
        nodes=(1,),
        proofs=("rt.json:$.routes[3]",),
        commands=("route delete -g rg-aks --route-table-name rt-aks -n legacy",),
    )


def no_block() -> Scenario:
    bare = kubectl_node(2)
    del bare["spec"]["podCIDR"], bare["spec"]["podCIDRs"]
    return Scenario(
        files=sound(
            nodes=kubectl_list(kubectl_node(0), kubectl_node(1), bare),
            rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE, 2), [SUBNET]),
        ),
        cause="node-without-pod-cidr",
        nodes=(2,),
        proofs=("nodes.json:$.items[2].spec.podCIDR",),
        commands=("az aks nodepool upgrade -g rg-aks --cluster-name aks-prod -n nodepool1 --node-image-only",),
    )


def forwarding_off() -> Scenario:
    return Scenario(
        files=sound(nics=vmss_nic_list(off=[1])),
        cause="ip-forwarding-off",
        nodes=(1,),
        proofs=("nics.json:$[1].enableIPForwarding",),
        commands=("az aks nodepool upgrade",),
    )


def closed_group() -> Scenario:
    """Lock the subnet down to the nodes' range: pods of one node talk, across nodes they do not."""
    rules = (
        nsg_rule(NSG, "nodes", 200, sourceAddressPrefix="192.168.1.0/24", destinationAddressPrefix="192.168.1.0/24"),
        nsg_rule(NSG, "denyAll", 4000, access="Deny"),
    )
    return Scenario(
        files=sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG)), nsg=nsg_show(NSG, *rules)),
        cause="nsg-blocks-pod-traffic",
        proofs=("nsg.json:$.securityRules[1]",),
        commands=("az network nsg rule create -g rg-aks --nsg-name nsg-aks", "10.244.0.0/16", "--priority 3999"),
    )


BROKEN: dict[str, Callable[[], Scenario]] = {
    each.__name__: each
    for each in (
        swapped,
        detached,
        empty_table,
        second_pool,
        missing_route,
        wrong_hop,
        shadowed,
        no_block,
        forwarding_off,
        closed_group,
    )
}


def sound_managed() -> Files:
    """Return a cluster on AKS's own table."""
    return sound(
        vnet=vnet_show(subnet_show(MANAGED_TABLE)),
        rt=None,
        rt_mc=table_show(MANAGED_TABLE, pod_routes(MANAGED_TABLE), [SUBNET]),
        aks=aks_show(identity={"principalId": "0", "type": "SystemAssigned", "userAssignedIdentities": None}),
    )


def sound_behind_firewall() -> Files:
    """Return a cluster on its own table with a default route to the hub's firewall, and an old table of AKS left over."""
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, *TO_FIREWALL)]
    return sound(
        aks=aks_show(networkProfile={"outboundType": "userDefinedRouting"}),
        rt=table_show(OWN_TABLE, routes, [SUBNET]),
        rt_mc=table_show(MANAGED_TABLE, pod_routes(MANAGED_TABLE, 2)),
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
        nsg=nsg_show(
            NSG,
            nsg_rule(NSG, "ssh", 100, sourceAddressPrefix="10.9.0.0/16", destinationPortRange="22", protocol="Tcp"),
            nsg_rule(NSG, "denySsh", 110, access="Deny", destinationPortRange="22", protocol="Tcp"),
        ),
    )


def sound_two_pools() -> Files:
    third = kubectl_node(2)
    third["metadata"]["labels"]["kubernetes.azure.com/agentpool"] = "user"
    third["status"]["addresses"][0]["address"] = "192.168.2.4"
    routes = [*pod_routes(OWN_TABLE, 2), pod_route(OWN_TABLE, 2, "192.168.2.4")]
    user = subnet_show(OWN_TABLE, prefix="192.168.2.0/24", id_=SECOND_SUBNET)
    return sound(
        aks=aks_show(agentPoolProfiles=[pool(count=2), pool("user", SECOND_SUBNET, 1, mode="User")]),
        vnet=vnet_show(subnet_show(OWN_TABLE), user),
        rt=table_show(OWN_TABLE, routes, [SUBNET, SECOND_SUBNET]),
        nodes=kubectl_list(kubectl_node(0), kubectl_node(1), third),
    )


def sound_stopped() -> Files:
    """Return a stopped cluster: it has no nodes, and its table may be empty."""
    return sound(aks=aks_show(powerState={"code": "Stopped"}), nodes=None, rt=table_show(OWN_TABLE, [], [SUBNET]))


SOUND: dict[str, Callable[[], Files]] = {
    each.__name__: each for each in (sound, sound_managed, sound_behind_firewall, sound_two_pools, sound_stopped)
}
