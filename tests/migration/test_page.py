"""docs/migrate.md shows what the command prints, and leaves out no blocker and no field."""

import json
import re
import shlex
from pathlib import Path

import pytest
from doctor import az_shapes as az

from akslab.cli import main
from akslab.migration.english import ENGLISH

from .consultant import FILES

PAGE = (Path(__file__).parents[2] / "docs" / "migrate.md").read_text()
BLOCK = re.compile(r"^```(console|text)\n\$ akslab (.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SHOWN = [found[1:] for found in BLOCK.findall(PAGE)]
CUT = "…\n"


@pytest.fixture
def in_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where the directories are that the page speaks of."""
    for folder, files in FILES.items():
        (tmp_path / folder).mkdir()
        for name, value in files.items():
            text = value if isinstance(value, str) else az.written({name: value})[name]
            (tmp_path / folder / name).write_text(text)
    monkeypatch.chdir(tmp_path)


def printed(arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr("sys.argv", ["akslab", *shlex.split(arguments)])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


@pytest.mark.usefixtures("in_export")
@pytest.mark.parametrize(("arguments", "output"), SHOWN, ids=[arguments for arguments, _ in SHOWN])
def test_a_block_is_what_is_printed_but_for_what_is_cut_out(
    arguments: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = printed(arguments, monkeypatch, capsys)

    if CUT not in output:
        assert told == output
    at = 0
    for part in output.split(CUT):
        assert part in told[at:]
        at = told.index(part, at) + len(part)


def test_the_page_has_a_whole_block_and_one_with_cuts() -> None:
    assert [CUT in output for _, output in SHOWN] == [False, True]


def test_the_page_explains_every_blocker() -> None:
    table = PAGE[PAGE.index("## What blocks") : PAGE.index("## What stops working")]
    explained = set(re.findall(r"`([a-z0-9-]+)`", " ".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE))))

    written = {key.removeprefix("block.") for key in ENGLISH if key.startswith("block.")}
    assert explained == written - {"policy-on-old", "identity-and-table"}


@pytest.mark.usefixtures("in_export")
def test_the_page_explains_every_field(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed("migrate export infra -o json", monkeypatch, capsys))
    (cluster,) = found["clusters"]
    fields = PAGE[PAGE.index("## JSON") :]

    told = [
        *found, *cluster, *cluster["blockers"][0], *cluster["unknown"][:1], *cluster["disagreements"][0],
        *cluster["disagreements"][0]["readings"][0], *cluster["disruption"], *cluster["plan"][0],
    ]  # fmt: skip
    assert [name for name in told if f"`{name}`" not in fields] == []
    documented = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", fields, re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)`", " ".join(documented))) == sorted(cluster)
