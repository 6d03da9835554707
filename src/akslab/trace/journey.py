"""A packet under way: its headers, which connection it belongs to where it is, and what has happened to it so far."""

from collections.abc import Callable

from .connections import Connection, Connections, ConnectionTable, Tuple
from .numbers import dotted
from .packets import Headers, ProtocolName, Segment
from .prepared import Netns, Network
from .routes import RouteChoice
from .steps import Decider, Disposition, Dropped, RouteRef, Step, TrackState
from .traces import Hop
from .views import View

Spared = frozenset[tuple[str, Decider]]
"""Deciders, with their namespace, to be walked past: what if they were not there?"""


class Ended(Exception):
    """The packet's way has ended."""

    def __init__(self, disposition: Disposition, decider: Decider | None = None, cycle: tuple[str, ...] = ()) -> None:
        super().__init__(disposition)
        self.disposition: Disposition = disposition
        self.decider = decider
        self.cycle = cycle


class Journey:
    """One packet's way through a network; steps are added by the modules that know what happens."""

    def __init__(self, network: Network, connections: Connections, spared: Spared, segment: Segment) -> None:
        self.network, self.connections, self.segment = network, connections, segment
        self._spared = spared
        self.protocol: ProtocolName = "tcp"
        self.source = self.source_port = self.destination = self.destination_port = 0
        self.first_source = 0
        """The source its sender chose."""
        self.ttl = self.mark = self.size = 0
        self.dont_fragment = self.is_fragmented = False
        self.connection: Connection | None = None
        self.is_reply = False
        self.state: TrackState = "invalid"
        self.hops: list[tuple[str, list[Step]]] = []
        self._seen: dict[object, int] = {}
        self._headers: Headers | None = None

    @property
    def netns(self) -> str:
        """The namespace the packet is in."""
        return self.hops[-1][0]

    @property
    def table(self) -> ConnectionTable:
        """The connections of the namespace the packet is in."""
        return self.connections.of(self.netns)

    @property
    def flow(self) -> Tuple:
        """What connection tracking knows a packet by."""
        return self.protocol, self.source, self.source_port, self.destination, self.destination_port

    def headers(self) -> Headers:
        """Return the headers as they are now."""
        headers = self._headers
        if headers is None:
            headers = self._headers = Headers(
                self.protocol,
                dotted(self.source),
                self.source_port,
                dotted(self.destination),
                self.destination_port,
                self.ttl,
                self.mark,
            )
        return headers

    def changed(self) -> Headers:
        """Return the headers after something was written to them."""
        self._headers = None
        return self.headers()

    def rewrite(self, flow: Tuple) -> None:
        """Write protocol, addresses and ports."""
        if flow != self.flow:
            self.protocol, self.source, self.source_port, self.destination, self.destination_port = flow
            self._headers = None

    def view(self, netns: Netns, iifname: str, oifname: str) -> View:
        """Return what nftables sees."""
        return View(
            iifname,
            oifname,
            self.source,
            self.destination,
            self.protocol,
            self.source_port,
            self.destination_port,
            self.state,
            netns.routing.is_local(self.destination),
        )

    def add(self, step: Step) -> None:
        """Note a step."""
        self.hops[-1][1].append(step)

    def enter(self, netns: str, dev: str, mac: str) -> None:
        """Come into a namespace from outside; ends the way when the packet has been there exactly so before."""
        if self.hops and self.netns != netns and self.mark:
            self.mark = 0
            self._headers = None
        self.connection, self.is_reply, self.state = None, False, "invalid"
        key = netns, dev, mac, self.flow, self.mark, self.connections.revision
        before = self._seen.setdefault(key, len(self.hops))
        if before < len(self.hops):
            raise Ended("loop", cycle=tuple(name for name, _ in self.hops[before:]))
        self.hops.append((netns, []))

    def block(self, disposition: Disposition, decider: Decider) -> None:
        """End the way, unless `decider` is to be walked past."""
        if not self.is_spared(decider):
            raise Ended(disposition, decider)

    def is_spared(self, decider: Decider) -> bool:
        """Whether `decider` of this namespace is to be walked past."""
        return bool(self._spared) and (self.netns, decider) in self._spared

    def missing(self, netns: Netns) -> Callable[[RouteRef], bool]:
        """Return whether a route of `netns` is to be looked past."""
        if not self._spared:
            return _nothing
        return lambda route: (netns.name, route) in self._spared

    def route(self, netns: Netns, mark: int) -> RouteChoice | None:
        """Look up the way to the packet's destination."""
        return netns.routing.find(self.destination, mark, self.missing(netns))

    def end(self, ended: Ended) -> tuple[Hop, ...]:
        """Note how it ended, if badly, and return all hops."""
        if ended.disposition != "delivered":
            self.add(Dropped(ended.disposition, ended.decider, self.headers()))
        return tuple(Hop(netns, tuple(steps)) for netns, steps in self.hops)


def _nothing(route: RouteRef) -> bool:
    return False
