"""Members of objects and lists: taken out with their comma, or with their lines where they have lines of their own."""

from ..scanning import behind_last, break_of, indent_of, line_end, line_start
from ..writer import Patches, Spot

_BLANKS = " \t"


def without(member: Spot) -> Patches:
    """Return what takes a member out; its commas and blanks go with it."""
    text, start, end = member.text, member.start, member.end
    after = _past_blanks(text, end)
    has_comma = text[after : after + 1] == ","
    if has_comma:
        end = after + 1
    if _is_alone(text, start, end):
        before = behind_last(text, start)
        if not has_comma and text[before - 1 : before] == ",":
            return (member.at(before - 1, end, ""),)
        return (member.at(line_start(text, start), line_end(text, end), ""),)
    if has_comma:
        return (member.at(start, _past_blanks(text, end), ""),)
    before = behind_last(text, start)
    return (member.at(before - 1, end, ""),) if text[before - 1 : before] == "," else (member.at(start, end, ""),)


def with_element(listed: Spot, words: str, separator: str = ",") -> Patches | None:
    """Return what puts one more element into a list: the first one where it has lines of its own, else the last."""
    text, inside = listed.text, listed.words[1:-1]
    if listed.words[:1] != "[":
        return None
    if not inside.strip():
        return (listed.patch(f"[{words}]"),)
    if "\n" not in inside:
        last = listed.start + 1 + len(inside.rstrip())
        comma = "" if inside.rstrip().endswith(",") else ","
        return (listed.at(last, last, f"{comma} {words}"),)
    first = listed.start + 1 + len(inside) - len(inside.lstrip())
    if line_start(text, first) > listed.start:
        return lines_at(listed, first, (f"{indent_of(text, first)}{words}{separator}",), break_of(text))
    return (listed.at(first, first, f"{words}{separator} "),) if separator else None


def lines_at(spot: Spot, at: int, lines: tuple[str, ...], ending: str) -> Patches:
    """Return whole lines put in before the line of an offset."""
    start = line_start(spot.text, at)
    return (spot.at(start, start, "".join(f"{line}{ending}" for line in lines)),)


def _past_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in tuple(_BLANKS):
        at += 1
    return at


def _is_alone(text: str, start: int, end: int) -> bool:
    return not text[line_start(text, start) : start].strip() and not text[end : line_end(text, end)].strip()
