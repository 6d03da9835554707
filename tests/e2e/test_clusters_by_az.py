"""`az aks`, every variant of the article and every command around it, as the real Azure CLI prints it."""

import base64
from pathlib import Path

import pytest

from .labs import CLUSTERS, NETWORK, Cluster, Lab, Scene, eventually, routes

pytestmark = [pytest.mark.az, pytest.mark.kernel]
KUBENET = ("--network-plugin", "kubenet", "--no-ssh-key")


def _create(scene: Scene, name: str, *arguments: str) -> Cluster:
    """Run `az aks create`; it must succeed."""
    full = f"{scene.name}{name}"
    made = scene.lab.az("aks", "create", "-g", scene.name, "-n", full, *arguments)
    assert made["provisioningState"] == "Succeeded"
    return Cluster(scene.lab, scene.id(CLUSTERS, full))


def _names_in(lab: Lab, cluster: Cluster) -> dict[str, list[str]]:
    """Type -> names of what lies in a cluster's node resource group."""
    found: dict[str, list[str]] = {}
    for resource in lab.get(f"{cluster.node_group}/resources")["value"]:
        found.setdefault(resource["type"].partition("/")[2], []).append(resource["name"])
    return found


def test_user_assigned_identity_with_three_nodes(scene: Scene) -> None:
    lab, subnet = scene.lab, scene.subnet()
    made = lab.az("identity", "create", "--name", "myIdentity", "--resource-group", scene.name)
    assert made["id"].startswith(f"{lab.subscription}/resourcegroups/")
    assert {"clientId", "principalId", "tenantId", "type", "location"} <= made.keys()
    network = subnet.rpartition("/subnets/")[0]
    of = ("--scope", network, "--role", "Network Contributor")
    granted = lab.az("role", "assignment", "create", "--assignee", made["principalId"], *of)
    assert granted["principalId"] == made["principalId"]
    identity = ("--vnet-subnet-id", subnet, "--assign-identity", made["id"])
    cluster = _create(scene, "c", "--node-count", "3", *KUBENET, *identity)
    assert [(a, b) for a, b in cluster.nodes().values()] == [
        ("192.168.1.4", "10.244.0.0/24"),
        ("192.168.1.5", "10.244.1.0/24"),
        ("192.168.1.6", "10.244.2.0/24"),
    ]
    pods = cluster.pod_on_each_node()
    assert [lab.probe(sender, to) for sender, _ in pods for _, to in pods] == [
        ("answered", address) for _, address in pods for _ in pods
    ]


def test_the_names_aks_gives_and_the_group_it_gives_them_in(scene: Scene) -> None:
    lab, subnet = scene.lab, scene.subnet()
    cluster = _create(scene, "c", *KUBENET, "--vnet-subnet-id", subnet, "--node-count", "1")
    assert cluster.node_group.endswith(f"/MC_{scene.name}_{cluster.name}_eastus")
    names = _names_in(lab, cluster)
    (table,), (group,), (scale_set,) = (
        names["routeTables"],
        names["networkSecurityGroups"],
        names["virtualMachineScaleSets"],
    )
    suffix = table.removeprefix("aks-agentpool-").removesuffix("-routetable")
    assert suffix.isdigit()
    assert group == f"aks-agentpool-{suffix}-nsg"
    assert scale_set.startswith("aks-nodepool1-")
    assert suffix not in scale_set, "the scale set has digits of its own (K3)"
    assert names["userAssignedIdentities"] == [f"{cluster.name}-agentpool"]
    (node,) = cluster.nodes()
    assert node == f"{scale_set}000000"
    nic = lab.az("network", "nic", "show", "--ids", cluster.nic(node))
    assert nic["enableIPForwarding"] is True
    assert nic["networkSecurityGroup"]["id"].endswith(group), "own subnet: the NSG sits on the interface (R45)"
    assert "networkSecurityGroup" not in lab.get(subnet)["properties"]
    shown = lab.az("vmss", "list-instances", "-g", cluster.node_group.rpartition("/")[2], "-n", scale_set)
    assert [machine["instanceId"] for machine in shown] == ["0"]


def test_without_a_subnet_aks_makes_the_network_and_its_nsg_sits_on_the_subnet(scene: Scene) -> None:
    cluster = _create(scene, "c", *KUBENET, "--node-count", "2")
    names = _names_in(scene.lab, cluster)
    (network,) = names["virtualNetworks"]
    found = scene.lab.get(f"{cluster.node_group}/providers/{NETWORK}/virtualNetworks/{network}")["properties"]
    (subnet,) = found["subnets"]
    assert found["addressSpace"]["addressPrefixes"] == ["10.224.0.0/12"]
    assert (subnet["name"], subnet["properties"]["addressPrefix"]) == ("aks-subnet", "10.224.0.0/16")
    assert subnet["properties"]["networkSecurityGroup"]["id"].endswith(names["networkSecurityGroups"][0])
    assert subnet["properties"]["routeTable"]["id"].endswith(names["routeTables"][0])
    assert "networkSecurityGroup" not in scene.lab.get(cluster.nic(next(iter(cluster.nodes()))))["properties"]
    (sender, _), (_, receiver) = cluster.pod_on_each_node()
    assert scene.lab.probe(sender, receiver) == ("answered", "10.244.0.2")


def test_the_articles_own_table_is_used_in_place_and_cleaned_up_after(scene: Scene) -> None:
    lab = scene.lab
    other = Scene(lab)
    table = other.table(("default", "0.0.0.0/0", "192.168.1.250"), ("inside", "10.244.9.0/24", "192.168.1.250"))
    subnet = scene.subnet(table=table)
    identity, principal = scene.identity()
    scene.grant(principal, subnet.rpartition("/subnets/")[0])
    third = ("--vnet-subnet-id", subnet, "--enable-managed-identity", "--assign-identity", identity, "--no-ssh-key")
    refused = lab.az_refused("aks", "create", "-g", scene.name, "-n", "late", *third, "--network-plugin", "kubenet")
    assert (
        "(CustomRouteTableMissingPermission) Managed identity or service principle must be given permission" in refused
    )
    assert table in refused
    scene.grant(principal, table)
    cluster = _create(scene, "c", *third, "--network-plugin", "kubenet", "--node-count", "2")
    assert cluster.table() == table
    assert "routeTables" not in _names_in(lab, cluster), "no second table (K7)"
    assert routes(lab, table) == {
        "0.0.0.0/0": "192.168.1.250",
        "10.244.0.0/24": "192.168.1.4",
        "10.244.1.0/24": "192.168.1.5",
    }
    lab.az("aks", "scale", "-g", scene.name, "-n", cluster.name, "--node-count", "1")
    assert set(routes(lab, table)) == {"0.0.0.0/0", "10.244.0.0/24"}
    group = cluster.node_group.rpartition("/")[2]
    assert lab.az_run("aks", "delete", "-g", scene.name, "-n", cluster.name, "--yes").returncode == 0
    assert set(routes(lab, table)) == {"0.0.0.0/0"}
    assert lab.get(subnet)["properties"]["routeTable"]["id"] == table
    assert lab.az("group", "exists", "-n", group) is False


def test_the_articles_last_command_names_no_plugin_and_gets_todays_default(scene: Scene) -> None:
    subnet = scene.subnet()
    identity, principal = scene.identity()
    scene.grant(principal, subnet)
    last = ("--vnet-subnet-id", subnet, "--enable-managed-identity", "--assign-identity", identity)
    cluster = _create(scene, "c", *last, "--no-ssh-key")
    profile = scene.lab.get(cluster.id)["properties"]["networkProfile"]
    assert (profile["networkPlugin"], profile["networkPluginMode"]) == ("azure", "overlay")
    assert "routeTable" not in scene.lab.get(subnet)["properties"]
    assert [block for _, block in cluster.nodes().values()] == ["", "", ""]
    refused = scene.lab.akslab("pod", "run", "nope", "--cluster", cluster.name)
    assert refused.returncode == 2
    assert "kubenet clusters only" in refused.stderr


def test_everything_around_a_cluster(scene: Scene, tmp_path: Path) -> None:
    lab, subnet = scene.lab, scene.subnet()
    cluster = _create(
        scene, "c", *KUBENET, "--vnet-subnet-id", subnet, "--node-count", "1", "--kubernetes-version", "1.33.2"
    )
    of, pool_of = f"-g {scene.name} -n {cluster.name}", f"-g {scene.name} --cluster-name {cluster.name}"
    shown, listed, upgrades, versions, pools, everybody = lab.az_together(
        f"aks show {of}",
        f"aks list -g {scene.name}",
        f"aks get-upgrades {of}",
        "aks get-versions -l eastus",
        f"aks nodepool list {pool_of}",
        "aks list",
    )
    assert shown["nodeResourceGroup"] == f"MC_{scene.name}_{cluster.name}_eastus"
    assert shown["networkProfile"]["podCidr"] == "10.244.0.0/16"
    assert shown["networkProfile"]["dnsServiceIp"] == "10.0.0.10"
    assert shown["identityProfile"]["kubeletidentity"]["resourceId"].endswith(f"{cluster.name}-agentpool")
    assert [one["id"] for one in listed] == [cluster.id]
    assert cluster.id in [one["id"] for one in everybody]
    offered = [upgrade["kubernetesVersion"] for upgrade in upgrades["controlPlaneProfile"]["upgrades"]]
    assert "1.34.1" in offered
    assert "1.33" in [one["version"] for one in versions["values"]]
    assert [(pool["name"], pool["count"], pool["maxPods"]) for pool in pools] == [("nodepool1", 1, 110)]

    lab.az("aks", "upgrade", *of.split(), "--kubernetes-version", "1.34.1", "--yes")
    assert {node["status"]["nodeInfo"]["kubeletVersion"] for node in lab.kubernetes("nodes", cluster.name)} == {
        "v1.34.1"
    }
    lab.az("aks", "scale", *of.split(), "--node-count", "3")
    assert len(cluster.nodes()) == len(routes(lab, cluster.table())) == 3
    lab.az("aks", "scale", *of.split(), "--node-count", "1")
    assert len(cluster.nodes()) == len(routes(lab, cluster.table())) == 1

    more = (*pool_of.split(), "-n", "more")
    added = lab.az(
        "aks", "nodepool", "add", *more, "--vnet-subnet-id", subnet, "--node-count", "1", "--max-pods", "250"
    )
    assert (added["maxPods"], added["provisioningState"]) == (250, "Succeeded")
    assert [b for _, b in cluster.nodes().values()] == ["10.244.3.0/24", "10.244.0.0/24"], (
        "the next, not the released (N13)"
    )
    lab.az("aks", "nodepool", "scale", *more, "--node-count", "2")
    assert len(cluster.nodes()) == len(routes(lab, cluster.table())) == 3
    assert lab.az_run("aks", "nodepool", "delete", *more).returncode == 0
    assert len(cluster.nodes()) == len(routes(lab, cluster.table())) == 1

    kubeconfig = tmp_path / "kubeconfig"
    assert lab.az_run("aks", "get-credentials", *of.split(), "-f", str(kubeconfig)).returncode == 0
    assert f"name: {cluster.name}" in kubeconfig.read_text()
    answer = lab.rest("POST", f"{cluster.id}/listClusterAdminCredential")
    assert b"clusterAdmin" in base64.b64decode(answer["kubeconfigs"][0]["value"])

    group = cluster.node_group
    assert lab.az_run("aks", "delete", *of.split(), "--yes").returncode == 0
    assert lab.az_run("aks", "show", *of.split()).returncode == 3
    assert "routeTable" not in lab.get(subnet)["properties"]
    assert lab.az("group", "exists", "-n", group.rpartition("/")[2]) is False
    assert lab.az_run("aks", "delete", *of.split(), "--yes").returncode == 0, "gone is gone"


def test_max_pods_from_ten_to_two_hundred_and_fifty(scene: Scene) -> None:
    lab, subnet = scene.lab, scene.subnet()
    create = ("aks", "create", "-g", scene.name, "-n", "c", *KUBENET, "--vnet-subnet-id", subnet)
    few = lab.az_refused(*create, "--max-pods", "9")
    assert "(InsufficientMaxPods) The AgentPoolProfile 'nodepool1' has an invalid maxPods, the maxPods(9)" in few
    assert "larger than 10" in few
    many = lab.az_refused(*create, "--max-pods", "251")
    assert "MaxPodsLimitExceeded" in many
    cluster = _create(scene, "c", *KUBENET, "--vnet-subnet-id", subnet, "--max-pods", "10", "--node-count", "3")
    lab.ask("pod-run", name="p", count=30, cluster=cluster.name)
    refused = lab.akslab("pod", "run", "late", "--cluster", cluster.name, "--node", next(iter(cluster.nodes())))
    assert refused.returncode == 1
    assert "OutOfpods" in refused.stderr


def test_ranges_and_plugin_can_not_be_changed_afterwards(scene: Scene) -> None:
    cluster = scene.cluster("c", scene.subnet(), count=1)
    lab = scene.lab
    for key, value in (("podCidr", "10.100.0.0/16"), ("serviceCidr", "10.101.0.0/16"), ("networkPlugin", "azure")):
        document = lab.get(cluster.id)
        document["properties"]["networkProfile"] |= {key: value}
        with pytest.raises(Exception, match=r"400 \(|409 \("):
            lab.rest("PUT", cluster.id, document)
    assert cluster.state == "Succeeded"
    assert eventually(lambda: cluster.network_of(next(iter(cluster.nodes()))) == "RouteCreated") < 1


def test_refusals_are_in_azures_words(scene: Scene) -> None:
    subnet = scene.subnet(space="10.0.0.0/16", prefix="10.0.1.0/24")
    create = ("aks", "create", "-g", scene.name, "-n", "c", *KUBENET, "--vnet-subnet-id", subnet)
    service = scene.lab.az_refused(*create)
    assert (
        "(ServiceCidrOverlapExistingSubnetsCidr) The specified service CIDR 10.0.0.0/16 is conflicted with an existing"
        in service
    )
    assert "Target: networkProfile.serviceCIDR" in service
    elsewhere = ("--service-cidr", "10.1.0.0/16", "--dns-service-ip", "10.2.0.10")
    dns = scene.lab.az_refused(*create, *elsewhere)
    assert "(DnsServiceIpOutOfServiceCidr) The DNS service IP 10.2.0.10 is out of the range" in dns
    reserved = ("--service-cidr", "10.1.0.0/16", "--dns-service-ip", "10.1.0.10", "--pod-cidr", "172.16.0.0/12")
    assert "akslab" in scene.lab.az_refused(*create, *reserved), "Azure's text is unknown (E27): ours, and it says so"
