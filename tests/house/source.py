"""The files of the repository, as the house rules look at them."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "akslab"
DOCS = ROOT / "docs"
MODULES = sorted(SOURCE.rglob("*.py"))
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
_TEXTS = ("*.py", "*.md", "*.sh", "*.toml", "*.txt", "*.json", "*.sql", "Makefile", "run", ".importlinter")
_OURS = ("src", "tests", "docs", "bench", "scripts", ".ci")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def shown(path: Path) -> str:
    """Return a path as people would say it."""
    return str(path.relative_to(ROOT))


def texts() -> list[Path]:
    """List every text file of the repository that somebody wrote."""
    below = [path for folder in _OURS for pattern in _TEXTS for path in (ROOT / folder).rglob(pattern)]
    beside = [path for pattern in _TEXTS for path in ROOT.glob(pattern)]
    return sorted({path for path in [*below, *beside] if "__pycache__" not in path.parts})


def functions(path: Path) -> Iterator[Function]:
    """Yield every function of a module, methods and inner ones too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node
