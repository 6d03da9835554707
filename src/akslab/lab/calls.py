"""What akslab's own commands can ask of a running lab: pods, machines, probes, ways in, lists."""

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable
from ipaddress import AddressValueError, IPv4Address

import msgspec

from ..aks.bodies import is_kubenet
from ..arm.errors import ArmError
from ..arm.verbs import Caller
from ..arm.world import PROVIDER
from ..compile.names import pod_netns, vm_netns
from ..compile.reading import read_inputs
from ..controllers.context import Context
from ..controllers.network import VM_PREFIX, VirtualMachine, virtual_machines
from ..kernel.seam import KernelError, Machines, Probe, ProbeResult
from ..kube.kinds.pod import new_pod
from ..net.state import NetworkState
from ..store.seam import Delete, Put
from ..trace.packets import Packet
from ..trace.prepared import prepare
from ..wire.properties import Json
from ..wire.resource_id import InvalidResourceId, parse_resource_id
from .cluster_names import is_called, spoken
from .evidence import prove
from .network_documents import lab_documents
from .places import find_inhabitant, inhabitants
from .points import describer_of, points_of
from .refusal import NOT_FOUND, USAGE, Refusal

_POD_NAME = re.compile(r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
_PODS_MAX = 15_000
_PROOF_PORTS = (20_000, 32_000)
"""Below what Linux gives to sockets by itself: the port is how a packet is recognised."""
Settled = Callable[[], Awaitable[None]]


class Calls:
    """The answers to the control socket's questions."""

    def __init__(
        self,
        context: Context,
        settled: Settled,
        machines: Callable[[], Machines],
        caller: Caller,
        not_started: Callable[[str], str | None] = lambda netns: None,
        state: Callable[[], NetworkState] = dict,
    ) -> None:
        """`settled` returns once the kernel has followed; `caller` is the lab's owner.

        `not_started` tells why the workload of a namespace could not be started, if so; `state` is what the kernel has.
        """
        self._context, self._settled, self._machines, self._caller = context, settled, machines, caller
        self._not_started, self._state = not_started, state

    def table(self) -> dict[str, Callable[[Json], Awaitable[object]]]:
        """Return the calls by name."""
        return {
            "ping": self.ping,
            "get": self.get,
            "pod-run": self.pod_run,
            "pod-delete": self.pod_delete,
            "vm-run": self.vm_run,
            "vm-delete": self.vm_delete,
            "probe": self.probe,
            "prove": self.prove,
            "network": self.network,
            "enter": self.enter,
            "points": self.points,
        }

    async def ping(self, arguments: Json) -> object:
        """Answer that the lab is there, with what is in it."""
        counts: dict[str, int] = {}
        for one in inhabitants(self._context):
            counts[one.kind] = counts.get(one.kind, 0) + 1
        return {"inhabitants": counts, "clusters": [cluster["id"] for cluster in self._context.clusters()]}

    async def get(self, arguments: Json) -> object:
        """Return Kubernetes objects of one kind with their cluster, or everybody who has a namespace."""
        kind = arguments["kind"]
        if kind == "all":
            return [msgspec.to_builtins(one) for one in inhabitants(self._context)]
        if kind == "vms":
            return [msgspec.to_builtins(machine) for machine in virtual_machines(self._context)]
        chosen = self._clusters(arguments.get("cluster") or "")
        words = self._words()
        return [
            {"cluster": words[cluster["id"]], "object": thing}
            for cluster in chosen
            for thing in self._context.kube(cluster).list(kind)
        ]

    async def pod_run(self, arguments: Json) -> object:
        """Create pods and wait until they run, or say why one does not."""
        cluster = self._kubenet_cluster(arguments.get("cluster") or "")
        kube = self._context.kube(cluster, cause=arguments.get("cause", ""))
        names = _pod_names(arguments["name"], int(arguments.get("count", 1)))
        known = {pod["metadata"]["name"] for pod in kube.list("pods")}
        if twice := sorted(known & set(names)):
            raise Refusal(f"There is a pod '{twice[0]}' in {self._words()[cluster['id']]} already.", USAGE)
        node = arguments.get("node") or None
        if node and kube.get("nodes", node) is None:
            nodes = ", ".join(n["metadata"]["name"] for n in kube.list("nodes"))
            raise Refusal(f"{self._words()[cluster['id']]} has no node '{node}'; its nodes: {nodes}.", NOT_FOUND)
        argv, now = arguments.get("argv") or [], self._context.arm.world.now()[:19] + "Z"
        kube.put("pods", *(new_pod(name, node, argv, now) for name in names))
        await self._settled()
        pods = [pod for name in names if (pod := kube.get("pods", name))]
        for pod in pods:
            if pod["status"]["phase"] != "Running":
                raise Refusal(_why_not_running(pod))
            self._check_started(pod["metadata"]["name"], pod_netns(cluster["id"], pod["metadata"]["name"]))
        return pods

    async def pod_delete(self, arguments: Json) -> object:
        """Delete a pod; which one must be clear."""
        name = arguments["name"]
        clusters = [
            c for c in self._clusters(arguments.get("cluster") or "") if self._context.kube(c).get("pods", name)
        ]
        if not clusters:
            raise Refusal(f"There is no pod '{name}'.", NOT_FOUND)
        if len(clusters) > 1:
            names = ", ".join(self._words()[cluster["id"]] for cluster in clusters)
            raise Refusal(f"There is a pod '{name}' in each of {names}: say which with --cluster.", USAGE)
        words = self._words()[clusters[0]["id"]]
        self._context.kube(clusters[0]).delete("pods", name)
        await self._settled()
        return words

    async def vm_run(self, arguments: Json) -> object:
        """Make an interface in a subnet, as the lab's owner, and a machine behind it."""
        name, subnet_id = arguments["name"], arguments["subnet"]
        if not _POD_NAME.fullmatch(name):
            raise Refusal(f"'{name}' can't name a machine: lower-case letters, digits and dashes, at most 63.", USAGE)
        if self._context.store.get(VM_PREFIX + name):
            raise Refusal(f"There is a machine '{name}' already.", USAGE)
        try:
            group = parse_resource_id(subnet_id).group_id
        except InvalidResourceId as error:
            raise Refusal(f"--subnet takes the id of a subnet: {error}.", USAGE) from None
        network = self._context.arm.world.get(subnet_id.rsplit("/", 2)[0])
        if network is None:
            raise Refusal(f"There is no subnet {subnet_id}.", NOT_FOUND)
        interface_id = f"{group}/providers/Microsoft.Network/networkInterfaces/{name}-nic"
        configuration = {"name": "ipconfig1", "properties": {"subnet": {"id": subnet_id}}}
        properties = {
            "ipConfigurations": [configuration],
            "enableIPForwarding": bool(arguments.get("forwarding")),
        }
        body = {"location": network["location"], "properties": properties}
        machine = VirtualMachine(name, interface_id, tuple(arguments.get("argv") or ()))
        # The machine first: one without an interface is forgotten, an interface without its machine could not go.
        self._context.store.write([Put(VM_PREFIX + name, msgspec.json.encode(machine))])
        try:
            self._context.arm.put(self._caller, interface_id, body)
        except ArmError as error:
            self._context.store.write([Delete(VM_PREFIX + name)])
            raise Refusal(f"({error.code}) {error.message}") from None
        machine_id = f"{group}/providers/Microsoft.Compute/virtualMachines/{name}"
        attached = {**body, "properties": {**properties, "virtualMachine": {"id": machine_id}}}
        self._context.arm.put(Caller(PROVIDER, PROVIDER, self._caller.cause), interface_id, attached)
        await self._settled()
        self._check_started(name, vm_netns(name))
        interface = self._context.arm.world.get(interface_id)
        assert interface is not None
        address = interface["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"]
        return {"name": name, "interface": interface_id, "address": address}

    def _check_started(self, name: str, netns: str) -> None:
        if why := self._not_started(netns):
            raise Refusal(f"{name} is there, but what it should run can't be started: {why}.")

    async def vm_delete(self, arguments: Json) -> object:
        """Delete a machine and its interface."""
        entry = self._context.store.get(VM_PREFIX + arguments["name"])
        if entry is None:
            raise Refusal(f"There is no machine '{arguments['name']}'.", NOT_FOUND)
        machine = msgspec.json.decode(entry.value, type=VirtualMachine)
        self._context.store.write([Delete(entry.key)])
        self._context.arm.delete(Caller(PROVIDER, PROVIDER), machine.interface)
        await self._settled()
        return machine.name

    async def probe(self, arguments: Json) -> object:
        """Try to reach an address from inside a namespace, for real."""
        source = find_inhabitant(self._context, arguments["source"])
        address = self._address_of(arguments["destination"])
        await self._settled()
        probe = Probe(
            source.netns,
            address,
            int(arguments.get("port") or 80),
            arguments.get("protocol") or "http",
            float(arguments.get("timeout") or 2.0),
        )
        try:
            result: ProbeResult = await self._machines().probe(probe)
        except KernelError as error:
            raise Refusal(str(error)) from None
        return {"from": source.name, "to": address, "port": probe.port, **msgspec.to_builtins(result)}

    async def prove(self, arguments: Json) -> object:
        """Trace a packet and send it for real; returns the trace and what the kernel said about the same packet."""
        source = find_inhabitant(self._context, arguments["source"])
        asked = {
            "destination": self._address_of(arguments["destination"]),
            "protocol": arguments.get("protocol") or "tcp",
            "source_port": _PROOF_PORTS[0] + secrets.randbelow(_PROOF_PORTS[1] - _PROOF_PORTS[0]),
            "destination_port": arguments.get("port") or 80,
            "ttl": arguments.get("ttl") or 64,
            "size": arguments.get("size") or 60,
            "dont_fragment": arguments.get("dont_fragment", True),
        }
        await self._settled()
        try:
            packet = msgspec.convert(asked, Packet, strict=False)
            proof = await prove(self._machines(), prepare(self._state()), source.netns, packet)
        except KernelError as error:
            raise Refusal(str(error)) from None
        except ValueError as error:
            raise Refusal(f"{error}.", USAGE) from None
        return msgspec.to_builtins(proof)

    async def network(self, arguments: Json) -> object:
        """Return the documents that the lab's network is compiled from, once the kernel has followed them."""
        await self._settled()
        return msgspec.to_builtins(lab_documents(self._context))

    async def enter(self, arguments: Json) -> object:
        """Tell how to run a command inside a namespace."""
        inhabitant = find_inhabitant(self._context, arguments["name"])
        await self._settled()
        try:
            return msgspec.to_builtins(await self._machines().enter(inhabitant.netns))
        except KernelError as error:
            raise Refusal(str(error)) from None

    async def points(self, arguments: Json) -> object:
        """Tell how to capture in namespaces, each once, and what they are."""
        found = (find_inhabitant(self._context, name) for name in arguments["names"])
        chosen = list({one.netns: one for one in found}.values())
        await self._settled()
        try:
            entrances = [await self._machines().enter(one.netns) for one in chosen]
        except KernelError as error:
            raise Refusal(str(error)) from None
        return msgspec.to_builtins(points_of(chosen, entrances, describer_of(self._context)))

    def _address_of(self, destination: str) -> str:
        """Return an address as it is, or that of a name."""
        if re.fullmatch(r"\d+(\.\d+){3}", destination):
            try:
                return str(IPv4Address(destination))
            except AddressValueError:
                why = "each of the four numbers is at most 255, without leading zeros"
                raise Refusal(f"'{destination}' is not an IPv4 address: {why}.", USAGE) from None
        inhabitant = find_inhabitant(self._context, destination)
        for cluster in self._clusters(inhabitant.cluster_id):
            kube = self._context.kube(cluster)
            if inhabitant.kind == "pod" and (pod := kube.get("pods", inhabitant.name)):
                return str(pod["status"]["podIP"])
            if inhabitant.kind == "node" and (node := kube.get("nodes", inhabitant.name)):
                return str(node["status"]["addresses"][0]["address"])
        for machine in virtual_machines(self._context):
            if inhabitant.kind == "vm" and machine.name == inhabitant.name:
                seen = read_inputs([self._context.arm.world.get(machine.interface) or {}])
                return seen.interfaces[machine.interface.lower()].configurations[0].address
        return "198.51.100.1"

    def _clusters(self, name: str) -> list[Json]:
        found = [c for c in self._context.clusters() if not name or is_called(c["id"], name)]
        if name and not found:
            raise Refusal(f"There is no cluster '{name}'.", NOT_FOUND)
        return found

    def _words(self) -> dict[str, str]:
        return spoken(cluster["id"] for cluster in self._context.clusters())

    def _kubenet_cluster(self, name: str) -> Json:
        found = self._clusters(name)
        if not found:
            raise Refusal("There is no cluster yet: make one with `akslab az aks create …`.", NOT_FOUND)
        if len(found) > 1:
            names = ", ".join(self._words()[cluster["id"]] for cluster in found)
            raise Refusal(f"There are several clusters ({names}): say which with --cluster.", USAGE)
        if not is_kubenet(found[0]):
            plugin = found[0]["properties"]["networkProfile"]["networkPlugin"]
            raise Refusal(
                f"{found[0]['name']} uses network plugin '{plugin}'; akslab runs pods on kubenet clusters only.", USAGE
            )
        return found[0]


def _pod_names(name: str, count: int) -> list[str]:
    if not 1 <= count <= _PODS_MAX:
        raise Refusal(f"--count is between 1 and {_PODS_MAX}, not {count}.", USAGE)
    names = [name] if count == 1 else [f"{name}-{number}" for number in range(1, count + 1)]
    if bad := next((n for n in names if not _POD_NAME.fullmatch(n)), None):
        raise Refusal(f"'{bad}' can't name a pod: lower-case letters, digits and dashes, at most 63.", USAGE)
    return names


def _why_not_running(pod: Json) -> str:
    status, name = pod["status"], pod["metadata"]["name"]
    if "message" in status:
        return f"Pod {name} does not run: {status['reason']}: {status['message']}"
    return f"Pod {name} waits for a node that is ready and has a route; see `akslab get nodes` and `akslab get events`."


async def bounded(work: Awaitable[None], seconds: float) -> None:
    """Wait for `work`, but not for ever."""
    try:
        await asyncio.wait_for(asyncio.ensure_future(work), seconds)
    except TimeoutError:
        raise Refusal(f"The lab did not come to rest within {seconds:.0f} s; `akslab log` says what it does.") from None
