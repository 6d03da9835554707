"""What an error names - a range, a table, a principal - and how that is said in a sentence and put into a command.

In a sentence `{table}` becomes "the route table rt-hub in group net-rg", or "the route table" when none was named. In
a command `<table>`, `<table-group>` and `<table-id>` become its name, group and id, or stay for the reader to fill in.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from .resource import Resource, resource_of
from .words import Words


class Noun(Struct, frozen=True):
    """What a value is called before it, and what is said instead of it when it is not known."""

    label: Words
    alone: Words | None = None
    """None: "the" and the label."""
    is_plain: bool = False
    """In a sentence the value says enough without its label."""


NOUNS: dict[str, Noun] = {
    "service_cidr": Noun(Words("service CIDR", "서비스 CIDR")),
    "pod_cidr": Noun(Words("pod CIDR", "Pod CIDR")),
    "subnet_cidr": Noun(Words("subnet range", "서브넷 범위"), Words("the range of a subnet", "서브넷의 범위")),
    "network_cidr": Noun(
        Words("virtual network range", "가상 네트워크 범위"), Words("the virtual network", "가상 네트워크")
    ),
    "cidr": Noun(Words("range", "범위")),
    "other_cidr": Noun(Words("other range", "다른 범위"), Words("another range", "다른 범위")),
    "canonical": Noun(Words("range that is meant", "의도한 범위")),
    "dns_service_ip": Noun(Words("DNS service IP", "DNS 서비스 IP")),
    "address": Noun(Words("address", "주소")),
    "table": Noun(Words("route table", "경로 테이블")),
    "subnet": Noun(Words("subnet", "서브넷")),
    "other_subnet": Noun(Words("other subnet", "다른 서브넷"), Words("another subnet", "다른 서브넷")),
    "network": Noun(Words("virtual network", "가상 네트워크")),
    "other_network": Noun(
        Words("other virtual network", "다른 가상 네트워크"), Words("the other one", "다른 가상 네트워크")
    ),
    "security_group": Noun(Words("network security group", "네트워크 보안 그룹")),
    "public_ip": Noun(Words("public IP address", "공용 IP 주소")),
    "peering": Noun(Words("peering", "피어링")),
    "route": Noun(Words("route", "경로"), Words("this route", "이 경로")),
    "other_route": Noun(Words("other route", "다른 경로"), Words("another route", "다른 경로")),
    "security_rule": Noun(Words("security rule", "보안 규칙"), Words("this security rule", "이 보안 규칙")),
    "other_rule": Noun(Words("other security rule", "다른 보안 규칙"), Words("another one", "다른 보안 규칙")),
    "resource": Noun(Words("resource", "리소스"), Words("another resource", "다른 리소스")),
    "cluster": Noun(Words("cluster", "클러스터")),
    "group": Noun(Words("resource group", "리소스 그룹")),
    "node_group": Noun(Words("node resource group", "노드 리소스 그룹")),
    "pool": Noun(Words("node pool", "노드 풀"), Words("a node pool", "노드 풀")),
    "node": Noun(Words("node", "노드")),
    "client": Noun(Words("client id", "클라이언트 ID"), Words("the caller", "호출자")),
    "principal": Noun(Words("principal", "보안 주체"), Words("the identity that asks", "요청한 ID")),
    "action": Noun(Words("action", "작업"), Words("the action in the message", "메시지의 작업"), is_plain=True),
    "scope": Noun(Words("scope", "범위(scope)"), Words("the scope in the message", "메시지의 범위(scope)")),
    "linked_action": Noun(
        Words("linked action", "연결된 작업"),
        Words("the join action in the message", "메시지의 join 작업"),
        is_plain=True,
    ),
    "linked_scope": Noun(
        Words("linked scope", "연결된 범위(scope)"),
        Words("the linked resource in the message", "메시지의 연결된 리소스"),
    ),
    "policy": Noun(Words("policy", "정책"), Words("a policy", "정책")),
    "property": Noun(Words("property", "속성"), Words("this property", "이 속성")),
    "plugin": Noun(Words("network plugin", "네트워크 플러그 인")),
    "mode": Noun(Words("network plugin mode", "네트워크 플러그 인 모드")),
    "next_hop": Noun(Words("next hop type", "다음 홉 유형")),
    "outbound_type": Noun(Words("outbound type", "아웃바운드 유형")),
    "version": Noun(Words("Kubernetes version", "Kubernetes 버전")),
    "other_version": Noun(Words("version there is", "현재 버전")),
    "region": Noun(Words("cluster's region", "클러스터의 지역")),
    "other_region": Noun(Words("network's region", "네트워크의 지역")),
    "allowed": Noun(Words("allowed", "허용되는 값")),
    "node_count": Noun(Words("nodes", "노드 수")),
    "needed": Noun(Words("addresses needed", "필요한 주소 수"), Words("the addresses needed", "필요한 주소 수")),
    "available": Noun(Words("addresses there are", "있는 주소 수"), Words("the addresses there are", "있는 주소 수")),
    "count": Noun(Words("count", "개수"), Words("the count", "그 수")),
    "limit": Noun(Words("limit", "한도")),
    "in_use": Noun(Words("in use now", "현재 사용량")),
    "requested": Noun(Words("asked for", "추가 요청량")),
    "prefixes": Noun(Words("overlapping prefixes", "겹치는 접두사")),
    "seconds": Noun(Words("seconds to wait", "기다릴 초")),
    "operation": Noun(Words("operation", "작업"), Words("another operation", "다른 작업")),
    "wait": Noun(Words("tried for", "시도한 시간")),
    "value": Noun(Words("value", "값")),
    "names": Noun(Words("named", "이름")),
    "resources": Noun(Words("resources", "리소스")),
}
"""Every name a value may have."""

_HOLE = re.compile(r"<([a-z]+(?:-[a-z]+)*)>")
_NODE = re.compile(r"(aks-([a-z0-9]{1,12})-\d{8}-vmss)([0-9a-z]{6})")
"""A node: its scale set, which names the pool, and the instance in base 36 (K2)."""
_FILLED_BY = {
    "network": ("subnet", "scope"),
    "subnet": ("scope",),
    "table": ("scope", "linked_scope"),
    "group": ("cluster",),
    "scale_set": ("node",),
    "instance": ("node",),
    "pool": ("node",),
}
"""Value -> what it is read from when it is not named itself."""
_ROLES = {
    "routetables": "table",
    "subnets": "subnet",
    "networksecuritygroups": "security_group",
    "managedclusters": "cluster",
    "publicipaddresses": "public_ip",
    "virtualnetworks": "network",
}
"""Resource type -> the value it is, where an id stands as a scope or anywhere in the text."""


def value_named(resource: Resource) -> str:
    """Return the name of the value a resource is, or nothing."""
    return _ROLES.get(resource.type, "")


def spoken(values: Mapping[str, str], language: str) -> dict[str, str]:
    """Return what each placeholder of a sentence becomes."""
    return {name: _noun(noun, values.get(name, ""), language) for name, noun in NOUNS.items()}


def _noun(noun: Noun, value: str, language: str) -> str:
    article = "the " if language == "en" else ""
    if not value:
        return noun.alone.in_(language) if noun.alone else f"{article}{noun.label.in_(language)}"
    if noun.is_plain:
        return value
    resource = resource_of(value)
    label = (resource.kind if resource else None) or noun.label
    return f"{article}{label.in_(language)} {shown(value, language)}"


def shown(value: str, language: str) -> str:
    """Return a value as people say it: an id as a name and its place."""
    resource = resource_of(value)
    return resource.said.in_(language) if resource else value


def filled(command: str, values: Mapping[str, str]) -> str:
    """Return a command or snippet with the values that were found."""
    holes = dict(_holes(values))
    return _HOLE.sub(lambda hole: holes.get(hole[1], hole[0]), command)


def values_in(command: str) -> Iterator[str]:
    """Yield the names of the values that can fill a command: a subnet its network too, a node its scale set."""
    for hole in _HOLE.findall(command):
        name = hole.replace("-", "_")
        yield from (name, name.removesuffix("_id"), name.removesuffix("_group"))
        yield from _FILLED_BY.get(name.removesuffix("_id").removesuffix("_group"), ())


def _holes(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what `<name>` becomes; what an error names outright comes after what follows from a scope, and wins."""
    if node := _NODE.fullmatch(values.get("node", "")):
        yield from (("scale-set", node[1]), ("pool", node[2]), ("instance", str(int(node[3], 36))))
    for name in ("scope", "linked_scope", "resource"):
        resource = resource_of(values.get(name, ""))
        if resource and (role := value_named(resource)):
            yield from _of_resource(role, resource)
    for name, value in values.items():
        hole = name.replace("_", "-")
        yield hole, value
        resource = resource_of(value)
        if resource:
            yield from _of_resource(hole, resource)


def _of_resource(hole: str, resource: Resource) -> Iterator[tuple[str, str]]:
    hole = hole.replace("_", "-")
    yield hole, resource.name
    yield f"{hole}-id", resource.id
    if resource.group:
        yield f"{hole}-group", resource.group
    if resource.parent:
        yield "network", resource.parent
        yield "network-group", resource.group
        yield "network-id", resource.id.rpartition("/subnets/")[0]
    if hole == "cluster" and resource.group:
        yield "group", resource.group
