"""One kernel for the comparisons, and at the end of a run what they amounted to."""

from collections.abc import Iterator

import pytest

from .comparison import Tally
from .stage import Stage

_TALLIES = pytest.StashKey[dict[str, Tally]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_TALLIES] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for name, tally in config.stash[_TALLIES].items():
        terminalreporter.write_line(f"differential, {name}: {tally}")


@pytest.fixture
def tallies(pytestconfig: pytest.Config) -> dict[str, Tally]:
    """Give the place for tallies that are printed at the end of the run."""
    return pytestconfig.stash[_TALLIES]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with Stage() as opened:
        yield opened
