"""docs/reach.md shows what the commands really answer."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from akslab.cli import cli
from akslab.pytest_plugin import LAB, SEVERAL, SOURCES
from akslab.reach.doubts import Undecided
from akslab.reach.expectations import Expectation, read_expectations
from akslab.reach.judging import Counterexample, Judgement
from akslab.reach.outcomes import End
from akslab.reach.structured import VERSION, judgement_json
from akslab.trace.packets import Packet

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


def keys_of(value: object) -> set[str]:
    """Collect the keys of an answer, but for what a trace and a packet consist of: those are on another page."""
    if isinstance(value, dict):
        inner = (keys_of(each) for key, each in value.items() if key not in ("trace", "packet", "decider", "ports"))
        return set(value).union(*inner)
    return set().union(*map(keys_of, value)) if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "command",
    [
        "reach --template main.bicep",
        "reach --template spoke.bicep --from kind:pod --to 10.0.2.4",
        "reach --template main.bicep --what-if 'association remove snet-aks'",
        "reach --template main.bicep --expect expect.yaml",
        "reach --template spoke.bicep --expect spoke.yaml",
    ],
)
def test_the_page_names_every_key_of_the_json(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS / "inputs" / "reach")
    answer = json.loads(CliRunner().invoke(cli, [*shlex.split(command), "-o", "json"]).stdout)
    assert answer["version"] == VERSION
    documented = set(re.findall(r"`(\w+)`", PAGE[PAGE.index("## The JSON") : PAGE.index("## How it works")]))
    assert keys_of(answer) - documented == set()


def test_the_page_names_no_key_that_an_answer_does_not_have() -> None:
    """Of counterexamples and what is open, by the code that writes them."""
    rows = dict(re.findall(r"^\| `(counterexample|undecided)` \| null, or (.*) \|$", PAGE, re.MULTILINE))
    packet, trace = Packet(destination="10.0.0.1"), None
    end = End("filtered", "request", "vnet/a")
    found = Counterexample("a", "b", packet, end, trace)
    expected = Expectation("must", ("a",), ("b",), (), "", 1)
    told = judgement_json(Judgement(expected, 1, found, Undecided(None, 0, 0)))
    for key, names in rows.items():
        assert set(re.findall(r"`(\w+)`", names)) == set(told[key]), key
    assert len(rows) == 2


def test_the_page_names_the_options_of_the_plugin() -> None:
    for what in (*SOURCES, *SEVERAL, *LAB):
        assert f"`--akslab-{what}`" in PAGE
        assert f"`akslab_{what}`" in PAGE
