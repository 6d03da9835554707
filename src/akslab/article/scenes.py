"""Scenes that several chapters play: the group and its network, nodes and their table, packets, the end of it all."""

from collections.abc import Mapping

from . import source
from .expectations import NOTHING, column, field, probe_seen_from, shows
from .reading import ReadingError, as_json, cells, first_line, table
from .script import Judge, Run, Seen, Step, Text

BEGIN: tuple[Step, ...] = (
    Run(command=source.CREATE_GROUP, picks=("name", "location", "provisioningState")),
    Run(
        command=source.CREATE_NETWORK,
        picks=("addressPrefix", "name", "provisioningState"),
        judges=(field(Text("claim.subnet"), "192.168.1.0/24", "newVNet", "subnets", 0, "addressPrefix"),),
    ),
    Run(command=source.SUBNET_ID),
)

NODES_SHOWN = ("NAME", "INTERNAL-IP", "POD-CIDR", "NETWORK")
ROUTES_SHOWN = ("AddressPrefix", "Name", "NextHopIpAddress")
CLUSTER_SHOWN = ("networkPlugin", "networkPluginMode", "nodeResourceGroup", "podCidr", "serviceCidr")


def learn_nodes(seen: Seen) -> Mapping[str, str]:
    """Learn NODE_1, ADDRESS_1, PODS_1, … of `akslab get nodes`."""
    rows = table(seen.stdout)
    if not rows:
        raise ReadingError(first_line(seen.stdout))
    names = (("NODE", "NAME"), ("ADDRESS", "INTERNAL-IP"), ("PODS", "POD-CIDR"))
    return {f"{fact}_{i}": row[name] for i, row in enumerate(rows, 1) for fact, name in names}


def learn_cluster(seen: Seen) -> Mapping[str, str]:
    """Learn NODE_GROUP of a created cluster."""
    return {"NODE_GROUP": str(as_json(seen.stdout)["nodeResourceGroup"])}


def learn_provider_table(seen: Seen) -> Mapping[str, str]:
    """Learn TABLE, the one route table in the nodes' group, and that group as TABLE_GROUP."""
    return {"TABLE": _only(seen, "Name"), "TABLE_GROUP": seen.facts["NODE_GROUP"]}


def learn_public_ip(seen: Seen) -> Mapping[str, str]:
    """Learn PUBLIC_IP, the one address the cluster goes out with."""
    return {"PUBLIC_IP": _only(seen, "Address")}


def _only(seen: Seen, name: str) -> str:
    found = cells(seen.stdout, name)
    if len(found) != 1:
        raise ReadingError(first_line(seen.stdout))
    return found[0]


def learn_routes(seen: Seen) -> Mapping[str, str]:
    """Learn ROUTE_1, …: the name of the route that leads to each node's address."""
    by_hop = {row.get("NextHopIpAddress"): row["Name"] for row in table(seen.stdout)}
    nodes = [fact.removeprefix("ADDRESS_") for fact in seen.facts if fact.startswith("ADDRESS_")]
    return {f"ROUTE_{i}": by_hop.get(seen.facts[f"ADDRESS_{i}"], "") for i in nodes}


def learn_pods(seen: Seen) -> Mapping[str, str]:
    """Learn ALPHA_1, …: the address of each pod that runs now."""
    words = [line.split() for line in seen.stdout.splitlines() if " runs on " in line]
    return {line[0].upper().replace("-", "_"): line[-1] for line in words}


def routes_lead_to_their_nodes() -> Judge:
    """Return a judge of a route list: each node's pods by the node's own address."""
    expected = " ".join(f"{{PODS_{i}}}>{{ADDRESS_{i}}}" for i in (1, 2, 3))

    def pairs(seen: Seen) -> str:
        rows = [row for row in table(seen.stdout) if row.get("NextHopType") == "VirtualAppliance"]
        return " ".join(sorted(f"{row['AddressPrefix']}>{row['NextHopIpAddress']}" for row in rows))

    return shows(Text("claim.routes"), expected, pairs)


NODES = Run(
    command="akslab get nodes",
    say="say.nodes",
    learn=learn_nodes,
    picks=NODES_SHOWN,
    judges=(
        column(Text("claim.node-addresses"), "192.168.1.4 192.168.1.5 192.168.1.6", "INTERNAL-IP"),
        column(Text("claim.pod-ranges"), "10.244.0.0/24 10.244.1.0/24 10.244.2.0/24", "POD-CIDR"),
    ),
)

PROVIDER_TABLE = Run(
    command="az network route-table list -g $NODE_GROUP -o table",
    say="say.provider-table",
    learn=learn_provider_table,
    picks=("Name", "ProvisioningState"),
)

ROUTES = Run(
    command="az network route-table route list -g $TABLE_GROUP --route-table-name $TABLE -o table",
    say="say.routes",
    learn=learn_routes,
    picks=ROUTES_SHOWN,
    judges=(routes_lead_to_their_nodes(),),
)


def pods(name: str, node: int, count: int = 1, say: str = "") -> Run:
    """Return the start of one pod NAME on a node, or of NAME-1, NAME-2 and so on."""
    number = f" --count {count}" if count > 1 else ""
    return Run(command=f"akslab pod run {name}{number} --node $NODE_{node}", say=say, learn=learn_pods)


def probe(kind: str, source_name: str, destination: str, expected: str, say: str = "") -> Run:
    """Return a probe whose other side must see it come from `expected`."""
    return Run(
        command=f"akslab probe {source_name} {destination}",
        say=say,
        judges=(probe_seen_from(kind, source_name, destination, expected),),
        may_fail=True,
    )


PODS: tuple[Step, ...] = (
    pods("alpha", 1, 2, "say.pods"),
    pods("beta", 2, 2),
    pods("gamma", 3),
    Run(command="akslab vm run machine --subnet $SUBNET_ID"),
)

PACKETS: tuple[Step, ...] = (
    *PODS,
    probe("same-node", "alpha-1", "alpha-2", "{ALPHA_1}", "say.packets"),
    probe("across-nodes", "alpha-1", "beta-1", "{ALPHA_1}"),
    probe("nat", "alpha-1", "machine", "{ADDRESS_1}"),
    Run(
        command="az network public-ip list -g $NODE_GROUP -o table",
        say="say.internet",
        learn=learn_public_ip,
        picks=("Name", "Address", "ProvisioningState"),
    ),
    probe("internet", "alpha-1", "internet", "{PUBLIC_IP}"),
)

DELETE_GROUP = Run(command="az group delete --name myResourceGroup --yes", say="say.end")

NOTHING_LEFT: tuple[Step, ...] = (
    Run(command="az group list -o table", judges=(column(Text("claim.groups-gone"), NOTHING, "Name"),)),
    Run(command="akslab get all", judges=(column(Text("claim.nobody-left"), "internet", "NAME"),)),
)

END: tuple[Step, ...] = (
    Run(command="akslab vm delete machine"),
    DELETE_GROUP,
    *NOTHING_LEFT,
)
