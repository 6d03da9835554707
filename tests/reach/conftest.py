"""What the comparisons amounted to, printed at the end of a run."""

from collections import Counter

import pytest

_COUNTED = pytest.StashKey[Counter[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_COUNTED] = Counter()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[_COUNTED]:
        mix = ", ".join(f"{name} {count}" for name, count in config.stash[_COUNTED].most_common())
        terminalreporter.write_line(f"reach against trace: {mix}")


@pytest.fixture
def counted(pytestconfig: pytest.Config) -> Counter[str]:
    """Give the place for counts that are printed at the end of the run."""
    return pytestconfig.stash[_COUNTED]
