"""`akslab doctor` as people type it: what is printed, where, and the exit code."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from akslab.cli import main

from . import az_shapes as az
from .scenarios import BROKEN

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["akslab", "doctor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def exported(folder: Path, files: az.Files) -> str:
    for name, text in az.written(files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return str(folder)


def test_a_sound_cluster_exits_0_and_a_broken_one_1(doctor: Run, tmp_path: Path) -> None:
    assert doctor(exported(tmp_path / "a", az.sound()))[0] == 0
    assert doctor(exported(tmp_path / "b", BROKEN["swapped"]().files))[0] == 1


@pytest.mark.parametrize(("mildest", "code"), [("never", 0), ("breaks", 0), ("risk", 1), ("note", 1), ("rejected", 0)])
def test_the_exit_code_goes_by_the_mildest_class_that_fails(
    doctor: Run, tmp_path: Path, mildest: str, code: int
) -> None:
    """Kubenet's retirement is a risk of every kubenet cluster."""
    assert doctor(exported(tmp_path, az.sound()), "--fail-on", mildest)[0] == code


def test_a_file_that_cannot_be_read_exits_2_beside_the_verdict(doctor: Run, tmp_path: Path) -> None:
    folder = exported(tmp_path, BROKEN["detached"]().files | {"cut.json": '{"id": '})

    code, out, _ = doctor(folder)

    assert code == 2
    assert "VERDICT     pod traffic between nodes is broken for 3 of 3 nodes" in out
    assert "cut.json: the JSON is cut off in line 1" in out


def test_what_is_not_there_or_no_range_exits_2_in_one_line(doctor: Run, tmp_path: Path) -> None:
    folder = exported(tmp_path, az.sound())

    for arguments in (
        (str(tmp_path / "nowhere"),),
        (folder, "--on-premises", "10.0.0.0/99"),
        (folder, "--avoid", "no.csv"),
    ):
        code, out, err = doctor(*arguments)
        assert (code, out) == (2, "")
        assert err.count("\n") == 1


def test_the_verdict_comes_first(doctor: Run, tmp_path: Path) -> None:
    _, out, _ = doctor(exported(tmp_path, BROKEN["swapped"]().files))
    lines = out.splitlines()

    assert lines[0] == "aks-prod"
    assert lines[1].startswith("VERDICT     pod traffic between nodes is broken for 3 of 3 nodes    confidence: high")
    labels = [line.split("  ")[0] for line in lines if line[:1].isupper()]
    assert labels.index("CAUSE") < labels.index("PROOF") < labels.index("FIX A") < labels.index("RISK")


def test_json_has_all_of_it(doctor: Run, tmp_path: Path) -> None:
    code, out, _ = doctor(exported(tmp_path, BROKEN["missing_route"]().files), "-o", "json")
    told: dict[str, Any] = json.loads(out)
    cluster = told["clusters"][0]

    assert code == 1
    assert cluster["verdict"]["state"] == "broken"
    assert cluster["verdict"]["nodes"] == {"total": 3, "cutOff": 1, "names": [az.node_name(2)], "open": []}
    assert cluster["causes"][0]["proof"] == ["rt.json:$.routes", "nodes.json:$.items[2].spec.podCIDR"]
    assert len(cluster["causes"][0]["fixes"]) == 2
    assert {"problems", "notes", "contradictions", "notJudged", "findings"} <= set(told)


def test_korean_is_said_all_the_way(doctor: Run, tmp_path: Path) -> None:
    code, out, _ = doctor(exported(tmp_path, BROKEN["swapped"]().files), "--lang", "ko", "--notes")

    assert code == 1
    assert "노드 간 Pod 통신이 노드 3개 중 3개에서 끊김" in out
    assert not any(word in out for word in ("VERDICT", "CAUSE", "price", "fix:", "confidence", "(가)", "(를)"))


def test_an_archive_is_as_good_as_a_directory(doctor: Run, tmp_path: Path) -> None:
    folder = exported(tmp_path / "export", BROKEN["swapped"]().files)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as made:
        for path in sorted(Path(folder).iterdir()):
            made.write(path, path.name)

    assert doctor(str(tmp_path / "export.zip")) == doctor(folder)


def test_files_may_be_named_one_by_one(doctor: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exported(tmp_path, BROKEN["missing_route"]().files)
    monkeypatch.chdir(tmp_path)

    code, out, _ = doctor("aks.json", "vnet.json", "rt.json", "nodes.json")

    assert code == 1
    assert "rt.json:$.routes" in out
    assert "az vmss nic list -g mc_rg-aks_aks-prod_koreacentral" in out


def test_ranges_of_others_are_judged(doctor: Run, tmp_path: Path) -> None:
    (tmp_path / "ipam.csv").write_text("prefix,name\n10.244.16.0/20,seoul\n")
    folder = exported(tmp_path / "export", az.sound())

    code, out, _ = doctor(folder, "--avoid", str(tmp_path / "ipam.csv"), "--on-premises", "10.0.0.0/20")

    assert code == 1
    assert "[pod-cidr-overlaps-taken-range]" in out
    assert "seoul" in out
    assert "[service-cidr-overlaps-taken-range]" in out


def test_a_fleet_is_one_row_a_cluster(doctor: Run, tmp_path: Path) -> None:
    code, out, _ = doctor(exported(tmp_path, az.sound()), "--fleet")

    head, row = out.splitlines()[:2]
    assert code == 0
    assert head.split()[0] == "cluster"
    assert row.split()[:5] == ["aks-prod", "kubenet", "works", "none", "UserAssigned"]
    assert row.split()[-1] == "A"


def test_names_from_files_do_not_steer_the_terminal(doctor: Run, tmp_path: Path) -> None:
    evil = az.aks_show(name="aks\x1b[2J-prod")
    evil["id"] = evil["id"].replace("aks-prod", "aks\x1b[2J-prod")

    _, out, _ = doctor(exported(tmp_path, az.sound(aks=evil)))

    assert "\x1b" not in out


def test_an_empty_directory_is_said(doctor: Run, tmp_path: Path) -> None:
    code, _, err = doctor(str(tmp_path))

    assert (code, err) == (2, "akslab: There is no file to read.\n")


def test_files_without_a_cluster_say_what_is_missing(doctor: Run, tmp_path: Path) -> None:
    code, out, _ = doctor(exported(tmp_path, {"nodes.json": az.nodes()}))

    assert code == 0
    assert out.startswith("No cluster is in these files: export it with `az aks show -o json`.")


def test_a_file_that_told_nothing_is_named_without_being_asked_for(doctor: Run, tmp_path: Path) -> None:
    folder = Path(exported(tmp_path, az.sound()))
    (folder / "nodes.txt").write_text("NAME   STATUS   ROLES\naks-nodepool1-1   Ready   agent\n")
    for number in range(6):
        (folder / f"z{number}.json").write_text("")

    for language, words in (("en", "2 more files"), ("ko", "외 2개")):
        code, out, _ = doctor(str(folder), "--lang", language)
        assert code == 0
        assert "nodes.txt, z0.json, z1.json, z2.json, z3.json" in out
        assert words in out
    assert "Not used" not in doctor(str(folder), "--notes")[1]


def test_korean_says_in_korean_what_is_no_json(doctor: Run, tmp_path: Path) -> None:
    (tmp_path / "aks.json").write_text('{"id": "/subscriptions/x" "name": 1}')

    assert "쉼표" in doctor(str(tmp_path), "--lang", "ko")[1]


def test_clusters_of_one_name_are_told_apart_by_group_then_by_subscription(doctor: Run, tmp_path: Path) -> None:
    other = az.CLUSTER.replace(az.GROUP, "rg-other")
    files = az.sound(other=az.aks_show(id=other), fleet=az.aks_show(id=other.replace("1111", "2222", 1)))
    folder = exported(tmp_path, files)

    for options in ((folder,), (folder, "--fleet")):
        _, out, _ = doctor(*options)
        assert f"aks-prod ({az.GROUP})" in out
        assert f"aks-prod ({az.SUBSCRIPTION}/rg-other)" in out
    assert "aks-prod (" not in doctor(exported(tmp_path / "one", az.sound()), "--fleet")[1]
