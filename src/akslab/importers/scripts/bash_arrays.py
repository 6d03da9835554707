"""Associative arrays of bash -> plain assignments: `nets[nodes]` is a name of its own, `!nets` are the keys.

The array itself holds the values, in the order they are written: `"${nets[@]}"` is that, `"${!nets[@]}"` the keys.
"""

import re
from typing import TYPE_CHECKING

from .bash_words import WordReader
from .program import Assign, Literal, Part, Statement, Word

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

KEYS = "!"
"""Before an array's name: the variable with its keys."""
_KEY = re.compile(r"""\[(["']?)([\w.:/ -]+)\1\]=""")
_SUBSCRIPT = re.compile(r"""[^\[]+\[(["']?)([\w.:/ -]+)\1\]""")


def element(array: str, key: str) -> str:
    """Return the name of the variable that is one element."""
    return f"{array}[{key}]"


def empty(name: str, tree: "Tree", words: WordReader) -> list[Statement]:
    """Return what `declare -A name` does."""
    return [Assign(name=each, items=(), origin=words.origin(tree)) for each in (name, KEYS + name)]


def filled(name: str, array: "Tree", words: WordReader, *, appends: bool) -> list[Statement] | None:
    """Return what `declare -A name=([key]=value …)` does; None where a key is not written out."""
    found: list[tuple[str, Word]] = []
    for child in array.children:
        if not child.is_named:
            continue
        key = _KEY.match(words.source(child))
        if key is None:
            return None
        found.append((key[2], _behind(words.word(child), key[0])))
    return _assigned(name, found, array, words, appends=appends)


def one(name: str, subscript: "Tree", value: Word, words: WordReader) -> list[Statement] | None:
    """Return what `name[key]=value` does; None where the key is not written out."""
    key = _SUBSCRIPT.fullmatch(words.source(subscript))
    return _assigned(name, [(key[2], value)], subscript, words, appends=True) if key else None


def _assigned(
    name: str, found: list[tuple[str, Word]], tree: "Tree", words: WordReader, *, appends: bool
) -> list[Statement]:
    origin = words.origin(tree)
    keys = tuple(Word((Literal(key, True),), value.origin) for key, value in found)
    values = tuple(value for _, value in found)
    return [
        Assign(name=name, items=values, appends=appends, origin=origin),
        Assign(name=KEYS + name, items=keys, appends=appends, origin=origin),
        *(Assign(name=element(name, key), value=value, origin=value.origin) for key, value in found),
    ]


def _behind(word: Word, head: str) -> Word:
    """Return a word without the `[key]=` it begins with: its place is that of the value alone."""
    parts: list[Part] = []
    rest = len(re.sub(r"[\"']", "", head))
    for part in word.parts:
        cut = min(rest, len(part.text)) if isinstance(part, Literal) else 0
        rest -= cut
        parts.append(Literal(part.text[cut:], part.is_quoted) if isinstance(part, Literal) else part)
    place = word.origin
    start = min(place.start + len(head), place.end)
    return Word(tuple(parts), type(place)(file=place.file, start=start, end=place.end))
