"""What is said through az reaches the kernel: rules, forwarding, tables, public addresses, appliances, masquerade."""

import json
from collections.abc import Iterator

import pytest

from .labs import NETWORK, Cluster, Json, Lab, Scene, eventually

pytestmark = pytest.mark.kernel
_SOON_S = 1.0


def _ids(id_: str) -> tuple[str, str]:
    return "--ids", id_


@pytest.mark.az
def test_a_security_rule_made_by_az_is_felt_within_a_second(scene: Scene) -> None:
    lab = scene.lab
    group = lab.put(scene.id(f"{NETWORK}/networkSecurityGroups", "nsg"))
    subnet = scene.subnet(networkSecurityGroup={"id": group})
    one, two = scene.machine("one", subnet), scene.machine("two", subnet)
    assert lab.reaches(one, two)
    rule = ("-g", scene.name, "--nsg-name", "nsg", "-n", "deny")
    what = ("--priority", "100", "--access", "Deny", "--direction", "Inbound", "--protocol", "Tcp")
    lab.az("network", "nsg", "rule", "create", *rule, *what, "--destination-port-ranges", "80")
    assert eventually(lambda: not lab.reaches(one, two)) < _SOON_S + 1.0
    assert lab.probe(one, two, protocol="icmp")[0] == "answered", "only what the rule says"
    lab.az_run("network", "nsg", "rule", "delete", *rule)
    assert eventually(lambda: lab.reaches(one, two)) < _SOON_S


@pytest.fixture(scope="module")
def cluster(lab: Lab) -> Cluster:
    """Make a cluster with a pod on each of two nodes, and a machine beside it."""
    scene = Scene(lab)
    subnet = scene.subnet()
    made = scene.cluster("net", subnet)
    made.pod_on_each_node()
    made.pod("beside", next(iter(made.nodes())))
    lab.ask("vm-run", name="neighbour", subnet=subnet)
    lab.ask("vm-run", name="stranger", subnet=scene.another_subnet(subnet, "other", "192.168.2.0/24"))
    return made


def test_the_source_that_the_other_side_sees(cluster: Cluster) -> None:
    lab, sender = cluster.lab, f"{cluster.name}/pod-0"
    outbound = lab.get(cluster.id)["properties"]["networkProfile"]["loadBalancerProfile"]["effectiveOutboundIPs"][0][
        "id"
    ]
    assert lab.probe(sender, f"{cluster.name}/beside") == ("answered", "10.244.0.2")
    assert lab.probe(sender, f"{cluster.name}/pod-1") == ("answered", "10.244.0.2")
    assert lab.probe(sender, "neighbour") == ("answered", "192.168.1.4"), "NAT, also in the same subnet (K27)"
    assert lab.probe(sender, "stranger") == ("answered", "192.168.1.4")
    assert lab.probe(sender, "internet") == ("answered", lab.get(outbound)["properties"]["ipAddress"])
    assert lab.probe("neighbour", f"{cluster.name}/pod-0")[0] == "answered", "its subnet has the table"
    assert lab.probe("stranger", f"{cluster.name}/pod-0")[0] == "timeout", "another subnet has no route to pods (D7)"


@pytest.mark.az
def test_ip_forwarding_off_on_a_nodes_interface_loses_its_pods_and_on_heals(cluster: Cluster) -> None:
    lab, (one, two) = cluster.lab, cluster.nodes()
    sender, receiver = f"{cluster.name}/pod-0", f"{cluster.name}/pod-1"
    assert lab.reaches(sender, receiver)
    off = lab.az("network", "nic", "update", *_ids(cluster.nic(two)), "--ip-forwarding", "false")
    assert off["enableIPForwarding"] is False
    assert eventually(lambda: not lab.reaches(sender, receiver)) < _SOON_S + 1.0
    assert lab.probe(sender, cluster.nodes()[two][0], protocol="icmp")[0] == "answered", "the node itself is reached"
    assert lab.reaches(sender, f"{cluster.name}/beside"), "the same node needs no fabric"
    assert lab.get(cluster.nic(one))["properties"]["enableIPForwarding"] is True
    lab.az("network", "nic", "update", *_ids(cluster.nic(two)), "--ip-forwarding", "true")
    assert eventually(lambda: lab.reaches(sender, receiver)) < _SOON_S


@pytest.mark.az
def test_the_effective_routes_of_a_node(cluster: Cluster) -> None:
    node = next(iter(cluster.nodes()))
    shown = cluster.lab.az("network", "nic", "show-effective-route-table", *_ids(cluster.nic(node)))["value"]
    rows = {row["addressPrefix"][0]: row for row in shown if row["state"] == "Active"}
    assert (rows["192.168.0.0/16"]["source"], rows["192.168.0.0/16"]["nextHopType"]) == ("Default", "VnetLocal")
    assert (rows["0.0.0.0/0"]["nextHopType"], rows["10.0.0.0/8"]["nextHopType"]) == ("Internet", "None")
    route = rows["10.244.1.0/24"]
    assert (route["source"], route["nextHopType"], route["nextHopIpAddress"]) == (
        "User",
        "VirtualAppliance",
        ["192.168.1.5"],
    )


@pytest.mark.az
def test_a_table_detached_by_a_subnet_update_loses_cross_node_traffic_within_a_second(scene: Scene) -> None:
    lab, table = scene.lab, scene.table()
    subnet = scene.subnet(table=table)
    cluster, _ = scene.own_table_cluster("c", subnet, table)
    (sender, _), (receiver, _) = cluster.pod_on_each_node()
    assert lab.reaches(sender, receiver)
    lab.az("network", "vnet", "subnet", "update", *_ids(subnet), "--remove", "routeTable")
    assert eventually(lambda: not lab.reaches(sender, receiver)) < _SOON_S + 1.0
    lab.az("network", "vnet", "subnet", "update", *_ids(subnet), "--route-table", table)
    assert eventually(lambda: lab.reaches(sender, receiver)) < _SOON_S


@pytest.mark.az
def test_a_machine_with_a_public_address_is_reached_from_the_internet(scene: Scene) -> None:
    lab = scene.lab
    group = lab.put(scene.id(f"{NETWORK}/networkSecurityGroups", "nsg"))
    web = scene.machine("web", scene.subnet(networkSecurityGroup={"id": group}))
    made = lab.az("network", "public-ip", "create", "-g", scene.name, "-n", "pip", "--sku", "Standard")["publicIp"]
    config = ("-g", scene.name, "--nic-name", f"{web}-nic", "-n", "ipconfig1")
    lab.az("network", "nic", "ip-config", "update", *config, "--public-ip-address", "pip")
    assert not lab.reaches("internet", made["ipAddress"]), "DenyAllInBound"
    rule = ("-g", scene.name, "--nsg-name", "nsg", "-n", "web", "--priority", "100", "--access", "Allow")
    lab.az("network", "nsg", "rule", "create", *rule, "--source-address-prefixes", "Internet", "--protocol", "Tcp",
           "--destination-port-ranges", "80")  # fmt: skip
    assert eventually(lambda: lab.reaches("internet", made["ipAddress"])) < _SOON_S
    assert lab.probe(web, "internet") == ("answered", made["ipAddress"])
    said = lab.az_refused("network", "public-ip", "delete", "-g", scene.name, "-n", "pip")
    assert "PublicIPAddressCannotBeDeleted" in said


def test_a_default_route_to_an_appliance_carries_a_machines_internet_traffic(scene: Scene) -> None:
    lab, table = scene.lab, scene.table()
    subnet = scene.subnet(table=table)
    client = scene.machine("client", subnet)
    outside = scene.another_subnet(subnet, "dmz", "192.168.9.0/24")
    appliance = scene.machine("appliance", outside, forwarding=True)
    assert lab.reaches(client, "internet")
    hop = lab.get(scene.id(f"{NETWORK}/networkInterfaces", f"{appliance}-nic"))
    address = hop["properties"]["ipConfigurations"][0]["properties"]["privateIPAddress"]
    default: Json = {"addressPrefix": "0.0.0.0/0", "nextHopType": "VirtualAppliance", "nextHopIpAddress": address}
    lab.put(f"{table}/routes/default", properties=default)
    assert eventually(lambda: not lab.reaches(client, "internet")) < _SOON_S + 1.0, "an appliance translates itself"
    chain = "add chain ip nat out { type nat hook postrouting priority 100; }"
    lab.said("exec", appliance, "--", "nft", f"add table ip nat; {chain}; add rule ip nat out masquerade")
    assert lab.reaches(client, "internet"), "and it is the appliance that carries it"
    lab.put(f"{table}/routes/default", properties={**default, "nextHopIpAddress": "192.168.9.99"})
    assert eventually(lambda: not lab.reaches(client, "internet")) < _SOON_S + 1.0


def test_a_command_runs_inside_and_its_exit_code_is_ours(cluster: Cluster) -> None:
    lab, node = cluster.lab, next(iter(cluster.nodes()))
    assert "10.244.0.1/24" in lab.said("exec", node, "--", "ip", "-br", "address", "show", "cbr0")
    assert lab.akslab("exec", f"{cluster.name}/pod-0", "--", "sh", "-c", "exit 7").returncode == 7
    assert "    ip netns add internet\n" in lab.said("log", "--show-commands")


def test_one_request_can_be_followed_to_the_kernel(scene: Scene) -> None:
    lab = scene.lab
    subnet = scene.subnet()
    scene.machine("one", subnet)
    correlation = "0f0f0f0f-0000-4000-8000-000000000001"
    group = scene.id(f"{NETWORK}/networkSecurityGroups", "followed")
    lab.put(group)
    headers = {"Authorization": f"Bearer {lab.token()}", "x-ms-correlation-request-id": correlation}
    body = {"properties": {"addressPrefix": "192.168.1.0/24", "networkSecurityGroup": {"id": group}}}
    status, _, _ = lab.send("PUT", f"{subnet}?api-version=2024-05-01", headers, json.dumps(body))
    assert status in (200, 201)
    eventually(lambda: any(e["event"] == "kernel-changed" for e in lab.journal(correlation)))
    said = lab.said("log", "--request", correlation, "--show-commands")
    assert "virtualnetworks/vnet" in said
    assert "nft -f - <<'EOF'\n" in said
    assert all(event["event"] != "lab-started" for event in lab.journal(correlation))


@pytest.fixture(scope="module")
def other_reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Run a lab that reads ip-masq as AKS issue 2031 does (K27)."""
    lab = Lab(tmp_path_factory.mktemp("masq") / "lab").up("--masquerade", "pod-cidr-and-subnet")
    yield lab
    faults = lab.faults()
    lab.down("--delete")
    assert faults == []


def test_in_the_other_reading_a_pod_keeps_its_address_inside_the_subnet(other_reading: Lab) -> None:
    lab = other_reading
    scene = Scene(lab)
    subnet = scene.subnet()
    cluster = scene.cluster("c", subnet)
    (sender, address), (receiver, _) = cluster.pod_on_each_node()
    same = scene.machine("same", subnet)
    far = scene.machine("far", scene.another_subnet(subnet, "other", "192.168.2.0/24"))
    assert lab.probe(sender, same) == ("answered", address)
    assert lab.probe(sender, receiver) == ("answered", address)
    assert lab.probe(sender, far) == ("answered", "192.168.1.4"), "every other place sees the node"
    refused = lab.akslab("up", "--masquerade", "pod-cidr")
    assert refused.returncode == 2
    assert "made with other settings" in refused.stderr
