"""`akslab trace` on a real lab: names found, the verdict true, the kernel's word beside the model's, a change foreseen."""

import json

import pytest

from .labs import NETWORK, Cluster, Json, Lab, Scene, eventually

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def cluster(lab: Lab) -> Cluster:
    """Make a cluster with a pod on each of two nodes, and a machine in the same subnet."""
    scene = Scene(lab)
    subnet = scene.subnet()
    made = scene.cluster("traced", subnet)
    made.pod_on_each_node()
    lab.ask("vm-run", name="traced-db", subnet=subnet)
    return made


def traced(cluster: Cluster, *arguments: str) -> Json:
    """Run `akslab trace … -o json`, which must not fail otherwise than by its verdict."""
    done = cluster.lab.akslab("trace", *arguments, "-o", "json")
    assert done.returncode in (0, 1), done.stderr
    found: Json = json.loads(done.stdout)
    assert (done.returncode == 0) is (final(found)["outcome"] == "arrives")
    return found


def final(story: Json) -> Json:
    found: Json = (story["whatIf"] or story)["verdict"]
    return found


def ends(cluster: Cluster) -> tuple[str, str]:
    return f"{cluster.name}/pod-0", f"{cluster.name}/pod-1"


@pytest.mark.parametrize("protocol", ["--tcp", "--udp", "--icmp"])
def test_the_kernel_says_what_the_model_says(cluster: Cluster, protocol: str) -> None:
    story = traced(cluster, *ends(cluster), protocol, "--kernel")
    assert story["verdict"]["outcome"] == "arrives"
    assert story["kernel"]["result"]["outcome"] in ("answered", "refused")
    assert story["kernel"]["legs"]
    assert all(leg["agrees"] for leg in story["kernel"]["legs"]), story["kernel"]


@pytest.mark.parametrize("protocol", ["--udp", "--icmp"])
def test_a_large_packet_is_cut_by_both(cluster: Cluster, protocol: str) -> None:
    story = traced(cluster, *ends(cluster), protocol, "--size", "3000", "--kernel")
    steps = [step["type"] for hop in story["legs"][0]["hops"] for step in hop["steps"]]
    assert "fragmented" in steps
    assert all(leg["agrees"] for leg in story["kernel"]["legs"]), story["kernel"]


def test_the_receiver_outside_of_the_pod_range_sees_the_node(cluster: Cluster) -> None:
    story = traced(cluster, ends(cluster)[0], "vm/traced-db:80", "--kernel")
    node = next(iter(cluster.nodes().values()))[0]
    assert story["verdict"]["seenSource"] == node
    assert f"client: {node}" in story["kernel"]["result"]["answer"]


def test_what_if_foresees_what_the_same_change_then_does(cluster: Cluster) -> None:
    """The table comes off the subnet, first in thought and then by PUT; an opening that was found heals it."""
    lab, (source, target) = cluster.lab, ends(cluster)
    before = traced(cluster, source, target, "--what-if", f"association remove {_subnet_id(cluster)}")
    assert (before["verdict"]["outcome"], final(before)["outcome"]) == ("arrives", "lost")
    subnet = lab.get(_subnet_id(cluster))
    bare = {key: value for key, value in subnet["properties"].items() if key in ("addressPrefix",)}
    lab.put(subnet["id"], properties=bare)
    eventually(lambda: not lab.reaches(source, target))
    after = traced(cluster, source, target, "--kernel")
    assert final(after)["obstacles"][0] == final(before)["obstacles"][0]
    assert all(leg["agrees"] for leg in after["kernel"]["legs"]), after["kernel"]
    (opening,) = after["openings"][0]["edits"]
    assert opening["edit"].startswith("association set s aks-agentpool-")
    lab.put(subnet["id"], properties=bare | {"routeTable": subnet["properties"]["routeTable"]})
    eventually(lambda: lab.reaches(source, target))
    assert final(traced(cluster, source, target))["outcome"] == "arrives"


def _subnet_id(cluster: Cluster) -> str:
    pool = cluster.lab.get(cluster.id)["properties"]["agentPoolProfiles"][0]
    return str(pool["vnetSubnetID"])


def test_a_rule_that_denies_is_named_with_its_priority_and_a_way_past_it(cluster: Cluster) -> None:
    lab, (source, target) = cluster.lab, ends(cluster)
    group = lab.get(f"{cluster.node_group}/providers/{NETWORK}/networkSecurityGroups")["value"][0]["id"]
    denial = {
        "priority": 200, "direction": "Inbound", "access": "Deny", "protocol": "Tcp", "sourcePortRange": "*",
        "sourceAddressPrefix": "10.244.0.0/16", "destinationAddressPrefix": "*", "destinationPortRange": "80",
    }  # fmt: skip
    lab.put(f"{group}/securityRules/no-pods", properties=denial)
    eventually(lambda: not lab.reaches(source, target))
    story = traced(cluster, source, target)
    assert story["verdict"]["obstacles"][0]["by"]["text"].startswith("rule no-pods of NSG aks-agentpool-")
    edits = [each["edit"] for opening in story["openings"] for each in opening["edits"]]
    assert {each.partition(" aks")[0] for each in edits} == {"nsg rule delete", "nsg rule add"}
    lab.delete(f"{group}/securityRules/no-pods")
    eventually(lambda: lab.reaches(source, target))


def test_names_nobody_has_are_told_with_those_near(cluster: Cluster) -> None:
    done = cluster.lab.akslab("trace", f"{cluster.name}/pod-0", "traced-dv")
    assert (done.returncode, done.stdout) == (3, "")
    assert "near: traced-db" in done.stderr
    done = cluster.lab.akslab("trace", f"{cluster.name}/pod-0", "svc/web")
    assert (done.returncode, "a service is not part" in done.stderr) == (2, True)
    done = cluster.lab.akslab("trace", f"{cluster.name}/pod-0", "traced-db", "--what-if", "route remove x/y")
    assert (done.returncode, "route delete TABLE/ROUTE" in done.stderr) == (2, True)
    for more, words in (
        (("8.8.8.8",), "the Internet `internet` alone"),
        (("traced-db", "--what-if", "nsg remove traced-db"), "--what-if apart"),
    ):
        done = cluster.lab.akslab("trace", f"{cluster.name}/pod-0", *more, "--kernel")
        assert (done.returncode, words in done.stderr) == (2, True), done.stderr
