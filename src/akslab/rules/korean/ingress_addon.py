"""The words about the subnet the ingress add-on makes, in Korean."""

from ..words import Words

INGRESS_ADDON = {
    "ingress-gateway-subnet-outside-network": Words(
        "수신 추가 기능이 만드는 서브넷은 노드의 가상 네트워크 안에 있음",
        "IngressApplicationGateway 추가 기능에 지정한 서브넷 접두사 '{cidr}'이(가) 노드 풀의 가상 네트워크 주소 "
        "접두사 '[{space}]' 안에 있지 않습니다.",
        "{space} 범위 안의 subnetCIDR을 쓰세요.",
    ),
    "ingress-gateway-subnet-overlaps": Words(
        "수신 추가 기능이 만드는 서브넷은 다른 서브넷과 겹치지 않음",
        "IngressApplicationGateway 추가 기능에 지정한 서브넷 접두사 '{cidr}'은(는) 노드 풀의 가상 네트워크에 있는 "
        "서브넷 '{subnet}'과(와) 겹칠 수 없습니다.",
        "{subnet} 옆의 subnetCIDR을 쓰거나, 서브넷을 직접 만들어 subnetId로 지정하세요.",
    ),
}
