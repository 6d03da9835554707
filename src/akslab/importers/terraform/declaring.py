"""Written resources -> what a deployment declares: documents for Azure's types, order alone for everything else."""

from collections.abc import Iterator

from ...deployments.declared import Declared
from ...deployments.nodes import Node
from ...deployments.origins import Origin
from . import azapi
from .azurerm.kinds import Made, made_of
from .azurerm.registry import kinds
from .language.values import symbol_of
from .written import Written


def declared_of(written: Written) -> Iterator[Declared]:
    """Yield what an instance declares: one thing, rarely more."""
    kind = kinds().get(written.kind)
    if written.is_data:
        id_ = kind.identify(written) if kind is not None and kind.make is None else symbol_of(written.address)
        type_ = kind.type if kind is not None and kind.make is None else written.kind
        yield _declared(written, Made(type=type_, id=id_, body=_named(id_, written.origin)), existing=True)
        return
    made = made_of(kind, written) if kind is not None else azapi.made_of(written)
    for each in made or (_ordered(written),):
        yield _declared(written, each, existing=False)


def _named(id_: str, origin: Origin) -> Node:
    return Node({"name": Node(id_.rsplit("/", 1)[-1], origin)}, origin)


def _ordered(written: Written) -> Made:
    """Return what stands for a resource of another kind: something others wait for."""
    return Made(type=written.kind, id=symbol_of(written.address), body=Node({}, written.origin))


def _declared(written: Written, made: Made, *, existing: bool) -> Declared:
    return Declared(
        address=written.address,
        type=made.type,
        id=made.id,
        body=made.body,
        origin=written.origin,
        after=written.after,
        existing=existing,
        writing=made.writing,
        conditions=tuple(dict.fromkeys(written.conditions)) if len(written.conditions) > 1 else written.conditions,
        repeated=written.repeated,
        keeps=made.second.keeps,
        renews=made.second.renews,
    )
