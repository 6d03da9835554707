"""Captures of a running lab: one request at many points, on the terminal and in a file that others read."""

import io
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from scapy.layers.inet import IP
from scapy.layers.l2 import Ether
from scapy.utils import RawPcapNgReader

from akslab.capture import filters

from .labs import AKSLAB, Cluster, Json, Lab, Scene, eventually
from .processes import akslab_as_nobody

pytestmark = pytest.mark.kernel
needs_libpcap = pytest.mark.skipif(not filters.is_there(), reason="this machine has no libpcap")
PATIENCE_S = 20


class Capture:
    """A running `akslab capture`."""

    def __init__(self, lab: Lab, *arguments: str, stdout: int = subprocess.PIPE) -> None:
        command = [AKSLAB, "--state", str(lab.state), "capture", *arguments]
        self.process = subprocess.Popen(command, env=dict(lab.environment), stdout=stdout, stderr=subprocess.PIPE)
        assert self.process.stderr is not None
        self.said = ""
        while "Capturing" not in self.said:
            line = self.process.stderr.readline().decode()
            assert line, f"no capture: {self.said}"
            self.said += line

    def end(self, *, by: int | None = signal.SIGINT, code: int = 0) -> bytes:
        """End it as Ctrl-C does, or wait for its own end; returns what was on stdout."""
        if by is not None:
            self.process.send_signal(by)
        printed, said = self.process.communicate(timeout=PATIENCE_S)
        self.said += said.decode()
        assert self.process.returncode == code, self.said
        assert "Traceback" not in self.said
        return printed or b""


@dataclass
class Stage:
    """A cluster with a pod on each of two nodes in a network of its own, and a machine beside it."""

    cluster: Cluster
    network: str
    machine: str

    @property
    def lab(self) -> Lab:
        return self.cluster.lab


@pytest.fixture(scope="module")
def stage(lab: Lab) -> Stage:
    scene = Scene(lab)
    subnet = scene.subnet(name="captured")
    cluster = scene.cluster("cap", subnet)
    cluster.pod_on_each_node()
    return Stage(cluster, "captured", scene.machine("target", subnet))


def read_back(data: bytes) -> list[tuple[bytes, Any]]:
    with RawPcapNgReader(io.BytesIO(data)) as reader:
        return list(reader)


def places_of(lines: list[Json], number: int) -> list[tuple[str, str, str, str, str]]:
    return [
        (line["point"].partition("/")[0], line["interface"], line["direction"], line["source"], line["destination"])
        for line in lines
        if line["packet"] == number
    ]


def test_one_request_is_seen_at_every_point_with_the_address_it_has_there(stage: Stage, tmp_path: Path) -> None:
    lab, node, pod = stage.lab, next(iter(stage.cluster.nodes())), f"{stage.cluster.name}/pod-0"
    file = tmp_path / "request.pcapng"
    where = (f"pod/{pod}", f"node/{node}", f"vnet/{stage.network}", stage.machine)
    capture = Capture(lab, *where, "-o", "json", "-w", str(file))
    assert lab.probe(pod, stage.machine) == ("answered", "192.168.1.4")
    lines = [json.loads(line) for line in capture.end().splitlines()]

    first = next(line for line in lines if line.get("flags") == ["SYN"])
    assert places_of(lines, first["packet"]) == [
        ("pod", "eth0", "out", "10.244.0.2", "192.168.1.6"),
        ("node", "veth0af40002", "in", "10.244.0.2", "192.168.1.6"),
        ("node", "cbr0", "in", "10.244.0.2", "192.168.1.6"),
        ("node", "eth0", "out", "192.168.1.4", "192.168.1.6"),
        ("vnet", "nicc0a80104", "in", "192.168.1.4", "192.168.1.6"),
        ("vnet", "nicc0a80106", "out", "192.168.1.4", "192.168.1.6"),
        ("vm", "eth0", "in", "192.168.1.4", "192.168.1.6"),
    ]
    answer = next(line for line in lines if line.get("flags") == ["SYN", "ACK"])
    back = places_of(lines, answer["packet"])
    assert [place[1] for place in back] == [
        *("eth0", "nicc0a80106", "nicc0a80104", "eth0", "cbr0", "veth0af40002", "eth0")
    ]
    assert (back[0][4], back[-1][4]) == ("192.168.1.4", "10.244.0.2")
    assert [line["ttl"] for line in lines if line["packet"] == first["packet"]] == [64, 64, 64, 63, 63, 62, 62]
    translated = [line for line in lines if line.get("sourceWas")]
    assert {(line["interface"], line["direction"]) for line in translated} == {("eth0", "out")}
    assert translated[0]["sourceWas"] == f"10.244.0.2:{first['sourcePort']}"

    read = read_back(file.read_bytes())
    assert len(read) == len(lines)
    addressed = [(about.ifname.decode(), Ether(data)[IP].src) for data, about in read if IP in Ether(data)]
    shown = [(f"{line['point']}:{line['interface']}", line["source"]) for line in lines if "ttl" in line]
    assert addressed == shown
    comments = [about.comments for _, about in read if about.comments]
    assert len(comments) == len([line for line in lines if line.get("sourceWas") or line.get("destinationWas")])
    packet, port = first["packet"], first["sourcePort"]
    assert comments[0] == [f"packet {packet}: source was 10.244.0.2:{port}".encode()]
    assert f"pod/pod-0: {len([1 for line in lines if line['point'] == 'pod/pod-0'])} packets, 0 dropped" in capture.said
    assert "pod CIDR 10.244.0.0/24" in capture.said


def test_lines_for_people_are_aligned_and_say_where_the_source_was_translated(stage: Stage) -> None:
    lab, node = stage.lab, next(iter(stage.cluster.nodes()))
    capture = Capture(lab, f"{stage.cluster.name}/pod-0", node)
    assert lab.reaches(f"{stage.cluster.name}/pod-0", "internet")
    lines = capture.end().decode().splitlines()
    numbers = {line.index(" #") for line in lines}
    assert len(numbers) == 1
    out = [line for line in lines if "192.168.1.4" in line and "SYN length" in line]
    assert len(out) == 1
    assert f"node/{node}:eth0" in out[0]
    assert "> 198.51.100.1:80 tcp SYN length 0 ttl 63 (source was 10.244.0.2:" in out[0]


@needs_libpcap
def test_a_filter_and_a_count(stage: Stage, tmp_path: Path) -> None:
    lab, pod, file = stage.lab, f"{stage.cluster.name}/pod-0", tmp_path / "echo.pcapng"
    capture = Capture(lab, pod, "-f", "icmp and host 10.244.1.2", "--count", "2", "-w", str(file), "--quiet")
    assert lab.probe(pod, stage.machine)[0] == "answered"
    assert lab.probe(pod, f"{stage.cluster.name}/pod-1", protocol="icmp")[0] == "answered"
    assert capture.end(by=None) == b""
    assert "--count 2 is reached" in capture.said
    read = read_back(file.read_bytes())
    assert [(about.direction, Ether(data)[IP].src) for data, about in read] == [(2, "10.244.0.2"), (1, "10.244.1.2")]


def test_a_capture_to_stdout_is_a_file_and_nothing_else(stage: Stage) -> None:
    capture = Capture(stage.lab, stage.machine, "-i", "eth0", "-w", "-", "--seconds", "1.5", "-s", "34")
    assert stage.lab.reaches(f"{stage.cluster.name}/pod-0", stage.machine)
    read = read_back(capture.end(by=None))
    assert len(read) >= 8
    assert {(len(data), about.ifname) for data, about in read if about.wirelen > 60} == {
        (34, f"vm/{stage.machine}:eth0".encode())
    }


def test_a_reader_that_leaves_and_a_disk_that_is_full_end_a_capture_in_order(stage: Stage) -> None:
    lab, pod = stage.lab, f"{stage.cluster.name}/pod-0"
    left = Capture(lab, pod)
    assert left.process.stdout is not None
    left.process.stdout.close()
    left.process.stdout = None
    lab.probe(pod, stage.machine)
    left.end(by=None)
    assert "nobody reads it any more" in left.said
    full = lab.akslab("capture", pod, "-w", "/dev/full")
    assert (full.returncode, full.stdout) == (4, "")
    assert "No space left on device" in full.stderr.splitlines()[-1]
    assert "Traceback" not in full.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("captred",), 3, "Did you mean captured?"),
        (("vnet/captured", "-i", "eht0"), 3, "has no interface 'eht0', but lo, inet0"),
        (("vnet/captured", "-w", "/nowhere/file"), 4, "/nowhere/file can't be used: No such file or directory."),
        pytest.param(("vnet/captured", "-f", "tcp prot"), 2, "can't compile 'tcp prot': ", marks=needs_libpcap),
    ],
)  # fmt: skip
def test_what_can_not_be_captured_is_said_in_one_line(
    stage: Stage, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = stage.lab.akslab("capture", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.fixture
def public() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="akslab-test-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_an_ordinary_user_captures_in_a_lab_of_theirs_until_it_ends(public: Path) -> None:
    def run(*arguments: str) -> str:
        done = akslab_as_nobody(*arguments, home=public)
        assert done.returncode == 0, done.stderr
        return done.stdout

    lab, file = Lab(Path(json.loads(run("up", "-o", "json"))["state"])), public / "file.pcapng"
    try:
        subnet = Scene(lab).subnet()
        for name in ("web", "client"):
            run("vm", "run", name, "--subnet", subnet)
        with ThreadPoolExecutor(1) as pool:
            capturing = pool.submit(
                akslab_as_nobody, "capture", "web", "vnet/vnet", "-w", str(file), "--seconds", "30", home=public
            )
            eventually(lambda: file.exists() and file.stat().st_size > 300, PATIENCE_S)
            assert "client: 192.168.1.5" in run("probe", "client", "web")
            time.sleep(0.2)
            lab.hang_up()
            run("down")
            done = capturing.result(PATIENCE_S)
        assert done.returncode == 0, done.stderr
        assert done.stderr.splitlines()[-1].endswith(": the lab ended.")
        seen = {
            (about.ifname, Ether(data)[IP].src) for data, about in read_back(file.read_bytes()) if IP in Ether(data)
        }
        assert {(b"vm/web:eth0", "192.168.1.5"), (b"vnet/vnet:nicc0a80104", "192.168.1.5")} <= seen
        assert "tcp SYN length 0" in done.stdout
    finally:
        akslab_as_nobody("down", "--delete", home=public)
