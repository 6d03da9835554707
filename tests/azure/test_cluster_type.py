"""A managed cluster as it is answered at once, in the bodies az sends; what is made of it is the controllers' business."""

import base64

import pytest
from clouds import Cloud, Json, cluster, new_cloud, subnet, vnet


@pytest.fixture
def cloud() -> Cloud:
    cloud = new_cloud()
    mine = cloud.network("virtualNetworks", "v")
    assert cloud.put(mine, vnet(("a", "192.168.1.0/24"), space="192.168.0.0/16")).status == 201
    return cloud


def _as_az_sends_it(cloud: Cloud) -> Json:
    pool = {
        "name": "nodepool1", "orchestratorVersion": "", "vmSize": "", "osType": "Linux", "count": 3, "mode": "System",
        "vnetSubnetID": f"{cloud.network('virtualNetworks', 'v')}/subnets/a", "type": "VirtualMachineScaleSets",
        "enableNodePublicIP": False, "enableAutoScaling": False, "scaleSetPriority": "Regular", "nodeTaints": [],
        "upgradeSettings": {}, "enableEncryptionAtHost": False, "enableUltraSSD": False, "enableFIPS": False,
    }  # fmt: skip
    profile = {
        "networkPlugin": "kubenet", "podCidr": "10.244.0.0/16", "serviceCidr": "10.0.0.0/16", "dnsServiceIP": "10.0.0.10",
        "loadBalancerSku": "standard", "outboundType": "loadBalancer",
    }  # fmt: skip
    properties = {
        "agentPoolProfiles": [pool], "kubernetesVersion": "", "dnsPrefix": "c-rg-222222", "disableLocalAccounts": False,
        "enableRBAC": True, "networkProfile": profile, "addonProfiles": {}, "storageProfile": {},
        "bootstrapProfile": {"artifactSource": "Direct"},
    }  # fmt: skip
    around = {"identity": {"type": "SystemAssigned"}, "sku": {"name": "Base", "tier": "Free"}}
    return {"location": "eastus", "properties": properties, **around}


def test_the_body_az_sends_is_answered_with_all_that_az_reads_next(cloud: Cloud) -> None:
    made = cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    assert made.status == 201
    shown = cloud.get(cloud.cluster("c")).json
    assert shown == made.json
    assert shown["identity"]["principalId"]
    assert shown["identity"]["tenantId"] == cloud.file.tenant_id
    properties = shown["properties"]
    assert properties["nodeResourceGroup"] == "MC_rg_c_eastus"
    assert properties["fqdn"].startswith("c-rg-222222-")
    assert properties["kubernetesVersion"] == properties["currentKubernetesVersion"] != ""
    pool = properties["agentPoolProfiles"][0]
    assert pool["vmSize"]
    assert (pool["count"], pool["maxPods"], pool["orchestratorVersion"]) == (3, 110, properties["kubernetesVersion"])
    assert properties["storageProfile"] == {}
    assert "akslab" not in shown


def test_without_a_network_profile_the_plugin_is_cni_overlay(cloud: Cloud) -> None:
    body = cluster()
    del body["properties"]["networkProfile"]
    profile = cloud.put(cloud.cluster("c"), body).json["properties"]["networkProfile"]
    assert (profile["networkPlugin"], profile["networkPluginMode"]) == ("azure", "overlay")
    assert (profile["podCidr"], profile["serviceCidr"], profile["dnsServiceIP"]) == (
        "10.244.0.0/16",
        "10.0.0.0/16",
        "10.0.0.10",
    )


def test_a_cluster_read_and_put_back_with_another_count_is_a_scaling(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    cloud.settle()
    shown = cloud.get(cloud.cluster("c")).json
    shown["properties"]["agentPoolProfiles"][0]["count"] = 5
    again = cloud.put(cloud.cluster("c"), shown)
    assert again.status == 200
    assert again.json["identity"] == shown["identity"]
    assert again.json["properties"]["provisioningState"] == "Updating"
    cloud.settle()
    assert cloud.get(cloud.cluster("c")).json["properties"]["agentPoolProfiles"][0]["count"] == 5


def test_pools_are_listed_put_and_read_below_their_cluster(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    cloud.settle()
    pools = f"{cloud.cluster('c')}/agentPools"
    shown = cloud.get(f"{pools}/NODEPOOL1").json
    assert shown["id"] == f"{pools}/nodepool1"
    assert shown["type"] == "Microsoft.ContainerService/managedClusters/agentPools"
    assert "name" not in shown["properties"]
    assert cloud.get(pools).json["value"] == [shown]
    wanted = {"count": 2, "mode": "User", "Name": "evil", "vnetSubnetID": shown["properties"]["vnetSubnetID"]}
    cloud.put(f"{pools}/np2", {"properties": wanted})
    assert cloud.get(pools).names == ["nodepool1", "np2"]


def test_nothing_else_is_begun_while_a_cluster_is_on_its_way(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    before = cloud.revision
    assert (cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud)).status, cloud.revision) == (409, before)


def test_a_user_assigned_identity_needs_the_right_to_assign_it(cloud: Cloud) -> None:
    identity = f"{cloud.group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/Me"
    cloud.put(identity, {"location": "eastus"})
    body = _as_az_sends_it(cloud) | {
        "identity": {"type": "UserAssigned", "userAssignedIdentities": {identity.lower(): {}}}
    }
    role = cloud.custom_role("clusters", ["Microsoft.ContainerService/*", "Microsoft.Network/*"])
    refused = cloud.granted(role, cloud.group).put(cloud.cluster("c"), body)
    assert refused.code == "LinkedAuthorizationFailed"
    assert "'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'" in refused.message
    known = cloud.put(cloud.cluster("c"), body).json["identity"]["userAssignedIdentities"]
    principal = cloud.get(identity).json["properties"]
    assert known == {identity.lower(): {key: principal[key] for key in ("clientId", "principalId")}}


def test_a_pool_needs_the_right_to_join_its_subnet(cloud: Cloud) -> None:
    them = cloud.granted(cloud.custom_role("clusters", ["Microsoft.ContainerService/*"]), cloud.group)
    refused = them.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    assert refused.code == "LinkedAuthorizationFailed"
    assert "'Microsoft.Network/virtualNetworks/subnets/join/action'" in refused.message


def test_credentials_are_a_kubeconfig_for_those_with_the_right(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), cluster())
    path = f"{cloud.cluster('c')}/listClusterUserCredential"
    [config] = cloud.post(path).json["kubeconfigs"]
    assert config["name"] == "clusterUser"
    assert b"current-context: c" in base64.b64decode(config["value"])
    refused = cloud.granted("Reader", cloud.subscription).post(path)
    assert "'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action'" in refused.message
    assert cloud.get(path).status == 405


def test_upgrades_are_offered_and_versions_listed(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), cluster(kubernetesVersion="1.33"))
    profile = cloud.get(f"{cloud.cluster('c')}/upgradeProfiles/default").json
    offered = [one["kubernetesVersion"] for one in profile["properties"]["controlPlaneProfile"]["upgrades"]]
    assert offered
    assert all(version > "1.33" for version in offered)
    assert cloud.get(f"{cloud.cluster('c')}/upgradeProfiles/other").status == 404
    listed = cloud.get(
        f"{cloud.subscription}/providers/Microsoft.ContainerService/locations/eastus/kubernetesVersions"
    ).json
    assert sum(version["isDefault"] for version in listed["values"]) == 1


def test_the_machines_of_a_pool_are_read_but_not_made_by_hand(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    cloud.settle()
    sets = f"{cloud.subscription}/resourceGroups/MC_rg_c_eastus/providers/Microsoft.Compute/virtualMachineScaleSets"
    [scale_set] = cloud.get(sets).json["value"]
    machines = cloud.get(f"{scale_set['id']}/virtualMachines").json["value"]
    assert [machine["instanceId"] for machine in machines] == ["0", "1", "2"]
    assert cloud.get(f"{scale_set['id']}/virtualMachines/1").json == machines[1]
    assert len(cloud.get(f"{scale_set['id']}/networkInterfaces").json["value"]) == 3
    assert cloud.get(f"{scale_set['id']}/virtualMachines/9").status == 404
    assert cloud.get(f"{scale_set['id']}/virtualMachines/1/nope").status == 404
    assert cloud.put(scale_set["id"], {**scale_set, "sku": {"capacity": 9}}).code == "NotServedByAkslab"
    assert cloud.delete(scale_set["id"]).code == "NotServedByAkslab"
    assert cloud.patch(scale_set["id"], {"tags": {"a": "b"}}).status == 200


def test_the_subnet_of_a_cluster_cannot_go_under_it(cloud: Cloud) -> None:
    cloud.put(cloud.cluster("c"), _as_az_sends_it(cloud))
    cloud.settle()
    path = f"{cloud.network('virtualNetworks', 'v')}/subnets/a"
    assert cloud.delete(path).code == "InUseSubnetCannotBeDeleted"
    assert cloud.put(path, subnet("192.168.1.0/24")).status == 200
