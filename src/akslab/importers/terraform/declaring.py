"""Written resources -> what a deployment declares: documents for Azure's types, order alone for everything else."""

from collections.abc import Iterator

from msgspec.structs import replace

from ...deployments.declared import Declared
from ...deployments.nodes import Node
from ...rules.fields import ELSE
from .azurerm.kinds import Made, made_of
from .azurerm.registry import kinds
from .language.values import Unsure, symbol_of
from .written import Written


def declared_of(written: Written) -> Iterator[Declared]:
    """Yield what an instance declares: one thing, rarely more."""
    kind = kinds().get(written.kind)
    if written.is_data:
        made = made_of(kind, _open(written)) if kind is not None and kind.make is None else ()
    elif kind is not None:
        made = made_of(kind, written)
    else:
        made = _in_azapi(written) if written.kind.startswith("azapi_") else ()
    for each in made or (_ordered(written),):
        yield _declared(written, each, existing=written.is_data)


def _in_azapi(written: Written) -> tuple[Made, ...]:
    from .azapi import made_of as made_of_azapi  # noqa: PLC0415 - few configurations use azapi

    return made_of_azapi(written)


def _open(written: Written) -> Written:
    """Return a data source with room for what it does not say of the thing it found."""
    rest = {ELSE: Node(Unsure("run-time", "", written.address))}
    return replace(written, body=Node({**rest, **written.body.value}, written.body.origin))


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
        replaced_for=written.replaced_for,
    )
