"""A deployment judged by the catalogue: what is certain, what depends on a condition, what could not be judged.

Every world of undecided conditions is judged by itself. What is found in all of them is certain; what is found in some
is said with its condition and never fails a build by itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.declared import Declared, Deployment
from ..deployments.judging import view_of_deployment
from ..deployments.worlds import World, within, worlds
from ..rules.catalogue import OF_AZURE, judgements
from ..rules.free_ranges import in_use, spans_together
from ..rules.ranges_apart import kept_apart
from ..rules.rule import Finding, NotJudged, Rule
from ..rules.view import TakenRange, View


class Judged(Struct, frozen=True):
    """A finding, and when it holds: `condition` is empty where it does in any case."""

    finding: Finding
    condition: str = ""
    resources: tuple[Declared, ...] = ()
    """Those of the world it was found in."""


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
    seen: dict[Finding, list[World]] = {}
    where: dict[Finding, tuple[Declared, ...]] = {}
    open_: dict[NotJudged, None] = {}
    views: list[View] = []
    for world in every:
        resources = within(world, deployment.resources)
        view = view_of_deployment(deployment, resources, is_applied_twice=is_applied_twice)
        views.append(view := replace(view, taken=taken))
        for found in judgements(view, rules):
            if isinstance(found, NotJudged):
                open_.setdefault(found)
            elif world not in seen.setdefault(found, []):
                seen[found].append(world)
                where.setdefault(found, resources)
    apart = kept_apart(seen, lambda: spans_together(view.once(in_use) for view in views))
    judged = (
        Judged(told, condition_of(in_worlds, every), where[found])
        for (found, in_worlds), told in zip(seen.items(), apart, strict=True)
    )
    return Judgement(tuple(judged), tuple(open_))


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
