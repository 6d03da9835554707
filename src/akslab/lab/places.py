"""Where in a lab something is: the namespace behind a name that a person types."""

import difflib
from collections.abc import Iterator

from msgspec import Struct

from ..compile.names import INTERNET, node_netns, pod_netns, vm_netns
from ..controllers.context import Context
from ..controllers.network import virtual_machines
from ..kube.kinds.node import name_of
from .refusal import NOT_FOUND, USAGE, Refusal


class Inhabitant(Struct, frozen=True):
    """Something with a network namespace of its own."""

    kind: str
    """`node`, `pod`, `vm` or `internet`."""
    name: str
    netns: str
    cluster: str = ""


def inhabitants(context: Context) -> Iterator[Inhabitant]:
    """Yield everything that has a namespace."""
    for cluster in context.clusters():
        kube = context.kube(cluster)
        for node in kube.list("nodes"):
            yield Inhabitant("node", name_of(node), node_netns(name_of(node)), cluster["name"])
        for pod in kube.list("pods"):
            if pod["status"]["phase"] == "Running":
                yield Inhabitant("pod", name_of(pod), pod_netns(cluster["id"], name_of(pod)), cluster["name"])
    for machine in virtual_machines(context):
        yield Inhabitant("vm", machine.name, vm_netns(machine.name))
    yield Inhabitant("internet", "internet", INTERNET)


def find_inhabitant(context: Context, text: str) -> Inhabitant:
    """Return who is meant by `name`, `cluster/name` or `kind:name`; raises `Refusal` with near or equal names."""
    everybody = list(inhabitants(context))
    kind, _, rest = text.rpartition(":")
    cluster, _, name = rest.rpartition("/")
    found = [
        one
        for one in everybody
        if one.name == name and (not kind or one.kind == kind) and (not cluster or one.cluster == cluster)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        candidates = ", ".join(f"{one.kind}:{one.cluster + '/' if one.cluster else ''}{one.name}" for one in found)
        raise Refusal(f"'{text}' could be any of {candidates}: say which.", USAGE)
    raise Refusal(f"There is nobody called '{text}' in this lab.{_near(name, everybody)}", NOT_FOUND)


def _near(name: str, everybody: list[Inhabitant]) -> str:
    close = difflib.get_close_matches(name, [one.name for one in everybody], n=3)
    return f" Did you mean {' or '.join(close)}?" if close else " `akslab get all` lists everybody."
