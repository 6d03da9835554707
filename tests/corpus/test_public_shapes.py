"""Shapes found in public repositories, written anew: the broken one is found, its sound twin is let pass.

Each folder of `public` has an `expected.json` with the repository and the path it was seen in.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from akslab.rules.catalogue import rule

from .reading import Read, read_back

PUBLIC = Path(__file__).parent / "public"
NAMES = sorted(each.name for each in PUBLIC.iterdir())
SUFFIXES = {".bicep": "bicep", ".tf": "terraform", ".sh": "az", ".md": "az", ".json": "arm"}


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PUBLIC / name / "expected.json").read_text())
    return found


def reading(name: str, which: str) -> Read:
    return read_back({path.name: path.read_text() for path in sorted((PUBLIC / name / which).iterdir())})


def hard(found: Read) -> set[str]:
    return {each.rule for each in found.found | found.conditional if each.class_ in ("rejected", "breaks")}


@pytest.mark.parametrize("name", NAMES)
def test_the_broken_one_is_found_and_nothing_else_is_refused(name: str) -> None:
    assert hard(reading(name, "broken")) == set(expected(name)["finds"])


@pytest.mark.parametrize("name", NAMES)
def test_the_sound_one_is_let_pass(name: str) -> None:
    found = reading(name, "sound")

    assert hard(found) == set()
    assert not set(expected(name)["finds"]) & {each.rule for each in found.found}
    assert set(found.troubles) <= {"az.placeholder"}


def test_there_are_at_least_twenty_in_every_language_each_with_its_source() -> None:
    languages = {SUFFIXES[path.suffix] for name in NAMES for path in (PUBLIC / name / "broken").iterdir()}

    assert len(NAMES) >= 20
    assert languages == {"arm", "az", "bicep", "terraform"}
    for name in NAMES:
        told = expected(name)
        assert re.match(r"[\w.-]+/[\w.-]+(#\d+| \S)", told["source"]), name
        assert told["shape"].endswith(".")
        assert all(rule(each) for each in told["finds"])
