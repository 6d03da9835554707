"""Policies and security rules that name pods: what no longer holds, what nobody matches any more, what is still needed."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ..net.prefixes import Prefix, contains, parsed
from ..rules.fields import certain
from ..rules.firewall_rules import FOR_PODS
from ..rules.ids import name_of
from ..rules.resources import NetworkSecurityGroup, SecurityRule
from ..rules.span_index import SpanIndex
from ..rules.traffic_filters import groups_of
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.sentences import sentence
from .case import Case
from .lost_ways import named
from .nearness import Networks, has_pods_of_its_own, near_networks, networks_of_group
from .remarks import Check, Kind, Remark

NETWORK_POLICIES = "kubectl get networkpolicy -A -o json"


def _policies(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield that network policies hold no more once the engine is off."""
    policy = case.cluster.network.policy
    if isinstance(policy, Unknown) or policy.lower() in ("", "none"):
        return
    number = case.facts.network_policies
    if isinstance(number, Unknown):
        yield CannotJudge(NETWORK_POLICIES)
    elif not number:
        return
    told = sentence("breaks.policies-unknown", policy=policy)
    yield Remark(
        key="policies",
        kind="breaks",
        what=told if isinstance(number, Unknown) else sentence("breaks.policies", n=number, policy=policy),
        todo=sentence("do.policies"),
        sources=("M2", "https://learn.microsoft.com/azure/aks/use-network-policies"),
    )


class _Named(Struct, frozen=True):
    """A security rule, and one prefix it names."""

    group: NetworkSecurityGroup
    rule: SecurityRule
    prefix: Prefix


class _Naming:
    """The prefixes that the security rules of a view name: by group, and by range."""

    def __init__(self, view: View) -> None:
        self.by_group = {id_: _named_in(group) for id_, group in view.network_security_groups.items()}
        self.by_network: dict[str, set[str]] = {}
        for id_ in self.by_group:
            for network in networks_of_group(view, id_):
                self.by_network.setdefault(network, set()).add(id_)
        self._every = [each for several in self.by_group.values() for each in several]
        self._index = SpanIndex((str(at), each.prefix) for at, each in enumerate(self._every))

    def groups_near(self, networks: Networks) -> set[str]:
        """Return the groups in some networks."""
        return {id_ for network in networks for id_ in self.by_network.get(network, ())}

    def groups_naming(self, outer: Prefix) -> set[str]:
        """Return the groups that name a part of a range."""
        return {self._every[int(at)].group.id.lower() for at, _ in self._index.meeting(outer)}


def _named_in(group: NetworkSecurityGroup) -> tuple[_Named, ...]:
    return tuple(
        _Named(group, rule, prefix)
        for rule in (() if isinstance(group.rules, Unknown) else group.rules)
        for prefix in (() if isinstance(rule.address_prefixes, Unknown) else parsed(rule.address_prefixes))
    )


def _security_rules(case: Case) -> Iterator[Remark]:
    """Yield the security rules that name pods, or a part of them."""
    pods, target, naming = case.pods(), case.target_pods(), case.view.once(_Naming)
    at_nodes = {each.id.lower() for each in groups_of(case.view, case.cluster) if not isinstance(each, CannotJudge)}
    at_nodes |= {certain(each.network_security_group_id).lower() for each in case.node_subnets()}
    groups = at_nodes | naming.groups_near(near_networks(case))
    if has_pods_of_its_own(case):
        groups |= {id_ for outer in pods for id_ in naming.groups_naming(outer)}
    for group in sorted(groups):
        by_rule: dict[str, list[_Named]] = {}
        for each in naming.by_group.get(group, ()):
            if any(contains(outer, each.prefix) for outer in pods):
                by_rule.setdefault(each.rule.name, []).append(each)
        for found in by_rule.values():
            if group not in at_nodes:
                yield _of_rule(found, "warn.nsg-elsewhere")
            elif any(each.prefix not in pods for each in found):
                yield _of_rule(found, "breaks.nsg-blocks")
            else:
                yield _of_rule(found, "keep.nsg-range" if target == pods else "breaks.nsg-old-range")


_OF_RULES: dict[str, tuple[Kind, str, tuple[str, ...]]] = {
    "warn.nsg-elsewhere": ("warn", "do.name-nodes", ("P8", "D14")),
    "breaks.nsg-blocks": ("breaks", "do.name-range", ("M4", "P6")),
    "breaks.nsg-old-range": ("breaks", "do.name-new-range", ("P6", "R46")),
    "keep.nsg-range": ("keep", "", ("P6", "R46")),
}
"""What is said -> its kind, what to do, how we know."""


def _of_rule(found: Sequence[_Named], says: str) -> Remark:
    kind, todo, sources = _OF_RULES[says]
    group, rule = found[0].group, found[0].rule
    return Remark(
        key=says.partition(".")[2],
        kind=kind,
        what=sentence(says, rule=rule.name, nsg=group.name, prefixes=named(str(each.prefix) for each in found)),
        todo=sentence(todo) if todo else None,
        sources=sources,
        place=f"{group.id}#properties.securityRules[{rule.name}]",
    )


def _firewall_rules(case: Case) -> Iterator[Remark]:
    """Yield the firewall rules that name this cluster's pods as their source: nobody out there ever sees them."""
    by_firewall: dict[str, list[tuple[str, Prefix, str]]] = {}
    for outer in case.pods():
        for source in case.view.once(FirewallSources).meeting(outer):
            if contains(outer, source.prefix):
                by_firewall.setdefault(source.firewall_id, []).append((source.rule, source.prefix, source.place))
    for id_, rules in by_firewall.items():
        yield Remark(
            key="firewall-pods",
            kind="warn",
            what=sentence(
                "warn.firewall-pods", rules=named(f"{name} ({each})" for name, each, _ in rules), firewall=name_of(id_)
            ),
            todo=sentence("do.name-nodes"),
            sources=("P8", "K27", "Azure/AKS#1207"),
            rule=FOR_PODS.id,
            place=f"{id_}#{rules[0][2]}",
        )


class FirewallSource(Struct, frozen=True):
    """One prefix that a firewall's rule names as its source."""

    firewall_id: str
    rule: str
    prefix: Prefix
    place: str


class FirewallSources:
    """Every source that the firewalls of a view name, as far as it is a prefix, to be asked for those that meet one."""

    def __init__(self, view: View) -> None:
        """Take a view."""
        self._sources = [
            FirewallSource(firewall.id, rule.name, prefix, rule.place)
            for firewall in view.firewalls.values()
            for rule in firewall.rules
            for prefix in (() if isinstance(rule.sources, Unknown) else parsed(rule.sources))
        ]
        self._index = SpanIndex((str(at), each.prefix) for at, each in enumerate(self._sources))

    def meeting(self, prefix: Prefix) -> list[FirewallSource]:
        """Return the sources that share an address with a prefix, in the firewalls' order."""
        return [self._sources[at] for at in sorted(int(at) for at, _ in self._index.meeting(prefix))]


LOST_FILTERS = (
    Check("policies", "none", _policies),
    Check("nsg", "none", _security_rules),
    Check("firewall", "none", _firewall_rules),
)
