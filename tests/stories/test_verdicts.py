"""The verdict: who stops a packet and where that is written, what is seen of it, and what nobody told."""

import pytest
from doctor.az_shapes import (
    MANAGED_NSG,
    NSG,
    OWN_TABLE,
    SUBNET,
    kubectl_list,
    kubectl_node,
    nsg_rule,
    nsg_show,
    pod_routes,
    route,
    sound,
    subnet_show,
    table_show,
    vmss_nic_list,
    vnet_show,
)
from doctor.scenarios import BROKEN
from networks.files import bicep

from akslab.networks.values import NetworkError

from .gallery import INPUTS
from .questions import ONE, ZERO, ask, doubts, exported, lines, network_in


def test_a_sound_export_is_certain() -> None:
    story = ask(exported(sound()))
    verdict = story.told.verdict
    assert (verdict.outcome, verdict.is_certain, verdict.seen_source, verdict.ttl) == (
        "arrives",
        True,
        "10.244.0.2",
        61,
    )


def test_an_obstacle_is_named_with_the_place_in_the_file() -> None:
    story = ask(exported(BROKEN["shadowed"]().files), ZERO, "10.244.1.200")
    (obstacle,) = story.told.verdict.obstacles
    assert obstacle.by is not None
    assert (obstacle.by.kind, obstacle.by.written) == ("route", "rt.json:$.routes[3]")
    assert obstacle.by.what.values["route"] == "legacy"


def test_ip_forwarding_that_is_off_is_named_with_its_owner() -> None:
    story = ask(exported(BROKEN["forwarding_off"]().files))
    obstacle = story.told.verdict.obstacles[0]
    assert obstacle.by is not None
    assert (obstacle.by.kind, obstacle.by.written) == ("ip-forwarding", "nics.json:$[1].enableIPForwarding")
    assert [len(each.edits) for each in story.found.openings] == [1]


def test_what_else_would_stop_it_is_named_behind_the_first() -> None:
    rules = (nsg_rule(NSG, "denyPods", 100, access="Deny", sourceAddressPrefix="10.244.0.0/16"),)
    files = sound(
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
        nsg=nsg_show(NSG, *rules),
        nsg_mc=nsg_show(MANAGED_NSG),
        nics=vmss_nic_list(off=[1]),
    )
    kinds = [each.by.kind for each in ask(exported(files)).told.verdict.obstacles if each.by]
    assert kinds[0] == "ip-forwarding"
    assert "security-rule" in kinds[1:]


def test_a_group_that_is_not_in_the_export_may_forbid_what_arrives() -> None:
    network = exported(sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG))))
    story = ask(network)
    assert (story.told.verdict.outcome, doubts(story)) == ("arrives", {"unless.group-absent"})
    assert any(f"az network nsg show --ids {NSG}" in line for line in lines(story))
    assert lines(story)[0].startswith("OPEN ")
    same_node = ask(network, ZERO, "pod2@nodepool1/0")
    assert same_node.told.verdict.is_certain, "no security group is asked inside of a node"


def test_a_group_that_is_not_in_the_export_does_not_doubt_a_loss() -> None:
    files = sound(
        vnet=vnet_show(subnet_show(OWN_TABLE, NSG)), rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE, 1), [SUBNET])
    )
    assert ask(exported(files)).told.verdict.is_certain


def test_a_table_that_is_not_in_the_export_leaves_a_loss_open() -> None:
    story = ask(exported(sound(rt=None)))
    assert (story.told.verdict.outcome, doubts(story)) == ("lost", {"unless.table-absent"})


def test_a_next_hop_nobody_shows_leaves_only_its_own_packets_open() -> None:
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "fw", "0.0.0.0/0")]
    network = exported(sound(rt=table_show(OWN_TABLE, routes, [SUBNET])))
    assert ask(network).told.verdict.is_certain
    story = ask(network, ZERO, "8.8.8.8")
    assert (story.told.verdict.outcome, doubts(story)) == ("lost", {"unless.hop"})


def test_without_interfaces_forwarding_is_doubted_for_the_nodes_on_the_way_only() -> None:
    story = ask(exported(sound(nics=None)))
    assert doubts(story) == {"unless.forwarding", "unless.group-of-interface"}
    named = {each.unless.values["name"][-1] for each in story.told.verdict.unless if each.unless}
    assert named == {"0", "1"}


def test_a_contradiction_is_told_and_neither_side_is_believed() -> None:
    story = ask(exported(sound(subnet=subnet_show())))
    assert not story.told.verdict.is_certain
    assert any(line.startswith("AGAINST") and "vnet.json" in line and "subnet.json" in line for line in lines(story))


def test_nodes_that_files_disagree_on_are_not_part_of_the_network() -> None:
    other = kubectl_node(0)
    other["spec"]["podCIDR"], other["spec"]["podCIDRs"] = "10.244.7.0/24", ["10.244.7.0/24"]
    with pytest.raises(NetworkError, match=r"network\.nobody"):
        exported(sound(other_nodes=kubectl_list(other)))


def test_ttl_and_size_are_what_the_sender_says() -> None:
    network = network_in(bicep())
    assert ask(network, ttl=2).told.verdict.disposition == "ttl-exceeded"
    assert ask(network, size=1501).told.verdict.disposition == "too-big"
    assert ask(network, size=1501, protocol="icmp").told.verdict.outcome == "arrives", "an echo may be cut"


def test_a_packet_to_itself_and_to_its_node_arrive() -> None:
    network = network_in(bicep())
    assert ask(network, ZERO, ZERO).told.verdict.outcome == "arrives"
    assert ask(network, ZERO, "nodepool1/0").told.verdict.outcome == "arrives"


def test_a_table_that_leads_in_a_circle_is_a_loop_with_its_names() -> None:
    machines = "\n".join(
        f"""\
resource nic{number} 'Microsoft.Network/networkInterfaces@2024-05-01' = {{
  name: 'fw{number}'
  location: 'koreacentral'
  properties: {{
    enableIPForwarding: true
    ipConfigurations: [
      {{
        name: 'ipconfig1'
        properties: {{
          subnet: {{ id: vnet.properties.subnets[0].id }}
          privateIPAllocationMethod: 'Static'
          privateIPAddress: '192.168.1.10{number}'
        }}
      }}
    ]
  }}
}}
"""
        for number in (1, 2)
    )
    table = """\
resource table 'Microsoft.Network/routeTables@2024-05-01' = {
  name: 'rt'
  location: 'koreacentral'
  properties: {
    routes: [
      {
        name: 'round'
        properties: { addressPrefix: '172.16.0.0/12', nextHopType: 'VirtualAppliance', nextHopIpAddress: '192.168.1.101' }
      }
    ]
  }
}
"""
    network = network_in(bicep(table, machines, subnet="routeTable: { id: table.id }"))
    story = ask(network, "fw2", "172.16.0.9")
    assert story.told.verdict.disposition == "loop"
    assert any("it goes round: machine fw1 > virtual network vnet-aks" in line for line in lines(story))


def test_the_other_node_is_seen_by_the_nodes_own_address() -> None:
    story = ask(network_in(bicep()), ZERO, "node/nodepool1/1")
    assert story.told.verdict.seen_source == "192.168.1.4"
    assert story.question.target.kind == "node"
    assert story.told.verdict.receiver.startswith("node/")
    assert ONE != ZERO


def test_two_clusters_that_take_each_others_routes_leave_it_open_who_wrote_last() -> None:
    shared = (INPUTS / "shared-table.bicep").read_text().replace("10.245.0.0/16", "10.244.0.0/16")
    story = ask(network_in(shared), "pod@bluepool/0", "pod@bluepool/1")
    assert doubts(story) == {"unless.shared-table"}
    assert story.told.verdict.is_elsewhere
    assert any("pod@greenpool/1 has the address there" in line for line in lines(story))
