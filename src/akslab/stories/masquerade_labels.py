"""What an ip-masq agent decides: which range it spares, and where that is written."""

from ipaddress import IPv4Address, summarize_address_range

from msgspec.structs import replace

from ..compile.masquerade import SPARED
from ..net.nftables import AddressIn
from ..networks.values import Masquerading
from ..trace.steps import RuleRef
from ..wire.sentences import sentence
from .atlas import Atlas
from .naming import Label, written_label

_POD_CIDR = "properties.networkProfile.podCidr"


def masquerade_label(atlas: Atlas, netns: str, rule: RuleRef) -> Label:
    """Return the agent's rule: the range that is spared, or all of them for the rule that takes the rest."""
    port, who = atlas.attachment(netns), atlas.resident(netns)
    cluster = port.cluster if port else None
    is_spared = rule.comment == SPARED
    ranges = _ranges(atlas, netns, rule, only=rule.index if is_spared else None)
    key = "by.spared" if is_spared else "by.masquerade"
    what = sentence(key, node=who.name if who else netns, range=", ".join(ranges) or "-")
    found = written_label(atlas, "masquerade", what, cluster.id if cluster else "", _POD_CIDR)
    for told in atlas.network.additions:
        if cluster and isinstance(told, Masquerading) and told.cluster == cluster.id:
            places = dict.fromkeys(told.spared[each] for each in ranges if each in told.spared)
            return replace(found, place="", written=", ".join(places))
    return found


def _ranges(atlas: Atlas, netns: str, rule: RuleRef, only: int | None) -> list[str]:
    """Return the ranges that a chain spares, or that its rule number `only` does."""
    tables = (table for table in atlas.network.state[netns].tables if table.name == rule.table)
    chains = (chain for table in tables for chain in table.chains if chain.name == rule.chain)
    rules = [each for chain in chains for number, each in enumerate(chain.rules) if only in (None, number)]
    spans = [span for each in rules for match in each.matches if isinstance(match, AddressIn) for span in match.ranges]
    return [
        str(prefix)
        for first, last in spans
        for prefix in summarize_address_range(IPv4Address(first), IPv4Address(last))
    ]
