"""The nftables table of a virtual network: source check, marks, destination check, NSGs, the edge's translations.

- `prerouting` (raw): the source must be bound to the interface it comes from, unless IP forwarding is on; then mark;
- `public_in` (dstnat): instance-level public IPs become private addresses;
- `forward` (filter): destination check (D8), conntrack, then the security groups of the sender and the receiver;
- `public_out` (srcnat): private addresses become public ones.
"""

from collections.abc import Mapping, Sequence

from ..net.nftables import (
    ConntrackState,
    Count,
    DnatFromMap,
    Hook,
    InSet,
    Interface,
    MarkFromMap,
    NftChain,
    NftMap,
    NftRule,
    NftSet,
    NftTable,
    SnatFromMap,
    Verdict,
    VerdictMap,
)
from .attachments import Attachment
from .inputs import Inputs, VirtualNetwork
from .names import UPLINK
from .outbound import Edge
from .security_chains import security_filter

PREROUTING = Hook("filter", "prerouting", -300)
PUBLIC_IN = Hook("nat", "prerouting", -100)
FORWARD = Hook("filter", "forward", 0)
PUBLIC_OUT = Hook("nat", "postrouting", 100)

SOURCE_CHECK = NftRule(
    (
        InSet(("iifname",), "nics"),
        InSet(("iifname", "ip saddr"), "bind", negate=True),
        InSet(("iifname",), "ipfwd", negate=True),
    ),
    (Count("spoof"), Verdict("drop")),
    "source address is not the interface's own and its IP forwarding is off",
)
DESTINATION_CHECK = NftRule(
    (
        InSet(("oifname",), "nics"),
        InSet(("oifname", "ip daddr"), "bind", negate=True),
        InSet(("oifname",), "ipfwd", negate=True),
    ),
    (Count("notnic"), Verdict("drop")),
    "destination address is not the interface's own and its IP forwarding is off",
)
# Before conntrack: what an appliance forwards untranslated is the other machine's connection, not its own.
PUBLIC_SOURCE_CHECK = NftRule(
    (Interface("oifname", UPLINK), InSet(("iifname", "ip saddr"), "outbound", negate=True)),
    (Count("nopublic"), Verdict("drop")),
    "no public address stands for this source",
)


def fabric_table(
    network: VirtualNetwork, ports: Sequence[Attachment], edge: Edge, marks: Mapping[str, int], inputs: Inputs
) -> NftTable:
    """Compile the filter and translation of a virtual network; `marks` maps links to the mark of their subnet."""
    security = security_filter(network, ports, inputs)
    return NftTable(
        name="fabric",
        sets=tuple(sorted([*_sets(ports, edge), *security.sets], key=lambda each: each.name)),
        maps=tuple(sorted([*_maps(edge, marks), *security.maps], key=lambda each: each.name)),
        counters=("nopublic", "notnic", "spoof"),
        chains=(*security.chains, *_chains()),
    )


def _chains() -> tuple[NftChain, ...]:
    return (
        NftChain("prerouting", (SOURCE_CHECK, NftRule((), (MarkFromMap("iifname", "subnet_of"),))), PREROUTING),
        NftChain(
            "public_in",
            (NftRule((Interface("iifname", UPLINK),), (DnatFromMap("ip daddr", "instance"),)),),
            PUBLIC_IN,
        ),
        NftChain(
            "forward",
            (
                DESTINATION_CHECK,
                PUBLIC_SOURCE_CHECK,
                NftRule((ConntrackState(("established", "related")),), (Verdict("accept"),)),
                NftRule((), (VerdictMap("iifname", "nsg_out"),)),
                NftRule((), (VerdictMap("oifname", "nsg_in"),)),
            ),
            FORWARD,
        ),
        NftChain(
            "public_out",
            (NftRule((Interface("oifname", UPLINK),), (SnatFromMap("ip saddr", "public"),)),),
            PUBLIC_OUT,
        ),
    )


def _sets(ports: Sequence[Attachment], edge: Edge) -> list[NftSet]:
    bound = [(port.link, each.address) for port in ports for each in port.configurations]
    forwarding = [(port.link,) for port in ports if port.interface.ip_forwarding]
    outbound = [(link, address) for link, address in bound if address in edge.sources]
    return [
        NftSet("bind", ("ifname", "ipv4_addr"), tuple(sorted(bound))),
        NftSet("ipfwd", ("ifname",), tuple(sorted(forwarding))),
        NftSet("nics", ("ifname",), tuple(sorted((port.link,) for port in ports))),
        NftSet("outbound", ("ifname", "ipv4_addr"), tuple(sorted(outbound))),
    ]


def _maps(edge: Edge, marks: Mapping[str, int]) -> list[NftMap]:
    return [
        NftMap("instance", "ipv4_addr", "ipv4_addr", tuple(sorted(edge.instances.items()))),
        NftMap("public", "ipv4_addr", "ipv4_addr", tuple(sorted(edge.sources.items()))),
        NftMap("subnet_of", "ifname", "mark", tuple(sorted((link, str(mark)) for link, mark in marks.items()))),
    ]
