"""What the names in a state stand for: namespaces, interfaces, routing tables and chains, back to Azure's objects.

The compile step gives those names; here the same inputs are asked which object each was made from.
"""

from collections.abc import Mapping

from msgspec import Struct

from ..compile.attachments import Attachment, attachments
from ..compile.effective_routes import EffectiveRoute, effective_routes
from ..compile.fabric import UPLINK_MARK, table_number
from ..compile.inputs import NetworkInterface, SecurityGroup, SecurityRule, Subnet
from ..compile.names import fabric_netns, resource_name
from ..compile.security_chains import chain_name
from ..networks.values import Endpoint, Network
from ..wire.symbols import spoken


class GroupChain(Struct, frozen=True):
    """A chain of rules: a security group's, in one direction."""

    group: SecurityGroup
    inbound: bool


class Atlas:
    """Looks names up; made once for a network."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._ports = attachments(network.inputs)
        self._fabrics = {fabric_netns(id_): id_ for id_ in network.inputs.networks}
        self._links = {(fabric_netns(each.network.id), each.link): each for each in self._ports.values()}
        self._chains = {
            chain_name(group, inbound=inbound): GroupChain(group, inbound)
            for group in network.inputs.security_groups.values()
            for inbound in (True, False)
        }
        self._residents: dict[str, Endpoint] = {}
        for each in network.endpoints:
            self._residents.setdefault(each.netns, each)
        self._rows: dict[str, Mapping[str, EffectiveRoute]] = {}

    def network_of(self, netns: str) -> str | None:
        """Return the lower-cased id of the virtual network a namespace is, None for another one."""
        return self._fabrics.get(netns)

    def resident(self, netns: str) -> Endpoint | None:
        """Return who lives in a namespace."""
        return self._residents.get(netns)

    def port(self, netns: str, dev: str) -> Attachment | None:
        """Return what hangs on an interface of a virtual network's namespace."""
        return self._links.get((netns, dev))

    def attachment(self, netns: str) -> Attachment | None:
        """Return how a node or machine is attached."""
        return self._ports.get(netns)

    def chain(self, name: str) -> GroupChain | None:
        """Return the security group and direction of a chain."""
        return self._chains.get(name)

    def rule(self, chain: str, comment: str | None) -> tuple[SecurityGroup, SecurityRule] | None:
        """Return the security rule behind a rule of a group's chain: its priority ends the comment, and is its alone."""
        found = self.chain(chain)
        priority = (comment or "").rpartition("(")[2].rstrip(")")
        if found is None or not priority.isdecimal():
            return None
        for rule in found.group.rules:
            if rule.inbound is found.inbound and rule.priority == int(priority):
                return found.group, rule
        return None

    def subnet_of_table(self, netns: str, table: int) -> Subnet | None:
        """Return the subnet whose traffic a routing table of a virtual network carries; None for the Internet's."""
        network = self.network.inputs.networks.get(self._fabrics.get(netns, ""))
        if network is None or table == UPLINK_MARK:
            return None
        return next((each for each in network.subnets if table_number(each) == table), None)

    def row(self, subnet: Subnet, prefix: str) -> EffectiveRoute | None:
        """Return the effective route of a prefix in a subnet."""
        if subnet.id not in self._rows:
            inputs = self.network.inputs
            rows = effective_routes(subnet.id, inputs.networks, inputs.tables)
            self._rows[subnet.id] = {row.prefixes[0]: row for row in rows if row.state == "Active"}
        return self._rows[subnet.id].get(prefix)

    def rows(self, subnet: Subnet) -> Mapping[str, EffectiveRoute]:
        """Return the effective routes of a subnet by prefix."""
        self.row(subnet, "")
        return self._rows[subnet.id]

    def interface_name(self, interface: NetworkInterface) -> str:
        """Return an interface's name as it was written."""
        return self.name(interface.id)

    def name(self, id_: str) -> str:
        """Return the last segment of an id as it was written."""
        return spoken(resource_name(self.network.spelled.get(id_.lower(), id_)))

    def spelled(self, id_: str) -> str:
        """Return an id as it was written."""
        return spoken(self.network.spelled.get(id_.lower(), id_))
