"""`akslab migrate` as people type it: what is printed, where, and the exit code."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from doctor import az_shapes as az

from akslab.cli import main

from . import exports
from .blocking import BLOCKINGS, with_all
from .declared import arm, bicep, terraform

Run = Callable[..., tuple[int, str, str]]
POLICY = with_all(next(each for each in BLOCKINGS if each.key == "policy"))
DAY = ("--today", "2026-11-24")


@pytest.fixture
def migrate(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["akslab", "migrate", *arguments, *DAY])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


def written(folder: Path, files: az.Files) -> str:
    for name, text in az.written(files).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return str(folder)


def test_ready_exits_0_and_blocked_1(migrate: Run, tmp_path: Path) -> None:
    assert migrate(written(tmp_path / "a", exports.ready()))[0] == 0
    assert migrate(written(tmp_path / "b", POLICY))[0] == 1


def test_what_decides_and_is_not_there_exits_1_unless_somebody_allows_it(migrate: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "open", exports.dropped(exports.ready(), ["cm.json"]))
    blocked = written(tmp_path / "blocked", exports.dropped(POLICY, ["cm.json"]))

    assert migrate(folder)[0] == 1
    assert migrate(folder, "--allow-unknown")[0] == 0
    assert migrate(blocked, "--allow-unknown")[0] == 1


def test_nothing_on_kubenet_exits_3(migrate: Run, tmp_path: Path) -> None:
    overlay = az.aks_show(networkProfile={"networkPlugin": "azure", "networkPluginMode": "overlay"})

    code, out, _ = migrate(written(tmp_path / "overlay", {"aks.json": overlay}))

    assert (code, "nothing to migrate" in out, "not on kubenet: aks-prod" in out) == (3, True, True)
    assert migrate(written(tmp_path / "none", {"vnet.json": az.vnet_show()}))[0] == 3


def test_a_file_that_cannot_be_read_exits_2_beside_the_plans(migrate: Run, tmp_path: Path) -> None:
    code, out, err = migrate(written(tmp_path, exports.ready() | {"cut.json": '{"id": '}))

    assert code == 2
    assert out.startswith("aks-prod (rg-aks): ready to move")
    assert "cut.json" in err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("/nowhere/at/all",), "there is no such file"),
        (("--pod-cidr", "10.0.0.1/16", "."), "host bits"),
        (("--pod-cidr", "fd00::/64", "."), "IPv6"),
    ],
)
def test_a_wish_that_cannot_be_read_exits_2_in_one_line(
    migrate: Run, arguments: tuple[str, ...], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    code, out, err = migrate(*arguments)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_a_day_that_is_none_exits_2(migrate: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "DAY", ("--today", "soon"))

    code, _, err = migrate(written(tmp_path, exports.ready()))

    assert (code, "--today soon" in err) == (2, True)


def test_an_empty_directory_is_told_as_one(migrate: Run, tmp_path: Path) -> None:
    code, out, err = migrate(str(tmp_path))

    assert (code, out, "no file to read" in err) == (2, "", True)


def test_an_archive_is_read_like_a_directory(migrate: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for name, text in az.written(exports.ready()).items():
            archive.writestr(f"export/{name}", text)

    code, out, _ = migrate(str(tmp_path / "export.zip"))

    assert (code, out.startswith("aks-prod (rg-aks): ready to move")) == (0, True)


def test_several_clusters_get_a_plan_each_and_a_count(migrate: Run, tmp_path: Path) -> None:
    other = f"{az.id_of('virtualNetworks', 'other')}/subnets/nodes"
    dev = exports.second_cluster(other) | {"networkProfile": {"networkPlugin": "kubenet", "networkPolicy": "calico"}}
    folder = written(tmp_path, exports.ready() | {"dev/aks.json": dev})

    code, out, _ = migrate(folder)

    assert (code, out.count("POINT OF NO RETURN")) == (1, 2)
    assert out.rstrip().endswith("2 clusters on kubenet: 1 ready, 1 blocked, 0 open")
    assert migrate(folder, "--cluster", "AKS-PROD")[0] == 0
    assert migrate(folder, "--cluster", "nobody")[0] == 3


def test_places_are_where_the_files_say_it(migrate: Run, tmp_path: Path) -> None:
    _, out, _ = migrate(written(tmp_path, POLICY))

    assert "at aks.json:$.networkProfile.networkPolicy  [M2, E22, Azure/AKS#3845]" in out


@pytest.mark.parametrize(
    ("texts", "place"),
    [(terraform("~> 3.90"), "main.tf:30"), (bicep(), "main.bicep:13"), (arm(), "azuredeploy.json:10")],
    ids=["terraform", "bicep", "arm"],
)
def test_files_that_declare_are_read_by_directory_and_alone(
    migrate: Run, tmp_path: Path, texts: dict[str, str], place: str
) -> None:
    folder = written(tmp_path, texts)
    (name,) = texts

    by_directory, alone = migrate(folder), migrate(f"{folder}/{name}")

    assert by_directory[0] == alone[0] == 1
    assert f"at {place}  [" in by_directory[1]
    assert by_directory[1] == alone[1]


def test_files_of_several_directories_are_told_apart(
    migrate: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / "one", bicep())
    written(tmp_path / "two", {"main.bicep": bicep()["main.bicep"].replace("aks-prod", "aks-dev")})

    _, out, _ = migrate("one", "two")

    assert "at one/main.bicep:13" in out
    assert "two/main.bicep:21" in out


def test_exports_and_files_of_one_cluster_make_one_plan_with_the_lines(migrate: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "export", exports.ready())
    infra = written(tmp_path / "infra", terraform("~> 3.90"))

    code, out, _ = migrate(folder, infra)

    assert (code, out.count("PLAN ")) == (1, 1)
    assert "azurerm 3.x destroys the cluster" in out
    assert '-     network_plugin = "kubenet"' in out
    assert "kubectl get configmap" not in out


def test_a_template_beside_exports_is_an_export(migrate: Run, tmp_path: Path) -> None:
    code, out, _ = migrate(written(tmp_path, exports.ready() | arm()))

    assert "azuredeploy.json" not in out
    assert code in (0, 1)


def test_json_has_everything_that_the_text_says(migrate: Run, tmp_path: Path) -> None:
    code, out, _ = migrate(written(tmp_path, POLICY), "-o", "json")

    (found,) = json.loads(out)["clusters"]
    assert code == 1
    assert (found["name"], found["state"], found["class"], found["daysLeft"]) == ("aks-prod", "blocked", "B", 493)
    (blocker,) = found["blockers"]
    assert (blocker["key"], blocker["rule"], blocker["step"]) == ("policy", "network-policy-before-overlay", 2)
    assert blocker["place"] == "aks.json:$.networkProfile.networkPolicy"
    assert blocker["sources"] == ["M2", "E22", "Azure/AKS#3845"]
    assert [step["key"] for step in found["plan"]] == ["stock", "policy", "move", "table", "policy-back", "files"]
    final = found["plan"][found["pointOfNoReturn"] - 1]
    assert (final["isPointOfNoReturn"], final["needsMaintenanceWindow"]) == (True, True)
    assert found["disruption"]["pools"][0]["surge"] == {"least": 1, "most": 1}
    assert all(reading["date"] for each in found["disagreements"] for reading in each["readings"])


def test_json_in_korean_has_the_same_keys(migrate: Run, tmp_path: Path) -> None:
    folder = written(tmp_path, POLICY)
    english, korean = (json.loads(migrate(folder, "-o", "json", "--lang", lang)[1]) for lang in ("en", "ko"))

    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(each) for key, each in value.items()}
        return [shape(each) for each in value] if isinstance(value, list) else type(value).__name__

    assert shape(english) == shape(korean)
    assert english != korean


def test_avoided_ranges_are_held_against_the_pods(migrate: Run, tmp_path: Path) -> None:
    folder = written(tmp_path, exports.ready())

    code, out, _ = migrate(folder, "--on-premises", "10.244.8.0/24")

    assert (code, "10.244.0.0/16 overlaps 10.244.8.0/24 of on-premises" in out) == (0, True)
