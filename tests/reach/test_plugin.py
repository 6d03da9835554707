"""The pytest plugin, in suites of its own: what holds passes, what does not fails with its packet, wrong use is told."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import msgspec
import pytest
from controllers.stage import Stage, create_cluster, subnet
from networks.files import bicep

import akslab
from akslab.lab.network_documents import lab_documents
from akslab.lab.place import place_of

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


def test_ports_may_be_numbers_and_lists_and_what_is_none_is_refused_in_words(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(
        """
        def test_a_number(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:pod", 80)

        def test_a_number_in_words(akslab_model):
            akslab_model.assert_reaches("nodepool1/0", ["pod@nodepool1/1", "nodepool1/1"], "80")

        def test_a_list(akslab_model):
            akslab_model.assert_does_not_reach(("kind:pod", "kind:node"), "10.99.0.0/16", [80, "udp/53", "8-9"])

        def test_none(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:pod", None)

        def test_a_float(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:pod", 80.5)

        def test_no_list(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:pod", [])

        def test_no_sender(akslab_model):
            akslab_model.assert_reaches(None, "kind:pod", 80)

        def test_too_many(akslab_model):
            akslab_model.assert_reaches("kind:pod", "kind:pod", 99999)

        def test_shown(akslab_model):
            akslab_model.assert_does_not_reach("kind:pod", "kind:pod", 22)
        """
    )
    result = run(pytester, monkeypatch, "--akslab-template", "main.bicep")
    result.assert_outcomes(passed=3, failed=6)
    said = result.stdout.str()
    assert "Error" not in said.replace("AssertionError", "")
    assert said.count("Write a word, or a list of words") >= 4
    assert "'99999' is no port" in said
    assert "the packet: tcp 10.244.0.3:40000 -> 10.244." in said


SITE = """\
resource nic 'Microsoft.Network/networkInterfaces@2024-05-01' = {
  name: 'vpn'
  location: 'koreacentral'
  properties: {
    enableIPForwarding: true
    ipConfigurations: [{ name: 'i', properties: { subnet: { id: vnet.properties.subnets[0].id } } }]
  }
}
param port string
"""


def test_sites_and_parameters_are_those_of_trace(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makefile(".bicep", hq=bicep(SITE))
    pytester.makepyfile("def test_it(akslab_model):\n    akslab_model.assert_reaches('vm/vpn', 'site/hq', 80)\n")
    hq = "hq=172.16.0.0/16@vpn"
    given = ("--akslab-template", "hq.bicep", "--akslab-parameters", "port=80")
    run(pytester, monkeypatch, *given, "--akslab-site", hq).assert_outcomes(passed=1)
    run(pytester, monkeypatch, *given).assert_outcomes(failed=1)
    result = run(pytester, monkeypatch, *given, "--akslab-site", "hq=172.16.0.0/16")
    result.assert_outcomes(errors=1)
    assert "is no site: write NAME=PREFIX@MACHINE" in result.stdout.str()
    pytester.makeini(f"[pytest]\nakslab_template = hq.bicep\nakslab_parameters =\n  port=80\nakslab_site =\n  {hq}\n")
    run(pytester, monkeypatch).assert_outcomes(passed=1)


def test_a_plan_is_a_network(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile("def test_it(akslab_model):\n    akslab_model.assert_reaches('*', '*')\n")
    pytester.makefile(".json", plan='{"format_version": "1.2", "planned_values": {"root_module": {}}}')
    result = run(pytester, monkeypatch, "--akslab-plan", "plan.json")
    result.assert_outcomes(errors=1)
    assert "plan.json" in result.stdout.str()


def test_a_lab_that_does_not_run_is_told(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytester.makepyfile("def test_it(akslab_lab):\n    akslab_lab.assert_reaches('*', '*')\n")
    result = run(pytester, monkeypatch, "--akslab-state", str(tmp_path / "none"))
    result.assert_outcomes(errors=1)
    assert "No lab is running here" in result.stdout.str()


@contextmanager
def answering(control: Path, answer: object) -> Iterator[None]:
    """Answer whatever is asked at a lab's socket, once."""
    line = msgspec.json.encode({"answer": answer}) + b"\n"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(control))
        server.listen()
        server.settimeout(60)

        def serve() -> None:
            connection, _ = server.accept()
            with connection, connection.makefile("rb") as asked:
                asked.readline()
                connection.sendall(line)

        served = Thread(target=serve)
        served.start()
        yield
        served.join(timeout=60)


def test_a_running_lab_is_asked(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A server that answers as the lab's does, with the documents its network is compiled from."""
    (tmp_path / "lab").mkdir(mode=0o700)
    stage = Stage()
    cluster = create_cluster(stage, subnet(stage), "one", count=2)
    stage.run_pods(cluster, "web", "db")
    documents = msgspec.to_builtins(lab_documents(stage.parts.context))
    pytester.makepyfile(
        """
        def test_it(akslab_lab):
            akslab_lab.assert_reaches("pod/web", "db", 80)
            akslab_lab.assert_does_not_reach("pod/web", "10.99.0.1")
        """
    )
    with answering(place_of("default", str(tmp_path / "lab"), {}).control, documents):
        run(pytester, monkeypatch, "--akslab-state", str(tmp_path / "lab")).assert_outcomes(passed=1)
