"""Shapes found in public repositories, written anew: the broken one is found, its sound twin is let pass.

Each folder of `public` has an `expected.json` with the repository and the path it was seen in.
"""

import re
from pathlib import PurePath

import pytest

from akslab.rules.catalogue import rule

from .public_shapes import NAMES, expected, files_of
from .reading import Read, read_back

SUFFIXES = {".bicep": "bicep", ".tf": "terraform", ".sh": "az", ".md": "az", ".json": "arm"}


def reading(name: str, which: str) -> Read:
    return read_back(files_of(name, which))


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
    languages = {SUFFIXES[PurePath(file).suffix] for name in NAMES for file in files_of(name, "broken")}

    assert len(NAMES) >= 20
    assert languages == {"arm", "az", "bicep", "terraform"}
    for name in NAMES:
        told = expected(name)
        assert re.match(r"[\w.-]+/[\w.-]+(#\d+| \S)", told["source"]), name
        assert told["shape"].endswith(".")
        assert all(rule(each) for each in told["finds"])
