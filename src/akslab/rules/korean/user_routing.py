"""The words about routing by the user, in Korean."""

from ..words import Words

USER_ROUTING = {
    "user-routing-basic-load-balancer": Words(
        "사용자 정의 라우팅에는 표준 부하 분산 장치가 필요",
        "송신 유형 {type}에는 standard 부하 분산 장치 SKU가 필요합니다.",
        "loadBalancerSku standard를 쓰세요.",
    ),
    "user-routing-availability-set": Words(
        "사용자 정의 라우팅에는 확장 집합 노드 풀이 필요",
        "송신 유형 {type}에는 VirtualMachineScaleSets가 필요합니다. 노드 풀 '{pool}'은(는) AvailabilitySet입니다.",
        "노드 풀 '{pool}'에 type VirtualMachineScaleSets를 쓰세요.",
    ),
    "user-routing-with-load-balancer-profile": Words(
        "사용자 정의 라우팅과 부하 분산 장치의 송신 주소는 함께 쓸 수 없음",
        "송신 유형 {type}에는 부하 분산 장치 프로필이 고를 송신 주소가 없습니다.",
        "loadBalancerProfile을 빼거나, {type} 대신 outboundType loadBalancer를 쓰세요.",
    ),
    "user-routing-public-nodes": Words(
        "사용자 정의 라우팅과 노드 공용 IP는 함께 쓸 수 없음",
        "송신 유형 {type}에서는 노드 공용 IP를 쓸 수 없습니다. 노드 풀 '{pool}'이(가) 이를 요구합니다.",
        "노드 풀 '{pool}'에 enableNodePublicIP false를 쓰거나, outboundType loadBalancer를 쓰세요.",
    ),
    "user-routing-without-table": Words(
        "사용자 정의 라우팅에는 서브넷에 연결된 경로 테이블이 필요",
        "서브넷 {subnetId}에 기존 경로 테이블이 연결되어 있지 않습니다. 경로 테이블 연결을 업데이트해야 합니다.",
        "클러스터를 만들기 전에 0.0.0.0/0 경로가 있는 경로 테이블을 서브넷에 연결하거나, outboundType loadBalancer를 "
        "쓰세요.",
    ),
    "user-routing-without-default-route": Words(
        "사용자 정의 라우팅에는 경로 테이블에 0.0.0.0/0 경로가 필요",
        "경로 테이블 {rtId}에 기본 경로 0.0.0.0/0이 없습니다.",
        "다음 홉이 VirtualAppliance(방화벽 주소) 또는 VirtualNetworkGateway인 0.0.0.0/0 경로를 추가하세요. BGP로 "
        "받은 경로는 인정되지 않습니다.",
    ),
    "default-route-hop": Words(
        "사용자 정의 라우팅은 0.0.0.0/0을 어플라이언스나 게이트웨이로 보냄",
        "기본 경로 0.0.0.0/0의 다음 홉이 {type}입니다. VirtualAppliance 또는 VirtualNetworkGateway만 허용됩니다.",
        "경로 {route}의 다음 홉을 VirtualAppliance(방화벽 주소)나 VirtualNetworkGateway로 쓰거나, outboundType "
        "loadBalancer를 쓰세요.",
    ),
}
