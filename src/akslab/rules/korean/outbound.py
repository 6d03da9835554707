"""The words about how a cluster reaches the Internet, in Korean."""

from ..words import Words

OUTBOUND = {
    "outbound-type-unknown": Words(
        "송신 유형은 AKS에 있는 것이어야 함",
        "송신 유형 '{type}'은(는) {types} 중 하나가 아닙니다.",
        "{types} 중 하나를 쓰세요. 쓰지 않으면 AKS는 loadBalancer를 사용합니다.",
    ),
    "outbound-type-needs-subnet": Words(
        "사용자 정의 라우팅이나 사용자 NAT 게이트웨이에는 사용자 서브넷이 필요",
        "송신 유형 {type}에는 기존 서브넷에 있는 노드 풀이 필요합니다.",
        "모든 노드 풀에 vnetSubnetID를 쓰거나, {type} 대신 outboundType loadBalancer를 쓰세요.",
    ),
    "managed-nat-gateway-own-network": Words(
        "AKS는 사용자 네트워크에 NAT 게이트웨이를 만들지 않음",
        "송신 유형 {type}은(는) AKS가 만드는 네트워크용이며 사용자 네트워크에는 쓸 수 없습니다.",
        "서브넷에 NAT 게이트웨이를 직접 두고 outboundType userAssignedNATGateway를 쓰세요.",
    ),
    "own-nat-gateway-missing": Words(
        "사용자 NAT 게이트웨이는 서브넷에 연결되어 있음",
        "송신 유형 userAssignedNATGateway에는 서브넷 {id}에 연결된 NAT 게이트웨이가 필요합니다.",
        "클러스터를 만들기 전에 서브넷에 NAT 게이트웨이를 연결하거나, outboundType loadBalancer를 쓰세요.",
    ),
    "nat-gateway-beside-load-balancer": Words(
        "NAT 게이트웨이가 있는 서브넷은 부하 분산 장치로 나가지 않음",
        "서브넷 {id}에 NAT 게이트웨이가 있으므로 송신 유형 loadBalancer를 쓸 수 없습니다.",
        "outboundType userAssignedNATGateway를 쓰거나 서브넷에서 NAT 게이트웨이를 떼세요.",
    ),
    "outbound-block-own-network": Words(
        "AKS는 자신이 만든 네트워크에서만 송신 트래픽을 차단",
        "송신 유형 {type}은(는) 사용자 네트워크에 쓸 수 없습니다.",
        "{type} 대신 outboundType none을 쓰세요.",
    ),
    "network-isolated-kubenet": Words(
        "네트워크 격리 클러스터는 kubenet을 사용하지 않음",
        "네트워크 격리 클러스터는 네트워크 플러그인 {plugin}을(를) 사용할 수 없습니다.",
        "artifactSource를 빼거나 networkPlugin azure로 클러스터를 만드세요.",
    ),
}
