"""Faults put into sound texts are found: how many of how many, and which not, by name."""

import pytest

from .faults import NETWORK_FAULTS, TEXT_FAULTS, sound_documents
from .injecting import LANGUAGES, hard, injected
from .languages import WRITERS
from .reading import read_back
from .settings import Setting, layered


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_fault_nothing_is_refused_or_breaks(language: str) -> None:
    files = WRITERS[language](Setting(layers=layered(sound_documents())))

    assert hard(read_back(files)) == set()


def test_at_least_nineteen_faults_of_twenty_are_found() -> None:
    found = [each for each in injected() if each.is_found]
    missed = [f"{each.text}: {each.fault}" for each in injected() if not each.is_found]
    print(f"{len(found)} of {len(injected())} faults found; not: {missed}")

    assert len(injected()) >= 300
    assert len(found) >= 0.95 * len(injected()), missed


def test_every_fault_has_a_place_in_every_language() -> None:
    names = {each.name for each in (*TEXT_FAULTS, *NETWORK_FAULTS)}

    for language in LANGUAGES:
        assert {each.fault for each in injected() if each.text == language} == names
