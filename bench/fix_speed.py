"""`akslab check --fix` as people wait for it, beside the check alone: how the cost grows with what is put right.

Templates in which 3 findings of 10 resources have exact lines, 300 of 1,000, and a directory of 50 Terraform files with 150
of them.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from check_speed import TERRAFORM, template

SIZES = (250, 500, 1_000, 2_000)
FILES = 50
MOST_SECONDS = 900.0
MOST_CHECKS = 6
"""As many seconds as so many checks of the same files take."""


def broken(resources: int) -> dict[str, Any]:
    """Return a template in which 3 findings of 10 resources can be put right: two DNS addresses, the pods of a node."""
    document = template(resources)
    clusters = [each["properties"] for each in document["resources"] if each["type"].endswith("/managedClusters")]
    for number, properties in enumerate(clusters):
        profile, pool = properties["networkProfile"], properties["agentPoolProfiles"][0]
        profile["dnsServiceIP"] = "172.20.0.1"
        if number % 2:
            pool["maxPods"] = 9
    return document


def terraform(folder: Path) -> None:
    """Write a directory of files with three findings each."""
    folder.mkdir()
    (folder / "variables.tf").write_text('variable "location" {\n  default = "koreacentral"\n}\n')
    for number in range(FILES):
        text = TERRAFORM.replace("N", str(number)).replace('"172.20.0.10"', '"172.20.0.1"')
        text = text.replace("node_count     = 3", "node_count     = 3\n    max_pods       = 9")
        (folder / f"cluster{number}.tf").write_text(text)


def run(path: Path, *options: str) -> tuple[float, str]:
    """Return the seconds of one command and what it said."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", "from akslab.cli import main; main()", "check", str(path), *options],
        check=False,
        capture_output=True,
        timeout=MOST_SECONDS,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return time.perf_counter() - started, done.stderr.decode() + done.stdout.decode()


def line(what: str, path: Path, wrong: int) -> None:
    """Print one figure beside the check's; fail when not all was put right, or at a cost that grows with its number."""
    alone, _ = run(path)
    seconds, said = run(path, "--fix")
    done = next(int(each.split()[0]) for each in said.splitlines() if " put right, " in each)
    print(
        f"akslab check --fix  {what:24} {done:4} of {wrong:4} put right {seconds:7.2f} s"
        f"  {seconds / alone:5.1f} x check ({alone:.2f} s)",
        flush=True,
    )
    assert done == wrong, what
    assert seconds < MOST_CHECKS * alone, what


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        here = Path(directory)
        terraform(here / "infra")
        line(f"{FILES} Terraform files", here / "infra", 3 * FILES)
        for size in SIZES:
            path = here / f"template{size}.json"
            path.write_text(json.dumps(broken(size), indent=2))
            line(f"ARM, {size:6,} resources", path, 3 * size // 10)


if __name__ == "__main__":
    main()
