"""The syntax of RE2 -> a program of characters, jumps and marks that `linear_regex` runs."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

LONGEST_PATTERN = 4000
MOST_INSTRUCTIONS = 20_000
MOST_REPEATS = 1000
DEEPEST = 60

Test = Callable[[str], bool]


class RegexError(ValueError):
    """The pattern is none, or asks for what RE2 does not have; `key` is a clause of the catalogue."""

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Instruction(NamedTuple):
    """`character` with its test, `jump` to targets, `save` into a slot, `assert` with its letter, or `match`."""

    kind: str
    accepts: Test
    targets: tuple[int, ...] = ()
    text: str = ""


class Program(Struct, frozen=True):
    """A compiled pattern."""

    instructions: tuple[Instruction, ...]
    groups: int
    names: tuple[str, ...]
    """Of the groups; empty for those without."""


def _never(_: str) -> bool:
    return False


_MATCH = Instruction("match", _never)
_DIGITS, _WORDS, _BLANKS = "0123456789", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_", " \t\n\f\r"
_CLASSES: dict[str, Test] = {
    "d": _DIGITS.__contains__,
    "w": _WORDS.__contains__,
    "s": _BLANKS.__contains__,
    "D": lambda character: character not in _DIGITS,
    "W": lambda character: character not in _WORDS,
    "S": lambda character: character not in _BLANKS,
}
_NAMED: dict[str, Test] = {
    "alnum": lambda it: it.isascii() and it.isalnum(),
    "alpha": lambda it: it.isascii() and it.isalpha(),
    "ascii": str.isascii,
    "blank": " \t".__contains__,
    "cntrl": lambda it: it < " " or it == "\x7f",
    "digit": _CLASSES["d"],
    "graph": lambda it: "!" <= it <= "~",
    "lower": lambda it: "a" <= it <= "z",
    "print": lambda it: " " <= it <= "~",
    "punct": lambda it: "!" <= it <= "~" and not it.isalnum(),
    "space": " \t\n\v\f\r".__contains__,
    "upper": lambda it: "A" <= it <= "Z",
    "word": _CLASSES["w"],
    "xdigit": "0123456789abcdefABCDEF".__contains__,
}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_ASSERTIONS = {"A": "A", "z": "z", "b": "b", "B": "B"}


@lru_cache(maxsize=64)
def compiled(pattern: str) -> Program:
    """Return the program of a pattern. Raises RegexError."""
    if len(pattern) > LONGEST_PATTERN:
        raise RegexError("tf.why-pattern-long")
    reader = _Reader(pattern)
    body = reader.alternatives()
    if reader.at < len(pattern):
        raise RegexError("tf.why-pattern-open", part=")")
    save = [Instruction("save", _never, (slot,)) for slot in (0, 1)]
    return Program((save[0], *_moved(body, 1), save[1], _MATCH), len(reader.names), tuple(reader.names))


Code = list[Instruction]


def _moved(code: Code, by: int) -> Code:
    """Return code at another place: jumps are relative to its start."""
    return [
        each._replace(targets=tuple(target + by for target in each.targets)) if each.kind == "jump" else each
        for each in code
    ]


def _jump(*targets: int) -> Instruction:
    return Instruction("jump", _never, targets)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.names, self.depth = pattern, 0, list[str](), 0
        self.flags = ""

    def alternatives(self) -> Code:
        """Read `a|b` up to the closing parenthesis or the end."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise RegexError("tf.why-pattern-long")
        outer, found = self.flags, self._chain()
        while self._took("|"):
            other = self._chain()
            ahead = len(found) + 2
            found = [_jump(1, ahead), *_moved(found, 1), _jump(ahead + len(other)), *_moved(other, ahead)]
            self._check(found)
        self.flags = outer
        self.depth -= 1
        return found

    def _check(self, code: Code) -> None:
        if len(code) > MOST_INSTRUCTIONS:
            raise RegexError("tf.why-pattern-long")

    def _took(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def _next(self) -> str:
        if self.at >= len(self.pattern):
            raise RegexError("tf.why-pattern-open", part=self.pattern[-10:])
        self.at += 1
        return self.pattern[self.at - 1]

    def _chain(self) -> Code:
        found: Code = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            found += _moved(self._repeated(self._atom()), len(found))
            self._check(found)
        return found

    def _repeated(self, atom: Code) -> Code:
        while self.at < len(self.pattern) and self.pattern[self.at] in "*+?{":
            limits = self._limits()
            if limits is None:
                return atom
            greedy = not self._took("?") ^ ("U" in self.flags)
            atom = _times(atom, *limits, greedy)
            self._check(atom)
        return atom

    def _limits(self) -> tuple[int, int] | None:
        """Return how often, -1 for without end; None where a brace is only a brace."""
        sign = self._next()
        if sign != "{":
            return {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[sign]
        end = self.pattern.find("}", self.at)
        least, comma, most = self.pattern[self.at : max(end, self.at)].partition(",")
        if end < 0 or not least.isdecimal() or (most and not most.isdecimal()):
            self.at -= 1
            return None
        self.at = end + 1
        limits = int(least[:5]), int(most[:5]) if most else -1 if comma else int(least[:5])
        if max(limits) > MOST_REPEATS or 0 <= limits[1] < limits[0]:
            raise RegexError("tf.why-pattern-part", part=f"{{{least},{most}}}"[:20])
        return limits

    def _atom(self) -> Code:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return [self._test(self._set())]
        if character == ".":
            return [Instruction("character", (lambda _: True) if "s" in self.flags else (lambda it: it != "\n"))]
        if character in "^$":
            plain = {"^": "A", "$": "z"}[character]
            return [Instruction("assert", _never, text=character if "m" in self.flags else plain)]
        if character == "\\":
            return self._escaped()
        if character in "*+?":
            raise RegexError("tf.why-pattern-part", part=character)
        return [self._test(character.__eq__, character)]

    def _test(self, test: Test, character: str = "") -> Instruction:
        if "i" not in self.flags:
            return Instruction("character", test)
        if character:
            lower = character.lower()
            return Instruction("character", lambda it: it.lower() == lower)
        return Instruction("character", lambda it: test(it) or test(it.lower()) or test(it.upper()))

    def _group(self) -> Code:
        number = -1
        if not self._took("?"):
            self.names.append("")
            number = len(self.names)
        elif self._took("P<") or self._took("<"):
            end = self.pattern.find(">", self.at)
            self.names.append(self.pattern[self.at : max(end, self.at)])
            number, self.at = len(self.names), end + 1
            if not self.names[-1].isidentifier():
                raise RegexError("tf.why-pattern-part", part="(?P<")
        elif not self._flags():
            return []
        outer = self.flags
        inner = self.alternatives()
        self.flags = outer if number > 0 else self._outer_flags
        if not self._took(")"):
            raise RegexError("tf.why-pattern-open", part="(")
        if number < 0:
            return inner
        marks = [Instruction("save", _never, (slot,)) for slot in (2 * number, 2 * number + 1)]
        return [marks[0], *_moved(inner, 1), marks[1]]

    _outer_flags = ""

    def _flags(self) -> bool:
        """Read `?i:` or `?i)`; return whether a group follows."""
        self._outer_flags, adds = self.flags, True
        flags = set(self.flags)
        while True:
            character = self._next()
            if character == "-":
                adds = False
            elif character in "imsU":
                flags = flags | {character} if adds else flags - {character}
            elif character in ":)":
                self.flags = "".join(sorted(flags))
                return character == ":"
            else:
                raise RegexError("tf.why-pattern-part", part=f"(?{character}")

    def _escaped(self) -> Code:
        character = self._next()
        if character in _CLASSES:
            return [Instruction("character", _CLASSES[character])]
        if character in _ASSERTIONS:
            return [Instruction("assert", _never, text=character)]
        if character in "pP":
            return [Instruction("character", self._unicode(character == "P"))]
        if character == "Q":
            end = self.pattern.find("\\E", self.at)
            text = self.pattern[self.at : end if end >= 0 else None]
            self.at = end + 2 if end >= 0 else len(self.pattern)
            return [self._test(each.__eq__, each) for each in text]
        plain = self._plain(character)
        return [self._test(plain.__eq__, plain)]

    def _plain(self, character: str) -> str:
        if character == "x":
            end = self.pattern.find("}", self.at) if self._took("{") else self.at + 2
            digits = self.pattern[self.at : max(end, self.at)]
            self.at = end + (self.pattern[end : end + 1] == "}")
            try:
                return chr(int(digits, 16))
            except (ValueError, OverflowError):
                raise RegexError("tf.why-pattern-part", part="\\x") from None
        if character in _ESCAPES:
            return _ESCAPES[character]
        if character.isascii() and character.isalnum():
            raise RegexError("tf.why-pattern-part", part=f"\\{character}")
        return character

    def _unicode(self, is_negated: bool) -> Test:
        from unicodedata import category  # noqa: PLC0415 - rarely needed

        name = self._next()
        if name == "{":
            end = self.pattern.find("}", self.at)
            name, self.at = self.pattern[self.at : max(end, self.at)], end + 1
        is_negated = is_negated is not name.startswith("^")
        name = name.removeprefix("^")
        if not 1 <= len(name) <= 2:
            raise RegexError("tf.why-pattern-part", part=name[:20])
        return lambda it: category(it).startswith(name) is not is_negated

    def _set(self) -> Test:
        is_negated = self._took("^")
        tests: list[Test] = []
        singles: set[str] = set()
        is_first = True
        while is_first or not self._took("]"):
            is_first = False
            if self._took("[:"):
                tests.append(self._named())
                continue
            character = self._next()
            if character == "\\":
                character = self._next()
                if character in _CLASSES or character in "pP":
                    tests.append(_CLASSES[character] if character in _CLASSES else self._unicode(character == "P"))
                    continue
                character = self._plain(character)
            if self.pattern.startswith("-", self.at) and not self.pattern.startswith("-]", self.at):
                self.at += 1
                tests.append(self._range(character))
            else:
                singles.add(character)
        return lambda it: (it in singles or any(test(it) for test in tests)) is not is_negated

    def _range(self, first: str) -> Test:
        last = self._next()
        last = self._plain(self._next()) if last == "\\" else last
        if last < first:
            raise RegexError("tf.why-pattern-part", part=f"{first}-{last}")
        return lambda it: first <= it <= last

    def _named(self) -> Test:
        end = self.pattern.find(":]", self.at)
        name, self.at = self.pattern[self.at : max(end, self.at)], end + 2
        test = _NAMED.get(name.removeprefix("^"))
        if end < 0 or test is None:
            raise RegexError("tf.why-pattern-part", part=name[:20])
        return (lambda it: not test(it)) if name.startswith("^") else test


def _times(atom: Code, least: int, most: int, greedy: bool) -> Code:
    """Return an atom so many times; -1 is without end."""
    if len(atom) * max(least, most, 1) > MOST_INSTRUCTIONS:
        raise RegexError("tf.why-pattern-long")
    found: Code = []
    for _ in range(least):
        found += _moved(atom, len(found))
    if most < 0:
        start = len(found)
        targets = (start + 1, start + len(atom) + 2)
        return [*found, _jump(*(targets if greedy else targets[::-1])), *_moved(atom, start + 1), _jump(start)]
    end = len(found) + (most - least) * (len(atom) + 1)
    for _ in range(most - least):
        targets = (len(found) + 1, end)
        found = [*found, _jump(*(targets if greedy else targets[::-1])), *_moved(atom, len(found) + 1)]
    return found
