"""One exported cluster in a draft: its nodes with their interfaces and blocks, and its pods, as they were exported."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..compile.inputs import Cluster, IpConfiguration, NetworkInterface, Node, Pod
from ..compile.ranges import canonical_prefix, number_of, range_of
from ..importers.exports.items import Item, shown
from ..rules import cluster_facts as told
from ..rules import resources
from ..rules.fields import Fields, certain
from ..rules.forwarding import interfaces_of
from ..rules.guards import home_of
from ..rules.ids import name_of
from ..rules.unknown import CannotJudge, Unknown
from ..rules.view import View
from ..wire.sentences import Sentence, sentence
from .addresses import is_fourth
from .draft import Draft
from .foreseeing import pod_range
from .pods import doubt_pods, foresee_pods
from .reading import doubt, group_of
from .values import Assumption, Written

KUBECTL_NODES = "kubectl get nodes -o json"
_OVER = ("Succeeded", "Failed")
Objects = Mapping[str, list[Item]]


def read_cluster(
    view: View, cluster: resources.ManagedCluster, objects: Objects, draft: Draft, written: Written
) -> set[str]:
    """Add a cluster to a draft; returns the lower-cased ids of the interfaces that are its nodes'."""
    plugin, facts = cluster.network.plugin, view.cluster_facts.get(cluster.id.lower())
    name = name_of(cluster.id)
    interfaces = _interfaces(view, cluster)
    taken = {each.id.lower() for each in interfaces.values()}
    if isinstance(plugin, Unknown):
        draft.leave_out("unfit.plugin", name)
        return taken
    if facts is None or isinstance(facts.nodes, Unknown):
        draft.leave_out("unfit.nodes", name, needs=KUBECTL_NODES)
        return taken
    _add_cluster(cluster, plugin, draft)
    agreeing = [each for each in facts.nodes if not _is_contradicted(each, interfaces, objects, draft, written)]
    nodes = [made for each in agreeing if (made := _node(view, cluster, each, interfaces, draft))]
    draft.nodes += nodes
    if plugin.lower() == "kubenet":
        draft.pods += _pods(cluster.id.lower(), nodes, objects.get("Pod", ()), draft)
        foresee_pods(nodes, draft)
        if "Pod" not in objects:
            doubt_pods(nodes, draft)
    else:
        draft.leave_out("unfit.pods-of", name, plugin=plugin)
        _note_pods(draft.absent[name.lower()], interfaces.values(), nodes, objects.get("Pod", ()), draft)
    return taken


def _note_pods(
    why: Sentence,
    interfaces: Iterable[resources.NetworkInterface],
    nodes: Iterable[Node],
    items: Iterable[Item],
    draft: Draft,
) -> None:
    """Note the pods that are left out with their cluster: who asks for one, or for its address, is told why."""
    for found in filter(None, (_pod(item.document) for item in items)):
        _, name, _, address = found
        draft.absent.setdefault(name.lower(), why)
        draft.absent.setdefault(address, why)
    own = {each.address for node in nodes for each in draft.interfaces[node.interface].configurations}
    for interface in interfaces:
        for each in interface.ip_configurations:
            if isinstance(each.private_ip_address, str) and each.private_ip_address not in own:
                draft.absent.setdefault(each.private_ip_address, why)


def _is_contradicted(
    node: told.Node,
    interfaces: Mapping[str, resources.NetworkInterface],
    objects: Objects,
    draft: Draft,
    written: Written,
) -> bool:
    """Whether a node's interface has another address than the node says; then neither is believed, and it is told."""
    interface = interfaces.get(node.machine_id.lower())
    configurations = interface.ip_configurations if interface else ()
    addresses = [each.private_ip_address for each in configurations if isinstance(each.private_ip_address, str)]
    if interface is None or not any(addresses) or not node.addresses or set(addresses) & set(node.addresses):
        return False
    items = (item for item in objects.get("Node", ()) if item.key.rsplit("/", 1)[-1] == node.name.lower())
    places = [shown(item.file, (*item.path, "status", "addresses")) for item in items]
    said = sentence(
        "network.contradiction",
        resource=node.name,
        one=", ".join(places),
        first=", ".join(node.addresses),
        other=written(interface.id, f"{configurations[0].place}.properties.privateIPAddress"),
        second=", ".join(addresses),
    )
    draft.contradictions.append(said)
    draft.absent.setdefault(node.name.lower(), said)
    return True


def _interfaces(view: View, cluster: resources.ManagedCluster) -> dict[str, resources.NetworkInterface]:
    """Return the exported interfaces of a cluster's machines, and what its scale sets say, by lower-cased machine id."""
    facts = view.cluster_facts.get(cluster.id.lower())
    if facts is not None and not isinstance(facts.nodes, Unknown):
        machines = {node.machine_id.lower() for node in facts.nodes} - {""}
        wanted = machines | {machine.rpartition("/virtualmachines/")[0] for machine in machines} - {""}
        every = view.network_interfaces.values()
        known = {each.machine_id.lower(): each for each in every if isinstance(each.machine_id, str)}
        return {machine: known[machine] for machine in known if machine in wanted}
    try:
        found = interfaces_of(view, cluster)
    except CannotJudge:
        return {}
    return {each.machine_id.lower(): each for each in found if isinstance(each.machine_id, str)}


def _add_cluster(cluster: resources.ManagedCluster, plugin: str, draft: Draft) -> None:
    id_, kind = cluster.id.lower(), cluster.network.outbound_type
    outbound_type = "loadBalancer" if isinstance(kind, Unknown) else kind
    outbound = None
    if outbound_type.lower() == "loadbalancer":
        outbound = f"{id_}/outbound"
        what = sentence("assume.outbound", cluster=name_of(cluster.id), address=draft.stand_in(outbound))
        draft.assumptions.append(Assumption(what=what, about="outbound", id=id_))
    draft.clusters[id_] = Cluster(
        id=id_,
        name=name_of(cluster.id),
        network_plugin=plugin,
        outbound_type=outbound_type,
        pod_cidr=pod_range(cluster),
        outbound_address=outbound,
    )


def _node(
    view: View,
    cluster: resources.ManagedCluster,
    node: told.Node,
    interfaces: Mapping[str, resources.NetworkInterface],
    draft: Draft,
) -> Node | None:
    try:
        home = home_of(view, cluster, node).lower()
    except CannotJudge:
        home = ""
    address = next((each for each in node.addresses if is_fourth(each)), "")
    if not address or not _holds(draft, home, address):
        draft.leave_out("unfit.node", node.name)
        return None
    machine = node.machine_id.lower()
    interface = interfaces.get(machine) or interfaces.get(machine.rpartition("/virtualmachines/")[0])
    made = _interface(node, interface, home, address, draft)
    draft.interfaces[made.id] = made
    block = next((canonical_prefix(each) for each in node.pod_cidrs if _is_fourth_prefix(each)), None)
    return Node(node.name, cluster.id.lower(), made.id, block)


def _interface(
    node: told.Node, exported: resources.NetworkInterface | None, home: str, address: str, draft: Draft
) -> NetworkInterface:
    """Return a node's interface; what its own export does not say is doubted, and taken as AKS makes it (K2)."""
    id_ = f"{node.machine_id.lower() or node.name}/networkinterfaces/{node.name}".lower()
    if exported is not None and "/networkinterfaces/" in exported.id.lower():
        # Otherwise it is what their scale set says of all its machines.
        id_ = exported.id.lower()
    forwards = exported.has_ip_forwarding if exported else None
    if not isinstance(forwards, bool):
        needs = "az vmss nic list -g <node resource group> --vmss-name <scale set>"
        draft.assumptions.append(doubt("forwarding", "interface", id_, node.name, needs=needs))
    group = None
    if exported is None:
        draft.assumptions.append(doubt("group-of-interface", "interface", id_, node.name))
    else:
        group = _group(exported, id_, node, draft)
    return NetworkInterface(
        id=id_,
        subnet=home,
        configurations=(IpConfiguration(address, None),),
        ip_forwarding=forwards is not False,
        security_group=group,
    )


def _group(exported: resources.NetworkInterface, id_: str, node: told.Node, draft: Draft) -> str | None:
    found, known = exported.network_security_group_id, len(draft.assumptions)
    made = group_of(found, "interface", id_, draft)
    for at in range(known, len(draft.assumptions)):
        each = draft.assumptions[at]
        what = sentence(each.what.key, **{**each.what.values, "name": node.name})
        unless = each.unless and sentence(each.unless.key, **{**each.unless.values, "name": node.name})
        draft.assumptions[at] = Assumption(
            what=what, unless=unless, needs=each.needs, about=each.about, id=each.id, may_stop=True
        )
    return made


def _is_fourth_prefix(text: str) -> bool:
    try:
        return bool(canonical_prefix(text))
    except ValueError:
        return False


def _holds(draft: Draft, subnet_id: str, address: str) -> bool:
    """Whether a subnet is known and has an address."""
    for network in draft.networks.values():
        for subnet in network.subnets:
            if subnet.id == subnet_id:
                number = number_of(address)
                return any(first <= number <= last for first, last in map(range_of, subnet.prefixes))
    return False


def _pods(cluster_id: str, nodes: Sequence[Node], items: Sequence[Item], draft: Draft) -> Iterator[Pod]:
    """Yield the pods that hold an address of their node's block, by name, with the namespace where others have that name.

    Of several with one address on a node, as a list tells that was written while one went, none is believed.
    """
    _note_others(items, draft)
    blocks = {node.name.lower(): (node.name, range_of(node.pod_cidr)) for node in nodes if node.pod_cidr}
    running = {item.key: (*found, _labels(item.document)) for item in items if (found := _pod(item.document))}
    held = Counter((node, address) for _, _, node, address, _ in running.values())
    namesakes = Counter(name for _, name, *_ in running.values())
    for namespace, name, node, address, labels in running.values():
        if held[node, address] > 1:
            draft.leave_out("unfit.pod-shared", name, address=address)
            continue
        home, (first, last) = blocks.get(node, ("", (0, -1)))
        if not home or not first + 1 < number_of(address) < last:
            draft.absent.setdefault(name.lower(), sentence("unfit.pod", name=name, address=address))
            continue
        spoken_name = name if namesakes[name] == 1 else f"{namespace}.{name}"
        yield Pod(spoken_name, cluster_id, home, address, labels, namespace)


def _note_others(items: Sequence[Item], draft: Draft) -> None:
    """Note the pods without an address of their own: who asks for one by name is told why it is not there."""
    for fields in (Fields(item.document) for item in items):
        spec, status = fields.fields("spec"), fields.fields("status")
        name, phase = certain(fields.fields("metadata").text("name")), certain(status.text("phase"))
        if spec.flag("hostNetwork") is True:
            what = sentence("unfit.pod-host", name=name, node=certain(spec.text("nodeName")) or "-")
        elif phase in _OVER:
            what = sentence("unfit.pod-over", name=name, phase=phase)
        elif not is_fourth(certain(status.text("podIP"))):
            what = sentence("unfit.pod-pending", name=name, phase=phase or "-")
        else:
            continue
        draft.absent.setdefault(name.lower(), what)


def _pod(document: Mapping[str, Any]) -> tuple[str, str, str, str] | None:
    """Return namespace, name, lower-cased node and address of a pod with a network of its own."""
    fields = Fields(document)
    metadata, spec, status = fields.fields("metadata"), fields.fields("spec"), fields.fields("status")
    address, node = certain(status.text("podIP")), certain(spec.text("nodeName")).lower()
    is_over = certain(status.text("phase")) in _OVER
    if is_over or not node or not is_fourth(address) or spec.flag("hostNetwork") is True:
        return None
    return certain(metadata.text("namespace")), certain(metadata.text("name")), node, address


def _labels(document: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return a pod's labels, those that are texts."""
    metadata = document.get("metadata")
    labels = metadata.get("labels") if isinstance(metadata, Mapping) else None
    return (
        tuple(sorted((key, each) for key, each in labels.items() if isinstance(each, str)))
        if isinstance(labels, Mapping)
        else ()
    )
