"""A firewall on the nodes' way out that lets nothing pass of what they are set up from.

Azure Firewall denies what no rule allows (D32). Which of a hundred names AKS needs at some time is not judged: only the
API server and the registry, without which no node comes up, and only where no rule of a firewall that is seen whole may
let them pass.
"""

from collections.abc import Iterable, Iterator

from ..net.prefixes import is_public, parse_address, parsed
from ..wire.symbols import private_address_of
from .default_routes import ways_elsewhere
from .example import Document, Example
from .examples import GROUP, NETWORK, TABLE, USER_ASSIGNED, cluster, network, route, subnet, table, world
from .facts import own_subnets, prefixes_of
from .fields import certain
from .firewall_matching import allows
from .ids import group_name, name_of, parent_of, same
from .node_needs import Need, for_setup, spans_of
from .node_tables import own_routes
from .resources import Firewall, FirewallRule, ManagedCluster, RouteTable, Subnet
from .rule import Rule, in_own_words
from .security_evaluation import Place, common_spans, merged_spans
from .unknown import CannotJudge, Unknown, Values, known
from .user_routing import DEFAULT_ROUTE, USER_DEFINED
from .view import View


def _closed(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found, own, values in ways_elsewhere(view, cluster):
        firewall = _firewall_at(view, certain(own.next_hop_ip_address) or own.next_hop_owner)
        if firewall is None or _leads_around(found):
            continue
        nodes = [each for each in own_subnets(view, cluster) if same(str(each.route_table_id), found.id)]
        rules = _rules_of(view, cluster, firewall)
        needs = [need for need, place in _needs(view, cluster, nodes) if not _is_allowed(rules, need, place, nodes)]
        if needs:
            yield {
                **values,
                "firewall": firewall.name,
                "group": group_name(firewall.id),
                "needs": ", ".join(dict.fromkeys(each.name for each in needs)),
                "sources": " ".join(str(each) for found in nodes for each in prefixes_of(found)),
                "at": f"{firewall.id}#properties" if _has_own_rules(firewall) else "",
            }


def _firewall_at(view: View, hop: str) -> Firewall | None:
    """Return the firewall that has an address, or in whose subnet the address is."""
    owners = [
        each for each in view.firewalls.values() if hop in (*each.private_ip_addresses, private_address_of(each.id))
    ]
    if not owners and (address := parse_address(hop)):
        here = ((int(address), int(address)),)
        owners = [
            each
            for each in view.firewalls.values()
            if any(common_spans(spans_of(found), here) for found in _subnets_of(view, each))
        ]
    return owners[0] if owners else None


def _subnets_of(view: View, firewall: Firewall) -> Iterator[Subnet]:
    for id_ in firewall.subnet_ids:
        place = view.virtual_networks.get(parent_of(id_).lower())
        if place and (found := place.subnet(id_)):
            yield found


def _leads_around(found: RouteTable) -> bool:
    """Whether a route of the user's takes public addresses, or a service's, another way than the default."""
    texts = [known(each.address_prefix, f"addressPrefix of route {each.name}") for each in own_routes(found)]
    others = [parsed((each,)) for each in texts if each != DEFAULT_ROUTE]
    return any(not prefixes or is_public(prefixes[0]) for prefixes in others)


def _has_own_rules(firewall: Firewall) -> bool:
    return firewall.policy_id == ""


def _rules_of(view: View, cluster: ManagedCluster, firewall: Firewall) -> tuple[FirewallRule, ...]:
    """Return the rules of a firewall, or of its policy. Raises CannotJudge where there may be others.

    An export has them all. Of what is declared, who writes one rule beside the firewall is taken to write them all; who
    writes none has them somewhere else.
    """
    policy_id = known(firewall.policy_id, f"firewallPolicy of {firewall.name}")
    is_seen = cluster.id.lower() in view.cluster_facts
    rules = _rules_of_policy(view, policy_id, is_seen=is_seen) if policy_id else firewall.rules
    if not is_seen and (view.is_in_part or not rules):
        raise CannotJudge(f"rules of {firewall.name}")
    return rules


def _rules_of_policy(view: View, policy_id: str, *, is_seen: bool) -> tuple[FirewallRule, ...]:
    policy = view.firewall_policies.get(policy_id.lower())
    if policy is None or known(policy.base_policy_id, f"basePolicy of {policy.name}"):
        raise CannotJudge(f"rules of {name_of(policy_id)}")
    groups = {id_: each for id_, each in view.firewalls.items() if same(parent_of(id_), policy_id)}
    listed = policy.group_ids
    is_whole = not is_seen if isinstance(listed, Unknown) else {each.lower() for each in listed} <= set(groups)
    if not is_whole:
        raise CannotJudge(f"rules of {policy.name}")
    return tuple(rule for group in groups.values() for rule in group.rules)


def _needs(view: View, cluster: ManagedCluster, nodes: Iterable[Subnet]) -> Iterator[tuple[Need, Place]]:
    """Yield what nodes have to reach that is public: what is in the network does not pass the firewall."""
    for each in nodes:
        for need in for_setup(view, cluster, each, widens=False):
            if need.place:
                yield need, need.place


def _is_allowed(rules: Iterable[FirewallRule], need: Need, place: Place, nodes: Iterable[Subnet]) -> bool:
    """Whether any rule may let nodes get what they need. Raises CannotJudge if only an unknown one may."""
    sources = merged_spans(span for each in nodes for span in spans_of(each))
    found = [allows(each, need, place, sources) for each in rules]
    if True not in found and None in found:
        raise CannotJudge(f"rules for {need.name}")
    return True in found


def firewalled(*rules: Document, **properties: object) -> Example:
    """Return the article's cluster behind a firewall of its network with these rules."""
    place = f"{NETWORK}/subnets/AzureFirewallSubnet"
    collection = {"name": "out", "properties": {"priority": 200, "action": {"type": "Allow"}, "rules": list(rules)}}
    firewall = {
        "id": f"{GROUP}/providers/Microsoft.Network/azureFirewalls/myFirewall",
        "name": "myFirewall",
        "type": "Microsoft.Network/azureFirewalls",
        "location": "eastus",
        "properties": {
            "ipConfigurations": [{"name": "config", "properties": {"subnet": {"id": place}}}],
            "networkRuleCollections": [collection],
            **properties,
        },
    }
    where = network(subnet(routeTable={"id": TABLE}), subnet("AzureFirewallSubnet", "192.168.2.0/26"))
    return world(where, table(route()), firewall, cluster(identity=USER_ASSIGNED, outboundType=USER_DEFINED))


def network_rule(*to: str, ports: tuple[str, ...] = ("443",), **more: object) -> Document:
    """Return a network rule for nodes."""
    told = {"name": "web", "protocols": ["TCP"], "sourceAddresses": ["192.168.1.0/24"], "destinationPorts": list(ports)}
    return {**told, "destinationAddresses": list(to), **more}


CLOSES_SETUP = Rule(
    id="firewall-closes-node-setup",
    title="A firewall on the nodes' way out lets them reach the API server and AKS's images",
    class_="breaks",
    source=("R52", "D32", "Azure/AKS#2793"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Route {route} of {table} sends 0.0.0.0/0 to firewall {firewall}, and none of its rules allows nodes TCP to "
        "{needs}: a new node does not finish its setup.",
    ),
    fix="Allow it: `az network firewall application-rule create -g {group} -f {firewall} --collection-name aks -n aks "
    "--priority 100 --action Allow --source-addresses {sources} --protocols Https=443 --fqdn-tags AzureKubernetesService`, "
    "or the like of it in the firewall's policy.",
    place="{rtId}#properties.routes[{route}]",
    also=("{at}",),
    check=_closed,
    failing=lambda: firewalled(network_rule("10.9.0.0/16")),
    sound=lambda: firewalled(network_rule("AzureCloud")),
)

FIREWALL_EGRESS = (CLOSES_SETUP,)
