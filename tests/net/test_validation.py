"""validate: a state that Linux could not hold, or `observe` not give back, is our own mistake and is said so."""

import pytest
from msgspec.structs import replace

from akslab.net.diff import validate
from akslab.net.nftables import NftTable
from akslab.net.state import Bridge, InterfaceAddress, Neighbour, NetnsState, NetworkState, RouteEntry, RuleEntry, Veth

MAC = "02:00:00:00:00:01"
ETH0, PORT = Veth("eth0", MAC, "b", "v1"), Veth("v1", MAC, "a", "eth0")
A = NetnsState(
    links=(ETH0,),
    addresses=(InterfaceAddress("eth0", "10.0.0.2/24"), InterfaceAddress("lo", "10.9.0.1/32")),
    routes=(RouteEntry(dst="0.0.0.0/0", via="10.0.0.1", dev="eth0"), RouteEntry(dst="10.0.0.0/24", dev="eth0")),
    neighbours=(Neighbour("eth0", "10.0.0.1", MAC),),
    rules=(RuleEntry(priority=1000, fwmark=1, table=100),),
    sysctls=(("net.ipv4.ip_forward", "1"),),
)
B = NetnsState(links=(PORT,))


def test_a_sound_state_passes() -> None:
    validate({"a": A, "b": B})


@pytest.mark.parametrize(
    ("altered", "complaint"),
    [
        ({"links": (replace(ETH0, name="a-name-too-long-"),)}, "link name"),
        ({"links": (replace(ETH0, name="lo"),)}, "link name"),
        ({"links": (replace(ETH0, name="a b"),)}, "link name"),
        ({"links": (replace(ETH0, mac="02:00:00:00:00"),)}, "MAC"),
        ({"links": (replace(ETH0, mac="0A:00:00:00:00:01"),)}, "MAC"),
        ({"links": (replace(ETH0, mac="03:00:00:00:00:01"),)}, "MAC"),
        ({"links": (replace(ETH0, master="cbr0"),)}, "no bridge"),
        ({"links": (replace(ETH0, peer_name="v2"),)}, "mirrors"),
        ({"links": (replace(ETH0, peer_netns="c"),)}, "mirrors"),
        ({"links": (replace(ETH0, peer_netns="a", peer_name="eth0"),)}, "into itself"),
        ({"links": (ETH0, Bridge("br0", MAC))}, "not sorted"),
        ({"links": (ETH0, ETH0)}, "two links"),
        ({"links": ()}, "no link"),
        ({"addresses": (InterfaceAddress("eth0", "10.0.0.2"),)}, "not canonical"),
        ({"addresses": (InterfaceAddress("eth0", "127.0.0.2/8"),)}, "not one of an interface"),
        ({"addresses": (InterfaceAddress("eth0", "10.0.0.2/24"), InterfaceAddress("eth0", "10.0.0.3/24"))}, "two add"),
        ({"addresses": (InterfaceAddress("eth9", "10.0.0.2/24"),)}, "no link"),
        ({"neighbours": (Neighbour("lo", "10.0.0.1", MAC),)}, "no link"),
        ({"neighbours": (Neighbour("eth0", "10.0.0.256", MAC),)}, "10.0.0.256"),
        ({"routes": (RouteEntry(dst="10.0.0.1/24", dev="eth0"),)}, "host bits"),
        ({"routes": (RouteEntry(dst="10.0.0.0/24"),)}, "no link None"),
        ({"routes": (RouteEntry(dst="10.0.0.0/24", dev="eth0", table=255),)}, "of the kernel"),
        ({"routes": (RouteEntry(dst="10.0.0.0/24", kind="blackhole", dev="eth0"),)}, "goes nowhere"),
        ({"routes": (RouteEntry(dst="0.0.0.0/0", via="10.0.0.1", dev="eth0"),)}, "not reachable"),
        ({"routes": (RouteEntry(dst="0.0.0.0/0", via="10.0.0.2", dev="eth0", onlink=True),)}, "gateway"),
        ({"routes": (RouteEntry(dst="0.0.0.0/0", dev="eth0", onlink=True),)}, "without a gateway"),
        ({"routes": A.routes[::-1]}, "not sorted"),
        ({"rules": (RuleEntry(priority=32766, fwmark=1, table=100),)}, "of the kernel"),
        ({"rules": (RuleEntry(priority=1, fwmark=0, table=100),)}, "mark 0"),
        ({"sysctls": (("kernel.panic", "1"),)}, "not one we set"),
        ({"tables": (NftTable(name="a b"),)}, "not a name"),
    ],
)
def test_a_mistake_is_named_with_its_namespace(altered: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError, match=r"^namespace 'a': ") as caught:
        validate({"a": replace(A, **altered), "b": B})
    assert complaint in str(caught.value)


@pytest.mark.parametrize("name", ["", "two words", "-dash", "new\nline", "'quoted'"])
def test_a_name_that_could_not_be_typed_is_refused(name: str) -> None:
    state: NetworkState = {name: NetnsState()}
    with pytest.raises(ValueError, match="not a usable name"):
        validate(state)
