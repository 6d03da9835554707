"""docs/doctor.md shows what the command prints."""

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from akslab.cli import main
from akslab.migration.readiness import Class

from . import az_shapes as az
from .scenarios import BROKEN
from .test_fleet import DEV_SUBNET, dev

PAGE = Path(__file__).parents[2] / "docs" / "doctor.md"
BLOCK = re.compile(r"^```console\n\$ akslab (.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN = BLOCK.findall(PAGE.read_text())


class ADay(date):
    """The day on which the page was written."""

    @classmethod
    def today(cls) -> "ADay":
        return cls(2026, 11, 25)


def exported() -> dict[str, az.Files]:
    """Return the directories the page speaks of."""
    qa = az.id_of("managedClusters", "aks-qa", provider="Microsoft.ContainerService")
    overlay = {"networkPlugin": "azure", "networkPluginMode": "overlay"}
    pools = [az.pool(subnet_id=f"{az.VNET}/subnets/snet-qa")]
    calico = dev(DEV_SUBNET, networkProfile={"networkPolicy": "calico", "podCidr": "10.245.0.0/16", "podCidrs": None})
    shown = [az.subnet_show(az.OWN_TABLE), az.subnet_show(prefix="192.168.2.0/24", id_=DEV_SUBNET)]
    return {
        "export": BROKEN["swapped"]().files,
        "fleet": az.sound(
            dev=calico,
            qa=az.aks_show(
                id=qa, name="aks-qa", networkProfile=overlay, nodeResourceGroup="MC_qa", agentPoolProfiles=pools
            ),
            vnet=az.vnet_show(*shown),
        ),
    }


@pytest.mark.parametrize(("arguments", "output"), SHOWN, ids=[arguments for arguments, _ in SHOWN])
def test_a_console_block_is_what_is_printed(
    arguments: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for folder, files in exported().items():
        (tmp_path / folder).mkdir()
        for name, text in az.written(files).items():
            (tmp_path / folder / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("akslab.cli.doctor.date", ADay)
    monkeypatch.setattr("sys.argv", ["akslab", *shlex.split(arguments)])

    with pytest.raises(SystemExit):
        main()

    assert capsys.readouterr().out == output


def test_the_page_has_such_blocks() -> None:
    assert len(SHOWN) == PAGE.read_text().count("```console") == 2


def test_the_page_explains_every_class() -> None:
    classes: tuple[Class, ...] = ("A", "B", "C", "?", "-")

    assert all(f"| `{each}` |" in PAGE.read_text() for each in classes)
