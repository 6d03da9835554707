"""The article's cluster as it runs, for the examples of rules about what only shows then."""

from typing import Any

from .cluster_facts import ClusterFacts, Node
from .example import Document, Example
from .examples import CLUSTER, NODE_GROUP, SUBNET, TABLE, USER_ASSIGNED, cluster, network, route, subnet, table, world
from .unknown import Maybe

SCALE_SET = "aks-nodepool1-12345678-vmss"
MANAGED_TABLE = f"{NODE_GROUP}/providers/Microsoft.Network/routeTables/aks-agentpool-41832928-routetable"
ON_TABLE: Document = {"routeTable": {"id": TABLE}}
_MACHINES = f"{NODE_GROUP}/providers/Microsoft.Compute/virtualMachineScaleSets/{SCALE_SET}/virtualMachines"


def node(number: int, **more: Any) -> Node:
    """Return the node of this number: its block is 10.244.NUMBER.0/24, its address 192.168.1.(4 + NUMBER)."""
    told = {
        "name": f"{SCALE_SET}{number:06}",
        "machine_id": f"{_MACHINES}/{number}",
        "pool": "nodepool1",
        "addresses": (f"192.168.1.{4 + number}",),
        "pod_cidrs": (f"10.244.{number}.0/24",),
    }
    return Node(**{**told, **more})


def node_route(number: int, **more: Any) -> Document:
    """Return the route AKS writes for a node (K9); `more` is passed on to `route`."""
    block = f"10.244.{number}.0/24"
    name = f"{node(number).name}____{block.translate(str.maketrans('', '', './'))}"
    return route(**{"prefix": block, "ip": f"192.168.1.{4 + number}", "name": name, **more})


def node_interface(number: int, **properties: Any) -> Document:
    """Return a node's network interface, which forwards."""
    id_ = f"{_MACHINES}/{number}/networkInterfaces/{SCALE_SET}"
    address = {"privateIPAddress": f"192.168.1.{4 + number}", "subnet": {"id": SUBNET}}
    return {
        "id": id_,
        "name": SCALE_SET,
        "type": "Microsoft.Network/networkInterfaces",
        "properties": {
            "enableIPForwarding": True,
            "virtualMachine": {"id": f"{_MACHINES}/{number}"},
            "ipConfigurations": [
                {"id": f"{id_}/ipConfigurations/ipconfig1", "name": "ipconfig1", "properties": address}
            ],
            **properties,
        },
    }


def attached(*routes: Document, id_: str = TABLE, to: str = SUBNET) -> Document:
    """Return a route table as Azure answers it, with the subnet it is attached to; nothing for none."""
    made = table(*routes, id_=id_)
    made["properties"]["subnets"] = [{"id": to}] if to else []
    return made


TWO_NODES = node(0), node(1)


def running(*documents: Document, nodes: Maybe[tuple[Node, ...]] = TWO_NODES, **facts: Any) -> Example:
    """Return a view of a cluster that runs; without documents, the article's on its own table, sound.

    `facts` are those of ClusterFacts; `view` in them are keywords of the View.
    """
    keywords = facts.pop("view", {})
    parts = documents or (place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED))
    inside = {CLUSTER.lower(): ClusterFacts(nodes=nodes, **facts)}
    return world(*parts, cluster_facts=inside, **keywords)


def place(**properties: Any) -> Document:
    """Return the article's network, its subnet on the user's table unless `properties` say otherwise."""
    return network(subnet(**{**ON_TABLE, **properties}))


def with_routes(*routes: Document, nodes: tuple[Node, ...] = TWO_NODES) -> Example:
    """Return the cluster on its own table with these routes."""
    return running(place(), attached(*routes), cluster(identity=USER_ASSIGNED), nodes=nodes)
