"""The script of a plan, run by a shell with an az that refuses the cluster as Azure does: what it tries again, and when."""

import os
import subprocess
from pathlib import Path

from msgspec import Struct

from akslab.planning.needs import Needs
from akslab.planning.placing import Ranges
from akslab.planning.plan import plan_cluster
from akslab.planning.plugins import KUBENET, OVERLAY, Plugin
from akslab.planning.snippets.text import snippet

NOT_YET = "(CustomRouteTableMissingPermission) Managed identity or service principle must be given permission"
MOST_TRIES = 30
AZ = """\
#!/bin/sh
echo "$*" >> asked
case "$*" in "aks create"*) ;; *) echo /an/id; exit 0 ;; esac
if [ "$(grep -c '^aks create' asked)" -gt "$REFUSALS" ]; then printf '%s\n' '{"name": "a\\nb"}'; exit 0; fi
echo "$REFUSAL" >&2
exit 1
"""
SLEEP = """\
#!/bin/sh
echo "sleep $*" >> asked
"""


class Ran(Struct, frozen=True):
    """What came of a script."""

    code: int
    out: str
    err: str
    asked: list[str]
    """Every command that was called, with its options."""

    def calls(self, command: str) -> int:
        """Return how often a command was called."""
        return sum(each.startswith(command) for each in self.asked)


def run(plugin: Plugin, there: Path, *, refusals: int = 0, refusal: str = NOT_YET) -> Ran:
    """Run the script of a plan where az refuses the cluster so many times."""
    for name, text in {"az": AZ, "sleep": SLEEP}.items():
        (there / name).write_text(text)
        (there / name).chmod(0o755)
    path = f"{there}:{os.environ['PATH']}"
    script = snippet("az", [plan_cluster(Needs(nodes=6, pools=2), plugin, Ranges())], "en")
    ran = subprocess.run(
        ["sh", "-c", script],
        cwd=there,
        env={"PATH": path, "REFUSALS": str(refusals), "REFUSAL": refusal},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr, (there / "asked").read_text().splitlines())


def test_a_cluster_that_is_taken_at_once_is_asked_for_once(tmp_path: Path) -> None:
    ran = run(KUBENET, tmp_path)

    assert (ran.code, ran.calls("aks create"), ran.calls("sleep")) == (0, 1, 0)
    assert ran.err == ""
    assert '{"name": "a\\nb"}\n' in ran.out


def test_a_cluster_is_asked_for_again_until_its_roles_count(tmp_path: Path) -> None:
    ran = run(KUBENET, tmp_path, refusals=3)

    assert (ran.code, ran.calls("aks create"), ran.calls("sleep 120")) == (0, 4, 3)
    assert ran.err.splitlines() == [NOT_YET] * 3
    assert ran.calls("aks nodepool add") == 1


def test_roles_that_never_count_end_the_script_after_an_hour(tmp_path: Path) -> None:
    ran = run(KUBENET, tmp_path, refusals=1_000)

    assert (ran.code, ran.calls("aks create"), ran.calls("sleep 120")) == (1, MOST_TRIES, MOST_TRIES - 1)
    assert ran.calls("aks nodepool") == 0


def test_what_no_role_would_mend_ends_the_script_at_once(tmp_path: Path) -> None:
    ran = run(KUBENET, tmp_path, refusals=1_000, refusal="(QuotaExceeded) no cores are left")

    assert (ran.code, ran.calls("aks create"), ran.calls("sleep")) == (1, 1, 0)
    assert "no cores are left" in ran.err
    assert ran.calls("aks nodepool") == 0


def test_without_a_table_of_its_own_nothing_is_waited_for(tmp_path: Path) -> None:
    ran = run(OVERLAY, tmp_path, refusals=1_000)

    assert (ran.code, ran.calls("aks create"), ran.calls("sleep")) == (1, 1, 0)
