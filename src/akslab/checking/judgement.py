"""A deployment judged by the catalogue: what is certain, what depends on a condition, what could not be judged.

Every world of undecided conditions is judged by itself. What is found in all of them is certain; what is found in some
is said with its condition and never fails a build by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.declared import Declared, Deployment
from ..deployments.judging import view_of_deployment
from ..deployments.stages import Stage, stages, without_changes
from ..deployments.worlds import World, within, worlds
from ..rules.az_commands import AzCommand
from ..rules.catalogue import OF_AZURE, judgements, rule
from ..rules.free_ranges import in_use, spans_together
from ..rules.ranges_apart import kept_apart
from ..rules.rule import Finding, NotJudged, Rule
from ..rules.time import Loss
from ..rules.updates import CHANGED
from ..rules.view import TakenRange, View

_AT_ONCE = ("rejected", "breaks")
"""Classes of what happens when a command is run, whatever later ones put right."""


class Judged(Struct, frozen=True):
    """A finding, and when it holds: `condition` is empty where it does in any case."""

    finding: Finding
    condition: str = ""
    resources: tuple[Declared, ...] = ()
    """Those of the world it was found in."""
    earlier: frozenset[str] = frozenset()
    """The addresses of what was there before the command of a script that brought it; none for what always was so."""


class Judgement(Struct, frozen=True):
    """What the catalogue says of one deployment."""

    judged: tuple[Judged, ...]
    not_judged: tuple[NotJudged, ...]


def judge(
    deployment: Deployment,
    taken: tuple[TakenRange, ...] = (),
    *,
    is_applied_twice: bool = True,
    rules: Iterable[Rule[Any]] = OF_AZURE,
) -> Judgement:
    """Return the judgement of a deployment in every world, beside ranges that others have taken."""
    rules, every = tuple(rules), list(worlds(deployment.resources))
    given = _Given(taken, is_applied_twice)
    seen: dict[Finding, list[World]] = {}
    where: dict[Finding, _Seen] = {}
    open_: dict[NotJudged, None] = {}
    views: list[View] = []
    for world in every:
        for each in _seen_in(deployment, within(world, deployment.resources), rules, given, views):
            if isinstance(each.found, NotJudged):
                open_.setdefault(each.found)
            elif world not in seen.setdefault(each.found, []):
                seen[each.found].append(world)
                where.setdefault(each.found, each)
    apart = kept_apart(seen, lambda: spans_together(view.once(in_use) for view in views))
    judged = (
        Judged(told, condition_of(in_worlds, every), where[found].resources, where[found].earlier)
        for (found, in_worlds), told in zip(seen.items(), apart, strict=True)
    )
    return Judgement(tuple(judged), tuple(open_))


class _Given(Struct, frozen=True):
    """What is said beside the input."""

    taken: tuple[TakenRange, ...]
    is_applied_twice: bool

    def view(self, deployment: Deployment, resources: Stage) -> View:
        view = view_of_deployment(deployment, resources, is_applied_twice=self.is_applied_twice)
        return replace(view, taken=self.taken)


class _Seen(Struct, frozen=True):
    """Something found, the resources it was found with, and what was there before the command that brought it."""

    found: Finding | NotJudged
    resources: Stage
    earlier: frozenset[str] = frozenset()


def _seen_in(
    deployment: Deployment, resources: Stage, rules: tuple[Rule[Any], ...], given: _Given, views: list[View]
) -> Iterator[_Seen]:
    """Yield what is found in one world; what it is when all is done is added to `views`."""
    parts = stages(resources) if deployment.language == "az" else (resources,)
    if len(parts) > 1:
        yield from _in_stages(deployment, parts, rules, given)
        views.append(given.view(deployment, resources))
        return
    views.append(given.view(deployment, resources))
    for found in judgements(views[-1], rules):
        yield _Seen(found, resources)


def _in_stages(
    deployment: Deployment, parts: tuple[Stage, ...], rules: tuple[Rule[Any], ...], given: _Given
) -> Iterator[_Seen]:
    """Yield what each stage of a script is refused for or breaks; of what stays at risk, what is so when all is done.

    A command that may not change what it changes is refused, and changes nothing for those that come after it.
    """
    of_stages = tuple(each for each in rules if each.subject not in (Loss, AzCommand))
    earlier: View | None = None
    refused: frozenset[str] = frozenset()
    there: frozenset[str] = frozenset()
    first: dict[Finding | NotJudged, _Seen] = {}
    for number, part in enumerate(parts):
        here = without_changes(part, refused)
        found = _judged_after(earlier, given.view(deployment, here), of_stages)
        refusals = [each for each in found if isinstance(each, Finding) and each.rule == CHANGED.id]
        if refusals:
            yield from (_Seen(each, here, there) for each in refusals)
            refused |= {each.address for each in part} - there
            here = without_changes(part, refused)
            found = _judged_after(earlier, given.view(deployment, here), of_stages)
        is_last = number == len(parts) - 1
        for each in found:
            seen = first.setdefault(each, _Seen(each, here, there))
            if is_last or isinstance(each, NotJudged) or each.class_ in _AT_ONCE:
                yield seen
        earlier, there = given.view(deployment, here), frozenset(each.address for each in part)
    whole = without_changes(parts[-1], refused)
    for each in judgements(given.view(deployment, whole), rules):
        if isinstance(each, Finding) and (each.class_ not in _AT_ONCE or rule(each.rule) not in of_stages):
            yield first.get(each, _Seen(each, whole))


def _judged_after(earlier: View | None, view: View, rules: tuple[Rule[Any], ...]) -> list[Finding | NotJudged]:
    return list(judgements(replace(view, before=earlier), rules))


def condition_of(held: list[World], every: list[World]) -> str:
    """Return the condition under which something holds that was found in some worlds, nothing if in all."""
    if len(held) == len(every):
        return ""
    texts: Mapping[str, bool] = every[0]
    fixed = [text for text in texts if len({world[text] for world in held}) == 1]
    telling = [text for text in fixed if any(world[text] is not held[0][text] for world in every if world not in held)]
    if not telling:
        return " or ".join(sorted(texts))
    return " and ".join(text if held[0][text] else f"not ({text})" for text in telling)
