"""Two that know nothing of each other: the Azure documents read slowly, and the compiled state walked by the model."""

from collections import Counter
from pathlib import Path

import pytest

from .mutants import MUTANTS, Mutant, caught
from .opinions import differences

NETWORKS = 40


def test_the_oracle_and_the_model_say_the_same() -> None:
    counted: Counter[str] = Counter()
    assert list(differences(range(1, NETWORKS + 1), counted)) == []
    assert counted["judged"] > 100 * NETWORKS, counted
    assert min(counted["delivered"], counted["lost"]) > counted["judged"] // 4, counted
    assert counted["denied by the same rule"] > 100, counted
    assert counted["not judged"] < counted["judged"] // 20, counted


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_mistake_of_the_compile_step_is_caught(mutant: Mutant, tmp_path: Path) -> None:
    assert caught(mutant, tmp_path)
