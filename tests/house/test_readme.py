"""The README's commands exist: what a newcomer types first must work."""

import re
import shlex
from pathlib import Path

import click
import pytest

from akslab.cli import cli, main
from akslab.cli.pages import contexts

from .source import ROOT

READMES = [path for path in (ROOT / "README.md", ROOT / "README.ko.md") if path.exists()]
BLOCK = re.compile(r"^```(?:sh|console|bash|text)?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
AKSLAB = re.compile(r"^(?:\$ )?(?:sudo )?(?:\.venv/bin/)?akslab +(.+)$", re.MULTILINE)
MAKE = re.compile(r"^(?:\$ )?make +([a-z-]+)", re.MULTILINE)
TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)


def known_commands() -> set[str]:
    """Return every command and subcommand as it is typed after `akslab`."""
    return {each.command_path.removeprefix("akslab").strip() for each in contexts(cli, None, "akslab")}


def command_of(line: str) -> str:
    """Return the command and subcommand of what is typed after `akslab`; nothing for options alone."""
    words = [word for word in line.split() if not word.startswith("-")]
    found = cli.get_command(click.Context(cli), words[0]) if words else None
    takes_another = isinstance(found, click.Group) and len(words) > 1
    return " ".join(words[: 2 if takes_another else 1])


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_a_readme_tells_people_to_type_exists(readme: Path) -> None:
    text = readme.read_text()
    blocks = "\n".join(BLOCK.findall(text))
    typed = {command_of(line) for line in AKSLAB.findall(blocks)}
    assert typed - known_commands() - {""} == set()
    targets = set(TARGET.findall((ROOT / "Makefile").read_text()))
    assert set(MAKE.findall(blocks)) - targets == set()


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_a_readme_that_is_written_begins_with_the_two_commands(readme: Path) -> None:
    text = readme.read_text()
    assert not text.strip() or ("make demo" in text and "make test" in text)


SHOP = ROOT / "docs" / "inputs" / "shop"
SESSION = re.compile(r"^\$ akslab ((?:check|trace) [^#\n]*).*\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
CUT = "…"
"""Stands for lines a readme leaves out."""


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_what_a_readme_shows_is_what_is_printed(
    readme: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sessions = [found for block in BLOCK.findall(readme.read_text()) for found in SESSION.findall(block)]
    assert [arguments.split()[0] for arguments, _ in sessions] == ["check", "trace"]
    monkeypatch.chdir(SHOP)
    for arguments, shown in sessions:
        monkeypatch.setattr("sys.argv", ["akslab", *shlex.split(arguments)])
        with pytest.raises(SystemExit):
            main()
        printed = capsys.readouterr().out
        for part in shown.split(f"{CUT}\n"):
            assert part in printed
