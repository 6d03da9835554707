"""docs/inputs/arm.md says what the code does: its functions, its limits."""

import re
import subprocess
import sys
from pathlib import Path

from akslab.importers import json_text
from akslab.importers.arm import budget, context, evaluation, expressions, journal
from akslab.importers.arm.functions import FUNCTIONS
from akslab.importers.arm.pages import functions_table
from akslab.importers.arm.scoped import SCOPED, SCOPED_NAMES

PAGE = Path(__file__).parents[3] / "docs" / "inputs" / "arm.md"
BETWEEN = re.compile(r"<!-- functions: begin -->\n(.*?)<!-- functions: end -->", re.DOTALL)
NAME = re.compile(r"`(\w+)`")


def test_the_page_lists_the_functions_there_are() -> None:
    found = BETWEEN.search(PAGE.read_text())
    assert found
    assert found[1] == functions_table(), "put the output of `python -m akslab.importers.arm.pages` between the marks"


def test_the_table_has_every_function_once() -> None:
    names = NAME.findall(functions_table())
    assert sorted(names) == sorted([*(function.name for function in FUNCTIONS.values()), *SCOPED_NAMES, "functions"])
    assert sorted(name.lower() for name in SCOPED_NAMES) == sorted(SCOPED)


def test_the_command_writes_the_table() -> None:
    command = [sys.executable, "-m", "akslab.importers.arm.pages"]
    assert subprocess.run(command, capture_output=True, check=True, text=True, timeout=60).stdout == functions_table()


def test_the_page_tells_the_limits_the_code_has() -> None:
    rows = dict(re.findall(r"^\| ([^|]+) \| ([0-9][^|]*) \|$", PAGE.read_text(), re.MULTILINE))
    assert rows == {
        "resources, loops unrolled": f"{context.MOST_RESOURCES:,}",
        "one loop": f"{evaluation.MOST_COPIES}",
        "steps of evaluation": f"{budget.MOST_STEPS:,}",
        "one text": f"{budget.LONGEST_TEXT:,} characters",
        "one value of an expression": f"{budget.LARGEST_VALUE:,} parts, {budget.DEEPEST_VALUE} deep",
        "calls inside calls in one expression": f"{expressions.DEEPEST}",
        "templates inside templates": f"{context.DEEPEST_TEMPLATE}",
        "brackets inside brackets in a file": f"{json_text.DEEPEST}",
        "problems that are listed": f"{journal.MOST_PROBLEMS}",
    }
