"""The Linux side of `Kernel`: steps become netlink batches, nftables transactions and sysctl writes.

One thread does it all, walking from namespace to namespace; consecutive steps of one namespace are one `sendto`.
Links have indexes of our own choosing, unique in the whole lab: no index needs looking up, a cable's other end is
found by its index alone, and Linux takes a new cable's carrier at once instead of within a second.
"""

import errno
import os
import signal
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import assert_never

from ..net.changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    Change,
    NeighbourChange,
    PutTable,
    RemoveLink,
    RemoveNetns,
    RemoveTable,
    ResetSysctl,
    RouteChange,
    RuleChange,
    SetSysctl,
)
from ..net.commands import title
from ..net.nft_text import removal, replacement
from ..net.state import NetworkState
from ..net.sysctls import DEFAULTS
from . import encode, namespaces, nft
from .netlink import Message, RouteSocket
from .reading import read_state
from .registry import MadeLink, MadeNetns
from .seam import NO_NETNS, KernelError

FIRST_INDEX = 1000
"""Above what the kernel itself gives to links that users make by hand."""
LINKS_AT_ONCE = 90
"""They and their removal must fit one batch (`netlink.BATCH`)."""
EXISTS = os.strerror(errno.EEXIST)
NO_DEVICE = os.strerror(errno.ENODEV)

Batched = AddNetns | AddBridge | AddVeth | AddressChange | RouteChange | RuleChange | NeighbourChange


class LinuxNetwork:
    """Applies and observes. Not thread-safe, and it moves the calling thread between namespaces."""

    def __init__(self, dropped: Callable[[str], None]) -> None:
        """Own nothing yet; `dropped` is called with each namespace before it goes."""
        self._made: dict[str, MadeNetns] = {}
        self._home = namespaces.current()
        self._inside = self._home
        self._indexes = count(FIRST_INDEX)
        self._descriptors = namespaces.Descriptors()
        self._dropped = dropped
        self._batch: list[tuple[Batched, list[Message]]] = []
        self._doomed: list[RemoveNetns | RemoveLink] = []

    @property
    def descriptors(self) -> namespaces.Descriptors:
        """Tell how many long-lived descriptors this process still has."""
        return self._descriptors

    def fd(self, netns: str, step: str) -> int:
        """Find a namespace's descriptor. Raises KernelError naming `step`."""
        if netns not in self._made:
            raise KernelError(step, NO_NETNS)
        return self._made[netns].fd

    def apply(self, changes: Sequence[Change]) -> None:
        """See `Kernel.apply`. Steps behind a refused one may have happened too, if they were in its batch."""
        try:
            for change in changes:
                self._try(change)
            self._flush()
            self._remove()
        finally:
            self._batch, self._doomed = [], []
            self._enter(self._home)

    def observe(self) -> NetworkState:
        """See `Kernel.observe`."""
        try:
            return read_state(self._made, self._enter)
        except (ValueError, OSError) as error:
            raise KernelError("observe", str(error)) from error
        finally:
            self._enter(self._home)

    def _of(self, netns: str, change: Change) -> MadeNetns:
        if netns not in self._made:
            raise KernelError(title(change), NO_NETNS)
        return self._made[netns]

    def _enter(self, fd: int) -> None:
        if fd != self._inside:
            namespaces.setns(fd)
            self._inside = fd

    def _try(self, change: Change) -> None:
        try:
            self._take(change)
        except KernelError:
            # The steps before a refused one must have happened.
            self._flush()
            self._remove()
            raise

    def _take(self, change: Change) -> None:
        if isinstance(change, RemoveNetns | RemoveLink):
            self._flush()
            self._doomed.append(change)
            return
        self._remove()
        if self._batch and self._batch[0][0].netns != change.netns:
            self._flush()
        match change:
            case AddNetns():
                self._batch.append((change, self._add_netns(change)))
            case SetSysctl() | ResetSysctl() | PutTable() | RemoveTable():
                self._flush()
                self._write(change)
            case _:
                self._batch.append((change, self._messages(change, self._of(change.netns, change))))

    def _add_netns(self, change: AddNetns) -> list[Message]:
        if change.netns in self._made:
            raise KernelError(title(change), EXISTS)
        self._descriptors.take(change)
        try:
            self._inside = namespaces.unshare()
        except OSError as error:
            self._descriptors.give_back()
            reason = f"{error.strerror} (user.max_net_namespaces and ulimit -n bound the number of namespaces)"
            raise KernelError(title(change), reason) from error
        self._made[change.netns] = MadeNetns(self._inside)
        return [encode.link_up(encode.LO)]

    def _write(self, change: SetSysctl | ResetSysctl | PutTable | RemoveTable) -> None:
        netns = self._of(change.netns, change)
        self._enter(netns.fd)
        try:
            match change:
                case SetSysctl(name=name, value=value):
                    namespaces.write_sysctl(name, value)
                    netns.sysctls.add(name)
                case ResetSysctl(name=name):
                    namespaces.write_sysctl(name, DEFAULTS[name])
                    netns.sysctls.discard(name)
                case PutTable(table=table):
                    nft.run(replacement(table))
                    netns.tables.add(table.name)
                case RemoveTable(name=name):
                    nft.run(removal(name))
                    netns.tables.discard(name)
        except (OSError, ValueError) as error:
            raise KernelError(title(change), getattr(error, "strerror", None) or str(error)) from error

    def _messages(
        self, change: AddBridge | AddVeth | AddressChange | RouteChange | RuleChange | NeighbourChange, netns: MadeNetns
    ) -> list[Message]:
        match change:
            case AddBridge(bridge=bridge):
                if bridge.name in netns.links:
                    raise KernelError(title(change), EXISTS)
                link = netns.links[bridge.name] = MadeLink(next(self._indexes))
                return encode.add_bridge(change, link.index)
            case AddVeth():
                return self._add_veth(change, netns)
            case AddressChange(verb=verb, address=address):
                index = self._index(change, netns, address.dev)
                _note(netns.addresses, (address.dev, address.address), verb)
                return [encode.address(change, index)]
            case RouteChange(verb=verb, route=route):
                dev = None if route.dev is None else self._index(change, netns, route.dev)
                _note(netns.routes, (route.table, route.dst), verb)
                return [encode.route(change, dev)]
            case RuleChange(verb=verb, rule=rule):
                _note(netns.rules, (rule.priority, rule.fwmark), verb)
                return [encode.rule(change)]
            case NeighbourChange(verb=verb, neighbour=neighbour):
                index = self._index(change, netns, neighbour.dev)
                _note(netns.neighbours, (neighbour.dev, neighbour.address), verb)
                return [encode.neighbour(change, index)]
            case _:
                assert_never(change)

    def _add_veth(self, change: AddVeth, netns: MadeNetns) -> list[Message]:
        end, peer = change.end, change.peer
        far = self._of(end.peer_netns, change)
        if end.name in netns.links or peer.name in far.links:
            raise KernelError(title(change), EXISTS)
        master = None if end.master is None else self._index(change, netns, end.master)
        far_master = None if peer.master is None else self._index(change, far, peer.master)
        indexes = next(self._indexes), next(self._indexes)
        netns.links[end.name] = MadeLink(indexes[0], (end.peer_netns, peer.name))
        far.links[peer.name] = MadeLink(indexes[1], (change.netns, end.name))
        return encode.add_veth(change, indexes, (master, far_master), far.fd)

    def _index(self, change: Batched, netns: MadeNetns, dev: str) -> int:
        if dev == "lo":
            return encode.LO
        if dev not in netns.links:
            raise KernelError(title(change), NO_DEVICE)
        return netns.links[dev].index

    def _flush(self) -> None:
        if not self._batch:
            return
        batch, self._batch = self._batch, []
        self._enter(self._made[batch[0][0].netns].fd)
        with RouteSocket() as socket:
            refused, sent = socket.send([message for _, messages in batch for message in messages])
        if not refused:
            return
        place = 0
        first: KernelError | None = None
        for change, messages in batch:
            refusals = [refused[at] for at in range(place, place + len(messages)) if at in refused]
            if refusals or place + len(messages) > sent:
                self._undo(change)
            for code, said in refusals:
                first = first or KernelError(
                    title(change), f"{os.strerror(code)} ({said})" if said else os.strerror(code)
                )
            place += len(messages)
        assert first is not None
        raise first

    def _undo(self, change: Batched) -> None:
        """Remove and forget a link whose making was refused, wholly or in part, or never tried."""
        if isinstance(change, AddBridge | AddVeth):
            name = change.bridge.name if isinstance(change, AddBridge) else change.end.name
            ends: dict[str, list[int]] = {}
            self._unplug(change.netns, name, ends, whole=False)
            self._delete(change.netns, ends[change.netns])

    def _remove(self) -> None:
        """Remove the doomed links and namespaces: all links of one namespace together, see `REMOVAL_GROUP`."""
        doomed, self._doomed = self._doomed, []
        ends: dict[str, list[int]] = {}
        dropped: list[MadeNetns] = []
        try:
            for change in doomed:
                netns = self._of(change.netns, change)
                if isinstance(change, RemoveLink):
                    if change.name not in netns.links:
                        raise KernelError(title(change), NO_DEVICE)
                    self._unplug(change.netns, change.name, ends, whole=False)
                    continue
                while netns.links:
                    self._unplug(change.netns, next(iter(netns.links)), ends, whole=True)
                dropped.append(self._made.pop(change.netns))
                self._dropped(change.netns)
        finally:
            for name, indexes in ends.items():
                if name in self._made:
                    self._delete(name, indexes)
            self._drop(dropped)

    def _unplug(self, netns: str, name: str, ends: dict[str, list[int]], *, whole: bool) -> None:
        """Forget a link and its other end, if any, and mark one of them for removal."""
        link = self._made[netns].links.pop(name)
        place, index = netns, link.index
        if link.peer is not None:
            far = self._made[link.peer[0]].links.pop(link.peer[1])
            if whole:
                # The far end's namespace stays, perhaps; this one does not.
                place, index = link.peer[0], far.index
        ends.setdefault(place, []).append(index)

    def _delete(self, netns: str, indexes: list[int]) -> None:
        self._enter(self._made[netns].fd)
        with RouteSocket() as socket:
            for start in range(0, len(indexes), LINKS_AT_ONCE):
                # One that users removed by hand is refused, and does not keep the others.
                socket.send(encode.remove_links(indexes[start : start + LINKS_AT_ONCE]))

    def _drop(self, dropped: list[MadeNetns]) -> None:
        if not dropped:
            return
        self._enter(self._home)
        end_processes({os.fstat(netns.fd).st_ino for netns in dropped})
        for netns in dropped:
            os.close(netns.fd)
            self._descriptors.give_back()


def _note(keys: set[tuple[str, str]] | set[tuple[int, str]] | set[tuple[int, int]], key: object, verb: str) -> None:
    (keys.discard if verb == "remove" else keys.add)(key)  # type: ignore[arg-type]


def end_processes(inodes: set[int]) -> None:
    """Kill every process in the given network namespaces, save ourselves: those that users entered too."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        try:
            if (entry / "ns/net").stat().st_ino in inodes:
                os.kill(int(entry.name), signal.SIGKILL)
        except OSError:
            continue
