"""Whether the pods and the nodes of a cluster have room on CNI Overlay, and while it moves: all pools at once (M4)."""

import math
from collections.abc import Iterable, Iterator

from msgspec import Struct

from ..net.prefixes import RESERVED_BY_AKS, node_blocks, overlapping, usable_addresses
from ..rules.facts import available_addresses, count, minor_version, node_limit, prefixes_of, service_ranges, subnet_id
from ..rules.free_ranges import free_range, in_use
from ..rules.ids import parent_of, same
from ..rules.places import POD_CIDR, subnet_place
from ..rules.resources import AgentPool, Subnet
from ..rules.unknown import CannotJudge, Unknown, known
from ..wire.sentences import sentence
from .case import Case
from .remarks import Check, Remark

PODS_REFUSED = ("pods-too-few", "pods-on-services", "pods-on-subnet", "pods-reserved")
"""What is wrong with a pod range, so that another one has to be given with the move."""
TENTH_FROM = (1, 28)
"""From this version on the changelog says that surge is 10 % by default, for new clusters first."""
TENTH_FOR_ALL_FROM = (1, 32)
"""From this one on, for all clusters (P5)."""


class Surge(Struct, frozen=True):
    """The nodes a pool gets on top while its nodes are made anew."""

    least: int
    most: int
    setting: str
    """As written; empty where it is a default."""
    is_disputed: bool = False
    """Pages and changelog give different defaults, and for this pool that makes a difference."""


def surge_of(pool: AgentPool) -> Surge:
    """Return a pool's surge: what it says, or else the defaults that are given for its version. Raises CannotJudge."""
    nodes, setting = count(pool), known(pool.max_surge, f"agent pool {pool.name}: maxSurge")
    if setting:
        written = _amount(setting, nodes)
        return Surge(written, written, setting)
    version = minor_version(pool.version)
    one, tenth = _amount("1", nodes), _amount("10%", nodes)
    if version is not None and version < TENTH_FROM:
        return Surge(one, one, "")
    is_settled = version is not None and version >= TENTH_FOR_ALL_FROM
    return Surge(tenth if is_settled else one, tenth, "", is_disputed=one != tenth)


def _amount(setting: str, nodes: int) -> int:
    """Return how many nodes a setting is of so many: a percentage rounded up, never more than there are (P5)."""
    amount, percent, _ = setting.partition("%")
    if not amount.strip().isdecimal():
        return min(nodes, 1)
    return min(nodes, math.ceil(nodes * int(amount) / 100) if percent else int(amount))


def free_addresses(case: Case, subnet: Subnet) -> int:
    """Return the addresses of a node subnet that this cluster's nodes may have: usable ones less those others took."""
    usable = available_addresses(case.view, case.cluster, subnet)
    ids, group = subnet.ip_configuration_ids, case.cluster.node_resource_group
    if isinstance(ids, Unknown) or isinstance(group, Unknown):
        return usable
    # Azure's list has every address in use; what the interfaces tell is in it.
    total = sum(usable_addresses(prefix) for prefix in prefixes_of(subnet) if prefix.version == 4)
    others = sum(1 for id_ in ids if f"/resourcegroups/{group.lower()}/" not in id_.lower() or _is_frontend(id_))
    return min(usable, max(0, total - others))


def _is_frontend(id_: str) -> bool:
    """Whether an address is an internal load balancer's: in the nodes' group, and no node's."""
    return "/loadbalancers/" in id_.lower()


def pools_in(case: Case, subnet: Subnet) -> tuple[AgentPool, ...]:
    """Return the pools whose nodes stand in a subnet; in a network that AKS made, all do."""
    if not case.has_own_subnets:
        return case.cluster.pools
    return tuple(pool for pool in case.cluster.pools if same(subnet_id(pool), subnet.id))


def _subnets(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield the node subnets that have no address left for the surge: the move would stop half way."""
    hidden = {id_.lower(): id_ for id_ in case.node_subnet_ids()}
    for subnet in case.node_subnets():
        hidden.pop(subnet.id.lower(), None)
        pools = pools_in(case, subnet)
        try:
            nodes, surges = sum(map(count, pools)), [surge_of(pool) for pool in pools]
            free = free_addresses(case, subnet)
        except CannotJudge as reason:
            yield reason
            continue
        least, most = sum(each.least for each in surges), sum(each.most for each in surges)
        if nodes + most > free:
            numbers = {"subnet": subnet.name, "free": free, "nodes": nodes}
            yield _full(
                subnet, numbers | {"surge": most if least == most else least, "most": most}, least + nodes > free
            )
    yield from (CannotJudge(f"az network vnet subnet show --ids {id_}") for id_ in hidden.values())


def _full(subnet: Subnet, numbers: dict[str, object], is_sure: bool) -> Remark:
    return Remark(
        key="subnet-full",
        kind="blocker" if is_sure else "warn",
        what=sentence("block.subnet-full" if is_sure else "warn.subnet-full", **numbers),
        todo=sentence("do.smaller-surge"),
        sources=("E6a", "A1", "P5", "M4"),
        place=f"{subnet_place(subnet.id)}.properties.addressPrefix",
        values=(("subnetId", subnet.id),),
    )


def _blocks(case: Case) -> Iterator[Remark]:
    """Yield that the pod range has fewer /24s than nodes: autoscalers' maxima count (E6c), and so does the surge."""
    ranges, pools = case.target_pods(), case.cluster.pools
    slots, nodes = sum(map(node_blocks, ranges)), sum(map(node_limit, pools))
    during = sum(count(pool) + surge_of(pool).least for pool in pools)
    needed = max(nodes, during)
    if ranges and needed > slots:
        length = 24 - (needed - 1).bit_length()
        yield Remark(
            key="pods-too-few",
            kind="blocker",
            what=sentence("block.pods-too-few", pod=ranges[0], slots=slots, nodes=needed),
            todo=sentence("do.larger-pods", length=length),
            sources=("P6", "E6c", "R19"),
            place=f"{POD_CIDR}[{ranges[0]}]",
            values=(("length", str(length)),),
        )


def moved_pods(case: Case, remarks: Iterable[Remark]) -> str:
    """Return a range to move the pods to, where the one that they have or are to get is refused; else nothing."""
    refused = [each for each in remarks if each.kind == "blocker" and each.key in PODS_REFUSED]
    ranges = case.target_pods() if refused else ()
    if not ranges:
        return ""
    lengths = [ranges[0].prefixlen, *(int(length) for each in refused if (length := each.value("length")))]
    return str(free_range(min(lengths), in_use(case.view)) or "")


def _ranges(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield what the pod range meets: subnets, services, what AKS keeps for itself."""
    for pods in case.target_pods():
        for services in overlapping(pods, service_ranges(case.cluster)):
            yield _meets("pods-on-services", pods, svc=services)
        for reserved in overlapping(pods, RESERVED_BY_AKS):
            yield _meets("pods-reserved", pods, is_sure=bool(case.aim.pod_cidr), reserved=reserved)
        for network in case.networks():
            for subnet in network.subnets:
                for met in () if isinstance(subnet.prefixes, Unknown) else overlapping(pods, prefixes_of(subnet)):
                    yield _meets("pods-on-subnet", pods, subnet=subnet.name, prefix=met)
    yield from _unseen(case)


def _unseen(case: Case) -> Iterator[CannotJudge]:
    """Yield the networks whose subnets are not all to be seen."""
    known_networks = {each.id.lower(): each for each in case.networks()}
    for id_ in {parent_of(each).lower(): parent_of(each) for each in case.node_subnet_ids()}.values():
        found = known_networks.get(id_.lower())
        if found is None or found.is_partial or any(_is_hidden(subnet) for subnet in found.subnets):
            yield CannotJudge(f"az network vnet show --ids {id_}")


def _is_hidden(subnet: Subnet) -> bool:
    """Whether a subnet stands for what nobody told: a list that is not known reads as one nameless subnet."""
    return not subnet.id or isinstance(subnet.prefixes, Unknown)


_SOURCES = {
    "pods-on-services": ("R10", "P6"),
    "pods-reserved": ("C7", "R1"),
    "pods-on-subnet": ("R11", "X6", "P6"),
}


def _meets(key: str, pods: object, *, is_sure: bool = True, **values: object) -> Remark:
    return Remark(
        key=key,
        kind="blocker" if is_sure else "warn",
        what=sentence(f"{'block' if is_sure else 'warn'}.{key}", pod=pods, **values),
        todo=sentence("do.other-pods"),
        sources=_SOURCES[key],
        place=f"{POD_CIDR}[{pods}]",
    )


ROOM = (Check("ranges", "ready", _ranges), Check("blocks", "ready", _blocks), Check("subnets", "ready", _subnets))
"""Where pods and nodes are to be."""
