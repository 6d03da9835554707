"""Rules of firewalls that name pods as their source: outside of the cluster nobody ever sees a pod's address (P8)."""

from collections.abc import Iterator, Mapping

from ..net.prefixes import Prefix, contains, parsed
from .example import Example
from .examples import GROUP, cluster, network, subnet, world
from .facts import has_plugin, is_overlay, pod_ranges
from .ids import name_of
from .proposals import node_prefix
from .resources import Firewall, FirewallRule
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, for_each, known
from .view import View


def _pods(view: View) -> Mapping[Prefix, str]:
    """Return the pod ranges of kubenet and Overlay clusters, with the name of one of theirs."""
    found: dict[Prefix, str] = {}
    for each in view.managed_clusters.values():
        try:
            ranges = pod_ranges(each) if has_plugin(each, "kubenet") or is_overlay(each) else ()
        except CannotJudge:
            continue
        found |= {prefix: name_of(each.id) for prefix in ranges}
    return found


def _for_pods(view: View, firewall: Firewall) -> Iterator[Values | CannotJudge]:
    def judge(rule: FirewallRule) -> Iterator[Values]:
        for source in parsed(known(rule.sources, f"sourceAddresses of {rule.name}")):
            for pods, name in view.once(_pods).items():
                if contains(pods, source):
                    nodes = node_prefix(view, pods)
                    yield {"rule": rule.name, "source": source, "cluster": name, "at": rule.place, "free": nodes}

    yield from for_each(firewall.rules, judge)


def _allowing(source: str) -> Example:
    """Return the article's cluster and a firewall with one rule for this source."""
    rule = {
        "name": "web",
        "protocols": ["TCP"],
        "sourceAddresses": [source],
        "destinationAddresses": ["*"],
        "destinationPorts": ["443"],
    }
    collection = {"priority": 200, "action": {"type": "Allow"}, "rules": [rule]}
    firewall = {
        "id": f"{GROUP}/providers/Microsoft.Network/azureFirewalls/myFirewall",
        "name": "myFirewall",
        "type": "Microsoft.Network/azureFirewalls",
        "location": "eastus",
        "properties": {"networkRuleCollections": [{"name": "out", "properties": collection}]},
    }
    return world(network(subnet()), cluster(), firewall)


# Where the masquerade settings exempt a destination, pods do show there (K27): a note, and no more.
FOR_PODS = Rule(
    id="firewall-rule-for-pods",
    title="A firewall's rules name the node subnet, not the pods",
    class_="note",
    source=("P8", "K27", "Azure/AKS#1207"),
    subject=Firewall,
    answer=in_own_words(
        "",
        "Rule {rule} is for source {source}, addresses of {cluster}'s pods: what leaves the cluster has its node's "
        "address, so the rule matches nothing.",
    ),
    fix="Name the prefix of the node subnet as source of rule {rule}.",
    place="{at}.sourceAddresses[{source}]",
    check=_for_pods,
    failing=lambda: _allowing("10.244.0.0/16"),
    sound=lambda: _allowing("192.168.1.0/24"),
)

FIREWALL_RULES = (FOR_PODS,)
