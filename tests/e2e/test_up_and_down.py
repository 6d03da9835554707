"""Labs come and go: twice, side by side, at once, for any user; and what is kept is kept."""

import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .labs import Cluster, Lab, Scene, eventually
from .processes import NOBODY, PYTHON, akslab_as_nobody, alive, as_nobody, descendants, family

pytestmark = pytest.mark.kernel
as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Lab]:
    """Name a lab that is not there yet."""
    lab = Lab(tmp_path / "lab")
    yield lab
    lab.hang_up()
    lab.akslab("down", "--delete")


@pytest.fixture
def public() -> Iterator[Path]:
    """Make a directory that everybody may enter and write."""
    with tempfile.TemporaryDirectory(prefix="akslab-test-") as name:
        Path(name).chmod(0o777)
        yield Path(name)


def _host_network() -> dict[str, str]:
    """Return what the machine itself has of links, routes, rules, tables and mounts."""
    commands = (
        ("ip", "-br", "link"),
        ("ip", "route"),
        ("ip", "rule"),
        ("nft", "list", "ruleset"),
        ("cat", "/proc/mounts"),
    )
    return {
        " ".join(command): subprocess.run(command, capture_output=True, text=True, check=False).stdout
        for command in commands
    }


def _one_line(done: "subprocess.CompletedProcess[str]", code: int) -> str:
    """Return what a refusal says: one line on stderr, nothing on stdout, its own exit code."""
    assert done.returncode == code, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def _resources(lab: Lab) -> object:
    return [lab.get(f"{lab.subscription}/{kind}") for kind in ("resourcegroups", "resources")]


def test_down_and_up_keep_everything_and_build_the_same_network(fresh: Lab) -> None:
    before = _host_network()
    scene = Scene(fresh.up())
    subnet = scene.subnet()
    cluster = scene.cluster("c", subnet)
    (sender, _), (receiver, _) = cluster.pod_on_each_node()
    machine = scene.machine("vm", subnet, "sleep", "1000")
    assert fresh.reaches(sender, receiver)
    kept = [_resources(fresh), *(fresh.kubernetes(kind, cluster.name) for kind in ("nodes", "pods"))]
    everybody, pids = fresh.ask("get", kind="all"), descendants(family(fresh)["server"])
    assert _host_network() == before

    url = fresh.connection.base_url
    assert json.loads(fresh.said("up", "-o", "json"))["url"] == url, "a second up changes nothing"
    assert descendants(family(fresh)["server"]) == pids
    fresh.down()
    eventually(lambda: not alive(pids), within_s=2)
    assert json.loads(fresh.said("status", "-o", "json"))["running"] is False

    fresh.up()
    assert fresh.connection.base_url == url
    assert [_resources(fresh), *(fresh.kubernetes(kind, cluster.name) for kind in ("nodes", "pods"))] == kept
    assert fresh.ask("get", kind="all") == everybody
    assert eventually(lambda: fresh.reaches(sender, receiver)) < 3
    assert fresh.akslab("exec", machine, "--", "pgrep", "sleep").returncode == 0
    assert cluster.pod("next", next(iter(cluster.nodes())))[1] == "10.244.0.3", "host-local goes on where it was"
    assert fresh.faults() == []
    fresh.down("--delete")
    assert _host_network() == before
    assert not fresh.state.exists()


def test_two_labs_side_by_side_know_nothing_of_each_other(lab: Lab, fresh: Lab) -> None:
    fresh.up()
    mine, other = Scene(lab, name="same"), Scene(fresh, name="same")
    clusters = [scene.cluster("c", scene.subnet()) for scene in (mine, other)]
    pods = [cluster.pod_on_each_node() for cluster in clusters]
    assert list(clusters[0].nodes().values()) == list(clusters[1].nodes().values())
    other.lab.delete(clusters[1].id)
    assert mine.lab.reaches(pods[0][0][0], pods[0][1][0])
    status, _, _ = fresh.send(
        "GET", f"{fresh.subscription}?api-version=2022-12-01", {"Authorization": f"Bearer {lab.token()}"}
    )
    assert status == 401, "one lab's token is nothing to the other"
    shown = fresh.akslab("az", "group", "list", "-o", "tsv", "--query", "[].name")
    assert "same" in shown.stdout
    named = dict(lab.environment) | {"AKSLAB_STATE": str(fresh.state)}
    done = subprocess.run([PYTHON, "-c", ""], env=named, check=False)
    assert done.returncode == 0


def test_many_ups_at_once_start_one_lab(fresh: Lab) -> None:
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(lambda _: fresh.akslab("up", "-o", "json"), range(6)))
    assert [one.returncode for one in done] == [0] * 6, [one.stderr for one in done]
    assert len({json.loads(one.stdout)["url"] for one in done}) == 1
    assert len({json.loads(one.stdout)["subscriptionId"] for one in done}) == 1
    Scene(fresh)
    fresh.down()
    Scene(fresh.up())


def test_what_can_not_be_started_says_why_in_one_line(fresh: Lab) -> None:
    assert "No lab is running here" in _one_line(fresh.akslab("az", "group", "list"), 4)
    assert "No lab is running here" in _one_line(fresh.akslab("get", "nodes"), 4)
    fresh.up()
    port = int(fresh.connection.base_url.rpartition(":")[2])
    fresh.down()
    with socket.create_server(("127.0.0.1", port)):
        fresh.up()
        assert fresh.akslab("az", "group", "list").returncode == 0, "another port is as good"
    fresh.down()

    good = fresh.place.file.read_bytes()
    newer = json.loads(good) | {"schema": 99}
    fresh.place.file.write_text(json.dumps(newer))
    for command in ("up", "status"):
        assert "newer akslab (schema 99" in _one_line(fresh.akslab(command), 4)
    fresh.place.file.write_bytes(good[:40])
    assert "is damaged" in _one_line(fresh.akslab("up"), 4)
    fresh.place.file.write_bytes(good)
    store = fresh.place.store.read_bytes()
    fresh.place.store.write_bytes(b"this is no database" * 100)
    said = _one_line(fresh.akslab("up"), 4)
    assert f"did not start: {fresh.place.store} can't be" in said
    fresh.place.store.write_bytes(store)
    Scene(fresh.up())


def test_delete_touches_nothing_that_is_no_lab(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    assert Lab(tmp_path).akslab("down", "--delete").returncode == 0
    assert (tmp_path / "precious").read_text() == "mine"
    assert "is not a lab and not empty" in _one_line(Lab(tmp_path).akslab("up"), 4)
    assert (tmp_path / "precious").read_text() == "mine"


def test_delete_keeps_what_was_put_beside_a_lab(fresh: Lab) -> None:
    fresh.up()
    (fresh.state / "precious").write_text("mine")
    done = fresh.akslab("down", "--delete")
    assert done.returncode == 0
    assert "precious" in done.stderr
    assert [path.name for path in fresh.state.iterdir()] == ["precious"]


@as_root
def test_another_user_gets_nothing(public: Path) -> None:
    lab = Lab(public / "lab").up()
    try:
        assert lab.state.stat().st_mode & 0o777 == 0o700
        assert as_nobody("ls", str(lab.state)).returncode != 0
        assert as_nobody("cat", str(lab.place.file)).returncode != 0
        for command in (("status",), ("get", "nodes"), ("up",), ("az", "group", "list"), ("down",), ("log",)):
            said = _one_line(akslab_as_nobody("--state", str(lab.state), *command), 4)
            assert "Permission denied" in said
        curl = ("curl", "-sk", "-o", "/dev/null", "-w", "%{http_code}", "--max-time", "10")
        url = lab.connection.base_url
        subscription = f"{url}{lab.subscription}?api-version=2022-12-01"
        assert as_nobody(*curl, subscription).stdout == "401"
        assert as_nobody(*curl, "-H", "Authorization: Bearer guess", subscription).stdout == "401"
        metadata = f"{url}/metadata/identity/oauth2/token?api-version=2018-02-01&resource={url}"
        assert as_nobody(*curl, "-H", "Metadata: true", metadata).stdout == "403"
        own = subprocess.run([*curl, "-H", "Metadata: true", metadata], capture_output=True, text=True, check=False)
        assert own.stdout == "200"
        lab.rest("PUT", f"{lab.subscription}/resourceGroups/still-there", {"location": "eastus"})
    finally:
        lab.down("--delete")


@as_root
def test_an_ordinary_user_runs_a_lab(public: Path) -> None:
    def run(*arguments: str) -> str:
        done = akslab_as_nobody(*arguments, home=public)
        assert done.returncode == 0, done.stderr
        return done.stdout

    facts = json.loads(run("up", "-o", "json"))
    try:
        lab = Lab(Path(facts["state"]))
        assert {path.stat().st_uid for path in lab.state.rglob("*")} == {NOBODY}
        scene = Scene(lab)
        subnet = scene.subnet()
        machine = json.loads(run("vm", "run", "web", "--subnet", subnet, "-o", "json"))
        run("vm", "run", "client", "--subnet", subnet)
        assert "client: 192.168.1.5" in run("probe", "client", machine["address"])
        assert "answered" in run("probe", "web", "internet")
        assert "192.168.1.4" in run("exec", "web", "--", "ip", "-br", "address")
        lab.hang_up()
        run("down")
        run("up")
        assert "answered" in run("probe", "client", "web")
    finally:
        akslab_as_nobody("down", "--delete", home=public)
    assert not Path(facts["state"]).exists()


def test_an_old_answer_of_the_network_is_never_shown_for_a_new_one(fresh: Lab) -> None:
    """`pod run` and `vm run` return when the packets can flow, not before."""
    scene = Scene(fresh.up())
    subnet = scene.subnet()
    cluster: Cluster = scene.cluster("c", subnet)
    one, two = cluster.nodes()
    for number in range(10):
        sender, _ = cluster.pod(f"a{number}", one)
        receiver, _ = cluster.pod(f"b{number}", two)
        assert fresh.reaches(sender, receiver)
