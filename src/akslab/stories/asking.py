"""A question about a network: who sends what to whom, from the words a person types."""

from ipaddress import ip_address

from msgspec import Struct
from msgspec.structs import replace

from ..compile.effective_routes import PRIVATE_PREFIXES
from ..compile.names import INTERNET
from ..compile.ranges import number_of, range_of
from ..networks.addresses import is_sixth
from ..networks.finding import find
from ..networks.making import extended
from ..networks.values import Endpoint, InternetHost, Network, NetworkError
from ..trace.ip_layer import LINK_MTU
from ..trace.packets import Packet, ProtocolName, check_packet
from ..wire.sentences import sentence

DEFAULT_PORTS: dict[ProtocolName, int] = {"tcp": 80, "udp": 53, "icmp": 0}
LAST_PORT = 65535
LEAST_SEGMENT = 40
"""Bytes of a TCP segment's two headers."""


class Question(Struct, frozen=True, kw_only=True):
    """A packet and both its ends."""

    source: Endpoint
    target: Endpoint
    packet: Packet


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked for, besides the ends."""

    protocol: ProtocolName = "tcp"
    port: int | None = None
    ttl: int = 64
    size: int = 60
    source_port: int = 40000


def target_and_port(network: Network, text: str) -> tuple[Endpoint, int | None]:
    """Read `DST[:PORT]`; a colon may also stand behind a kind: `pod:web`. Raises NetworkError."""
    name, colon, port = text.rpartition(":")
    if is_sixth(text) or name.endswith("]"):
        return find(network, text if is_sixth(text) else name), None
    if not colon or (not port.isdecimal() and "/" not in name and "." not in name):
        return find(network, text), None
    if not (port.isascii() and port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise NetworkError(sentence("ask.no-port", text=port))
    return find(network, name, int(port)), int(port)


def question_of(network: Network, source: str, target: str, wanted: Wanted) -> tuple[Network, Question]:
    """Return the question, and the network with the Internet hosts that it is about. Raises NetworkError."""
    receiver, port = target_and_port(network, target)
    sender = find(network, source)
    network, receiver = _on_the_internet(network, receiver)
    network, sender = _on_the_internet(network, sender)
    if not sender.netns:
        sender = _holder(network, sender)
    wanted_port = wanted.port if wanted.port is not None else port
    if wanted.protocol == "icmp" and wanted_port:
        raise NetworkError(sentence("ask.echo-port", text=wanted_port))
    if wanted.protocol == "tcp" and wanted.size < LEAST_SEGMENT:
        raise NetworkError(sentence("ask.small-segment", size=wanted.size, least=LEAST_SEGMENT))
    packet = Packet(
        destination=receiver.address,
        source=sender.address if sender.netns == INTERNET else None,
        protocol=wanted.protocol,
        source_port=wanted.source_port,
        destination_port=DEFAULT_PORTS[wanted.protocol] if wanted_port is None else wanted_port,
        ttl=wanted.ttl,
        size=wanted.size,
        # Linux cuts a datagram or an echo that its own cable does not take; TCP sends none.
        dont_fragment=wanted.protocol == "tcp" or wanted.size <= LINK_MTU,
    )
    try:
        check_packet(packet)
    except ValueError:
        # Everything else is bounded where it is read.
        raise NetworkError(sentence("ask.no-packet", address=receiver.address)) from None
    return network, Question(source=sender, target=receiver, packet=packet)


def _on_the_internet(network: Network, endpoint: Endpoint) -> tuple[Network, Endpoint]:
    """Put a public address that nobody here has on the Internet, so that there is somebody to answer."""
    if endpoint.netns or not is_elsewhere(network, endpoint.address):
        return network, endpoint
    host = InternetHost(endpoint.address)
    return extended(network, host), replace(endpoint, kind="internet", netns=INTERNET)


def is_elsewhere(network: Network, address: str) -> bool:
    """Whether an address is a public one that nobody in a network has."""
    number, parsed = number_of(address), ip_address(address)
    if (
        parsed.is_multicast
        or parsed.is_loopback
        or parsed.is_link_local
        or parsed.is_unspecified
        or number >= 240 << 24
    ):
        return False
    inside = [prefix for each in network.inputs.networks.values() for prefix in each.prefixes]
    inside += [prefix for site in network.additions for prefix in getattr(site, "prefixes", ())]
    if any(first <= number <= last for first, last in map(range_of, (*inside, *PRIVATE_PREFIXES))):
        return False
    internet = network.state[INTERNET]
    held = {each.address.partition("/")[0] for each in internet.addresses}
    routed = {route.dst.partition("/")[0] for route in internet.routes if route.kind == "unicast"}
    return address not in held | routed


def _holder(network: Network, endpoint: Endpoint) -> Endpoint:
    """Return who sends from an address that is nobody's first one. Raises NetworkError where nobody has it."""
    for netns, state in network.state.items():
        if any(each.address.partition("/")[0] == endpoint.address for each in state.addresses):
            return replace(endpoint, netns=netns)
    raise NetworkError(sentence("ask.no-sender", address=endpoint.address), is_missing=True)
