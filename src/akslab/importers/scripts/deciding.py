"""Tests of a shell: true, false, or nobody can tell."""

import fnmatch
from collections.abc import Callable

from ...wire.symbols import has_symbol, is_symbol
from .files_read import ScriptFiles
from .program import Test, Word
from .texts import Text

_NUMBERS = {"-eq": "==", "-ne": "!=", "-lt": "<", "-le": "<=", "-gt": ">", "-ge": ">="}
_SIGNS = {"=": "==", "==": "==", "!=": "!=", "-ceq": "==", "-ieq": "=="}
_MOST_PATTERN = 200


def decided(test: Test, text_of: Callable[[Word], Text], files: ScriptFiles) -> bool | None:
    """Return whether a test holds; None where nobody can tell from the script."""
    if test.left is None:
        return None
    left = text_of(test.left)
    if test.right is None:
        return _of_one(test.operator, left, files)
    right = text_of(test.right)
    if test.operator in _NUMBERS:
        return _of_numbers(_NUMBERS[test.operator], left.text, right.text)
    if test.operator in _SIGNS:
        same = _same(left, right)
        return same if same is None or _SIGNS[test.operator] == "==" else not same
    return None


def _of_one(operator: str, text: Text, files: ScriptFiles) -> bool | None:
    if operator in ("-z", "-n"):
        empty = is_empty(text)
        return empty if empty is None or operator == "-z" else not empty
    if operator in ("-f", "-e", "-s", "-r") and files.written(text.text):
        return True
    return None


def is_empty(text: Text) -> bool | None:
    """Whether a text is empty; None for what may come from outside, or was looked up and may not have been there."""
    if text.is_unset or text.may_be_empty or is_symbol(text.text):
        return None
    return not text.text


def _same(one: Text, other: Text) -> bool | None:
    if one.text == other.text and not one.is_unset:
        return True
    if has_symbol(one.text) or has_symbol(other.text) or one.is_unset or other.is_unset:
        return None
    if any(mark in other.text for mark in "*?[") and not other.is_quoted:
        return fnmatch.fnmatchcase(one.text, other.text) if len(other.text) < _MOST_PATTERN else None
    return False


def _of_numbers(sign: str, left: str, right: str) -> bool | None:
    digits = left.removeprefix("-"), right.removeprefix("-")
    if not all(each.isdecimal() and len(each) < 19 for each in digits):
        # PowerShell compares texts with the same words.
        return (
            {"==": left.lower() == right.lower(), "!=": left.lower() != right.lower()}.get(sign)
            if (left and right and not has_symbol(left + right))
            else None
        )
    one, other = int(left), int(right)
    return {
        "==": one == other,
        "!=": one != other,
        "<": one < other,
        "<=": one <= other,
        ">": one > other,
        ">=": one >= other,
    }[sign]


def matches(text: Text, patterns: tuple[str, ...]) -> bool | None:
    """Whether a text matches one of the patterns of a `case` arm."""
    if "*" in patterns:
        return True
    if has_symbol(text.text) or text.is_unset or not patterns or max(map(len, patterns)) > _MOST_PATTERN:
        return None
    return any(fnmatch.fnmatchcase(text.text, pattern) for pattern in patterns)
