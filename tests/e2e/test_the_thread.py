"""The thread: group, network, cluster, two nodes, a packet from pod to pod; route gone, packet lost; route back."""

import json
import time

import pytest

from .labs import Cluster, Lab, eventually

pytestmark = [pytest.mark.az, pytest.mark.kernel]


def test_the_thread_holds(lab: Lab) -> None:
    lab.said("az", "group", "create", "--name", "myResourceGroup", "--location", "eastus")
    network = (
        "--address-prefixes",
        "192.168.0.0/16",
        "--subnet-name",
        "myAKSSubnet",
        "--subnet-prefix",
        "192.168.1.0/24",
    )
    lab.az("network", "vnet", "create", "-g", "myResourceGroup", "--name", "myAKSVnet", *network)
    of = ("-g", "myResourceGroup", "--vnet-name", "myAKSVnet", "--name", "myAKSSubnet")
    subnet = lab.az("network", "vnet", "subnet", "show", *of)["id"]
    ranges = ("--service-cidr", "10.0.0.0/16", "--dns-service-ip", "10.0.0.10", "--pod-cidr", "10.244.0.0/16")
    create = ("--network-plugin", "kubenet", *ranges, "--vnet-subnet-id", subnet, "--node-count", "2")
    made = lab.az("aks", "create", "-g", "myResourceGroup", "-n", "myAKSCluster", *create, "--no-ssh-key")
    assert made["provisioningState"] == "Succeeded"

    cluster = Cluster(lab, made["id"])
    one, two = cluster.nodes()
    assert list(cluster.nodes().values()) == [("192.168.1.4", "10.244.0.0/24"), ("192.168.1.5", "10.244.1.0/24")]
    lab.said("pod", "run", "sender", "--node", one)
    receiver = json.loads(lab.said("pod", "run", "receiver", "--node", two, "-o", "json"))[0]["status"]["podIP"]
    said = json.loads(lab.said("probe", "sender", f"{receiver}:80", "-o", "json"))
    assert said["outcome"] == "answered"
    assert "client: 10.244.0.2" in said["answer"], "the source is kept"

    table = cluster.table().rpartition("/")[2]
    route = ("network", "route-table", "route")
    of_table = ("-g", made["nodeResourceGroup"], "--route-table-name", table)
    before = {found["addressPrefix"]: found for found in lab.az(*route, "list", *of_table)}
    assert before["10.244.1.0/24"]["name"] == f"{two}____102441024"
    began = time.monotonic()
    lab.az(*route, "delete", *of_table, "--name", before["10.244.1.0/24"]["name"])
    assert lab.akslab("probe", "sender", receiver, "--timeout", "1").returncode == 1
    eventually(lambda: lab.reaches("sender", "receiver"), within_s=12)
    assert time.monotonic() - began < 13
    after = {found["addressPrefix"]: found["nextHopIpAddress"] for found in lab.az(*route, "list", *of_table)}
    assert after == {"10.244.0.0/24": "192.168.1.4", "10.244.1.0/24": "192.168.1.5"}
