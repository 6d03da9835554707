"""What holds for every test: the kernel tests that ran are counted, and a whole run without any is red."""

import os

import pytest

_COUNTED = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_COUNTED] = 0


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    report = yield
    if report.when == "call" and not report.skipped and item.get_closest_marker("kernel"):
        item.config.stash[_COUNTED] += 1
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    required = os.environ.get("AKSLAB_KERNEL_TESTS") == "required"
    if required and session.config.stash[_COUNTED] == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    terminalreporter.write_line(f"kernel tests that ran: {config.stash[_COUNTED]}")
