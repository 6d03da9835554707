"""What surely happens before what, from what each resource waits for."""

from collections.abc import Iterable, Mapping

from ..rules.time import Order, association_of
from .declared import WAIT, Declared

SUBNETS = "microsoft.network/virtualnetworks/subnets"


def order_of(resources: Iterable[Declared]) -> Order:
    """Return the order of a deployment: steps by the resource they make, and what each step waits for."""
    resources = tuple(resources)
    steps: dict[str, set[str]] = {}
    for declared in resources:
        for key in _makes(declared):
            steps.setdefault(key, set()).add(declared.address)
    direct = {declared.address: declared.after for declared in resources}
    return Order(
        steps={key: frozenset(addresses) for key, addresses in steps.items()},
        waits={address: frozenset(_all_before(address, direct)) for address in direct},
        lone=frozenset(declared.address for declared in resources if declared.existing),
        pauses={declared.address: _seconds(declared) for declared in resources if declared.type == WAIT},
    )


def _seconds(wait: Declared) -> int | None:
    seconds = wait.body.get("seconds")
    return seconds.value if seconds and isinstance(seconds.value, int) else None


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
