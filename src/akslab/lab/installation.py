"""What `akslab setup` sees to on a machine: nftables, libpcap, an Azure CLI. Installs where it may, else says what."""

import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Mapping
from pathlib import Path

from ..capture import filters
from ..kernel.requirements import missing
from .find_az import AzNotFoundError, find_az, installed_az
from .refusal import ENVIRONMENT, Refusal

AZURE_CLI = "azure-cli>=2.60,<3"
_PACKAGES = {"libnftables": "nftables", "unshare": "util-linux", "nsenter": "util-linux"}
"""What is missing -> Debian's package that has it."""
_TICK_S = 5.0
Say = Callable[[str], None]


def install_system_packages(say: Say) -> None:
    """Install what the kernel side lacks, as root or by sudo; raises `Refusal` naming what is left to do."""
    lacking = missing()
    packages = sorted({package for sentence in lacking for word, package in _PACKAGES.items() if word in sentence})
    if packages:
        _install(packages, say)
        lacking = missing()
    if lacking:
        hint = f" Install: {' '.join(packages)}." if packages else ""
        raise Refusal("This machine can't run a lab yet: " + " ".join(lacking) + hint, ENVIRONMENT)


def _install(packages: list[str], say: Say) -> None:
    """Try to install Debian packages; whether it worked is for the caller to see."""
    apt = _apt_get()
    if apt:
        say(f"Installing {', '.join(packages)} …")
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", *packages]):
            subprocess.run([*apt, *arguments], check=False, stdout=subprocess.DEVNULL)


def install_filter_library(
    say: Say, there: Callable[[], bool] = filters.is_there, install: Callable[[list[str], Say], None] = _install
) -> None:
    """Install libpcap, as root or by sudo. Only a capture's filter needs it: where it can't be had, that is said."""
    if there():
        return
    install([filters.PACKAGE], say)
    if not there():
        say(f"`akslab capture --filter` needs libpcap, which can't be installed here; install: {filters.PACKAGE}.")


def _apt_get() -> list[str] | None:
    """Return how this user may run apt-get, or None."""
    apt = shutil.which("apt-get")
    if apt is None:
        return None
    if os.geteuid() == 0:
        return [apt]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0:
        return [sudo, "-n", apt]
    return None


def install_az(environment: Mapping[str, str], say: Say) -> Path:
    """Return an az, installing one into its own virtual environment when none of at least 2.60 is there."""
    try:
        return find_az(environment)
    except AzNotFoundError:
        target = installed_az(environment)
    root = target.parent.parent
    say(f"Installing the Azure CLI into {root} (733 MB, about 80 s) …")
    if root.exists():
        shutil.rmtree(root)
    venv.create(root, with_pip=True)
    _run_with_progress(
        [str(root / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", AZURE_CLI],
        root,
        say,
    )
    return find_az(environment)


def _run_with_progress(command: list[str], root: Path, say: Say) -> None:
    """Run a long command, saying every few seconds how far it is; a broken installation is taken away again."""
    started = time.monotonic()
    log = root / "install.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            try:
                process.wait(_TICK_S)
            except subprocess.TimeoutExpired:
                say(f"  … {time.monotonic() - started:.0f} s")
    if process.returncode:
        lines = log.read_text(errors="replace").strip().splitlines()
        shutil.rmtree(root, ignore_errors=True)
        last = lines[-1] if lines else "pip said nothing"
        raise Refusal(f"The Azure CLI could not be installed: {last}", ENVIRONMENT)


def report(say: Say) -> None:
    """Say what is there, on a machine that is ready."""
    say(f"Ready: akslab on Python {sys.version_info.major}.{sys.version_info.minor}, az at {find_az(os.environ)}.")
