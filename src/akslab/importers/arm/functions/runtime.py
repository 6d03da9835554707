"""Functions whose values exist only when Azure deploys: the clock, chance, keys, zones. Unknown, each with its reason."""

from collections.abc import Callable

from ....deployments.nodes import Node, Unknown
from ..unknowns import Pending, short, spelled, symbol_of
from .function import Function, Site


def _unknown(
    name: str, *, is_text: bool = False, is_new: bool = False, is_secret: bool = False
) -> Callable[[Site, tuple[Node, ...]], Node]:
    """Return a function that is never known; `is_new`: two calls of it are two values."""

    def answered(site: Site, arguments: tuple[Node, ...]) -> Node:
        words = short(f"{name}({', '.join(spelled(node, site.budget) for node in arguments)})")
        if is_new:
            words = f"{words} {site.budget.fresh()}"
        value = symbol_of(words) if is_text else Pending("secret" if is_secret else "run-time", words, words)
        return Node(value, is_secret=is_secret)

    return answered


def _zones(site: Site, arguments: tuple[Node, ...]) -> Node:
    """Answer `pickZones`: a list of texts, of which only the number asked for is known."""
    wanted = arguments[3].value if len(arguments) > 3 else 1
    words = f"pickZones({', '.join(spelled(node, site.budget) for node in arguments)})"
    if isinstance(wanted, Unknown) or not isinstance(wanted, int) or not 0 <= wanted <= 3:
        return Node(Pending("run-time", words, words))
    return Node(tuple(Node(symbol_of(f"{words}[{index}]")) for index in range(wanted)))


def listing(name: str) -> Function:
    """Return the function of this name, one of `listKeys`, `listCredentials` and their like: what it answers is secret."""
    return Function(name=name, least=1, most=None, strict=_unknown(name, is_secret=True))


RUNTIME = (
    Function(name="newGuid", least=0, most=0, returns="string", strict=_unknown("newGuid", is_text=True, is_new=True)),
    Function(name="utcNow", least=0, most=1, returns="string", strict=_unknown("utcNow", is_text=True)),
    Function(name="deployer", least=0, most=0, returns="object", strict=_unknown("deployer")),
    Function(name="getSecret", least=4, most=5, strict=_unknown("getSecret", is_secret=True)),
    Function(name="extensions", least=1, most=1, returns="object", strict=_unknown("extensions")),
    Function(name="providers", least=1, most=2, strict=_unknown("providers")),
    Function(name="pickZones", least=3, most=5, returns="array", strict=_zones),
    Function(name="toLogicalZone", least=3, most=3, returns="string", strict=_unknown("toLogicalZone", is_text=True)),
    Function(name="toPhysicalZone", least=3, most=3, returns="string", strict=_unknown("toPhysicalZone", is_text=True)),
    Function(name="toLogicalZones", least=3, most=3, returns="array", strict=_unknown("toLogicalZones")),
    Function(name="toPhysicalZones", least=3, most=3, returns="array", strict=_unknown("toPhysicalZones")),
)
