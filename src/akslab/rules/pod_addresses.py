"""Addresses for the pods of a running node: its /24 holds 253, whatever the network around it has left (N11)."""

import re
from collections.abc import Iterator

from .cluster_facts import Event, Node
from .examples_running import node, running
from .places import object_id
from .pod_routing import blocks_of, events_of, facts_of, seen_nodes
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import UNKNOWN, Unknown, Values, known
from .view import View

NEARLY_FULL = 228
"""Nine tenths of the 253 of a block: a rollout starts new pods before old ones go."""
_NO_ADDRESS = re.compile(r"no IP addresses available in range set: (\d+\.\d+\.\d+)\.")
KUBECTL_PODS = "kubectl get pods -A -o json"


def _nearly_full(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    facts = facts_of(view, cluster)
    pods = known(facts.pods_of, KUBECTL_PODS) if facts else {}
    for each in seen_nodes(view, cluster):
        name = each.name.lower()
        if name in pods and pods[name] >= NEARLY_FULL:
            object_ = object_id("node", "", each.name)
            yield {"node": each.name, "object": object_, "n": pods[name], "cidr": ", ".join(each.pod_cidrs)}


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
    place="{object}#spec.podCIDR",
    check=_nearly_full,
    failing=lambda: running(pods_of={node(0).name: 250}),
    sound=lambda: running(pods_of={node(0).name: 110}),
)


def _exhausted(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    said: set[str] = set()
    for event in events_of(view, cluster):
        found = _NO_ADDRESS.search(event.message)
        if found and found[1] not in said:
            said.add(found[1])
            owner = _owner(seen_nodes(view, cluster), found[1])
            yield {
                "object": event.id,
                "cidr": f"{found[1]}.0/24",
                "node": owner.name if owner else "-",
                "n": _pods_on(view, cluster, owner),
                "pod": f"{event.namespace}/{event.name}",
            }


def _pods_on(view: View, cluster: ManagedCluster, owner: Node | None) -> object:
    facts = facts_of(view, cluster)
    pods = facts.pods_of if facts else UNKNOWN
    return "?" if owner is None or isinstance(pods, Unknown) else pods.get(owner.name.lower(), 0)


def _owner(nodes: tuple[Node, ...], start: str) -> Node | None:
    return next((each for each in nodes for block in blocks_of(each) if str(block).startswith(f"{start}.")), None)


_EVENT = Event(
    reason="FailedCreatePodSandBox",
    message="failed to allocate for range 0: no IP addresses available in range set: 10.244.0.1-10.244.0.254",
    kind="Pod",
    namespace="default",
    name="web-1",
    id=object_id("event", "default", "web-1.17a"),
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
    place="{object}#message",
    check=_exhausted,
    failing=lambda: running(events=(_EVENT,), pods_of={node(0).name: 34}),
    sound=lambda: running(events=()),
)

POD_ADDRESSES = (EXHAUSTED, NEARLY)
"""None left, then few left."""
