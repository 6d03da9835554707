"""Keep one route per node in the cluster's route table (Kubernetes: route controller; Azure: cloud provider).

It acts as the cluster's identity, so it can be refused. It looks every ten seconds and when a node comes or goes; a
change of the table does not wake it (K15). What fails is said the way the cloud provider says it: a table that can't be
read makes nodes NetworkUnavailable with an event (K18); a write that is refused is only logged, and the node counts as
routed until a later look finds otherwise (K10).
"""

from collections.abc import Iterable

from ..aks.bodies import is_kubenet
from ..aks.route_plan import UNMANAGED_LABEL, NodeRoute, RoutePlan, apply_plan, plan_routes
from ..arm.errors import OWN_WORDS, ArmError
from ..arm.preconditions import Preconditions
from ..arm.verbs import Caller
from ..azure.cluster_completion import control_plane_client, control_plane_principal
from ..kube.embedded import EmbeddedKube
from ..kube.kinds.event import record
from ..kube.kinds.node import condition, internal_ip, name_of, pod_cidr, with_condition
from ..settings import ROUTE_RECONCILE_PERIOD_S
from ..wire.properties import Json
from .context import Context

_CREATED = ("RouteCreated", "RouteController created a route")
_NOT_CREATED = ("NoRouteCreated", "RouteController failed to create a route")
_COMPONENT = "route_controller"


class RouteController:
    """The route controllers of all clusters; each has its own ten seconds, its cache and its batch."""

    def __init__(self) -> None:
        self._due: dict[str, float] = {}
        self._seen: dict[str, tuple[tuple[str, str], ...]] = {}
        self._cached: dict[str, tuple[float, Json]] = {}
        self._batch_since: dict[str, float] = {}

    def reconcile(self, context: Context) -> float | None:
        """Look at every cluster that is due; returns the seconds until the next one is."""
        now = context.arm.world.clock.now()
        settled = (
            cluster
            for cluster in context.clusters()
            if is_kubenet(cluster) and cluster["properties"]["provisioningState"] not in ("Deleting", "Creating")
        )
        return min([self._reconcile_when_due(context, cluster, now) for cluster in settled], default=None)

    def _reconcile_when_due(self, context: Context, cluster: Json, now: float) -> float:
        uid = cluster["properties"]["resourceUID"]
        nodes = _routed_nodes(context, cluster)
        seen = tuple((node.node, node.cidr) for node in nodes)
        if now >= self._due.get(uid, 0.0) or seen != self._seen.get(uid):
            self._due[uid] = now + ROUTE_RECONCILE_PERIOD_S
            self._seen[uid] = seen
            self._look(context, cluster, nodes)
        return self._due[uid] - now

    def _look(self, context: Context, cluster: Json, nodes: list[NodeRoute]) -> None:
        table_id = (cluster.get("akslab") or {}).get("routeTable")
        if table_id is None:
            _set_network(context, cluster, nodes, unavailable=True)
            return
        caller = Caller(control_plane_principal(cluster), control_plane_client(cluster), context.cause_of(cluster))
        try:
            _check_identity(context, cluster)
            table = self._table(context, cluster, caller, table_id)
        except ArmError as error:
            _fail(context, cluster, nodes, error)
            return
        profile = cluster["properties"]["networkProfile"]
        plan = plan_routes(nodes, table["properties"]["routes"], profile["podCidr"])
        if not plan.create and not plan.delete:
            self._batch_since.pop(cluster["properties"]["resourceUID"], None)
        elif self._batch_is_full(context, cluster):
            self._write(context, cluster, caller, (table, plan))
        if not plan.create or not self._batch_since.get(cluster["properties"]["resourceUID"]):
            _set_network(context, cluster, nodes, unavailable=False)

    def _table(self, context: Context, cluster: Json, caller: Caller, table_id: str) -> Json:
        """Return the table, from the cache while that is young; a missing one is made, attached to nothing (K12)."""
        world, uid = context.arm.world, cluster["properties"]["resourceUID"]
        read_at, cached = self._cached.get(uid, (0.0, None))
        if cached is not None and world.clock.now() < read_at + world.settings.route_cache_s:
            return cached
        try:
            table = context.arm.get(caller, table_id)
        except ArmError as error:
            if error.status != 404:
                raise
            outcome = context.arm.put(caller, table_id, {"location": cluster["location"]})
            assert outcome.document is not None
            table = outcome.document
        self._cached[uid] = (world.clock.now(), table)
        return table

    def _batch_is_full(self, context: Context, cluster: Json) -> bool:
        """Whether writes have been gathered for as long as the batch lasts (K10)."""
        world, uid = context.arm.world, cluster["properties"]["resourceUID"]
        since = self._batch_since.setdefault(uid, world.clock.now())
        if world.clock.now() < since + world.settings.route_batch_s:
            return False
        del self._batch_since[uid]
        return True

    def _write(self, context: Context, cluster: Json, caller: Caller, work: tuple[Json, RoutePlan]) -> None:
        """PUT the whole table with its etag (K10). A refusal is only logged: the cloud provider loses that error."""
        table, plan = work
        body = {
            **table,
            "properties": {**table["properties"], "routes": apply_plan(table["properties"]["routes"], plan)},
        }
        self._cached.pop(cluster["properties"]["resourceUID"], None)
        created, deleted = [node.name for node in plan.create], list(plan.delete)
        try:
            context.arm.put(caller, table["id"], body, Preconditions(if_match=table["etag"]))
        except ArmError as error:
            context.log("routes-not-written", cause=caller.cause, table=table["id"], code=error.code, why=error.message)
            return
        context.log("routes-written", cause=caller.cause, table=table["id"], created=created, deleted=deleted)


def _check_identity(context: Context, cluster: Json) -> None:
    """Raise when the identity the cluster acts as was deleted: its tokens are no good any more."""
    for id_ in cluster["identity"].get("userAssignedIdentities") or {}:
        if context.arm.world.get(id_) is None:
            raise ArmError(400, "AkslabIdentityDeleted", f"The cluster's identity {id_} was deleted.{OWN_WORDS}")


def _routed_nodes(context: Context, cluster: Json) -> list[NodeRoute]:
    """Return the route of every node; a node without a block has none (K13, K18)."""
    return [
        NodeRoute(name_of(node), cidr, internal_ip(node), node["metadata"]["labels"].get(UNMANAGED_LABEL) != "false")
        for node in context.kube(cluster).list("nodes")
        if (cidr := pod_cidr(node))
    ]


def _fail(context: Context, cluster: Json, nodes: Iterable[NodeRoute], error: ArmError) -> None:
    """Say of nodes that wait for a route that it can't be made; those that have theirs are not looked at (K18)."""
    kube = context.kube(cluster)
    nodes = [node for node in nodes if not _has_route(kube, node)]
    for node in nodes:
        message = (
            f"Could not create route {cluster['properties']['resourceUID']} {node.cidr} for node {node.node}: {error}"
        )
        record(
            kube, ("Node", node.node), ("Warning", "FailedToCreateRoute", message), _COMPONENT, context.arm.world.now()
        )
    context.log("routes-not-read", cause=context.cause_of(cluster), code=error.code, why=error.message)
    _set_network(context, cluster, nodes, unavailable=True)


def _has_route(kube: EmbeddedKube, node: NodeRoute) -> bool:
    known = kube.get("nodes", node.node)
    network = condition(known, "NetworkUnavailable") if known else None
    return network is not None and network["status"] == "False"


def _set_network(context: Context, cluster: Json, nodes: Iterable[NodeRoute], unavailable: bool) -> None:
    """Set the nodes' NetworkUnavailable condition (K18)."""
    kube: EmbeddedKube = context.kube(cluster)
    status, why = ("True", _NOT_CREATED) if unavailable else ("False", _CREATED)
    now = context.arm.world.now()
    known = (kube.get("nodes", node.node) for node in nodes)
    kube.put("nodes", *(with_condition(n, "NetworkUnavailable", status, why, now) for n in known if n))
