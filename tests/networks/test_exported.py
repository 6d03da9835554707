"""Exports become networks: what is there is taken as it is, what is not there is doubted."""

from collections.abc import Callable
from typing import Any

import pytest
from doctor.az_shapes import (
    NODE_GROUP,
    NSG,
    OWN_TABLE,
    SUBNET,
    Files,
    aks_show,
    id_of,
    kubectl_list,
    node_name,
    sound,
    subnet_show,
    vmss_nic_list,
    vnet_show,
)
from doctor.diagnosing import known_of
from doctor.scenarios import BROKEN, SOUND, Scenario

from akslab.net.validation import validate
from akslab.networks.exported import network_of_export
from akslab.networks.finding import candidates, find
from akslab.networks.making import extended
from akslab.networks.values import InternetHost, NetworkError
from akslab.trace.packets import Packet
from akslab.trace.prepared import prepare
from akslab.trace.sending import send

from .files import agreeing


def reached(files: Files, sender: int, receiver: int) -> bool:
    network = network_of_export(known_of(agreeing(files)))
    validate(network.state)
    source, target = find(network, f"pod@nodepool1/{sender}"), find(network, f"pod@nodepool1/{receiver}")
    return send(prepare(network.state), source.netns, Packet(destination=target.address)).disposition == "delivered"


@pytest.mark.parametrize("make", [each for name, each in SOUND.items() if name != "sound_stopped"])
def test_pods_reach_pods_in_every_sound_export(make: Callable[[], Files]) -> None:
    assert all(reached(make(), one, other) for one in range(3) for other in range(3) if one != other)


NO_PODS_THERE = ("no_block", "shadowed")
"""A node without a block has no pods, and the longer route takes the half of a block where none of these are."""


@pytest.mark.parametrize("name", [name for name in BROKEN if name not in NO_PODS_THERE])
def test_the_packets_agree_with_the_doctor_about_who_is_cut_off(name: str) -> None:
    scenario: Scenario = BROKEN[name]()
    for one in range(3):
        for other in range(3):
            if one != other:
                is_lost = one in scenario.nodes or other in scenario.nodes
                assert reached(scenario.files, one, other) is not is_lost, (one, other)


def test_a_stopped_cluster_is_nobody_and_what_would_tell_its_nodes_is_named() -> None:
    with pytest.raises(NetworkError) as refused:
        network_of_export(known_of(SOUND["sound_stopped"]()))
    assert refused.value.what.values["why"].values["needs"] == "kubectl get nodes -o json"


def test_a_table_that_is_not_exported_is_doubted_with_the_command_that_shows_it() -> None:
    network = network_of_export(known_of(sound(rt=None)))
    doubt = next(each for each in network.assumptions if each.what.key == "assume.table-absent")
    assert (doubt.may_stop, doubt.may_open) == (True, True)
    assert doubt.needs == f"az network route-table show --ids {OWN_TABLE}"


def test_a_group_that_is_not_exported_is_doubted() -> None:
    network = network_of_export(known_of(sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG)))))
    assert [each.may_open for each in network.assumptions if each.what.key == "assume.group-absent"] == [False]


def test_a_node_whose_interface_says_another_address_is_believed_neither_way() -> None:
    nics = vmss_nic_list()
    nics[1]["ipConfigurations"][0]["privateIPAddress"] = "192.168.1.77"
    network = network_of_export(known_of(sound(nics=nics)))
    (found,) = network.contradictions
    assert (found.values["first"], found.values["second"]) == ("192.168.1.5", "192.168.1.77")
    assert found.values["one"] == "nodes.json:$.items[1].status.addresses"
    assert found.values["other"].startswith("nics.json:$[1].ipConfigurations[0]")
    with pytest.raises(NetworkError) as refused:
        find(network, "aks-nodepool1-12355964-vmss000001")
    assert refused.value.what == found


def test_files_that_contradict_each_other_are_told() -> None:
    network = network_of_export(known_of(sound(subnet=subnet_show())))
    assert [each.key for each in network.contradictions] == ["network.contradiction"]


def test_an_address_of_a_load_balancer_is_refused_and_not_lost() -> None:
    balancer = {
        "id": id_of("loadBalancers", "kubernetes-internal", NODE_GROUP),
        "name": "kubernetes-internal",
        "type": "Microsoft.Network/loadBalancers",
        "etag": "x",
        "provisioningState": "Succeeded",
        "frontendIPConfigurations": [
            {"id": "/f", "name": "a", "privateIPAddress": "192.168.1.50", "subnet": {"id": SUBNET}, "etag": "x"}
        ],
    }
    network = network_of_export(known_of(sound(lb=balancer)))
    for address in ("192.168.1.50", "203.0.113.10"):
        with pytest.raises(NetworkError) as refused:
            find(network, address)
        assert refused.value.what.key == "endpoint.balancer"


def test_a_candidate_may_be_called_by_the_namespace_that_tells_it_apart() -> None:
    network = network_of_export(known_of(sound()))
    for each in network.endpoints:
        assert find(network, each.netns) == each
    one = find(network, "pod@nodepool1/0")
    (first, second) = candidates([one, one])
    assert find(network, first) == find(network, second) == one
    more = extended(network, InternetHost("8.8.8.8"))
    assert [find(more, name).address for name in ("internet", "8.8.8.8")] == ["198.51.100.1", "8.8.8.8"]


def running(name: str, address: str, node: int = 1) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": "shop"},
        "spec": {"nodeName": node_name(node)},
        "status": {"phase": "Running", "podIP": address},
    }


def test_of_two_pods_with_one_address_none_is_believed_and_the_others_are_there() -> None:
    pods = kubectl_list(running("web", "10.244.1.9"), running("old", "10.244.1.9"), running("db", "10.244.1.10"))
    network = network_of_export(known_of(sound(pods=pods)))
    assert find(network, "db").address == "10.244.1.10"
    for name in ("web", "old"):
        with pytest.raises(NetworkError) as refused:
            find(network, name)
        assert refused.value.what.key == "unfit.pod-shared"


def test_pods_of_azure_cni_are_left_out_and_not_taken_for_nobody() -> None:
    pods = kubectl_list(running("web", "192.168.1.40"))
    nics = vmss_nic_list()
    (first,) = nics[0]["ipConfigurations"]
    nics[0]["ipConfigurations"].append({**first, "primary": False, "privateIPAddress": "192.168.1.41"})
    profile = {"networkPlugin": "azure", "podCidr": None, "podCidrs": None}
    network = network_of_export(known_of(sound(aks=aks_show(networkProfile=profile), nics=nics, pods=pods)))
    assert find(network, "192.168.1.4").kind == "node"
    doubted = {each.what.key for each in network.assumptions}
    assert doubted.isdisjoint({"assume.forwarding", "assume.group-of-interface"}), "its interfaces are in the export"
    for name in ("web", "192.168.1.40", "192.168.1.41"):
        with pytest.raises(NetworkError) as refused:
            find(network, name)
        assert refused.value.what.key == "unfit.pods-of"
