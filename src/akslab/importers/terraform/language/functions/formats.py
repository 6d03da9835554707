"""`format` with Go's verbs: `%s %d %05.2f %q %v %#v %t %x`; arguments that are not known leave a symbol."""

import json
import re

from .....deployments.nodes import Node, Unknown
from ...exact_numbers import written
from ..errors import Budget, EvaluationError
from ..types import number_from, truth_of
from ..values import python, text_of
from .signature import refuse

_VERB = re.compile(
    r"%(?:(?P<flags>[-+ #0]*)(?P<width>\d{1,9})?(?:\.(?P<precision>\d{0,9}))?"
    r"(?:\[(?P<index>\d{1,9})\])?(?P<verb>[a-zA-Z%]))?"
)
MOST_WIDTH = 1000
_LARGEST = 10**300


def formatted(spec: str, values: tuple[Node, ...]) -> str:
    """Return the text. Raises EvaluationError for verbs and arguments that do not fit."""
    parts: list[str] = []
    at = used = most = 0
    for found in _VERB.finditer(spec):
        parts.append(spec[at : found.start()])
        at = found.end()
        verb = found["verb"]
        if verb is None:
            raise refuse("format", "tf.why-verb", verb=spec[found.start() : found.start() + 10])
        if verb == "%":
            parts.append("%")
            continue
        number = int(found["index"]) - 1 if found["index"] else used
        used = number + 1
        most = max(most, used)
        if not 0 <= number < len(values):
            raise refuse("format", "tf.why-argument-missing", number=number + 1)
        parts.append(_padded(found, _one(found, values[number])))
    if most < len(values) and "[" not in spec:
        raise refuse("format", "tf.why-arguments-left")
    return "".join([*parts, spec[at:]])


def _one(found: "re.Match[str]", node: Node) -> str:
    verb = found["verb"]
    if isinstance(node.value, Unknown):
        return text_of(node)
    if verb == "s":
        text = text_of(node)
        return text if found["precision"] is None else text[: int(found["precision"] or 0)]
    if verb == "v":
        return _shown(node, as_json="#" in found["flags"])
    if verb == "q":
        return json.dumps(text_of(node), ensure_ascii=False)
    if verb == "t":
        return "true" if truth_of(node) else "false"
    if verb in _NUMBERS:
        return _number(found, node)
    raise refuse("format", "tf.why-verb", verb=f"%{verb}")


def _shown(node: Node, *, as_json: bool) -> str:
    if as_json or isinstance(node.value, dict | tuple):
        from .encodings import to_json  # noqa: PLC0415 - rarely needed

        return to_json(python(node, Budget()))
    return "null" if node.value is None else text_of(node)


def _number(found: "re.Match[str]", node: Node) -> str:
    value, verb = number_from(node), found["verb"]
    plus = "+" if "+" in found["flags"] else " " if " " in found["flags"] else ""
    if verb in "feEgG":
        if max(int(found["precision"] or 6), 0) > MOST_WIDTH or not -_LARGEST < value < _LARGEST:
            raise refuse("format", "tf.why-too-long")
        text = (
            format(float(value), f".{found['precision'] or 0}{verb}")
            if found["precision"] is not None
            else _plain(value, verb)
        )
        return plus + text if value >= 0 else text
    if not isinstance(value, int):
        raise EvaluationError("tf.no-whole-number", value=written(value))
    text = format(value, {"d": "d", "x": "x", "X": "X", "o": "o", "b": "b"}[verb])
    return plus + text if value >= 0 else text


def _plain(value: object, verb: str) -> str:
    return format(float(value), f".6{verb}") if verb in "feE" else format(float(value), "g")  # type: ignore[arg-type]


_NUMBERS = "dxXobfeEgG"


def _padded(found: "re.Match[str]", text: str) -> str:
    width = int(found["width"] or 0)
    if width > MOST_WIDTH:
        raise refuse("format", "tf.why-too-long")
    if "-" in found["flags"]:
        return text.ljust(width)
    if "0" in found["flags"] and found["verb"] in _NUMBERS:
        sign = text[:1] if text[:1] in ("+", "-") else ""
        return sign + text[len(sign) :].rjust(width - len(sign), "0")
    return text.rjust(width)
