"""A read-only lock over the route table that a cluster has to write."""

from collections.abc import Iterator
from itertools import accumulate

from .crowds import counted
from .example import Example
from .examples import GROUP, TABLE, USER_ASSIGNED, Document, cluster, network, subnet, table, world
from .facts import has_plugin, own_subnet_ids, own_table_ids
from .ids import name_of, same
from .resources import Lock, ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Values, for_each, known
from .view import View


def locks_over(view: View, *ids: str) -> list[Lock]:
    """Return the locks that hold for any of some resources, in the order they were given."""
    by_scope = view.once(_by_scope)
    found: dict[int, Lock] = {}
    for id_ in ids:
        for outer in accumulate(id_.lower().split("/"), "{}/{}".format):
            found |= by_scope.get(outer, {})
    return [found[number] for number in sorted(found)]


def _by_scope(view: View) -> dict[str, dict[int, Lock]]:
    """Return the locks by their lower-case scope, each with its number: a fleet below many is not to be walked for each."""
    found: dict[str, dict[int, Lock]] = {}
    for number, lock in enumerate(view.locks.values()):
        found.setdefault(lock.scope.lower().rstrip("/"), {})[number] = lock
    return found


def _locked(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    def locking(id_: str) -> Iterator[Values | CannotJudge]:
        def judge(lock: Lock) -> Iterator[Values]:
            if same(known(lock.level, f"level of {lock.id}"), "ReadOnly"):
                yield {"lock": name_of(lock.id), "lockId": lock.id, "id": id_, "name": name_of(id_)}

        yield from counted(for_each(locks_over(view, id_), judge), "lock")

    if view.locks and has_plugin(cluster, "kubenet"):
        for id_ in (*own_table_ids(view, cluster), *own_subnet_ids(cluster)):
            yield from locking(id_)


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
