"""What runs inside namespaces: processes with their groups and logs, and the built-in server under strain."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from akslab.kernel.seam import HttpWorkload, KernelError, Probe, ProcessWorkload
from akslab.net.changes import RemoveNetns

from .conftest import LinuxLab, entering, eventually
from .networks import one_node

pytestmark = pytest.mark.kernel


@pytest.fixture
def lab(linux: LinuxLab) -> Iterator[LinuxLab]:
    linux.reach(one_node())
    yield linux
    linux.reach({})


def inside(lab: LinuxLab, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the pod as another process of ours would."""
    line = entering(lab.run(lab.kernel.enter("pod")), *command)
    return subprocess.run(line, capture_output=True, text=True, timeout=20, check=False)


def running(lab: LinuxLab, word: str) -> bool:
    """Say whether a command line of the host's PID namespace holds `word`."""
    listing = inside(lab, "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").stdout
    return listing.count(word) > 0


def test_a_process_runs_in_its_namespace_and_writes_its_log(lab: LinuxLab, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = "ip -o address show dev eth0; echo complaint >&2"
    lab.run(lab.kernel.start("pod", ProcessWorkload(("sh", "-c", script), str(log))))
    eventually(lambda: log.exists() and "complaint" in log.read_text())
    assert "10.244.0.2/24" in log.read_text()


def test_stopping_a_process_kills_its_whole_group(lab: LinuxLab) -> None:
    script = "sleep 4711 & sleep 4711"
    lab.run(lab.kernel.start("pod", ProcessWorkload(("sh", "-c", script), "/dev/null")))
    eventually(lambda: running(lab, "sleep 4711"))
    lab.run(lab.kernel.stop("pod"))
    eventually(lambda: not running(lab, "sleep 4711"))


def test_a_leader_that_ended_does_not_hide_its_group(lab: LinuxLab) -> None:
    lab.run(lab.kernel.start("pod", ProcessWorkload(("sh", "-c", "sleep 4712 &"), "/dev/null")))
    eventually(lambda: running(lab, "sleep 4712"))
    lab.run(lab.kernel.stop("pod"))
    eventually(lambda: not running(lab, "sleep 4712"))


def test_nothing_is_left_unburied(lab: LinuxLab) -> None:
    for _ in range(5):
        lab.run(lab.kernel.start("pod", ProcessWorkload(("true",), "/dev/null")))
    eventually(lambda: "Z" not in inside(lab, "sh", "-c", "cat /proc/[0-9]*/stat | cut -d' ' -f3").stdout)


def test_a_command_that_does_not_exist_is_refused_in_words(lab: LinuxLab) -> None:
    with pytest.raises(KernelError, match="No such file or directory: start no-such-command in pod"):
        lab.run(lab.kernel.start("pod", ProcessWorkload(("no-such-command",), "/dev/null")))


def test_a_process_inside_goes_with_its_namespace(lab: LinuxLab) -> None:
    lab.run(lab.kernel.start("pod", ProcessWorkload(("setsid", "sleep", "4713"), "/dev/null")))
    eventually(lambda: running(lab, "sleep 4713"))
    lab.apply(RemoveNetns("pod"))
    lab.reach(one_node())
    eventually(lambda: not running(lab, "sleep 4713"))


def test_a_started_workload_takes_the_place_of_the_one_that_ran(lab: LinuxLab) -> None:
    lab.run(lab.kernel.start("node", HttpWorkload("first")))
    lab.run(lab.kernel.start("node", HttpWorkload("second")))
    assert "name: second" in lab.run(lab.kernel.probe(Probe("pod", "10.244.0.1"))).answer


def test_a_taken_port_is_refused_in_words(lab: LinuxLab, tmp_path: Path) -> None:
    log = tmp_path / "log"
    listen = "import socket,time; s=socket.create_server(('',80)); print('up',flush=True); time.sleep(99)"
    lab.run(lab.kernel.start("node", ProcessWorkload(("setsid", sys.executable, "-c", listen), str(log))))
    eventually(lambda: log.exists() and "up" in log.read_text())
    with pytest.raises(KernelError, match="Address already in use: start web in node"):
        lab.run(lab.kernel.start("node", HttpWorkload("web")))


def test_the_server_answers_while_others_say_nothing_or_nonsense(lab: LinuxLab) -> None:
    lab.run(lab.kernel.start("pod", HttpWorkload("web")))
    script = """
import socket
silent = [socket.create_connection(("10.244.0.2", 80)) for _ in range(50)]
for garbage in (b"\\r\\n\\r\\n", b"POST / HTTP/1.1\\r\\n\\r\\n", b"x" * 40000):
    s = socket.create_connection(("10.244.0.2", 80)); s.settimeout(3)
    try:
        s.sendall(garbage); print(s.recv(200).split(b"\\r")[0].decode())
    except ConnectionError:
        print("cut off")
s = socket.create_connection(("10.244.0.2", 80)); s.sendall(b"GET / HT"); s.sendall(b"TP/1.1\\r\\n\\r\\n")
print(s.recv(200).split(b"\\r")[0].decode())
"""
    said = inside(lab, sys.executable, "-c", script).stdout.splitlines()
    assert said[0] == said[1] == "HTTP/1.1 405 Method Not Allowed"
    assert said[2] in ("", "cut off")
    assert said[3] == "HTTP/1.1 200 OK"


def test_the_machine_itself_does_not_listen(lab: LinuxLab) -> None:
    lab.run(lab.kernel.start("pod", HttpWorkload("web", port=47110)))
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 47110), timeout=1)
