"""The folders of `public`: shapes found in public repositories, written anew, each broken and sound."""

import json
from pathlib import Path
from typing import Any

PUBLIC = Path(__file__).parent / "public"
NAMES = tuple(sorted(each.name for each in PUBLIC.iterdir()))


def expected(name: str) -> dict[str, Any]:
    """Return what is said of a shape: the repository and path it was seen in, what it is, what is found in it."""
    found: dict[str, Any] = json.loads((PUBLIC / name / "expected.json").read_text())
    return found


def files_of(name: str, which: str) -> dict[str, str]:
    """Return the texts of the `broken` or the `sound` one."""
    return {path.name: path.read_text() for path in sorted((PUBLIC / name / which).iterdir())}
