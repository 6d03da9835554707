"""The words about addresses of network interfaces, in Korean."""

from ..words import Words

INTERFACES = {
    "private-address-malformed": Words(
        "개인 IP 주소는 IP 주소",
        "{id}의 개인 IP 주소 '{ip}'은(는) IP 주소가 아닙니다.",
        "서브넷의 주소 하나를 쓰거나, 빼서 Azure가 고르게 하세요.",
    ),
    "subnet-with-external-resources": Words(
        "다른 서비스가 사용하는 서브넷에는 네트워크 인터페이스를 둘 수 없음",
        "{id2}이(가) 참조하는 서브넷 {id}에는 외부 리소스가 있어 사용할 수 없습니다. 이 서브넷의 외부 리소스는 "
        "{ids}입니다. 이 서브넷에 배포하기 전에 외부 리소스를 삭제해야 합니다.",
        "네트워크 인터페이스를 다른 서브넷에 두세요. 이 서브넷은 {ids}에 속합니다.",
    ),
    "private-address-outside-subnet": Words(
        "개인 IP 주소는 서브넷 안에 있음",
        "고정 개인 IP 주소 {ip}은(는) 서브넷 접두사 {cidr} 범위에 속하지 않습니다.",
        "{cidr} 안의 주소를 쓰거나 {ip} 주소가 있는 서브넷을 지정하세요.",
    ),
    "private-address-reserved": Words(
        "서브넷의 처음 네 주소와 마지막 주소는 Azure의 것",
        "고정 개인 IP 주소 {ip}은(는) 서브넷 접두사 {cidr}의 예약된 IP 범위에 있습니다.",
        "{cidr} 범위에서 {first} 이후의 주소를 쓰세요. 마지막 주소도 Azure의 것입니다.",
    ),
    "private-address-allocated": Words(
        "두 네트워크 인터페이스가 한 주소를 쓰지 않음",
        "IP 구성 {id}이(가) 사용하는 개인 IP 주소 {ip}은(는) 이미 리소스 {other}에 할당되어 있습니다.",
        "{ip} 대신 다른 주소를 쓰거나, 빼서 Azure가 고르게 하세요.",
    ),
    "subnet-full-for-interface": Words(
        "주소를 요구하는 네트워크 인터페이스를 위해 서브넷에 빈 주소가 있음",
        "주소 접두사가 {cidr}인 서브넷 {subnet}에는 IP 주소 {n}개를 위한 용량이 없습니다.",
        "다른 서브넷을 쓰거나 {cidr}의 주소를 비우세요. 사용 중인 서브넷의 크기는 바꿀 수 없습니다.",
    ),
    "subnet-full": Words(
        "서브넷에는 확장 집합이 요구하는 주소가 있음",
        "주소 접두사가 {cidr}인 서브넷 {subnet}에는 IP 주소 {n}개를 위한 용량이 없습니다.",
        "노드 풀에 다른 서브넷을 쓰거나 {cidr}의 주소를 비우세요. 사용 중인 서브넷의 크기는 바꿀 수 없습니다.",
    ),
}
