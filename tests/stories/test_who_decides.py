"""The object that is named as who decides: the range that spares, the route that turns, each switch once."""

from doctor.az_shapes import OWN_TABLE, SUBNET, pod_routes, sound, table_show

from .questions import ZERO, ask, exported, lines
from .three_machines import three_machines

CONFIG = {
    "kind": "List",
    "apiVersion": "v1",
    "items": [
        {
            "kind": "ConfigMap",
            "apiVersion": "v1",
            "metadata": {"name": "azure-ip-masq-agent-config-reconciled", "namespace": "kube-system"},
            "data": {"ip-masq-agent": "nonMasqueradeCIDRs:\n- 10.244.0.0/16\n- 192.168.0.0/16\n"},
        }
    ],
}
THERE = (
    "{ name: 'there', properties: { addressPrefix: '10.9.2.0/24', "
    "nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.9.3.4' } }"
)


def test_a_spared_range_is_the_one_that_decided_at_the_line_of_its_config_map() -> None:
    network = exported({**sound(), "cm.json": CONFIG})
    told = next(line for line in lines(ask(network, ZERO, "node/nodepool1/1")) if "keeps its source" in line)
    assert "spares 192.168.0.0/16  [cm.json:$.items[0].data['ip-masq-agent']]" in told
    told = next(line for line in lines(ask(network, ZERO, "8.8.8.8")) if "becomes" in line)
    assert "for all but 10.244.0.0/16, 192.168.0.0/16  [cm.json:" in told


def test_a_loop_is_told_with_the_route_that_turns_the_packet_back() -> None:
    routes = [each for each in pod_routes(OWN_TABLE) if "vmss000002" not in each["name"]]
    wrong = dict(next(each for each in pod_routes(OWN_TABLE) if "vmss000002" in each["name"]))
    wrong["nextHopIpAddress"] = "192.168.1.4"
    network = exported(sound(rt=table_show(OWN_TABLE, [*routes, wrong], [SUBNET])))
    story = ask(network, ZERO, "pod@nodepool1/2")
    (obstacle,) = story.told.verdict.obstacles
    assert obstacle.disposition == "loop"
    assert obstacle.by
    assert obstacle.by.kind == "route"
    assert obstacle.by.written.startswith("rt.json:")


def test_a_switch_that_stops_both_directions_is_one_obstacle() -> None:
    network = three_machines(routes=THERE, routed="a", guarded="")
    story = ask(network, "a", "b", what_if="ip-forwarding off c")
    assert story.change
    stopped = [each.by for each in story.change.after.verdict.obstacles]
    assert [each and each.kind for each in stopped] == ["ip-forwarding"]
    assert stopped[0]
    assert stopped[0].id.endswith("/c")
