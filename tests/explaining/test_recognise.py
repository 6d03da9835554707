"""Errors are found in whatever they were pasted with: the innermost first, with what they name."""

import json

import pytest

from akslab.explaining.catalogue import ENTRIES
from akslab.explaining.recognise import Recognised, recognise, recognition

from . import pastes


def ids(found: tuple[Recognised, ...]) -> list[str]:
    return [each.entry.id for each in found]


@pytest.mark.parametrize(
    "text", [pastes.DEPLOYMENT, pastes.THRICE, pastes.AZ, pastes.DEPLOYMENT[20:], pastes.THRICE[:-60]]
)
def test_the_reason_is_first_and_names_the_table_however_it_is_wrapped(text: str) -> None:
    first, *rest = recognise(text)
    assert first.name == "CustomRouteTableMissingPermission"
    assert first.values["table"] == pastes.TABLE
    assert {each.entry.rank for each in rest} <= {"wrapper"}


def test_inner_errors_are_walked_to_the_innermost() -> None:
    found = recognition(pastes.INNER_ERRORS)
    assert [each.name for each in found.found] == ["SubnetIsDelegated", "InvalidTemplateDeployment"]
    assert [each.depth for each in found.found] == [2, 0]
    assert found.found[0].values["subnet"] == pastes.SUBNET
    assert found.unknown == ("ResourceProviderFailure",)


def test_of_several_details_each_is_found_with_its_own_values() -> None:
    details = [
        {"code": "SubnetIsFull", "message": f"Subnet {pastes.SUBNET} with address prefix 10.1.0.0/24 does not have "
         "enough capacity for 3 IP addresses."},
        {"code": "RouteTableMissingDefaultRouteError", "message": f"Default route 0.0.0.0/0 missing from route table "
         f"{pastes.TABLE}"},
    ]  # fmt: skip
    text = json.dumps({"error": {"code": "DeploymentFailed", "details": details}})
    full, missing, wrapper = recognise(text)
    assert (full.entry.id, full.values["subnet_cidr"], full.values["needed"]) == ("subnet-full", "10.1.0.0/24", "3")
    assert (missing.entry.id, missing.values["table"]) == ("udr-without-default-route", pastes.TABLE)
    assert wrapper.entry.rank == "wrapper"


def test_a_terraform_error_in_its_box_is_read_across_its_lines() -> None:
    [found] = recognise(pastes.TERRAFORM)
    assert found.name == "ServiceCidrOverlapExistingSubnetsCidr"
    assert found.values["service_cidr"] == "10.0.0.0/16"
    assert found.values["subnet_cidr"] == "10.0.1.0/24"
    assert (found.values["cluster"], found.values["group"]) == ("shop", "shop-rg")


def test_a_plan_is_read_for_what_it_would_take_away() -> None:
    found = recognise(pastes.PLAN)
    assert ids(found) == ["plan-detaches-table", "plan-removes-routes", "forces-replacement"]
    assert found[0].values["table"] == pastes.MANAGED_TABLE
    assert found[0].values["subnet"] == pastes.SUBNET
    assert "table" not in found[2].values


def test_the_code_inside_a_kubernetes_event_comes_before_the_event() -> None:
    found = recognise(pastes.SERVICE)
    assert ids(found) == ["authorization", "load-balancer-not-synced"]
    assert found[0].values == {
        "client": pastes.CLIENT,
        "principal": pastes.PRINCIPAL,
        "action": "Microsoft.Network/virtualNetworks/subnets/read",
        "scope": pastes.SUBNET,
    }


def test_a_linked_scope_is_found_whatever_stands_around_it() -> None:
    [found] = recognise(pastes.LINKED)
    assert found.entry.id == "linked-authorization"
    assert found.values["linked_action"] == "Microsoft.Network/routeTables/join/action"
    assert found.values["linked_scope"] == pastes.TABLE
    assert found.values["scope"] == pastes.SUBNET


def test_a_route_that_was_not_created_names_its_node_and_block() -> None:
    policy, route = recognise(pastes.NODE_EVENT)
    assert (policy.entry.id, route.entry.id) == ("policy-ambiguous", "route-not-created")
    assert route.values["node"] == "aks-nodepool1-41951324-vmss00006h"
    assert (route.values["cidr"], route.values["wait"]) == ("10.244.7.0/24", "29.930396623s")


def test_an_exit_status_says_more_than_the_extension_and_its_pool() -> None:
    assert ids(recognise(pastes.BOOTSTRAP)) == ["node-no-api-server", "pool-not-made", "wrapper"]
    assert ids(recognise(pastes.BOOTSTRAP.replace("51", "510")))[0] == "node-bootstrap"


def test_a_subnet_called_pod_cidr_is_the_pod_cidr() -> None:
    [pods] = recognise(pastes.OVERLAY_SIZE)
    [subnet] = recognise(pastes.SUBNET_SIZE)
    assert (pods.entry.id, pods.values["pod_cidr"]) == ("overlay-pod-cidr-too-small", "10.240.100.0/22")
    assert (subnet.entry.id, subnet.values["subnet_cidr"]) == ("subnet-too-small", "10.1.0.0/22")
    assert (subnet.values["needed"], subnet.values["available"], subnet.values["subnet"]) == ("1280", "1024", "nodes")


def test_the_old_text_without_a_range_is_known_too() -> None:
    [found] = recognise("Details: Pre-allocated IPs 310 exceeds IPs available in Subnet 251")
    assert (found.name, found.values["available"]) == ("InsufficientSubnetSize", "251")


def test_a_subcode_says_more_than_its_code() -> None:
    text = '{"code":"ValidationError","message":"Cluster\'s upper limit node count is 410 which exceeds the limit for ' \
        'Kubenet 400. If Autoscaler","subcode":"KubenetNodeCountTotalExceedsLimit"}'  # fmt: skip
    first, wrapper = recognise(text)
    assert (first.entry.id, first.values["count"], wrapper.name) == ("kubenet-node-limit", "410", "ValidationError")


def test_one_table_named_anywhere_is_taken_and_two_are_not() -> None:
    text = f"PreconditionFailed when writing {pastes.TABLE}"
    assert recognise(text)[0].values == {"table": pastes.TABLE}
    assert recognise(f"{text} and {pastes.MANAGED_TABLE}")[0].values == {}


@pytest.mark.parametrize(
    "text", [pastes.SOUND_NODE, pastes.SOUND_CLUSTER, pastes.SOUND_PLAN, "", "all is well", "routes"]
)
def test_what_is_sound_is_no_error(text: str) -> None:
    assert recognition(text).found == ()
    assert recognition(text).unknown == ()


def test_a_code_nobody_knows_is_named() -> None:
    found = recognition('{"error":{"code":"DeploymentFailed","details":[{"code":"QuantumCidrFlux","message":""}]}}')
    assert [each.entry.rank for each in found.found] == ["wrapper"]
    assert found.unknown == ("QuantumCidrFlux",)
    assert recognition("ERROR: (QuantumCidrFlux) no").unknown == ("QuantumCidrFlux",)


def test_a_word_that_is_spelled_like_a_code_in_prose_is_no_code() -> None:
    assert recognise("there was a conflict, a bad request, and throttled water") == ()


@pytest.mark.parametrize("reason", ["OutboundConnFail", "K8SAPIServerConnFail", "K8SAPIServerDNSLookupFail"])
def test_an_extension_error_may_name_its_reason_last(reason: str) -> None:
    [usual] = recognise(f"{reason}VMExtensionError")

    for text in (f"VMExtensionError_{reason}", f"vmextensionerror_{reason.lower()}"):
        [found] = recognise(text)
        assert found.entry is usual.entry
        assert found.name == f"VMExtensionError_{reason}"
    assert usual.entry in [each.entry for each in recognise(f"status Failed, VMExtensionError_{reason}: see the log")]


def test_a_condition_of_a_node_is_known_by_its_name_alone() -> None:
    assert ids(recognise("NetworkUnavailable")) == ["network-unavailable"]


def test_the_reason_of_a_condition_says_more_than_the_condition() -> None:
    said = "NetworkUnavailable   True   NoRouteCreated   RouteController failed to create a route"
    assert ids(recognise(said)) == ["route-not-created"]


def test_nobody_is_told_to_make_a_cluster_that_runs_already() -> None:
    [found, *_] = recognise(pastes.SERVICE)
    assert not [fix for fix in found.entry.fixes if "aks create" in fix.az]


def test_commands_of_kubectl_do_not_stand_as_those_of_az() -> None:
    lines = [line for entry in ENTRIES for fix in entry.fixes for line in fix.az.split("\n")]
    assert not [line for line in lines if line.startswith("kubectl")]
    assert any(fix.kubectl.startswith("kubectl drain") for entry in ENTRIES for fix in entry.fixes)
