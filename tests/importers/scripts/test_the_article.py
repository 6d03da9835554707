"""The article's own script: everything it declares is there, in order, at its place, and nothing but kubenet is at fault."""

from pathlib import Path

from akslab.deployments.judging import view_of_deployment

from .reading import ENDS, body, not_judged, only, read, rules, written

SCRIPT = (Path(__file__).parents[3] / "docs" / "article.sh").read_text()


def test_the_article_declares_its_network_and_its_cluster() -> None:
    deployment = read(SCRIPT)

    network = body(only(deployment, "virtualNetworks"))
    profile = body(only(deployment, "managedClusters"))["properties"]["networkProfile"]
    assert network["location"] == "eastus"
    assert network["properties"]["addressSpace"] == {"addressPrefixes": ["192.168.0.0/16"]}
    assert network["properties"]["subnets"] == [
        {"name": "myAKSSubnet", "properties": {"addressPrefix": "192.168.1.0/24"}}
    ]
    assert profile == {
        "networkPlugin": "kubenet",
        "podCidr": "10.244.0.0/16",
        "serviceCidr": "10.0.0.0/16",
        "dnsServiceIP": "10.0.0.10",
        "loadBalancerSku": "standard",
    }


def test_the_cluster_is_in_the_subnet_that_the_network_command_made() -> None:
    deployment = read(SCRIPT)

    subnet_id = f"{only(deployment, 'virtualNetworks').id}/subnets/myAKSSubnet"
    assert body(only(deployment, "managedClusters"))["properties"]["agentPoolProfiles"][0]["vnetSubnetID"] == subnet_id


def test_az_grants_the_clusters_own_identity_its_role_after_the_cluster() -> None:
    deployment = read(SCRIPT)

    cluster, grant = only(deployment, "managedClusters"), only(deployment, "roleAssignments")
    order = view_of_deployment(deployment).order
    assert order is not None
    assert order.precedes(cluster.id, grant.id)
    assert not order.precedes(grant.id, cluster.id)


def test_the_article_is_sound_but_for_kubenets_end_and_all_of_it_is_judged() -> None:
    deployment = read(SCRIPT)

    assert rules(deployment) == ENDS
    assert not_judged(deployment) == set()
    assert (deployment.gaps, deployment.problems) == ((), ())


def test_values_point_at_their_words_in_the_script() -> None:
    deployment = read(SCRIPT)

    cluster = only(deployment, "managedClusters")
    assert written(SCRIPT, cluster.body.at("properties", "networkProfile", "podCidr")) == "10.244.0.0/16"
    subnet = cluster.body.at("properties", "agentPoolProfiles", 0, "vnetSubnetID")
    assert written(SCRIPT, subnet).startswith("az network vnet subnet show")
    assert subnet is not None
    assert subnet.origin is not None
    assert subnet.origin.used is not None
    assert SCRIPT[subnet.origin.used.start : subnet.origin.used.end] == "$SUBNET_ID"
    assert SCRIPT[cluster.origin.start :].startswith("az aks create")
    assert cluster.address == "deploy.sh:24"
