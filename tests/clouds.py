"""A lab without HTTP, kernel or loop: Resource Manager over a memory store, and its controllers run by hand."""

import asyncio
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from akslab.arm.exchange import ArmRequest
from akslab.clock import VirtualClock
from akslab.lab.composition import Lab, compose
from akslab.lab.place import LabFile
from akslab.roles.builtin import builtin_role_id
from akslab.store.memory import MemoryStore

Json = Any
VNETS, TABLES, GROUPS_OF_RULES = "virtualNetworks", "routeTables", "networkSecurityGroups"
INTERFACES, ADDRESSES = "networkInterfaces", "publicIPAddresses"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the body as JSON (None for none) and the headers."""

    status: int
    json: Json
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The error's code, in either of the two shapes; '' for what is no error."""
        error = self.json.get("error", self.json) if isinstance(self.json, dict) else {}
        return str(error.get("code", ""))

    @property
    def message(self) -> str:
        """The error's message."""
        return str(self.json.get("error", self.json)["message"])

    @property
    def names(self) -> list[str]:
        """The names in a list."""
        return [one["name"] for one in self.json["value"]]


@dataclass(frozen=True)
class Cloud:
    """One lab as one principal sees it; the lab's owner unless told otherwise."""

    file: LabFile
    store: MemoryStore
    clock: VirtualClock
    lab: Lab
    principal: str
    logged: list[str] = field(default_factory=list)

    @property
    def subscription(self) -> str:
        """The id of the subscription."""
        return f"/subscriptions/{self.file.subscription_id}"

    @property
    def group(self) -> str:
        """The id of the group every cloud begins with."""
        return f"{self.subscription}/resourceGroups/rg"

    @property
    def revision(self) -> int:
        """The store's revision: what has not grown has not been written to."""
        return self.store.write([])

    def network(self, type_: str, name: str, group: str = "rg") -> str:
        """Return the id of a network resource."""
        return f"{self.subscription}/resourceGroups/{group}/providers/Microsoft.Network/{type_}/{name}"

    def cluster(self, name: str, group: str = "rg") -> str:
        """Return the id of a cluster."""
        return f"{self.subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{name}"

    def call(
        self,
        method: str,
        path: str,
        body: Json = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a request; bytes are sent as they are, everything else as JSON."""
        sent = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        asked = {"api-version": "2025-07-01"} if query is None else query
        request = ArmRequest(
            method, path, asked, headers or {}, sent, self.principal, "an-app", "https://localhost:8443", "cause-1"
        )
        response = self.lab.engine.handle(request)
        read = msgspec.json.decode(response.body) if response.body is not None else None
        return Answer(response.status, read, dict(response.headers))

    def get(self, path: str, **filters: str) -> Answer:
        """GET; `filter_` becomes `$filter`."""
        query = {"api-version": "2025-07-01"} | ({"$filter": filters["filter_"]} if filters else {})
        return self.call("GET", path, query=query)

    def put(self, path: str, body: Json, **headers: str) -> Answer:
        """PUT; `if_match` becomes `If-Match`."""
        return self.call("PUT", path, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def patch(self, path: str, body: Json, **headers: str) -> Answer:
        """PATCH."""
        return self.call("PATCH", path, body, {name.replace("_", "-"): value for name, value in headers.items()})

    def delete(self, path: str, **headers: str) -> Answer:
        """DELETE."""
        return self.call("DELETE", path, None, {name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, body: Json = None) -> Answer:
        """POST."""
        return self.call("POST", path, body)

    def as_(self, principal: str) -> "Cloud":
        """Return the same lab as another principal sees it."""
        return Cloud(self.file, self.store, self.clock, self.lab, principal, self.logged)

    def granted(self, role: str, scope: str) -> "Cloud":
        """Return the same lab as a new principal sees it that holds `role` (its name, or its id) at `scope`."""
        principal = str(uuid.uuid4())
        self.grant(principal, role, scope)
        return self.as_(principal)

    def grant(self, principal: str, role: str, scope: str) -> str:
        """Assign a role; returns the id of the assignment."""
        id_ = role if "/" in role else builtin_role_id(self.file.subscription_id, role)
        properties = {"principalId": principal, "roleDefinitionId": id_}
        assignment = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{uuid.uuid4()}"
        made = self.put(assignment, {"properties": properties})
        assert made.status == 201, made
        return assignment

    def custom_role(self, name: str, actions: list[str], not_actions: list[str] | None = None) -> str:
        """Define a role; returns its id."""
        id_ = f"{self.subscription}/providers/Microsoft.Authorization/roleDefinitions/{uuid.uuid4()}"
        block = {"actions": actions, "notActions": not_actions or []}
        role = {"roleName": name, "permissions": [block], "assignableScopes": [self.subscription]}
        made = self.put(id_, {"properties": role})
        assert made.status == 201, made
        return id_

    def settle(self) -> None:
        """Run the controllers until none of them writes any more."""
        for _ in range(50):
            before = self.revision
            for reconcile in self.lab.reconcilers:
                reconcile(self.lab.context)
            if self.revision == before:
                return
        raise AssertionError("the controllers are at odds")

    def pass_time(self, seconds: float) -> None:
        """Move the clock."""
        asyncio.run(self.clock.advance(seconds))


def new_cloud(file: LabFile | None = None) -> Cloud:
    """Return a lab of its own, with the group `rg` in it."""
    cloud = cloud_over(MemoryStore(), file or LabFile())
    assert cloud.put(f"{cloud.subscription}/resourcegroups/rg", {"location": "eastus"}).status == 201
    return cloud


def cloud_over(store: MemoryStore, file: LabFile) -> Cloud:
    """Return the lab that a store holds, as after a restart."""
    logged: list[str] = []
    clock = VirtualClock()
    lab = compose(file, store, clock, lambda event, **details: logged.append(f"{event} {details}"))
    return Cloud(file, store, clock, lab, file.object_id, logged)


def copy_of(cloud: Cloud) -> Cloud:
    """Return another lab with the same documents."""
    return cloud_over(MemoryStore(cloud.store.list(""), cloud.revision), cloud.file)


def vnet(*subnets: tuple[str, str], space: str = "10.0.0.0/8", **envelope: Json) -> Json:
    """Return the body of a network; subnets are pairs of name and prefix."""
    listed = [subnet(prefix, name=name) for name, prefix in subnets]
    properties = {"addressSpace": {"addressPrefixes": [space]}, "subnets": listed}
    return {"location": "eastus", "properties": properties, **envelope}


def subnet(prefix: str, table: str = "", rules: str = "", **outside: Json) -> Json:
    """Return the body of a subnet."""
    links = {"routeTable": table, "networkSecurityGroup": rules}
    linked = {name: {"id": id_} for name, id_ in links.items() if id_}
    return {**outside, "properties": {"addressPrefix": prefix, **linked}}


def interface(subnet_id: str, **properties: Json) -> Json:
    """Return the body of an interface with one address."""
    configuration = {"name": "ipconfig1", "properties": {"subnet": {"id": subnet_id}}}
    return {"location": "eastus", "properties": {"ipConfigurations": [configuration], **properties}}


def cluster(subnet_id: str = "", plugin: str = "kubenet", **properties: Json) -> Json:
    """Return the body of a cluster with one pool of one node."""
    pool: Json = {"name": "nodepool1", "count": 1, "mode": "System"} | (
        {"vnetSubnetID": subnet_id} if subnet_id else {}
    )
    known = {"networkProfile": {"networkPlugin": plugin}, "agentPoolProfiles": [pool]}
    return {"location": "eastus", "identity": {"type": "SystemAssigned"}, "properties": known | properties}


def is_error(answer: Answer) -> bool:
    """Whether an answer of 400 and above has one of Azure's two error bodies, code and message filled."""
    error = answer.json.get("error", answer.json) if isinstance(answer.json, dict) else {}
    return isinstance(error.get("code"), str) and bool(error["code"]) and bool(error.get("message"))


def every_document(cloud: Cloud) -> Iterator[Json]:
    """Yield every stored ARM document."""
    return (msgspec.json.decode(entry.value) for entry in cloud.store.list("arm/"))
