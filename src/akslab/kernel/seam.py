"""The kernel as the floors above see it: apply changes, observe what is there, run things inside namespaces.

The laws, tested on every implementation: a second apply of the same desired state finds nothing to do; from any
earlier state the desired one is reached; what we did not make we neither see nor touch; a refused change raises
`KernelError` and names the step.
"""

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from ..net.changes import Change
from ..net.state import NetworkState

NO_NETNS = "No such namespace"
"""The reason for refusing what names a namespace that does not exist."""


class KernelError(Exception):
    """The kernel refused a step, or is gone. `step` is the step as `ip`/`nft` text, `reason` the kernel's words."""

    def __init__(self, step: str, reason: str) -> None:
        super().__init__(f"{reason}: {step}" if step else reason)
        self.step = step
        self.reason = reason


class HttpWorkload(Struct, frozen=True, tag=True):
    """The built-in workload: an HTTP server that answers with the client's address and its own name.

    With `datagrams` it answers UDP on the same port too, with the same words.
    """

    name: str
    port: int = 80
    datagrams: bool = False


class ProcessWorkload(Struct, frozen=True, tag=True):
    """A command of the user's, run inside the namespace; its output goes to `log`."""

    argv: tuple[str, ...]
    log: str


Workload = HttpWorkload | ProcessWorkload


class Probe(Struct, frozen=True):
    """One real attempt to reach `address:port` from inside a namespace."""

    netns: str
    address: str
    port: int = 80
    protocol: Literal["http", "tcp", "udp", "icmp"] = "http"
    timeout_s: float = 2.0
    source_port: int = 0
    """0: any. For ICMP the echo's identifier."""
    ttl: int = 0
    """0: the namespace's default."""
    size: int = 0
    """Bytes of a UDP or ICMP packet, headers included; 0: as few as it takes."""


class ProbeResult(Struct, frozen=True):
    """What came of a probe: `answer` holds what the other side said (HTTP and UDP)."""

    outcome: Literal["answered", "timeout", "refused", "unreachable"]
    seconds: float
    answer: str = ""


class TraceLine(Struct, frozen=True):
    """A line of nftables' own trace: a packet met a rule, or (`rule` is None) the end of a hook's chain."""

    netns: str
    table: str
    chain: str
    rule: int | None
    """The rule's place in its chain, from 0."""
    comment: str | None
    verdict: str
    """`accept`, `drop`, `return`, `continue`, `jump`; the policy's where there is no rule."""
    target: str | None
    """The chain jumped to."""
    protocol: str
    source: str
    source_port: int
    destination: str
    destination_port: int
    """Both 0 where the protocol has no ports; an ICMP echo has its identifier where its sender's port would be."""
    ttl: int
    mark: int
    segment: str
    """TCP's flags (`syn`, `syn-ack`, `ack`, `data`, `fin`, `rst`), `datagram`, `echo-request`, `echo-reply`, `error`."""
    packet: int
    """The same number means the same packet, within one namespace."""


class Witnessed(Struct, frozen=True):
    """What came of many probes, and what nftables said meanwhile; not `complete` when the kernel had to drop lines."""

    results: tuple[ProbeResult, ...]
    lines: tuple[TraceLine, ...]
    complete: bool


class Entrance(Struct, frozen=True):
    """How another process of the same user enters a namespace: process `pid`, and its descriptor `fd` of the netns."""

    pid: int
    fd: int


class Kernel(Protocol):
    """Links, routes and rules."""

    async def apply(self, changes: Sequence[Change]) -> None:
        """Carry out `changes` in order. On refusal raises `KernelError`; the steps before it have happened."""

    async def observe(self) -> NetworkState:
        """Read back everything we made, from the kernel itself, in canonical form."""


class Machines(Protocol):
    """What runs inside namespaces."""

    async def start(self, netns: str, workload: Workload) -> None:
        """Run `workload` in `netns`, in place of the one that ran there."""

    async def stop(self, netns: str) -> None:
        """End what runs in `netns`; nothing to end is fine."""

    async def probe(self, probe: Probe) -> ProbeResult:
        """Try to reach an address from inside a namespace, for real."""

    async def witness(self, probes: Sequence[Probe], traced: Sequence[str]) -> Witnessed:
        """Carry out many probes side by side, with nftables' tracing on in the namespaces `traced`."""

    async def enter(self, netns: str) -> Entrance:
        """Tell how to enter `netns` from outside."""
