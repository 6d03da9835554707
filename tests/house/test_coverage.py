"""docs/coverage.md lists exactly what is declared."""

import subprocess
import sys

from akslab.arm.coverage import coverage_page
from akslab.azure import RESOURCE_TYPES

from .source import DOCS

COMMAND = "python -m akslab.azure.coverage > docs/coverage.md"


def test_the_coverage_page_is_what_the_declarations_give() -> None:
    page = (DOCS / "coverage.md").read_text()
    assert page == coverage_page(RESOURCE_TYPES), f"write it again: {COMMAND}"
    assert COMMAND in page


def test_the_command_on_the_page_writes_the_page() -> None:
    written = subprocess.run(
        [sys.executable, "-m", "akslab.azure.coverage"], capture_output=True, check=True, timeout=60, text=True
    ).stdout
    assert written == (DOCS / "coverage.md").read_text()


def test_every_type_child_action_and_view_has_its_place_on_the_page() -> None:
    rows = {line.split("`")[1]: line for line in coverage_page(RESOURCE_TYPES).splitlines() if line.startswith("| `")}
    assert list(rows) == sorted(declared.name for declared in RESOURCE_TYPES)
    for declared in RESOURCE_TYPES:
        names = [*(child.name for child in declared.children), *declared.actions, *declared.views]
        assert all(name in rows[declared.name] for name in names)
        assert rows[declared.name].endswith(f"| {declared.what} |")
