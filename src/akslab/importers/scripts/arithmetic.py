"""Integer arithmetic of shells, `$((N + 1))`, on numbers only."""

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(\d{1,18}|\$?\{?[A-Za-z_]\w*\}?|[-+*/%()])")
_MOST_TOKENS = 100
_MOST = 1 << 63


def evaluated(expression: str, number_of: Callable[[str], int | None]) -> int | None:
    """Return the value of an expression of `+ - * / %`, brackets and variables; None where nobody can tell."""
    tokens = _TOKEN.findall(expression)
    if "".join(tokens) != re.sub(r"\s", "", expression) or not 0 < len(tokens) <= _MOST_TOKENS:
        return None
    try:
        reader = _Reader(tokens, number_of)
        value = reader.sum()
    except (ArithmeticError, ValueError, IndexError, RecursionError):
        return None
    return value if reader.is_done and abs(value) < _MOST else None


class _Reader:
    def __init__(self, tokens: list[str], number_of: Callable[[str], int | None]) -> None:
        self._tokens, self._at, self._number_of = tokens, 0, number_of

    @property
    def is_done(self) -> bool:
        return self._at == len(self._tokens)

    def sum(self) -> int:
        value = self._product()
        while not self.is_done and self._tokens[self._at] in "+-":
            value += self._product() if self._next() == "+" else -self._product()
        return value

    def _product(self) -> int:
        value = self._factor()
        while not self.is_done and self._tokens[self._at] in "*/%":
            sign, right = self._next(), self._factor()
            # Shells cut towards zero, Python rounds down.
            quotient = 0 if sign == "*" else abs(value) // abs(right) * (1 if value * right >= 0 else -1)
            value = value * right if sign == "*" else quotient if sign == "/" else value - quotient * right
            if abs(value) >= _MOST:
                raise ValueError(value)
        return value

    def _factor(self) -> int:
        piece = self._next()
        if piece == "-":
            return -self._factor()
        if piece == "(":
            value = self.sum()
            self._next()
            return value
        if piece.isdecimal():
            return int(piece)
        found = self._number_of(piece.strip("${}"))
        if found is None:
            raise ValueError(piece)
        return found

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]
