"""A read-only lock over the route table that a cluster has to write."""

from collections.abc import Iterator

from .example import Example
from .examples import GROUP, TABLE, USER_ASSIGNED, Document, cluster, network, subnet, table, world
from .facts import has_plugin, own_subnet_ids, own_table_ids
from .ids import name_of, same
from .resources import Lock, ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, for_each, known
from .view import View


def _over(scope: str, id_: str) -> bool:
    """Whether a lock at `scope` holds for `id_`."""
    return id_.lower() == scope.lower() or id_.lower().startswith(f"{scope.lower().rstrip('/')}/")


def _locked(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def judge(lock: Lock) -> Iterator[Values]:
        for id_ in written:
            if _over(lock.scope, id_) and same(known(lock.level, f"level of {lock.id}"), "ReadOnly"):
                yield {"lock": name_of(lock.id), "lockId": lock.id, "id": id_, "name": name_of(id_)}

    if not view.locks or not has_plugin(cluster, "kubenet"):
        return
    written = (*own_table_ids(view, cluster), *own_subnet_ids(cluster))
    yield from for_each(view.locks.values(), judge)


def _under(level: str, scope: str = GROUP) -> Example:
    lock: Document = {
        "id": f"{scope}/providers/Microsoft.Authorization/locks/keep",
        "name": "keep",
        "type": "Microsoft.Authorization/locks",
        "properties": {"level": level},
    }
    place = network(subnet(routeTable={"id": TABLE}))
    return world(place, table(), cluster(identity=USER_ASSIGNED), lock)


LOCKED = Rule(
    id="read-only-lock-on-routes",
    title="No read-only lock holds for the route table and the subnet of a kubenet cluster",
    class_="breaks",
    source=("K8", "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The read-only lock {lock} holds for {name}: the cluster cannot write there, so new nodes get no route and no "
        "place.",
    ),
    fix="Write level CanNotDelete for lock {lock}, or set it on something else than {name}.",
    place="{lockId}#properties.level",
    also=("properties.agentPoolProfiles",),
    check=_locked,
    failing=lambda: _under("ReadOnly"),
    sound=lambda: _under("CanNotDelete"),
)

LOCKS = (LOCKED,)
