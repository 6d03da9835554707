"""Korean particles that follow a value: 을 or 를, by how the value ends when it is read aloud.

The words write both, `{subnet}을(를)`; here one of them goes. Digits are read in Korean, Latin letters by a rule of thumb.
"""

import re

_BOTH = re.compile(r"(?P<before>\S)(?P<both>은\(는\)|이\(가\)|을\(를\)|과\(와\)|\(으\)로)")
_CLOSED_DIGITS, _LIQUID_DIGITS = "013678", "178"
"""Digits whose Korean names end in a consonant, and those that end in ㄹ."""
_CLOSED_LETTERS, _LIQUID_LETTERS = "bcklmnpt", "l"
_SILENT = ("le", "me", "ne")
"""Endings whose last letter is not heard: `myRouteTable`, `dataplane`."""
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _FINAL_L = 0xAC00, 0xD7A3, 28, 8


def with_particles(text: str) -> str:
    """Return `text` with one particle wherever both were written."""
    return _BOTH.sub(lambda found: found["before"] + _chosen(text[: found.start() + 1], found["both"]), text)


def _chosen(before: str, both: str) -> str:
    letters = before.rstrip("'\")]}>/").lower()
    last = letters[-2:-1] if letters.endswith(_SILENT) else letters[-1:]
    if both == "(으)로":
        return "로" if not _is_closed(last) or _is_liquid(last) else "으로"
    closed, _, opened = both.removesuffix(")").partition("(")
    return closed if _is_closed(last) else opened


def _final(letter: str) -> int:
    """Return which final consonant a syllable has, 0 for none and for what is no syllable."""
    code = ord(letter) if letter else 0
    return (code - _FIRST_SYLLABLE) % _FINALS if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE else 0


def _is_closed(letter: str) -> bool:
    return bool(letter) and (letter in _CLOSED_DIGITS + _CLOSED_LETTERS or _final(letter) > 0)


def _is_liquid(letter: str) -> bool:
    return bool(letter) and (letter in _LIQUID_DIGITS + _LIQUID_LETTERS or _final(letter) == _FINAL_L)
