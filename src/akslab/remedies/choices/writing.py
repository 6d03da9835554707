"""Choices that are put together of values and places: what most remedies are."""

from ...rules.free_ranges import NOTHING
from ...rules.rule import Finding
from ..edits import Choice, DropOption, Edit, Remove, Scalar, Set, SetOption

Edits = tuple[Edit, ...] | None


def writes(place: str, value: Scalar) -> Choice:
    """Return the choice of one value at a place, which may name the finding's values."""

    def choice(found: Finding) -> Edits:
        return (Set(place.format(**dict(found.values)), value),)

    return choice


def writes_found(place: str, name: str) -> Choice:
    """Return the choice of one of the finding's values at a place; of none where the rule found nothing."""

    def choice(found: Finding) -> Edits:
        values = dict(found.values)
        return None if values[name] == NOTHING else (Set(place.format(**values), values[name]),)

    return choice


def writes_number(place: str, name: str) -> Choice:
    """Return the choice of one of the finding's values at a place, as a number."""

    def choice(found: Finding) -> Edits:
        values = dict(found.values)
        return (Set(place.format(**values), int(values[name])),)

    return choice


def moved(moves: str) -> Edits:
    """Return the edits of moves as `rules.room.told_moves` has them; none where nothing moves."""
    parts = moves.splitlines()
    return tuple(Set(place, prefix) for place, prefix in zip(parts[::2], parts[1::2], strict=True)) or None


def leaves_out(place: str) -> Choice:
    """Return the choice to leave out what is at a place."""

    def choice(found: Finding) -> Edits:
        return (Remove(place.format(**dict(found.values))),)

    return choice


def gives(**options: str) -> Choice:
    """Return the choice of options that a command of az has then; `_` stands for `-`."""

    def choice(_found: Finding) -> Edits:
        return tuple(SetOption(f"--{name.replace('_', '-')}", value) for name, value in options.items())

    return choice


def drops_option(found: Finding) -> Edits:
    """Leave out the option that the finding names."""
    return (DropOption(dict(found.values)["option"]),)
