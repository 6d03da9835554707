"""The words about default routes and gateways' routes, in Korean."""

from ..words import Words

DEFAULT_ROUTES = {
    "default-route-past-load-balancer": Words(
        "부하 분산 장치로 나가는 클러스터에는 다른 곳으로 가는 기본 경로가 없음",
        "{table} 테이블의 경로 {route}이(가) 0.0.0.0/0을 {hop}(으)로 보내는데 송신 유형은 loadBalancer입니다. 송신 "
        "주소는 쓰이지 않고, 공용 서비스의 응답은 질문을 본 적 없는 {hop}을(를) 거쳐 나가다 버려집니다.",
        "outboundType userDefinedRouting을 쓰고 서비스를 내부용으로 만들어 방화벽을 거치게 하거나, 경로 "
        "{route}을(를) 빼세요.",
    ),
    "default-route-past-nat-gateway": Words(
        "NAT 게이트웨이로 나가는 클러스터에는 다른 곳으로 가는 기본 경로가 없음",
        "{table} 테이블의 경로 {route}이(가) 0.0.0.0/0을 {hop}(으)로 보냅니다. 송신 유형 userAssignedNATGateway의 "
        "NAT 게이트웨이로는 아무것도 나가지 않고, 밖에서는 그 주소가 보이지 않습니다.",
        "outboundType userDefinedRouting을 쓰고 서브넷에서 NAT 게이트웨이를 떼거나, 경로 {route}을(를) 빼세요.",
    ),
    "gateway-routes-kept-off": Words(
        "게이트웨이 경로를 노드에서 막으면 사용자 경로가 그것을 대신함",
        "경로 테이블 {table}이(가) 게이트웨이의 경로를 노드에서 막는데(disableBgpRoutePropagation) 어플라이언스나 "
        "게이트웨이로 가는 사용자 경로가 없습니다. 노드와 Pod는 게이트웨이 너머에 연결할 길이 없습니다.",
        "disableBgpRoutePropagation false를 쓰거나, 게이트웨이 너머의 범위에 대한 경로를 추가하세요.",
    ),
    "gateway-routes-around-firewall": Words(
        "게이트웨이 경로의 대상은 기본 경로의 방화벽을 거치지 않음",
        "{table} 테이블의 경로 {route}이(가) 0.0.0.0/0을 {hop}(으)로 보내지만, 게이트웨이가 배운 경로가 더 길어서 "
        "우선합니다. 게이트웨이 너머로 가는 트래픽은 {hop}을(를) 거치지 않습니다.",
        "방화벽을 거치게 하려면 disableBgpRoutePropagation true를 쓰고 게이트웨이 너머의 범위를 {hop}(으)로 보내는 "
        "경로를 추가하세요.",
    ),
    "peering-without-forwarded-traffic": Words(
        "피어링은 그 너머의 어플라이언스가 전달하는 트래픽을 받음",
        "{table} 테이블의 경로 {route}이(가) 피어링된 네트워크 {peer}의 {hop}(으)로 가는데, 피어링이 전달된 트래픽을 "
        "허용하지 않습니다. 어플라이언스가 다른 곳을 대신해 돌려보내는 것이 들어오지 못할 수 있습니다.",
        "이 네트워크와 {peer} 네트워크의 피어링에 allowForwardedTraffic true를 쓰세요.",
    ),
    "default-route-drops-the-way-out": Words(
        "노드의 기본 경로는 어딘가로 이어짐",
        "{table} 테이블의 경로 {route}이(가) 0.0.0.0/0으로 가는 것을 버리고(다음 홉 None), 공용 주소로 가는 다른 경로가 "
        "없습니다. 새 노드는 {needs}에 연결하지 못해 설정에 실패합니다.",
        "경로 {route}을(를) 송신 게이트웨이로 보내고(다음 홉 VirtualAppliance와 그 주소) outboundType userDefinedRouting을 "
        "쓰세요. 또는 경로를 빼면 클러스터가 송신 유형대로 나갑니다.",
    ),
}
