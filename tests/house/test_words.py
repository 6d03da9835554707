"""What must not stand anywhere: paths of somebody's machine, and who or what helped to write."""

import re
from pathlib import Path

import pytest

from .source import ROOT, shown, texts

HERE = Path(__file__)
MACHINES = re.compile(r"/work/|/home/(?!me/)|/root/|/tmp/w/|\.\./shared|reference documents?\b")
WRITERS = re.compile(r"\b(claude|anthropic|openai|chatgpt|copilot|gpt-?\d|language model)\b", re.IGNORECASE)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")


@pytest.mark.parametrize("refused", [MACHINES, WRITERS, UNFINISHED], ids=["machines", "writers", "unfinished"])
def test_nothing_we_wrote_has_such_words_in_it(refused: "re.Pattern[str]") -> None:
    found = [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in texts()
        if path != HERE
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if refused.search(line)
    ]
    assert found == []


def test_the_files_that_are_looked_at_are_all_there_are() -> None:
    looked_at = {shown(path) for path in texts()}
    assert {"Makefile", "pyproject.toml", "README.md", "CHANGELOG.md", ".importlinter"} <= looked_at
    assert sum(name.startswith("src/") for name in looked_at) > 150
    assert (ROOT / "LICENSE").read_text().startswith("MIT License")
