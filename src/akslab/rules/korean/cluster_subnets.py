"""The words about the subnets a cluster stands in, in Korean."""

from ..words import Words

CLUSTER_SUBNETS = {
    "subnet-id-malformed": Words(
        "노드 풀의 vnetSubnetID는 서브넷의 ID임",
        "'properties.agentPoolProfiles[{n}].vnetSubnetID' 경로의 속성 ID '{id}'이(가) 올바르지 않습니다. "
        "'/subscriptions/…' 형식의 전체 리소스 ID여야 합니다.",
        "노드 풀 '{pool}'의 서브넷 ID를 전부 쓰세요: "
        "/subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/….",
    ),
    "subnet-not-found": Words(
        "노드 풀의 서브넷이 있어야 함",
        "노드 풀 '{pool}'의 서브넷 {id}이(가) 없습니다.",
        "클러스터보다 먼저 서브넷 {id}을(를) 만들거나 ID를 바로잡으세요.",
    ),
    "managed-and-own-subnets-mixed": Words(
        "모든 노드 풀이 사용자 서브넷을 쓰거나, 모두 쓰지 않음",
        "모든 노드 풀이 서브넷을 지정하거나 아무도 지정하지 않아야 합니다. 노드 풀 '{pool}'은(는) 관리형 서브넷을 "
        "사용합니다.",
        "노드 풀 '{pool}'에도 vnetSubnetID를 쓰세요: {id}, 또는 그 옆의 서브넷.",
    ),
    "pools-in-several-networks": Words(
        "클러스터의 모든 노드 풀은 하나의 가상 네트워크에 있음",
        "노드 풀이 두 가상 네트워크 {one}, {other}에 나뉘어 있습니다.",
        "노드 풀 '{pool}'을(를) {one} 네트워크의 서브넷에 두세요.",
    ),
    "network-in-another-region": Words(
        "클러스터와 가상 네트워크는 같은 지역에 있음",
        "가상 네트워크 {network}은(는) {there} 지역에, 클러스터는 {here} 지역에 있습니다.",
        "클러스터를 {there} 지역에 만들거나 네트워크를 {here} 지역에 만드세요.",
    ),
    "network-in-another-subscription": Words(
        "클러스터와 가상 네트워크는 같은 구독에 있음",
        "노드 풀 '{pool}'의 서브넷 {id}은(는) 클러스터의 구독에 있지 않습니다.",
        "노드 풀 '{pool}'에 클러스터와 같은 구독의 서브넷을 주거나, {id} 서브넷의 구독에 클러스터를 만드세요.",
    ),
    "subnet-is-delegated": Words(
        "노드 풀의 서브넷은 위임되지 않음",
        "서브넷 {id}은(는) 위임된 서브넷이므로 노드 풀에 사용할 수 없습니다.",
        "서브넷의 위임을 없애거나, 노드 풀 '{pool}'에 전용 서브넷을 주세요.",
    ),
    "subnet-has-several-prefixes": Words(
        "노드 풀의 서브넷에는 주소 접두사가 하나",
        "서브넷 {id}에 주소 접두사가 여러 개 있습니다.",
        "서브넷에 접두사를 하나만 두세요. 주소가 더 필요한 노드는 다른 서브넷의 노드 풀로 추가합니다.",
    ),
    "service-cidr-overlaps-subnet": Words(
        "서비스 주소 범위는 클러스터 네트워크의 어떤 서브넷과도 겹치지 않음",
        "지정한 서비스 CIDR {svc}이(가) 기존 서브넷 CIDR {subnet} 범위와 충돌합니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 함께 쓰세요. 실행 중인 클러스터의 범위는 바꿀 수 없으므로 "
        "그때는 서브넷을 옮기세요.",
    ),
    "service-cidr-overlaps-managed-network": Words(
        "서비스 주소 범위는 AKS가 만드는 네트워크와 겹치지 않음",
        "서비스 CIDR {svc}이(가) AKS가 이 클러스터에 만드는 가상 네트워크 {vnet} 범위와 겹칩니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 함께 쓰세요.",
    ),
    "pod-cidr-overlaps-subnet": Words(
        "Pod 주소 범위는 클러스터 네트워크의 어떤 서브넷과도 겹치지 않음",
        "Pod CIDR {pod}이(가) 클러스터 네트워크의 서브넷 {name}({subnet})과(와) 겹칩니다.",
        "podCidr {free} 값을 쓰거나, 아무도 쓰지 않는 다른 범위를 쓰세요.",
    ),
    "pod-cidr-overlaps-network": Words(
        "Pod 주소 범위는 클러스터의 가상 네트워크와 겹치지 않음",
        "네트워크 프로필의 CIDR {pod}이(가) 예약된 VNET CIDR {vnet} 범위와 겹칩니다.",
        "podCidr {free} 값을 쓰거나, 아무도 쓰지 않는 다른 범위를 쓰세요.",
    ),
}
