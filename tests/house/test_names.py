"""Names say what a thing is. These words say that nobody knew."""

import ast
import re

import pytest

from .source import MODULES, shown

REFUSED = ("utils", "util", "helper", "helpers", "manager", "base", "common", "misc", "handler", "handlers", "models")
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(name: str) -> set[str]:
    """Take a name apart, snake case or camel."""
    return {word.lower() for word in WORD.findall(name)}


@pytest.mark.parametrize(
    ("name", "parts"),
    [("route_plan", {"route", "plan"}), ("CidrSet", {"cidr", "set"}), ("HTTPHelper", {"http", "helper"})],
)
def test_names_are_taken_apart_into_words(name: str, parts: set[str]) -> None:
    assert words(name) == parts


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [shown(path) for path in MODULES if words(path.stem) & set(REFUSED)] == []


def test_no_class_has_a_name_that_says_nothing() -> None:
    offenders = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and words(node.name) & set(REFUSED)
    ]
    assert offenders == []


def test_every_module_says_what_it_is() -> None:
    offenders = []
    for path in MODULES:
        docstring = ast.get_docstring(ast.parse(path.read_text())) or ""
        first = docstring.partition("\n")[0]
        if len(first) < 15 or first[-1] not in ".?:" or len(docstring.splitlines()) > 20:
            offenders.append(f"{shown(path)}: {first!r}")
    assert offenders == []
