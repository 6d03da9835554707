"""ip-masq-agent's table: what leaves the pod range leaves with the node's address (K26).

No source is matched, as in the original: every packet that isn't for the node itself passes here, the node's own and
bridged ones included. Which destinations are spared is K27's disagreement, hence a setting.
"""

from ..net.nftables import AddressIn, DestinationLocal, Hook, Jump, Masquerade, NftChain, NftRule, NftTable, Verdict
from .ranges import dotted, merged, range_of

TO_AGENT = "ip-masq-agent: ensure nat POSTROUTING directs all non-LOCAL destination traffic to IP-MASQ-AGENT"
SPARED = "ip-masq-agent: local traffic is not subject to MASQUERADE"
OTHERS = "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)"


def masquerade_table(non_masquerade_cidrs: tuple[str, ...]) -> NftTable:
    """Compile the agent's two chains, sparing `non_masquerade_cidrs` in this order."""
    entry = (
        NftRule((DestinationLocal(),), (Verdict("return"),)),
        NftRule((), (Jump("IP-MASQ-AGENT"),), TO_AGENT),
    )
    return NftTable(
        name="ip-masq-agent",
        chains=(
            NftChain("IP-MASQ-AGENT", (*map(_spare, non_masquerade_cidrs), NftRule((), (Masquerade(),), OTHERS))),
            NftChain("POSTROUTING", entry, Hook("nat", "postrouting", 100)),
        ),
    )


def _spare(cidr: str) -> NftRule:
    ranges = tuple((dotted(first), dotted(last)) for first, last in merged([range_of(cidr)]))
    return NftRule((AddressIn("ip daddr", ranges),), (Verdict("return"),), SPARED)
