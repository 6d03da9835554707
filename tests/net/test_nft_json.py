"""Reading nft's JSON back: our forms become canonical again, any other form fails loudly, other tables are not seen."""

import json
from typing import Any

import pytest

from akslab.net.nft_json import parse_tables
from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    Match,
    NftChain,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    Port,
    Protocol,
    Verdict,
)


def listing(*objects: dict[str, Any], name: str = "t") -> str:
    head: list[dict[str, Any]] = [{"metainfo": {"version": "1.0.6"}}, {"table": {"family": "ip", "name": name}}]
    return json.dumps(
        {"nftables": [*head, *({k: {"family": "ip", "table": name, **v}} for o in objects for k, v in o.items())]}
    )


def rule(*expressions: Any, **more: Any) -> dict[str, Any]:
    return {"rule": {"chain": "c", "expr": [*expressions, {"accept": None}], **more}}


def match(left: Any, right: Any, op: str = "==") -> dict[str, Any]:
    return {"match": {"op": op, "left": left, "right": right}}


DADDR = {"payload": {"protocol": "ip", "field": "daddr"}}
CHAIN = {"chain": {"name": "c"}}


def only_matches(*expressions: Any) -> tuple[Match, ...]:
    (table,) = parse_tables(listing(CHAIN, rule(*expressions)), {"t"})
    return table.chains[0].rules[0].matches


def test_a_port_into_which_nft_folded_the_protocol_is_unfolded() -> None:
    sport = {"payload": {"protocol": "udp", "field": "sport"}}
    dport = {"payload": {"protocol": "udp", "field": "dport"}}
    ports = {"set": [53, {"range": [100, 200]}]}
    assert only_matches(match(sport, 5), match(dport, ports)) == (
        Protocol(("udp",)),
        Port("th sport", ((5, 5),)),
        Port("th dport", ((53, 53), (100, 200))),
    )


def test_prefixes_and_single_addresses_become_ranges_in_order() -> None:
    right = {"set": ["9.0.0.1", {"range": ["11.0.0.0", "11.0.0.2"]}, {"prefix": {"addr": "10.0.0.0", "len": 8}}]}
    ranges = (("9.0.0.1", "9.0.0.1"), ("10.0.0.0", "10.255.255.255"), ("11.0.0.0", "11.0.0.2"))
    assert only_matches(match(DADDR, right)) == (AddressIn("ip daddr", ranges),)


def test_one_conntrack_state_reads_as_several_do() -> None:
    state = {"ct": {"key": "state"}}
    assert only_matches(match(state, "new", "in")) == (ConntrackState(("new",)),)
    assert only_matches(match(state, ["related", "established"], "in")) == (ConntrackState(("established", "related")),)


def test_sets_maps_and_counters_come_back_sorted_and_others_tables_are_not_looked_at() -> None:
    ours = json.loads(
        listing(
            {"set": {"name": "b", "type": ["ifname", "ipv4_addr"], "elem": [{"concat": ["x", "1.1.1.1"]}]}},
            {"set": {"name": "a", "type": "ipv4_addr", "flags": ["interval"], "elem": ["9.9.9.9"]}},
            {"map": {"name": "m", "type": "ifname", "map": "mark", "elem": [["y", 2], ["x", 1]]}},
            {"map": {"name": "v", "type": "ifname", "map": "verdict", "elem": [["y", {"jump": {"target": "c"}}]]}},
            {"counter": {"name": "hits", "packets": 9}},
            CHAIN,
            rule(comment="why"),
        )
    )
    foreign = json.loads(listing(CHAIN, rule({"xt": None}), name="docker"))
    assert parse_tables(json.dumps({"nftables": foreign["nftables"] + ours["nftables"]}), {"t", "absent"}) == (
        NftTable(
            name="t",
            sets=(
                NftSet("a", ("ipv4_addr",), (("9.9.9.9-9.9.9.9",),), interval=True),
                NftSet("b", ("ifname", "ipv4_addr"), (("x", "1.1.1.1"),)),
            ),
            maps=(
                NftMap("m", "ifname", "mark", (("x", "1"), ("y", "2"))),
                NftMap("v", "ifname", "verdict", (("y", "c"),)),
            ),
            counters=("hits",),
            chains=(NftChain("c", (NftRule((), (Verdict("accept"),), "why"),)),),
        ),
    )


@pytest.mark.parametrize(
    "objects",
    [
        [CHAIN, rule({"limit": {"rate": 1}})],
        [CHAIN, rule({"accept": None}, match(DADDR, "1.1.1.1"))],
        [CHAIN, rule(match(DADDR, "1.1.1.1", "!="))],
        [CHAIN, rule(match({"meta": {"key": "skuid"}}, 0))],
        [CHAIN, rule({"vmap": {"key": DADDR, "data": {"set": []}}})],
        [{"chain": {"name": "c", "type": "filter", "hook": "input", "prio": 0, "policy": "drop"}}],
        [{"map": {"name": "v", "type": "ifname", "map": "verdict", "elem": [["y", {"drop": None}]]}}],
        [{"set": {"name": "a", "type": "ipv4_addr", "elem": [{"elem": {"val": "1.1.1.1", "timeout": 9}}]}}],
        [{"flowtable": {"name": "f"}}],
    ],
)
def test_a_form_we_never_write_is_refused(objects: list[dict[str, Any]]) -> None:
    with pytest.raises(ValueError, match="none of ours"):
        parse_tables(listing(*objects), {"t"})
