"""Exports that contradict each other, that mix clusters, that leave it open whose an object is: told, never averaged."""

from . import az_shapes as az
from .diagnosing import diagnosed, known_of, patient_of, rules_of
from .scenarios import BROKEN


def test_a_subnet_exported_before_and_after_leaves_the_verdict_open() -> None:
    files = az.sound(vnet=None, before=az.subnet_show(az.OWN_TABLE), after=az.subnet_show())

    report = diagnosed(files)

    assert patient_of(report).diagnosis.state == "unknown"
    assert [each.other.place for each in report.known.contradictions] == ["after.json:$"]
    assert rules_of(report, "breaks") == set()


def test_a_table_and_a_subnet_that_disagree_leave_the_verdict_open() -> None:
    report = diagnosed(az.sound(rt=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE))))

    assert patient_of(report).diagnosis.state == "unknown"
    assert [each.other.place for each in report.known.contradictions] == ["rt.json:$"]


def test_nodes_exported_twice_with_other_blocks_are_not_believed() -> None:
    again = az.kubectl_list(az.kubectl_node(1, podCIDR="10.244.9.0/24", podCIDRs=["10.244.9.0/24"]))

    report = diagnosed(az.sound(again=again))

    assert [each.id for each in report.known.contradictions] == [az.node_name(1)]
    assert patient_of(report).diagnosis.state == "unknown"
    assert rules_of(report, "breaks") == set()


def two_clusters() -> az.Files:
    """Return two clusters in one account, whose networks have the same ranges and know nothing of each other."""
    dev = {name: _renamed(value) for name, value in BROKEN["swapped"]().files.items() if name != "activity.json"}
    return {f"prod/{name}": value for name, value in az.sound().items()} | {
        f"dev/{name}": value for name, value in dev.items()
    }


def _renamed(value: object) -> str:
    text = az.written({"x": value})["x"]
    for old, new in (
        ("rg-aks_aks-prod", "rg-dev_aks-dev"),
        ("rg-aks", "rg-dev"),
        ("aks-prod", "aks-dev"),
        ("12355964", "77777777"),
        ("41832928", "88888888"),
    ):
        text = text.replace(old, new)
    return text


def test_two_clusters_with_equal_ranges_are_kept_apart() -> None:
    report = diagnosed(two_clusters())

    assert patient_of(report, "aks-prod").diagnosis.state == "works"
    dev = patient_of(report, "aks-dev")
    assert (dev.diagnosis.state, dev.causes[0].rule) == ("broken", "route-table-swapped")
    assert all("dev/" in proof for proof in dev.causes[0].proofs)


def test_nodes_of_several_clusters_in_one_file_find_their_own() -> None:
    files = two_clusters()
    nodes = az.kubectl_list(*files.pop("prod/nodes.json")["items"])
    files["all-nodes.json"] = nodes
    files["more-nodes.json"] = files.pop("dev/nodes.json")

    report = diagnosed(files)

    assert patient_of(report, "aks-prod").diagnosis.state == "works"
    assert patient_of(report, "aks-dev").diagnosis.state == "broken"


def test_an_object_that_could_be_of_two_clusters_is_left_out_and_told() -> None:
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "LoadBalancer"}}

    known = known_of(two_clusters() | {"elsewhere/svc.json": az.kubectl_list(service)})

    assert [item.key for item in known.objects.left_out] == ["service//web"]


def test_an_object_beside_the_nodes_of_one_cluster_is_that_clusters() -> None:
    service = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"type": "LoadBalancer"}}

    known = known_of(two_clusters() | {"dev/svc.json": az.kubectl_list(service)})

    assert known.view.cluster_facts[az.CLUSTER.lower()].services.name == "UNKNOWN"  # type: ignore[union-attr]
    assert not known.objects.left_out


def test_nodes_without_their_cluster_are_told() -> None:
    report = diagnosed({"nodes.json": az.nodes(), "rt.json": az.table_show(az.OWN_TABLE)})

    assert report.patients == ()
    assert len(report.known.objects.left_out) == 3


def test_a_cluster_on_another_plugin_has_no_verdict_about_routes() -> None:
    overlay = {"networkPlugin": "azure", "networkPluginMode": "overlay"}

    report = diagnosed(az.sound(aks=az.aks_show(networkProfile=overlay)))

    assert patient_of(report).diagnosis.state == "not-kubenet"
    assert rules_of(report, "breaks") == set()
