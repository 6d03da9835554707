"""Networks, route tables, peerings and locks: prefixes as Azure wants them, routes that do not belong there."""

import re

from ...checking.ways import OneWay
from ...rules.rule import Finding
from ..edits import TEMPLATES, Edit, MakeOnce, Remedy, Remove, Set, TableApart
from .doors import DOORS
from .roles import ROLES
from .rooms import ROOMS
from .routing import ROUTING

Edits = tuple[Edit, ...] | None
_NAME = re.compile(r"[\w-]+")


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


def _version_that_keeps_subnets(found: Finding) -> Edits:
    return (Set(found.place, KEEPS_SUBNETS),)


def _network_once(_found: Finding) -> Edits:
    return (MakeOnce("subnets"),)


def _table_once(_found: Finding) -> Edits:
    return (MakeOnce("routes"),)


def _table_apart(found: Finding) -> Edits:
    values = dict(found.values)
    name = values["cluster"] if _NAME.fullmatch(values["cluster"]) else "aks"
    return (TableApart(values["subnet"], values["clusterId"], f"{name}-routes"),)


_APART = OneWay(
    "Name a route table of your own in subnet {subnet}, made once and apart: `az network route-table create`, with the role "
    "Network Contributor on it for the cluster's identity. Another is Bicep, which can make {address} the first time only.",
    "서브넷 {subnet}에 자체 라우팅 테이블을 지정합니다. 테이블은 따로 한 번 만들고(`az network route-table create`) "
    "클러스터의 ID에 그 테이블에 대한 Network Contributor 역할을 줍니다. 다른 방법은 {address}을(를) 처음 한 번만 만들 수 "
    "있는 Bicep을 쓰는 것입니다.",
    is_decision=True,
)

KEEPS_SUBNETS = "2023-11-01"
"""The first API version that surely keeps the subnets a network does not name (A16)."""

NETWORKS: dict[str, Remedy] = {
    **ROOMS,
    **ROUTING,
    **DOORS,
    **ROLES,
    "address-prefix-host-bits": Remedy(_canonical_prefix),
    "route-prefix-host-bits": Remedy(_canonical_route),
    "route-inside-pod-cidr": Remedy(_without_route),
    "gateway-routes-kept-off": Remedy(_gateway_routes),
    "peering-without-forwarded-traffic": Remedy(_forwarded_traffic),
    "read-only-lock-on-routes": Remedy(_milder_lock, ("arm", "bicep")),
    "redeploy-detaches-route-table": Remedy(
        _network_once, TEMPLATES, otherwise=Remedy(_table_apart, ("arm",), one_way=_APART)
    ),
    "redeploy-removes-pod-routes": Remedy(_table_once, TEMPLATES),
    "redeploy-deletes-subnet": Remedy(_network_once, ("arm", "bicep")),
    "old-api-version-deletes-subnet": Remedy(_version_that_keeps_subnets, ("arm", "bicep")),
}
