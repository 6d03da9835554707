"""Which role assignments give a principal an action: what a rule asks that wants to know which one, and when.

Whether a principal may do something at all is for `View.rights`: here are only the assignments that are to be seen.
"""

from collections.abc import Iterable, Iterator, Mapping

from ..roles.authorization import Grant, permits
from ..wire.resource_id import InvalidResourceId
from ..wire.symbols import principal_of
from .facts import is_new
from .ids import name_of, same
from .resources import ManagedCluster, RoleAssignment
from .time import Order
from .unknown import CannotJudge, Unknown, known
from .view import View


def assignments_of(view: View, principal: str) -> tuple[RoleAssignment, ...]:
    """Return the assignments to a principal."""
    return view.once(_by_principal).get(principal.lower(), ())


def _by_principal(view: View) -> Mapping[str, tuple[RoleAssignment, ...]]:
    found: dict[str, list[RoleAssignment]] = {}
    for each in () if isinstance(view.role_assignments, Unknown) else view.role_assignments:
        if isinstance(each.principal_id, str):
            found.setdefault(each.principal_id.lower(), []).append(each)
    return {principal: tuple(assignments) for principal, assignments in found.items()}


def gives(assignment: RoleAssignment, action: str, scope: str) -> bool:
    """Whether an assignment allows `action` at `scope`. Raises CannotJudge where its role or scope is not known."""
    permissions = known(assignment.permissions, f"role of {assignment.id}")
    at = known(assignment.scope, f"scope of {assignment.id}").lower().rstrip("/") or "/"
    try:
        return permits([Grant(at, permissions)], action, scope)
    except InvalidResourceId as error:
        raise CannotJudge(str(error)) from error


def giving(view: View, principal: str, action: str, scope: str) -> tuple[RoleAssignment, ...]:
    """Return the assignments that allow a principal `action` at `scope`. Raises CannotJudge as `gives` does.

    Remembered: many clusters may share an identity of many roles, and three rules ask for each of them.
    """
    remembered, key = view.once(_remembered), (principal.lower(), action, scope.lower())
    if key not in remembered:
        remembered[key] = tuple(each for each in assignments_of(view, principal) if gives(each, action, scope))
    return remembered[key]


def _remembered(_view: View) -> dict[tuple[str, str, str], tuple[RoleAssignment, ...]]:
    return {}


def told(assignment: RoleAssignment) -> str:
    """Return what people call an assignment, whose own name is a GUID: `Network Contributor (myRouteTable)`."""
    return f"{assignment.role} ({name_of(str(assignment.scope)) or '/'})"


def principals_of(cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the principals of a cluster's control plane."""
    return known(cluster.principal_ids, "the principal of the cluster's identity")


def making(view: View, cluster: ManagedCluster) -> Order | None:
    """Return the order of a deployment that makes this cluster; None where it runs already or is made elsewhere."""
    order = view.order
    return order if order and is_new(view, cluster) and order.makes(cluster.id) else None


def given_later(
    view: View, cluster: ManagedCluster, actions: tuple[str, ...], scope: str
) -> Iterator[tuple[str, RoleAssignment]]:
    """Yield principals with the assignment that gives one of `actions` at `scope`, where it may come after the cluster.

    A system-assigned identity is passed over: it has no principal before the cluster. Raises CannotJudge for one that
    was there before the deployment: it may have had the right already.
    """
    order = making(view, cluster)
    if order is None:
        return
    for principal in principals_of(cluster):
        if same(principal, principal_of(cluster.id)):
            continue
        late = _late(order, cluster, (giving(view, principal, action, scope) for action in actions))
        if late and not any(order.makes(id_) and same(principal_of(id_), principal) for id_ in cluster.identity_ids):
            raise CannotJudge(f"the role assignments that {principal} had before")
        if late:
            yield principal, late


def _late(
    order: Order, cluster: ManagedCluster, by_action: Iterable[tuple[RoleAssignment, ...]]
) -> RoleAssignment | None:
    """Return the assignment that gives one of some actions, if each that gives it may come after the cluster."""
    for assignments in by_action:
        if assignments and not any(order.precedes(each.id, cluster.id) for each in assignments):
            return assignments[0]
    return None
