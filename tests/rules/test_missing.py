"""What could not be judged is told in Korean too: every text that a rule may give, read from the rules themselves."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import akslab
from akslab.rules.korean.missing import missing_in_korean

SOURCES = Path(akslab.__file__).parent
FLOORS = ("rules", "deployments")
AS_IT_IS = re.compile(r"(?:az|kubectl) .+|\S+|\S+: \S+|\S+ \(\S+/\S+\)")
"""A command, a property: the same in every language."""


def texts() -> Iterator[str]:
    """Yield what `known` and `CannotJudge` are given, `x` for what is filled in."""
    for path in (path for floor in FLOORS for path in (SOURCES / floor).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("known", "CannotJudge") and node.args:
                yield from text(node.args[-1])


def text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "spoken":
        yield from text(node.args[0])
    elif isinstance(node, ast.BoolOp):
        for each in node.values:
            yield from text(each)


WORDS = sorted({each for each in texts() if not AS_IT_IS.fullmatch(each)})


@pytest.mark.parametrize("missing", WORDS)
def test_what_a_rule_lacks_is_said_in_korean(missing: str) -> None:
    said = missing_in_korean(missing)
    assert re.search("[가-힣]", said) or said.startswith("Application Gateway ")
    assert not re.search(r"\b(?:of|the|agent|pool|rule|route|subnet|network|whether|than)\b", said)


def test_there_are_such_texts() -> None:
    assert len(WORDS) > 40


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("route table of subnet nodes", "서브넷 nodes의 경로 테이블"),
        ("agent pool system: maxSurge", "에이전트 풀 system: maxSurge"),
        ("allowForwardedTraffic of to-hub", "to-hub의 allowForwardedTraffic"),
        ("az network vnet show --ids /x", "az network vnet show --ids /x"),
        ("networkProfile.podCidr", "networkProfile.podCidr"),
    ],
)
def test_properties_and_commands_stay_as_they_are(missing: str, said: str) -> None:
    assert missing_in_korean(missing) == said
