"""Which az to run: the one that was named, a recent enough one on PATH, or the one that set-up installed."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

OLDEST = (2, 60)

_PYTHON = re.compile(r"(/[^\s\"']+)/bin/python[\d.]*")
_PACKAGE = re.compile(r"azure_cli-(\d+)\.(\d+)")
_ASK_S = 60.0


class AzNotFoundError(Exception):
    """There is no usable az; the message says where was looked and what to do."""


def find_az(environment: Mapping[str, str]) -> Path:
    """Return the az to run; raises `AzNotFoundError`. `AKSLAB_AZ` is taken at its word, whatever its version."""
    named = environment.get("AKSLAB_AZ")
    if named:
        if shutil.which(named) is None:
            raise AzNotFoundError(f"AKSLAB_AZ names {named}, which is not there or can't be run.")
        return Path(named)
    on_path = shutil.which("az", path=environment.get("PATH", ""))
    version = az_version(Path(on_path)) if on_path else None
    if on_path and version and version >= OLDEST:
        return Path(on_path)
    installed = installed_az(environment)
    if os.access(installed, os.X_OK):
        return installed
    found = f"the one on PATH ({on_path}) is too old or can't tell its version" if on_path else "none is on PATH"
    oldest = ".".join(map(str, OLDEST))
    raise AzNotFoundError(f"No Azure CLI of version {oldest} or later: {found}, none at {installed}. Run `make setup`.")


def installed_az(environment: Mapping[str, str]) -> Path:
    """Return where set-up puts az, whether or not it is there."""
    home = environment.get("HOME") or str(Path.home())
    data = environment.get("XDG_DATA_HOME") or f"{home}/.local/share"
    return Path(data) / "akslab" / "azure-cli" / "bin" / "az"


def az_version(az: Path) -> tuple[int, int] | None:
    """Return az's version from its installed package, which takes no time; where there is none to see, ask az."""
    script = az.resolve()
    prefixes = [script.parent.parent]
    prefixes += [Path(match) for match in _PYTHON.findall(script.read_bytes()[:4096].decode("utf-8", "replace"))]
    for prefix in prefixes:
        for package in prefix.glob("lib/python3*/site-packages/azure_cli-*-info"):
            if match := _PACKAGE.match(package.name):
                return int(match[1]), int(match[2])
    return _asked(script)


def _asked(az: Path) -> tuple[int, int] | None:
    try:
        done = subprocess.run([az, "version", "-o", "json"], capture_output=True, timeout=_ASK_S, check=True)
        major, minor = json.loads(done.stdout)["azure-cli"].split(".")[:2]
        return int(major), int(minor)
    except (OSError, subprocess.SubprocessError, ValueError, KeyError):
        return None
