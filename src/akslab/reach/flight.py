"""A region of ports under way between two addresses: where it is, what it looks like there, what it has met.

Ports are symbols: `CLIENT` is whatever port the sender chose, `SERVER` whatever it asked for. Nothing on a walk changes
them, or the walk is not settled.
"""

from ..trace.connections import Connection, ConnectionTable, Tuple, inverse
from ..trace.hooks import Entry
from ..trace.packets import ProtocolName, Segment
from ..trace.routes import RouteChoice
from ..trace.steps import Decider, TrackState
from ..trace.traces import LegName
from ..trace.views import View
from .outcomes import End, Part, Stopped
from .ports import Region, without
from .terrain import Place, Terrain, nothing

Asked = tuple[str, str, str, View]
"""Namespace, table and chain, and what nftables sees there."""
CLIENT, SERVER = 40000, 80
NO_CONNECTIONS = ConnectionTable()


class Exchange:
    """One attempt to walk an exchange: what every namespace remembers of it, and what has come out so far."""

    def __init__(self, terrain: Terrain, region: Region, protocol: ProtocolName, *, is_mixed: bool) -> None:
        self.terrain, self.region, self.protocol, self.is_mixed = terrain, region, protocol, is_mixed
        self.tables: dict[str, ConnectionTable] = {}
        self.heard: dict[tuple[str, str, int], str] = {}
        self.revision = 0
        self.parts: list[Part] = []
        self.looked: set[tuple[str, int, int]] = set()
        """Every routing look-up: namespace, mark, address."""
        self.asked: set[Asked] = set()
        """Every chain of the core that was jumped to, and the packet it saw."""
        self.is_regular = True
        """Whether every namespace knew the connection of whatever came by, and which way it was going."""
        self.passes_again = True
        """Whether every filter that let the first packet pass lets it pass as established, too."""
        self.equal_ports_differ = False
        """Whether a flow whose two ports are equal could fare differently."""


class Flight:
    """One leg of an exchange."""

    def __init__(self, exchange: Exchange, leg: LegName, segment: Segment, *, is_answer: bool) -> None:
        self.exchange, self.leg, self.segment, self.is_answer = exchange, leg, segment, is_answer
        self.terrain, self.protocol, self.whole = exchange.terrain, exchange.protocol, exchange.terrain.space.whole
        self.source = self.source_port = self.destination = self.destination_port = 0
        self.first_source = 0
        """The source its sender chose."""
        self.ttl, self.mark, self.netns = 64, 0, ""
        self.table = NO_CONNECTIONS
        """The connections of the namespace it is in."""
        self.connection: Connection | None = None
        self.is_reply = False
        self.state: TrackState = "invalid"
        self._seen: set[object] = set()

    @property
    def region(self) -> Region:
        """What is still under way."""
        return self.exchange.region

    @region.setter
    def region(self, region: Region) -> None:
        self.exchange.region = region

    @property
    def is_mixed(self) -> bool:
        """Whether several protocols are walked at once."""
        return self.exchange.is_mixed

    @property
    def is_settled(self) -> bool:
        """Whether the rest of a handshake goes the ways that its beginning went."""
        exchange = self.exchange
        return (exchange.is_regular and exchange.passes_again) and all(
            connection.replied for table in exchange.tables.values() for connection, _ in table.entries.values()
        )

    @property
    def is_turned(self) -> bool:
        """Whether the packet's source port is the port that was asked for."""
        return self.source_port != CLIENT

    @property
    def flow(self) -> Tuple:
        """What connection tracking knows the packets by."""
        return self.protocol, self.source, self.source_port, self.destination, self.destination_port

    def rewrite(self, flow: Tuple) -> None:
        """Write addresses and ports."""
        _, self.source, self.source_port, self.destination, self.destination_port = flow

    def enter(self, netns: str, dev: str, mac: str) -> None:
        """Come into a namespace; ends the way when it has been there exactly so before."""
        if self.netns != netns:
            self.mark = 0
        self.connection, self.is_reply, self.state = None, False, "invalid"
        key = netns, dev, mac, self.flow, self.mark, self.exchange.revision
        if key in self._seen:
            raise Stopped("loop")
        self._seen.add(key)
        self.netns = netns
        table = self.exchange.tables.get(netns)
        if table is None:
            table = self.exchange.tables[netns] = ConnectionTable()
        self.table = table

    def route(self, place: Place, mark: int) -> RouteChoice | None:
        """Look up the way to the destination."""
        self.exchange.looked.add((place.name, mark, self.destination))
        return place.routing.find(self.destination, mark, nothing)

    def note_chain(self, place: Place, entry: Entry | None, chain: str, view: View) -> None:
        """Note a chain that a rule jumped to, where an edit could come: in the core."""
        if entry is not None and place.name in self.terrain.core:
            self.exchange.asked.add((place.name, entry.table.name, chain, view))

    def drop(self, region: Region, decider: Decider) -> None:
        """Note a part that a rule ends."""
        self.exchange.parts.append(Part(region, End("filtered", self.leg, self.netns, decider)))
        self.exchange.region = without(self.exchange.region, region)

    def end(self, stopped: Stopped) -> None:
        """Note how what is left ends."""
        end = End(stopped.disposition, self.leg, self.netns, stopped.decider)
        if self.region:
            self.exchange.parts.append(Part(self.region, end))
        self.region = ()

    def nothing_left(self) -> Stopped:
        """Return what ends a walk whose whole region has been dropped."""
        return Stopped("filtered")

    def note_equal_ports(self, flow: Tuple) -> None:
        """Note whether a flow with two equal ports would meet a connection that others do not meet."""
        protocol, source, source_port, destination, port = flow
        swapped = protocol, source, port, destination, source_port
        entries = self.table.entries
        if source == destination or swapped in entries or inverse(swapped) in entries:
            self.exchange.equal_ports_differ = True
