"""Whether the machines of a running cluster may forward packets: a node hands on what is from and to its pods' addresses."""

from collections.abc import Iterator

from .example import Example
from .examples import USER_ASSIGNED, Document, cluster
from .examples_running import attached, node_interface, node_route, place, running
from .ids import group_of, name_of, subscription_of
from .pod_routing import facts_of
from .resources import ManagedCluster, NetworkInterface
from .rule import Rule, in_own_words
from .unknown import Unknown, Values, known
from .view import View


def interfaces_of(view: View, cluster: ManagedCluster) -> tuple[NetworkInterface, ...]:
    """Return the exported interfaces of a running cluster's nodes, and scale sets for all of theirs."""
    facts = facts_of(view, cluster)
    if facts is None:
        return ()
    group = known(cluster.node_resource_group, "nodeResourceGroup").lower()
    found = view.once(_interfaces_by_group).get((subscription_of(cluster.id), group), ())
    if isinstance(facts.nodes, Unknown):
        return tuple(each for each in found if "/aks-" in _machine(each))
    machines = {each.machine_id.lower() for each in facts.nodes}
    sets = {machine.rpartition("/virtualmachines/")[0] for machine in machines}
    return tuple(each for each in found if _machine(each) in machines | sets)


def _machine(interface: NetworkInterface) -> str:
    return interface.machine_id.lower() if isinstance(interface.machine_id, str) else ""


def _interfaces_by_group(view: View) -> dict[tuple[str, str], list[NetworkInterface]]:
    found: dict[tuple[str, str], list[NetworkInterface]] = {}
    for interface in view.network_interfaces.values():
        # Others in the group belong to private endpoints and balancers, which never forward.
        if _machine(interface):
            found.setdefault((subscription_of(interface.id), group_of(interface.id)), []).append(interface)
    return found


def _not_forwarding(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    facts = facts_of(view, cluster)
    if facts is None:
        return
    names = {} if isinstance(facts.nodes, Unknown) else {each.machine_id.lower(): each.name for each in facts.nodes}
    for interface in interfaces_of(view, cluster):
        if known(interface.has_ip_forwarding, f"enableIPForwarding of {interface.id}") is False:
            machine = _machine(interface)
            yield {"node": names.get(machine, name_of(machine)), "nic": interface.id}


def _with(*interfaces: Document) -> Example:
    return running(place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED), *interfaces)


NOT_FORWARDING = Rule(
    id="ip-forwarding-off",
    title="The network interfaces of kubenet's nodes forward",
    class_="breaks",
    source=("D8", "K2", "V2"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "IP forwarding is off at the network interface of node {node}: Azure drops every packet from or to a pod there.",
    ),
    fix="Let AKS make the machine anew (`az aks nodepool upgrade --node-image-only`), since AKS turns forwarding on. At "
    "once, for a machine that is not of a scale set: `az network nic update --ids {nic} --ip-forwarding true`.",
    place="{nic}#properties.enableIPForwarding",
    check=_not_forwarding,
    failing=lambda: _with(node_interface(0), node_interface(1, enableIPForwarding=False)),
    sound=lambda: _with(node_interface(0), node_interface(1)),
)

FORWARDING = (NOT_FORWARDING,)
"""One switch."""
