"""The README's commands exist: what a newcomer types first must work."""

import re
from pathlib import Path

import click
import pytest

from akslab.cli import cli
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
