"""Which block a node gets, while the controller runs and after a restart (N13-N16), and what is left of nodes."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from akslab.kube.kinds.node import new_node

from .stage import NETWORK, Stage, create_cluster, managed_table, scale, subnet

_FACTS = {"time": "2026-01-01T00:00:00Z", "version": "1.34.1", "pods": "110"}


def _blocks(stage: Stage, cluster: str) -> list[str | None]:
    return [block for _, block in stage.nodes(cluster).values()]


def _three_nodes_then_two(stage: Stage) -> str:
    cluster = create_cluster(stage, subnet(stage), count=3)
    assert _blocks(stage, cluster) == ["10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24"]
    scale(stage, cluster, 2)
    stage.settle()
    return cluster


def test_a_released_block_is_not_reused_while_the_controller_runs() -> None:
    stage = Stage()
    cluster = _three_nodes_then_two(stage)
    scale(stage, cluster, 3)
    stage.settle()
    assert _blocks(stage, cluster) == ["10.244.0.0/24", "10.244.1.0/24", "10.244.3.0/24"]
    assert "10.244.2.0/24" not in stage.routes(managed_table(stage, cluster))


def test_after_a_restart_the_gap_is_filled_first() -> None:
    stage = Stage()
    cluster = _three_nodes_then_two(stage)
    stage = stage.restarted()
    scale(stage, cluster, 3)
    stage.settle()
    assert _blocks(stage, cluster) == ["10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24"]


def test_a_node_too_many_waits_with_one_event_until_a_block_is_free() -> None:
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage), podCidr="10.244.0.0/23")
    kube = stage.kube(cluster)
    kube.put("nodes", new_node("waiting", {}, "192.168.1.9", "azure:///x/virtualMachines/9", _FACTS))
    stage.pass_time(25)
    assert stage.nodes(cluster)["waiting"] == ("192.168.1.9", None)
    events = [event for event in kube.list("events") if event["reason"] == "CIDRNotAvailable"]
    assert [(event["involvedObject"]["name"], event["count"]) for event in events] == [("waiting", 1)]
    kube.delete("nodes", min(stage.nodes(cluster)))
    stage.settle()
    assert stage.nodes(cluster)["waiting"][1] == "10.244.0.0/24"


def test_each_cluster_has_blocks_of_its_own() -> None:
    stage = Stage()
    one = create_cluster(stage, subnet(stage), name="one")
    two = create_cluster(stage, subnet(stage, name="vnet2"), name="two")
    assert _blocks(stage, one) == _blocks(stage, two)


class NodesComeAndGo(RuleBasedStateMachine):
    """A cluster that is scaled, interrupted and restarted at will."""

    @initialize()
    def begin(self) -> None:
        self.stage = Stage()
        self.cluster = create_cluster(self.stage, subnet(self.stage), podCidr="10.244.0.0/21")
        self.block_of: dict[str, str | None] = {}

    @rule(count=st.integers(1, 8))
    def scale_to(self, count: int) -> None:
        scale(self.stage, self.cluster, count)
        self.stage.settle()

    @rule()
    def restart(self) -> None:
        self.stage = self.stage.restarted()
        self.stage.settle()

    @rule(seconds=st.integers(1, 30))
    def let_time_pass(self, seconds: int) -> None:
        self.stage.pass_time(seconds)

    @rule()
    def lose_the_routes(self) -> None:
        self.stage.put(managed_table(self.stage, self.cluster), properties={"routes": []})
        self.stage.pass_time(11)

    @invariant()
    def addresses_and_blocks_are_each_nodes_own(self) -> None:
        nodes = self.stage.nodes(self.cluster)
        count = self.stage.cluster(self.cluster)["properties"]["agentPoolProfiles"][0]["count"]
        assert len(nodes) == count
        assert len({address for address, _ in nodes.values()}) == len({block for _, block in nodes.values()}) == count

    @invariant()
    def a_nodes_block_never_changes(self) -> None:
        for name, (_, block) in self.stage.nodes(self.cluster).items():
            assert self.block_of.setdefault(name, block) == block

    @invariant()
    def the_table_has_exactly_the_nodes_routes(self) -> None:
        wanted = {block: address for address, block in self.stage.nodes(self.cluster).values()}
        assert self.stage.routes(managed_table(self.stage, self.cluster)) == wanted

    @invariant()
    def every_interface_is_a_nodes(self) -> None:
        nics = {document["name"] for document in self.stage.parts.arm.world.of_type(f"{NETWORK}/networkInterfaces")}
        assert nics == {f"nic-{name}" for name in self.stage.nodes(self.cluster)}


TestNodesComeAndGo = NodesComeAndGo.TestCase
TestNodesComeAndGo.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
