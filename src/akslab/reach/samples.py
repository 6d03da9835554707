"""One packet for a part of all flows: with a client's usual source port where that is among them."""

from collections.abc import Sequence

from ..trace.packets import Packet
from .endpoints import Endpoint
from .ports import Flows, Span

USUAL_PORT = 40000


def packet_of(flows: Flows, sender: Endpoint, receiver: Endpoint) -> Packet:
    """Return a packet of some flows between two."""
    source = source_port(flows.source_ports, 0)
    return Packet(
        destination=receiver.address,
        source=sender.source or None,
        protocol=flows.protocol,
        source_port=USUAL_PORT if source is None else source,
        destination_port=flows.destination_ports[0][0],
    )


def source_port(spans: Sequence[Span], least: int) -> int | None:
    """Choose a source port: the usual one where it is among them, else the first that is not too low."""
    if any(first <= USUAL_PORT <= last for first, last in spans):
        return USUAL_PORT
    return next((max(first, least) for first, last in spans if last >= least), None)
