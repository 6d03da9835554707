"""Facts from inside a cluster are shown where they stand: events, nodes, settings; and machines are known by their ids."""

from typing import Any

import pytest

from akslab.doctor.for_ci import ci_report
from akslab.doctor.proofs import proof_of
from akslab.doctor.report import Report

from . import az_shapes as az
from .diagnosing import cut_off, diagnosed, patient_of, values_of
from .test_pains import PAIRS, event


def places(report: Report, rule: str) -> list[str]:
    return [
        proof_of(report.known, each.finding.place, each.finding.resource_id)
        for each in report.findings.judged
        if each.finding.rule == rule
    ]


@pytest.mark.parametrize(
    ("rule", "place"),
    [
        ("event-route-not-created", "events.json:$.items[0].message"),
        ("event-load-balancer-failed", "events.json:$.items[0].message"),
        ("node-block-exhausted", "events.json:$.items[0].message"),
        ("node-block-nearly-full", "nodes.json:$.items[1].spec.podCIDR"),
        ("masquerade-shows-pods-outside", "cm.json:$.items[1].data['ip-masq-agent']"),
    ],
)
def test_what_kubernetes_says_is_shown_in_its_own_file(rule: str, place: str) -> None:
    assert place in places(diagnosed(PAIRS[rule][0]()), rule)


def test_a_node_without_a_network_is_shown_with_its_conditions() -> None:
    node = az.kubectl_node(1)
    unavailable = {"type": "NetworkUnavailable", "status": "True", "reason": "NoRouteCreated"}
    node["status"]["conditions"] = [unavailable]
    report = diagnosed(az.sound(nodes=az.kubectl_list(az.kubectl_node(0), node, az.kubectl_node(2))))

    assert places(report, "node-network-unavailable") == ["nodes.json:$.items[1].status.conditions"]


def test_the_lines_for_pipelines_are_those_of_the_event() -> None:
    files = PAIRS["event-route-not-created"][0]()
    texts = az.written(files)
    found = ci_report(diagnosed(files), "en", lambda file: texts[file])

    (location,) = [each.location for each in found.findings if each.rule == "event-route-not-created"]
    assert location is not None
    assert location.file == "events.json"


def test_an_event_without_a_code_is_told_without_one() -> None:
    told = event("FailedToCreateRoute", "Could not create route: timed out", "Node", az.node_name(1))
    report = diagnosed(az.sound(events=az.kubectl_list(told)))
    (found,) = [each.finding for each in report.findings.judged if each.finding.rule == "event-route-not-created"]

    assert "could not be written: Could not create route: timed out" in found.message
    assert values_of(report, "event-route-not-created")[0]["asked"] == "'<message>'"


def test_nodes_find_their_cluster_in_the_template_of_its_group() -> None:
    """`az group export` does not say its subscription; the machines of the nodes do."""
    cluster = {
        "type": "Microsoft.ContainerService/managedClusters",
        "name": "aks-prod",
        "properties": {
            "nodeResourceGroup": az.NODE_GROUP,
            "networkProfile": {"networkPlugin": "kubenet", "podCidr": "10.244.0.0/16"},
            "agentPoolProfiles": [{"name": "nodepool1", "count": 3, "vnetSubnetID": SUBNET_ID}],
        },
    }
    table = {"type": TABLES, "name": "rt-aks", "properties": {"routes": [_nested(each) for each in ROUTES]}}
    body = {"addressPrefix": "192.168.1.0/24", "routeTable": {"id": f"[resourceId('{TABLES}', 'rt-aks')]"}}
    network = {
        "type": "Microsoft.Network/virtualNetworks",
        "name": "vnet",
        "properties": {
            "addressSpace": {"addressPrefixes": ["192.168.0.0/16"]},
            "subnets": [{"name": "snet", "id": SUBNET_ID, "properties": body}],
        },
    }
    schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    template = {"$schema": schema, "contentVersion": "1.0.0.0", "resources": [table, network, cluster]}

    patient = patient_of(diagnosed({"template.json": template, "nodes.json": az.nodes()}))

    assert patient.diagnosis.state == "works"
    assert "kubectl get nodes -o json" not in patient.diagnosis.needs


TABLES = "Microsoft.Network/routeTables"
SUBNET_ID = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet', 'snet')]"
ROUTES = az.pod_routes(az.OWN_TABLE)


def _nested(route: dict[str, Any]) -> dict[str, Any]:
    names = ("addressPrefix", "nextHopType", "nextHopIpAddress")
    return {"name": route["name"], "properties": {name: route[name] for name in names}}


def interfaces(*, off: int, **more: Any) -> list[dict[str, Any]]:
    """Return az's list of a scale set's interfaces with everything cut that `--query` may cut: no link to the machine."""
    return [
        {key: value for key, value in each.items() if key != "virtualMachine"} | more
        for each in az.vmss_nic_list(off=[off])
    ]


@pytest.mark.parametrize("more", [{}, {"virtualMachine": None}])
def test_an_interface_of_a_scale_set_is_its_machines_by_its_id(more: dict[str, Any]) -> None:
    patient = patient_of(diagnosed(az.sound(nics=interfaces(off=1, **more))))

    assert cut_off(patient) == {az.node_name(1)}
    assert not any("az vmss nic list" in each for each in patient.diagnosis.needs)


def test_of_two_nodes_with_one_block_none_is_to_be_cut_off_for_the_other() -> None:
    twin = az.kubectl_node(3, podCIDR="10.244.0.0/24", podCIDRs=["10.244.0.0/24"])
    files = az.sound(nodes=az.kubectl_list(*map(az.kubectl_node, range(3)), twin), nics=az.vmss_nic_list(4))
    patient = patient_of(diagnosed(files))
    commands = [command for cause in patient.causes for fix in cause.fixes for command in fix.commands]

    assert cut_off(patient) == {az.node_name(3)}
    assert [each.rule for each in patient.causes] == ["nodes-share-a-block"]
    assert commands == [f"kubectl delete node {az.node_name(3)}"]
