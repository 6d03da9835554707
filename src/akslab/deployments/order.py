"""What surely happens before what, from what each resource waits for."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from ..rules.time import Order, association_of
from .declared import WAIT, Declared
from .nodes import Node

SUBNETS = "microsoft.network/virtualnetworks/subnets"
_Made = tuple[str, str]
"""Key of what is made, and of an association the table: another table on the same subnet is another association."""


def order_of(resources: Iterable[Declared], prior: Iterable[Declared] = ()) -> Order:
    """Return the order of a deployment: steps by the resource they make, and what each step waits for.

    What is in `prior`, what is there already and stays, is made by no step: a plan of Terraform names all of that again.
    """
    resources = tuple(resources)
    there = {made for declared in prior for made in _makes(declared)}
    read = _steps((each for each in resources if each.existing), ())
    steps = _steps((each for each in resources if not each.existing), there)
    direct = {declared.address: declared.after for declared in resources}
    return Order(
        steps={key: frozenset(addresses) for key, addresses in (read | steps).items()},
        waits=_Waits(direct),
        lone=frozenset(declared.address for declared in resources if declared.existing),
        pauses={declared.address: _seconds(declared) for declared in resources if declared.type == WAIT},
    )


def _steps(resources: Iterable[Declared], there: Collection[_Made]) -> dict[str, set[str]]:
    """Return the steps by what they make, without what is there; what is read as well as made has no step for reading."""
    steps: dict[str, set[str]] = {}
    for declared in resources:
        for made in _makes(declared):
            if made not in there:
                steps.setdefault(made[0], set()).add(declared.address)
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


def _makes(declared: Declared) -> list[_Made]:
    """Return what a resource makes: itself, the subnets it lists, and the associations of the subnets it writes."""
    id_ = declared.id.lower()
    made = [(id_, "")] if declared.writing == "put" else []
    if declared.type.lower() == SUBNETS and (table := declared.body.at("properties", "routeTable")):
        made.append(_attached(id_, table))
    inline = declared.body.at("properties", "subnets")
    for subnet in inline.elements() if inline else ():
        name = subnet.get("name")
        subnet_id = f"{id_}/subnets/{name.text.lower() if name else ''}"
        made.append((subnet_id, ""))
        if table := subnet.at("properties", "routeTable"):
            made.append(_attached(subnet_id, table))
    return made


def _attached(subnet_id: str, table: Node) -> _Made:
    id_ = table.get("id")
    return association_of(subnet_id), id_.text.lower() if id_ else ""


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
