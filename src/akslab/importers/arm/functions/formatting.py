"""`format` and `string`: .NET's composite formats, as far as templates use them, and JSON without blanks."""

import json
import re

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from ..unknowns import text_of_unknown, unknown_in
from .arguments import known, shown, text
from .function import Function, Lambda, Site

_PART = re.compile(r"\{\{|\}\}|\{(\d{1,9}) *(?:, *(-?\d{1,9}) *)?(?::((?:[^{}]|\{\{|\}\})*))?\}|[{}]|[^{}]+")
_STANDARD = re.compile(r"([DdXxNnFfGg])(\d{0,2})")
_CUSTOM = re.compile(r"(?P<whole>[0#]*(?:,[0#]+)*)(?:\.(?P<places>[0#]*))?")


def _format(site: Site, arguments: tuple[Node, ...]) -> Node:
    pattern = text(arguments, 0)
    parts: list[str] = []
    length = 0
    for found in _PART.finditer(pattern):
        part = found[0]
        if found[1] is not None:
            part = _placed(site.budget, arguments, found)
        elif part in ("{{", "}}"):
            part = part[0]
        elif part in ("{", "}"):
            raise RefusedError(sentence("arm.format", pattern=pattern[:80]))
        length += len(part)
        site.budget.spend_text(length)
        parts.append(part)
    return Node("".join(parts))


def _placed(budget: Budget, arguments: tuple[Node, ...], found: "re.Match[str]") -> str:
    index, width, form = int(found[1]), int(found[2] or 0), found[3] or ""
    if index + 1 >= len(arguments):
        raise RefusedError(sentence("arm.format-index", index=index, given=len(arguments) - 1))
    made = _formed(arguments[index + 1], form, budget)
    budget.spend_text(abs(width))
    if has_symbol(made) and width:
        raise NotKnownError(unknown_in(made))
    return made.rjust(width) if width >= 0 else made.ljust(-width)


def _formed(node: Node, form: str, budget: Budget) -> str:
    value = node.value
    if isinstance(value, tuple | dict):
        return json_text(node, budget, quote="'")
    if not form or isinstance(value, bool | str) or value is None:
        return shown(node, budget)
    return _number(known(node).value, form)


def _number(value: int | float, form: str) -> str:
    standard = _STANDARD.fullmatch(form)
    if standard:
        kind, digits = standard[1].upper(), int(standard[2] or -1)
        if kind == "G" or (kind in "DX" and not isinstance(value, int)):
            return str(value)
        if kind == "D":
            return f"{'-' if value < 0 else ''}{str(abs(int(value))).rjust(digits, '0')}"
        if kind == "X":
            number = int(value) if value >= 0 else int(value) + (1 << 64)
            return f"{number:{standard[1]}}".rjust(digits, "0")
        return f"{value:{',' if kind == 'N' else ''}.{2 if digits < 0 else digits}f}"
    custom = _CUSTOM.fullmatch(form)
    if not custom or len(form) > 60:
        raise RefusedError(sentence("arm.format-unknown", form=form[:40]))
    whole, places = custom["whole"], custom["places"] or ""
    made = f"{abs(value):.{len(places)}f}"
    before, _, after = made.partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    if "," in whole:
        before = f"{int(before or 0):,}".rjust(len(before), "0")
    least = places.count("0")
    after = after[:least] + after[least:].rstrip("0")
    return f"{'-' if value < 0 else ''}{before}{'.' if after else ''}{after}"


def _string(site: Site, arguments: tuple[Node, ...]) -> Node:
    node = arguments[0]
    is_made = isinstance(node.value, tuple | dict)
    return Node(json_text(node, site.budget) if is_made else shown(node, site.budget))


def json_text(node: Node, budget: Budget, quote: str = '"') -> str:
    """Return a node as JSON without blanks; what is not known stands in it as a symbol. `format` quotes with `'`."""
    writing = _Writing(budget, quote)
    writing.write(node)
    budget.spend_text(writing.length)
    return "".join(writing.parts)


class _Writing:
    def __init__(self, budget: Budget, quote: str) -> None:
        self.parts: list[str] = []
        self.length = 0
        self._budget = budget
        self._quote = quote

    def write(self, node: Node) -> None:
        value = node.value
        if isinstance(value, dict):
            self._add("{")
            for index, (key, inner) in enumerate(value.items()):
                self._add(f"{',' if index else ''}{self._quoted(key)}:")
                self.write(inner)
            self._add("}")
        elif isinstance(value, tuple):
            self._add("[")
            for index, inner in enumerate(value):
                self._add("," if index else "")
                self.write(inner)
            self._add("]")
        elif isinstance(value, Unknown):
            self._add(text_of_unknown(value))
        elif isinstance(value, str):
            self._add(self._quoted(value))
        elif isinstance(value, Lambda):
            raise RefusedError(sentence("arm.lambda-misplaced", name="string"))
        else:
            self._add(json.dumps(value))

    def _add(self, part: str) -> None:
        self._budget.spend(1)
        self.length += len(part)
        if self.length > 1 << 20:
            self._budget.spend_text(self.length)
        self.parts.append(part)

    def _quoted(self, value: str) -> str:
        made = json.dumps(value, ensure_ascii=False)
        if self._quote == '"':
            return made
        return self._quote + made[1:-1].replace('\\"', '"').replace("'", "\\'") + self._quote


FORMATTING = (
    Function(name="format", least=1, most=None, returns="string", strict=_format),
    Function(name="string", least=1, most=1, returns="string", strict=_string),
)
