"""What a machine needs before it can hold a lab, checked by trying it: cheap enough for every `akslab up`."""

import ctypes
import resource
import shutil
import subprocess
from pathlib import Path

from .namespaces import LOWEST
from .nft import LIBRARY
from .remote import UNSHARE

SETTINGS = {
    "kernel.unprivileged_userns_clone": "0",
    "kernel.apparmor_restrict_unprivileged_userns": "1",
    "user.max_user_namespaces": "0",
}
"""Settings that forbid user namespaces to ordinary users, with the forbidding value."""


def missing() -> list[str]:
    """Name, one plain sentence each, what this machine lacks; empty when a lab can run."""
    lacks = [
        f"The program {name} is missing: install util-linux."
        for name in ("unshare", "nsenter")
        if shutil.which(name) is None
    ]
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        lacks.append(f"The library {LIBRARY} is missing: install nftables.")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < 2 * LOWEST:
        lacks.append(
            f"A process may open only {hard} files: raise the hard limit (ulimit -Hn) to {2 * LOWEST} or more."
        )
    if shutil.which("unshare") is not None:
        lacks += _namespaces_missing()
    return lacks


def _namespaces_missing() -> list[str]:
    tried = subprocess.run([*UNSHARE, "--fork", "true"], capture_output=True, text=True, timeout=10, check=False)
    if tried.returncode == 0:
        return []
    forbidding = [f"{name} is {value}" for name, value in SETTINGS.items() if _setting(name) == value]
    why = "; ".join(forbidding) or tried.stderr.strip()
    return [f"This user may not make user, network, mount and PID namespaces ({why})."]


def _setting(name: str) -> str:
    path = Path("/proc/sys", *name.split("."))
    return path.read_text().strip() if path.exists() else ""
