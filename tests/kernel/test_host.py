"""The kernel host as a process: it touches nothing of the machine, and however it ends, nothing is left of it."""

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import akslab
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.requirements import missing
from akslab.kernel.seam import KernelError, Probe, ProcessWorkload
from akslab.net.changes import AddNetns
from akslab.net.diff import diff

from .conftest import LinuxLab, entering, eventually
from .networks import article, one_node

pytestmark = pytest.mark.kernel
TESTS = Path(__file__).parents[1]
SOURCES = Path(akslab.__file__).parents[1]
NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


def start_lab(*prefix: str, python: str = sys.executable, path: str = "") -> "subprocess.Popen[str]":
    search = os.pathsep.join([str(SOURCES), str(TESTS), *filter(None, [path])])
    return subprocess.Popen(
        [*prefix, python, "-B", "-m", "kernel.a_lab"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": search, "HOME": "/nonexistent"},
    )


def nobody_may_run(python: str, path: str) -> bool:
    # By a shell, as setpriv itself keeps root's rights up to its exec.
    line = [*NOBODY, "sh", "-c", 'exec "$0" -c "import msgspec"', python]
    return subprocess.run(line, env={"PYTHONPATH": path}, capture_output=True, check=False).returncode == 0


def read_until(lab: "subprocess.Popen[str]", word: str) -> dict[str, str]:
    """Read what the lab says up to the line that begins with `word`."""
    said: dict[str, str] = {}
    assert lab.stdout is not None
    for line in lab.stdout:
        key, _, value = line.strip().partition(" ")
        said[key] = value
        if key == word:
            return said
    raise AssertionError(f"the lab ended after {said}")


def members(pid_namespace: str) -> list[int]:
    """List the processes of a PID namespace."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdecimal() and os.readlink(entry / "ns/pid") == pid_namespace:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def commands(pid_namespace: str) -> list[str]:
    """List the command lines of a PID namespace, sorted; that of a process just ending is empty."""
    found = []
    for pid in members(pid_namespace):
        with suppress(OSError):
            found.append(Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ").strip())
    return sorted(found)


@pytest.fixture
def small_lab() -> Iterator["subprocess.Popen[str]"]:
    lab = start_lab()
    yield lab
    lab.kill()
    lab.communicate()


def snapshot() -> dict[str, object]:
    """Take down all of the machine's own network that a lab could touch."""
    seen: dict[str, object] = {}
    for what in (("link",), ("address",), ("route", "show", "table", "all"), ("rule",), ("netns",), ("neighbour",)):
        listing = subprocess.run(["ip", "-j", *what], capture_output=True, text=True, check=True).stdout or "[]"
        seen[" ".join(what)] = _timeless(json.loads(listing))
    seen["nft"] = subprocess.run(["nft", "list", "ruleset"], capture_output=True, text=True, check=False).stdout
    seen["mounts"] = [line.split(" ", 1)[1] for line in Path("/proc/self/mountinfo").read_text().splitlines()]
    seen["sysctls"] = {str(path): _setting(path) for path in Path("/proc/sys/net").rglob("*") if path.is_file()}
    return seen


def _setting(path: Path) -> str:
    if path.name.endswith(("_count", "_seed", "stat_refresh")):
        return ""
    try:
        return path.read_text()
    except (OSError, UnicodeDecodeError):
        return "unreadable"


def _timeless(listing: object) -> object:
    if isinstance(listing, list):
        return [_timeless(entry) for entry in listing]
    if isinstance(listing, dict):
        return {key: _timeless(value) for key, value in listing.items() if "life_time" not in key and key != "state"}
    return listing


def test_a_whole_lab_leaves_the_machine_as_it_was(small_lab: "subprocess.Popen[str]") -> None:
    before = snapshot()
    said = read_until(small_lab, "entered")
    assert said["missing"] == "[]"
    assert said["equal"] == "True"
    during = snapshot()
    small_lab.communicate()
    assert before == during == snapshot()


def test_when_the_host_is_killed_everything_in_it_dies(small_lab: "subprocess.Popen[str]") -> None:
    host = int(read_until(small_lab, "entered")["host"])
    space = os.readlink(f"/proc/{host}/ns/pid")
    # The host, the vm's process, and the one that a user entered with, once its shell has become it.
    eventually(lambda: commands(space)[1:] == ["sleep 4714", "sleep 4715"])
    os.kill(host, signal.SIGKILL)
    eventually(lambda: members(space) == [])


def test_when_the_server_is_killed_the_host_ends_by_itself(small_lab: "subprocess.Popen[str]") -> None:
    host = int(read_until(small_lab, "entered")["host"])
    space = os.readlink(f"/proc/{host}/ns/pid")
    small_lab.kill()
    eventually(lambda: members(space) == [])


def test_what_users_entered_with_ends_when_the_lab_is_closed(small_lab: "subprocess.Popen[str]") -> None:
    host = int(read_until(small_lab, "entered")["host"])
    space = os.readlink(f"/proc/{host}/ns/pid")
    rest, _ = small_lab.communicate(timeout=20)
    assert "nsenter ended with" in rest
    assert members(space) == []


def test_an_ordinary_user_has_the_same_lab() -> None:
    if os.getuid() != 0:
        pytest.skip("the whole suite runs as an ordinary user already")
    packages = os.pathsep.join(entry for entry in sys.path if entry.endswith("site-packages"))
    # A Python in root's home is out of reach; the machine's own may read the same packages.
    choices = [(sys.executable, ""), (shutil.which("python3", path="/usr/bin") or "", packages)]
    usable = [choice for choice in choices if nobody_may_run(*choice)]
    if not usable:
        pytest.skip("no Python here that an ordinary user may run")
    python, path = usable[0]
    lab = start_lab(*NOBODY, python=python, path=path)
    said = read_until(lab, "entered")
    lab.communicate(timeout=20)
    assert said["missing"] == "[]"
    assert said["equal"] == "True"
    assert said["answer"] == "['name:', 'web', 'client:', '10.244.0.2']"
    assert said["witnessed"] == "answered True ['pre']"
    assert said["entered"] == "['10.244.0.2']"


def test_a_lost_host_refuses_every_call_and_another_takes_over() -> None:
    async def live() -> None:
        kernel = await RemoteKernel.start_host()
        await kernel.apply(diff({}, one_node()))
        waiting = asyncio.create_task(kernel.probe(Probe("pod", "10.244.0.77", timeout_s=30)))
        await asyncio.sleep(0.05)
        os.kill(kernel.pid, signal.SIGKILL)
        with pytest.raises(KernelError, match="the kernel host is gone"):
            await waiting
        await asyncio.wait_for(kernel.lost.wait(), 5)
        with pytest.raises(KernelError, match="the kernel host is gone"):
            await kernel.observe()
        await kernel.close()
        another = await RemoteKernel.start_host()
        await another.apply(diff({}, one_node()))
        assert await another.observe() == one_node()
        await another.close()

    asyncio.run(live())


def test_a_slow_probe_keeps_nobody_waiting(linux: LinuxLab) -> None:
    linux.reach(article())

    async def live() -> float:
        loop = asyncio.get_running_loop()
        slow = [asyncio.create_task(linux.kernel.probe(Probe("vm", "192.168.1.77", timeout_s=1))) for _ in range(30)]
        started = loop.time()
        assert await linux.kernel.observe() == article()
        seconds = loop.time() - started
        await asyncio.gather(*slow)
        assert loop.time() - started < 3
        return seconds

    assert linux.run(live()) < 0.8


def test_calls_are_answered_whatever_their_order(linux: LinuxLab) -> None:
    linux.reach(one_node())

    async def live() -> None:
        answers = await asyncio.gather(
            *(linux.kernel.probe(Probe("pod", "10.244.0.1", port)) for port in range(1000, 1100)),
            *(linux.kernel.observe() for _ in range(5)),
        )
        assert all(answer == one_node() for answer in answers[100:])

    linux.run(live())


def test_what_users_make_by_hand_is_neither_seen_nor_touched(linux: LinuxLab) -> None:
    linux.reach(one_node())
    by_hand = """set -e
ip link add name mine type veth peer name yours
ip address add 1.2.3.4/24 dev eth0
ip route add 9.0.0.0/8 dev eth0
ip rule add priority 5 fwmark 9 lookup 77
nft add table ip mine
"""
    line = entering(linux.run(linux.kernel.enter("pod")), "sh", "-c", by_hand)
    subprocess.run(line, check=True, capture_output=True, timeout=20)
    assert linux.observe() == one_node()
    linux.reach(article() | one_node())
    listing = entering(
        linux.run(linux.kernel.enter("pod")), "sh", "-c", "ip link; ip address; ip rule; nft list tables"
    )
    shown = subprocess.run(listing, check=True, capture_output=True, text=True, timeout=20).stdout
    assert all(word in shown for word in ("mine@yours", "1.2.3.4/24", "fwmark 0x9", "table ip mine"))


def test_what_users_break_is_seen_and_repaired(linux: LinuxLab) -> None:
    linux.reach(one_node())
    breaking = (
        "ip route delete default; nft flush table ip kubenet; ip link delete cbr0; sysctl -w net.ipv4.ip_forward=0"
    )
    for netns in ("pod", "node"):
        line = entering(linux.run(linux.kernel.enter(netns)), "sh", "-c", breaking)
        subprocess.run(line, capture_output=True, timeout=20, check=False)
    assert linux.observe() != one_node()
    linux.reach(one_node())
    assert linux.observe() == one_node()


def test_out_of_descriptors_is_said_in_pods() -> None:
    script = """
import asyncio, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (1300, 1300))
from akslab.kernel.remote import RemoteKernel
from akslab.kernel.seam import KernelError
from akslab.net.changes import AddNetns
async def main():
    kernel = await RemoteKernel.start_host()
    try:
        await kernel.apply([AddNetns(f"n{i}") for i in range(30)])
    except KernelError as error:
        print(error, len(await kernel.observe()))
    await kernel.close()
asyncio.run(main())
"""
    environment = {**os.environ, "PYTHONPATH": str(SOURCES)}
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True)
    assert "with 1300 open files a process (ulimit -n) about 10 pods with a built-in workload fit" in said.stdout
    assert said.stdout.strip().endswith(" 20")


def test_this_machine_lacks_nothing_and_a_bare_one_is_told_what(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing() == []
    monkeypatch.setattr("akslab.kernel.requirements.LIBRARY", "libnosuch.so.1")
    monkeypatch.setattr("akslab.kernel.requirements.UNSHARE", ("sh", "-c", "echo no way >&2; exit 1"))
    monkeypatch.setattr("akslab.kernel.requirements.LOWEST", 1 << 30)
    library, files, namespaces = missing()
    assert library == "The library libnosuch.so.1 is missing: install nftables."
    assert files.startswith("A process may open only ")
    assert namespaces == "This user may not make user, network, mount and PID namespaces (no way)."


def test_a_machine_without_the_right_is_told_when_the_host_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("akslab.kernel.remote.UNSHARE", ("unshare", "--no-such-option"))
    with pytest.raises(KernelError, match="ended with 1 before it answered"):
        asyncio.run(RemoteKernel.start_host())
    monkeypatch.setattr("akslab.kernel.remote.UNSHARE", ("no-such-unshare",))
    with pytest.raises(KernelError, match="No such file or directory: start the kernel host"):
        asyncio.run(RemoteKernel.start_host())


def test_a_namespace_can_be_made_again_at_once_after_its_processes_were_killed(linux: LinuxLab) -> None:
    linux.reach(one_node())
    for _ in range(5):
        linux.run(linux.kernel.start("pod", ProcessWorkload(("sleep", "4716"), "/dev/null")))
        linux.reach(article())
        linux.reach(one_node())
    assert linux.observe() == one_node()
    linux.apply(AddNetns("last"))
