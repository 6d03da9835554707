"""Pools, versions and places of a cluster: numbers and names that Azure does not take, and what it takes instead."""

from ipaddress import ip_network

from ...checking.ways import OneWay
from ...net.prefixes import parse_address
from ...rules.places import POD_CIDR, POOL, VERSION
from ...rules.rule import Finding
from ..edits import TEMPLATES, Edit, Id, Reference, Remedy, Set
from .writing import leaves_out, writes_found, writes_number

Edits = tuple[Edit, ...] | None
_GATEWAY_SUBNET = "properties.addonProfiles.ingressApplicationGateway.config.subnetCIDR"
_FIRST_FREE = OneWay(
    "{free}, the first that is free in the nodes' network. Another is a subnet that you make yourself, named by its "
    "subnetId.",
    "노드 네트워크에서 비어 있는 첫 범위 {free}입니다. 다른 방법은 서브넷을 직접 만들어 그 subnetId를 쓰는 것입니다.",
)


def _beside_the_first(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(f"{POOL.format(**values)}.vnetSubnetID", Reference(values["id"])),)


def _the_one_of_that_name(found: Finding) -> Edits:
    values = dict(found.values)
    return (Set(f"{POOL.format(**values)}.vnetSubnetID", Id(values["meant"])),) if values["meant"] else None


def _meant_range(found: Finding) -> Edits:
    """Take an address without a length as a range of the default one's size; for anything else that default."""
    values = dict(found.values)
    address, usual = parse_address(values["cidr"].partition("/")[0]), values["example"]
    is_address = address is not None and address.version == 4
    meant = ip_network(f"{address}/{usual.partition('/')[2]}", strict=False) if is_address else usual
    return (Set(values["at"], str(meant)),)


SIZES: dict[str, Remedy] = {
    "pool-too-large": Remedy(
        writes_number(f"{POOL}.{{property}}", "most"),
        one_way=OneWay(
            "{most} nodes in pool '{pool}', the most there can be. Another is a second pool for the rest of the {n}.",
            "노드 풀 '{pool}'을(를) 최대인 {most}개로 합니다. 다른 방법은 {n}개 중 나머지를 위한 두 번째 노드 풀입니다.",
            is_decision=True,
        ),
    ),
    "node-pod-range-pressure": Remedy(
        writes_number(f"{POOL}.maxPods", "room"),
        one_way=OneWay(
            "maxPods {room}, which leaves addresses to spare. Another is to stay with {n}, where pods live long. A pool "
            "that runs is made anew for it.",
            "주소에 여유를 두는 maxPods {room}입니다. 다른 방법은 Pod가 오래 사는 곳에서 {n}을(를) 그대로 두는 것입니다. "
            "실행 중인 노드 풀은 이를 위해 새로 만들어야 합니다.",
            is_decision=True,
        ),
    ),
    "custom-table-kubernetes-version": Remedy(
        leaves_out(VERSION),
        one_way=OneWay(
            "no version, so that AKS takes its default one. Another is a version that AKS still supports.",
            "버전을 쓰지 않으면 AKS가 기본 버전을 씁니다. 다른 방법은 AKS가 아직 지원하는 버전을 쓰는 것입니다.",
            is_decision=True,
        ),
    ),
    "docker-bridge-overlaps": Remedy(
        writes_found("properties.networkProfile.dockerBridgeCidr", "free"),
        TEMPLATES,
        OneWay(
            "{free}, Docker's own range. Another is a version with containerd (1.19 or later), where no bridge is left.",
            "Docker의 기본 범위 {free}입니다. 다른 방법은 브리지가 없는 containerd 버전(1.19 이상)입니다.",
        ),
    ),
    "pools-in-several-networks": Remedy(
        _beside_the_first,
        one_way=OneWay(
            "the subnet that the other pools have. Another is a subnet of its own for pool '{pool}', in {one}.",
            "다른 노드 풀과 같은 서브넷입니다. 다른 방법은 {one} 네트워크에 노드 풀 '{pool}'만의 서브넷을 두는 것입니다.",
            is_decision=True,
        ),
    ),
    "subnet-id-malformed": Remedy(
        _the_one_of_that_name,
        one_way=OneWay(
            "the one subnet of that name here. Another is the whole id of a subnet elsewhere.",
            "여기에 있는 그 이름의 서브넷입니다. 다른 방법은 다른 곳에 있는 서브넷의 전체 ID를 쓰는 것입니다.",
        ),
    ),
    "network-in-another-region": Remedy(
        writes_found("location", "there"),
        one_way=OneWay(
            "the cluster in {there}, where its network is. Another is a network in {here}.",
            "네트워크가 있는 {there}에 클러스터를 둡니다. 다른 방법은 {here}에 네트워크를 두는 것입니다.",
            is_decision=True,
        ),
    ),
    "ingress-gateway-subnet-outside-network": Remedy(writes_found(_GATEWAY_SUBNET, "free"), one_way=_FIRST_FREE),
    "ingress-gateway-subnet-overlaps": Remedy(writes_found(_GATEWAY_SUBNET, "free"), one_way=_FIRST_FREE),
    "cluster-range-malformed": Remedy(
        _meant_range,
        one_way=OneWay(
            "the address with the length of AKS's default range, {example}, or that range. Another is any private range "
            "that nobody else uses.",
            "주소에 AKS 기본 범위 {example}의 길이를 붙인 것, 또는 그 기본 범위입니다. 다른 방법은 아무도 쓰지 않는 다른 "
            "사설 범위입니다.",
        ),
    ),
    "pod-cidr-reused": Remedy(
        writes_found(f"{POD_CIDR}[{{pod}}]", "free"),
        one_way=OneWay(
            "{free}, which nothing known uses. Another is to leave it, where nothing outside routes to pods. The range of a "
            "running cluster is fixed.",
            "알려진 어떤 것도 쓰지 않는 {free}입니다. 다른 방법은 바깥에서 Pod로 라우팅하는 것이 없다면 그대로 두는 "
            "것입니다. 실행 중인 클러스터의 범위는 바꿀 수 없습니다.",
            is_decision=True,
        ),
    ),
}
