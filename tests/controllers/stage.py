"""A lab without processes: the composition itself over a store in memory, a virtual clock and the fake kernel.

Requests go through the engine, as an SDK's would; nothing happens until `settle` or `pass_time`. Whatever a controller
says in the journal is kept, and its failing is a test's failing.
"""

import asyncio
import itertools
from collections.abc import Iterable
from typing import Any

import msgspec

from akslab.arm.exchange import ArmRequest
from akslab.clock import VirtualClock
from akslab.controllers.loop import Loop
from akslab.controllers.network import VM_PREFIX, NetworkController, VirtualMachine
from akslab.kernel.fake import FakeKernel
from akslab.kube.embedded import EmbeddedKube
from akslab.kube.kinds.node import internal_ip, name_of, pod_cidr
from akslab.kube.kinds.pod import new_pod
from akslab.lab.composition import compose
from akslab.lab.place import LabFile
from akslab.settings import Settings
from akslab.store.memory import Journal, MemoryStore
from akslab.store.seam import Delete, Entry, Put

Json = dict[str, Any]
_NEVER = ("controller-failed", "controllers-at-odds", "network-not-compiled", "kernel-refused", "kernel-failed")
IDS = LabFile(
    tenant_id="11111111-1111-4111-8111-111111111111",
    subscription_id="22222222-2222-4222-8222-222222222222",
    client_id="33333333-3333-4333-8333-333333333333",
    object_id="44444444-4444-4444-8444-444444444444",
    user_object_id="55555555-5555-4555-8555-555555555555",
)
SUBSCRIPTION = f"/subscriptions/{IDS.subscription_id}"
NETWORK = "Microsoft.Network"
CLUSTERS = "Microsoft.ContainerService/managedClusters"


class RefusedError(Exception):
    """The engine answered with an error."""

    def __init__(self, status: int, body: Json) -> None:
        error = body.get("error", body)
        super().__init__(f"{status} ({error.get('code')}) {error.get('message')}")
        self.status, self.code, self.message = status, error.get("code"), str(error.get("message"))


class Stage:
    """One lab, and the hands that move it."""

    def __init__(
        self,
        settings: Settings | None = None,
        entries: Iterable[Entry] = (),
        clock: VirtualClock | None = None,
        journal: Journal | None = None,
    ) -> None:
        """`entries` is what an earlier stage left behind; `journal` hears, and may forbid, every write."""
        kept = list(entries)
        revision = max((entry.revision for entry in kept), default=0)
        self.settings, self.clock = settings or Settings(), clock or VirtualClock()
        self.store = MemoryStore(kept, revision, *([journal] if journal else []))
        self.journal: list[Json] = []
        self.parts = compose(msgspec.structs.replace(IDS, settings=self.settings), self.store, self.clock, self._log)
        self.kernel = FakeKernel()
        self.network = NetworkController(self.kernel, self.kernel, lambda netns: f"/dev/null/{netns}")
        self.loop = Loop(self.parts.context, self.parts.reconcilers, self.network)
        self._requests = itertools.count(1)

    def _log(self, event: str, **fields: object) -> None:
        assert event not in _NEVER, (event, fields)
        self.journal.append({"event": event, **fields})

    def restarted(self) -> "Stage":
        """Return another stage on what this one has stored: everything that was only in memory is gone."""
        return Stage(self.settings, self.store.list(""), self.clock)

    def settle(self) -> float | None:
        """Let the controllers come to rest; returns the seconds until one wants to look again."""
        return self.loop.settle()

    def move_kernel(self) -> None:
        """Let the kernel follow."""
        asyncio.run(self.network.reconcile(self.parts.context, []))

    def pass_time(self, seconds: float) -> None:
        """Let time pass, with the controllers at work whenever one of them wanted to look."""
        end = self.clock.now() + seconds
        wait = self.settle()
        while wait is not None and self.clock.now() + max(wait, 0.01) <= end:
            asyncio.run(self.clock.advance(max(wait, 0.01)))
            wait = self.settle()
        asyncio.run(self.clock.advance(end - self.clock.now()))
        self.settle()

    def request(self, method: str, path: str, body: Json | None = None, principal: str = IDS.object_id) -> Json:
        """Ask Resource Manager; returns the answer's body, raises `RefusedError`."""
        correlation = f"request-{next(self._requests)}"
        encoded = b"" if body is None else msgspec.json.encode(body)
        query = {"api-version": "2024-01-01"}
        answer = self.parts.engine.handle(
            ArmRequest(method, path, query, {}, encoded, principal, "app", "https://localhost:1", correlation)
        )
        document = msgspec.json.decode(answer.body, type=dict) if answer.body else {}
        if answer.status >= 400:
            raise RefusedError(answer.status, document)
        return {**document, "x-status": answer.status, "x-headers": dict(answer.headers)}

    def get(self, path: str) -> Json:
        """GET."""
        return self.request("GET", path)

    def put(self, path: str, **body: Any) -> str:
        """PUT in eastus, as the owner; returns the path."""
        self.request("PUT", path, {"location": "eastus", **body})
        return path

    def delete(self, path: str) -> None:
        """DELETE, as the owner."""
        self.request("DELETE", path)

    def cluster(self, path: str) -> Json:
        """Return the stored cluster, with what is internal."""
        document = self.parts.arm.world.get(path)
        assert document is not None, f"there is no {path}"
        return document

    def state(self, path: str) -> str:
        """Return a cluster's provisioningState."""
        return str(self.cluster(path)["properties"]["provisioningState"])

    def kube(self, cluster: str) -> EmbeddedKube:
        """Return the cluster's Kubernetes objects."""
        return EmbeddedKube(self.store, cluster)

    def nodes(self, cluster: str) -> dict[str, tuple[str, str | None]]:
        """Node -> (address, block)."""
        return {name_of(node): (internal_ip(node), pod_cidr(node)) for node in self.kube(cluster).list("nodes")}

    def routes(self, table: str) -> dict[str, str | None]:
        """Prefix -> next hop of a table."""
        document = self.parts.arm.world.get(table)
        assert document is not None, f"there is no {table}"
        routes = (route["properties"] for route in document["properties"]["routes"])
        return {route["addressPrefix"]: route.get("nextHopIpAddress") for route in routes}

    def run_pods(self, cluster: str, *names: str, node: str | None = None) -> list[Json]:
        """Create pods and settle; returns them as they are then."""
        kube = self.kube(cluster)
        kube.put("pods", *(new_pod(name, node, (), "2026-01-01T00:00:00Z") for name in names))
        self.settle()
        return [pod for name in names if (pod := kube.get("pods", name))]

    def run_machine(self, name: str, interface: str, *argv: str) -> None:
        """Put a machine behind an interface, as `akslab vm run` does."""
        self.store.write([Put(VM_PREFIX + name, msgspec.json.encode(VirtualMachine(name, interface, argv)))])

    def end_machine(self, name: str) -> None:
        """End a machine; its interface stays."""
        self.store.write([Delete(VM_PREFIX + name)])


def group(stage: Stage, name: str = "rg") -> str:
    """Make a resource group."""
    return stage.put(f"{SUBSCRIPTION}/resourceGroups/{name}")


def subnet(
    stage: Stage, prefix: str = "192.168.1.0/24", table: str = "", name: str = "vnet", within: str = "rg"
) -> str:
    """Make a network 192.168.0.0/16 with a subnet; returns the subnet's id."""
    network = f"{group(stage, within)}/providers/{NETWORK}/virtualNetworks/{name}"
    associated = {"routeTable": {"id": table}} if table else {}
    subnets = [{"name": "s", "properties": {"addressPrefix": prefix, **associated}}]
    stage.put(network, properties={"addressSpace": {"addressPrefixes": ["192.168.0.0/16"]}, "subnets": subnets})
    return f"{network}/subnets/s"


def route_table(stage: Stage, name: str = "table", routes: Iterable[tuple[str, str, str]] = ()) -> str:
    """Make a route table; `routes` are (name, prefix, next hop)."""
    given = [
        {
            "name": route,
            "properties": {"addressPrefix": prefix, "nextHopType": "VirtualAppliance", "nextHopIpAddress": hop},
        }
        for route, prefix, hop in routes
    ]
    id_ = f"{group(stage)}/providers/{NETWORK}/routeTables/{name}"
    return stage.put(id_, properties={"routes": given})


def interface(stage: Stage, subnet_id: str, name: str = "nic") -> str:
    """Make a network interface."""
    configuration = {"name": "ipconfig1", "properties": {"subnet": {"id": subnet_id}}}
    id_ = f"{group(stage)}/providers/{NETWORK}/networkInterfaces/{name}"
    return stage.put(id_, properties={"ipConfigurations": [configuration]})


def identity(stage: Stage, name: str = "identity") -> tuple[str, str]:
    """Make a user-assigned identity; returns its id and its principal."""
    id_ = stage.put(f"{group(stage)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}")
    return id_, str(stage.get(id_)["properties"]["principalId"])


def grant(
    stage: Stage, principal: str, role: str, scope: str, name: str = "66666666-6666-4666-8666-666666666666"
) -> str:
    """Assign a built-in role, by its GUID's name in the portal; returns the assignment's id."""
    guid = {
        "Network Contributor": "4d97b98b-1d4f-4787-a291-c67834d212e7",
        "Reader": "acdd72a7-3385-48ef-bd42-f606fba81ae7",
    }
    definition = f"{SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/{guid[role]}"
    id_ = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"
    stage.request("PUT", id_, {"properties": {"principalId": principal, "roleDefinitionId": definition}})
    return id_


def cluster_body(subnet_id: str = "", count: int = 2, identity_id: str = "", **profile: str) -> Json:
    """Return the body of a kubenet cluster."""
    pool = {"name": "nodepool1", "count": count, "mode": "System"} | ({"vnetSubnetID": subnet_id} if subnet_id else {})
    own = {"type": "UserAssigned", "userAssignedIdentities": {identity_id: {}}}
    return {
        "location": "eastus",
        "identity": own if identity_id else {"type": "SystemAssigned"},
        "properties": {"agentPoolProfiles": [pool], "networkProfile": {"networkPlugin": "kubenet", **profile}},
    }


def create_cluster(stage: Stage, subnet_id: str = "", name: str = "c", **given: Any) -> str:
    """PUT a kubenet cluster and settle; returns its id. What came of it is for the test to look at."""
    id_ = f"{group(stage)}/providers/{CLUSTERS}/{name}"
    stage.request("PUT", id_, cluster_body(subnet_id, **given))
    stage.settle()
    return id_


def add_pool(stage: Stage, cluster: str, subnet_id: str) -> None:
    """PUT a second pool of two nodes, `more`; nothing is settled."""
    pool = {"properties": {"count": 2, "mode": "User", "vnetSubnetID": subnet_id}}
    stage.request("PUT", f"{cluster}/agentPools/more", pool)


def scale(stage: Stage, cluster: str, count: int) -> None:
    """PUT the cluster again with another number of nodes, as `az aks scale` does; nothing is settled."""
    document = {key: value for key, value in stage.get(cluster).items() if not key.startswith("x-")}
    document["properties"]["agentPoolProfiles"][0]["count"] = count
    stage.request("PUT", cluster, document)


def managed_table(stage: Stage, cluster: str) -> str:
    """Return the id of the table the cluster's routes are in."""
    return str(stage.cluster(cluster)["akslab"]["routeTable"])
