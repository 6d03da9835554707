"""What surely happens before what, from what each resource waits for."""

from collections.abc import Iterable, Iterator, Mapping

from ..rules.time import Order, association_of
from .declared import WAIT, Declared

SUBNETS = "microsoft.network/virtualnetworks/subnets"


def order_of(resources: Iterable[Declared]) -> Order:
    """Return the order of a deployment: steps by the resource they make, and what each step waits for."""
    resources = tuple(resources)
    steps, read = _steps(resources, existing=False), _steps(resources, existing=True)
    direct = {declared.address: declared.after for declared in resources}
    return Order(
        steps={key: frozenset(addresses) for key, addresses in (read | steps).items()},
        waits=_Waits(direct),
        lone=frozenset(declared.address for declared in resources if declared.existing),
        pauses={declared.address: _seconds(declared) for declared in resources if declared.type == WAIT},
    )


def _steps(resources: Iterable[Declared], *, existing: bool) -> dict[str, set[str]]:
    """Return the steps by what they make; of what is read as well as made, reading is no step (a `read | made` of two)."""
    steps: dict[str, set[str]] = {}
    for declared in resources:
        for key in _makes(declared) if declared.existing is existing else ():
            steps.setdefault(key, set()).add(declared.address)
    return steps


def _seconds(wait: Declared) -> int | None:
    seconds = wait.body.get("seconds")
    return seconds.value if seconds and isinstance(seconds.value, int) else None


class _Waits(Mapping[str, frozenset[str]]):
    """What each step waits for, found when somebody asks: a large deployment is asked about a few of its steps."""

    def __init__(self, direct: Mapping[str, tuple[str, ...]]) -> None:
        self._direct = direct
        self._found: dict[str, frozenset[str]] = {}

    def __getitem__(self, address: str) -> frozenset[str]:
        if address not in self._found:
            if address not in self._direct:
                raise KeyError(address)
            self._found[address] = frozenset(_all_before(address, self._direct))
        return self._found[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._direct)

    def __len__(self) -> int:
        return len(self._direct)


def _makes(declared: Declared) -> list[str]:
    """Return the keys of what a resource makes: itself, and the associations of the subnets it writes."""
    id_ = declared.id.lower()
    keys = [id_] if declared.writing == "put" else []
    if declared.type.lower() == SUBNETS and declared.body.at("properties", "routeTable"):
        keys.append(association_of(id_))
    inline = declared.body.at("properties", "subnets")
    for subnet in inline.elements() if inline else ():
        name = subnet.get("name")
        keys.append(f"{id_}/subnets/{name.text.lower() if name else ''}")
        if subnet.at("properties", "routeTable"):
            keys.append(association_of(keys[-1]))
    return keys


def _all_before(address: str, direct: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return everything a step waits for, directly or not; a cycle ends where it began."""
    found: set[str] = set()
    waiting = list(direct.get(address, ()))
    while waiting:
        step = waiting.pop()
        if step not in found:
            found.add(step)
            waiting += direct.get(step, ())
    return found
