"""The pre-commit hook and the GitHub Action call commands that exist, and put no text of others into a script."""

import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from akslab.checking.inputs import SCRIPTS
from akslab.cli import cli

ROOT = Path(__file__).parents[2]
ACTION = (ROOT / "action.yml").read_text()
SCRIPT = re.search(r"run: \|\n(.*)\Z", ACTION, re.DOTALL)
LONG_OPTION = re.compile(r"--[a-z-]+")


def options_of_check() -> set[str]:
    command = cli.get_command(click.Context(cli), "check")
    assert command is not None
    return {name for each in command.params for name in (*each.opts, *each.secondary_opts)}


def script() -> str:
    assert SCRIPT is not None
    return re.sub(r"^ {8}", "", SCRIPT[1], flags=re.MULTILINE)


def test_the_hook_runs_a_command_that_exists() -> None:
    hook = (ROOT / ".pre-commit-hooks.yaml").read_text()

    assert "entry: akslab check\n" in hook
    assert "pass_filenames: false" in hook


def test_the_hook_runs_for_every_kind_of_file_that_is_read() -> None:
    files = re.search(r"files: (.*)", (ROOT / ".pre-commit-hooks.yaml").read_text())
    assert files is not None
    read = (".bicep", ".bicepparam", ".tf", ".tofu", ".tfvars", ".tf.json", ".terraform.lock.hcl", ".json")
    scripts = set(SCRIPTS) - {".ipynb"}
    assert [kind for kind in (*read, *sorted(scripts)) if not re.search(files[1], f"infra/main{kind}")] == []
    assert not re.search(files[1], "main.py")


def test_the_action_gives_options_that_exist() -> None:
    called = [line for line in script().splitlines() if "akslab check" in line]

    assert len(called) == 2
    assert {option for line in called for option in LONG_OPTION.findall(line)} <= options_of_check()


def test_no_input_is_written_into_the_script() -> None:
    assert "${{" not in script()


@pytest.mark.parametrize(("fail_on", "code"), [("breaks", 1), ("never", 0)])
def test_the_action_writes_sarif_and_keeps_the_exit_code(tmp_path: Path, fail_on: str, code: int) -> None:
    network = "resource net 'Microsoft.Network/virtualNetworks@2024-05-01' = {\n  name: 'n'\n  properties: {\n"
    (tmp_path / "main.bicep").write_text(
        f"{network}    addressSpace: {{ addressPrefixes: ['10.0.0.1/8'] }}\n  }}\n}}\n"
    )
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "AKSLAB_PATH": ".",
        "AKSLAB_FAIL_ON": fail_on,
        "AKSLAB_SARIF": "out.sarif",
        "AKSLAB_BASELINE": "",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
    }

    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script()],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == code, done.stderr
    assert "::error file=main.bicep,line=4" in done.stdout
    assert '"ruleId": "address-prefix-host-bits"' in (tmp_path / "out.sarif").read_text()
    assert (tmp_path / "output").read_text() == f"exit-code={code}\n"
