"""How a cluster reaches the Internet: outbound types that its network is not made for.

Where the network lacks what a type needs, its parts (a firewall's address, a NAT gateway) are known to nobody here: the
way AKS makes by itself is one answer, and a person decides whether nodes may go out so.
"""

from ...checking.ways import OneWay
from ...rules.places import OUTBOUND_TYPE
from ...rules.rule import Finding
from ..edits import Edit, Remedy, Set
from .writing import writes

_BALANCER = writes(OUTBOUND_TYPE, "loadBalancer")


def _most_alike(found: Finding) -> tuple[Edit, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 - for a slip only

    values = dict(found.values)
    alike = get_close_matches(values["type"], values["types"].split(", "), n=1)
    return (Set(OUTBOUND_TYPE, alike[0] if alike else "loadBalancer"),)


def _instead(english: str, korean: str) -> OneWay:
    return OneWay(
        f"the load balancer that AKS makes, which lets nodes reach everything. Another is {english}",
        f"노드가 어디든 나갈 수 있게 하는, AKS가 만드는 부하 분산 장치로 합니다. 다른 방법은 {korean}",
        is_decision=True,
    )


WAYS_OUT: dict[str, Remedy] = {
    "outbound-type-unknown": Remedy(
        _most_alike,
        one_way=OneWay(
            "the type that is written most alike, else the default. There are {types}.",
            "가장 비슷하게 쓰인 유형, 없으면 기본값입니다. 있는 유형: {types}.",
        ),
    ),
    "managed-nat-gateway-own-network": Remedy(
        _BALANCER,
        one_way=_instead(
            "a NAT gateway of your own on the subnet, with outboundType userAssignedNATGateway.",
            "서브넷에 직접 만든 NAT 게이트웨이를 두고 outboundType userAssignedNATGateway로 쓰는 것입니다.",
        ),
    ),
    "outbound-type-needs-subnet": Remedy(
        _BALANCER,
        one_way=_instead(
            "a vnetSubnetID for every pool, of a subnet that has what {type} needs.",
            "{type}에 필요한 것이 있는 서브넷을 모든 노드 풀의 vnetSubnetID로 쓰는 것입니다.",
        ),
    ),
    "own-nat-gateway-missing": Remedy(
        _BALANCER,
        one_way=_instead(
            "a NAT gateway on the subnet before the cluster is made.",
            "클러스터를 만들기 전에 서브넷에 NAT 게이트웨이를 두는 것입니다.",
        ),
    ),
    "user-routing-without-table": Remedy(
        _BALANCER,
        one_way=_instead(
            "a route table on the subnet, with a route for 0.0.0.0/0 to your firewall.",
            "방화벽으로 가는 0.0.0.0/0 경로가 있는 경로 테이블을 서브넷에 두는 것입니다.",
        ),
    ),
    "user-routing-without-default-route": Remedy(
        _BALANCER,
        one_way=_instead(
            "a route for 0.0.0.0/0 in the table, with next hop VirtualAppliance and your firewall's address.",
            "다음 홉이 VirtualAppliance와 방화벽 주소인 0.0.0.0/0 경로를 테이블에 넣는 것입니다.",
        ),
    ),
    "default-route-hop": Remedy(
        _BALANCER,
        one_way=_instead(
            "next hop VirtualAppliance with your firewall's address, or VirtualNetworkGateway, in route {route}.",
            "경로 {route}의 다음 홉을 방화벽 주소가 있는 VirtualAppliance나 VirtualNetworkGateway로 쓰는 것입니다.",
        ),
    ),
}
