"""docs/check.md shows what the command prints, and every key of its JSON."""

import json
import re
import shlex
from pathlib import Path

import pytest

from akslab.cli import main

from .shop import BICEP, OPEN, TERRAFORM

PAGE = (Path(__file__).parents[2] / "docs" / "check.md").read_text()
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ akslab (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
SHOWN = [COMMAND.findall(block) for block in BLOCK.findall(PAGE)]
TOLD = re.search(r"<!-- keys: begin -->(.*)<!-- keys: end -->", PAGE, re.DOTALL)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("shop/main.bicep", BICEP), ("terraform/main.tf", TERRAFORM), ("open/main.bicep", OPEN)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(arguments: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr("sys.argv", ["akslab", *shlex.split(arguments)])
    with pytest.raises(SystemExit):
        main()
    return capsys.readouterr().out


@pytest.mark.parametrize("session", SHOWN, ids=[session[0][0] for session in SHOWN])
@pytest.mark.usefixtures("shop")
def test_a_console_block_is_what_is_printed(
    session: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, output in session:
        assert printed(arguments, monkeypatch, capsys) == output


def test_the_page_has_such_blocks() -> None:
    assert len(SHOWN) == PAGE.count("```console") == 4


@pytest.mark.usefixtures("shop")
def test_every_key_of_the_json_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(printed("check . -o json --show-unknown", monkeypatch, capsys))
    assert TOLD is not None
    told = set(re.findall(r"`(\w+)`", TOLD[1]))
    entries = [*whole["findings"], *whole["notJudged"], *whole["troubles"]]
    places = [each["location"] for each in entries if "location" in each]
    written = {key for each in (*entries, *places) for key in each}
    assert written <= told
    assert {"azure", "related", "isDefault", "needs", "endColumn"} <= written
    assert set(whole) == {"version", "inputs", "findings", "notJudged", "troubles", "failOn", "exitCode"}
    assert all(f"`{key}`" in PAGE for key in whole)
