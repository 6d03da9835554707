"""One lab for the session; the thread that everything hangs on is the very first test of the suite."""

from collections.abc import Iterator

import pytest

from .labs import Lab, Scene

_FIRST = "test_the_thread"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the thread: what fails there fails everywhere."""
    items.sort(key=lambda item: _FIRST not in item.nodeid)


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """Run the lab that most tests share. Nothing of what they did to it may have been a fault of its own."""
    running = Lab(tmp_path_factory.mktemp("e2e") / "lab").up()
    yield running
    faults = running.faults()
    running.down("--delete")
    assert faults == []
    assert not running.state.exists()


@pytest.fixture
def scene(lab: Lab) -> Scene:
    """Make a resource group of one's own."""
    return Scene(lab)
