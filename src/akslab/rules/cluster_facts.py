"""What only a running cluster and its surroundings can tell: nodes, pods, events, policies, who changed what.

Exports fill it in. A list that was not exported is UNKNOWN, which is not empty: a rule that needs it says so.
"""

from msgspec import Struct

from .unknown import UNKNOWN, Maybe


class Node(Struct, frozen=True, kw_only=True):
    """A Kubernetes node."""

    name: str
    machine_id: str = ""
    """Its virtual machine, from `spec.providerID`."""
    pool: str = ""
    addresses: tuple[str, ...] = ()
    """Internal ones."""
    pod_cidrs: tuple[str, ...] = ()
    is_managed: bool = True
    """A node labelled `kubernetes.azure.com/managed=false` gets no route (K13)."""
    is_ready: bool = True
    unreachable_because: str = ""
    """The reason of its condition NetworkUnavailable, where that is true (K18)."""
    kubelet_version: str = ""
    os_image: str = ""
    max_pods: int = 0
    """0 where the node does not say."""


class Service(Struct, frozen=True, kw_only=True):
    """A service of type LoadBalancer."""

    namespace: str
    name: str
    is_internal: bool
    addresses: tuple[str, ...] = ()


class Event(Struct, frozen=True, kw_only=True):
    """What Kubernetes reports of an object."""

    reason: str
    message: str
    kind: str
    """Of the object."""
    namespace: str
    name: str
    count: int = 1
    last: str = ""
    """When it was seen last, an ISO time."""
    id: str = ""
    """Its own, as places name it (`places.object_id`)."""


class MasqueradeConfig(Struct, frozen=True, kw_only=True):
    """A ConfigMap of the ip-masq agent (K25)."""

    name: str
    key: str
    namespace: str = "kube-system"
    non_masquerade_cidrs: Maybe[tuple[str, ...]]
    written: str = ""
    """File and path, as people read it."""


class DisruptionBudget(Struct, frozen=True, kw_only=True):
    """A PodDisruptionBudget with what its controller counted."""

    namespace: str
    name: str
    min_available: str = ""
    """A number or a percentage of the expected pods; empty where it says `maxUnavailable` instead."""
    max_unavailable: str = ""
    disruptions_allowed: Maybe[int] = UNKNOWN
    expected_pods: Maybe[int] = UNKNOWN


class ClusterFacts(Struct, frozen=True, kw_only=True):
    """What was exported from inside one cluster."""

    is_running: bool = True
    """False for a stopped cluster, which has no nodes."""
    nodes: Maybe[tuple[Node, ...]] = UNKNOWN
    pods_of: Maybe[dict[str, int]] = UNKNOWN
    """Lower-case node name -> its pods that hold an address of the node's block."""
    services: Maybe[tuple[Service, ...]] = UNKNOWN
    events: Maybe[tuple[Event, ...]] = UNKNOWN
    masquerade: Maybe[tuple[MasqueradeConfig, ...]] = UNKNOWN
    network_policies: Maybe[int] = UNKNOWN
    disruption_budgets: Maybe[tuple[DisruptionBudget, ...]] = UNKNOWN
    created_on: str = ""
    """When the cluster was made, an ISO time."""


class PolicyAssignment(Struct, frozen=True, kw_only=True):
    """Microsoft.Authorization/policyAssignments, with its definition where that was exported."""

    id: str
    title: str
    scope: str
    excluded: tuple[str, ...] = ()
    """Scopes below it that it does not hold for: `notScopes` and exemptions without an end."""
    effect: Maybe[str] = UNKNOWN
    """Lower-case: `deny`, `modify`, `audit` …"""
    aliases: Maybe[tuple[str, ...]] = UNKNOWN
    """Lower-case fields and types its rule names: `microsoft.network/virtualnetworks/subnets/routetable.id`."""
    is_enforced: bool = True


class Activity(Struct, frozen=True, kw_only=True):
    """An entry of the activity log."""

    operation: str
    """`Microsoft.Network/virtualNetworks/subnets/write`"""
    resource_id: str
    caller: str
    time: str
    status: str
    place: str = ""
    """Where it was exported: `activity.json:$[0]`."""


class Surroundings(Struct, frozen=True, kw_only=True):
    """What lies around the clusters."""

    policies: Maybe[tuple[PolicyAssignment, ...]] = UNKNOWN
    activities: tuple[Activity, ...] = ()
