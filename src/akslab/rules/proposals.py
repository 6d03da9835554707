"""What findings propose beside what they say: a free priority, the prefix that is meant, the prefixes that are too many.

Values for changed lines. Whether something is a finding is for the rules.
"""

from collections.abc import Iterable

from ..net.prefixes import Prefix, PrefixError, parse_prefix
from .facts import own_subnets, pod_ranges, prefixes_of
from .free_ranges import NOTHING
from .ids import same
from .node_needs import Need
from .priorities import PRIORITIES, free_before
from .resources import NetworkSecurityGroup, SecurityRule, Subnet
from .security_evaluation import Direction
from .unknown import CannotJudge, Values
from .view import View


def nearest_priority(rules: Iterable[SecurityRule], found: SecurityRule, wanted: int) -> str:
    """Return the allowed priority next to one outside, which leaves what is let in as it is."""
    low = PRIORITIES[0]
    return _free_from(rules, found, range(low, PRIORITIES.stop) if wanted < low else reversed(PRIORITIES))


def later_priority(rules: Iterable[SecurityRule], found: SecurityRule, taken: int) -> str:
    """Return the first free priority behind one that another rule has."""
    return _free_from(rules, found, range(taken + 1, PRIORITIES.stop))


def free_together(group: NetworkSecurityGroup, direction: Direction, priority: int, count: int = 1) -> str:
    """Return the last free priorities before that of a rule that denies, rising; nothing where there are fewer."""
    free = free_before(group, direction, priority)[-count:]
    return " ".join(map(str, free)) if len(free) == count else ""


def doors(group: NetworkSecurityGroup, direction: Direction, priority: int, needs: Iterable[Need]) -> Values:
    """Return protocol, ports and ends of rules that admit what is needed and no more, `doors`, with a `free` priority each.

    Azure takes one tag in a rule (hashicorp/terraform-provider-azurerm#5617), and any number of addresses.
    """
    ports: dict[tuple[str, str], list[str]] = {}
    for need in needs:
        for end in need.admitted_by.split():
            ports.setdefault((need.protocol, end), []).append(str(need.ports[0]))
    ends: dict[tuple[str, str, str], list[str]] = {}
    for (protocol, end), found in ports.items():
        tag = end if end[0].isalpha() else ""
        ends.setdefault((protocol, ",".join(dict.fromkeys(found)), tag), []).append(end)
    told = [" ".join((protocol, listed, *found)) for (protocol, listed, _), found in ends.items()]
    return {"doors": "\n".join(told), "free": free_together(group, direction, priority, max(1, len(told)))}


def _free_from(rules: Iterable[SecurityRule], found: SecurityRule, wanted: Iterable[int]) -> str:
    """Return the first free priority, up or down. A rule passes others that say the same, and no other one."""
    others = [each for each in rules if each is not found and same(str(each.direction), str(found.direction))]
    taken = {each.priority: each for each in others}
    for at in wanted:
        if at not in taken:
            return str(at) if at in PRIORITIES else NOTHING
        if not same(str(taken[at].access), str(found.access)):
            return NOTHING
    return NOTHING


def meant_prefix(found: SecurityRule, text: str) -> Values:
    """Return the prefix that is meant, where only its host bits are wrong, and the property it stands in."""
    is_source = isinstance(found.sources, tuple) and text in found.sources
    end = "sourceAddressPrefix" if is_source else "destinationAddressPrefix"
    try:
        parse_prefix(text)
    except PrefixError as error:
        return {"end": end, "canonical": error.canonical or NOTHING}
    return {"end": end, "canonical": NOTHING}


def node_prefix(view: View, pods: Prefix) -> str:
    """Return the prefix of the one subnet in which all nodes are whose pods have this range."""
    found: set[str] = set()
    for cluster in view.managed_clusters.values():
        try:
            if pods in pod_ranges(cluster):
                found |= {str(prefix) for each in own_subnets(view, cluster) for prefix in prefixes_of(each)}
        except CannotJudge:
            return NOTHING
    return found.pop() if len(found) == 1 else NOTHING


def spare_prefixes(found: Subnet) -> Values:
    """Return the first prefix of a subnet, and the others, which AKS does not take."""
    first, *others = [str(prefix) for prefix in prefixes_of(found) if prefix.version == 4]
    return {"first": first, "others": " ".join(others)}
