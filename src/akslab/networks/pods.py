"""Pods nobody has run yet: two on every kubenet node, `pod@NODE` and `pod2@NODE`, to ask what would happen to them."""

from collections.abc import Iterable

from ..compile.inputs import Node, Pod
from ..compile.ranges import dotted, range_of
from ..wire.sentences import sentence
from .draft import Draft
from .inhabitants import FORESEEN
from .values import Assumption

FORESEEN_PODS = (f"pod{FORESEEN}", f"pod2{FORESEEN}")


def foresee_pods(nodes: Iterable[Node], draft: Draft) -> None:
    """Add pods to nodes that have a block, at its first addresses that no other pod has."""
    taken: dict[str, set[str]] = {}
    for pod in draft.pods:
        taken.setdefault(pod.node, set()).add(pod.address)
    for node in nodes:
        if node.pod_cidr is None:
            continue
        first, last = range_of(node.pod_cidr)
        here = taken.get(node.name, set())
        free = (address for n in range(first + 2, last) if (address := dotted(n)) not in here)
        draft.pods += [
            Pod(prefix + node.name, node.cluster, node.name, address)
            for prefix, address in zip(FORESEEN_PODS, free, strict=False)
        ]


def doubt_pods(nodes: Iterable[Node], draft: Draft) -> None:
    """Note that other pods than those of the draft may run on nodes."""
    for node in nodes:
        if node.pod_cidr is not None:
            draft.assumptions.append(
                Assumption(
                    what=sentence("assume.pods", node=node.name, block=node.pod_cidr),
                    unless=sentence("unless.pods", node=node.name),
                    needs="kubectl get pods -A -o json",
                    about="block",
                    id=node.interface,
                    route=node.pod_cidr,
                    may_open=True,
                )
            )
