"""Networks, route tables, peerings and locks: prefixes as Azure wants them, routes that do not belong there."""

from ...rules.rule import Finding
from ..edits import TEMPLATES, Edit, MakeOnce, Remedy, Remove, Set

Edits = tuple[Edit, ...] | None


def _canonical_prefix(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(values["at"], values["canonical"]),)


def _canonical_route(found: Finding) -> Edits:
    return (Set(found.place, dict(found.values)["canonical"]),)


def _without_route(found: Finding) -> Edits:
    values = dict(found.values)
    return (Remove(f"{values['rtId']}#properties.routes[{values['route']}]"),)


def _gateway_routes(found: Finding) -> Edits:
    return (Set(found.place, False),)


def _forwarded_traffic(found: Finding) -> Edits:
    return (Set(found.place, True),)


def _milder_lock(found: Finding) -> Edits:
    return (Set(found.place, "CanNotDelete"),)


def _network_once(_found: Finding) -> Edits:
    return (MakeOnce("subnets"),)


def _table_once(_found: Finding) -> Edits:
    return (MakeOnce("routes"),)


NETWORKS: dict[str, Remedy] = {
    "address-prefix-host-bits": Remedy(_canonical_prefix),
    "route-prefix-host-bits": Remedy(_canonical_route),
    "route-inside-pod-cidr": Remedy(_without_route, TEMPLATES),
    "gateway-routes-kept-off": Remedy(_gateway_routes),
    "peering-without-forwarded-traffic": Remedy(_forwarded_traffic),
    "read-only-lock-on-routes": Remedy(_milder_lock, ("arm", "bicep")),
    "redeploy-detaches-route-table": Remedy(_network_once, ("bicep", "terraform")),
    "redeploy-removes-pod-routes": Remedy(_table_once, ("bicep", "terraform")),
}
