"""A deployment -> the View that rules read, in one world of undecided conditions."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from ..rules.az_commands import AzCommand
from ..rules.from_documents import view_of
from ..rules.time import Replacement
from ..rules.view import View
from ..wire.symbols import principal_of
from .declared import Declared, Deployment, Gap, Invocation
from .documents import documents_of
from .nodes import plain
from .order import order_of
from .removals import removals
from .rights import rights_of, role_assignments
from .second_apply import losses

_IDENTITIES = "microsoft.managedidentity/userassignedidentities"
_CLUSTERS = "microsoft.containerservice/managedclusters"


def view_of_deployment(
    deployment: Deployment, resources: Iterable[Declared] | None = None, *, is_applied_twice: bool = True
) -> View:
    """Return the view of a deployment, or of those of its resources that are there in one world."""
    present = tuple(deployment.resources if resources is None else resources)
    documents = documents_of(present).values()
    assignments = role_assignments(documents)
    hidden = next((_hiding(gap) for gap in deployment.gaps if gap.hides_resources), "")
    prior = _staying(deployment.prior, present)
    view = view_of(documents, before=documents_of(prior).values())
    view = replace(
        view,
        role_assignments=assignments,
        rights=rights_of(assignments, _closed(present, prior), hidden),
        order=order_of(present, prior),
        language=deployment.language,
        is_in_part=bool(hidden or deployment.problems),
        replacements=tuple(
            Replacement(id=each.id, address=each.address, properties=_told(each.replaced_for))
            for each in present
            if each.replaced_for
        ),
        commands=tuple(_commands(deployment, present)),
    )
    if not is_applied_twice:
        return view
    found = dict.fromkeys((*removals(view, prior, present), *losses(view, present)))
    return replace(
        view, losses=tuple({(each.subnet_id.lower(), each.what, each.address): each for each in found}.values())
    )


def _hiding(gap: Gap) -> str:
    """Return what may hold resources that are not seen: what would settle the gap, else the file that was not read whole."""
    return gap.needs or (gap.origin.file if gap.origin else gap.what.key)


def _staying(prior: Iterable[Declared], present: Iterable[Declared]) -> tuple[Declared, ...]:
    """Return what is there and is not made anew: what a tool deletes first was never there, for what it makes then."""
    replaced = [each for each in present if each.replaced_for]
    addresses = {each.address for each in replaced}
    anew = {each.id.lower() for each in replaced if each.writing == "put"}
    return tuple(
        each
        for each in prior
        if each.address not in addresses and not anew.intersection(_with_parents(each.id.lower()))
    )


def _with_parents(id_: str) -> list[str]:
    parts = id_.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _told(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """Return the arguments that force a replacement, as far as the tool tells them."""
    return tuple(each for each in arguments if each != "*")


def _commands(deployment: Deployment, present: Iterable[Declared]) -> Iterator[AzCommand]:
    """Yield a script's commands, those left out whose resources are not there in this world."""
    absent = {each.address for each in deployment.resources} - {each.address for each in present}
    yield from (_command(each) for each in deployment.invocations if each.address not in absent)


def _command(invocation: Invocation) -> AzCommand:
    return AzCommand(
        id=invocation.address,
        command=invocation.command,
        options={name: plain(node) for name, node in invocation.options.items()},
        unknown=tuple(node.text for node in invocation.unknown),
        broken=tuple(node.text for node in invocation.broken),
        is_open=invocation.is_open,
        goes_on=invocation.goes_on,
    )


def _closed(resources: Iterable[Declared], prior: Iterable[Declared]) -> dict[str, bool]:
    """Return the principals that only this deployment can have given roles to: those of what it makes itself, anew."""
    there = {each.id.lower() for each in prior}
    made = [each.id for each in resources if not each.existing and each.type.lower() in (_IDENTITIES, _CLUSTERS)]
    return {principal_of(id_).lower(): True for id_ in made if id_.lower() not in there}
