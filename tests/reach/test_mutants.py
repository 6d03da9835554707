"""The comparison with the trace is worth something: it notices small mistakes of the engine."""

from pathlib import Path

import pytest

from .mutants import MUTANTS, Mutant, caught


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_of_the_engine_is_caught(mutant: Mutant, tmp_path: Path) -> None:
    assert caught(mutant, tmp_path)
