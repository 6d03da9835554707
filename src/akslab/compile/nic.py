"""The machine's side of a network interface: `eth0`, its addresses and the way to the subnet's gateway.

Every packet goes to the gateway, neighbours of the subnet included: an Azure subnet is no Ethernet. The gateway's
hardware address is a permanent neighbour, so an address that nobody has is silence, not "host unreachable".
"""

from ..net.state import InterfaceAddress, Neighbour, NetnsState, RouteEntry, Veth
from .attachments import Attachment
from .names import FABRIC_MAC, fabric_netns
from .ranges import prefix_length

MACHINE_SYSCTLS = (
    ("net.ipv4.conf.all.rp_filter", "0"),
    ("net.ipv4.conf.all.send_redirects", "0"),
    ("net.ipv4.conf.default.rp_filter", "0"),
    ("net.ipv4.conf.default.send_redirects", "0"),
    ("net.ipv6.conf.all.disable_ipv6", "1"),
    ("net.ipv6.conf.default.disable_ipv6", "1"),
)
"""Without redirects: a machine that forwards back into its subnet is doing its work here, not making a detour."""


def eth0(attachment: Attachment) -> Veth:
    """Return the machine's end of the cable."""
    return Veth(
        name="eth0",
        mac=attachment.mac,
        peer_netns=fabric_netns(attachment.network.id),
        peer_name=attachment.link,
    )


def eth0_addresses(attachment: Attachment) -> tuple[InterfaceAddress, ...]:
    """List the primary address with the length of its subnet, and the others.

    Those stand alone: among addresses of one prefix Linux lets the later ones live only as long as the first.
    """
    length = prefix_length(attachment.prefix_of(attachment.address))
    carried = [f"{attachment.address}/{length}", *(f"{each.address}/32" for each in attachment.configurations[1:])]
    return tuple(InterfaceAddress("eth0", each) for each in sorted(carried))


def eth0_routes(attachment: Attachment) -> tuple[RouteEntry, ...]:
    """Route the gateway on the link, everything else by it."""
    gateway = attachment.gateway
    return (RouteEntry(dst="0.0.0.0/0", via=gateway, dev="eth0"), RouteEntry(dst=f"{gateway}/32", dev="eth0"))


def gateway_neighbour(attachment: Attachment) -> Neighbour:
    """Return the fabric's hardware address behind the gateway's."""
    return Neighbour("eth0", attachment.gateway, FABRIC_MAC)


def machine_state(attachment: Attachment) -> NetnsState:
    """Compile the namespace of a virtual machine. An appliance (IP forwarding on) also forwards in its own kernel."""
    forward = "1" if attachment.interface.ip_forwarding else "0"
    return NetnsState(
        links=(eth0(attachment),),
        addresses=eth0_addresses(attachment),
        routes=eth0_routes(attachment),
        neighbours=(gateway_neighbour(attachment),),
        sysctls=tuple(sorted((*MACHINE_SYSCTLS, ("net.ipv4.ip_forward", forward)))),
    )
