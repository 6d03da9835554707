"""docs/reach.md shows what the commands really answer."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from akslab.cli import cli
from akslab.reach.expectations import read_expectations

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "reach.md").read_text()
SHOWN = re.findall(r"^\$ akslab (reach .*)\n((?:(?!\$ |```).*\n)*)", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("command", "answer"), SHOWN)
def test_a_command_of_the_page_answers_what_the_page_shows(
    command: str, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(DOCS / "inputs" / "reach")
    assert CliRunner().invoke(cli, shlex.split(command)).stdout == answer


def test_the_page_shows_commands() -> None:
    assert len(SHOWN) == 5


def test_the_files_of_the_page_are_those_that_are_judged() -> None:
    shown = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
    assert shown == [(DOCS / "inputs" / "reach" / name).read_text() for name in ("expect.yaml", "spoke.yaml")]
    assert [len(read_expectations(each)) for each in shown] == [2, 1]
