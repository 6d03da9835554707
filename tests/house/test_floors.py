"""Imports go down only, and what must be light is light."""

import resource
import subprocess
import sys

import pytest

from .source import ROOT, SOURCE

HEAVY = ("aiohttp", "cryptography", "jwt", "rich")
PURE = ("explaining", "rules", "compile", "trace", "wire", "net")
HELP_CPU_S = 0.3


def in_fresh_python(program: str) -> str:
    """Run a program in an interpreter that has imported nothing yet; returns what it printed."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def modules_of(floor: str) -> list[str]:
    """List the modules of a floor."""
    paths = sorted((SOURCE / floor).rglob("*.py"))
    names = [".".join(path.relative_to(SOURCE.parent).with_suffix("").parts) for path in paths]
    return [name.removesuffix(".__init__") for name in names]


def test_the_import_contracts_are_kept() -> None:
    program = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


@pytest.mark.parametrize("floor", PURE)
def test_a_pure_floor_imports_nothing_heavy(floor: str) -> None:
    modules = modules_of(floor)
    program = f"import sys, {', '.join(modules)}; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    assert len(modules) > 1
    assert in_fresh_python(program).split() == []


def test_the_help_text_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['akslab', '--help']\n"
        "from akslab.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', *(name for name in {HEAVY!r} if name in sys.modules))"
    )
    said = in_fresh_python(program)
    assert "Usage: akslab" in said
    assert said.splitlines()[-1].split() == ["HEAVY"]


def test_the_help_text_is_there_in_a_blink() -> None:
    program = "import sys; sys.argv = ['akslab', '--help']; from akslab.cli import main; main()"
    assert min(cpu_of(program) for _ in range(3)) < HELP_CPU_S


def cpu_of(program: str) -> float:
    """Return the CPU seconds of a program in a fresh interpreter: a busy machine does not make them more."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    in_fresh_python(program)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
