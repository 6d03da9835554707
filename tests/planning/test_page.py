"""docs/plan.md shows what the command prints."""

import re
import shlex
from pathlib import Path

import pytest

from akslab.cli import main

PAGE = Path(__file__).parents[2] / "docs" / "plan.md"
BLOCK = re.compile(r"^```console\n\$ akslab (.*?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILES = {
    "ipam.csv": "prefix,name\n10.64.0.0/16,hub\n10.65.0.0/20,edge\n",
    "clusters.csv": "name,nodes,growth,plugin\nshop,12,2x,kubenet\nsearch,30,50%,overlay\nbatch,420,,kubenet\n",
}
SHOWN = BLOCK.findall(PAGE.read_text())


@pytest.mark.parametrize(("arguments", "output"), SHOWN, ids=[arguments for arguments, _ in SHOWN])
def test_a_console_block_is_what_is_printed(
    arguments: str, output: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["akslab", *shlex.split(arguments)])

    with pytest.raises(SystemExit):
        main()

    assert capsys.readouterr().out == output


def test_the_page_has_such_blocks() -> None:
    assert len(SHOWN) == PAGE.read_text().count("```console") == 3
