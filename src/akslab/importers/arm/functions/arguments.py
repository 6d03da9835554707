"""Arguments of functions, read as what they should be: the wrong kind is refused, an unknown one is said to be unknown."""

from ....deployments.nodes import Node, Unknown
from ....wire.sentences import sentence
from ....wire.symbols import has_symbol, is_symbol
from ..budget import Budget
from ..refusals import NotKnownError, RefusedError
from ..unknowns import Pending, text_of_unknown, unknown_in
from .function import Lambda

MOST_INT, LEAST_INT = 2**63 - 1, -(2**63)
_KINDS: tuple[tuple[type, str], ...] = (
    (str, "string"),
    (int, "int"),
    (float, "float"),
    (tuple, "array"),
    (dict, "object"),
    (Lambda, "lambda"),
)


def kind_of(value: object) -> str:
    """Return the word of the template language for a value's kind."""
    if isinstance(value, bool):
        return "bool"
    if value is None:
        return "null"
    return next((word for kind, word in _KINDS if isinstance(value, kind)), "unknown")


def wrong_kind(node: Node, place: int, wanted: str) -> RefusedError:
    """Return the refusal of an argument, the `place`-th from 0."""
    return RefusedError(sentence("arm.kind", place=place + 1, wanted=wanted, given=kind_of(node.value)))


def known(node: Node) -> Node:
    """Return a node whose value is known, at least in parts. Raises NotKnownError."""
    if isinstance(node.value, Unknown):
        raise NotKnownError(node.value)
    return node


def whole(text: str) -> str:
    """Return a text that is known to its end. Raises NotKnownError."""
    if has_symbol(text):
        raise NotKnownError(unknown_in(text))
    return text


def partial_text(arguments: tuple[Node, ...], place: int) -> str:
    """Return an argument as text, in which symbols stand for what is not known."""
    node = arguments[place]
    if isinstance(node.value, Unknown):
        return text_of_unknown(node.value)
    if not isinstance(node.value, str):
        raise wrong_kind(node, place, "string")
    return node.value


def text(arguments: tuple[Node, ...], place: int) -> str:
    """Return an argument as a known text. Raises NotKnownError, RefusedError."""
    known(arguments[place])
    return whole(partial_text(arguments, place))


def integer(arguments: tuple[Node, ...], place: int) -> int:
    """Return an argument as an integer. Raises NotKnownError, RefusedError."""
    value = known(arguments[place]).value
    if isinstance(value, str) and is_symbol(value):
        raise NotKnownError(unknown_in(value))
    if isinstance(value, bool) or not isinstance(value, int):
        raise wrong_kind(arguments[place], place, "int")
    return value


def flag_of(node: Node, place: int) -> bool:
    """Return a node as a boolean; the texts of both count as such. Raises NotKnownError, RefusedError."""
    value = known(node).value
    if isinstance(value, str):
        word = whole(value).lower()
        if word in ("true", "false"):
            return word == "true"
    if not isinstance(value, bool):
        raise wrong_kind(node, place, "bool")
    return value


def elements(arguments: tuple[Node, ...], place: int) -> tuple[Node, ...]:
    """Return the elements of an array, each knowing where it was written. Raises NotKnownError, RefusedError."""
    node = known(arguments[place])
    if isinstance(node.value, str) and is_symbol(node.value):
        raise NotKnownError(unknown_in(node.value))
    if not isinstance(node.value, tuple):
        raise wrong_kind(node, place, "array")
    return tuple(node.elements())


def members(arguments: tuple[Node, ...], place: int) -> dict[str, Node]:
    """Return the members of an object, each knowing where it was written. Raises NotKnownError, RefusedError.

    An object of which not every key is known is not known either.
    """
    node = known(arguments[place])
    if isinstance(node.value, str) and is_symbol(node.value):
        raise NotKnownError(unknown_in(node.value))
    if not isinstance(node.value, dict):
        raise wrong_kind(node, place, "object")
    opened = open_key(node.value)
    if opened is not None:
        raise NotKnownError(opened)
    return dict(node.items())


def open_key(value: dict[str, Node]) -> Unknown | None:
    """Return why the keys of an object are not all known, None if they are: `*` stands for every other."""
    if "*" in value:
        inner = value["*"].value
        return inner if isinstance(inner, Unknown) else Pending("run-time", "", "")
    return next((unknown_in(key) for key in value if has_symbol(key)), None)


def lambda_of(arguments: tuple[Node, ...], place: int, least: int, most: int) -> Lambda:
    """Return an argument as a lambda of so many variables. Raises RefusedError."""
    value = arguments[place].value
    if not isinstance(value, Lambda):
        raise wrong_kind(arguments[place], place, "lambda")
    if not least <= value.arity <= most:
        raise RefusedError(sentence("arm.lambda-arity", least=least, most=most, given=value.arity))
    return value


def shown(node: Node, budget: Budget) -> str:
    """Return a scalar as it stands in a longer text: symbols for what is not known. Raises RefusedError for others."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, Unknown):
        return text_of_unknown(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "True" if value else "False"
    if not isinstance(value, int | float):
        raise RefusedError(sentence("arm.kind-of-part", given=kind_of(value)))
    budget.spend(1)
    return number_text(value)


def number_text(value: int | float) -> str:
    """Return a number as .NET writes it: no `.0`, no exponent where none is needed."""
    return str(int(value)) if abs(value) < 1e15 and value == int(value) else str(value)
