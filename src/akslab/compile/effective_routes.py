"""The routes a subnet's traffic really follows: system routes, peerings and the user's own, winners and losers.

The kernel's routing tables are made from these rows, and `az network nic show-effective-route-table` prints the same.
"""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from .errors import CompileError
from .inputs import RouteTable, Subnet, VirtualNetwork
from .ranges import range_of

NextHopType = Literal["VnetLocal", "VNetPeering", "Internet", "VirtualNetworkGateway", "VirtualAppliance", "None"]

PRIVATE_PREFIXES = ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
"""Dropped by system routes of every subnet, unless the network itself covers them (D1, D2), or it has a default route of
the user's (D28)."""

PLATFORM_PREFIXES = (
    "127.0.0.0/8", "198.18.0.0/15", "25.4.0.0/14", "25.33.0.0/16", "25.41.0.0/20", "25.48.0.0/12", "40.108.0.0/17",
    "40.109.0.0/16", "104.146.0.0/17", "104.147.0.0/16", "157.59.0.0/16", "23.103.0.0/18", "20.35.252.0/22",
)  # fmt: skip
"""More rows that real dumps carry and no page documents (D3). They are here because the printed table is compared
with real ones; the set drifts, so it stands alone."""

SOURCE_RANK = {"User": 0, "Default": 1}
"""Who wins on equal prefixes (D5). BGP would stand between: no gateway announces routes yet."""


class EffectiveRoute(Struct, frozen=True, kw_only=True):
    """One row, as Azure prints it; `name` is the user's route's."""

    source: Literal["Default", "User"]
    state: Literal["Active", "Invalid"] = "Active"
    prefixes: tuple[str, ...]
    next_hop_type: NextHopType
    next_hop_ips: tuple[str, ...] = ()
    name: str | None = None


def effective_routes(
    subnet_id: str, networks: Mapping[str, VirtualNetwork], tables: Mapping[str, RouteTable]
) -> tuple[EffectiveRoute, ...]:
    """List the rows of a subnet: system routes first, then the user's by prefix. One row of each prefix is Active (D5).

    `networks` and `tables` are keyed by lower-cased id. Raises CompileError when the subnet or its table is missing.
    """
    network, subnet = subnet_of(subnet_id, networks)
    remote = peered_prefixes(network, networks)
    own = _user_routes(table_of(subnet, tables))
    system = _system_routes(network, remote)
    if any(row.prefixes == ("0.0.0.0/0",) for row in own):
        # A user's default route takes the dropping rows away: what is for nobody goes where it says (D28).
        system = [row for row in system if row.next_hop_type != "None"]
    rows = [*system, *own]
    winners: dict[str, EffectiveRoute] = {}
    for row in sorted(rows, key=lambda row: SOURCE_RANK[row.source]):
        winners.setdefault(row.prefixes[0], row)
    return tuple(row if winners[row.prefixes[0]] is row else replace(row, state="Invalid") for row in rows)


def subnet_of(subnet_id: str, networks: Mapping[str, VirtualNetwork]) -> tuple[VirtualNetwork, Subnet]:
    """Find a subnet and the network that holds it. Raises CompileError when there is none."""
    network = networks.get(subnet_id.lower().rpartition("/subnets/")[0])
    for subnet in network.subnets if network else ():
        if network and subnet.id == subnet_id.lower():
            return network, subnet
    raise CompileError(subnet_id, "the subnet does not exist")


def table_of(subnet: Subnet, tables: Mapping[str, RouteTable]) -> RouteTable | None:
    """Find the route table of a subnet, None when it has none. Raises CompileError when it is missing."""
    if subnet.route_table is None:
        return None
    if subnet.route_table not in tables:
        raise CompileError(subnet.id, f"its route table {subnet.route_table} does not exist")
    return tables[subnet.route_table]


def peered_prefixes(network: VirtualNetwork, networks: Mapping[str, VirtualNetwork]) -> tuple[str, ...]:
    """List the prefixes of the networks peered with `network`: both sides Connected, access allowed (D13, D14, D15)."""
    prefixes: list[str] = []
    for peering in network.peerings:
        remote = networks.get(peering.remote)
        if remote and peering.connected and peering.access and _is_peered_back(remote, network.id):
            prefixes += remote.prefixes
    return tuple(dict.fromkeys(prefixes))


def _is_peered_back(remote: VirtualNetwork, network_id: str) -> bool:
    return any(back.remote == network_id and back.connected for back in remote.peerings)


def _system_routes(network: VirtualNetwork, remote: Iterable[str]) -> list[EffectiveRoute]:
    local = dict.fromkeys(network.prefixes)
    peered = [prefix for prefix in dict.fromkeys(remote) if prefix not in local]
    reachable = [range_of(prefix) for prefix in (*local, *peered)]
    dropped = [
        prefix
        for prefix, (first, last) in ((each, range_of(each)) for each in (*PRIVATE_PREFIXES, *PLATFORM_PREFIXES))
        if not any(low <= first and last <= high for low, high in reachable)
    ]
    hops: list[tuple[str, NextHopType]] = [
        *((prefix, "VnetLocal") for prefix in local),
        *((prefix, "VNetPeering") for prefix in peered),
        ("0.0.0.0/0", "Internet"),
        *((prefix, "None") for prefix in dropped),
    ]
    return [EffectiveRoute(source="Default", prefixes=(prefix,), next_hop_type=hop) for prefix, hop in hops]


def _user_routes(table: RouteTable | None) -> list[EffectiveRoute]:
    return [
        EffectiveRoute(
            source="User",
            prefixes=(route.prefix,),
            next_hop_type=route.next_hop_type,
            next_hop_ips=(route.next_hop_ip,) if route.next_hop_ip else (),
            name=route.name,
        )
        for route in (table.routes if table else ())
    ]
