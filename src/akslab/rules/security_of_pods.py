"""Security groups that close what a cluster needs: pods' traffic between nodes, DNS, kubelets.

A group closes single ports for good reasons (SSH); no cluster does without DNS, kubelets, and the ports that services and
probes use. So what matters is what is closed, not that something is.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from ipaddress import IPv4Address, summarize_address_range

from .example import Document, Example
from .examples import (
    SECURITY_GROUP,
    USER_ASSIGNED,
    cluster,
    network,
    route,
    security_group,
    security_rule,
    subnet,
    world,
)
from .examples_running import attached, node_route, place, running
from .ids import group_name, name_of
from .pod_routing import facts_of, index_of, node_subnet_ids, table_id_of
from .priorities import free_priority, room_before
from .proposals import free_together
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .security_evaluation import Span, Spans
from .traffic_filters import DNS, KUBELET, Blocked, blocked, closed_whole, groups_of, wide_spans
from .unknown import CannotJudge, Unknown, Values
from .view import View

_MOST_SHOWN = 4
RULE_OF_THE_GROUP = "{nsg}#properties.securityRules[{rule}]"


def _told(view: View, cluster: ManagedCluster, wanted: Callable[[Blocked], bool]) -> Iterator[Values]:
    yield from told_of(view, cluster, (each for each in blocked(view, cluster) if isinstance(each, Blocked)), wanted)


def told_of(
    view: View, cluster: ManagedCluster, found: Iterable[Blocked], wanted: Callable[[Blocked], bool]
) -> Iterator[Values]:
    """Yield what is denied, of those that are wanted; what a rule denies alike of TCP and of UDP is told once."""
    alike: dict[Hashable, list[Blocked]] = {}
    for each in found:
        if wanted(each):
            key = each.group.id, each.direction, each.rule, each.sources, each.destinations, each.ports
            alike.setdefault(key, []).append(each)
    ranges = ranges_of(wide_spans(view, cluster)) if alike else ""
    for parts in alike.values():
        protocol = "/".join(each.protocol.upper() for each in parts)
        yield _values(parts[0]) | {"protocol": protocol, "ranges": ranges}


def _values(found: Blocked) -> dict[str, object]:
    return {
        "nsg": found.group.id,
        "group": group_name(found.group.id),
        "name": found.group.name,
        "rule": found.rule,
        "direction": found.direction,
        "sources": _addresses(found.sources),
        "destinations": _addresses(found.destinations),
        "ports": ", ".join(map(_ports, found.ports[:_MOST_SHOWN])),
        "room": room_before(found.group, found.direction, found.priority),
        "priority": free_priority(found.group, found.direction, found.priority),
        "free": free_together(found.group, found.direction, found.priority),
    }


def _addresses(spans: Spans) -> str:
    shown = ", ".join(map(_span, spans[:_MOST_SHOWN]))
    return f"{shown}, …" if len(spans) > _MOST_SHOWN else shown


def _prefixes(span: Span) -> list[str]:
    found = summarize_address_range(IPv4Address(span[0]), IPv4Address(span[1]))
    return [str(each.network_address) if each.prefixlen == each.max_prefixlen else str(each) for each in found]


def _span(span: Span) -> str:
    """Return a span as a prefix or an address where it is one, else from first to last."""
    prefixes = _prefixes(span)
    return prefixes[0] if len(prefixes) == 1 else f"{IPv4Address(span[0])}-{IPv4Address(span[1])}"


def ranges_of(spans: Spans) -> str:
    """Return spans as a command names them: prefixes and addresses, for Azure takes nothing else."""
    return " ".join(prefix for span in spans for prefix in _prefixes(span))


def _ports(span: Span) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}-{span[1]}"


LET_ALL_OF_THEM_IN = (
    "Let pods and nodes pass before it: `{room}az network nsg rule create -g {group} --nsg-name {name} "
    "-n AllowAksPodsAndNodes --priority {priority} --direction {direction} --access Allow --protocol '*' "
    "--source-address-prefixes {ranges} --destination-address-prefixes {ranges} --destination-port-ranges '*'`."
)


def _wide(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    yield from (found for found in blocked(view, cluster) if isinstance(found, CannotJudge))
    yield from _told(view, cluster, is_among_pods)


def is_among_pods(found: Blocked) -> bool:
    """Whether pods on different nodes do not reach each other, and nobody can have meant it."""
    return found.is_wide and found.hit.is_among_pods


def _with_rules(*rules: Document) -> Example:
    return running(
        place(networkSecurityGroup={"id": SECURITY_GROUP}),
        attached(node_route(0), node_route(1)),
        security_group(*rules),
        cluster(identity=USER_ASSIGNED),
    )


def _deny(ports: str = "*", **properties: object) -> Document:
    told = {
        "access": "Deny",
        "protocol": "*",
        "sourceAddressPrefix": "*",
        "destinationAddressPrefix": "*",
        "destinationPortRange": ports,
        "priority": 4000,
    }
    return security_rule("deny", **{**told, **properties})


BLOCKS_PODS = Rule(
    id="nsg-blocks-pod-traffic",
    title="Security groups let pods and nodes reach each other",
    class_="breaks",
    source=("R46", "D20", "D22", "MicrosoftDocs/azure-docs#87136"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} ports {ports} from {sources} to {destinations}: pods on "
        "different nodes do not reach each other.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_wide,
    failing=lambda: _with_rules(
        security_rule("nodes", sourceAddressPrefix="192.168.1.0/24", destinationPortRange="*", protocol="*"), _deny()
    ),
    sound=lambda: _with_rules(
        security_rule(
            "cluster",
            sourceAddressPrefix=None,
            sourceAddressPrefixes=["192.168.1.0/24", "10.244.0.0/16"],
            destinationAddressPrefix="VirtualNetwork",
            destinationPortRange="*",
            protocol="*",
        ),
        _deny(),
    ),
)


def _dns(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _narrow(view, cluster, DNS)


def _kubelet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _narrow(view, cluster, KUBELET)


def _narrow(view: View, cluster: ManagedCluster, port: int) -> Iterator[Values]:
    yield from _told(view, cluster, lambda found: not found.is_wide and found.has(port))


BLOCKS_DNS = Rule(
    id="nsg-blocks-cluster-dns",
    title="Security groups let pods reach the cluster's DNS, by UDP and TCP",
    class_="breaks",
    source=("R46", "MicrosoftDocs/azure-docs#114052"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} port 53 from {sources} to {destinations}: pods do not reach "
        "CoreDNS on other nodes, and names resolve now and then.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_dns,
    failing=lambda: _with_rules(_deny("53", protocol="Tcp")),
    sound=lambda: _with_rules(_deny("53", destinationAddressPrefix="Internet")),
)

BLOCKS_KUBELET = Rule(
    id="nsg-blocks-kubelet",
    title="Security groups let the cluster reach its kubelets",
    class_="breaks",
    source=("R46", "MicrosoftDocs/azure-docs#58628"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} port 10250 from {sources} to {destinations}: logs, exec and "
        "metrics fail for pods of other nodes.",
    ),
    fix=LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_kubelet,
    failing=lambda: _with_rules(_deny("10250", protocol="Tcp")),
    sound=lambda: _with_rules(_deny("10255", protocol="Tcp")),
)


def _single_ports(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    yield from _told(view, cluster, lambda found: not found.is_wide and not found.has(DNS) and not found.has(KUBELET))


BLOCKS_SOME_PORTS = Rule(
    id="nsg-blocks-some-pod-ports",
    title="Security groups leave every port open among pods and nodes",
    class_="note",
    source=("R46",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies, {direction}, {protocol} ports {ports} from {sources} to {destinations}, also to "
        "pods on other nodes.",
    ),
    fix="Nothing, if it is meant so. " + LET_ALL_OF_THEM_IN,
    place=RULE_OF_THE_GROUP,
    check=_single_ports,
    failing=lambda: _with_rules(_deny("22", protocol="Tcp")),
    sound=lambda: _with_rules(_deny("22", protocol="Tcp", destinationAddressPrefix="10.9.0.0/16")),
)


def _widened(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    defaults = list(_default_routes(view, cluster)) if facts_of(view, cluster) else []
    for group in groups_of(view, cluster) if defaults else ():
        if isinstance(group, CannotJudge):
            yield group
            continue
        for each in () if isinstance(group.rules, Unknown) else group.rules:
            sources = () if isinstance(each.sources, Unknown) else each.sources
            is_inbound = (str(each.direction).lower(), str(each.access).lower()) == ("inbound", "allow")
            if is_inbound and any(text.lower() == "virtualnetwork" for text in sources):
                table, name = defaults[0]
                values = {"nsg": group.id, "name": group.name, "rule": each.name, "table": name_of(table)}
                yield {**values, "rtId": table, "route": name}


def _default_routes(view: View, cluster: ManagedCluster) -> Iterator[tuple[str, str]]:
    """Yield the default routes of the cluster's tables that lead somewhere."""
    for subnet_id in node_subnet_ids(view, cluster):
        table = view.route_tables.get(table_id_of(view, subnet_id).lower())
        for prefix, each in index_of(view, table).routes if table else ():
            if not prefix.prefixlen and str(each.next_hop_type).lower() != "none":
                yield table.id if table else "", each.name


def _firewalled(source: str) -> Example:
    return running(
        place(networkSecurityGroup={"id": SECURITY_GROUP}),
        attached(node_route(0), node_route(1), route()),
        security_group(security_rule(sourceAddressPrefix=source)),
        cluster(identity=USER_ASSIGNED),
    )


WIDENED = Rule(
    id="nsg-virtual-network-tag-widened",
    title="No rule admits VirtualNetwork where a default route is user-defined",
    class_="risk",
    source=("D22", "U6"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} admits VirtualNetwork. The tag takes in prefixes of user-defined routes, and {route} of "
        "{table} is for 0.0.0.0/0: the rule may admit every address (Azure's pages leave it open).",
    ),
    fix="Write the ranges that are meant instead of the tag: the network's, its peers', the pod range.",
    place="{nsg}#properties.securityRules[{rule}]",
    also=("{rtId}#properties.routes[{route}]",),
    check=_widened,
    failing=lambda: _firewalled("VirtualNetwork"),
    sound=lambda: _firewalled("192.168.0.0/16"),
)


def _no_way_out(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    for found in closed_whole(view, cluster):
        yield (
            found
            if isinstance(found, CannotJudge)
            else {
                "nsg": found.group.id,
                "group": group_name(found.group.id),
                "name": found.group.name,
                "rule": found.rule,
                "room": room_before(found.group, found.direction, found.priority),
                "priority": free_priority(found.group, found.direction, found.priority),
                "free": free_together(found.group, found.direction, found.priority),
            }
        )


def _declared(*rules: Document) -> Example:
    where = network(subnet(networkSecurityGroup={"id": SECURITY_GROUP}))
    return world(where, security_group(*rules), cluster())


_DENY_INTERNET: Document = {"direction": "Outbound", "destinationAddressPrefix": "Internet"}

NO_WAY_OUT = Rule(
    id="nsg-closes-the-way-out",
    title="Security groups let nodes reach what they are set up from",
    class_="breaks",
    source=("D20", "D23", "Azure/AKS#2793"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies TCP port 443 from all nodes to every public address: a new node does not reach "
        "mcr.microsoft.com, and its setup ends with exit status 50.",
    ),
    fix="Let nodes out before it: `{room}az network nsg rule create -g {group} --nsg-name {name} -n AllowAzureOut "
    "--priority {priority} --direction Outbound --access Allow --protocol Tcp --destination-address-prefixes Internet "
    "--destination-port-ranges 443`, or outbound type userDefinedRouting with a firewall that admits what AKS needs.",
    place=RULE_OF_THE_GROUP,
    check=_no_way_out,
    failing=lambda: _declared(_deny(**_DENY_INTERNET)),
    sound=lambda: _declared(_deny("80", **_DENY_INTERNET)),
)

SECURITY_OF_PODS = (NO_WAY_OUT, BLOCKS_PODS, BLOCKS_DNS, BLOCKS_KUBELET, BLOCKS_SOME_PORTS, WIDENED)
"""What is closed, the widest first; then what is open."""
