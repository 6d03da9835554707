"""One cluster that is to move, with everything around it that questions are asked about."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from ..net.prefixes import Prefix, parsed
from ..rules.cluster_facts import ClusterFacts
from ..rules.facts import own_subnet_ids, own_table_ids, pod_ranges
from ..rules.fields import certain
from ..rules.ids import name_of, parent_of
from ..rules.pod_routing import node_subnet_ids, routing_of
from ..rules.resources import ManagedCluster, RouteTable, Subnet, VirtualNetwork
from ..rules.unknown import CannotJudge
from ..rules.view import View
from .aims import Aim

Language = Literal["arm", "bicep", "terraform", "terraform-plan", "az", "export"]


class Case(Struct, frozen=True, kw_only=True, eq=False):
    """A cluster on kubenet, the view it is in, and where it is to go."""

    view: View
    cluster: ManagedCluster
    aim: Aim = Aim()
    language: Language = "export"
    """What the view was read from."""
    tool: Language | None = None
    """What declares the cluster, where files were handed over beside its exports."""
    provider: str = ""
    """The releases of azurerm that may be meant, where Terraform declares the cluster: `3.x`, `4.80`."""
    keeps_cluster: bool | None = None
    """Whether all of them make the change in place, or all destroy the cluster; None where that is not known."""

    @property
    def name(self) -> str:
        """The cluster's name."""
        return name_of(self.cluster.id)

    @property
    def facts(self) -> ClusterFacts:
        """What was exported of its inside."""
        return self.view.cluster_facts.get(self.cluster.id.lower()) or ClusterFacts()

    @property
    def is_exported(self) -> bool:
        """Whether it is known to be there: files that declare a cluster say nothing of what runs in it."""
        return self.language == "export"

    @property
    def is_terraform(self) -> bool:
        """Whether azurerm makes the change."""
        return (self.tool or self.language) in ("terraform", "terraform-plan")

    @property
    def is_declared(self) -> bool:
        """Whether files that declare it were handed over."""
        return self.tool is not None or not self.is_exported

    def target_pods(self) -> tuple[Prefix, ...]:
        """Return the IPv4 pod ranges afterwards. Raises CannotJudge where the range there is, is kept and not known."""
        if self.aim.pod_cidr:
            return parsed((self.aim.pod_cidr,))
        return self.pods()

    def pods(self) -> tuple[Prefix, ...]:
        """Return the IPv4 pod ranges there are."""
        return tuple(prefix for prefix in pod_ranges(self.cluster) if prefix.version == 4)

    def node_subnet_ids(self) -> tuple[str, ...]:
        """Return the ids of the subnets its nodes stand in. Raises CannotJudge where nobody can tell."""
        found = node_subnet_ids(self.view, self.cluster)
        if not found and self.is_exported:
            raise CannotJudge(f"az network vnet list -g {certain(self.cluster.node_resource_group)}")
        return found

    def node_subnets(self) -> Iterator[Subnet]:
        """Yield those that can be seen."""
        for id_ in self.node_subnet_ids():
            network = self.view.virtual_networks.get(parent_of(id_).lower())
            if found := network.subnet(id_) if network else None:
                yield found

    def networks(self) -> tuple[VirtualNetwork, ...]:
        """Return the networks its nodes stand in, as far as they can be seen."""
        ids = dict.fromkeys(parent_of(id_).lower() for id_ in self.node_subnet_ids())
        return tuple(self.view.virtual_networks[id_] for id_ in ids if id_ in self.view.virtual_networks)

    def tables(self) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the tables on its node subnets (lower-case id -> id), and what would tell those of the others."""
        self.node_subnet_ids()
        routing = routing_of(self.view, self.cluster)
        return {id_.lower(): id_ for id_ in routing.attached.values() if id_}, routing.missing

    def own_table_ids(self) -> tuple[str, ...]:
        """Return the ids of those of them that are the user's."""
        return own_table_ids(self.view, self.cluster)

    def table(self, id_: str) -> RouteTable | None:
        """Return a table if it can be seen."""
        return self.view.route_tables.get(id_.lower())

    @property
    def has_own_subnets(self) -> bool:
        """Whether the nodes stand in a network of the user's. Raises CannotJudge where nobody can tell."""
        return bool(own_subnet_ids(self.cluster))

    def subnets_with(self, table_id: str) -> tuple[Subnet, ...]:
        """Return every subnet that can be seen and has this table."""
        return tuple(self.view.once(_subnets_by_table).get(table_id.lower(), ()))

    def afterwards(self) -> tuple[View, ManagedCluster]:
        """Return the view and the cluster as they would be on CNI Overlay."""
        ranges = (self.aim.pod_cidr,) if self.aim.pod_cidr else self.cluster.network.pod_cidrs
        network = replace(self.cluster.network, plugin="azure", plugin_mode="overlay", policy="", pod_cidrs=ranges)
        moved = replace(self.cluster, network=network)
        clusters = {**self.view.managed_clusters, moved.id.lower(): moved}
        return replace(self.view, managed_clusters=clusters, before=None), moved


def _subnets_by_table(view: View) -> dict[str, list[Subnet]]:
    found: dict[str, list[Subnet]] = {}
    for network in view.virtual_networks.values():
        for subnet in network.subnets:
            if id_ := certain(subnet.route_table_id):
                found.setdefault(id_.lower(), []).append(subnet)
    return found
