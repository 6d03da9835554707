"""The real kernel that networks are shown on, one after the other by differences, with a web server everywhere."""

import asyncio
import subprocess
from collections.abc import Sequence

from kernel.conftest import entering

from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import HttpWorkload, Probe, Witnessed
from akslab.lab.evidence import Proof, prove, traced_namespaces
from akslab.net.diff import diff
from akslab.net.state import NetworkState
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare


class Stage:
    """A kernel host of its own; `close` ends it."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._kernel = self._runner.run(RemoteKernel.start_host())
        self._state: NetworkState = {}
        self._served: set[str] = set()

    def __enter__(self) -> "Stage":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._runner.run(self._kernel.close())
        self._runner.close()

    def clear(self) -> None:
        """Take everything down: no namespace remembers a connection."""
        self._runner.run(self._kernel.apply(diff(self._state, {})))
        self._state, self._served = {}, set()

    def show(self, desired: NetworkState) -> None:
        """Bring the kernel to a network, with a workload in every namespace that isn't a fabric."""
        self._runner.run(self._kernel.apply(diff(self._state, desired)))
        self._state = desired
        self._served &= desired.keys()
        self._runner.run(self._serve([name for name in desired if not name.startswith("vnet/")]))

    async def _serve(self, names: Sequence[str]) -> None:
        for name in names:
            if name not in self._served:
                await self._kernel.start(name, HttpWorkload(name, datagrams=True))
                self._served.add(name)

    def observed(self) -> NetworkState:
        return self._runner.run(self._kernel.observe())

    def ruleset(self, netns: str) -> str:
        """Return all that nftables has in a namespace, ours or not."""
        line = entering(self._runner.run(self._kernel.enter(netns)), "nft", "list", "ruleset")
        return subprocess.run(line, capture_output=True, text=True, check=True, timeout=20).stdout

    def prove(self, sender: str, packet: Packet) -> Proof:
        return self._runner.run(prove(self._kernel, prepare(self._state), sender, packet))

    def witness(self, probes: Sequence[Probe], traced: Sequence[str]) -> Witnessed:
        return self._runner.run(self._kernel.witness(probes, traced))

    def ask(self, probes: Sequence[Probe]) -> Witnessed:
        """Send packets, all at once, and have the kernel tell what became of them."""
        return self.witness(probes, traced_namespaces(self._state))
