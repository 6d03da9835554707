"""The View: everything a rule may read. Whoever asks builds it: the ARM API, check, doctor, a test."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeVar

from msgspec import Struct
from msgspec.structs import force_setattr

from .az_commands import AzCommand
from .cluster_facts import ClusterFacts, Surroundings
from .ids import parent_of
from .network_services import LoadBalancer, NatGateway, VirtualNetworkGateway
from .resources import (
    ApplicationGateway,
    Firewall,
    FirewallPolicy,
    Lock,
    ManagedCluster,
    NetworkInterface,
    NetworkSecurityGroup,
    RoleAssignment,
    RouteTable,
    Subnet,
    VirtualNetwork,
)
from .time import Loss, Order, Replacement
from .unknown import UNKNOWN, CannotJudge, Maybe, Unknown

Rights = Callable[[str, str, str], bool]
"""(principal id, action, scope) -> may it? The caller evaluates roles; a rule only asks. May raise CannotJudge."""
Found = TypeVar("Found")


class Deletion(Struct, frozen=True, kw_only=True):
    """A wish to delete `id`, which `referers` still link to."""

    id: str
    type: str
    referers: tuple[str, ...]


class AddressRequest(Struct, frozen=True, kw_only=True):
    """A wish for `count` more addresses of the subnet `id`."""

    id: str
    count: int


class TakenRange(Struct, frozen=True):
    """A range that is somebody else's: on-premises, another cloud, another cluster's."""

    name: str
    prefix: str
    is_on_premises: bool = False
    """Said to be so. In other lists a range around a network may be the space that the network itself is from."""


class View(Struct, frozen=True, kw_only=True):
    """The resources after the request, by lower-case id, and as they were before it."""

    managed_clusters: Mapping[str, ManagedCluster] = {}
    virtual_networks: Mapping[str, VirtualNetwork] = {}
    route_tables: Mapping[str, RouteTable] = {}
    network_security_groups: Mapping[str, NetworkSecurityGroup] = {}
    network_interfaces: Mapping[str, NetworkInterface] = {}
    application_gateways: Mapping[str, ApplicationGateway] = {}
    firewalls: Mapping[str, Firewall] = {}
    firewall_policies: Mapping[str, FirewallPolicy] = {}
    locks: Mapping[str, Lock] = {}
    load_balancers: Mapping[str, LoadBalancer] = {}
    """Their frontends are among the network interfaces too, because they take addresses."""
    nat_gateways: Mapping[str, NatGateway] = {}
    virtual_network_gateways: Mapping[str, VirtualNetworkGateway] = {}
    requests: tuple[Deletion | AddressRequest, ...] = ()
    commands: tuple[AzCommand, ...] = ()
    """The commands of a script, where the input is one."""
    before: "View | None" = None
    """Only what the request changes needs to be in it; a resource that is not there is being created."""
    operation: Literal["", "upgrade"] = ""
    """`upgrade` for one that changes no version (a node image); others are seen by comparing with `before`."""
    rights: Rights | Unknown = UNKNOWN
    role_assignments: Maybe[tuple[RoleAssignment, ...]] = UNKNOWN
    """Those that are to be seen; that there are no others is for `rights` to know."""
    order: Order | None = None
    """What a deployment does when; None where everything is there at once."""
    language: str = ""
    """What the input is written in (`Deployment.language`), where a rule is about one tool only."""
    losses: tuple[Loss, ...] = ()
    """What a second apply takes away."""
    replacements: tuple[Replacement, ...] = ()
    """What a plan destroys to make it anew."""
    taken: tuple[TakenRange, ...] = ()
    """Ranges nobody here declares, and that are not to be used."""
    cluster_facts: Mapping[str, ClusterFacts] = {}
    """What was exported from inside clusters that run, by the cluster's lower-case id. None of a cluster: it is not
    known to run, and what only shows in a running one is not judged."""
    surroundings: Surroundings = Surroundings()
    complete: bool = False
    """A resource that is not here does not exist. Without it, it is unknown."""
    is_in_part: bool = False
    """Something that may declare more could not be read or was not given: a module, a file."""
    memo: dict[object, Any] = {}
    """What `once` has found."""

    def __post_init__(self) -> None:
        """Start without a memory, also when it is a changed copy of another view."""
        force_setattr(self, "memo", {})

    def once(self, work: "Callable[[View], Found]") -> Found:
        """Return `work(self)`, done once: an index over all clusters is not to be built for each of them."""
        if work not in self.memo:
            self.memo[work] = work(self)
        found: Found = self.memo[work]
        return found

    def subjects(self, kind: type[object]) -> tuple[object, ...]:
        """Return the resources or requests of a kind, in the order they were given."""
        if ("subjects", kind) not in self.memo:
            self.memo["subjects", kind] = tuple(self._subjects(kind))
        found: tuple[object, ...] = self.memo["subjects", kind]
        return found

    def _subjects(self, kind: type[object]) -> Iterator[object]:
        resources = (
            self.managed_clusters,
            self.virtual_networks,
            self.route_tables,
            self.network_security_groups,
            self.network_interfaces,
            self.application_gateways,
            self.firewalls,
            self.locks,
            self.load_balancers,
            self.nat_gateways,
            self.virtual_network_gateways,
        )
        for found in resources:
            yield from (resource for resource in found.values() if isinstance(resource, kind))
        for others in (self.requests, self.losses, self.replacements, self.commands):
            yield from (other for other in others if isinstance(other, kind))

    def network(self, id_: str) -> VirtualNetwork | None:
        """Return a virtual network; None means there is none. Raises CannotJudge if it may exist elsewhere."""
        found = self.virtual_networks.get(id_.lower())
        if found is None and not self.complete:
            raise CannotJudge(f"virtual network {id_}")
        return found

    def subnet(self, id_: str) -> Subnet | None:
        """Return a subnet; None means there is none. Raises CannotJudge if it may exist elsewhere."""
        network = self.network(parent_of(id_))
        found = self.once(_subnets).get((parent_of(id_).lower(), id_.lower())) if network else None
        if network and found is None and (network.is_partial or any(not subnet.id for subnet in network.subnets)):
            # A list of subnets that nobody told reads as one nameless subnet.
            raise CannotJudge(f"subnet {id_}")
        return found

    def route_table(self, id_: str) -> RouteTable:
        """Return a route table that something links to; raises CannotJudge if it is not to be seen."""
        if id_.lower() not in self.route_tables:
            raise CannotJudge(f"route table {id_}")
        return self.route_tables[id_.lower()]

    def cluster_before(self, cluster: ManagedCluster) -> ManagedCluster | None:
        """Return the cluster as it was, or None if it is being created."""
        return self.before.managed_clusters.get(cluster.id.lower()) if self.before else None

    def network_before(self, network: VirtualNetwork) -> VirtualNetwork | None:
        """Return the virtual network as it was, or None if it is being created."""
        return self.before.virtual_networks.get(network.id.lower()) if self.before else None


def _subnets(view: View) -> dict[tuple[str, str], Subnet]:
    """Return all subnets by the lower-case ids of their network and of themselves; of two alike the first."""
    networks = view.virtual_networks.items()
    return {(id_, subnet.id.lower()): subnet for id_, network in networks for subnet in reversed(network.subnets)}
