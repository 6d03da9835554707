"""Every step as the lines a person would type; tests/kernel types them for real."""

from pathlib import Path

import pytest

from akslab.net.changes import (
    AddBridge,
    AddNetns,
    AddressChange,
    AddVeth,
    Change,
    NeighbourChange,
    PutTable,
    RemoveLink,
    RemoveNetns,
    RemoveTable,
    ResetSysctl,
    RouteChange,
    RuleChange,
    SetSysctl,
)
from akslab.net.commands import commands, title
from akslab.net.nftables import Hook, Masquerade, NftChain, NftRule, NftTable
from akslab.net.state import Bridge, InterfaceAddress, Neighbour, RouteEntry, RuleEntry, Veth

GOLDEN = Path(__file__).parent.parent / "golden" / "commands"
MAC, POD_MAC = "0a:58:0a:f4:00:01", "0a:58:0a:f4:00:02"
PORT, ETH0 = Veth("veth0af40002", MAC, "pod/web", "eth0", "cbr0"), Veth("eth0", POD_MAC, "node/0", "veth0af40002")
HOP = RouteEntry(dst="10.244.1.0/24", via="10.240.0.5", dev="nic2", onlink=True, table=100)
NONE = RouteEntry(dst="172.16.0.0/12", kind="blackhole", table=100)
POST = NftChain("post", (NftRule((), (Masquerade(),), "what leaves"),), Hook("nat", "postrouting", 100))
NEIGHBOUR = Neighbour("cbr0", "10.244.0.2", POD_MAC)
RULE = RuleEntry(priority=1000, fwmark=100, table=100)
STEPS: dict[str, tuple[Change, ...]] = {
    "namespaces": (
        AddNetns("node/0"),
        SetSysctl("node/0", "net.ipv4.ip_forward", "1"),
        ResetSysctl("node/0", "net.ipv4.ip_forward"),
        RemoveNetns("node/0"),
    ),
    "links": (AddBridge("node/0", Bridge("cbr0", MAC)), AddVeth("pod/web", ETH0, PORT), RemoveLink("node/0", "cbr0")),
    "addresses": (
        AddressChange("add", "node/0", InterfaceAddress("cbr0", "10.244.0.1/24")),
        AddressChange("remove", "node/0", InterfaceAddress("cbr0", "10.244.0.1/24")),
    ),
    "routes": (
        RouteChange("add", "vnet", RouteEntry(dst="10.240.0.4/32", dev="nic1")),
        RouteChange("replace", "vnet", HOP),
        RouteChange("remove", "vnet", HOP),
        RouteChange("add", "vnet", NONE),
        RouteChange("remove", "vnet", NONE),
    ),
    "rules": (RuleChange("add", "vnet", RULE), RuleChange("remove", "vnet", RULE)),
    "neighbours": (
        NeighbourChange("add", "node/0", NEIGHBOUR),
        NeighbourChange("replace", "node/0", NEIGHBOUR),
        NeighbourChange("remove", "node/0", NEIGHBOUR),
    ),
    "tables": (PutTable("node/0", NftTable(name="kubenet", chains=(POST,))), RemoveTable("node/0", "kubenet")),
}


@pytest.mark.parametrize("name", STEPS)
def test_the_lines_are_those_of_the_golden_file(name: str) -> None:
    assert "".join(f"{commands(step)}\n" for step in STEPS[name]) == (GOLDEN / f"{name}.txt").read_text()


def test_a_name_with_a_slash_or_a_quote_stays_one_word_of_the_shell() -> None:
    assert commands(RemoveNetns("pod/a;reboot")) == "ip netns delete 'pod.a;reboot'"


def test_an_error_names_a_table_step_in_one_line() -> None:
    assert title(STEPS["tables"][0]) == "ip netns exec node.0 nft replace table ip kubenet"
    assert title(STEPS["tables"][1]) == "ip netns exec node.0 nft delete table ip kubenet"
    assert title(STEPS["namespaces"][0]) == "ip netns add node.0"
