"""Security groups that admit pods only because routes name them: `VirtualNetwork` holds prefixes of routes (D22).

On kubenet the pods' blocks are in the table, and so in the tag. On Overlay no route names them, and no page says whether
the tag still holds them; pages ask for rules of their own where a group denies (P6). So: what is denied once the tag is
without pods, by a rule that somebody wrote.
"""

from collections.abc import Iterator

from ..net.prefixes import first, last
from ..rules.first_match import Product
from ..rules.ids import group_name
from ..rules.resources import NetworkSecurityGroup
from ..rules.security_evaluation import EVERY_PORT, PLATFORM, Spans, Tags, Verdict, merged_spans, verdicts
from ..rules.traffic_filters import DIRECTIONS, PROTOCOLS, groups_of, spans_behind, wide_spans
from ..rules.unknown import CannotJudge
from ..wire.sentences import sentence
from .case import Case
from .keeps import certain_prefixes
from .remarks import Check, Remark

LAST_OF_THE_USER = 4096


def _leaning_on_the_tag(case: Case) -> Iterator[Remark | CannotJudge]:
    target = merged_spans((first(each), last(each)) for each in case.target_pods())
    if not target:
        return
    pods = (*((first(each), last(each)) for each in case.pods() if each.version == 4), *target)
    everywhere = merged_spans((*wide_spans(case.view, case.cluster), *target))
    with_pods, without = Tags(merged_spans((*_network(case), *everywhere))), Tags(_network(case))
    for group in groups_of(case.view, case.cluster):
        if isinstance(group, CannotJudge):
            yield group
            continue
        near = merged_spans((*pods, *spans_behind(case.view, case.cluster, group)))
        today = _denying(group, (near, everywhere), with_pods)
        later = {key: each for key, each in _denying(group, (near, everywhere), without).items() if key not in today}
        for each in list(later.values())[:1]:
            yield _remark(case, group, each)


def _network(case: Case) -> Spans:
    prefixes = [
        prefix
        for network in case.networks()
        for texts in (network.prefixes, *(side.remote_prefixes for side in network.peerings))
        for prefix in certain_prefixes(texts)
        if prefix.version == 4
    ]
    return merged_spans((*((first(each), last(each)) for each in prefixes), *PLATFORM))


def _denying(group: NetworkSecurityGroup, ends: tuple[Spans, Spans], tags: Tags) -> dict[tuple[str, str], Verdict]:
    """Return the verdicts by which rules of the user's deny traffic, one for each rule and direction.

    `ends` are what is behind the group, and everything that it exchanges packets with.
    """
    found: dict[tuple[str, str], Verdict] = {}
    for direction in DIRECTIONS:
        sources, destinations = reversed(ends) if direction == "Inbound" else ends
        for protocol in PROTOCOLS:
            for each in verdicts(group, direction, protocol, Product(sources, destinations, (EVERY_PORT,)), tags):
                if not each.is_allowed and each.priority <= LAST_OF_THE_USER:
                    found.setdefault((direction, each.rule), each)
    return found


def _remark(case: Case, group: NetworkSecurityGroup, denying: Verdict) -> Remark:
    ranges = " ".join(
        [
            *map(str, case.target_pods()),
            *(str(p) for each in case.node_subnets() for p in certain_prefixes(each.prefixes)),
        ]
    )
    return Remark(
        key="nsg-tag",
        kind="warn",
        what=sentence("warn.nsg-tag", nsg=group.name, rule=denying.rule),
        todo=sentence("do.nsg-tag"),
        sources=("D22", "P6", "R46"),
        place=f"{group.id}#properties.securityRules[{denying.rule}]",
        values=(("nsg", group.name), ("group", group_name(group.id)), ("ranges", ranges)),
    )


TAG_OF_PODS = (Check("nsg-tag", "none", _leaning_on_the_tag),)
