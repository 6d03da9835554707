"""How much the move disturbs: all pools are made anew at once, each with its surge, every pod is moved (M4, P5)."""

import math
from collections.abc import Iterator

from msgspec import Struct

from ..rules.facts import count, node_limit
from ..rules.pod_routing import KUBECTL_NODES
from ..rules.resources import AgentPool
from ..rules.unknown import CannotJudge, Unknown
from .budgets import AtRisk, budgets_at_risk
from .case import Case
from .room import Surge, free_addresses, pools_in, surge_of

PODS = "kubectl get pods -A -o json"


class PoolLoad(Struct, frozen=True, kw_only=True):
    """One pool: its nodes, and how many more there are while they are made anew."""

    name: str
    nodes: int
    limit: int
    """With the autoscaler's maximum."""
    surge: Surge

    @property
    def rounds(self) -> int:
        """How often nodes are taken, as many at a time as the surge has; the slowest reading of a default."""
        return math.ceil(self.nodes / max(1, self.surge.least))


class SubnetLoad(Struct, frozen=True, kw_only=True):
    """The addresses that a subnet needs while all its pools are made anew together."""

    name: str
    nodes: int
    surge: int
    free: int

    @property
    def left(self) -> int:
        """What remains at the height of it."""
        return self.free - self.nodes - self.surge


class Disruption(Struct, frozen=True, kw_only=True):
    """What moves, how much of it at once, and who does not let go."""

    pools: tuple[PoolLoad, ...] = ()
    subnets: tuple[SubnetLoad, ...] = ()
    pods: int | None = None
    """All pods with an address of a node's block; None where they were not exported."""
    most_pods: int = 0
    """On the fullest node."""
    at_risk: tuple[AtRisk, ...] = ()
    budgets: int | None = None
    missing: tuple[str, ...] = ()
    """What to export to know more."""

    @property
    def nodes(self) -> int:
        """All nodes."""
        return sum(each.nodes for each in self.pools)

    @property
    def surge(self) -> tuple[int, int]:
        """All surges, by the smaller and by the larger reading of defaults."""
        return sum(each.surge.least for each in self.pools), sum(each.surge.most for each in self.pools)

    @property
    def rounds(self) -> int:
        """Those of the slowest pool."""
        return max((each.rounds for each in self.pools), default=0)


def disruption_of(case: Case) -> Disruption:
    """Return how much the move of a cluster disturbs, as far as it is known."""
    pools, missing = list[PoolLoad](), list[str]()
    for pool in case.cluster.pools:
        try:
            pools.append(_load(pool))
        except CannotJudge as reason:
            missing.append(reason.missing)
    found = list(budgets_at_risk(case))
    pods = case.facts.pods_of
    budgets = case.facts.disruption_budgets
    missing += [each.missing for each in found if isinstance(each, CannotJudge)]
    missing += [PODS] if isinstance(pods, Unknown) else []
    missing += [KUBECTL_NODES] if isinstance(case.facts.nodes, Unknown) else []
    return Disruption(
        pools=tuple(pools),
        subnets=tuple(_subnets(case)),
        pods=None if isinstance(pods, Unknown) else sum(pods.values()),
        most_pods=0 if isinstance(pods, Unknown) else max(pods.values(), default=0),
        at_risk=tuple(each for each in found if isinstance(each, AtRisk)),
        budgets=None if isinstance(budgets, Unknown) else len(budgets),
        missing=tuple(dict.fromkeys(missing)),
    )


def _load(pool: AgentPool) -> PoolLoad:
    return PoolLoad(name=pool.name, nodes=count(pool), limit=node_limit(pool), surge=surge_of(pool))


def _subnets(case: Case) -> Iterator[SubnetLoad]:
    try:
        subnets = list(case.node_subnets())
    except CannotJudge:
        return
    for subnet in subnets:
        try:
            pools = pools_in(case, subnet)
            yield SubnetLoad(
                name=subnet.name,
                nodes=sum(map(count, pools)),
                surge=sum(surge_of(pool).most for pool in pools),
                free=free_addresses(case, subnet),
            )
        except CannotJudge:
            continue
