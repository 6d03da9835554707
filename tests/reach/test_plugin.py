"""The pytest plugin, in suites of its own: what holds passes, what does not fails with its packet, wrong use is told."""

from pathlib import Path

import pytest
from networks.files import bicep

import akslab

from .test_command import SPOKE

pytest_plugins = ["pytester"]
SUITE = """
def test_pods_reach_each_other(akslab_model):
    akslab_model.assert_reaches("kind:pod", "kind:pod", "tcp/80")

def test_nothing_lives_there(akslab_model):
    akslab_model.assert_does_not_reach("kind:pod", "10.99.0.0/16")
"""


def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> pytest.RunResult:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(akslab.__file__).parents[1]))
    pytester.makefile(".bicep", main=bicep())
    return pytester.runpytest_subprocess("-p", "akslab.pytest_plugin", *arguments, timeout=60)


def test_what_holds_passes(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(SUITE)
    run(pytester, monkeypatch, "--akslab-template", "main.bicep").assert_outcomes(passed=2)


def test_the_ini_file_may_name_the_network(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(SUITE)
    pytester.makeini("[pytest]\nakslab_template = main.bicep\n")
    run(pytester, monkeypatch).assert_outcomes(passed=2)


def test_what_does_not_hold_fails_with_the_packet_and_no_traceback(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        from akslab.pytest_plugin import assert_does_not_reach, assert_reaches

        def test_wrong(akslab_model):
            assert_does_not_reach(akslab_model, "kind:pod", "kind:node", "udp/53")

        def test_wrong_too(akslab_model):
            assert_reaches(akslab_model, "kind:pod", "10.99.0.1", "tcp/80")

        def test_the_internet(akslab_model):
            assert_does_not_reach(akslab_model, "kind:pod", "8.8.8.8", "tcp/443")

        def test_a_service(akslab_model):
            assert_does_not_reach(akslab_model, "kind:pod", "10.0.0.10", "tcp/443")

        def test_misspelt(akslab_model):
            akslab_model.assert_reaches("kind:pud", "kind:node")

        def test_no_port(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:node", "http")
        """
    )
    result = run(pytester, monkeypatch, "--akslab-template", "main.bicep")
    result.assert_outcomes(failed=6)
    said = result.stdout.str()
    assert "must not reach node/" in said
    assert "must reach 10.99.0.1 with tcp/80, and does not" in said
    assert "must not reach 8.8.8.8 with tcp/443, and does" in said
    assert "10.0.0.10 lies in the service range" in said
    assert "'kind:pud' means nobody in this network. Near it are: pod" in said
    assert "'http' is no port" in said
    assert "judging.py" not in said
    assert "During handling" not in said
    # pytest tells every failure again in its summary, whole where CI is set.
    told = said.partition("short test summary info")[0]
    assert told.count("'http' is no port") == 1


def test_what_is_not_settled_fails_either_way_with_its_reason(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makefile(".bicep", spoke=bicep(SPOKE))
    pytester.makepyfile(
        """
        def test_must_not(akslab_model):
            akslab_model.assert_does_not_reach("kind:pod", "10.0.2.0/27", "tcp/22")

        def test_must(akslab_model):
            akslab_model.assert_reaches("kind:pod", "10.0.2.4", "tcp/22")
        """
    )
    result = run(pytester, monkeypatch, "--akslab-template", "spoke.bicep")
    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(
        ["*reaches 10.0.2.* with tcp/22 is not settled: it does not, unless", "*the peering of vnet-aks with vnet-hub*"]
    )


def test_paths_are_meant_from_where_they_are_written(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the command line from the current folder, in the ini file from its own."""
    suite, elsewhere = pytester.mkdir("suite"), pytester.mkdir("elsewhere")
    (suite / "test_it.py").write_text(SUITE)
    (suite / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.chdir(elsewhere)
    run(pytester, monkeypatch, "../suite", "--akslab-template", "../main.bicep").assert_outcomes(passed=2)
    (suite / "pytest.ini").write_text("[pytest]\nakslab_template = ../main.bicep\n")
    run(pytester, monkeypatch, "../suite").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Name the network"),
        (("--akslab-template", "main.bicep", "--akslab-export", "x"), "one of them"),
        (("--akslab-template", "gone.bicep"), "there is no such file"),
    ],
)
def test_a_network_that_is_not_named_is_told(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    pytester.makepyfile("def test_it(akslab_model):\n    akslab_model.assert_reaches('*', '*')\n")
    result = run(pytester, monkeypatch, *arguments)
    result.assert_outcomes(errors=1)
    assert told in result.stdout.str()
    assert "During handling" not in result.stdout.str()
