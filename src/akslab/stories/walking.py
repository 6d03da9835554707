"""The steps of a leg, each with the object that decided it: what text and JSON both go through."""

from collections.abc import Iterator

from msgspec import Struct

from ..trace.steps import Dropped, Step
from ..trace.traces import Hop, Leg
from .atlas import Atlas
from .labels import Passage, label_of, label_of_step
from .naming import Label


class Decided(Struct, frozen=True):
    """A step and its object."""

    step: Step
    label: Label | None


def steps_of(atlas: Atlas, hop: Hop) -> Iterator[Decided]:
    """Yield the steps of a namespace with their objects."""
    passage = Passage(hop.netns)
    for step in hop.steps:
        if isinstance(step, Dropped):
            yield Decided(step, label_of(atlas, passage, step.decider, step.headers))
        else:
            yield Decided(step, label_of_step(atlas, passage, step))
        passage = passage.after(step)


def way(leg: Leg) -> tuple[str, ...]:
    """Return the namespaces of a leg."""
    return tuple(hop.netns for hop in leg.hops)
