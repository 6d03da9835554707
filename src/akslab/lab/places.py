"""Where in a lab something is: the namespace behind a name that a person types."""

import difflib
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from ..compile.names import INTERNET, fabric_netns, node_netns, pod_netns, vm_netns
from ..controllers.context import Context
from ..controllers.network import virtual_machines
from ..kube.kinds.node import name_of
from ..networks.finding import find
from ..networks.lab_documents import network_of_lab
from ..networks.sentences import words as network_words
from ..networks.values import NetworkError
from .cluster_names import is_called, spoken
from .network_documents import lab_documents
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
    """Return who is meant by `name`, `cluster/name` or `group/cluster/name`; raises `Refusal`.

    What else `akslab trace` takes is taken, too: an address, a pool's node by its number. Before a name may stand a
    kind, with `:` or as kubectl has it with `/`; a namespace's own name is one too.
    """
    everybody = list(inhabitants(context))
    found = [one for one in everybody if one.netns == text or _is_meant(one, text)]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(f"'{text}' could be any of {', '.join(_candidates(found))}: say which.", USAGE)
    netns = _traced(context, text)
    for one in everybody:
        if one.netns == netns:
            return one
    raise Refusal(f"There is nobody called '{text}' in this lab.{_near(text, everybody)}", NOT_FOUND)


def _traced(context: Context, text: str) -> str:
    """Return the namespace of who has an address, or one of the names that are known of a network; empty for nobody."""
    try:
        return find(network_of_lab(msgspec.to_builtins(lab_documents(context))), text).netns
    except NetworkError as error:
        if error.is_missing:
            return ""
        raise Refusal(f"{network_words(error.what, 'en')}.", USAGE) from None


def _is_meant(one: Inhabitant, text: str) -> bool:
    kind, _, rest = text.rpartition(":")
    if kind:
        return one.kind == kind and _is_called(one, rest)
    return _is_called(one, rest) or (rest.startswith(f"{one.kind}/") and _is_called(one, rest[len(one.kind) + 1 :]))


def _is_called(one: Inhabitant, text: str) -> bool:
    cluster, _, name = text.rpartition("/")
    return one.name == name and (not cluster or (bool(one.cluster_id) and is_called(one.cluster_id, cluster)))


def _candidates(found: list[Inhabitant]) -> list[str]:
    """Return words for each that mean it alone: where two networks have one name, those of their namespaces."""
    words = [f"{one.kind}:{one.cluster + '/' if one.cluster else ''}{one.name}" for one in found]
    return [said if words.count(said) == 1 else one.netns for said, one in zip(words, found, strict=True)]


def _near(text: str, everybody: list[Inhabitant]) -> str:
    name = text.rpartition(":")[2].rpartition("/")[2]
    close = difflib.get_close_matches(name, [one.name for one in everybody], n=3)
    return f" Did you mean {' or '.join(close)}?" if close else " `akslab get all` lists everybody."
