"""Connection tracking: what each namespace remembers of an exchange, so that replies are recognised and put right.

As in Linux a connection is a pair of tuples, the one its packets have and the one its replies will have; translation
changes the second. It is remembered once its first packet has left the namespace or arrived in it. TCP's rules about
what may start a connection, and what can't belong to one, are those of nf_conntrack_proto_tcp.c, reduced to the
segments a handshake and its data have.
"""

from dataclasses import dataclass, field
from typing import Literal

from .packets import ProtocolName, Segment

Phase = Literal["none", "syn-sent", "syn-received", "both-syn", "open"]
Tuple = tuple[ProtocolName, int, int, int, int]
"""Protocol, source, source port, destination, destination port."""
Side = Literal["source", "destination"]

STARTS: dict[Segment, Phase] = {"syn": "syn-sent", "ack": "open", "datagram": "open", "echo-request": "open"}
"""What may be a connection's first packet. A TCP connection may be picked up in its middle (nf_conntrack_tcp_loose)."""

ORIGINAL: dict[tuple[Segment, Phase], Phase] = {
    ("syn", "syn-sent"): "syn-sent",
    ("syn", "syn-received"): "syn-received",
    ("syn", "open"): "open",
    ("syn", "both-syn"): "both-syn",
    ("syn-ack", "syn-received"): "syn-received",
    ("syn-ack", "both-syn"): "syn-received",
    ("ack", "syn-received"): "open",
    ("ack", "open"): "open",
}
REPLY: dict[tuple[Segment, Phase], Phase] = {
    ("syn", "syn-sent"): "both-syn",
    ("syn", "both-syn"): "both-syn",
    ("syn-ack", "syn-sent"): "syn-received",
    ("syn-ack", "syn-received"): "syn-received",
    ("syn-ack", "open"): "open",
    ("syn-ack", "both-syn"): "syn-received",
    ("ack", "syn-sent"): "syn-sent",
    ("ack", "syn-received"): "syn-received",
    ("ack", "open"): "open",
    ("ack", "both-syn"): "both-syn",
}
"""TCP: segment and phase -> next phase, by direction; what is absent is invalid."""


def inverse(of: Tuple) -> Tuple:
    """Return the tuple of the answer."""
    return (of[0], of[3], of[4], of[1], of[2])


@dataclass(slots=True)
class Connection:
    """One connection in one namespace. `settled` are the sides whose translation is decided, `changed` those it has."""

    original: Tuple
    reply: Tuple
    phase: Phase
    replied: bool = False
    confirmed: bool = False
    settled: set[Side] = field(default_factory=set)
    changed: set[Side] = field(default_factory=set)
    masquerade_dev: str | None = None
    """The interface whose address it took: should it later leave by another, Linux forgets the connection."""


@dataclass(slots=True)
class ConnectionTable:
    """The connections of one namespace, by both tuples (False: the original one)."""

    entries: dict[Tuple, tuple[Connection, bool]] = field(default_factory=dict)
    by_source: dict[tuple[ProtocolName, int, int], list[Connection]] = field(default_factory=dict)

    def find(self, of: Tuple, segment: Segment) -> tuple[Connection, bool] | None:
        """Find or begin the connection of a packet, and its direction; None when the packet is invalid."""
        known = self.entries.get(of)
        if known is None:
            phase = STARTS.get(segment)
            return None if phase is None else (Connection(of, inverse(of), phase), False)
        connection, is_reply = known
        if segment == "rst":
            # A connection that was answered by nothing but a reset is forgotten at once; this packet still has it.
            if is_reply and not connection.replied:
                self.forget(connection)
            return known
        if of[0] == "tcp":
            after = (REPLY if is_reply else ORIGINAL).get((segment, connection.phase))
            if after is None:
                return None
            connection.phase = after
        return known

    def confirm(self, connection: Connection) -> None:
        """Remember a connection whose first packet got through."""
        connection.confirmed = True
        self.entries[connection.original] = connection, False
        self.entries[connection.reply] = connection, True
        self.by_source.setdefault(connection.original[:3], []).append(connection)

    def forget(self, connection: Connection) -> None:
        """Forget a connection."""
        if connection.confirmed:
            self.entries.pop(connection.original, None)
            self.entries.pop(connection.reply, None)
            self.by_source[connection.original[:3]].remove(connection)

    def is_taken(self, of: Tuple, connection: Connection) -> bool:
        """Whether another connection already expects the answers to `of`."""
        known = self.entries.get(inverse(of))
        return known is not None and known[0] is not connection


class Connections:
    """What all namespaces remember. Kept from one trace to the next it makes them meet each other, as in a kernel."""

    def __init__(self) -> None:
        self._tables: dict[str, ConnectionTable] = {}
        self.heard: dict[tuple[str, str, int], str] = {}
        """Hardware addresses learned from those who asked by ARP: (namespace, interface, address) -> MAC."""
        self.revision = 0
        """Grows with everything that a later packet could meet."""

    def of(self, netns: str) -> ConnectionTable:
        """Return the table of a namespace, empty at first."""
        return self._tables.setdefault(netns, ConnectionTable())
