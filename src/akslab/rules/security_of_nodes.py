"""Security groups that close single ports which nodes need on the way out, evaluated before one of them runs.

The way out as a whole is judged with the pods' traffic (`security_of_pods`); what is told there is not told again.
"""

from collections.abc import Iterator

from .closed_ports import RULE_PLACE, Found, public_in_groups, told
from .examples_guarded import declared_behind, deny, let
from .guarded_nodes import Closed, Guarded, closed, guarded, widens
from .node_needs import Need, for_setup, name_servers, of_old_nodes
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge
from .view import View

_FIX = (
    "Let nodes out before it: `{room}az network nsg rule create -g {group} --nsg-name {name} -n AllowAksNodes --priority "
    "{priority} --direction Outbound --access Allow --protocol "
)
_ONE_TAG = "a rule takes one tag, so that several need a rule each"
_TCP = f"{_FIX}Tcp --destination-address-prefixes {{ends}} --destination-port-ranges {{ports}}`; {_ONE_TAG}."
_UDP = f"{_FIX}Udp --destination-address-prefixes {{ends}} --destination-port-ranges {{ports}}`."


def _setup(view: View, cluster: ManagedCluster) -> Found:
    def needs(each: Guarded) -> Iterator[Need]:
        return for_setup(view, cluster, each.subnet, widens=widens(view, cluster))

    yield from told(public_in_groups(view, cluster, needs))


CLOSES_SETUP = Rule(
    id="nsg-closes-node-setup",
    title="Security groups let nodes reach the API server and AKS's images",
    class_="breaks",
    source=("R52", "R54", "D29", "Azure/AKS#727", "hashicorp/terraform-provider-azurerm#5617"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies TCP from all nodes of a subnet to {needs}: a new node does not finish its setup, and "
        "those that run lose what they need of it.",
    ),
    fix=_TCP,
    place=RULE_PLACE,
    check=_setup,
    failing=lambda: declared_behind(deny(destinationAddressPrefix="AzureCloud", destinationPortRange="443")),
    sound=lambda: declared_behind(deny(destinationAddressPrefix="Storage", destinationPortRange="443")),
)


def _servers(view: View, cluster: ManagedCluster, *, wants_all: bool) -> Iterator[Closed | CannotJudge]:
    """Yield what is closed of name servers, of groups that close all of them, or of those that leave one."""
    for each in guarded(view, cluster, "Outbound"):
        if isinstance(each, CannotJudge):
            yield each
            continue
        servers = tuple(name_servers(view, cluster))
        found = list(closed(each, "Outbound", servers))
        is_all = sum(isinstance(server, Closed) for server in found) == len(servers)
        yield from (server for server in found if is_all is wants_all or isinstance(server, CannotJudge))


def _all_servers(view: View, cluster: ManagedCluster) -> Found:
    yield from told(_servers(view, cluster, wants_all=True))


CLOSES_DNS = Rule(
    id="nsg-closes-name-servers",
    title="Security groups let nodes ask the DNS servers of their network",
    class_="breaks",
    source=("R52", "D30", "Azure/AKS#2244"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies UDP from all nodes of a subnet to {needs}, and no other DNS server is left: nodes "
        "resolve no name, so that none comes up.",
    ),
    fix=_UDP,
    place=RULE_PLACE,
    check=_all_servers,
    failing=lambda: declared_behind(deny(destinationAddressPrefix="192.168.2.4"), servers=["192.168.2.4"]),
    sound=lambda: declared_behind(
        let("dns", "192.168.2.4", destinationPortRange="53"),
        deny(destinationAddressPrefix="192.168.2.0/24"),
        servers=["192.168.2.4"],
    ),
)


def _some_servers(view: View, cluster: ManagedCluster) -> Found:
    found = _servers(view, cluster, wants_all=False)
    # What is unknown is said with the rule about all of them.
    yield from told(each for each in found if isinstance(each, Closed))


CLOSES_A_SERVER = Rule(
    id="nsg-closes-a-name-server",
    title="Security groups let nodes ask each DNS server of their network",
    class_="risk",
    source=("R52",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies UDP from all nodes of a subnet to {needs}: what asks there waits until it gives up "
        "and asks the next, and when that one is down no name resolves.",
    ),
    fix=_UDP,
    place=RULE_PLACE,
    check=_some_servers,
    failing=lambda: declared_behind(
        deny(destinationAddressPrefix="192.168.2.4"), servers=["192.168.2.4", "192.168.2.5"]
    ),
    sound=lambda: declared_behind(deny(destinationAddressPrefix="192.168.2.6"), servers=["192.168.2.4", "192.168.2.5"]),
)


def _old_nodes(view: View, cluster: ManagedCluster) -> Found:
    def needs(_: Guarded) -> Iterator[Need]:
        return of_old_nodes(cluster, widens=widens(view, cluster))

    yield from told(public_in_groups(view, cluster, needs))


OLD_NODES = Rule(
    id="nsg-closes-ports-of-old-nodes",
    title="Security groups leave open what older nodes need: the tunnel, the time",
    class_="risk",
    source=("R53", "MicrosoftDocs/azure-docs#25169"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Rule {rule} of {name} denies all nodes of a subnet the way to {needs}, which Azure's page asks for there: logs and "
        "exec of nodes without konnectivity go by the tunnel, and their clocks by NTP.",
    ),
    fix=f"{_FIX}'*' --destination-address-prefixes {{ends}} --destination-port-ranges {{ports}}` ({_ONE_TAG}), or upgrade "
    "the cluster.",
    place=RULE_PLACE,
    check=_old_nodes,
    failing=lambda: declared_behind(deny(protocol="Udp"), version="1.22.6"),
    sound=lambda: declared_behind(deny(protocol="Udp")),
)

SECURITY_OF_NODES = (CLOSES_SETUP, CLOSES_DNS, CLOSES_A_SERVER, OLD_NODES)
"""What all nodes need to come up, then what only some of them need."""
