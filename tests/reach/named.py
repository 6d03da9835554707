"""A small cluster with names: pods with labels, nodes, two subnets and a machine, and what people expect of them."""

from compile.lab import Document, rule

from akslab.net.state import NetworkState
from akslab.reach.endpoints import Endpoint

from .clusters import a_lab, subnet_id

APPS = ("web", "db", "cache")


def a_network(*denials: Document) -> NetworkState:
    """Compile four nodes in two subnets with two pods each and a machine; `denials` are rules of the second subnet."""
    rules = [rule(100 + number, **each) for number, each in enumerate(denials)]
    lab = a_lab(4, 2, 2, lambda number: rules if number else []).with_machine(
        "jump", "10.8.0.100", in_subnet=subnet_id(0)
    )
    return lab.compiled()


def endpoints_of(state: NetworkState) -> tuple[Endpoint, ...]:
    """Name pods `pod/p0-0` with a label `app`, nodes and the machine, each with its subnet as a group."""
    found = []
    for name, netns in state.items():
        kind = name.partition("/")[0]
        for each in netns.addresses:
            if each.dev == "eth0":
                address = each.address.partition("/")[0]
                last = name.rpartition("/")[2]
                labels = (("app", APPS[int(last.rpartition("-")[2])]),) if kind == "pod" else ()
                number = int(last[1]) if kind == "pod" else int(last[-1]) if kind == "node" else 0
                found.append(
                    Endpoint(
                        name=f"{kind}/{last}", kind=kind, netns=name, address=address, labels=labels,
                        groups=(f"s{number % 2}",),
                    )
                )  # fmt: skip
    return tuple(found)
