"""Make the kernel's network what the documents say: compile, diff against what was applied, apply; then workloads.

The only controller that waits: for the kernel. It applies whole desired states, so a lost kernel is rebuilt the same way
as a route is added.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from ..compile.errors import CompileError
from ..compile.inputs import Inputs, Machine
from ..compile.inputs import Settings as CompileSettings
from ..compile.names import INTERNET, pod_netns, vm_netns
from ..compile.network import compile_network
from ..compile.reading import read_inputs
from ..kernel.seam import HttpWorkload, Kernel, KernelError, Machines, ProcessWorkload, Workload
from ..kube.kinds.node import name_of
from ..kube.kinds.pod import command_of
from ..net.changes import Change
from ..net.commands import commands
from ..net.diff import diff
from ..net.state import NetworkState
from ..wire.properties import Json
from .context import Context

VM_PREFIX = "lab/vm/"
_COMMANDS_LOGGED_MAX = 400
"""A change of more steps than this is logged by its size: thousands of pods are not read line by line."""


class VirtualMachine(msgspec.Struct, frozen=True):
    """A machine of `akslab vm run`: a name, an interface, and what it runs."""

    name: str
    interface: str
    argv: tuple[str, ...] = ()


@dataclass(slots=True)
class Applied:
    """What the kernel has been made to contain."""

    state: NetworkState
    workloads: Mapping[str, Workload]


class NetworkController:
    """Keeps one kernel in step with the documents."""

    def __init__(self, kernel: Kernel, machines: Machines, log_path: Callable[[str], str]) -> None:
        """`log_path` names the file that a process workload of a namespace writes to."""
        self._kernel, self._machines, self._log_path = kernel, machines, log_path
        self._applied = Applied({}, {})
        self._not_started: dict[str, str] = {}

    def why_not_started(self, netns: str) -> str | None:
        """Return why the workload of a namespace could not be started; None when it was."""
        return self._not_started.get(netns)

    @property
    def state(self) -> NetworkState:
        """What was applied last."""
        return self._applied.state

    async def reconcile(self, context: Context, causes: list[str]) -> None:
        """Bring the kernel to what the documents say now; `causes` are the requests behind what changed."""
        try:
            desired = compile_network(inputs_of(context))
        except CompileError as error:
            context.log("network-not-compiled", causes=causes, why=str(error))
            return
        changes = diff(self._applied.state, desired)
        if changes:
            await self._apply(context, changes, desired, causes)
        wanted = {netns: w for netns, w in _workloads(context, self._log_path) if netns in desired}
        await self._run(context, wanted, desired)

    async def _apply(
        self, context: Context, changes: tuple[Change, ...], desired: NetworkState, causes: list[str]
    ) -> None:
        try:
            await self._kernel.apply(changes)
        except KernelError as error:
            context.log("kernel-refused", causes=causes, step=error.step, why=error.reason)
            found = await self._kernel.observe()
            self._applied = Applied(found, {n: w for n, w in self._applied.workloads.items() if n in found})
            await self._kernel.apply(diff(found, desired))
        self._applied.state = desired
        said = [commands(change) for change in changes] if len(changes) <= _COMMANDS_LOGGED_MAX else []
        lines = [line for text in said for line in text.splitlines()]
        context.log("kernel-changed", causes=causes, steps=len(changes), commands=lines)

    async def _run(self, context: Context, wanted: dict[str, Workload], desired: NetworkState) -> None:
        running = {netns: workload for netns, workload in self._applied.workloads.items() if netns in desired}
        await asyncio.gather(*(self._machines.stop(netns) for netns in running.keys() - wanted.keys()))
        self._not_started = {netns: why for netns, why in self._not_started.items() if netns in wanted}
        new = [(netns, workload) for netns, workload in wanted.items() if running.get(netns) != workload]
        await asyncio.gather(*(self._start(context, netns, workload) for netns, workload in new))
        self._applied.workloads = wanted

    async def _start(self, context: Context, netns: str, workload: Workload) -> None:
        """Start a workload; one that can't be started is said so once, and keeps no other from running."""
        try:
            await self._machines.start(netns, workload)
            self._not_started.pop(netns, None)
        except KernelError as error:
            self._not_started[netns] = error.reason
            context.log("workload-not-started", netns=netns, why=str(error))


def inputs_of(context: Context) -> Inputs:
    """Read everything that the network is compiled from."""
    clusters = list(context.clusters())
    nodes = [(cluster["id"], node) for cluster in clusters for node in context.kube(cluster).list("nodes")]
    pods = [(cluster["id"], pod) for cluster in clusters for pod in _running(context, cluster)]
    machines = [Machine(machine.name, machine.interface) for machine in virtual_machines(context)]
    settings = CompileSettings(masquerade=context.arm.world.settings.masquerade)
    return read_inputs(context.arm.world.documents.within(""), nodes, pods, machines, settings)


def virtual_machines(context: Context) -> Iterator[VirtualMachine]:
    """Yield the machines of the lab, by name."""
    for entry in context.store.list(VM_PREFIX):
        yield msgspec.json.decode(entry.value, type=VirtualMachine)


def _running(context: Context, cluster: Json) -> Iterator[Json]:
    return (pod for pod in context.kube(cluster).list("pods") if pod["status"]["phase"] == "Running")


def _workloads(context: Context, log_path: Callable[[str], str]) -> Iterator[tuple[str, Workload]]:
    for cluster in context.clusters():
        for pod in _running(context, cluster):
            netns = pod_netns(cluster["id"], name_of(pod))
            yield netns, _workload(name_of(pod), command_of(pod), log_path(netns))
    for machine in virtual_machines(context):
        netns = vm_netns(machine.name)
        yield netns, _workload(machine.name, machine.argv, log_path(netns))
    yield INTERNET, HttpWorkload("internet")


def _workload(name: str, argv: tuple[str, ...], log: str) -> Workload:
    return ProcessWorkload(argv, log) if argv else HttpWorkload(name)
