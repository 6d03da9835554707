"""Azure's texts as templates: find one in a flat text and take out what stands for its placeholders.

No regular expression is made of a text: its fixed parts are looked for one after the other from the longest outwards,
each within a bounded distance, so that no paste makes it slow. Where the text was cut off, what is left is taken.
"""

import re
from collections.abc import Iterator
from string import Formatter

from msgspec import Struct

LEAST_SHARE, LEAST_CHARACTERS = 0.8, 16
"""So much of the fixed parts has to stand there: texts are cut off, and their beginnings are alike."""
MOST_TAIL = 40
"""Of the last fixed part so much is enough: what is cut off is cut off at the end."""
MOST_GAP = 1500
MOST_VALUE = 1000
MOST_PLACES = 8
LEAST_FIXED = 3
"""Shorter ones are punctuation, which values have too: there the value is a word."""

_WORD_AFTER = re.compile(r"\s*([^\s\"'`,;]{1,1000})")
_AROUND = "\"'`[]{}() .,;:"


class Template(Struct, frozen=True, kw_only=True):
    """A text: fixed part, value, fixed part, value, … `fixed` is one longer than `names`, and lower-case."""

    fixed: tuple[str, ...]
    names: tuple[str, ...]

    @property
    def anchor(self) -> int:
        """Return which fixed part is the longest."""
        return max(range(len(self.fixed)), key=lambda at: len(self.fixed[at]))


class Match(Struct, frozen=True, kw_only=True):
    """What was found of a template at one place."""

    values: dict[str, str]
    share: float
    """How much of the fixed parts stands there: 0 to 1."""
    fixed: int
    """The same in characters."""

    @property
    def is_this_text(self) -> bool:
        """Whether so much stands there that it is this text and no other."""
        return self.share >= LEAST_SHARE and self.fixed >= LEAST_CHARACTERS


def template_of(text: str, names: dict[str, str]) -> Template:
    """Return the template of a text with `{placeholders}`, its values named by `names` where they differ."""
    fixed, found = [""], []
    for literal, name, _, _ in Formatter().parse(text):
        fixed[-1] += literal.lower()
        if name is not None:
            found.append(names.get(name, name))
            fixed.append("")
    fixed[-1] = fixed[-1].strip()[:MOST_TAIL]
    return Template(fixed=tuple(part.strip() for part in fixed), names=tuple(found))


def places(template: Template, lower: str) -> Iterator[int]:
    """Yield where the anchor of a template stands in a lower-case text; a few places at most."""
    anchor = template.fixed[template.anchor]
    place = lower.find(anchor)
    for _ in range(MOST_PLACES):
        if place < 0:
            return
        yield place
        place = lower.find(anchor, place + len(anchor))


def match_at(template: Template, place: int, text: str, lower: str) -> Match:
    """Return what is found of a template whose anchor stands at `place`; `lower` is `text` in lower case."""
    anchor = template.anchor
    end = place + len(template.fixed[anchor])
    parts = [*_before(template, place, text, lower), *_after(template, end, text, lower)]
    fixed = len(template.fixed[anchor]) + sum(length for _, _, length in parts)
    return Match(
        values={name: value for name, value, _ in parts if name and value},
        share=fixed / max(sum(map(len, template.fixed)), 1),
        fixed=fixed,
    )


def _after(template: Template, end: int, text: str, lower: str) -> Iterator[tuple[str, str, int]]:
    """Yield each value behind the anchor with its name and the length of the fixed part behind it."""
    for at in range(template.anchor, len(template.names)):
        following = template.fixed[at + 1]
        stop = lower.find(following, end, end + MOST_GAP) if len(following) >= LEAST_FIXED else -1
        if stop >= 0:
            yield template.names[at], _cleaned(text[end:stop]), len(following)
            end = stop + len(following)
            continue
        word = _WORD_AFTER.match(text, end)
        if not word:
            return
        yield template.names[at], _cleaned(word[1]), len(following) if len(following) < LEAST_FIXED else 0
        end = word.end()


def _before(template: Template, begin: int, text: str, lower: str) -> Iterator[tuple[str, str, int]]:
    """Yield each value before the anchor, from there backwards."""
    for at in range(template.anchor - 1, -1, -1):
        preceding = template.fixed[at]
        least = max(begin - MOST_GAP, 0)
        start = lower.rfind(preceding, least, begin) if len(preceding) >= LEAST_FIXED else -1
        if start >= 0:
            yield template.names[at], _cleaned(text[start + len(preceding) : begin]), len(preceding)
            begin = start
            continue
        rest, _, word = text[least:begin].rstrip().rpartition(" ")
        is_there = bool(preceding) and rest.lower().endswith(preceding)
        yield template.names[at], _cleaned(word), len(preceding) if is_there else 0
        if not is_there:
            return
        begin = least + len(rest) - len(preceding)


def _cleaned(value: str) -> str:
    value = value.strip().strip(_AROUND)
    return value if len(value) <= MOST_VALUE else ""
