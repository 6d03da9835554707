"""`akslab check` as people run it, on files that are wrong, huge or made to harm: it ends soon, says where, hides nothing.

Beside each lies a template with a fault of its own, which has to be found all the same.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

import akslab

from .hostile_files import HOSTILE, Hostile, write_huge
from .written import TEXT as SHORT

# A cluster is there when it has pools.
POOLS = "agentPoolProfiles: [{ name: 'p', mode: 'System', count: 3, vnetSubnetID: net.properties.subnets[0].id }]"
TEXT = SHORT.replace("    networkProfile: {", f"    {POOLS}\n    networkProfile: {{")
SOURCE = Path(akslab.__file__).parents[1]
SECONDS = 20
BYTES = 700 << 20
RULE = "pod-cidr-overlaps-network"


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what the command answers, within its time and memory."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from akslab.cli import main; sys.exit(main())", "check", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )


def written(folder: Path, hostile: Hostile) -> Path:
    for name, content in hostile.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return beside(folder)


def beside(folder: Path) -> Path:
    (folder / "network.bicep").write_text(TEXT)
    return folder


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_told_with_its_place_and_hides_nothing(name: str, tmp_path: Path) -> None:
    hostile = HOSTILE[name]

    answer = check(written(tmp_path, hostile))
    said = answer.stdout + answer.stderr

    assert answer.returncode == hostile.code, said
    assert "Traceback" not in said
    assert hostile.at in said
    assert RULE in said


def test_two_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    write_huge(beside(tmp_path))

    answer = check(tmp_path, ".", "bad.json")

    assert answer.returncode == 2
    assert "bad.json" in answer.stdout + answer.stderr
    assert RULE in answer.stdout


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_file_as_windows_writes_it_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "network.bicep").write_bytes(TEXT.replace("\n", "\r\n").encode(encoding))

    answer = check(tmp_path)

    assert answer.returncode == 1
    assert RULE in answer.stdout
    assert "network.bicep:1:" in answer.stdout


@pytest.mark.parametrize("name", ["missing.bicep", "no\x07thing.tf", "/etc/shadow-of-nothing.json"])
def test_what_is_not_there_is_told(name: str, tmp_path: Path) -> None:
    answer = check(beside(tmp_path), name)

    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    assert "\x07" not in answer.stdout + answer.stderr


def test_a_link_out_of_the_directory_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    beside(outside)
    (inside / "link.bicep").symlink_to(outside / "network.bicep")
    (inside / "round").symlink_to(inside)

    answer = check(inside)

    assert "Traceback" not in answer.stderr
    assert RULE not in answer.stdout
