"""A fleet costs as much as its clusters one by one: addresses used again and again, one hub, gateways, firewalls, groups."""

import sys
from types import FrameType

from doctor import az_shapes as az
from doctor.az_shapes import Files
from doctor.diagnosing import known_of

from akslab.migration.assessment import assess
from akslab.migration.case import Case
from akslab.rules.view import View

from . import exports
from .exports import TODAY

HUB = az.id_of("virtualNetworks", "hub", "rg-hub")
CLUSTERS = 15


def cluster(number: int) -> Files:
    """Return a cluster in a spoke of the hub, with a table, a group and a gateway; ranges are the same everywhere."""
    group = f"rg-{number}"
    network, table = az.id_of("virtualNetworks", "vnet", group), az.id_of("routeTables", "rt", group)
    nsg, gateway = az.id_of("networkSecurityGroups", "nsg", group), az.id_of("applicationGateways", "agw", group)
    nodes, front = f"{network}/subnets/nodes", f"{network}/subnets/agw"
    routes = [az.route(table, f"to-{block}", f"10.244.{block}.0/24", address="192.168.1.4") for block in range(5)]
    pool = {"name": "p", "backendAddresses": [{"ipAddress": "10.244.1.7"}]}
    subnets = [
        az.subnet_show(table, nsg, id_=nodes, ipConfigurations=[]),
        az.subnet_show(id_=front, prefix="192.168.7.0/24", ipConfigurations=[]),
    ]
    return {
        f"{number}/aks.json": az.aks_show(
            id=az.id_of("managedClusters", f"aks-{number}", group, "Microsoft.ContainerService"),
            name=f"aks-{number}",
            nodeResourceGroup=f"MC_{number}",
            agentPoolProfiles=[az.pool(subnet_id=nodes)],
        ),
        f"{number}/vnet.json": az.vnet_show(
            *subnets, id_=network, virtualNetworkPeerings=[az.peering("hub", HUB, "10.0.0.0/16")]
        ),
        f"{number}/rt.json": az.table_show(table, routes, [nodes]),
        f"{number}/nsg.json": az.nsg_show(nsg, az.nsg_rule(nsg, "pods", 100, sourceAddressPrefix="10.244.0.0/16")),
        f"{number}/agw.json": exports.gateway(front) | {"id": gateway, "backendAddressPools": [pool]},
    }


def fleet(count: int) -> View:
    peerings = [
        az.peering(f"to-{number}", az.id_of("virtualNetworks", "vnet", f"rg-{number}"), "192.168.0.0/16")
        for number in range(count)
    ]
    hub = az.vnet_show(id_=HUB, prefix="10.0.0.0/16", virtualNetworkPeerings=peerings)
    files = {name: value for number in range(count) for name, value in cluster(number).items()}
    return known_of({**files, "hub.json": hub, "fw.json": exports.firewall(("pods", "10.244.0.0/16"))}).view


def calls(count: int) -> int:
    """Return how many functions are called to assess a fleet of so many clusters."""
    view, seen = fleet(count), 0

    def profile(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal seen
        seen += event == "call"

    sys.setprofile(profile)
    try:
        states = [assess(Case(view=view, cluster=each), TODAY).state for each in view.managed_clusters.values()]
    finally:
        sys.setprofile(None)
    assert len(states) == count
    return seen


def test_twice_the_clusters_cost_twice_as_much() -> None:
    assert calls(2 * CLUSTERS) < 2.3 * calls(CLUSTERS)
