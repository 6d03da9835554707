"""Random packets for a network: from everybody who is in it to every kind of address there is, a few of them odd."""

from ipaddress import IPv4Interface
from random import Random

from akslab.net.state import NetworkState
from akslab.trace.packets import Packet, ProtocolName

NOBODY = ("10.99.1.1", "203.0.113.77", "172.17.3.3", "100.70.0.1", "192.168.77.7", "198.51.100.9", "8.8.8.8")
SERVED_PORT = 80
FIRST_PORT, LAST_PORT = 1024, 32000
Question = tuple[str, Packet]
"""The sender's namespace, and the packet."""


class Ports:
    """Source ports that no two packets in the same namespaces share: they tell the packets apart."""

    def __init__(self) -> None:
        self._next = FIRST_PORT

    def left(self) -> int:
        """Return how many are left before namespaces must be made anew."""
        return LAST_PORT - self._next

    def take(self) -> int:
        self._next += 1
        return self._next - 1


def questions(state: NetworkState, random: Random, count: int, ports: Ports) -> list[Question]:
    """Draw packets, most of them between machines that are there."""
    senders = [name for name in state if not name.startswith("vnet/")]
    targets = _targets(state)
    found: list[Question] = []
    for _ in range(count):
        kind = random.choices(list(targets), weights=[WEIGHTS[kind] for kind in targets])[0]
        packet = _packet(random, random.choice(targets[kind]), ports.take())
        found.append((random.choice(senders), packet))
    return found


WEIGHTS = {"pod": 8, "node": 4, "vm": 5, "internet": 4, "public": 4, "near": 2, "nobody": 2}


def _targets(state: NetworkState) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"near": [], "nobody": list(NOBODY)}
    for name, netns in state.items():
        kind = name.partition("/")[0]
        for each in netns.addresses:
            interface = IPv4Interface(each.address)
            found.setdefault(kind if kind in WEIGHTS else "node", []).append(str(interface.ip))
            if interface.network.prefixlen < 31:
                net = interface.network
                found["near"] += [str(net[1]), str(net[77]), str(net.broadcast_address)]
        if kind == "vnet":
            (table,) = netns.tables
            maps = {each.name: each.elements for each in table.maps}
            found.setdefault("public", []).extend(value for _, value in maps["public"])
    return {kind: addresses for kind, addresses in found.items() if addresses}


def _packet(random: Random, destination: str, source_port: int) -> Packet:
    protocol: ProtocolName = random.choices(("tcp", "udp", "icmp"), weights=(6, 3, 2))[0]
    size = 3000 if protocol != "tcp" and random.random() < 0.25 else 60
    port = SERVED_PORT if protocol == "udp" or random.random() < 0.75 else random.choice((81, 443, 8080, 22))
    return Packet(
        destination=destination,
        protocol=protocol,
        source_port=source_port,
        destination_port=port,
        refused=protocol == "tcp" and port != SERVED_PORT,
        ttl=random.randint(1, 6) if random.random() < 0.06 else 64,
        size=size,
        dont_fragment=size < 1500,
    )
