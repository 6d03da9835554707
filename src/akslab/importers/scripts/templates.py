"""Templates that a script deploys, put where the script deploys them: read by another importer, ordered by the script."""

from collections.abc import Callable

from msgspec.structs import replace

from ...deployments.declared import Declared, Deployment, TemplateUse

Reader = Callable[[TemplateUse], tuple[Deployment, ...]]
"""Reads a template; more than one deployment means that its parameters are not settled, the first one is taken."""


def joined(script: Deployment, read: Reader) -> Deployment:
    """Return a script's deployment with the resources of its templates in it.

    They wait for what the deployment step waits for, and the step, which later steps wait for, waits for them.
    """
    resources = list(script.resources)
    gaps, problems = list(script.gaps), list(script.problems)
    for use in script.templates:
        found = read(use)
        if not found:
            continue
        template = found[0]
        step = next((each for each in resources if each.address == use.address), None)
        inner = [_placed(each, use, step.after if step else ()) for each in template.resources]
        resources = [_waiting(each, inner) if each.address == use.address else each for each in resources] + inner
        gaps = [gap for gap in gaps if not (gap.hides_resources and gap.origin == use.origin)]
        gaps += template.gaps
        problems += template.problems
    return replace(script, resources=tuple(resources), gaps=tuple(gaps), problems=tuple(problems), templates=())


def _placed(declared: Declared, use: TemplateUse, before: tuple[str, ...]) -> Declared:
    after = (*(f"{use.address} {address}" for address in declared.after), *before)
    return replace(
        declared,
        address=f"{use.address} {declared.address}",
        after=after,
        conditions=(*use.conditions, *declared.conditions),
    )


def _waiting(step: Declared, inner: list[Declared]) -> Declared:
    return replace(step, after=(*step.after, *(each.address for each in inner)))
