"""Regular expressions in RE2's syntax, matched in time that grows with pattern times text and no more.

Python's own engine backtracks: a pattern of a hostile configuration could keep it busy for years. Here all ways through
the pattern are followed at once, one character at a time, the preferred ones first.
"""

from collections.abc import Iterator

from msgspec import Struct

from .regex_syntax import Instruction, Program

Saves = tuple[int, ...]


class Found(Struct, frozen=True):
    """A match: its start and end, then those of each group; -1 where a group took no part."""

    text: str
    spans: Saves

    def group(self, number: int) -> str | None:
        """Return what a group matched; 0 is the whole."""
        start, end = self.spans[2 * number : 2 * number + 2]
        return self.text[start:end] if start >= 0 else None


class _Ways:
    """The ways that are still open at one place: a state and its marks, the preferred first, each state once."""

    def __init__(self) -> None:
        self.open: list[tuple[int, Saves]] = []
        self.seen: set[int] = set()


def search(program: Program, text: str, at: int = 0) -> Found | None:
    """Return the first match at or behind an offset."""
    ways, found = _Ways(), None
    blank = (-1,) * (2 * program.groups + 2)
    for place in range(at, len(text) + 1):
        if found is None:
            _follow(program.instructions, text, place, (0, blank), ways)
        elif not ways.open:
            break
        following = _Ways()
        for state, saves in ways.open:
            instruction = program.instructions[state]
            if instruction.kind == "match":
                found = saves
                break
            if place < len(text) and instruction.accepts(text[place]):
                _follow(program.instructions, text, place + 1, (state + 1, saves), following)
        ways = following
    return Found(text, found) if found is not None else None


def _follow(program: tuple[Instruction, ...], text: str, place: int, start: tuple[int, Saves], into: _Ways) -> None:
    """Add the characters that may come next from a state, without consuming any."""
    waiting = [start]
    while waiting:
        state, saves = waiting.pop()
        if state in into.seen:
            continue
        into.seen.add(state)
        instruction = program[state]
        if instruction.kind == "jump":
            waiting += [(target, saves) for target in reversed(instruction.targets)]
        elif instruction.kind == "save":
            slot = instruction.targets[0]
            waiting.append((state + 1, (*saves[:slot], place, *saves[slot + 1 :])))
        elif instruction.kind != "assert":
            into.open.append((state, saves))
        elif _holds(instruction.text, text, place):
            waiting.append((state + 1, saves))


def _holds(assertion: str, text: str, place: int) -> bool:
    if assertion == "A":
        return place == 0
    if assertion == "z":
        return place == len(text)
    if assertion == "^":
        return place == 0 or text[place - 1] == "\n"
    if assertion == "$":
        return place == len(text) or text[place] == "\n"
    is_edge = (place > 0 and _is_word(text[place - 1])) is not (place < len(text) and _is_word(text[place]))
    return is_edge is (assertion == "b")


def _is_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())


def matches(program: Program, text: str) -> Iterator[Found]:
    """Yield the matches one behind the other; an empty one directly behind another does not count."""
    at, end = 0, -1
    while at <= len(text):
        found = search(program, text, at)
        if found is None:
            return
        start, stop = found.spans[:2]
        if stop > start or start != end:
            yield found
        end = stop
        at = stop if stop > start else stop + 1
