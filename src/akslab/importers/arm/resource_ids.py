"""Types and names -> resource ids, as `resourceId` and the engine build them."""

from ...wire.sentences import sentence
from ...wire.symbols import has_symbol
from .refusals import RefusedError
from .unknowns import symbol_of

_GROUPS = "microsoft.resources/resourcegroups"
_SUBSCRIPTIONS = "microsoft.resources/subscriptions"
_EXTENSION = "/providers/"


def id_in(scope: str, type_: str, names: tuple[str, ...]) -> str:
    """Return the id of a resource in a scope (an id without a slash at its end; empty for the tenant).

    Raises RefusedError if the names are not as many as the segments of the type.
    """
    provider, *kinds = type_.split("/")
    if len(kinds) != len(names) or not kinds or not all(names):
        raise RefusedError(sentence("arm.segments", type=type_, names="/".join(names), wanted=max(1, len(kinds))))
    if type_.lower() == _GROUPS:
        return f"{scope.partition('/resourceGroups/')[0]}/resourceGroups/{names[0]}"
    if type_.lower() == _SUBSCRIPTIONS:
        return f"/subscriptions/{names[0]}"
    inner = "/".join(f"{kind}/{name}" for kind, name in zip(kinds, names, strict=True))
    return f"{scope}/providers/{provider}/{inner}"


def names_of(type_: str, name: str) -> tuple[str, ...]:
    """Return the segments of a resource's name, as many as its type wants where a symbol may stand for several.

    Raises RefusedError for a name that surely has too many or too few.
    """
    wanted, names = type_.count("/"), tuple(name.split("/"))
    if len(names) < wanted and has_symbol(names[0]):
        missing = wanted - len(names)
        return (*(symbol_of(f"parent {number + 1} of {name}") for number in range(missing)), *names)
    if len(names) != wanted:
        raise RefusedError(sentence("arm.segments", type=type_, names=name, wanted=wanted))
    return names


def own_scope(id_: str) -> str:
    """Return the id that an extension resource is on; for any other, its resource group or wherever it is."""
    return id_[: max(0, id_.lower().rfind(_EXTENSION))]


def type_of(id_: str) -> str:
    """Return the type of a resource by its id: the last provider's, without names. Empty for what has none."""
    _, found, tail = id_.rpartition(_EXTENSION)
    if not found:
        return "Microsoft.Resources/resourceGroups" if "/resourcegroups/" in id_.lower() else ""
    provider, *rest = tail.split("/")
    return "/".join((provider, *rest[::2]))
