"""The ARM types a lab has: one file each, one line here. No registration on import; this tuple is all there is."""

from collections.abc import Mapping

from ..arm.declaration import ResourceType
from .managed_clusters import MANAGED_CLUSTERS
from .network_interfaces import NETWORK_INTERFACES
from .network_security_groups import NETWORK_SECURITY_GROUPS
from .public_ip_addresses import PUBLIC_IP_ADDRESSES
from .resource_groups import RESOURCE_GROUPS
from .role_assignments import ROLE_ASSIGNMENT_TYPE
from .role_definitions import ROLE_DEFINITION_TYPE
from .route_tables import ROUTE_TABLES
from .user_assigned_identities import USER_ASSIGNED_IDENTITIES
from .virtual_machine_scale_sets import VIRTUAL_MACHINE_SCALE_SETS
from .virtual_networks import VIRTUAL_NETWORKS

RESOURCE_TYPES: tuple[ResourceType, ...] = (
    RESOURCE_GROUPS,
    VIRTUAL_NETWORKS,
    ROUTE_TABLES,
    NETWORK_SECURITY_GROUPS,
    NETWORK_INTERFACES,
    PUBLIC_IP_ADDRESSES,
    USER_ASSIGNED_IDENTITIES,
    ROLE_DEFINITION_TYPE,
    ROLE_ASSIGNMENT_TYPE,
    MANAGED_CLUSTERS,
    VIRTUAL_MACHINE_SCALE_SETS,
)


def by_name() -> Mapping[str, ResourceType]:
    """Return the declarations by lower-cased type name."""
    return {declared.name.lower(): declared for declared in RESOURCE_TYPES}
