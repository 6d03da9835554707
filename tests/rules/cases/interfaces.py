"""Cases of network interfaces, of what a scale set asks for, and of deletions."""

from typing import Any

from akslab.rules.example import Example
from akslab.rules.examples import SUBNET, TABLE, Document, interface, network, subnet, table, world
from akslab.rules.view import AddressRequest, Deletion

from .clusters import SECOND


def among(*documents: Document, **properties: Any) -> Example:
    """Return interfaces in the article's subnet."""
    return world(network(subnet(**properties)), *documents)


def asked(count: int, *documents: Document, prefix: str = "192.168.1.0/29") -> Example:
    """Return a wish for so many addresses of a small subnet beside another."""
    places = network(subnet(prefix=prefix), subnet("second", "192.168.2.0/24"))
    return world(places, *documents, requests=(AddressRequest(id=SUBNET, count=count),))


def deleted(type_: str, id_: str) -> Example:
    """Return a wish to delete something of another type that is used."""
    return world(network(subnet()), table(), requests=(Deletion(id=id_, type=type_, referers=("/x",)),))


BOTH = {"addressPrefixes": ["192.168.1.0/24", "fd00:db8:1::/64"]}

BROKEN = [
    ("private-address-outside-subnet", "an IPv6 address beside its prefix", lambda: among(
        interface("fd00:db8:2::4"), **BOTH)),
    ("private-address-reserved", "the last one", lambda: among(interface("192.168.1.255"))),
    ("subnet-full-for-interface", "two configurations of one interface", lambda: among(
        _double(interface("", "many"), 4), addressPrefix="192.168.1.0/29")),
    ("subnet-full", "an IPv6 prefix does not count", lambda: world(
        network(subnet(addressPrefixes=["192.168.1.0/29", "fd00:db8:1::/64"])),
        requests=(AddressRequest(id=SUBNET, count=4),))),
]  # fmt: skip


def _double(nic: Document, times: int) -> Document:
    """Return an interface with so many configurations."""
    [one] = nic["properties"]["ipConfigurations"]
    several = [one | {"id": f"{one['id']}{n}", "name": f"{one['name']}{n}"} for n in range(times)]
    return nic | {"properties": {"ipConfigurations": several}}


SOUND = [
    ("private-address-malformed", "none: Azure is to choose", lambda: among(interface())),
    ("private-address-outside-subnet", "in the second of two prefixes", lambda: among(
        interface("192.168.9.4"), addressPrefixes=["192.168.1.0/24", "192.168.9.0/24"])),
    ("private-address-outside-subnet", "an IPv6 subnet says nothing of IPv4", lambda: among(
        interface("192.168.9.4"), addressPrefixes=["fd00:db8:1::/64"])),
    ("private-address-outside-subnet", "none: Azure is to choose", lambda: among(interface())),
    ("private-address-outside-subnet", "a subnet that is not there", lambda: world(network(), interface("10.9.9.9"))),
    ("private-address-reserved", "the other family's prefix", lambda: among(interface("fd00:db8:1::9"), **BOTH)),
    ("private-address-allocated", "the same address in another network", lambda: world(
        network(subnet(), subnet("second", "192.168.2.0/24")), interface("192.168.1.4"),
        interface("192.168.1.4", "other", SECOND))),
    ("subnet-with-external-resources", "a subnet that is not there", lambda: world(network(), interface())),
    ("subnet-full-for-interface", "a subnet whose prefix is none", lambda: world(
        network(subnet(prefix="192.168.1.0/33")), interface(""))),
    ("subnet-full-for-interface", "its own address is chosen", lambda: among(
        *(interface(f"192.168.1.{host}", f"n{host}") for host in (4, 5, 6)), addressPrefix="192.168.1.0/29")),
    ("subnet-full-for-interface", "one that chooses has no address yet", lambda: among(
        interface("192.168.1.4"), interface("", "a"), interface("", "b"), addressPrefix="192.168.1.0/29")),
    ("subnet-full-for-interface", "a prefix that cannot be read", lambda: among(interface(), addressPrefix="192.168.1.0")),
    ("subnet-full", "others are in another subnet", lambda: asked(3, interface("192.168.2.4", subnet_id=SECOND))),
    ("subnet-full", "one that chooses has no address yet", lambda: asked(3, interface())),
    ("subnet-full", "a subnet that is not there", lambda: world(
        network(), requests=(AddressRequest(id=SUBNET, count=1),))),
    *((rule, "something else is deleted", lambda: deleted("Microsoft.Network/natGateways", TABLE)) for rule in (
        "subnet-in-use", "route-table-in-use", "network-security-group-in-use", "public-ip-in-use")),
]  # fmt: skip
