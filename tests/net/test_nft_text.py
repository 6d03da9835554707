"""nftables text: what a person would write, and nothing anybody could slip in through a name or a comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akslab.net.nft_text import removal, replacement, rule_text
from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    Count,
    DestinationLocal,
    DnatFromMap,
    Hook,
    InSet,
    Interface,
    Jump,
    MarkFromMap,
    Masquerade,
    Match,
    NftChain,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    Port,
    Protocol,
    SnatFromMap,
    Statement,
    Verdict,
    VerdictMap,
)

FABRIC = NftTable(
    name="fabric",
    sets=(
        NftSet("bind", ("ifname", "ipv4_addr"), (("nic1", "10.240.0.4"),)),
        NftSet("private", ("ipv4_addr",), (("10.0.0.0-10.255.255.255",), ("192.168.0.7-192.168.0.7",)), interval=True),
    ),
    maps=(
        NftMap("nsg", "ifname", "verdict", (("nic1", "nsg_in_1"),)),
        NftMap("public", "ipv4_addr", "ipv4_addr"),
        NftMap("subnet", "ifname", "mark", (("nic1", "100"),)),
    ),
    counters=("spoof",),
    chains=(
        NftChain(
            "pre",
            (
                NftRule(
                    (Interface("iifname", "nic1"), InSet(("iifname", "ip saddr"), "bind", negate=True)),
                    (Count("spoof"), Verdict("drop")),
                ),
            ),
            Hook("filter", "prerouting", -300),
        ),
        NftChain("nsg_in_1"),
    ),
)
TEXT = """\
table ip fabric
delete table ip fabric
table ip fabric {
  set bind {
    type ifname . ipv4_addr
    elements = { "nic1" . 10.240.0.4 }
  }
  set private {
    type ipv4_addr
    flags interval
    elements = { 10.0.0.0-10.255.255.255, 192.168.0.7 }
  }
  map nsg {
    type ifname : verdict
    elements = { "nic1" : jump nsg_in_1 }
  }
  map public {
    type ipv4_addr : ipv4_addr
  }
  map subnet {
    type ifname : mark
    elements = { "nic1" : 100 }
  }
  counter spoof {
  }
  chain pre {
    type filter hook prerouting priority -300; policy accept;
    iifname "nic1" iifname . ip saddr != @bind counter name "spoof" drop
  }
  chain nsg_in_1 {
  }
}
"""


def test_a_table_is_replaced_whole() -> None:
    assert replacement(FABRIC) == TEXT
    assert removal("fabric") == "delete table ip fabric\n"


@pytest.mark.parametrize(
    ("match", "text"),
    [
        (
            AddressIn("ip daddr", (("10.0.0.0", "10.0.0.9"), ("10.1.0.0", "10.1.0.0"))),
            "ip daddr { 10.0.0.0-10.0.0.9, 10.1.0.0 }",
        ),
        (AddressIn("ip saddr", (("0.0.0.0", "255.255.255.255"),)), "ip saddr 0.0.0.0-255.255.255.255"),
        (Protocol(("tcp", "udp")), "meta l4proto { tcp, udp }"),
        (Protocol(("icmp",)), "meta l4proto icmp"),
        (Port("th dport", ((80, 80), (443, 500))), "th dport { 80, 443-500 }"),
        (ConntrackState(("established", "related")), "ct state established,related"),
        (DestinationLocal(), "fib daddr type local"),
        (InSet(("oifname",), "nics"), "oifname @nics"),
    ],
)
def test_a_match_reads_as_nft_lists_it(match: Match, text: str) -> None:
    assert rule_text(NftRule((match,), ())) == text


@pytest.mark.parametrize(
    ("statement", "text"),
    [
        (Jump("nsg"), "jump nsg"),
        (VerdictMap("oifname", "nsg"), "oifname vmap @nsg"),
        (MarkFromMap("iifname", "subnet"), "meta mark set iifname map @subnet"),
        (Masquerade(), "masquerade"),
        (SnatFromMap("ip saddr", "public"), "snat ip to ip saddr map @public"),
        (DnatFromMap("ip daddr", "public"), "dnat ip to ip daddr map @public"),
    ],
)
def test_a_statement_reads_as_nft_lists_it(statement: Statement, text: str) -> None:
    assert rule_text(NftRule((), (statement,), "why")) == f'{text} comment "why"'


ACCEPT = Verdict("accept")


def one_rule(*matches: Match, statement: Statement = ACCEPT, comment: str | None = None) -> NftTable:
    return NftTable(name="t", chains=(NftChain("c", (NftRule(matches, (statement,), comment),)),))


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (NftTable(name="t; flush ruleset"), "not a name"),
        (NftTable(name="t", chains=(NftChain("c {"),)), "not a name"),
        (NftTable(name="t", counters=("b", "a")), "not sorted"),
        (NftTable(name="t", chains=(NftChain("c"), NftChain("c"))), "two chains"),
        (NftTable(name="t", sets=(NftSet("s", ("ifname",), (("nic*",),)),)), "not an interface name"),
        (NftTable(name="t", sets=(NftSet("s", ("ifname",), (("a", "b"),)),)), "number of parts"),
        (NftTable(name="t", sets=(NftSet("s", ("ipv4_addr",), (("10.0.0.1",), ("10.0.0.0",))),)), "not sorted"),
        (NftTable(name="t", sets=(NftSet("s", ("ifname",), interval=True),)), "addresses only"),
        (NftTable(name="t", maps=(NftMap("m", "ifname", "verdict", (("a", "nowhere"),)),)), "no chain"),
        (NftTable(name="t", maps=(NftMap("m", "ifname", "mark", (("a", "0x1"),)),)), "mark '0x1'"),
        (
            NftTable(name="t", sets=(NftSet("x", ("ifname",)),), maps=(NftMap("x", "ifname", "mark"),)),
            "a set and a map",
        ),
        (one_rule(comment='" drop'), "cannot be quoted"),
        (one_rule(comment="two\nlines"), "cannot be quoted"),
        (one_rule(comment="é" * 65), "130 bytes"),
        (one_rule(comment=""), "0 bytes"),
        (one_rule(Interface("iifname", 'eth0" drop')), "not an interface name"),
        (one_rule(InSet(("iifname",), "s")), "no set"),
        (one_rule(AddressIn("ip saddr", ())), "no range"),
        (one_rule(AddressIn("ip saddr", (("10.0.0.0", "10.0.0.1"), ("10.0.0.2", "10.0.0.3")))), "not merged"),
        (one_rule(AddressIn("ip saddr", (("10.0.0.2", "10.0.0.1"),))), "not merged"),
        (one_rule(Port("th dport", ((80, 80),))), "not directly behind"),
        (one_rule(Protocol(("icmp", "tcp")), Port("th dport", ((80, 80),))), "not directly behind"),
        (one_rule(Protocol(("tcp",)), Port("th dport", ((80, 70000),))), "beyond 65535"),
        (one_rule(Protocol(("udp", "tcp"))), "not sorted"),
        (one_rule(ConntrackState(())), "or none"),
        (one_rule(statement=Count("c")), "no counter"),
        (one_rule(statement=Jump("nowhere")), "no chain"),
        (one_rule(statement=SnatFromMap("ip saddr", "m")), "no ipv4_addr map"),
    ],
)
def test_a_table_that_is_not_canonical_never_becomes_text(table: NftTable, complaint: str) -> None:
    with pytest.raises(ValueError, match=r"^nftables table ") as caught:
        replacement(table)
    assert complaint in str(caught.value)


@given(comment=st.text())
def test_no_comment_escapes_its_quotes(comment: str) -> None:
    table = one_rule(comment=comment)
    try:
        text = replacement(table)
    except ValueError:
        return
    assert text.splitlines() == replacement(one_rule(comment="x")).replace('"x"', f'"{comment}"').splitlines()
    assert text.count('"') == 2
