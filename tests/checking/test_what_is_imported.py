"""The commands of the light install import what they say, and a language only when a file of it is there."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .written import TEXT

LIGHT = {"akslab", "click", "msgspec"}
"""What every command may import besides the standard library."""
MAYBE = {"typing_extensions"}
"""msgspec looks whether it is installed."""
SLOW = {"asyncio", "ctypes", "http", "multiprocessing", "socket", "sqlite3", "ssl", "unittest", "urllib.request", "xml"}
"""Parts of the standard library that would cost more time than a check takes, or reach where it has no business."""
PROGRAM = (
    "import sys\n"
    "from akslab.cli import main\n"
    "try: main()\n"
    "except SystemExit as end: code = end.code\n"
    "print(code, *sys.modules)"
)
FILES = {
    "bicep": ("main.bicep", TEXT),
    "arm": ("main.json", '{"$schema": "deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": []}'),
    "terraform": (
        "main.tf",
        'resource "azurerm_resource_group" "rg" {\n  name = "rg"\n  location = "koreacentral"\n}\n',
    ),
    "scripts": ("up.sh", "az group create -n rg -l koreacentral\n"),
}
CLUSTER = {
    "type": "Microsoft.ContainerService/ManagedClusters",
    "id": "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks",
    "name": "aks",
    "networkProfile": {"networkPlugin": "kubenet"},
}
MORE = {"scripts": {"tree_sitter", "tree_sitter_bash"}}
PARTS = {"bicep": {"bicep", "arm"}, "terraform": {"terraform"}, "arm": {"arm"}, "scripts": {"scripts", "arm"}}
"""Which importers each language needs: Bicep has the functions of ARM."""


def imported_by(folder: Path, *arguments: str) -> set[str]:
    """Return the modules a command has imported when it ends; the exit code is one of a command that worked."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code in ("0", "1", "None"), done.stdout
    return set(modules)


def foreign(modules: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"__main__", "__mp_main__"}


@pytest.mark.parametrize("language", FILES)
def test_check_imports_the_importer_of_the_language_that_is_there(language: str, tmp_path: Path) -> None:
    name, text = FILES[language]
    (tmp_path / name).write_text(text)
    modules = imported_by(tmp_path, "check")
    importers = {each.split(".")[2] for each in modules if each.startswith("akslab.importers.")}
    assert importers & {"arm", "bicep", "terraform", "scripts", "exports"} <= PARTS[language]
    assert language in importers
    assert named(foreign(modules)) == LIGHT | MORE.get(language, set())
    assert modules & SLOW == set()
    assert not any(name.startswith("akslab.rules.korean") for name in modules)


def named(modules: set[str]) -> set[str]:
    """Leave out what an installation puts into every interpreter (`_virtualenv`, finders of editable installs)."""
    return {name for name in modules if not name.startswith(("_", "sitecustomize"))} - MAYBE


@pytest.mark.parametrize(
    "arguments", [("doctor", "."), ("migrate", "."), ("rules",), ("explain", "InvalidServiceCidr")]
)
def test_the_other_commands_of_the_light_install_import_nothing_heavy(
    arguments: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "aks.json").write_text(json.dumps(CLUSTER))
    modules = imported_by(tmp_path, *arguments)
    assert named(foreign(modules)) <= LIGHT
    assert modules & SLOW == set()
    # What is explained is looked up in both languages: a pasted text may be in either.
    assert arguments[0] == "explain" or not any(name.startswith("akslab.rules.korean") for name in modules)
