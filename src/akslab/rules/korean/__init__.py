"""The words of the catalogue in Korean, a module for each module of rules; a test holds them complete."""

from ..words import Words
from .address_ranges import ADDRESS_RANGES
from .application_gateways import APPLICATION_GATEWAYS
from .az_commands import AZ_COMMANDS
from .block_routes import BLOCK_ROUTES
from .capacity import CAPACITY
from .cluster_subnets import CLUSTER_SUBNETS
from .custom_route_tables import CUSTOM_ROUTE_TABLES
from .default_routes import DEFAULT_ROUTES
from .deletions import DELETIONS
from .deployment_order import DEPLOYMENT_ORDER
from .dns_service import DNS_SERVICE
from .docker_bridge import DOCKER_BRIDGE
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
from .outbound import OUTBOUND
from .peered_ranges import PEERED_RANGES
from .peerings import PEERINGS
from .pod_addresses import POD_ADDRESSES
from .pools import POOLS
from .replacements import REPLACEMENTS
from .rights_in_use import RIGHTS_IN_USE
from .role_order import ROLE_ORDER
from .routes import ROUTES
from .second_apply import SECOND_APPLY
from .security_between import SECURITY_BETWEEN
from .security_of_nodes import SECURITY_OF_NODES
from .security_of_pods import SECURITY_OF_PODS
from .security_rules import SECURITY_RULES
from .security_to_nodes import SECURITY_TO_NODES
from .sharing import SHARING
from .table_association import TABLE_ASSOCIATION
from .taken_ranges import TAKEN_RANGES
from .updates import UPDATES
from .user_routing import USER_ROUTING
from .ways_in import WAYS_IN

KOREAN: dict[str, Words] = {
    **ADDRESS_RANGES,
    **APPLICATION_GATEWAYS,
    **AZ_COMMANDS,
    **CAPACITY,
    **CLUSTER_SUBNETS,
    **CUSTOM_ROUTE_TABLES,
    **DEFAULT_ROUTES,
    **DELETIONS,
    **DEPLOYMENT_ORDER,
    **DNS_SERVICE,
    **DOCKER_BRIDGE,
    **FEATURES,
    **FIREWALL_EGRESS,
    **FIREWALL_RULES,
    **HEADROOM,
    **INGRESS_ADDON,
    **INTERFACES,
    **KUBENET_ENDS,
    **LOCKS,
    **NETWORK_ROLES,
    **NETWORKS,
    **NODE_ROUTES,
    **OUTBOUND,
    **PEERED_RANGES,
    **PEERINGS,
    **POOLS,
    **REPLACEMENTS,
    **ROLE_ORDER,
    **ROUTES,
    **SECOND_APPLY,
    **SECURITY_RULES,
    **SHARING,
    **TAKEN_RANGES,
    **UPDATES,
    **USER_ROUTING,
    **WAYS_IN,
    **TABLE_ASSOCIATION,
    **SECURITY_OF_PODS,
    **SECURITY_OF_NODES,
    **SECURITY_TO_NODES,
    **SECURITY_BETWEEN,
    **RIGHTS_IN_USE,
    **POD_ADDRESSES,
    **MASQUERADE,
    **LEFTOVER_ROUTES,
    **GOVERNANCE,
    **FORWARDING,
    **FAILING_EVENTS,
    **BLOCK_ROUTES,
}
