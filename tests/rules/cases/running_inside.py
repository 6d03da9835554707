"""Cases of what is told from inside a running cluster: events, pods, rights in use, the ip-masq agent."""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from akslab.rules.cluster_facts import Event, MasqueradeConfig, Node
from akslab.rules.custom_route_tables import TABLE_ACTIONS
from akslab.rules.example import Example
from akslab.rules.examples import GROUP, NETWORK, PRINCIPAL, TABLE, USER_ASSIGNED, Document, assignment, cluster
from akslab.rules.examples_running import attached, node, node_route, place, running
from akslab.rules.masquerade import RECONCILED
from akslab.rules.unknown import UNKNOWN, CannotJudge
from akslab.rules.view import View

from .running_routes import DUAL

OWN = "azure-ip-masq-agent-config"
SYSTEM: Document = {"type": "SystemAssigned"}
FULL = "no IP addresses available in range set: 10.244.{}.1-10.244.{}.254"
REFUSED = 'Code="AuthorizationFailed"'


def event(message: str, reason: str = "FailedToCreateRoute", **more: Any) -> Event:
    """Return what happened to the second node."""
    told = {"kind": "Node", "namespace": "", "name": node(1).name, "last": "2026-10-01T10:20:00Z"}
    return Event(reason=reason, message=message, **{**told, **more})


def happened(*events: Event, **facts: Any) -> Example:
    """Return the cluster with these events."""
    return running(events=events, **facts)


def no_address(block: int, pod: str = "web-1") -> Event:
    """Return a pod without an address of this block."""
    return event(FULL.format(block, block), "FailedCreatePodSandBox", kind="Pod", namespace="default", name=pod)


def with_roles(*roles: Document, identity: Document = USER_ASSIGNED, **facts: Any) -> Example:
    """Return the cluster on its own table with these roles."""
    return running(place(), attached(node_route(0), node_route(1)), cluster(identity=identity), *roles, **facts)


def unsure(_principal: str, action: str, _scope: str) -> bool:
    """Answer as rights do of which not all are known."""
    raise CannotJudge(action)


def custom(scope: str, *actions: str) -> Document:
    """Return a role that permits these actions."""
    return assignment(scope, PRINCIPAL, "Tables", actions=list(actions))


def seen(*roles: Document) -> Example:
    """Return the cluster with these roles, which may not be all."""
    return replace(with_roles(*roles), rights=unsure)


def refused(given: str = "2026-10-01T10:00:00Z", *, message: str = REFUSED, last: str = "2026-10-01T10:20:00Z",
            **more: Any) -> Example:  # fmt: skip
    """Return the cluster, of which this is told about when it got its role, and when it was refused."""
    example = with_roles(assignment(GROUP), events=(event(message, last=last),), **more)
    assert isinstance(example.role_assignments, tuple)
    return replace(
        example, role_assignments=tuple(replace(each, created_on=given) for each in example.role_assignments)
    )


def without_principal() -> Example:
    """Return a cluster whose identity nobody knows."""
    example = refused()
    clusters = {id_: replace(each, principal_ids=UNKNOWN) for id_, each in example.managed_clusters.items()}
    return replace(example, managed_clusters=clusters)


def masquerading(*ranges: str, reconciled: tuple[str, ...] = (), **profile: Any) -> Example:
    """Return the cluster with the user's list of these ranges beside AKS's."""
    lists = ((RECONCILED, reconciled), (OWN, ranges))
    configs = tuple(
        MasqueradeConfig(name=name, key="ip-masq-agent", non_masquerade_cidrs=texts) for name, texts in lists if texts
    )
    where = place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED, **profile)
    return running(*where, masquerade=configs)


def unreadable() -> MasqueradeConfig:
    """Return a list of AKS's that nobody can read."""
    return MasqueradeConfig(name=RECONCILED, key="ip-masq-agent", non_masquerade_cidrs=UNKNOWN)


def named(*numbers: int) -> tuple[Node, ...]:
    """Return nodes of these numbers."""
    return tuple(map(node, numbers))


BROKEN: list[tuple[str, str, Callable[[], View]]] = [
    ("event-route-not-created", "beside another event", lambda: happened(event("", "Rebooted"), event(REFUSED))),
    ("node-network-unavailable", "one of two", lambda: running(
        nodes=(node(0), node(1, unreachable_because="NoRouteCreated")))),
    ("node-block-exhausted", "beside another event", lambda: happened(event("", "Rebooted"), no_address(0))),
    ("node-block-nearly-full", "just nine tenths", lambda: running(pods_of={node(1).name: 228})),
    ("route-table-role-missing", "a role elsewhere", lambda: with_roles(assignment(NETWORK))),
    *(("route-table-role-not-seen", f"all but {each}", lambda each=each: seen(
        custom(TABLE, *(other for other in TABLE_ACTIONS if other != each)))) for each in TABLE_ACTIONS),
    *(("route-table-role-missing", f"all but {each}", lambda each=each: with_roles(
        custom(TABLE, *(other for other in TABLE_ACTIONS if other != each)))) for each in TABLE_ACTIONS),
    ("role-too-fresh", "at once", lambda: refused(last="2026-10-01T10:00:00Z")),
    ("role-too-fresh", "at the end of the hour", lambda: refused(last="2026-10-01T10:59:59Z")),
    ("role-too-fresh", "refused at what is linked", lambda: refused(message='Code="LinkedAuthorizationFailed"')),
    ("role-too-fresh", "in another zone", lambda: refused("2026-10-01T19:00:00+09:00")),
    ("masquerade-hides-pods-from-pods", "one that is only a part of it", lambda: masquerading(
        reconciled=("10.244.0.0/17", "10.245.0.0/16"))),
    ("masquerade-shows-pods-outside", "beside the pods", lambda: masquerading("10.244.0.0/16", "10.9.0.0/16")),
    ("masquerade-shows-pods-outside", "beside AKS's list", lambda: masquerading(
        "10.9.0.0/16", reconciled=("10.244.0.0/16",))),
]  # fmt: skip

SOUND: list[tuple[str, str, Callable[[], View]]] = [
    ("event-route-not-created", "no events exported", running),
    ("event-route-not-created", "another plugin", lambda: running(
        place(), cluster(networkPlugin="azure"), events=(event(REFUSED),))),
    ("event-route-not-created", "another event", lambda: happened(event("", "Rebooted"))),
    ("node-network-unavailable", "nodes that were not exported", lambda: running(nodes=UNKNOWN)),
    ("node-block-exhausted", "no events exported", running),
    ("node-block-nearly-full", "just less than nine tenths", lambda: running(pods_of={node(1).name: 227})),
    ("node-block-nearly-full", "another plugin", lambda: running(
        place(), cluster(networkPlugin="azure"), pods_of={node(1).name: 250})),
    ("route-table-role-missing", "the table by AKS", lambda: running(
        place(routeTable=None), cluster(identity=USER_ASSIGNED), assignment(NETWORK))),
    ("route-table-role-missing", "another plugin", lambda: running(
        place(), cluster(networkPlugin="azure", identity=USER_ASSIGNED), assignment(NETWORK))),
    ("route-table-role-not-seen", "a lack that is sure", lambda: with_roles(assignment(NETWORK))),
    ("route-table-role-not-seen", "no role was exported", lambda: replace(
        running(), rights=unsure, role_assignments=UNKNOWN)),
    ("route-table-role-not-seen", "two roles that do together", lambda: seen(
        custom(TABLE, *TABLE_ACTIONS[:2]), custom(TABLE, *TABLE_ACTIONS[2:]))),
    ("route-table-role-not-seen", "a role nobody knows", lambda: seen(custom(TABLE) | {
        "properties": {**custom(TABLE)["properties"], "scope": UNKNOWN}})),
    ("role-too-fresh", "an hour later", lambda: refused(last="2026-10-01T11:00:00Z")),
    ("role-too-fresh", "given after it was refused", lambda: refused(last="2026-10-01T09:59:59Z")),
    ("role-too-fresh", "no time of the event", lambda: refused(last="")),
    ("role-too-fresh", "a time without a zone", lambda: refused(last="2026-10-01T10:20:00")),
    ("role-too-fresh", "no time of the role", lambda: refused("")),
    ("role-too-fresh", "refused for something else", lambda: refused(message='Code="ScopeLocked"')),
    ("role-too-fresh", "no events exported", lambda: with_roles(assignment(GROUP))),
    ("role-too-fresh", "an identity nobody knows", without_principal),
    ("masquerade-hides-pods-from-pods", "no list exported", running),
    ("masquerade-hides-pods-from-pods", "no list at all", lambda: running(masquerade=())),
    ("masquerade-hides-pods-from-pods", "one of two", lambda: masquerading(
        reconciled=("10.9.0.0/16", "10.0.0.0/8"))),
    ("masquerade-hides-pods-from-pods", "a range of IPv6", lambda: masquerading(
        reconciled=("10.244.0.0/16",), **DUAL)),
    ("masquerade-hides-pods-from-pods", "another plugin", lambda: running(
        place(), cluster(networkPlugin="azure"), masquerade=(unreadable(),))),
    ("masquerade-shows-pods-outside", "a range of IPv6", lambda: masquerading("fd00::/8")),
    ("masquerade-shows-pods-outside", "AKS's own list", lambda: masquerading(reconciled=("10.9.0.0/16",))),
    ("masquerade-shows-pods-outside", "a part of the pods, a part of the nodes", lambda: masquerading(
        "10.244.3.0/24", "192.168.1.0/25")),
    ("masquerade-shows-pods-outside", "no list of the user's, and nothing else exported", lambda: running(
        cluster(identity=USER_ASSIGNED), masquerade=(unreadable(),), view={"complete": False})),
]  # fmt: skip

UNJUDGED: list[tuple[str, str, Callable[[], View]]] = [
    ("node-block-nearly-full", "pods that were not exported", running),
    ("route-table-role-missing", "roles of which not all are known", lambda: seen(assignment(NETWORK))),
    ("route-table-role-missing", "no roles at all", lambda: replace(running(), rights=UNKNOWN)),
    ("masquerade-hides-pods-from-pods", "the user's list alone", lambda: masquerading("10.9.0.0/16")),
    ("masquerade-hides-pods-from-pods", "a list that cannot be read", lambda: running(masquerade=(unreadable(),))),
    ("masquerade-shows-pods-outside", "a subnet that was not exported", lambda: running(
        cluster(identity=USER_ASSIGNED), view={"complete": False},
        masquerade=(MasqueradeConfig(name=OWN, key="ip-masq-agent", non_masquerade_cidrs=("10.9.0.0/16",)),))),
]  # fmt: skip

TOLD: list[tuple[str, str, Callable[[], View], str]] = [
    ("event-route-not-created", "the innermost code", lambda: happened(event(
        'ERROR CODE: Failed, {"code":"ScopeLocked"} Code="null" Code=None')), "(ScopeLocked)"),
    ("event-route-not-created", "each code of a node once", lambda: happened(event(REFUSED), event(REFUSED)), REFUSED),
    ("event-route-not-created", "two codes of a node", lambda: happened(
        event(REFUSED), event('Code="ScopeLocked"')), "(ScopeLocked)"),
    ("event-route-not-created", "a message that is just short enough", lambda: happened(event("a" * 240)), "a" * 240),
    ("event-route-not-created", "a message that is just too long", lambda: happened(event("a" * 241)), "a" * 240 + "…"),
    ("event-load-balancer-failed", "a service with its namespace", lambda: happened(event(
        REFUSED, "SyncLoadBalancerFailed", kind="Service", namespace="shop", name="web")), "shop/web"),
    ("node-block-exhausted", "each block once", lambda: happened(
        no_address(0), no_address(0, "web-2"), no_address(1), pods_of={node(1).name: 34}), "It runs 34 pods"),
    ("node-block-exhausted", "the node of the second block", lambda: happened(
        no_address(1), pods_of={node(0).name: 250, node(1).name: 34}), node(1).name),
    ("node-block-exhausted", "no pods exported", lambda: happened(no_address(0)), "It runs ? pods"),
    ("node-block-exhausted", "no nodes exported", lambda: happened(
        no_address(0), nodes=UNKNOWN, pods_of={}), "Node - has no address left"),
    ("node-block-exhausted", "no pods on it", lambda: happened(no_address(0), pods_of={}), "It runs 0 pods"),
    ("role-too-fresh", "whole minutes", lambda: refused(last="2026-10-01T10:00:59Z"), "refused 0 minutes after"),
    ("role-too-fresh", "one minute", lambda: refused(last="2026-10-01T10:01:00Z"), "refused 1 minutes after"),
    ("route-table-role-not-seen", "what was seen", lambda: seen(assignment(NETWORK)),
     "Network Contributor on myAKSVnet"),
    ("masquerade-range-malformed", "what starts elsewhere", lambda: masquerading("10.9.0.1/24"), "as 10.9.0.0/24"),
    ("masquerade-range-malformed", "what is nothing", lambda: masquerading("pods"), "as 10.244.0.0/16"),
]  # fmt: skip
