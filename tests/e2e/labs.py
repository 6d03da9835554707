"""A running lab for tests: started by `akslab up` in a directory of its own, driven by az, REST and akslab's commands."""

import http.client
import itertools
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from akslab.lab.az import Connection, child_environment
from akslab.lab.client import ask
from akslab.lab.connection import connection_of
from akslab.lab.find_az import find_az
from akslab.lab.journal import read_journal
from akslab.lab.place import Place, read_lab

Json = dict[str, Any]
AKSLAB = str(Path(sys.executable).with_name("akslab"))
NETWORK = "Microsoft.Network"
CLUSTERS = "Microsoft.ContainerService/managedClusters"
_API = {"microsoft.network": "2024-05-01", "microsoft.containerservice": "2025-01-01"}
_FAULTS = frozenset({"fault", "controller-failed", "controllers-at-odds", "network-not-compiled", "kernel-refused"})
_HOST_GONE = "the kernel host is gone"
_AZ_S = 60


class RefusedError(Exception):
    """Resource Manager answered with an error."""

    def __init__(self, status: int, body: Json) -> None:
        error = body.get("error", body)
        super().__init__(f"{status} ({error.get('code')}) {error.get('message')}")
        self.status, self.code = status, str(error.get("code"))


@dataclass
class Lab:
    """One lab, by its directory."""

    state: Path
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    _client: http.client.HTTPSConnection | None = None
    _tokens: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        return Place(self.state)

    @property
    def connection(self) -> Connection:
        described = read_lab(self.place)
        assert described is not None
        return connection_of(self.place, described)

    @property
    def subscription(self) -> str:
        return f"/subscriptions/{self.connection.subscription_id}"

    def akslab(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run `akslab --state … ARGUMENTS`, whatever comes of it."""
        command = [AKSLAB, "--state", str(self.state), *arguments]
        return subprocess.run(
            command, env=dict(self.environment), capture_output=True, text=True, timeout=_AZ_S, check=False
        )

    def said(self, *arguments: str) -> str:
        """Run `akslab …`, which must succeed, and return what it printed."""
        done = self.akslab(*arguments)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
        return done.stdout

    def up(self, *options: str) -> "Lab":
        """`akslab up`."""
        self.hang_up()
        self.said("up", *options)
        return self

    def down(self, *options: str) -> None:
        """`akslab down`."""
        self.hang_up()
        self.said("down", *options)

    def hang_up(self) -> None:
        """Close the kept connection."""
        if self._client is not None:
            self._client.close()
        self._client = None

    def az_run(self, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run the real az in the lab's environment, whatever comes of it."""
        inside = child_environment(self.environment, self.connection) | environment
        az = find_az(self.environment)
        return subprocess.run([az, *arguments], env=inside, capture_output=True, text=True, timeout=_AZ_S, check=False)

    def az(self, *arguments: str) -> Any:
        """Run the real az, which must succeed, and return its JSON."""
        done = self.az_run(*arguments, "-o", "json")
        assert done.returncode == 0, f"az {' '.join(arguments)}: {done.stderr}"
        return json.loads(done.stdout or "null")

    def az_together(self, *commands: str) -> list[Any]:
        """Run several az commands at once, all of which must succeed: each is given as one line."""
        with ThreadPoolExecutor(max_workers=3) as pool:
            return list(pool.map(lambda line: self.az(*line.split()), commands))

    def az_refused(self, *arguments: str) -> str:
        """Run the real az, which must be refused, and return what it said on stderr."""
        done = self.az_run(*arguments, "-o", "json")
        assert done.returncode != 0, f"az {' '.join(arguments)} was let pass: {done.stdout}"
        assert "Traceback" not in done.stderr
        return done.stderr

    def token(self, client_id: str = "", secret: str = "") -> str:
        """Return an access token, the lab's own or another principal's."""
        own = self.connection
        client_id, secret = client_id or own.client_id, secret or own.secret
        if client_id not in self._tokens:
            form = {
                "grant_type": "client_credentials",
                "client_id": client_id,
                "client_secret": secret,
                "scope": f"{own.base_url}/.default",
            }
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            status, _, body = self.send("POST", f"/{own.tenant_id}/oauth2/v2.0/token", headers, urlencode(form))
            assert status == 200, body
            self._tokens[client_id] = str(body["access_token"])
        return self._tokens[client_id]

    def send(
        self, method: str, path: str, headers: Mapping[str, str], body: str | bytes = b""
    ) -> tuple[int, Mapping[str, str], Json]:
        """Send one request on the kept connection; (status, headers, body)."""
        for _ in range(2):
            client = self._client = self._client or self._connected()
            try:
                client.request(method, path, body or None, dict(headers))
                response = client.getresponse()
                text = response.read()
            except (ConnectionError, http.client.HTTPException):
                self.hang_up()
                continue
            return response.status, dict(response.headers), msgspec.json.decode(text, type=dict) if text else {}
        raise ConnectionError(f"the lab hangs up on {method} {path}")

    def _connected(self) -> http.client.HTTPSConnection:
        own = self.connection
        context = ssl.create_default_context(cafile=own.ca_path)
        return http.client.HTTPSConnection(
            "localhost", int(own.base_url.rpartition(":")[2]), timeout=30, context=context
        )

    def rest(self, method: str, id_: str, body: Json | None = None, token: str = "") -> Json:
        """Ask Resource Manager; returns the body, raises `RefusedError`."""
        namespace = id_.lower().rpartition("/providers/")[2].partition("/")[0]
        headers = {"Authorization": f"Bearer {token or self.token()}", "Content-Type": "application/json"}
        path = f"{quote(id_)}?api-version={_API.get(namespace, '2022-04-01')}"
        status, _, answer = self.send(method, path, headers, msgspec.json.encode(body) if body is not None else b"")
        if status >= 400:
            raise RefusedError(status, answer)
        return answer

    def put(self, id_: str, **body: Any) -> str:
        """PUT in eastus; returns the id."""
        self.rest("PUT", id_, {"location": "eastus", **body})
        return id_

    def get(self, id_: str) -> Json:
        """GET."""
        return self.rest("GET", id_)

    def delete(self, id_: str) -> None:
        """DELETE; a long-running one is only begun."""
        self.rest("DELETE", id_)

    def ask(self, call: str, **arguments: object) -> Any:
        """Ask the server's control socket, as akslab's commands do."""
        return ask(self.place, call, **arguments)

    def probe(self, source: str, destination: str, **options: object) -> tuple[str, str]:
        """Send a packet; returns (outcome, the source address the other side saw)."""
        found = self.ask("probe", source=source, destination=destination, **({"timeout": 1.0} | options))
        seen = dict(line.split(": ", 1) for line in str(found["answer"]).splitlines() if ": " in line)
        return str(found["outcome"]), seen.get("client", "")

    def reaches(self, source: str, destination: str) -> bool:
        """Whether a packet sent now comes back."""
        return self.probe(source, destination)[0] == "answered"

    def kubernetes(self, kind: str, cluster: str) -> list[Json]:
        """Return the Kubernetes objects of a cluster."""
        return [entry["object"] for entry in self.ask("get", kind=kind, cluster=cluster)]

    def journal(self, request: str = "") -> list[Json]:
        """Return what happened, only on account of one request if that is named."""
        return list(read_journal(self.place.journal, request))

    def faults(self) -> list[Json]:
        """Return what may never happen: faults of our own, and anything the server printed."""
        printed = self.place.server_output.read_text(errors="replace").strip()
        found = [event for event in self.journal() if event["event"] in _FAULTS and event.get("why") != _HOST_GONE]
        return found + ([{"event": "printed", "text": printed[-2000:]}] if printed else [])


_numbers = itertools.count(1)


@dataclass
class Scene:
    """A fresh resource group of a lab, and short words for what tests put into it (by REST: az costs 0.7 s a call)."""

    lab: Lab
    name: str = field(default_factory=lambda: f"rg{next(_numbers)}")

    def __post_init__(self) -> None:
        self.lab.put(self.group)

    @property
    def group(self) -> str:
        return f"{self.lab.subscription}/resourceGroups/{self.name}"

    def id(self, type_: str, name: str) -> str:
        return f"{self.group}/providers/{type_}/{name}"

    def subnet(
        self,
        name: str = "vnet",
        space: str = "192.168.0.0/16",
        prefix: str = "192.168.1.0/24",
        table: str = "",
        **more: Any,
    ) -> str:
        """Make a network with one subnet `s`, `table` its route table; returns the subnet's id."""
        more |= {"routeTable": {"id": table}} if table else {}
        network = self.id(f"{NETWORK}/virtualNetworks", name)
        subnets = [{"name": "s", "properties": {"addressPrefix": prefix, **more}}]
        self.lab.put(network, properties={"addressSpace": {"addressPrefixes": [space]}, "subnets": subnets})
        return f"{network}/subnets/s"

    def another_subnet(self, network_of: str, name: str, prefix: str, **more: Any) -> str:
        """Add a subnet to the network of a subnet; returns its id."""
        id_ = f"{network_of.rpartition('/')[0]}/{name}"
        self.lab.put(id_, properties={"addressPrefix": prefix, **more})
        return id_

    def table(self, *routes: tuple[str, str, str], name: str = "table") -> str:
        """Make a route table; `routes` are (name, prefix, appliance)."""
        given = [
            {"name": n, "properties": {"addressPrefix": p, "nextHopType": "VirtualAppliance", "nextHopIpAddress": hop}}
            for n, p, hop in routes
        ]
        return self.lab.put(self.id(f"{NETWORK}/routeTables", name), properties={"routes": given})

    def identity(self, name: str = "identity") -> tuple[str, str]:
        """Make a user-assigned identity; returns (id, principal id)."""
        id_ = self.lab.put(self.id("Microsoft.ManagedIdentity/userAssignedIdentities", name))
        return id_, str(self.lab.get(id_)["properties"]["principalId"])

    def grant(self, principal: str, scope: str, role: str = "4d97b98b-1d4f-4787-a291-c67834d212e7") -> str:
        """Assign a role by its GUID (Network Contributor); returns the assignment's id."""
        definition = f"{self.lab.subscription}/providers/Microsoft.Authorization/roleDefinitions/{role}"
        name = f"00000000-0000-4000-8000-{next(_numbers):012}"
        id_ = f"{scope}/providers/Microsoft.Authorization/roleAssignments/{name}"
        self.lab.rest("PUT", id_, {"properties": {"principalId": principal, "roleDefinitionId": definition}})
        return id_

    def cluster(self, name: str, subnet: str = "", identity: str = "", count: int = 2, **profile: Any) -> "Cluster":
        """Make a kubenet cluster as an SDK would, and wait for its end."""
        own = {"type": "UserAssigned", "userAssignedIdentities": {identity: {}}}
        pool = {"name": "nodepool1", "count": count, "mode": "System"} | ({"vnetSubnetID": subnet} if subnet else {})
        properties = {"agentPoolProfiles": [pool], "networkProfile": {"networkPlugin": "kubenet", **profile}}
        id_ = self.id(CLUSTERS, f"{self.name}{name}")
        self.lab.put(id_, identity=own if identity else {"type": "SystemAssigned"}, properties=properties)
        cluster = Cluster(self.lab, id_)
        eventually(lambda: cluster.state not in ("Creating", "Updating"))
        return cluster

    def own_table_cluster(self, name: str, subnet: str, table: str, **profile: Any) -> tuple["Cluster", str]:
        """Make a cluster on a table of one's own, its identity with every right; returns it and the right on the table."""
        identity, principal = self.identity(f"identity-{name}")
        self.grant(principal, subnet)
        right = self.grant(principal, table)
        return self.cluster(name, subnet, identity, **profile), right

    def machine(self, name: str, subnet: str, *argv: str, forwarding: bool = False) -> str:
        """Run a machine; returns its name in the lab (its address: `lab.ask`)."""
        full = f"{self.name}-{name}"
        self.lab.ask("vm-run", name=full, subnet=subnet, forwarding=forwarding, argv=list(argv))
        return full


@dataclass
class Cluster:
    """A cluster of a lab, by its id."""

    lab: Lab
    id: str

    @property
    def name(self) -> str:
        return self.id.rpartition("/")[2]

    @property
    def state(self) -> str:
        return str(self.lab.get(self.id)["properties"]["provisioningState"])

    @property
    def node_group(self) -> str:
        return f"{self.lab.subscription}/resourceGroups/{self.lab.get(self.id)['properties']['nodeResourceGroup']}"

    def nodes(self) -> dict[str, tuple[str, str]]:
        """Node -> (address, block), oldest first."""
        return {
            node["metadata"]["name"]: (node["status"]["addresses"][0]["address"], node["spec"].get("podCIDR", ""))
            for node in self.lab.kubernetes("nodes", self.name)
        }

    def network_of(self, node: str) -> str:
        """Return the reason of a node's NetworkUnavailable condition."""
        found = next(n for n in self.lab.kubernetes("nodes", self.name) if n["metadata"]["name"] == node)
        return next(str(c["reason"]) for c in found["status"]["conditions"] if c["type"] == "NetworkUnavailable")

    def table(self) -> str:
        """Return the id of the route table on its (first) node subnet."""
        pool = self.lab.get(self.id)["properties"]["agentPoolProfiles"][0]
        return str(self.lab.get(pool["vnetSubnetID"])["properties"]["routeTable"]["id"])

    def nic(self, node: str) -> str:
        """Return the id of a node's interface."""
        return f"{self.node_group}/providers/{NETWORK}/networkInterfaces/nic-{node}"

    def scale(self, count: int) -> None:
        """PUT the cluster with another number of nodes, and wait."""
        document = self.lab.get(self.id)
        document["properties"]["agentPoolProfiles"][0]["count"] = count
        self.lab.rest("PUT", self.id, document)
        eventually(lambda: self.state not in ("Creating", "Updating"))

    def pod(self, name: str, node: str = "") -> tuple[str, str]:
        """Run a pod; returns its name for probes and its address."""
        (pod,) = self.lab.ask("pod-run", name=name, cluster=self.name, node=node)
        return f"{self.name}/{name}", str(pod["status"]["podIP"])

    def pod_on_each_node(self) -> list[tuple[str, str]]:
        """Run a pod on every node; returns their names and addresses, in the nodes' order."""
        return [self.pod(f"pod-{number}", node) for number, node in enumerate(self.nodes())]


def routes(lab: Lab, table: str) -> dict[str, str]:
    """Prefix -> next hop of a table."""
    found = (route["properties"] for route in lab.get(table)["properties"]["routes"])
    return {route["addressPrefix"]: route.get("nextHopIpAddress", "") for route in found}


def eventually(happened: Callable[[], object], within_s: float = 10.0) -> float:
    """Wait until something happens; returns how long it took, fails when it does not."""
    began = time.monotonic()
    while not happened():
        assert time.monotonic() - began < within_s, "it never happened"
        time.sleep(0.03)
    return time.monotonic() - began
