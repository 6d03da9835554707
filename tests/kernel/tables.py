"""Random canonical nftables tables: every form of `net.nftables`, nothing else."""

from ipaddress import IPv4Address

from hypothesis import strategies as st

from akslab.net.nftables import (
    AddressIn,
    ConntrackState,
    Count,
    DestinationLocal,
    DnatFromMap,
    Field,
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

INTERFACES = st.sampled_from(["eth0", "cbr0", "nicc0a80104", "veth0af40002", "a.b-c_d", "1x"])
ADDRESSES = st.integers(0, 2**32 - 1).map(lambda number: str(IPv4Address(number)))
COMMENTS = st.none() | st.sampled_from(["x", "NSG /subscriptions/1/ruleName 'é' #5; } drop", "k" * 128])
HOOKS = st.sampled_from(
    [
        Hook("filter", "prerouting", -300),
        Hook("filter", "input", 0),
        Hook("filter", "forward", 0),
        Hook("filter", "output", -150),
        Hook("filter", "postrouting", 50),
    ]
)

PROTOCOLS = (
    Protocol(("tcp",)),
    Protocol(("udp",)),
    Protocol(("tcp", "udp")),
    Protocol(("icmp",)),
    Protocol(("icmp", "udp")),
    Protocol(("icmp", "tcp", "udp")),
)
VERDICTS: st.SearchStrategy[Statement] = st.sampled_from([Verdict("accept"), Verdict("drop"), Verdict("return")])
INTERFACE_FIELDS: tuple[Field, ...] = ("iifname", "oifname")
ADDRESS_FIELDS: tuple[Field, ...] = ("ip saddr", "ip daddr")


def _ranges(highest: int) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Draw merged ascending ranges: cut points, so that two never touch."""
    edges = st.integers(0, highest) | st.sampled_from([0, 1, highest - 1, highest])
    return st.lists(edges, min_size=1, max_size=8, unique=True).map(sorted).map(_paired)


def _paired(edges: list[int]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in zip(edges[::2], [*edges[1::2], edges[-1]], strict=False):
        if merged and merged[-1][1] + 1 >= first:
            merged[-1] = merged[-1][0], last
        else:
            merged.append((first, last))
    return merged


ADDRESS_RANGES = _ranges(2**32 - 1).map(
    lambda pairs: tuple((str(IPv4Address(a)), str(IPv4Address(b))) for a, b in pairs)
)
PORT_RANGES = _ranges(65535).map(tuple)


def _sets() -> st.SearchStrategy[tuple[NftSet, ...]]:
    bind = st.frozensets(st.tuples(INTERFACES, ADDRESSES), max_size=4).map(sorted)
    names = st.frozensets(st.tuples(INTERFACES), max_size=3).map(sorted)
    spans = ADDRESS_RANGES.map(lambda pairs: sorted((f"{a}-{b}",) for a, b in pairs))
    return st.tuples(
        bind.map(lambda elements: NftSet("bind", ("ifname", "ipv4_addr"), tuple(elements))),
        names.map(lambda elements: NftSet("nics", ("ifname",), tuple(elements))),
        spans.map(lambda elements: NftSet("spans", ("ipv4_addr",), tuple(elements), interval=True)),
    )


def _maps(chain: str) -> st.SearchStrategy[tuple[NftMap, ...]]:
    marks = st.dictionaries(INTERFACES, st.integers(0, 2**32 - 1).map(str), max_size=3)
    public = st.dictionaries(ADDRESSES, ADDRESSES, max_size=3)
    verdicts = st.dictionaries(INTERFACES, st.just(chain), max_size=3)
    return st.tuples(
        marks.map(lambda found: NftMap("marks", "ifname", "mark", tuple(sorted(found.items())))),
        public.map(lambda found: NftMap("public", "ipv4_addr", "ipv4_addr", tuple(sorted(found.items())))),
        verdicts.map(lambda found: NftMap("verdicts", "ifname", "verdict", tuple(sorted(found.items())))),
    )


MATCHES: st.SearchStrategy[tuple[Match, ...]] = st.one_of(
    st.builds(Interface, st.sampled_from(["iifname", "oifname"]), INTERFACES).map(lambda m: (m,)),
    st.builds(
        InSet, st.sampled_from([("iifname", "ip saddr"), ("oifname", "ip daddr")]), st.just("bind"), st.booleans()
    ).map(lambda m: (m,)),
    st.builds(InSet, st.sampled_from([("iifname",), ("oifname",)]), st.just("nics"), st.booleans()).map(lambda m: (m,)),
    st.builds(InSet, st.sampled_from([("ip saddr",)]), st.just("spans"), st.booleans()).map(lambda m: (m,)),
    st.builds(AddressIn, st.sampled_from(["ip saddr", "ip daddr"]), ADDRESS_RANGES).map(lambda m: (m,)),
    st.builds(
        ConntrackState,
        st.frozensets(st.sampled_from(["established", "invalid", "new", "related"]), min_size=1).map(
            lambda states: tuple(sorted(states))
        ),
    ).map(lambda m: (m,)),
    st.just((DestinationLocal(),)),
    st.sampled_from(PROTOCOLS).map(lambda protocol: (protocol,)),
    st.tuples(
        st.sampled_from(PROTOCOLS[:3]),
        st.builds(Port, st.sampled_from(["th sport", "th dport"]), PORT_RANGES),
    ),
)


def _is_single_protocol(matches: tuple[Match, ...]) -> bool:
    return sum(isinstance(match, Protocol) for match in matches) <= 1


def _rules(last: st.SearchStrategy[Statement]) -> st.SearchStrategy[tuple[NftRule, ...]]:
    matches = st.lists(MATCHES, max_size=3).map(lambda parts: tuple(m for part in parts for m in part))
    statements = st.tuples(st.booleans(), last).map(lambda pair: ((Count("hits"),) if pair[0] else ()) + (pair[1],))
    return st.lists(st.builds(NftRule, matches.filter(_is_single_protocol), statements, COMMENTS), max_size=4).map(
        tuple
    )


@st.composite
def tables(draw: st.DrawFn, name: str = "lab") -> NftTable:
    """Draw a table with every kind of object in it."""
    filtering = st.one_of(
        VERDICTS,
        st.just(Jump("leaf")),
        st.sampled_from([VerdictMap(field, "verdicts") for field in INTERFACE_FIELDS]),
        st.sampled_from([MarkFromMap(field, "marks") for field in INTERFACE_FIELDS]),
    )
    outgoing: st.SearchStrategy[Statement] = st.sampled_from(
        [Masquerade(), *(SnatFromMap(field, "public") for field in ADDRESS_FIELDS)]
    )
    incoming: st.SearchStrategy[Statement] = st.sampled_from([DnatFromMap(field, "public") for field in ADDRESS_FIELDS])
    chains = [
        NftChain("entry", draw(_rules(filtering)), draw(HOOKS)),
        NftChain("leaf", draw(_rules(VERDICTS))),
        NftChain("out", draw(_rules(outgoing)), Hook("nat", "postrouting", 100)),
        NftChain("in", draw(_rules(incoming)), Hook("nat", "prerouting", -100)),
    ]
    return NftTable(
        name=name,
        sets=draw(_sets()),
        maps=draw(_maps("leaf")),
        counters=("hits", "more"),
        chains=tuple(draw(st.permutations(chains))),
    )
