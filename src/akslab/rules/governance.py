"""Locks and policies that lie over a running cluster's network: AKS writes there all the time, and they stop it."""

from collections.abc import Iterator
from itertools import chain

from .cluster_facts import PolicyAssignment, Surroundings
from .crowds import counted
from .example import Document, Example
from .examples import GROUP, NODE_GROUP, SUBNET, USER_ASSIGNED, cluster
from .examples_running import attached, node_route, place, running
from .fields import certain
from .ids import group_of, name_of, same, subscription_of
from .locks import locks_over
from .pod_routing import facts_of, node_subnet_ids, routing_of
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Unknown, Values
from .view import View


def written_places(view: View, cluster: ManagedCluster) -> tuple[str, ...]:
    """Return the ids of what AKS writes for a running cluster: its tables, its subnets, its node resource group."""
    if facts_of(view, cluster) is None:
        return ()
    tables = (id_ for id_ in routing_of(view, cluster).attached.values() if id_)
    group = cluster.node_resource_group
    groups = (
        () if isinstance(group, Unknown) else (f"/subscriptions/{subscription_of(cluster.id)}/resourceGroups/{group}",)
    )
    return tuple(dict.fromkeys(chain(tables, node_subnet_ids(view, cluster), groups)))


def is_under(id_: str, scope: str) -> bool:
    """Whether a resource is what a lock or a policy lies on, or is inside of it."""
    lowered, outer = id_.lower(), scope.lower().rstrip("/")
    return lowered == outer or lowered.startswith(f"{outer}/")


def _of_group(view: View, cluster: ManagedCluster, level: str) -> Iterator[Values]:
    """Yield the locks of a level that hold for the node resource group, or for what AKS writes in it."""
    group = certain(cluster.node_resource_group)
    places = written_places(view, cluster) if view.locks else ()
    for lock in locks_over(view, *(each for each in places if same(group_of(each), group))):
        if same(certain(lock.level), level):
            yield {"lock": lock.id, "name": name_of(lock.id), "group": group}


def _read_only(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from counted(_of_group(view, cluster, "ReadOnly"), "name")


def _lock(level: str, scope: str) -> Document:
    id_ = f"{scope}/providers/Microsoft.Authorization/locks/keep"
    return {"id": id_, "name": "keep", "type": "Microsoft.Authorization/locks", "properties": {"level": level}}


def _under(*documents: Document, surroundings: Surroundings | None = None) -> Example:
    keywords = {"surroundings": surroundings} if surroundings else {}
    parts = place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED)
    return running(*parts, *documents, view=keywords)


# A table and a subnet of the user's own are `read-only-lock-on-routes`.
READ_ONLY_LOCK = Rule(
    id="read-only-lock-on-node-group",
    title="No read-only lock holds for the node resource group of a running cluster",
    class_="breaks",
    source=("K10", "K1", "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The read-only lock {name} holds for {group}: AKS cannot write routes, scale sets and load balancers there.",
    ),
    fix="Take it off: `az lock delete --ids {lock}`.",
    place="{lock}#properties.level",
    check=_read_only,
    failing=lambda: _under(_lock("ReadOnly", NODE_GROUP)),
    sound=lambda: _under(_lock("ReadOnly", f"{GROUP}/providers/Microsoft.KeyVault/vaults/v")),
)


def _no_deletion(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from counted(_of_group(view, cluster, "CanNotDelete"), "name")


DELETE_LOCK = Rule(
    id="delete-lock-over-node-group",
    title="No CanNotDelete lock lies on the node resource group",
    class_="risk",
    source=("K1", "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The lock {name} forbids deletions in {group}: an upgrade cannot take its surge nodes away again, and load "
        "balancers of deleted services stay.",
    ),
    fix="Take it off: `az lock delete --ids {lock}`.",
    place="{lock}#properties.level",
    check=_no_deletion,
    failing=lambda: _under(_lock("CanNotDelete", NODE_GROUP)),
    sound=lambda: _under(_lock("CanNotDelete", SUBNET)),
)

_CHANGING = ("modify", "append", "deployifnotexists", "deny")
_MANAGEMENT_GROUPS = "/providers/microsoft.management/managementgroups/"


def _policy(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from counted(_policies(view, cluster), "title")


def _policies(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    policies = view.surroundings.policies
    for policy in () if isinstance(policies, Unknown) else policies:
        may_change = policy.is_enforced and _touches_tables(policy)
        places = written_places(view, cluster) if may_change else ()
        found = next((each for each in places if _is_over(policy, each)), "")
        if found:
            effect = "?" if isinstance(policy.effect, Unknown) else policy.effect
            yield {
                "policy": policy.id,
                "title": policy.title or policy.id,
                "effect": effect,
                "id": found,
                "name": name_of(found),
            }


def _is_over(policy: PolicyAssignment, id_: str) -> bool:
    """Whether a policy is for a resource. One of a management group is: what is exported of it holds where it was listed."""
    is_inherited = policy.scope.lower().startswith(_MANAGEMENT_GROUPS)
    is_within = is_inherited or is_under(id_, policy.scope)
    return is_within and not any(is_under(id_, scope) for scope in policy.excluded)


def _touches_tables(policy: PolicyAssignment) -> bool:
    """Whether a policy may change which table a subnet has, or stop tables: by its definition, else by its title."""
    if isinstance(policy.aliases, Unknown):
        return "routetable" in policy.title.lower().replace("-", "").replace(" ", "")
    is_about = any("routetable" in alias for alias in policy.aliases)
    return is_about and (isinstance(policy.effect, Unknown) or policy.effect.lower() in _CHANGING)


_ASSIGNMENT = PolicyAssignment(
    id=f"{GROUP}/providers/Microsoft.Authorization/policyAssignments/hubTable",
    title="Subnets have the hub's route table",
    scope=GROUP,
    effect="modify",
    aliases=("microsoft.network/virtualnetworks/subnets/routetable.id",),
)
_TAGS = PolicyAssignment(id=f"{_ASSIGNMENT.id}2", title="Tags", scope=GROUP, effect="modify", aliases=("tags",))

POLICY = Rule(
    id="policy-touches-route-table",
    title="No policy changes or forbids the route table of a cluster",
    class_="risk",
    source=("D7", "R32", "Azure/Community-Policy#162"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "The policy '{title}' ({effect}) is about route tables and lies over {name}: it may exchange the table of the node "
        "subnet at the next write, or keep AKS from writing its own.",
    ),
    fix="Exempt the cluster's subnet and node resource group: `az policy exemption create --policy-assignment {policy} "
    "--exemption-category Waiver --name aks-routes --scope {id}`.",
    check=_policy,
    failing=lambda: _under(surroundings=Surroundings(policies=(_ASSIGNMENT,))),
    sound=lambda: _under(surroundings=Surroundings(policies=(_TAGS,))),
)

GOVERNANCE = (READ_ONLY_LOCK, DELETE_LOCK, POLICY)
"""What stops AKS now, at the next upgrade, at the next write."""
