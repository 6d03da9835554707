"""One packet proven: the trace, the outcome, and nftables' own lines about that very packet."""

import pytest
from compile.lab import CLUSTER, NETWORK, NODES, Lab, article, node_routes, rule, security_group

from akslab.compile.names import fabric_netns, node_netns, pod_netns
from akslab.kernel.seam import KernelError, Probe
from akslab.lab.evidence import Proof
from akslab.trace.connections import Connections
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .stage import Stage

pytestmark = pytest.mark.kernel

POD_A = pod_netns(CLUSTER, "a")
FABRIC, NODE = fabric_netns(NETWORK), node_netns(NODES[0])


def proof_of(stage: Stage, lab: Lab, destination: str, port: int, **more: object) -> Proof:
    stage.show(lab.compiled())
    return stage.prove(POD_A, Packet(destination=destination, source_port=port, **more))  # type: ignore[arg-type]


def test_the_masquerade_rule_is_named_by_both(stage: Stage) -> None:
    proof = proof_of(stage, article(), "192.168.1.6", 21_001)
    assert (proof.trace.disposition, proof.result.outcome, proof.complete) == ("delivered", "answered", True)
    assert [leg.agrees for leg in proof.legs] == [True] * 4
    last = proof.legs[0].kernel[NODE][-1]
    assert (last.chain, last.comment) == (
        "IP-MASQ-AGENT",
        "ip-masq-agent: outbound traffic is subject to MASQUERADE (must be last in chain)",
    )


def test_the_rule_that_denies_is_the_kernels_last_word(stage: Stage) -> None:
    denied = article().with_arm(security_group(rule(100, destinationAddressPrefix="10.244.1.0/24")))
    proof = proof_of(stage, denied, "10.244.1.2", 21_002)
    assert (proof.trace.disposition, proof.result.outcome) == ("filtered", "timeout")
    (leg,) = proof.legs
    assert leg.agrees
    assert (leg.kernel[FABRIC][-1].verdict, leg.kernel[FABRIC][-1].comment) == ("drop", "NSG myNsg: rule100 (100)")


def test_what_a_route_drops_leaves_no_further_line(stage: Stage) -> None:
    proof = proof_of(stage, article().with_arm(node_routes(without=1)), "10.244.1.2", 21_003)
    assert (proof.trace.disposition, proof.result.outcome) == ("blackholed", "timeout")
    assert {line.chain for line in proof.legs[0].kernel[FABRIC]} == {"prerouting", "public_in"}
    assert proof.legs[0].agrees


def test_a_port_nobody_listens_on_is_proven_by_its_reset(stage: Stage) -> None:
    proof = proof_of(stage, article(), "10.244.1.2", 21_004, destination_port=8081)
    assert (proof.result.outcome, [leg.name for leg in proof.legs]) == ("refused", ["request", "reply"])
    assert [leg.agrees for leg in proof.legs] == [True, True]
    assert proof.trace.packet.refused


def test_a_datagram_nobody_takes_is_proven_one_way(stage: Stage) -> None:
    proof = proof_of(stage, article(), "10.244.1.2", 21_005, protocol="udp", destination_port=8081)
    assert (proof.result.outcome, [leg.agrees for leg in proof.legs]) == ("refused", [True])


def test_nothing_of_the_tracing_stays_behind(stage: Stage) -> None:
    stage.show(article().compiled())
    before = stage.observed()
    stage.prove(POD_A, Packet(destination="10.244.1.2", source_port=21_006))
    assert stage.observed() == before
    assert "akslab-witness" not in stage.ruleset(NODE)


def test_a_namespace_that_is_not_there_is_refused_and_tracing_ends_everywhere(stage: Stage) -> None:
    stage.show(article().compiled())
    with pytest.raises(KernelError, match="No such namespace: trace nowhere"):
        stage.witness([Probe(POD_A, "10.244.1.2")], [NODE, "nowhere"])
    assert "akslab-witness" not in stage.ruleset(NODE)
    with pytest.raises(KernelError, match=r"No such namespace: probe 10\.244\.1\.2 from nowhere"):
        stage.witness([Probe("nowhere", "10.244.1.2")], [NODE])
    assert "akslab-witness" not in stage.ruleset(NODE)


def test_a_second_connection_with_the_same_answers_gets_another_port_in_both(stage: Stage) -> None:
    """Linux takes any free port, the model the next one: what is the same is that it is another."""
    lab, port = article(), 21_007
    stage.clear()
    stage.show(lab.compiled())
    pods = [pod_netns(CLUSTER, name) for name in "ab"]
    witnessed = stage.witness([Probe(pod, "192.168.1.6", source_port=port) for pod in pods], [FABRIC])
    assert [result.outcome for result in witnessed.results] == ["answered", "answered"]
    seen = {line.source_port for line in witnessed.lines if line.segment == "syn" and line.source == "192.168.1.4"}
    assert (len(seen), port in seen) == (2, True)
    network, connections = prepare(lab.compiled()), Connections()
    packet = Packet(destination="192.168.1.6", source_port=port)
    traces = [send(network, pod, packet, connections) for pod in pods]
    assert [trace.disposition for trace in traces] == ["delivered", "delivered"]
    arrived = [trace.legs[0].hops[-1].steps[-1].headers for trace in traces]
    assert [(each.source, each.source_port) for each in arrived] == [("192.168.1.4", port), ("192.168.1.4", port + 1)]
