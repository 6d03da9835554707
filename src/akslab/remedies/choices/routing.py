"""Routes and delegations that stand in a cluster's way. Most give something up: a person decides."""

from ...checking.ways import OneWay
from ...rules.places import OUTBOUND_TYPE
from ...rules.rule import Finding
from ..edits import Attach, Edit, Remedy, Remove, Set, Wait

Edits = tuple[Edit, ...] | None
_OF_AZURE = ("vnetpeering", "virtualnetworkpeering", "virtualnetworkserviceendpoint", "vnetglobalpeering")
"""Of routes that Azure adds by itself (D5): users see them among the effective ones."""


def _without_route(found: Finding) -> Edits:
    return (Remove(f"properties.routes[{dict(found.values)['a']}]"),)


def _without_route_of_azure(found: Finding) -> Edits:
    values = dict(found.values)
    return (Remove(f"properties.routes[{values['route']}]"),) if values["type"].lower() in _OF_AZURE else None


def _without_address(found: Finding) -> Edits:
    return (Remove(found.place),)


def _without_delegation(found: Finding) -> Edits:
    return (Remove(found.place),)


def _one_prefix(found: Finding) -> Edits:
    values = dict(found.values)
    return tuple(Remove(f"{values['at']}.properties.addressPrefixes[{other}]") for other in values["others"].split())


def _routed_by_user(found: Finding) -> Edits:
    """Write the outbound type; the cluster then has to wait for the route, where that is a resource of its own."""
    values = dict(found.values)
    route = f"{values['rtId']}/routes/{values['route']}"
    return Set(OUTBOUND_TYPE, "userDefinedRouting"), Wait(route, is_only_apart=True)


def _table_for_gateway(found: Finding) -> Edits:
    values = dict(found.values)
    return (Attach(values["at"], values["rtId"]),) if values["rtId"] else None


_LATER_ROUTE = OneWay(
    "Leave out {a}, the later of the two. Another is to leave out {b}: only you know which hop is meant.",
    "둘 중 나중에 쓴 {a}을(를) 뺍니다. 다른 방법은 {b}을(를) 빼는 것입니다. 어느 다음 홉을 의도했는지는 작성자만 "
    "압니다.",
    is_decision=True,
)
_ROUTE_OF_AZURE = OneWay(
    "Leave route {route} out: Azure adds routes of type {type} by itself. Another is a type of one's own, one of {types}.",
    "경로 {route}을(를) 뺍니다. {type} 유형의 경로는 Azure가 직접 추가합니다. 다른 방법은 {types} 중 하나를 쓰는 "
    "것입니다.",
    is_decision=True,
)
_NO_ADDRESS = OneWay(
    "Next hop type {type} stays, and the address goes. Another is next hop type VirtualAppliance with the address.",
    "다음 홉 유형 {type}을(를) 그대로 두고 주소를 뺍니다. 다른 방법은 주소를 두고 다음 홉 유형을 VirtualAppliance로 "
    "쓰는 것입니다.",
    is_decision=True,
)
_NO_DELEGATION = OneWay(
    "Take the delegation off. Another is a subnet of its own for pool '{pool}', where the delegated service needs this one.",
    "위임을 제거합니다. 위임받은 서비스가 이 서브넷을 써야 한다면 다른 방법은 노드 풀 '{pool}'에 자체 서브넷을 주는 "
    "것입니다.",
    is_decision=True,
)
_FIRST_PREFIX = OneWay(
    "Keep {first} and leave out {others}. Another is a second subnet with {others} for a pool of its own.",
    "{first}을(를) 남기고 {others}을(를) 뺍니다. 다른 방법은 뺀 범위로 두 번째 서브넷을 만들어 별도의 노드 풀에 주는 "
    "것입니다.",
    is_decision=True,
)
_BY_USER = OneWay(
    "The outbound type becomes what the route says. Another is to leave route {route} out. Either way, services that are "
    "reached from the Internet have to come in where their answers leave.",
    "아웃바운드 유형을 경로에 맞춥니다. 다른 방법은 경로 {route}을(를) 빼는 것입니다. 어느 쪽이든 인터넷에서 접근하는 "
    "서비스는 응답이 나가는 곳으로 들어와야 합니다.",
    is_decision=True,
)
ROUTING: dict[str, Remedy] = {
    "routes-for-one-prefix": Remedy(_without_route, one_way=_LATER_ROUTE),
    "route-next-hop-type": Remedy(_without_route_of_azure, one_way=_ROUTE_OF_AZURE),
    "route-address-without-appliance": Remedy(_without_address, one_way=_NO_ADDRESS),
    "subnet-is-delegated": Remedy(_without_delegation, one_way=_NO_DELEGATION),
    "subnet-has-several-prefixes": Remedy(_one_prefix, one_way=_FIRST_PREFIX),
    "default-route-past-load-balancer": Remedy(_routed_by_user, one_way=_BY_USER),
    "default-route-past-nat-gateway": Remedy(_routed_by_user, one_way=_BY_USER),
    "application-gateway-without-pod-routes": Remedy(_table_for_gateway),
}
