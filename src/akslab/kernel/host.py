"""The kernel host: PID 1 of its own user, mount, network and PID namespace, and the owner of the lab's networks.

Started by `remote` with one end of a socket pair. Ends with that socket, so it cannot outlive its server; and as it is
PID 1, everything it ever started ends with it, however it ends.

Threads: the main one reaps; one reads requests and never waits for anything else; one walks the namespaces; one
serves the built-in workloads; a few run probes.
"""

import os
import queue
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from . import namespaces, volley
from .frames import (
    HELLO,
    ORDER,
    SIZE_BYTES,
    Apply,
    Call,
    Enter,
    Observe,
    Refusal,
    Reply,
    Request,
    Start,
    Stop,
    Try,
    Witness,
    frame,
    raw,
    requests,
)
from .http_workloads import HttpWorkloads
from .network import LinuxNetwork
from .nft_trace import Listener, switch_off
from .processes import Processes
from .seam import HttpWorkload, KernelError, Probe, ProbeResult, TraceLine, Witnessed, Workload

PROBES_AT_ONCE = 64


class Host:
    """Carries out calls; each method's errors are `KernelError`."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._http = HttpWorkloads()
        self._listeners: dict[str, tuple[int, ...]] = {}
        self._witnessing = threading.Lock()
        self._home = namespaces.current()
        self._network = LinuxNetwork(self.stop)

    def carry_out(self, call: Call) -> object:
        """Carry out one call that needs no waiting."""
        match call:
            case Apply(changes=changes):
                self._network.apply(changes)
            case Observe():
                return self._network.observe()
            case Start(netns=netns, workload=workload):
                self.start(netns, workload)
            case Stop(netns=netns):
                self.stop(netns)
            case Enter(netns=netns):
                return self._network.fd(netns, f"enter {netns}")
            case Try() | Witness():
                raise AssertionError("probes wait: they have threads of their own")
        return None

    def start(self, netns: str, workload: Workload) -> None:
        """See `Machines.start`."""
        step = f"start {workload.name if isinstance(workload, HttpWorkload) else ' '.join(workload.argv)} in {netns}"
        fd = self._network.fd(netns, step)
        self.stop(netns)
        try:
            namespaces.setns(fd)
            if isinstance(workload, HttpWorkload):
                for _ in range(1 + workload.datagrams):
                    self._network.descriptors.take(step)
                self._listeners[netns] = self._http.listen(workload)
            else:
                self._processes.start(netns, workload)
        except (OSError, ValueError) as error:
            raise KernelError(step, getattr(error, "strerror", None) or str(error)) from error
        finally:
            namespaces.setns(self._home)

    def stop(self, netns: str) -> None:
        """See `Machines.stop`."""
        self._processes.stop(netns)
        listeners = self._listeners.pop(netns, ())
        self._http.close(listeners)
        for _ in listeners:
            self._network.descriptors.give_back()

    def probe(self, probe: Probe) -> ProbeResult:
        """See `Machines.probe`; in a thread that may move."""
        return self._fly((probe,), lambda: None)[0]

    def witness(self, probes: tuple[Probe, ...], traced: tuple[str, ...]) -> Witnessed:
        """See `Machines.witness`; in a thread that may move. One at a time: tracing is on or off."""
        lines: list[TraceLine] = []
        with self._witnessing:
            listeners = self._listen(traced)

            def take_down() -> None:
                for listener in listeners:
                    lines.extend(listener.lines())

            try:
                results = self._fly(probes, take_down)
            finally:
                self._fall_silent(listeners)
        return Witnessed(results, tuple(lines), complete=not any(each.lost for each in listeners))

    def _fly(self, probes: tuple[Probe, ...], between: Callable[[], None]) -> tuple[ProbeResult, ...]:
        step = f"probe {probes[0].address} from {probes[0].netns}" if len(probes) == 1 else f"{len(probes)} probes"
        try:
            return volley.run(probes, self._probe_fd, self._home, between)
        except (OSError, ValueError) as error:
            raise KernelError(step, str(error)) from error

    def _probe_fd(self, probe: Probe) -> int:
        return self._network.fd(probe.netns, f"probe {probe.address} from {probe.netns}")

    def _listen(self, traced: tuple[str, ...]) -> list[Listener]:
        listeners: list[Listener] = []
        try:
            for name in traced:
                namespaces.setns(self._network.fd(name, f"trace {name}"))
                listeners.append(Listener(name))
        except OSError as error:
            self._fall_silent(listeners)
            raise KernelError(f"trace {name}", str(error)) from error
        except KernelError:
            self._fall_silent(listeners)
            raise
        finally:
            namespaces.setns(self._home)
        return listeners

    def _fall_silent(self, listeners: list[Listener]) -> None:
        try:
            for listener in listeners:
                listener.close()
                # A namespace that went meanwhile took its table with it.
                with suppress(KernelError, OSError):
                    namespaces.setns(self._network.fd(listener.netns, ""))
                    switch_off()
        finally:
            namespaces.setns(self._home)


class Conversation:
    """Reads requests, gives them to the right thread, writes replies."""

    def __init__(self, peer: socket.socket, host: Host) -> None:
        self._peer = peer
        self._host = host
        self._writing = threading.Lock()
        self._calls: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._probes = ThreadPoolExecutor(PROBES_AT_ONCE, thread_name_prefix="probe")

    def begin(self) -> None:
        """Start the threads."""
        threading.Thread(target=self._work, name="network", daemon=True).start()
        threading.Thread(target=self._read, name="requests", daemon=True).start()

    def _read(self) -> None:
        """Read until the server is gone; then nothing here has a purpose any more."""
        try:
            self._peer.sendall(HELLO)
            with self._peer.makefile("rb") as stream:
                while size := stream.read(SIZE_BYTES):
                    self._dispatch(requests.decode(stream.read(int.from_bytes(size, ORDER))))
        except OSError:
            pass
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(0)

    def _dispatch(self, request: Request) -> None:
        if isinstance(request.call, Try | Witness):
            self._probes.submit(self._probe, request.number, request.call)
        else:
            self._calls.put(request)

    def _work(self) -> None:
        while True:
            request = self._calls.get()
            self._answer(request.number, lambda call=request.call: self._host.carry_out(call))  # type: ignore[misc]

    def _probe(self, number: int, call: Try | Witness) -> None:
        if isinstance(call, Try):
            self._answer(number, lambda: self._host.probe(call.probe))
        else:
            self._answer(number, lambda: self._host.witness(call.probes, call.traced))

    def _answer(self, number: int, work: Callable[[], object]) -> None:
        try:
            reply = Reply(number, raw(work()))
        except KernelError as error:
            reply = Reply(number, refusal=Refusal(error.step, error.reason))
        except Exception as error:
            traceback.print_exc()
            reply = Reply(number, refusal=Refusal("", f"the kernel host failed: {error!r}"))
        with self._writing:
            self._peer.sendall(frame(reply))


def main() -> None:
    """Run as `python -m akslab.kernel.host DESCRIPTOR`."""
    peer = socket.socket(fileno=int(sys.argv[1]))
    peer.set_inheritable(False)
    namespaces.raise_descriptor_limit()
    ended, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    processes = Processes()
    Conversation(peer, Host(processes)).begin()
    while os.read(ended, 4096):
        processes.reap()


if __name__ == "__main__":
    main()
