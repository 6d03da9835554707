"""docs/architecture.md names every floor there is, in the order in which imports may go."""

import re

from .source import ROOT, SOURCE

PAGE = (ROOT / "docs" / "architecture.md").read_text()
FLOORS = re.search(r"^  cli .*?^```$", PAGE, re.DOTALL | re.MULTILINE)
CONTRACT = (ROOT / ".importlinter").read_text()


def floors() -> list[str]:
    """Return the floors of the page, from the top."""
    assert FLOORS is not None
    heads = (line[2:27] for line in FLOORS[0].splitlines() if line.startswith("  ") and line[2].islower())
    return [name for head in heads for name in re.findall(r"[a-z]+(?:\.[a-z]+)?", head)]


def test_every_package_is_on_the_page() -> None:
    packages = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert packages - {name.partition(".")[0] for name in floors()} == set()


def test_the_page_has_the_order_of_the_contract() -> None:
    layers = CONTRACT.split("layers =")[1].split("ignore_imports")[0]
    held = re.findall(r"akslab\.([a-z]+)", layers)
    told = [name for name in dict.fromkeys(name.partition(".")[0] for name in floors()) if name in held]
    assert told == list(dict.fromkeys(name for name in held if name in told))
