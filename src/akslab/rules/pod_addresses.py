"""Addresses for the pods of a running node: its /24 holds 253, whatever the network around it has left (N11)."""

import re
from collections.abc import Iterator

from .cluster_facts import Event, Node
from .examples_running import node, running
from .pod_routing import blocks_of, facts_of
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import Unknown, Values, known
from .view import View

IN_A_BLOCK = 253
NEARLY_FULL = 228
"""Nine tenths: a rollout starts new pods before old ones go."""
_NO_ADDRESS = re.compile(r"no IP addresses available in range set: (\d+\.\d+\.\d+)\.")
KUBECTL_PODS = "kubectl get pods -A -o json"


def _nearly_full(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    facts = facts_of(view, cluster)
    if facts is None or isinstance(facts.nodes, Unknown):
        return
    pods = known(facts.pods_of, KUBECTL_PODS)
    for each in facts.nodes:
        if (number := pods.get(each.name.lower(), 0)) >= NEARLY_FULL:
            yield {"node": each.name, "n": number, "cidr": ", ".join(each.pod_cidrs)}


NEARLY = Rule(
    id="node-block-nearly-full",
    title="A node's block has addresses left for the next pods",
    class_="risk",
    source=("N11", "R20"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "Node {node} runs {n} pods with addresses of {cidr}, which has 253: at a rollout pods will wait for one."
    ),
    fix="Spread the pods over more nodes: `az aks nodepool scale`, or a pool with a smaller --max-pods.",
    check=_nearly_full,
    failing=lambda: running(pods_of={node(0).name: 250}),
    sound=lambda: running(pods_of={node(0).name: 110}),
)


def _exhausted(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    facts = facts_of(view, cluster)
    if facts is None or isinstance(facts.events, Unknown):
        return
    said: set[str] = set()
    for event in facts.events:
        found = _NO_ADDRESS.search(event.message)
        if found and found[1] not in said:
            said.add(found[1])
            owner = None if isinstance(facts.nodes, Unknown) else _owner(facts.nodes, found[1])
            pods = {} if isinstance(facts.pods_of, Unknown) else facts.pods_of
            number = pods.get(owner.name.lower(), 0) if owner and pods else None
            yield {
                "cidr": f"{found[1]}.0/24",
                "node": owner.name if owner else "-",
                "n": "?" if number is None else number,
                "pod": f"{event.namespace}/{event.name}",
            }


def _owner(nodes: tuple[Node, ...], start: str) -> Node | None:
    return next((each for each in nodes for block in blocks_of(each) if str(block).startswith(f"{start}.")), None)


_EVENT = Event(
    reason="FailedCreatePodSandBox",
    message="failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254",
    kind="Pod",
    namespace="default",
    name="web-1",
)

EXHAUSTED = Rule(
    id="node-block-exhausted",
    title="No pod waits for an address of its node's block",
    class_="breaks",
    source=("N11",),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Node {node} has no address left in {cidr}, and {pod} does not start. It runs {n} pods; a /24 has 253 addresses.",
    ),
    fix="With far fewer pods than 253, addresses of crashed pods were never given back: drain the node and let AKS "
    "reimage it (`az aks nodepool upgrade --node-image-only`). Otherwise spread the pods over more nodes.",
    check=_exhausted,
    failing=lambda: running(events=(_EVENT,), pods_of={node(0).name: 34}),
    sound=lambda: running(events=()),
)

POD_ADDRESSES = (EXHAUSTED, NEARLY)
"""None left, then few left."""
