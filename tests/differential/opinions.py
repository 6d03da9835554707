"""The oracle's word and the model's about the same packets: `python -m differential.opinions SEED NETWORKS`.

Exits 1 at the first packet they differ about, so that a mutant of the compile step is caught early.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random

from akslab.trace.prepared import prepare
from akslab.trace.sending import send
from akslab.trace.steps import Delivered, Dropped, RuleRef
from akslab.trace.traces import Trace

from .azure_documents import DEFAULT_OUTBOUND, inside
from .drawing import draw
from .oracle import Answer, Oracle, Unjudged
from .probes import Ports, questions

PER_NETWORK = 120
ANY_DEFAULT_OUTBOUND = "203.0.113.128/25"
SECURITY_RULE = re.compile(r"NSG (\S+): \S+ (\(\d+\))")


def differences(seeds: range, counted: Counter[str]) -> Iterator[str]:
    """Ask both about packets through drawn networks; yields what they differ about, counts what they agree on."""
    for seed in seeds:
        lab = draw(seed)
        state = lab.compiled()
        network, oracle = prepare(state), Oracle(lab)
        for sender, packet in questions(state, Random(seed), PER_NETWORK, Ports()):
            if packet.ttl < 64:
                continue
            try:
                answer = oracle.ask(
                    role(sender), packet.protocol, packet.source_port, packet.destination, packet.destination_port
                )
            except Unjudged:
                counted["not judged"] += 1
                continue
            trace = send(network, sender, packet, blockers_most=0)
            counted["judged"] += 1
            counted["delivered" if trace.disposition == "delivered" else "lost"] += 1
            found = told(trace)
            if (found.receiver, found.seen, found.lost) != (answer.receiver, answer.seen, answer.lost):
                yield f"seed {seed}: {sender} -> {packet}\n  model {found}, {trace.disposition}\n  oracle {answer}"
            elif found.denied_by and answer.denied_by:
                counted["denied by the same rule"] += 1
                if found.denied_by != answer.denied_by:
                    yield f"seed {seed}: {sender} -> {packet}: denied by {found.denied_by}, not {answer.denied_by}"


def told(trace: Trace) -> Answer:
    """Say of a trace what the oracle says."""
    last = trace.legs[0].hops[-1]
    end = last.steps[-1]
    if trace.disposition == "delivered" and len(trace.legs) > 1:
        assert isinstance(end, Delivered)
        seen = end.headers.source
        return Answer(role(last.netns), DEFAULT_OUTBOUND if inside(seen, ANY_DEFAULT_OUTBOUND) else seen)
    denied_by = None
    if isinstance(end, Dropped) and isinstance(end.decider, RuleRef):
        named = SECURITY_RULE.fullmatch(end.decider.comment or "")
        denied_by = " ".join(named.groups()) if named else None
    outside = any(hop.netns == "internet" for hop in trace.legs[0].hops)
    lost = "answer" if len(trace.legs) > 1 else "request outside" if outside else "request"
    return Answer(None, lost=lost, denied_by=denied_by)


def role(netns: str) -> str:
    """Name a namespace as the documents would: without the hash of its cluster's id."""
    kind, _, rest = netns.partition("/")
    cluster, _, pod = rest.partition("/")
    return f"pod/{cluster.rpartition('-')[0]}/{pod}" if kind == "pod" else netns


if __name__ == "__main__":
    first, count = map(int, sys.argv[1:3])
    for difference in differences(range(first, first + count), Counter()):
        print(difference)
        sys.exit(1)
