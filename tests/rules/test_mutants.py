"""Mutants of every rule have to be caught by its examples and cases: what no case catches, no test protects.

A mutant is caught when a case of the rule comes out otherwise: what was found is not, what was let pass is found, what
could not be judged is, or the failing example or a told case says or shows something else.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from akslab.rules.catalogue import RULES, judgements
from akslab.rules.example import Example
from akslab.rules.places import document_of, nearest
from akslab.rules.rule import Finding, NotJudged, Rule
from akslab.rules.time import Loss, Replacement
from akslab.rules.view import View
from akslab.rules.words import said_of

from .cases import BROKEN, SOUND, TOLD, UNJUDGED
from .mutants import Mutant, mutants_of
from .written import written_in

LEAST_MUTANTS = 1200
"""So many different ones there are at least: were the hunt to lose its prey, the share of it would say nothing."""

IN_EIGHTS = "What is no multiple of 8 was refused before, so the next number below is -8, and above 64008."
FOR_TYPES = "The type checker asks for it: what follows in the condition, or is looped over, is empty without it."
SURVIVORS = {
    "updates._expanded: without `place is None` in `if place is None or before is None or same(str(before.prefixes), "
    "str(place.prefixes)):`": FOR_TYPES,
    "default_routes._gateway_tables: without `place` in `if place and tables and has_gateway(place):`": FOR_TYPES,
    "az_cli._ports: 0 becomes -1 in `elif number is not None and not 0 <= number <= _MOST_PORTS:`": IN_EIGHTS,
    "az_cli._ports: _MOST_PORTS becomes 64001": IN_EIGHTS,
}
"""Mutants that no case catches, and why none has to: a rule does the same with each of them."""


class Trial(Struct, frozen=True):
    """A view, what a rule makes of it, and whether its words and places belong to that."""

    view: View
    outcome: Any
    is_told: bool


def outcome(checked: Rule[Any], view: View, *, is_told: bool) -> Any:
    """Return what comes out: found, let pass or not judged, or all that is said and pointed at."""
    view.memo.clear()
    judged = list(judgements(view, [checked]))
    if is_told and judged and isinstance(judged[0], Finding):
        return [told(checked, view, found) for found in judged if isinstance(found, Finding)]
    return {(type(each), each.resource_id) for each in judged}


def told(checked: Rule[Any], view: View, found: Finding) -> tuple[Any, ...]:
    """Return what a finding says, and where its places lead."""
    said = said_of(found, checked, "en")
    written = written_in(view) if isinstance(view, Example) else {}
    places = [document_of(place, found.resource_id) for place in (found.place, *found.also)]
    return said, tuple((id_.lower(), nearest(written.get(id_.lower()), path)) for id_, path in places)


def views(checked: Rule[Any]) -> Iterator[tuple[View, Any, bool]]:
    """Yield the views of a rule's examples and cases, with what kinds of judgements must come and whether words count."""
    yield checked.failing(), {Finding}, True
    yield checked.sound(), set(), False
    kinds: tuple[tuple[tuple[tuple[Any, ...], ...], Any], ...] = (
        (BROKEN, {Finding}), (SOUND, set()), (UNJUDGED, {NotJudged}), (TOLD, {Finding}),
    )  # fmt: skip
    for cases, kind in kinds:
        for id_, _, make, *_ in cases:
            if id_ == checked.id:
                yield make(), kind, cases is TOLD


def trials(checked: Rule[Any]) -> list[Trial]:
    found = []
    for view, kinds, is_told in views(checked):
        assert {kind for kind, _ in outcome(checked, view, is_told=False)} == kinds
        found.append(Trial(view, outcome(checked, view, is_told=is_told), is_told))
    return found


def comes_out_otherwise(checked: Rule[Any], tried: list[Trial]) -> bool:
    """Whether any trial does; a check that cannot be run at all is caught too."""
    for trial in tried:
        try:
            if outcome(checked, trial.view, is_told=trial.is_told) != trial.outcome:
                return True
        except Exception:
            return True
    return False


def is_caught(checked: Rule[Any], mutant: Mutant, tried: list[Trial]) -> bool:
    with mutant.alive():
        return comes_out_otherwise(checked, tried)


@cache
def hunt() -> dict[str, dict[str, bool]]:
    """Return for each rule its mutants, and whether they are caught."""
    found = {}
    for checked in RULES:
        tried = trials(checked)
        found[checked.id] = {mutant.told: is_caught(checked, mutant, tried) for mutant in mutants_of(checked)}
    return found


def caught() -> dict[str, bool]:
    """Return all different mutants, and whether any rule that uses their function catches them."""
    found: dict[str, bool] = {}
    for mutants in hunt().values():
        for name, is_dead in mutants.items():
            found[name] = found.get(name, False) or is_dead
    return found


def test_every_rule_catches_mutants_of_itself() -> None:
    assert [id_ for id_, mutants in hunt().items() if not any(mutants.values())] == []


def test_every_rule_is_missed_when_it_says_nothing_any_more() -> None:
    def silent(checked: Rule[Any]) -> Rule[Any]:
        return replace(checked, check=lambda _view, _subject: iter(()))

    assert [checked.id for checked in RULES if not comes_out_otherwise(silent(checked), trials(checked))] == []


def test_every_sound_example_has_something_of_which_the_rule_could_speak() -> None:
    def crying(checked: Rule[Any]) -> Rule[Any]:
        values = next(each.values for each in judgements(checked.failing(), [checked]) if isinstance(each, Finding))
        return replace(checked, check=lambda _view, _subject: iter((dict(values),)))

    mute = [checked for checked in RULES if not list(judgements(checked.sound(), [crying(checked)]))]

    # Where a deployment is sound there is no loss, and nothing is replaced.
    assert {checked.subject for checked in mute} <= {Loss, Replacement}


def test_what_no_case_catches_is_named_with_its_reason() -> None:
    mutants = caught()

    print(f"{sum(mutants.values())} of {len(mutants)} mutants are caught")
    assert len(mutants) >= LEAST_MUTANTS
    assert {name for name, is_dead in mutants.items() if not is_dead} == set(SURVIVORS)
