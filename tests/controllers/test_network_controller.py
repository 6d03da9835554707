"""The kernel follows the documents: through refusals, lost kernels, and workloads that can't be started."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import pytest

from akslab.clock import VirtualClock
from akslab.controllers.context import Context
from akslab.controllers.loop import Loop
from akslab.controllers.network import NetworkController
from akslab.kernel.fake import FakeKernel
from akslab.kernel.seam import HttpWorkload, KernelError, ProcessWorkload, Workload
from akslab.net.changes import AddNetns, Change

from .stage import Stage, create_cluster, group, interface, subnet

_UNSTARTABLE = "/no/such/program"


class PickyKernel(FakeKernel):
    """Refuses to start one program, and counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[str] = []
        self.broken = False

    async def start(self, netns: str, workload: Workload) -> None:
        if isinstance(workload, ProcessWorkload) and workload.argv[0] == _UNSTARTABLE:
            raise KernelError(f"start {_UNSTARTABLE} in {netns}", "No such file or directory")
        self.started.append(netns)
        await super().start(netns, workload)

    async def apply(self, changes: Sequence[Change]) -> None:
        if self.broken:
            raise RuntimeError("a fault of our own")
        await super().apply(changes)


class Moving:
    """A stage whose loop really runs, on a kernel that can be exchanged."""

    def __init__(self, kernel: FakeKernel) -> None:
        self.events: list[str] = []
        self.stage = Stage()
        parts = self.stage.parts.context
        self.context = Context(parts.arm, parts.store, parts.causes, lambda event, **_: self.events.append(event))
        self.kernel = kernel
        self.loop = Loop(self.context, self.stage.parts.reconcilers, self.network_on(kernel))

    @staticmethod
    def network_on(kernel: FakeKernel) -> NetworkController:
        return NetworkController(kernel, kernel, lambda netns: netns)

    def play(self, scene: Callable[["Moving"], Coroutine[Any, Any, None]]) -> None:
        """Run a scene beside the loop; the loop must not end by itself."""

        async def beside() -> None:
            running = asyncio.create_task(self.loop.run())
            try:
                await asyncio.wait_for(scene(self), 10)
                assert not running.done(), running.exception()
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)

        asyncio.run(beside())

    @property
    def clock(self) -> VirtualClock:
        return self.stage.clock


def test_settled_means_that_the_kernel_has_followed() -> None:
    async def scene(lab: Moving) -> None:
        cluster = create_cluster(lab.stage, subnet(lab.stage))
        await lab.loop.settled()
        before = await lab.kernel.observe()
        lab.stage.run_pods(cluster, "a")
        await lab.loop.settled()
        added = set(await lab.kernel.observe()) - set(before)
        assert len(added) == 1
        assert added.pop().startswith("pod/")

    Moving(FakeKernel()).play(scene)


def test_a_lost_kernel_is_built_again_with_everything_that_ran_in_it() -> None:
    async def scene(lab: Moving) -> None:
        cluster = create_cluster(lab.stage, subnet(lab.stage))
        lab.stage.run_pods(cluster, "a", "b")
        await lab.loop.settled()
        before = await lab.kernel.observe()
        other = PickyKernel()
        lab.loop.use(lab.network_on(other))
        await lab.loop.settled()
        assert await other.observe() == before
        assert {name.partition("/")[0] for name in other.started} == {"pod", "internet"}

    Moving(FakeKernel()).play(scene)


def test_a_period_passes_on_the_labs_clock() -> None:
    async def scene(lab: Moving) -> None:
        cluster = create_cluster(lab.stage, subnet(lab.stage))
        await lab.loop.settled()
        table = lab.stage.cluster(cluster)["akslab"]["routeTable"]
        lab.stage.put(table, properties={"routes": []})
        await lab.loop.settled()
        assert lab.stage.routes(table) == {}
        await lab.clock.advance(11)
        await lab.loop.settled()
        assert len(lab.stage.routes(table)) == 2

    Moving(FakeKernel()).play(scene)


def test_a_workload_that_can_not_be_started_keeps_nothing_else_from_running() -> None:
    kernel = PickyKernel()

    async def scene(lab: Moving) -> None:
        subnet_id = subnet(lab.stage)
        for name, argv in (("a", (_UNSTARTABLE,)), ("b", ())):
            lab.stage.run_machine(name, interface(lab.stage, subnet_id, name), *argv)
        await lab.loop.settled()
        assert "vm/b" in kernel.started
        count = len(kernel.started)
        group(lab.stage, "another")
        await lab.loop.settled()
        assert kernel.started[count:] == [], "what runs is left alone"
        assert lab.events.count("workload-not-started") == 1

    Moving(kernel).play(scene)


def test_a_fault_of_our_own_is_said_and_tried_again() -> None:
    kernel = PickyKernel()

    async def scene(lab: Moving) -> None:
        await lab.loop.settled()
        kernel.broken = True
        create_cluster(lab.stage, subnet(lab.stage))
        with pytest.raises(KernelError):
            await lab.loop.settled()
        kernel.broken = False
        await lab.clock.advance(5)
        await lab.loop.settled()
        assert any(name.startswith("node/") for name in await kernel.observe())

    Moving(kernel).play(scene)


def test_what_the_kernel_holds_from_before_is_made_right() -> None:
    kernel = FakeKernel()
    asyncio.run(kernel.apply([AddNetns("internet"), AddNetns("node/of-another-life")]))

    async def scene(lab: Moving) -> None:
        create_cluster(lab.stage, subnet(lab.stage))
        await lab.loop.settled()
        found = await kernel.observe()
        assert "node/of-another-life" not in found
        assert sum(name.startswith("node/") for name in found) == 2
        assert lab.events.count("kernel-refused") == 1

    Moving(kernel).play(scene)


@pytest.mark.parametrize("argv", [(), ("sleep", "60")], ids=["built-in", "command"])
def test_a_machine_runs_what_it_was_given_and_nothing_once_it_is_gone(argv: tuple[str, ...]) -> None:
    stage = Stage()
    stage.run_machine("vm", interface(stage, subnet(stage)), *argv)
    stage.move_kernel()
    wanted = ProcessWorkload(argv, "/dev/null/vm/vm") if argv else HttpWorkload("vm")
    assert stage.kernel.workloads["vm/vm"] == wanted
    stage.end_machine("vm")
    stage.move_kernel()
    assert "vm/vm" not in stage.kernel.workloads
