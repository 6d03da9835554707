"""Where in a lab something is: the namespace behind a name that a person types."""

import difflib
from collections.abc import Iterator

from msgspec import Struct

from ..compile.names import INTERNET, fabric_netns, node_netns, pod_netns, vm_netns
from ..controllers.context import Context
from ..controllers.network import virtual_machines
from ..kube.kinds.node import name_of
from .cluster_names import is_called, spoken
from .refusal import NOT_FOUND, USAGE, Refusal


class Inhabitant(Struct, frozen=True):
    """Something with a network namespace of its own."""

    kind: str
    """`node`, `pod`, `vm`, `vnet` or `internet`."""
    name: str
    netns: str
    cluster: str = ""
    """Its cluster in the fewest words: the name, or group/name where several are named so."""
    cluster_id: str = ""


def inhabitants(context: Context) -> Iterator[Inhabitant]:
    """Yield everything that has a namespace."""
    clusters = {cluster["id"]: cluster for cluster in context.clusters()}
    for id_, words in spoken(clusters).items():
        kube = context.kube(clusters[id_])
        for node in kube.list("nodes"):
            yield Inhabitant("node", name_of(node), node_netns(name_of(node)), words, id_)
        for pod in kube.list("pods"):
            if pod["status"]["phase"] == "Running":
                yield Inhabitant("pod", name_of(pod), pod_netns(id_, name_of(pod)), words, id_)
    for machine in virtual_machines(context):
        yield Inhabitant("vm", machine.name, vm_netns(machine.name))
    for network_id in _networks_with_machines(context):
        yield Inhabitant("vnet", network_id.rsplit("/", 1)[-1], fabric_netns(network_id))
    yield Inhabitant("internet", "internet", INTERNET)


def _networks_with_machines(context: Context) -> list[str]:
    """Return the ids of the networks that have a router here: those with a machine behind an interface."""
    world, found = context.arm.world, dict[str, None]()
    for interface in world.of_type("Microsoft.Network/networkInterfaces"):
        if interface["properties"].get("virtualMachine"):
            subnet_id = interface["properties"]["ipConfigurations"][0]["properties"]["subnet"]["id"]
            network = world.get(subnet_id.rsplit("/", 2)[0])
            found |= {str(network["id"]): None} if network else {}
    return list(found)


def find_inhabitant(context: Context, text: str) -> Inhabitant:
    """Return who is meant by `name`, `cluster/name`, `group/cluster/name` or `kind:` and these; raises `Refusal`."""
    everybody = list(inhabitants(context))
    kind, _, rest = text.rpartition(":")
    cluster, _, name = rest.rpartition("/")
    found = [
        one
        for one in everybody
        if one.name == name and (not kind or one.kind == kind) and (not cluster or _is_in(one, cluster))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(f"{one.kind}:{one.cluster + '/' if one.cluster else ''}{one.name}" for one in found)
        raise Refusal(f"'{text}' could be any of {candidates}: say which.", USAGE)
    raise Refusal(f"There is nobody called '{text}' in this lab.{_near(name, everybody)}", NOT_FOUND)


def _is_in(one: Inhabitant, cluster: str) -> bool:
    return bool(one.cluster_id) and is_called(one.cluster_id, cluster)


def _near(name: str, everybody: list[Inhabitant]) -> str:
    close = difflib.get_close_matches(name, [one.name for one in everybody], n=3)
    return f" Did you mean {' or '.join(close)}?" if close else " `akslab get all` lists everybody."
