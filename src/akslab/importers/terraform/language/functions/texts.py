"""Texts: case, trimming, cutting, splitting, searching."""

import re

from .signature import Function, integer, items, refuse, text


def _chomp(value: object) -> str:
    return re.sub(r"(\r?\n)+$", "", text(value))


def _indent(spaces: object, value: object) -> str:
    width = integer(spaces)
    if not 0 <= width <= 1000:
        raise refuse("indent", "tf.why-too-long")
    return text(value).replace("\n", "\n" + " " * width)


def _substr(value: object, offset: object, length: object) -> str:
    whole, start, size = text(value), integer(offset), integer(length)
    start = max(0, len(whole) + start) if start < 0 else start
    return whole[start:] if size < 0 else whole[start : start + size]


def _split(separator: object, value: object) -> tuple[str, ...]:
    by, whole = text(separator), text(value)
    return tuple(whole.split(by)) if by else tuple(whole)


def _trim(value: object, characters: object) -> str:
    return text(value).strip(text(characters))


def _title(value: object) -> str:
    return re.sub(r"(^|[^\w])([^\W\d_])", lambda found: found[1] + found[2].upper(), text(value))


def _without(value: object, fix: object, *, at_end: bool) -> str:
    whole, part = text(value), text(fix)
    return whole.removesuffix(part) if at_end else whole.removeprefix(part)


FUNCTIONS = {
    "chomp": Function(_chomp, 1, 1),
    "endswith": Function(lambda value, suffix: text(value).endswith(text(suffix)), 2, 2),
    "indent": Function(_indent, 2, 2),
    "lower": Function(lambda value: text(value).lower(), 1, 1, "ids"),
    "sort": Function(lambda value: tuple(sorted(text(each) for each in items(value))), 1, 1),
    "split": Function(_split, 2, 2, "ids"),
    "startswith": Function(lambda value, prefix: text(value).startswith(text(prefix)), 2, 2, "ids"),
    "strcontains": Function(lambda value, part: text(part) in text(value), 2, 2),
    "strrev": Function(lambda value: text(value)[::-1], 1, 1),
    "substr": Function(_substr, 3, 3),
    "title": Function(_title, 1, 1),
    "trim": Function(_trim, 2, 2),
    "trimprefix": Function(lambda value, prefix: _without(value, prefix, at_end=False), 2, 2, "ids"),
    "trimspace": Function(lambda value: text(value).strip(), 1, 1),
    "trimsuffix": Function(lambda value, suffix: _without(value, suffix, at_end=True), 2, 2, "ids"),
    "upper": Function(lambda value: text(value).upper(), 1, 1),
}
