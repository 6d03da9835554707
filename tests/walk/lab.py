"""A lab without a process: Resource Manager and the controllers over a store in memory, and the article in it."""

import json
from dataclasses import dataclass
from typing import Any

from akslab.arm.exchange import ArmRequest, ArmResponse
from akslab.clock import VirtualClock
from akslab.compile.network import compile_network
from akslab.compile.reading import read_inputs
from akslab.lab.composition import Lab, compose
from akslab.lab.place import LabFile
from akslab.net.state import NetworkState
from akslab.store.memory import MemoryStore

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/myResourceGroup"
VNET_ID = f"{GROUP_ID}/providers/Microsoft.Network/virtualNetworks/myAKSVnet"
SUBNET_ID = f"{VNET_ID}/subnets/myAKSSubnet"
CLUSTER_ID = f"{GROUP_ID}/providers/Microsoft.ContainerService/managedClusters/myAKSCluster"

Document = dict[str, Any]


@dataclass(frozen=True)
class Walk:
    """A lab that was asked for the article's first cluster and has come to rest."""

    file: LabFile
    lab: Lab
    answered: Document
    """What the PUT of the cluster was answered with."""

    def document(self, id_: str) -> Document:
        found = self.lab.arm.world.get(id_)
        assert found is not None
        return found

    def documents(self) -> list[Document]:
        return list(self.lab.arm.world.documents.within(""))

    def routes(self) -> list[Document]:
        tables = list(self.lab.arm.world.of_type("Microsoft.Network/routeTables"))
        assert len(tables) == 1
        routes = tables[0]["properties"]["routes"]
        assert isinstance(routes, list)
        return routes

    def nodes(self) -> list[Document]:
        return list(self.lab.context.kube(self.document(CLUSTER_ID)).list("nodes"))

    def node_names(self) -> list[str]:
        return [str(node["metadata"]["name"]) for node in self.nodes()]

    def compiled(self, documents: list[Document] | None = None) -> NetworkState:
        """Return the network that these documents (the lab's own) mean."""
        nodes = [(CLUSTER_ID, node) for node in self.nodes()]
        return compile_network(read_inputs(self.documents() if documents is None else documents, nodes))


def walk_of(pod_cidr: str) -> Walk:
    """Return the article's first cluster, made with this `pod_cidr`."""
    file = LabFile(subscription_id=SUBSCRIPTION)
    lab = compose(file, MemoryStore(), VirtualClock(), lambda event, **facts: None)
    subnet = {"name": "myAKSSubnet", "properties": {"addressPrefix": "192.168.1.0/24"}}
    vnet = {"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}, "subnets": [subnet]}
    assert ask(lab, file, GROUP_ID, {"location": "eastus"}).status == 201
    assert ask(lab, file, VNET_ID, {"location": "eastus", "properties": vnet}).status == 201
    created = ask(lab, file, CLUSTER_ID, cluster_body(pod_cidr))
    assert created.status == 201, created.body
    settle(lab)
    return Walk(file, lab, json.loads(created.body or b"{}"))


def cluster_body(pod_cidr: str) -> Document:
    """Return what `az aks create --network-plugin kubenet --pod-cidr …` sends, as far as the network goes."""
    pool = {"name": "nodepool1", "count": 2, "mode": "System", "vnetSubnetID": SUBNET_ID, "vmSize": ""}
    profile = {"networkPlugin": "kubenet", "podCidr": pod_cidr, "outboundType": "loadBalancer"}
    return {
        "location": "eastus",
        "identity": {"type": "SystemAssigned"},
        "properties": {"kubernetesVersion": "", "agentPoolProfiles": [pool], "networkProfile": profile},
    }


def ask(lab: Lab, file: LabFile, path: str, body: Document) -> ArmResponse:
    """PUT as the lab's owner, as `server.dispatch` would hand it over."""
    request = ArmRequest(
        method="PUT",
        path=path,
        query={"api-version": "2025-07-01"},
        headers={},
        body=json.dumps(body).encode(),
        principal_id=file.object_id,
        app_id=file.client_id,
        base_url="https://localhost:1",
        correlation_id="walk",
    )
    return lab.engine.handle(request)


def settle(lab: Lab) -> None:
    """Run the controllers until none of them changes anything."""
    revision = -1
    while (now := lab.context.store.write([])) != revision:
        revision = now
        for reconcile in lab.reconcilers:
            reconcile(lab.context)
