"""A fleet: a row a cluster, by what was exported, with the class of its migration and the reasons."""

from datetime import date
from typing import Any

import pytest

from akslab.doctor.fleet import Row, rows_of
from akslab.doctor.fleet_text import fleet_text
from akslab.doctor.structured import fleet_json
from akslab.migration.aims import days_left

from . import az_shapes as az
from .diagnosing import known_of
from .scenarios import sound_managed

TODAY = date(2026, 11, 25)
DEV_SUBNET = f"{az.VNET}/subnets/snet-dev"


def rows(files: az.Files) -> list[Row]:
    return list(rows_of(known_of(files).view, TODAY))


def row(files: az.Files, name: str = "aks-prod") -> Row:
    return next(each for each in rows(files) if each.name == name)


def reasons(files: az.Files) -> list[str]:
    return [each.key for each in row(files).reasons]


def dev(subnet: str, **changes: Any) -> dict[str, Any]:
    own = az.id_of("managedClusters", "aks-dev", provider="Microsoft.ContainerService")
    pools = [az.pool(subnet_id=subnet)]
    return az.aks_show(
        id=own, name="aks-dev", nodeResourceGroup="MC_rg-aks_aks-dev_koreacentral", agentPoolProfiles=pools, **changes
    )


def test_a_ready_cluster_is_an_a() -> None:
    found = row(az.sound())

    assert (found.class_, found.reasons) == ("A", ())
    assert (found.plugin, found.policy, found.identity) == ("kubenet", "none", "UserAssigned")
    assert found.traffic == "works"
    assert (found.own_table, found.shared_subnet, found.shared_table, found.reused_range) == ("yes", "no", "no", "no")
    assert (found.routes, found.days) == (3, 492)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (az.sound(aks=az.aks_show(kubernetesVersion="1.26.6", currentKubernetesVersion="1.26.6")), "block.version"),
        (az.sound(aks=az.aks_show(networkProfile={"networkPolicy": "calico"})), "block.policy"),
        (
            az.sound(aks=az.aks_show(networkProfile={"networkPolicy": "calico"}, kubernetesVersion="1.28.1")),
            "block.policy-on-old",
        ),
        (sound_managed(), "block.identity"),
        (
            az.sound(
                rt=az.table_show(
                    az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET, f"{az.VNET}/subnets/snet-appgw"]
                )
            ),
            "block.side-subnet",
        ),
    ],
    ids=["version", "policy", "policy-after-upgrade", "identity", "side-subnet"],
)
def test_what_a_command_takes_away_makes_a_b(files: az.Files, reason: str) -> None:
    assert row(files).class_ == "B"
    assert reasons(files) == [reason]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        (
            az.sound(aks=az.aks_show(networkProfile={"podCidrs": ["10.244.0.0/16", "fd12:3456:789a::/64"]})),
            "block.ipv6",
        ),
        (az.sound(dev=dev(az.SUBNET)), "block.shared-subnet"),
        (
            az.sound(
                dev=dev(DEV_SUBNET),
                vnet=az.vnet_show(
                    az.subnet_show(az.OWN_TABLE), az.subnet_show(az.OWN_TABLE, prefix="192.168.2.0/24", id_=DEV_SUBNET)
                ),
                rt=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET, DEV_SUBNET]),
            ),
            "block.shared-table",
        ),
    ],
    ids=["dual-stack", "shared-subnet", "shared-table"],
)
def test_what_no_command_takes_away_makes_a_c(files: az.Files, reason: str) -> None:
    assert row(files).class_ == "C"
    assert reason in reasons(files)


def test_a_subnet_is_shared_also_with_a_cluster_that_is_not_on_kubenet() -> None:
    overlay = {"networkPlugin": "azure", "networkPluginMode": "overlay"}

    beside, apart = (row(az.sound(dev=dev(where, networkProfile=overlay))) for where in (az.SUBNET, DEV_SUBNET))

    assert (beside.shared_subnet, apart.shared_subnet) == ("yes", "no")
    assert "block.shared-subnet" not in [each.key for each in beside.reasons]


def test_what_was_not_exported_leaves_the_class_open() -> None:
    found = row(az.sound(vnet=None, rt=None))

    assert (found.class_, found.own_table, found.shared_table, found.routes) == ("?", "?", "?", None)

    stub = az.pool() | {"id": f"{az.CLUSTER}/agentPools/nodepool1", "type": "…"}
    assert [each.class_ for each in rows({"pools.json": [stub]})] == ["?"]


def test_a_reused_range_is_told_of_clusters_that_reach_each_other() -> None:
    files = az.sound(
        dev=dev(DEV_SUBNET),
        vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), az.subnet_show(prefix="192.168.2.0/24", id_=DEV_SUBNET)),
    )

    assert [each.reused_range for each in rows(files)] == ["yes", "yes"]


def test_a_cluster_that_is_not_on_kubenet_has_nothing_to_do() -> None:
    overlay = {"networkPlugin": "azure", "networkPluginMode": "overlay"}
    found = row(az.sound(aks=az.aks_show(networkProfile=overlay)))

    assert (found.plugin, found.class_, found.days, found.shared_table) == ("overlay", "-", None, "-")


def test_the_days_are_counted_to_the_last_day() -> None:
    assert days_left(date(2028, 3, 31)) == 0
    assert days_left(date(2028, 4, 1)) == -1


def test_text_and_json_say_the_same() -> None:
    known = known_of(az.sound(dev=dev(az.SUBNET)))
    found = tuple(rows_of(known.view, TODAY))

    lines = list(fleet_text(found, "en"))
    told = fleet_json(found, known.export, "en")

    assert len(lines[0].split("  ")) > 8
    assert [each["class"] for each in told["clusters"]] == [line.split()[-1] for line in lines[1:3]] == ["C", "C"]
    assert any("2 clusters, 2 on kubenet" in line for line in lines)
    assert any("등급" in line for line in fleet_text(found, "ko"))
