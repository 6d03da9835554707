"""The article for real: it holds, it turns red when the network below it is broken, and it leaves nothing behind."""

import io
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from akslab.article import chapter_system, source
from akslab.article.outage import OUTAGE
from akslab.article.performance import perform
from akslab.article.plain_face import PlainFace
from akslab.article.script import Run, Step
from akslab.lab.client import ask
from akslab.lab.place import Place

AKSLAB = str(Path(sys.executable).with_name("akslab"))
SCRIPT = Path(__file__).parents[2] / "docs" / "article.sh"
pytestmark = [pytest.mark.az, pytest.mark.kernel]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Make temporary directories the test's own, and put `akslab` on PATH."""
    return {**os.environ, "TMPDIR": str(tmp_path), "PATH": f"{Path(AKSLAB).parent}:{os.environ['PATH']}"}


def test_the_whole_article_holds_and_leaves_nothing_behind(environment: dict[str, str], tmp_path: Path) -> None:
    began = time.monotonic()
    done = subprocess.run([AKSLAB, "article"], env=environment, capture_output=True, text=True, check=False)
    assert "NOT HELD" not in done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^All \d\d expectations held", done.stdout, re.MULTILINE)
    assert "\x1b" not in done.stdout
    assert list(tmp_path.iterdir()) == []
    assert time.monotonic() - began < 150


def _masquerade_deleted(step: Step, place: Place) -> None:
    """Take the SNAT rule from under every node, once its pods are there."""
    if not (isinstance(step, Run) and str(step.command).startswith("akslab vm run")):
        return
    for node in ask(place, "get", kind="nodes"):
        name = node["object"]["metadata"]["name"]
        command = ["exec", name, "--", "nft", "delete", "table", "ip", "ip-masq-agent"]
        subprocess.run([AKSLAB, "--state", str(place.root), *command], check=True)


# The lab's server is a child that outlives the call that starts it, which Python warns of in this process.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_with_the_kernels_snat_rule_deleted_it_turns_red_at_exactly_nat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    whole = chapter_system.CHAPTER
    chapter = msgspec.structs.replace(whole, steps=tuple(step for step in whole.steps if step not in OUTAGE))
    output = io.StringIO()
    status = perform(PlainFace(output, "en"), chapters=[chapter], between=_masquerade_deleted)
    _, _, summary = output.getvalue().partition("What was expected, and what was seen")
    red = re.findall(r"^1  NOT HELD  (.*)$", summary, re.MULTILINE)
    assert status == 1
    assert "alpha-1 > machine, in the network: seen with the node's address (NAT)" in red
    assert all(line.startswith(("alpha-1 > machine", "alpha-1 > internet")) for line in red)
    assert list(tmp_path.iterdir()) == []


def _ends(pid: int) -> None:
    deadline = time.monotonic() + 5
    while (process := Path(f"/proc/{pid}")).exists() and process.joinpath("stat").read_text().split()[2] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_in_a_chapter_it_takes_its_lab_with_it(
    environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    article = subprocess.Popen([AKSLAB, "article"], env=environment, stdout=subprocess.PIPE, text=True)
    with article:
        assert article.stdout is not None
        next(line for line in article.stdout if "az network vnet create" in line)
        (root,) = tmp_path.iterdir()
        assert root.stat().st_mode & 0o777 == 0o700
        server = int((root / "lock").read_text())
        article.send_signal(number)
        article.stdout.read()
        assert article.wait(20) == 130
    _ends(server)
    time.sleep(1)  # whatever had outlived it would have written to the directory by now
    assert list(tmp_path.iterdir()) == []


def test_the_script_of_the_docs_is_the_articles_and_runs(environment: dict[str, str], tmp_path: Path) -> None:
    lab = [AKSLAB, "--state", str(tmp_path / "lab")]
    try:
        subprocess.run([*lab, "up"], env=environment, check=True, capture_output=True)
        done = subprocess.run([*lab, "run", str(SCRIPT)], env=environment, capture_output=True, text=True, check=False)
    finally:
        subprocess.run([*lab, "down", "--delete"], env=environment, check=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    quotes = (source.CREATE_GROUP, source.CREATE_NETWORK, source.SUBNET_ID, source.CREATE_SYSTEM_ASSIGNED)
    assert all(quote.text.rstrip() in SCRIPT.read_text() for quote in quotes)
    assert re.findall(r"^client: (.*)$", done.stdout, re.MULTILINE) == [
        "10.244.0.2",
        "10.244.0.2",
        "192.168.1.4",
        "203.0.113.4",
    ]
