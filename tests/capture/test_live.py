"""Sockets on the real kernel: a cable in namespaces of its own, frames put in at one end, a capture at the other."""

import asyncio
import io
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from scapy.utils import RawPcapNgReader

from akslab.capture import filters
from akslab.capture.bounds import Bounds
from akslab.capture.entering import EntryError, open_sockets
from akslab.capture.filters import program
from akslab.capture.interruptions import interruptions
from akslab.capture.listening import NoInterfaceError, listen
from akslab.capture.output import Output
from akslab.capture.session import Ending, Session
from akslab.capture.sinks import File
from akslab.capture.sockets import PacketSocket
from akslab.capture.values import Point
from akslab.kernel.remote import RemoteKernel
from akslab.net.changes import RemoveNetns
from akslab.net.diff import diff
from akslab.net.state import InterfaceAddress, NetnsState, Veth

from .frames import arp, echo, tcp, udp

pytestmark = pytest.mark.kernel
needs_libpcap = pytest.mark.skipif(not filters.is_there(), reason="this machine has no libpcap")
LEFT, RIGHT = "0a:58:00:00:00:01", "0a:58:00:00:00:02"


@dataclass
class Cable:
    """Two namespaces with a cable between their `eth0`s, and hands for both ends."""

    runner: asyncio.Runner
    kernel: RemoteKernel
    left: Point
    right: Point

    def put(self, *frames: bytes) -> None:
        """Put frames in at the left end."""
        (opened,) = open_sockets([self.left], 1)
        (sender,) = opened.sockets
        with sender:
            for frame in frames:
                sender.sendto(frame, ("eth0", 0))

    def run(self, *command: str | bytes) -> None:
        """Run a command at the right end."""
        at = f"/proc/{self.right.pid}"
        enter = ["nsenter", f"--user={at}/ns/user", f"--net={at}/fd/{self.right.fd}", "--preserve-credentials", "--"]
        subprocess.run([*enter, *command], check=True, timeout=20)

    def capture(
        self,
        path: Path,
        *frames: bytes,
        points: Sequence[Point] = (),
        interfaces: Sequence[str] = (),
        expression: str = "",
        snap_length: int = 262_144,
        **bounds: Any,
    ) -> tuple[Ending, list[tuple[bytes, Any]]]:
        """Capture frames, at the right end if nothing else is said; returns the sums, and what scapy reads."""
        listening = listen(points or [self.right], interfaces, program(expression, snap_length))
        output = Output.at(str(path))
        file = File(output, snap_length, expression)
        file.open("Linux 6 x86_64", "a test", {})
        self.put(*frames)
        never, held = os.pipe()
        ending = Session(listening, [file], Bounds(**({"seconds": 0.1} | bounds))).run(never, lambda text: None)
        for descriptor in (never, held):
            os.close(descriptor)
        for each in listening:
            each.socket.close()
        output.close()
        with RawPcapNgReader(io.BytesIO(path.read_bytes())) as reader:
            return ending, list(reader)


def _point(runner: asyncio.Runner, kernel: RemoteKernel, name: str) -> Point:
    entrance = runner.run(kernel.enter(name))
    return Point(name, f"the {name} end", entrance.pid, entrance.fd)


@pytest.fixture
def cable() -> Iterator[Cable]:
    quiet = (("net.ipv6.conf.all.disable_ipv6", "1"),)
    left = NetnsState(links=(Veth("eth0", LEFT, "right", "eth0"),), sysctls=quiet)
    address = InterfaceAddress("eth0", "10.244.0.1/24")
    right = NetnsState(links=(Veth("eth0", RIGHT, "left", "eth0"),), addresses=(address,), sysctls=quiet)
    with asyncio.Runner() as runner:
        kernel = runner.run(RemoteKernel.start_host())
        runner.run(kernel.apply(diff({}, {"left": left, "right": right})))
        yield Cable(runner, kernel, *(_point(runner, kernel, name) for name in ("left", "right")))
        runner.run(kernel.close())


def test_every_frame_arrives_as_it_was_with_time_place_and_direction(cable: Cable, tmp_path: Path) -> None:
    frames = [tcp(), udp(), echo(), arp(2), b"\xff" * 6 + bytes(6) + b"\x88\xb5" + bytes(200)]
    before = time.time_ns()
    ending, read = cable.capture(tmp_path / "file", *frames, points=[cable.left, cable.right])
    assert ending.packets == len(read) == 10
    assert [(each.point, each.packets, each.dropped) for each in ending.sums] == [("left", 5, 0), ("right", 5, 0)]
    assert [data for data, _ in read] == [frame for frame in frames for _ in range(2)]
    assert [about.ifname for _, about in read] == [b"left:eth0", b"right:eth0"] * 5
    assert [about.direction for _, about in read] == [2, 1] * 5
    times = [about.tshigh << 32 | about.tslow for _, about in read]
    assert times == sorted(times)
    assert before < times[0] < times[-1] < time.time_ns()


def test_packets_are_cut_to_the_snap_length_and_keep_their_own(cable: Cable, tmp_path: Path) -> None:
    whole = udp(payload=b"x" * 1000)
    _, read = cable.capture(tmp_path / "file", whole, snap_length=60)
    assert [(data, about.wirelen) for data, about in read] == [(whole[:60], len(whole))]


@needs_libpcap
def test_only_what_the_filter_lets_through_is_captured(cable: Cable, tmp_path: Path) -> None:
    frames = [tcp(), tcp(dport=443), udp(), echo(), tcp("10.9.9.9")]
    _, read = cable.capture(tmp_path / "file", *frames, expression="tcp port 80 and host 10.244.0.2")
    assert [data for data, _ in read] == [frames[0]]
    both, _ = cable.capture(tmp_path / "file", *frames, points=[cable.left, cable.right], expression="inbound and icmp")
    assert [(each.point, each.packets) for each in both.sums] == [("left", 0), ("right", 1)]


def test_the_count_is_exact(cable: Cable, tmp_path: Path) -> None:
    ending, read = cable.capture(tmp_path / "file", *[tcp(seq=number) for number in range(50)], count=7, seconds=5)
    assert len(read) == ending.packets == 7
    assert ending.why == "--count 7 is reached"
    assert ending.seconds < 4


def test_a_vlan_tag_that_linux_takes_out_is_in_the_file(cable: Cable, tmp_path: Path) -> None:
    tagged = tcp()[:12] + bytes.fromhex("81000005") + tcp()[12:]
    _, read = cable.capture(tmp_path / "file", tagged)
    assert [data for data, _ in read] == [tagged]


def test_what_goes_over_lo_is_seen_once(cable: Cable) -> None:
    send = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'hello', ('127.0.0.1', 9))"
    listening = listen([cable.right], ("lo",), program("", 2000))
    cable.run(sys.executable, "-c", send)
    never, held = os.pipe()
    ending = Session(listening, [], Bounds(seconds=0.1)).run(never, lambda text: None)
    assert ending.packets == 2, "the datagram, and that nobody listens"
    for each in listening:
        each.socket.close()
    os.close(never)
    os.close(held)


def test_the_kernel_counts_what_it_had_no_room_for(cable: Cable) -> None:
    (opened,) = open_sockets([cable.right], 1)
    small = PacketSocket(opened.sockets[0], program("", 2000), "", 2)
    sent = 3000
    cable.put(*[udp(payload=b"x" * 400)] * sent)
    time.sleep(0.1)
    got = sum(len(packets) for packets in iter(small.read, None))
    assert 0 < got < sent
    assert got + small.dropped() == sent
    assert small.dropped() == sent - got, "asking twice does not forget"
    small.close()


def test_an_interface_is_known_by_name_address_and_mac(cable: Cable) -> None:
    (listening,) = listen([cable.right], ("eth0",), program("", 2000))
    (index,) = listening.names
    found = listening.introduce(index, 0)
    assert (found.title, found.what) == ("right:eth0", "the right end")
    assert found.mac == bytes.fromhex("0a5800000002")
    assert found.address == bytes([10, 244, 0, 1, 255, 255, 255, 0])
    listening.socket.close()


def test_an_interface_that_is_not_there_is_said_with_those_that_are(cable: Cable) -> None:
    with pytest.raises(NoInterfaceError, match=r"right has no interface 'eth1', but lo, eth0\. Did you mean eth0\?"):
        listen([cable.right], ("eth1",), program("", 96))
    with pytest.raises(NoInterfaceError, match="No interface at these points is called 'cbr0'"):
        listen([cable.left, cable.right], ("eth0", "cbr0"), program("", 96))


def test_an_interface_that_goes_down_costs_nothing_and_is_heard_again_when_it_is_up(cable: Cable) -> None:
    listening = listen([cable.right], ("eth0",), program("", 2000))
    cable.run("ip", "link", "set", "eth0", "down")
    never, held = os.pipe()
    before = time.process_time()
    assert Session(listening, [], Bounds(seconds=0.5)).run(never, lambda text: None).packets == 0
    assert time.process_time() - before < 0.25
    cable.run("ip", "link", "set", "eth0", "up")
    cable.put(tcp())
    assert Session(listening, [], Bounds(seconds=0.1)).run(never, lambda text: None).packets == 1
    listening[0].socket.close()
    os.close(never)
    os.close(held)


def test_an_interface_may_be_called_almost_anything(cable: Cable) -> None:
    cable.run("ip", "link", "add", b"odd\xff\x1b", "type", "bridge")
    (listening,) = listen([cable.right], (), program("", 2000))
    odd = next(index for index, name in listening.names.items() if name.startswith("odd"))
    assert listening.introduce(odd, 0).title == "right:odd\\xff?"
    listening.socket.close()


def test_a_namespace_that_goes_while_it_is_captured_is_not_kept_from_going(cable: Cable, tmp_path: Path) -> None:
    listening = listen([cable.right], (), program("", 96))
    cable.runner.run(cable.kernel.apply([RemoveNetns("right")]))
    assert set(cable.runner.run(cable.kernel.observe())) == {"left"}
    assert cable.runner.run(cable.kernel.observe())["left"].links == ()
    never, held = os.pipe()
    said: list[str] = []
    ending = Session(listening, [], Bounds(seconds=5)).run(never, said.append)
    assert (ending.why, said) == ("nothing to capture at is left", ["right is gone."])
    listening[0].socket.close()
    os.close(never)
    os.close(held)


def test_a_host_that_ends_ends_the_capture(cable: Cable) -> None:
    listening = listen([cable.right], (), program("", 96))
    never, held = os.pipe()
    threading.Timer(0.1, os.kill, (cable.kernel.pid, signal.SIGKILL)).start()
    ending = Session(listening, [], Bounds(seconds=10)).run(never, lambda text: None)
    assert ending.why == "the lab ended"
    listening[0].socket.close()
    os.close(never)
    os.close(held)


def test_the_machines_own_network_is_never_opened(cable: Cable) -> None:
    own = os.open("/proc/self/ns/net", os.O_RDONLY)
    file = os.open("/dev/null", os.O_RDONLY)
    for fd in (own, file):
        with pytest.raises(EntryError, match=r"^mine can't be entered: "):
            open_sockets([Point("mine", "", os.getpid(), fd)], 1)
        os.close(fd)
    with pytest.raises(EntryError, match="No such file or directory"):
        open_sockets([Point("gone", "", cable.right.pid, 19_999)], 1)


def test_sockets_of_many_points_are_each_in_their_own_namespace(cable: Cable) -> None:
    opened = open_sockets([cable.left, cable.right, cable.left], 2)
    assert [len(each.sockets) for each in opened] == [2, 2, 2]
    assert [sorted(each.interfaces.values()) for each in opened] == [["eth0", "lo"]] * 3
    for each in opened:
        for one in each.sockets:
            assert one.family == socket.AF_PACKET
            one.close()


def test_the_first_interruption_is_noticed_and_the_second_ends_at_once() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptions() as wake:
        with pytest.raises(BlockingIOError):
            os.read(wake, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        assert os.read(wake, 1) == bytes([signal.SIGTERM])
        with pytest.raises(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
