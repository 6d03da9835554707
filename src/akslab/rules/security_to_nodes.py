"""Security groups that close ports of the nodes themselves: to each other, and to the probes of load balancers."""

from collections.abc import Iterator

from msgspec.structs import replace

from ..net.prefixes import first, last
from .closed_ports import RULE_PLACE, Found, in_groups, told
from .cluster_facts import Service
from .examples_guarded import IN, NETWORK_IN, PODS_IN, declared_behind, deny, let, serving_behind
from .facts import own_subnets, pod_ranges
from .guarded_nodes import Closed, closed, guarded
from .node_needs import Need, spans_of
from .pod_routing import facts_of, node_subnet_ids
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .security_evaluation import PLATFORM, Direction, merged_spans
from .security_of_pods import LET_ALL_OF_THEM_IN, ranges_of
from .traffic_filters import DIRECTIONS, KUBELET, Blocked, blocked, wide_spans
from .unknown import UNKNOWN, CannotJudge, Maybe, Unknown
from .view import View

PROBES = "AzureLoadBalancer"
_PROBED = ((30000, 32767), (10256, 10256))
"""The ports that Kubernetes hands out, and the one that all services share."""
_MOST_NAMED = 5


def _probes(view: View, cluster: ManagedCluster) -> Found:
    """Yield the groups that keep health probes from all ports they go to (K21), of all nodes there will be."""
    needs = [Need(name="probes", admitted_by=PROBES, ports=ports, spans=PLATFORM) for ports in _PROBED]
    found = list(in_groups(view, cluster, "Inbound", lambda _: needs))
    is_whole = len(found) == len(node_subnet_ids(view, cluster)) * len(needs)
    yield from told((each for each in found if is_whole or isinstance(each, CannotJudge)), "Inbound")


def _services(view: View, cluster: ManagedCluster) -> Maybe[tuple[Service, ...]]:
    facts = facts_of(view, cluster)
    return UNKNOWN if facts is None else facts.services


def _probes_of_services(view: View, cluster: ManagedCluster) -> Found:
    services = _services(view, cluster)
    named = () if isinstance(services, Unknown) else [f"{each.namespace}/{each.name}" for each in services]
    shown = ", ".join(named[:_MOST_NAMED]) + (", …" if len(named) > _MOST_NAMED else "")
    for found in _probes(view, cluster) if named else ():
        yield found if isinstance(found, CannotJudge) else {**found, "services": shown}


def _probes_of_services_to_come(view: View, cluster: ManagedCluster) -> Found:
    yield from _probes(view, cluster) if isinstance(_services(view, cluster), Unknown) else ()


_LET_PROBES_IN = (
    "Let the probes in before it: `{room}az network nsg rule create -g {group} --nsg-name {name} -n AllowAzureLoadBalancer "
    "--priority {priority} --direction Inbound --access Allow --protocol Tcp --source-address-prefixes AzureLoadBalancer "
    "--destination-port-ranges '*'`."
)
CUTS_OFF_SERVICES = Rule(
    id="nsg-cuts-off-load-balancers",
    title="Security groups let the probes of load balancers reach the nodes of services",
    class_="breaks",
    source=("D31", "K21", "Azure/vdc#21"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies the health probes of Azure's load balancer, and {services} is behind one: no node "
        "counts as healthy, and it gets no new connection.",
    ),
    fix=_LET_PROBES_IN,
    place=RULE_PLACE,
    check=_probes_of_services,
    failing=lambda: serving_behind(deny(**IN, sourceAddressPrefix=PROBES)),
    sound=lambda: serving_behind(deny(**IN, sourceAddressPrefix="Internet")),
)

CLOSES_PROBES = Rule(
    id="nsg-closes-health-probes",
    title="Security groups let the probes of load balancers reach the nodes",
    class_="risk",
    source=("D31", "K21", "Azure/vdc#21"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies the health probes of Azure's load balancer: a service of type LoadBalancer will find "
        "no healthy node, and get no connection.",
    ),
    fix=_LET_PROBES_IN,
    place=RULE_PLACE,
    check=_probes_of_services_to_come,
    failing=lambda: declared_behind(deny(**IN, sourceAddressPrefix=PROBES)),
    sound=lambda: declared_behind(deny(**IN, sourceAddressPrefix="Internet")),
)


def _kubelets(view: View, cluster: ManagedCluster) -> Found:
    """Yield what keeps nodes and pods from the kubelets, where no other rule tells of the same."""
    if any(each.pod_subnet_id for each in cluster.pools):
        return
    known = {(each.group.id, each.direction, each.rule) for each in blocked(view, cluster) if isinstance(each, Blocked)}
    for direction in DIRECTIONS:
        for found in told(_kubelets_closed(view, cluster, direction), direction):
            if isinstance(found, CannotJudge):
                yield found
            elif (found["nsg"], direction, found["rule"]) not in known:
                yield {**found, "ranges": ranges_of(wide_spans(view, cluster))}


def _kubelets_closed(view: View, cluster: ManagedCluster, direction: Direction) -> Iterator[Closed | CannotJudge]:
    """Yield where nothing gets to the kubelets of a subnet's nodes, or from there to any: pods may pass as nodes (X5)."""
    for each in guarded(view, cluster, direction):
        if isinstance(each, CannotJudge):
            yield each
            continue
        nodes = merged_spans(span for found in own_subnets(view, cluster) for span in spans_of(found))
        both = merged_spans((*nodes, *((first(pods), last(pods)) for pods in pod_ranges(cluster) if pods.version == 4)))
        ends, own = (both, each.nodes) if direction == "Inbound" else (nodes, both)
        tags = replace(each.tags, network=merged_spans((*each.tags.network, *both)))
        need = Need(name="10250", admitted_by="", ports=(KUBELET, KUBELET), spans=ends)
        yield from closed(replace(each, nodes=own, tags=tags), direction, [need])


BLOCKS_NODES = Rule(
    id="nsg-blocks-node-traffic",
    title="Security groups let nodes reach each other",
    class_="breaks",
    source=("R46", "R52"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, what goes from nodes and pods to nodes, the kubelets' port 10250 too: "
        "logs, exec and metrics fail for pods of other nodes.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_PLACE,
    check=_kubelets,
    failing=lambda: declared_behind(
        let("pods", "10.244.0.0/16", sourceAddressPrefix="10.244.0.0/16", direction="Inbound"),
        deny(**IN, sourceAddressPrefix="VirtualNetwork"),
    ),
    sound=lambda: declared_behind(NETWORK_IN, PODS_IN, deny(**IN, sourceAddressPrefix="VirtualNetwork")),
)

SECURITY_TO_NODES = (BLOCKS_NODES, CUTS_OFF_SERVICES, CLOSES_PROBES)
"""From each other, then from load balancers that there are, then from those to come."""
