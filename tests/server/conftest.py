"""Served labs as fixtures."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .serving import ServedLab, served_lab


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[ServedLab]:
    """Serve a lab for one test."""
    with served_lab(tmp_path) as serving:
        yield serving
