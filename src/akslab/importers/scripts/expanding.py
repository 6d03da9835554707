"""Words -> texts: variables put in, commands captured, unquoted values split, each text with the place it was written at."""

import re
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from ...deployments.origins import Origin
from .arithmetic import evaluated
from .budget import Budget
from .environment import Environment
from .naming import source_of, symbol_of
from .program import Braces, Captured, Literal, Part, Sum, Variable, Word
from .results import answer
from .texts import Text, Value, only, used_at

_FIELD = re.compile(r"(?:\ue000[^\ue001]*\ue001|\S)+")
_CHANGING = re.compile(r"RANDOM|\bdate\b|openssl|uuidgen|shuf|urandom|Get-Random|NewGuid|Get-Date", re.IGNORECASE)
_SETTING = (":=", "=")
_DEFAULTING = (":-", "-", *_SETTING)
_DEMANDING = (":?", "?")
_REPLACING = (":+", "+")


class _Piece(Struct, frozen=True):
    text: Text
    is_split: bool


class Expander:
    """Expands the words of one script. In bash unquoted values become several words, in the other dialects they do not."""

    def __init__(self, environment: Environment, budget: Budget, capture: Callable[[Captured], Text]) -> None:
        """Take the variables, and what runs the commands in a word."""
        self._environment, self._budget, self._capture = environment, budget, capture
        self._splits = not environment.is_caseless
        self._unread = 0

    def text(self, word: Word) -> Text:
        """Return a word as one text, as in an assignment."""
        pieces = [piece.text for part in word.parts for piece in self._pieces(part)]
        return self._joined(pieces, word.origin)

    def value(self, word: Word) -> Value:
        """Return a word as a value: `$a` of an array is the array where the dialect copies it so."""
        if not self._splits and len(word.parts) == 1 and isinstance(word.parts[0], Variable):
            part = word.parts[0]
            found = self._environment.value(part.name)
            if isinstance(found, tuple) and not part.member and part.index is None:
                return found
        return self.text(word)

    def texts(self, word: Word) -> list[Text]:
        """Return the words that one word becomes: none, one or several."""
        self._budget.step()
        if len(word.parts) == 1 and isinstance(word.parts[0], Braces):
            return [Text(text=text, origin=word.origin) for text in word.parts[0].texts]
        array = self._array(word)
        if array is not None:
            return array
        fields: list[list[Text]] = [[]]
        is_quoted = False
        for part in word.parts:
            is_quoted = is_quoted or bool(getattr(part, "is_quoted", False))
            for piece in self._pieces(part):
                if not piece.is_split:
                    fields[-1].append(piece.text)
                    continue
                for number, field in enumerate(_FIELD.findall(piece.text.text)):
                    if number:
                        fields.append([])
                    fields[-1].append(piece.text if field == piece.text.text else replace(piece.text, text=field))
        found = [self._joined(pieces, word.origin) for pieces in fields]
        return [replace(text, is_quoted=is_quoted) for text in found if text.text or is_quoted]

    def _array(self, word: Word) -> list[Text] | None:
        """Return the elements for a word that is all of an array, quoted or not."""
        parts = [part for part in word.parts if not (isinstance(part, Literal) and not part.text)]
        part = parts[0] if len(parts) == 1 else None
        if not isinstance(part, Variable) or part.operator not in ("", "@"):
            return None
        is_all = part.operator == "@" or part.name in ("@", "*")
        if part.index is not None and self.text(part.index).text in ("@", "*"):
            is_all = True
        value = self._environment.value("@" if part.name == "*" else part.name)
        # In PowerShell an array is all of its elements wherever it stands.
        is_all = is_all or (not self._splits and not part.member and part.index is None and isinstance(value, tuple))
        if not is_all:
            return None
        if isinstance(value, tuple):
            return [used_at(text, word.origin) for text in value]
        return [replace(used_at(value, word.origin), is_quoted=False)] if value.text else []

    def _pieces(self, part: Part) -> list[_Piece]:
        if isinstance(part, Literal):
            return [_Piece(Text(text=part.text), False)]
        if isinstance(part, Variable):
            return [_Piece(self.variable(part), self._splits and not part.is_quoted)]
        if isinstance(part, Captured):
            return [_Piece(self._capture(part), self._splits and not part.is_quoted)]
        if isinstance(part, Sum):
            number = evaluated(part.text, self._number)
            return [_Piece(self.unread(f"$(({part.text}))") if number is None else Text(text=str(number)), False)]
        if isinstance(part, Braces):
            return [_Piece(Text(text=" ".join(part.texts)), False)]
        return [_Piece(self.unread(part.text), False)]

    def unread(self, source: str) -> Text:
        """Return a symbol for what is not evaluated; what changes from call to call is another symbol each time."""
        name = source_of(source)
        if _CHANGING.search(name):
            self._unread += 1
            name = f"{name} #{self._unread}"
        return Text(text=symbol_of(name), why="run-time", needs="")

    def variable(self, part: Variable) -> Text:
        """Return what a variable stands for, its operator applied."""
        value = self._indexed(part)
        if part.member:
            return self._member(value, part)
        if not part.operator:
            return value
        is_missing = value.is_unset or not value.text
        if part.operator in _DEFAULTING:
            if not is_missing:
                return value
            found = self.text(part.operand) if part.operand else Text(text="")
            if part.operator in _SETTING:
                self._environment.assign(part.name, found)
            return found
        if part.operator in _DEMANDING:
            return value
        if part.operator in _REPLACING:
            return self.text(part.operand) if part.operand and not is_missing else Text(text="")
        return self._changed(value, part)

    def _indexed(self, part: Variable) -> Text:
        value = self._environment.value(part.name)
        if part.index is None:
            return only(value)
        index = self.text(part.index).text
        element = self._environment.assigned(f"{part.name}[{index}]") if isinstance(value, tuple) else None
        if element is not None:
            return only(element)
        if isinstance(value, tuple) and index.isdecimal() and int(index) < len(value):
            return value[int(index)]
        if isinstance(value, Text) and index == "0":
            return value
        return self.unread(part.source)

    def _member(self, value: Text, part: Variable) -> Text:
        if value.result is None:
            return self.unread(part.source)
        return replace(value, text=answer(value.result, part.member), result=None, why="run-time")

    def _changed(self, value: Text, part: Variable) -> Text:
        """Return a value with its case changed, or a literal beginning or end cut off."""
        operand = self.text(part.operand).text if part.operand else ""
        is_plain = not value.is_unknown and not re.search(r"[*?\[\\\ue000]", operand)
        if is_plain and part.operator in (",,", "^^"):
            return replace(value, text=value.text.lower() if part.operator == ",," else value.text.upper())
        if is_plain and operand and part.operator in ("%", "%%"):
            return replace(value, text=value.text.removesuffix(operand))
        if is_plain and operand and part.operator in ("#", "##"):
            return replace(value, text=value.text.removeprefix(operand))
        return self.unread(part.source)

    def _number(self, name: str) -> int | None:
        text = only(self._environment.value(name)).text
        return int(text) if re.fullmatch(r"-?\d{1,18}", text) else None

    def _joined(self, pieces: list[Text], place: Origin) -> Text:
        """Return pieces as one text: a lone variable keeps the place where its value was written."""
        real = [piece for piece in pieces if piece.text or piece.result]
        if len(real) == 1 and real[0].origin is not None:
            return used_at(real[0], place)
        if len(real) == 1:
            return replace(real[0], origin=place)
        text = self._budget.text("".join(piece.text for piece in real))
        unknown = next((piece for piece in real if piece.needs or piece.why != "not-supplied"), None)
        return Text(
            text=text,
            origin=place,
            needs=unknown.needs if unknown else "",
            why=unknown.why if unknown else "not-supplied",
            is_secret=any(piece.is_secret for piece in real),
            may_be_empty=bool(real) and all(piece.may_be_empty for piece in real),
        )
