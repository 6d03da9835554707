"""Cases of networks, subnets, peerings, and rules of security groups."""

from typing import Any

import msgspec

from akslab.rules.example import Example
from akslab.rules.examples import (
    NETWORK,
    Document,
    cluster,
    deployed,
    interface,
    network,
    peering,
    security_group,
    security_rule,
    subnet,
    updated,
    world,
)
from akslab.rules.unknown import UNKNOWN

SPACE = ("192.168.0.0/16", "fd00:db8::/32")


def inside(*subnets: Document, prefixes: tuple[str, ...] = ("10.0.0.0/8",)) -> Example:
    """Return a network of these subnets."""
    return world(network(*subnets, prefixes=prefixes))


def group(**properties: Any) -> Example:
    """Return a security group of one rule."""
    return world(security_group(security_rule(**properties)))


def peered(ours: str, theirs: str, *, was: str = "") -> Example:
    """Return a network with a hub for a peer; `was` is its address space before, when it had the peering already."""
    hub = network(name="hub", prefixes=(theirs,))
    now = network(prefixes=(ours,), virtualNetworkPeerings=[peering()])
    before = [network(prefixes=(was,), virtualNetworkPeerings=[peering()])] if was else []
    return world(now, hub, before=before)


FORBIDDEN = ("224.0.0.0/24", "255.255.255.255/32", "127.0.0.0/24", "169.254.0.0/24", "168.63.129.16/32")


def joined(*back: Document, has_cluster: bool = True, makes_hub: bool = True, **more: Any) -> Example:
    """Return a deployment of a cluster's network that is peered with a hub, which has these peerings."""
    hub, side = network(name="hub", prefixes=("10.1.0.0/16",), virtualNetworkPeerings=list(back)), peering()
    place = network(subnet(), virtualNetworkPeerings=[side])
    made = (*((hub,) if makes_hub else ()), place, *((cluster(),) if has_cluster else ()))
    found = deployed(*made, holding=(hub,))
    return msgspec.structs.replace(found, **more)


def to(remote: object, name: str = "toCluster") -> Document:
    """Return a side of a peering with this network."""
    return {"id": f"/p/{name}", "name": name, "properties": {"remoteVirtualNetwork": {"id": remote}}}


def two_old_peers() -> Example:
    """Return a network that had two peerings, one of them with a network on its own addresses."""
    both = [peering("a", "toA"), peering()]
    others = (network(name="a", prefixes=("10.2.0.0/16",)), network(name="hub", prefixes=("192.168.128.0/17",)))
    now = network(virtualNetworkPeerings=both)
    return world(now, *others, before=(now,))


BROKEN = [
    ("peering-one-sided", "the hub has somebody else", lambda: joined(to(f"{NETWORK}2"))),
    ("peering-one-sided", "the hub's side only", lambda: deployed(
        network(subnet()), network(name="hub", virtualNetworkPeerings=[to(NETWORK)]), cluster())),
    *(("address-space-forbidden", each, lambda each=each: inside(prefixes=(each,))) for each in FORBIDDEN),
    ("subnet-size", "an IPv6 subnet of another length", lambda: inside(
        subnet(addressPrefixes=["192.168.1.0/24", "fd00:db8:1::/65"]), prefixes=SPACE)),
    ("subnet-size", "larger than a /8", lambda: inside(subnet(prefix="10.0.0.0/7"), prefixes=("10.0.0.0/7",))),
    ("subnet-outside-network", "in neither of two prefixes", lambda: inside(
        subnet(prefix="10.9.0.0/24"), prefixes=("10.0.0.0/16", "10.1.0.0/16"))),
    ("subnets-overlap", "in one address", lambda: inside(subnet("a", "10.0.0.0/24"), subnet("b", "10.0.0.255/32"))),
    ("subnets-overlap", "around a small one, and a third", lambda: inside(
        subnet("a", "10.0.0.0/16"), subnet("b", "10.0.1.0/24"), subnet("c", "10.0.9.0/24"))),
    ("subnets-overlap", "of IPv6", lambda: inside(
        subnet("a", addressPrefixes=["fd00:db8:1::/64"]), subnet("b", addressPrefixes=["fd00:db8:1::/64"]))),
    ("subnet-removed-in-use", "beside one that stays", lambda: updated(
        network(subnet("second", "192.168.2.0/24")), network(subnet(), subnet("second", "192.168.2.0/24")),
        interface("192.168.1.4"))),
    ("peered-networks-overlap", "the second of two peers", lambda: world(
        network(virtualNetworkPeerings=[peering("a", "toA"), peering()]), network(name="a", prefixes=("10.1.0.0/16",)),
        network(name="hub", prefixes=("192.168.128.0/17",)))),
    ("peered-networks-overlap", "one that this side only remembers", lambda: world(network(virtualNetworkPeerings=[
        peering(remoteAddressSpace={"addressPrefixes": ["192.168.128.0/17"]})]))),
    ("peers-of-a-network-overlap", "a network that grows onto its peer", lambda: peered(
        "10.1.0.0/16", "10.1.0.0/16", was="192.168.0.0/16")),
    ("security-rule-priority", "one above the last", lambda: group(priority=4097)),
    *(("security-rule-address-prefix", each, lambda each=each: group(sourceAddressPrefix=each))
      for each in ("10.0.0.1-x", "x-10.0.0.1", "10.0.0.0/33")),
    *(("security-rule-port-range", each, lambda each=each: group(destinationPortRange=each))
      for each in ("65536", "443-80", "22-65536", "any")),
]  # fmt: skip

SOUND = [
    ("peering-one-sided", "both, in capitals", lambda: joined(to("/s/other", "x"), to(NETWORK.upper()))),
    ("peering-one-sided", "a hub that is there already", lambda: joined(makes_hub=False)),
    ("peering-one-sided", "a hub that is not to be seen", lambda: deployed(
        network(subnet(), virtualNetworkPeerings=[peering()]), cluster())),
    ("peering-one-sided", "no cluster in either", lambda: joined(has_cluster=False)),
    ("peering-one-sided", "something could not be read", lambda: joined(is_in_part=True)),
    ("peering-one-sided", "what is there, whoever made it", lambda: world(
        network(subnet(), virtualNetworkPeerings=[peering()]), network(name="hub"), cluster())),
    ("address-prefix-malformed", "host bits, which are another rule's", lambda: inside(subnet(prefix="10.0.0.1/24"))),
    ("address-prefix-host-bits", "no prefix at all, which is another rule's", lambda: inside(subnet(prefix="ten"))),
    ("too-many-subnets", "as many as may be", lambda: inside(
        *(subnet(f"s{n}", f"10.{n // 256}.{n % 256}.0/24") for n in range(3000)))),
    ("subnet-size", "the largest", lambda: inside(subnet(prefix="10.0.0.0/8"))),
    ("subnet-size", "an IPv6 /64", lambda: inside(
        subnet(addressPrefixes=["192.168.1.0/24", "fd00:db8:1::/64"]), prefixes=SPACE)),
    ("subnet-outside-network", "in the second of two prefixes", lambda: inside(
        subnet(prefix="10.9.0.0/24"), prefixes=("10.0.0.0/16", "10.9.0.0/16"))),
    ("subnets-overlap", "side by side", lambda: inside(subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24"))),
    ("subnets-overlap", "of two families", lambda: inside(
        subnet("a", "10.0.0.0/24"), subnet("b", addressPrefixes=["::/64"]))),
    ("subnets-overlap", "one that nobody knows", lambda: inside(
        subnet("a", "10.0.0.0/24"), subnet("b") | {"properties": {"addressPrefix": UNKNOWN}})),
    ("subnet-removed-in-use", "it stays", lambda: updated(
        network(subnet()), network(subnet()), interface("192.168.1.4"))),
    ("subnet-removed-in-use", "somebody is in another", lambda: updated(
        network(subnet("second", "192.168.2.0/24")), network(subnet(), subnet("second", "192.168.2.0/24")),
        interface("192.168.2.4", subnet_id=subnet("second")["id"]))),
    ("subnet-resized-in-use", "it keeps its prefix", lambda: updated(
        network(subnet()), network(subnet()), interface("192.168.1.4"))),
    ("subnet-resized-in-use", "it is removed, which is another rule's", lambda: updated(
        network(), network(subnet()), interface("192.168.1.4"))),
    ("peering-with-itself", "a peer nobody knows", lambda: world(network(virtualNetworkPeerings=[
        peering() | {"properties": {"remoteVirtualNetwork": UNKNOWN}}]))),
    ("peered-networks-overlap", "an old peering, which is another rule's", lambda: peered(
        "10.1.0.0/16", "10.1.0.0/16", was="10.1.0.0/16")),
    ("peered-networks-overlap", "one of two old peerings", two_old_peers),
    ("subnet-removed-in-use", "an interface in a subnet nobody knows", lambda: updated(
        network(), network(subnet()), interface("192.168.1.4", subnet_id="") | {"properties": {"ipConfigurations": [
            {"name": "a", "properties": {"subnet": UNKNOWN, "privateIPAddress": "192.168.1.4"}}]}})),
    ("peers-of-a-network-overlap", "two new peers of a new network, which Azure judges one by one", lambda: world(
        network(virtualNetworkPeerings=[peering(), peering("second", "toSecond")]),
        network(name="hub", prefixes=("10.1.0.0/16",)), network(name="second", prefixes=("10.1.0.0/16",)))),
    ("security-rule-priority", "the last", lambda: group(priority=4096)),
    *(("security-rule-address-prefix", each, lambda each=each: group(sourceAddressPrefix=each))
      for each in ("*", "Internet", "10.1.2.3", "10.0.0.0/8", "10.0.0.1-10.0.0.9")),
    *(("security-rule-port-range", each, lambda each=each: group(destinationPortRange=each))
      for each in ("*", "0", "65535", "22-22", "0-65535")),
    ("security-rules-conflict", "a direction nobody knows", lambda: world(security_group(
        security_rule(), security_rule("second", direction=UNKNOWN), security_rule("third", direction=UNKNOWN)))),
    ("security-rules-conflict", "a priority nobody knows", lambda: world(security_group(
        security_rule(priority=UNKNOWN), security_rule("second", priority=UNKNOWN)))),
    ("peered-networks-overlap", "a peer that is nowhere", lambda: world(network(virtualNetworkPeerings=[peering()]))),
]  # fmt: skip
