"""Sources that say different things are both shown, with dates, and only where it matters."""

import pytest
from doctor import az_shapes as az

from akslab.migration.aims import Aim
from akslab.migration.sentences import CATALOGUES

from . import exports
from .blocking import SYSTEM
from .exports import assessed

ALWAYS = {"pod-cidr", "table"}


def shown(files: az.Files, aim: Aim = Aim()) -> set[str]:  # noqa: B008
    return {each.key for each in assessed(files, aim).disagreements}


def test_every_disagreement_has_two_readings_and_dates_in_order_of_saying() -> None:
    found = assessed(
        exports.with_aks(identity=SYSTEM, kubernetesVersion="1.26.1", networkProfile={"networkPolicy": "calico"}),
        Aim(dataplane="cilium"),
    )

    assert len(found.disagreements) > 1
    for each in found.disagreements:
        assert len(each.readings) >= 2
        assert all(reading.date[:4] in ("2023", "2024", "2025", "2026") for reading in each.readings)
        assert len({reading.says.key for reading in each.readings}) == len(each.readings)
        assert all(f"said.{each.key}" in catalogue for catalogue in CATALOGUES.values())


def test_a_plain_cluster_is_shown_only_what_concerns_it() -> None:
    assert shown(exports.ready()) == ALWAYS


@pytest.mark.parametrize(
    ("files", "aim", "key"),
    [
        (exports.ready(), Aim(pod_cidr="192.168.128.0/17"), "overlap"),
        (exports.with_aks(identity=SYSTEM), Aim(), "identity"),
        (exports.with_aks(kubernetesVersion="1.24.9"), Aim(), "version"),
        (exports.with_aks(kubernetesVersion="1.28.9", networkProfile={"networkPolicy": "calico"}), Aim(), "uninstall"),
        (exports.with_gateway(), Aim(), "gateway"),
        (exports.ready(), Aim(dataplane="cilium"), "cilium"),
    ],
    ids=["overlap", "identity", "version", "uninstall", "gateway", "cilium"],
)
def test_a_disagreement_is_shown_where_it_matters(files: az.Files, aim: Aim, key: str) -> None:
    assert key in shown(files, aim)


@pytest.mark.parametrize(
    ("count", "version", "surge", "is_shown"),
    [(20, "1.30.4", None, True), (20, "1.33.0", None, True), (20, "1.27.3", None, False), (8, "1.30.4", None, False),
     (20, "1.30.4", "1", False)],
)  # fmt: skip
def test_the_default_of_max_surge_matters_where_it_is_not_set_and_the_pool_is_large(
    count: int, version: str, surge: str | None, is_shown: bool
) -> None:
    pool = az.pool(count=count, orchestratorVersion=version, upgradeSettings={"maxSurge": surge})

    assert ("surge" in shown(exports.with_aks(agentPoolProfiles=[pool]))) is is_shown


def test_each_pod_range_reading_is_there_with_its_date() -> None:
    found = next(each for each in assessed(exports.ready()).disagreements if each.key == "pod-cidr")

    assert [(each.date, each.source) for each in found.readings] == [
        ("2025-03-06", "MicrosoftDocs/azure-aks-docs#172"),
        ("2025-08-29", "AKS changelog"),
        ("2026-08", "AKS docs, update-azure-cni"),
        ("2026-03-18", "Azure/AKS#5662"),
    ]
