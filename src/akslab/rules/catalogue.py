"""The catalogue: every rule, in the order Azure judges, and the entries by which the ARM API asks it.

The tuple is explicit: a rule that is not listed does not exist. AKS and the network provider answer with their first
refusal, so the API takes `next(…, None)`; check and doctor take all.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from .address_ranges import ADDRESS_RANGES
from .application_gateways import APPLICATION_GATEWAYS
from .az_cli import AZ_CLI
from .az_scripts import AZ_SCRIPTS
from .block_routes import BLOCK_ROUTES
from .capacity import CAPACITY
from .cluster_subnets import CLUSTER_SUBNETS
from .custom_route_tables import CUSTOM_ROUTE_TABLES
from .default_routes import DEFAULT_ROUTES
from .deletions import DELETIONS
from .deployment_order import DEPLOYMENT_ORDER
from .dns_service import DNS_SERVICE
from .docker_bridge import DOCKER_BRIDGE
from .dropped_ways_out import DROPPED_WAYS_OUT
from .failing_events import FAILING_EVENTS
from .features import FEATURES
from .firewall_egress import FIREWALL_EGRESS
from .firewall_rules import FIREWALL_RULES
from .forwarding import FORWARDING
from .governance import GOVERNANCE
from .headroom import HEADROOM
from .ingress_addon import INGRESS_ADDON
from .interfaces import INTERFACES
from .kubenet_ends import KUBENET_ENDS
from .leftover_routes import LEFTOVER_ROUTES
from .locks import LOCKS
from .masquerade import MASQUERADE
from .network_roles import NETWORK_ROLES
from .networks import NETWORKS
from .node_routes import NODE_ROUTES
from .one_sided_peerings import ONE_SIDED_PEERINGS
from .outbound import OUTBOUND
from .peered_ranges import PEERED_RANGES
from .peerings import PEERINGS
from .pod_addresses import POD_ADDRESSES
from .pools import POOLS
from .replacements import REPLACEMENTS
from .resources import ManagedCluster, NetworkInterface, NetworkSecurityGroup, RouteTable, VirtualNetwork
from .rights_in_use import RIGHTS_IN_USE
from .role_order import ROLE_ORDER
from .routes import ROUTES
from .rule import Finding, NotJudged, Rule
from .second_apply import SECOND_APPLY
from .security_between import SECURITY_BETWEEN
from .security_of_nodes import SECURITY_OF_NODES
from .security_of_pods import SECURITY_OF_PODS
from .security_rules import SECURITY_RULES
from .security_to_nodes import SECURITY_TO_NODES
from .sharing import SHARING
from .table_association import TABLE_ASSOCIATION
from .taken_networks import TAKEN_NETWORKS
from .taken_ranges import TAKEN_RANGES
from .updates import UPDATES
from .user_routing import USER_ROUTING
from .view import AddressRequest, Deletion, View
from .ways_in import WAYS_IN

RULES: tuple[Rule[Any], ...] = (
    *UPDATES,
    *FEATURES,
    *POOLS,
    *ADDRESS_RANGES,
    *DNS_SERVICE,
    *CLUSTER_SUBNETS,
    *INGRESS_ADDON,
    *OUTBOUND,
    *USER_ROUTING,
    *CUSTOM_ROUTE_TABLES,
    *CAPACITY,
    *SHARING,
    *NETWORKS,
    *PEERINGS,
    *ROUTES,
    *SECURITY_RULES,
    *INTERFACES,
    *DELETIONS,
    *DEPLOYMENT_ORDER,
    *ROLE_ORDER,
    *PEERED_RANGES,
    *ONE_SIDED_PEERINGS,
    *TAKEN_RANGES,
    *TAKEN_NETWORKS,
    *HEADROOM,
    *NODE_ROUTES,
    *DEFAULT_ROUTES,
    *DROPPED_WAYS_OUT,
    *NETWORK_ROLES,
    *LOCKS,
    *APPLICATION_GATEWAYS,
    *FIREWALL_EGRESS,
    *FIREWALL_RULES,
    *DOCKER_BRIDGE,
    *KUBENET_ENDS,
    *SECOND_APPLY,
    *REPLACEMENTS,
    *AZ_CLI,
    *AZ_SCRIPTS,
    *TABLE_ASSOCIATION,
    *BLOCK_ROUTES,
    *FORWARDING,
    *SECURITY_OF_PODS,
    *SECURITY_OF_NODES,
    *SECURITY_TO_NODES,
    *SECURITY_BETWEEN,
    *FAILING_EVENTS,
    *POD_ADDRESSES,
    *RIGHTS_IN_USE,
    *GOVERNANCE,
    *WAYS_IN,
    *MASQUERADE,
    *LEFTOVER_ROUTES,
)
"""A cluster: what it is, its numbers, its ranges, its place, its way out, its table and identity (O1), its room."""

OF_AZURE = tuple(rule for rule in RULES if rule.answer.of_azure)
"""Without the limits of the lab: what holds for a cluster in Azure."""

_REJECTING = {
    kind: tuple(rule for rule in RULES if rule.subject is kind and rule.class_ == "rejected")
    for kind in {rule.subject for rule in RULES}
}


def rule(id_: str) -> Rule[Any] | None:
    """Return the rule with this id."""
    return next((found for found in RULES if found.id == id_), None)


def judgements(view: View, rules: Iterable[Rule[Any]] = OF_AZURE) -> Iterator[Finding | NotJudged]:
    """Yield what is wrong, and what could not be judged, with every resource of a view: as Azure sees it, by default."""
    for found in rules:
        for subject in view.subjects(found.subject):
            yield from found.judge(view, subject)


def refusals(view: View, subject: object) -> Iterator[Finding]:
    """Yield Azure's refusals of one resource or request, in Azure's order. Unknowns are let pass."""
    for found in _REJECTING.get(type(subject), ()):
        for judgement in found.judge(view, subject):
            if isinstance(judgement, Finding):
                yield judgement


def cluster_refusals(view: View, cluster_id: str) -> Iterator[Finding]:
    """Yield the refusals of a managed cluster, its pools included."""
    return refusals(view, _of(view, ManagedCluster, cluster_id))


def network_refusals(view: View, network_id: str) -> Iterator[Finding]:
    """Yield the refusals of a virtual network, its subnets and peerings included."""
    return refusals(view, _of(view, VirtualNetwork, network_id))


def route_table_refusals(view: View, table_id: str) -> Iterator[Finding]:
    """Yield the refusals of a route table and its routes."""
    return refusals(view, _of(view, RouteTable, table_id))


def security_group_refusals(view: View, group_id: str) -> Iterator[Finding]:
    """Yield the refusals of a network security group and its rules."""
    return refusals(view, _of(view, NetworkSecurityGroup, group_id))


def interface_refusals(view: View, interface_id: str) -> Iterator[Finding]:
    """Yield the refusals of a network interface."""
    return refusals(view, _of(view, NetworkInterface, interface_id))


def deletion_refusal(type_: str, id_: str, referers: Iterable[str]) -> Finding | None:
    """Return why `id_` cannot be deleted while `referers` (ids) link to it, or None."""
    return next(refusals(View(), Deletion(id=id_, type=type_, referers=tuple(referers))), None)


def address_refusal(view: View, subnet_id: str, count: int) -> Finding | None:
    """Return why a scale set does not get `count` more addresses of a subnet, or None (A1)."""
    return next(refusals(view, AddressRequest(id=subnet_id, count=count)), None)


def _of(view: View, kind: type[object], id_: str) -> object:
    for subject in view.subjects(kind):
        if str(getattr(subject, "id", "")).lower() == id_.lower():
            return subject
    raise KeyError(id_)
