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

from . import namespaces, probing
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
    frame,
    raw,
    requests,
)
from .http_workloads import HttpWorkloads
from .network import LinuxNetwork
from .processes import Processes
from .seam import HttpWorkload, KernelError, Probe, ProbeResult, Workload

PROBES_AT_ONCE = 64


class Host:
    """Carries out calls; each method's errors are `KernelError`."""

    def __init__(self, processes: Processes) -> None:
        self._processes = processes
        self._http = HttpWorkloads()
        self._listeners: dict[str, int] = {}
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
            case Try():
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
        listener = self._listeners.pop(netns, None)
        if listener is not None:
            self._http.close(listener)
            self._network.descriptors.give_back()

    def probe_fd(self, probe: Probe) -> int:
        """Find where a probe is to run."""
        return self._network.fd(probe.netns, f"probe {probe.address} from {probe.netns}")

    def probe(self, probe: Probe, fd: int) -> ProbeResult:
        """See `Machines.probe`; in a thread that may move."""
        try:
            namespaces.setns(fd)
            return probing.run(probe)
        except (OSError, ValueError) as error:
            raise KernelError(f"probe {probe.address} from {probe.netns}", str(error)) from error
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
        if isinstance(request.call, Try):
            self._probes.submit(self._probe, request.number, request.call.probe)
        else:
            self._calls.put(request)

    def _work(self) -> None:
        while True:
            request = self._calls.get()
            self._answer(request.number, lambda call=request.call: self._host.carry_out(call))  # type: ignore[misc]

    def _probe(self, number: int, probe: Probe) -> None:
        self._answer(number, lambda: self._host.probe(probe, self._host.probe_fd(probe)))

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
