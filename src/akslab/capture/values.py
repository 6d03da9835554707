"""What is handed around while capturing: the points, their interfaces, packets, and what is known of a packet."""

from msgspec import Struct, field


class Point(Struct, frozen=True):
    """A namespace to capture in, as the lab's server describes it."""

    name: str
    """What people call it: `pod/web-1`, `node/aks-…`, `vnet/myaksvnet`, `internet`."""
    what: str
    """What it is in Azure's and Kubernetes' words."""
    pid: int
    """The kernel host, and …"""
    fd: int
    """… its descriptor of the namespace."""
    links: dict[str, str] = field(default_factory=dict)
    """Interface -> what it is, for those that are known."""


class Points(Struct, frozen=True):
    """The points of one capture, and the names of addresses that only one thing of the lab has."""

    points: tuple[Point, ...]
    names: dict[str, str] = field(default_factory=dict)


class Interface(Struct, frozen=True):
    """An interface of a point, numbered as in the file."""

    number: int
    point: str
    name: str
    what: str = ""
    mac: bytes = b""
    address: bytes = b""
    """Its IPv4 address and netmask, eight bytes; empty where it has none."""

    @property
    def title(self) -> str:
        """What lines and the file call it: `pod/web-1:eth0`."""
        return f"{self.point}:{self.name}"


class Packet(Struct, frozen=True, gc=False):
    """One packet as a socket saw it."""

    time_ns: int
    """Since 1970, UTC."""
    index: int
    """Linux' index of the interface, within the namespace."""
    kind: int
    """Linux' packet type: `HOST` to `OUTGOING`."""
    length: int
    """On the wire, in bytes; `data` may hold less."""
    data: bytes
    """From the Ethernet header on."""


HOST, BROADCAST, MULTICAST, OTHER_HOST, OUTGOING = range(5)
"""Linux' packet types (PACKET_HOST …): to us, to all, to a group, to somebody else, from us."""

Flow = tuple[bytes, bytes]
"""Source and destination: four bytes of address, and two of port where the protocol has ports."""


class Sighting(Struct, frozen=True, gc=False):
    """A packet at an interface. The same packet has the same `number` wherever it is seen."""

    interface: Interface
    packet: Packet
    number: int
    was: tuple[Flow, Flow] | None = None
    """How it was addressed where it was seen before, and how it is addressed here, if that is not the same."""
