"""A kernel in memory, as strict as Linux: for tests that need the laws and not the packets.

It refuses what Linux refuses, in Linux's words, and loses by itself what Linux loses by itself: what stands on a
removed link, what hung on an interface's last address. The laws in tests/kernel are run on both.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from errno import EADDRNOTAVAIL, EEXIST, EINVAL, ENETUNREACH, ENODEV, ENOENT, EOPNOTSUPP, ESRCH
from ipaddress import IPv4Address, IPv4Interface, IPv4Network
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
from ..net.nft_check import check_table
from ..net.nftables import NftTable
from ..net.state import (
    MAIN_TABLE,
    Bridge,
    InterfaceAddress,
    Link,
    Neighbour,
    NetnsState,
    NetworkState,
    RouteEntry,
    RuleEntry,
    Veth,
)
from ..net.sysctls import DEFAULTS, WRITES_ALSO
from .seam import NO_NETNS, Entrance, HttpWorkload, KernelError, Probe, ProbeResult, Witnessed, Workload

Answer = Callable[[NetworkState, Mapping[str, Workload], Probe], ProbeResult]
"""What a test believes a probe would meet: (the network, what runs where, the probe) -> its result."""


@dataclass
class _Netns:
    links: dict[str, Link] = field(default_factory=dict)
    addresses: set[InterfaceAddress] = field(default_factory=set)
    routes: dict[tuple[int, str], RouteEntry] = field(default_factory=dict)
    rules: set[RuleEntry] = field(default_factory=set)
    neighbours: dict[tuple[str, str], Neighbour] = field(default_factory=dict)
    tables: dict[str, NftTable] = field(default_factory=dict)
    sysctls: dict[str, str] = field(default_factory=dict)

    def frozen(self) -> NetnsState:
        return NetnsState(
            links=tuple(self.links[name] for name in sorted(self.links)),
            addresses=tuple(sorted(self.addresses, key=lambda a: (a.dev, a.address))),
            routes=tuple(self.routes[key] for key in sorted(self.routes)),
            rules=tuple(sorted(self.rules, key=lambda r: (r.priority, r.fwmark))),
            neighbours=tuple(self.neighbours[key] for key in sorted(self.neighbours)),
            tables=tuple(self.tables[name] for name in sorted(self.tables)),
            sysctls=tuple(sorted(self.sysctls.items())),
        )

    def flush(self, dev: str) -> None:
        """Lose what Linux loses with an interface's last address."""
        self.routes = {key: route for key, route in self.routes.items() if route.dev != dev}
        self.neighbours = {key: neighbour for key, neighbour in self.neighbours.items() if neighbour.dev != dev}


class FakeKernel:
    """Implements `Kernel` and `Machines` in memory."""

    def __init__(self, answer: Answer | None = None) -> None:
        """Probes are answered by `answer`; without it only those of a namespace to its own addresses are."""
        self.workloads: dict[str, Workload] = {}
        """What runs now, by namespace."""
        self._netnses: dict[str, _Netns] = {}
        self._answer = answer

    async def apply(self, changes: Sequence[Change]) -> None:
        """See `Kernel.apply`."""
        for change in changes:
            self._take(change)

    async def observe(self) -> NetworkState:
        """See `Kernel.observe`."""
        return self._frozen()

    async def start(self, netns: str, workload: Workload) -> None:
        """See `Machines.start`."""
        self._known(netns, f"start a workload in {netns}")
        self.workloads[netns] = workload

    async def stop(self, netns: str) -> None:
        """See `Machines.stop`."""
        self.workloads.pop(netns, None)

    async def probe(self, probe: Probe) -> ProbeResult:
        """See `Machines.probe`; raises KernelError where only packets could tell and no `answer` was given."""
        step = f"probe {probe.address} from {probe.netns}"
        netns = self._known(probe.netns, step)
        if self._answer is not None:
            return self._answer(self._frozen(), self.workloads, probe)
        if probe.address not in {str(IPv4Interface(a.address).ip) for a in netns.addresses}:
            raise KernelError(step, "a fake kernel moves no packets: give it an `answer`")
        workload = self.workloads.get(probe.netns)
        if probe.protocol == "icmp":
            return ProbeResult("answered", 0.0)
        if not isinstance(workload, HttpWorkload) or workload.port != probe.port:
            return ProbeResult("refused", 0.0)
        if probe.protocol == "udp" and not workload.datagrams:
            return ProbeResult("refused", 0.0)
        said = f"name: {workload.name}\nclient: {probe.address}\n"
        return ProbeResult("answered", 0.0, "" if probe.protocol == "tcp" else said)

    async def witness(self, probes: Sequence[Probe], traced: Sequence[str]) -> Witnessed:
        """See `Machines.witness`; there are no lines to be had, so it is never complete."""
        for name in traced:
            self._known(name, f"trace {name}")
        return Witnessed(tuple([await self.probe(probe) for probe in probes]), (), complete=False)

    async def enter(self, netns: str) -> Entrance:
        """See `Machines.enter`: there is nothing to enter, so it always raises KernelError."""
        self._known(netns, f"enter {netns}")
        raise KernelError(f"enter {netns}", "a namespace of the fake kernel cannot be entered")

    def _frozen(self) -> NetworkState:
        return {name: netns.frozen() for name, netns in self._netnses.items()}

    def _known(self, netns: str, step: str) -> _Netns:
        if netns not in self._netnses:
            raise KernelError(step, NO_NETNS)
        return self._netnses[netns]

    def _take(self, change: Change) -> None:
        if isinstance(change, AddNetns):
            if change.netns in self._netnses:
                raise _refusal(change, EEXIST)
            self._netnses[change.netns] = _Netns()
            return
        if change.netns not in self._netnses:
            raise KernelError(title(change), NO_NETNS)
        netns = self._netnses[change.netns]
        match change:
            case RemoveNetns(netns=name):
                for link in tuple(netns.links):
                    self._unplug(netns, link)
                del self._netnses[name]
                self.workloads.pop(name, None)
            case AddBridge() | AddVeth() | RemoveLink():
                self._change_link(change, netns)
            case _:
                _change_inside(change, netns)

    def _change_link(self, change: AddBridge | AddVeth | RemoveLink, netns: _Netns) -> None:
        match change:
            case AddBridge(bridge=bridge):
                if bridge.name in netns.links:
                    raise _refusal(change, EEXIST)
                netns.links[bridge.name] = bridge
            case AddVeth(end=end, peer=peer):
                far = self._known(end.peer_netns, title(change))
                if end.name in netns.links or peer.name in far.links:
                    raise _refusal(change, EEXIST)
                for place, link in ((netns, end), (far, peer)):
                    if link.master is not None and link.master not in place.links:
                        raise _refusal(change, ENODEV)
                    if link.master is not None and not isinstance(place.links[link.master], Bridge):
                        raise _refusal(change, EOPNOTSUPP)
                netns.links[end.name], far.links[peer.name] = end, peer
            case RemoveLink(name=name):
                if name not in netns.links:
                    raise _refusal(change, ENODEV)
                self._unplug(netns, name)

    def _unplug(self, netns: _Netns, name: str) -> None:
        """Remove a link; a cable goes with its other end, a bridge leaves its ports behind, free."""
        link = netns.links.pop(name)
        _forget_interface(netns, name)
        if isinstance(link, Veth):
            far = self._netnses[link.peer_netns]
            if far.links.pop(link.peer_name, None) is not None:
                _forget_interface(far, link.peer_name)
            return
        for port in netns.links.values():
            if isinstance(port, Veth) and port.master == name:
                netns.links[port.name] = Veth(port.name, port.mac, port.peer_netns, port.peer_name)


def _refusal(change: Change, code: int) -> KernelError:
    return KernelError(title(change), os.strerror(code))


def _forget_interface(netns: _Netns, dev: str) -> None:
    netns.addresses = {address for address in netns.addresses if address.dev != dev}
    netns.flush(dev)


def _change_inside(
    change: SetSysctl
    | ResetSysctl
    | AddressChange
    | RouteChange
    | RuleChange
    | NeighbourChange
    | PutTable
    | RemoveTable,
    netns: _Netns,
) -> None:
    match change:
        case SetSysctl() | ResetSysctl():
            _change_sysctl(change, netns)
        case AddressChange():
            _change_address(change, netns)
        case RouteChange():
            _change_route(change, netns)
        case RuleChange():
            _change_rule(change, netns)
        case NeighbourChange():
            _change_neighbour(change, netns)
        case PutTable() | RemoveTable():
            _change_table(change, netns)
        case _:
            assert_never(change)


def _change_sysctl(change: SetSysctl | ResetSysctl, netns: _Netns) -> None:
    if change.name not in DEFAULTS:
        raise _refusal(change, ENOENT)
    value = change.value if isinstance(change, SetSysctl) else DEFAULTS[change.name]
    also = WRITES_ALSO.get(change.name)
    if also in netns.sysctls:
        netns.sysctls[also] = value
    if isinstance(change, SetSysctl):
        netns.sysctls[change.name] = value
    else:
        netns.sysctls.pop(change.name, None)


def _require_interface(change: Change, netns: _Netns, dev: str) -> None:
    if dev != "lo" and dev not in netns.links:
        raise _refusal(change, ENODEV)


def _change_address(change: AddressChange, netns: _Netns) -> None:
    address = change.address
    _require_interface(change, netns, address.dev)
    if change.verb == "add":
        if address in netns.addresses:
            raise _refusal(change, EEXIST)
        netns.addresses.add(address)
        return
    if address not in netns.addresses:
        raise _refusal(change, EADDRNOTAVAIL)
    netns.addresses.remove(address)
    if address.dev != "lo" and not any(other.dev == address.dev for other in netns.addresses):
        netns.flush(address.dev)


def _change_route(change: RouteChange, netns: _Netns) -> None:
    route = change.route
    key = route.table, route.dst
    if route.dev is not None:
        _require_interface(change, netns, route.dev)
    if change.verb == "remove":
        if key not in netns.routes:
            raise _refusal(change, ESRCH)
        del netns.routes[key]
        return
    _require_gateway(change, netns)
    if change.verb == "add" and key in netns.routes:
        raise _refusal(change, EEXIST)
    netns.routes[key] = route


def _require_gateway(change: RouteChange, netns: _Netns) -> None:
    """Insist, as Linux does, that a gateway is reached directly by another route, unless it is said to be."""
    route = change.route
    if route.via is None:
        return
    gateway = IPv4Address(route.via)
    own = {address.dev for address in netns.addresses if IPv4Interface(address.address).ip == gateway}
    if route.onlink and own:
        raise _refusal(change, EINVAL)
    direct = (r for r in netns.routes.values() if r.kind == "unicast" and r.via is None and r.dev == route.dev)
    reached = route.dev in own or any(
        r.table in (route.table, MAIN_TABLE) and gateway in IPv4Network(r.dst) for r in direct
    )
    if not route.onlink and not reached:
        raise _refusal(change, ENETUNREACH)


def _change_rule(change: RuleChange, netns: _Netns) -> None:
    if change.verb == "add":
        if change.rule in netns.rules:
            raise _refusal(change, EEXIST)
        netns.rules.add(change.rule)
    elif change.rule in netns.rules:
        netns.rules.remove(change.rule)
    else:
        raise _refusal(change, ENOENT)


def _change_neighbour(change: NeighbourChange, netns: _Netns) -> None:
    neighbour = change.neighbour
    key = neighbour.dev, neighbour.address
    _require_interface(change, netns, neighbour.dev)
    if change.verb != "remove":
        netns.neighbours[key] = neighbour
    elif netns.neighbours.pop(key, None) is None:
        raise _refusal(change, ENOENT)


def _change_table(change: PutTable | RemoveTable, netns: _Netns) -> None:
    if isinstance(change, PutTable):
        try:
            check_table(change.table)
        except ValueError as error:
            raise KernelError(title(change), str(error)) from error
        netns.tables[change.table.name] = change.table
    elif netns.tables.pop(change.name, None) is None:
        raise _refusal(change, ENOENT)
