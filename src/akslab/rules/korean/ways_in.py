"""The words about open services and unused NAT gateways, in Korean."""

from ..words import Words

WAYS_IN = {
    "public-service-behind-appliance": Words(
        "인터넷에 열린 서비스는 질문이 온 길로 응답함",
        "{names}이(가) 인터넷에 열려 있는데 {table}의 경로 {route}이(가) 0.0.0.0/0을 {hop}(으)로 보냅니다. 응답은 "
        "질문을 본 적 없는 {hop}을(를) 거쳐 나가다 버려집니다.",
        '서비스를 내부용으로 만들고(주석 service.beta.kubernetes.io/azure-load-balancer-internal: "true") 방화벽이 '
        "DNAT로 전달하게 하세요. 또는 방화벽의 공용 주소를 Internet으로 보내는 경로를 두어 기본 경로를 타지 않게 "
        "하세요.",
    ),
    "nat-gateway-unused": Words(
        "NAT 게이트웨이가 있는 서브넷은 그것으로 나감",
        "서브넷 {subnet}에 NAT 게이트웨이 {natName}이(가) 있지만 그 테이블 {table}이(가) 0.0.0.0/0을 {hop}(으)로 "
        "보냅니다. 게이트웨이로는 아무것도 나가지 않고 비용만 듭니다.",
        "서브넷에서 NAT 게이트웨이를 떼거나 {table}에서 기본 경로를 빼세요.",
    ),
    "nat-gateway-without-subnet": Words(
        "클러스터 곁의 NAT 게이트웨이는 서브넷에 연결됨",
        "NAT 게이트웨이 {natName}이(가) 어느 서브넷에도 연결되어 있지 않습니다. 아무것도 나가지 않고 비용만 듭니다.",
        "연결하거나(`az network vnet subnet update --ids <subnet> --nat-gateway {nat}`) 삭제하세요.",
    ),
}
