"""`az aks …`: a cluster and its pools as the commands leave them, and what the rules say of it."""

from typing import Any

import pytest

from akslab.checking.judgement import judge
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.worlds import within, worlds
from akslab.importers.files import GivenFiles
from akslab.importers.options import Options
from akslab.importers.scripts.reading import deployments_of_script
from akslab.rules.catalogue import judgements
from akslab.rules.resources import ApiServer, ManagedCluster
from akslab.rules.rule import Finding

from .reading import NETWORK, body, findings, invocation, only, read, rules, written

CREATE = "az aks create -g myResourceGroup -n c --network-plugin kubenet --vnet-subnet-id $SUBNET_ID"


def cluster(script: str) -> ManagedCluster:
    (found,) = view_of_deployment(read(script)).managed_clusters.values()
    return found


def test_a_new_cluster_has_azs_defaults() -> None:
    (pool,) = cluster("az aks create -g g -n c").pools
    assert (pool.name, pool.count, pool.mode, pool.type) == ("nodepool1", 3, "System", "VirtualMachineScaleSets")
    assert cluster("az aks create -g g -n c").identity_type == "SystemAssigned"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("-c 5 -m 50 -k 1.31", {"count": 5, "max_pods": 50, "version": "1.31"}),
        ("--enable-cluster-autoscaler --min-count 1 --max-count 9", {"enable_auto_scaling": True, "max_count": 9}),
        ("--vm-set-type AvailabilitySet", {"type": "AvailabilitySet"}),
        ("--nodepool-name system", {"name": "system"}),
        ("--enable-node-public-ip", {"enable_node_public_ip": True}),
    ],
)
def test_options_of_the_pool(options: str, expected: dict[str, Any]) -> None:
    (pool,) = cluster(f"az aks create -g g -n c {options}").pools
    assert {key: getattr(pool, key) for key in expected} == expected


def test_options_of_the_network() -> None:
    network = cluster(
        "az aks create -g g -n c --network-plugin azure --network-plugin-mode overlay --network-policy calico "
        "--pod-cidr 10.1.0.0/16 --service-cidr 10.2.0.0/16 --dns-service-ip 10.2.0.10 --outbound-type none "
        "--load-balancer-sku basic --network-dataplane cilium"
    ).network
    assert (network.plugin, network.plugin_mode, network.policy, network.dataplane) == (
        "azure",
        "overlay",
        "calico",
        "cilium",
    )
    assert (network.pod_cidrs, network.service_cidrs) == (("10.1.0.0/16",), ("10.2.0.0/16",))
    assert (network.dns_service_ip, network.outbound_type, network.load_balancer_sku) == ("10.2.0.10", "none", "basic")


def test_add_ons_have_the_names_of_the_document() -> None:
    script = "az aks create -g g -n c -a monitoring,virtual-node\naz aks enable-addons -g g -n c -a ingress-appgw"
    assert set(cluster(script).addons) == {"omsagent", "aciconnectorlinux", "ingressapplicationgateway"}


def test_pools_are_added_and_changed() -> None:
    script = """
az aks create -g g -n c -c 2
az aks nodepool add -g g --cluster-name c -n users -c 4 --max-pods 50
az aks nodepool update -g g --cluster-name c -n users --max-surge 33%
az aks nodepool scale -g g --cluster-name c -n users -c 6
az aks scale -g g -n c -c 3
az aks update -g g -n c --outbound-type none
az aks upgrade -g g -n c -k 1.32
"""
    found = cluster(script)
    first, users = found.pools
    assert (first.count, users.count, users.max_pods, users.max_surge, users.mode) == (3, 6, 50, "33%", "User")
    assert (found.network.outbound_type, found.kubernetes_version) == ("none", "1.32")


BROKEN = {
    "service-cidr-overlaps-subnet": "--service-cidr 192.168.1.0/24 --dns-service-ip 192.168.1.10",
    "dns-service-ip-outside": "--dns-service-ip 10.9.0.10",
    "pod-cidr-overlaps-service-cidr": "--pod-cidr 10.0.0.0/16",
    "azure-policy-on-kubenet": "--network-policy azure",
    "kubenet-node-limit": "-c 300 --enable-cluster-autoscaler --min-count 300 --max-count 500",
    "user-routing-without-table": "--outbound-type userDefinedRouting",
}


@pytest.mark.parametrize(("rule", "options"), BROKEN.items(), ids=BROKEN)
def test_what_azure_refuses_is_found(rule: str, options: str) -> None:
    assert rule in rules(read(f"{NETWORK}{CREATE} {options}"), "rejected", "breaks")


def test_two_clusters_in_one_subnet_are_found() -> None:
    script = NETWORK + CREATE + "\n" + CREATE.replace("-n c", "-n d")
    assert "subnet-shared-by-clusters" in rules(read(script), "breaks")


REFUSED = {
    "az-policy-without-plugin": "--network-policy calico",
    "az-pod-cidr-without-overlay": "--network-plugin azure --pod-cidr 10.1.0.0/16",
    "az-user-routing-without-subnet": "--outbound-type userDefinedRouting",
    "az-outbound-type-with-basic-load-balancer": "--load-balancer-sku basic --outbound-type loadBalancer",
    "az-outbound-type-with-load-balancer-addresses": "--outbound-type none --load-balancer-outbound-ips a",
    "az-not-a-resource-id": "--vnet-subnet-id nodes",
    "az-pool-name": "--nodepool-name much-too-long-a-name",
    "az-node-counts": "--enable-cluster-autoscaler --min-count 1 --max-count 1001",
    "az-load-balancer-ports": "--load-balancer-outbound-ports 7",
    "az-load-balancer-idle-timeout": "--load-balancer-idle-timeout 200",
}


@pytest.mark.parametrize(("rule", "options"), REFUSED.items(), ids=REFUSED)
def test_what_az_itself_refuses_is_found_at_its_option(rule: str, options: str) -> None:
    script = f"az aks create -g g -n c {options}"
    deployment = read(script)
    (finding,) = [each for each in findings(deployment) if each.rule == rule]
    node = invocation(deployment, "aks create").options[finding.place]
    assert written(script, node) in options.split()
    assert finding.resource_id == "deploy.sh:1"


def test_a_wrong_surge_is_found() -> None:
    assert "az-max-surge" in rules(read("az aks nodepool add -g g --cluster-name c -n n --max-surge third"), "rejected")


def test_ranges_without_a_plugin_are_a_risk() -> None:
    assert "az-ranges-without-plugin" in rules(read("az aks create -g g -n c --pod-cidr 10.1.0.0/16"), "risk")


@pytest.mark.parametrize("options", ["$MORE", '"${MORE[@]}"'])
def test_nothing_is_said_to_be_absent_where_a_variable_may_hold_it(options: str) -> None:
    deployment = read(f"az aks create -g g -n c --outbound-type userDefinedRouting --network-policy calico {options}")
    assert rules(deployment) == set()


def test_an_unknown_range_is_unknown_and_not_the_default() -> None:
    deployment = read(f"{NETWORK}{CREATE} --service-cidr $SERVICES")
    assert rules(deployment, "rejected") == set()
    assert cluster(f"{NETWORK}{CREATE} --service-cidr $SERVICES").network.service_cidrs != ("10.0.0.0/16",)


def test_an_empty_value_is_not_given() -> None:
    assert cluster("az aks create -g g -n c --network-plugin kubenet --pod-cidr ''").network.pod_cidrs == (
        "10.244.0.0/16",
    )


def test_a_secret_is_never_kept() -> None:
    script = (
        "az aks create -g g -n c --service-principal a --client-secret hunter2 --windows-admin-password hunter2 || true"
    )
    deployment = read(script)
    assert "hunter2" not in repr(deployment)
    assert invocation(deployment, "aks create").options["--client-secret"].is_secret


def test_a_secret_in_a_condition_is_never_kept() -> None:
    script = "if az keyvault secret show --client-secret hunter2; then az group create -n g -l e; fi"
    assert "hunter2" not in repr(read(script))


def test_a_second_run_is_judged_only_when_it_is_asked_for() -> None:
    files = GivenFiles({"a.sh": NETWORK + CREATE})
    (once,) = deployments_of_script(files, "a.sh")
    (twice,) = deployments_of_script(files, "a.sh", Options(), is_run_again=True)
    assert view_of_deployment(once).losses == ()
    (loss,) = view_of_deployment(twice).losses
    assert (loss.what, loss.address) == ("association", "a.sh:2")


def test_a_cluster_in_another_scripts_subnet_is_judged_as_far_as_it_is_seen() -> None:
    id_ = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/n"
    deployment = read(f"az aks create -g g -n c --network-plugin kubenet --vnet-subnet-id {id_} --pod-cidr 10.0.0.0/16")
    assert rules(deployment, "rejected") == {"pod-cidr-overlaps-service-cidr"}
    assert body(only(deployment, "managedClusters"))["properties"]["agentPoolProfiles"][0]["vnetSubnetID"] == id_


def test_what_az_refuses_in_a_branch_is_refused_only_where_the_branch_is_taken() -> None:
    script = "if [ -f x ]; then az aks create -g g -n c --network-policy calico; else az aks create -g g -n c; fi"
    deployment = read(script)
    views = [
        view_of_deployment(deployment, within(each, deployment.resources)) for each in worlds(deployment.resources)
    ]
    found = [{each.rule for each in judgements(view) if isinstance(each, Finding)} for view in views]
    assert sorted("az-policy-without-plugin" in each for each in found) == [False, True]


def test_the_bridge_of_an_old_script_and_the_gateway_of_the_ingress_addon_are_read() -> None:
    gateway = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/applicationGateways/a"
    options = f"--docker-bridge-address 172.17.0.1/16 --enable-addons ingress-appgw --appgw-id {gateway}"
    properties = body(only(read(f"{NETWORK}{CREATE} {options}"), "managedClusters"))["properties"]
    assert properties["networkProfile"]["dockerBridgeCidr"] == "172.17.0.1/16"
    assert properties["addonProfiles"]["ingressApplicationGateway"]["config"] == {"applicationGatewayId": gateway}


def test_a_page_that_makes_one_cluster_several_times_shows_ways_and_is_certain_of_none() -> None:
    script = f"{NETWORK}{CREATE} --pod-cidr 10.244.0.0/16\n{CREATE} --pod-cidr 192.168.0.0/16\n"
    (deployment,) = deployments_of_script(GivenFiles({"page.md": f"```bash\n{script}```\n"}), "page.md")
    found = {each.finding.rule: each.condition for each in judge(deployment).judged}
    assert found["pod-cidr-overlaps-network"] == "one of the ways the page shows"
    assert "pod-cidr-overlaps-network" in rules(read(script), "rejected")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("--enable-private-cluster", ApiServer(is_private=True)),
        ("", ApiServer()),
        (
            "--enable-apiserver-vnet-integration --apiserver-subnet-id /subscriptions/s/subnets/api",
            ApiServer(is_in_network=True, subnet_id="/subscriptions/s/subnets/api"),
        ),
    ],
)
def test_where_the_api_server_is_reached(options: str, expected: ApiServer) -> None:
    assert cluster(f"az aks create -g g -n c {options}").api_server == expected


def test_an_update_changes_where_the_api_server_is_reached() -> None:
    private = "az aks create -g g -n c --enable-private-cluster\n"

    assert cluster(private + "az aks update -g g -n c --max-count 3").api_server.is_private is True
    assert cluster(private + "az aks update -g g -n c --disable-private-cluster").api_server.is_private is False
    assert cluster("az aks create -g g -n c\naz aks update -g g -n c --enable-private-cluster").api_server.is_private


def test_a_proxy_is_seen_though_its_file_is_not() -> None:
    assert cluster("az aks create -g g -n c --http-proxy-config proxy.json").has_http_proxy is True
    assert cluster("az aks create -g g -n c").has_http_proxy is False
