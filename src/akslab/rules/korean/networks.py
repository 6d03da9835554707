"""The words about address spaces and subnets, in Korean."""

from ..words import Words

NETWORKS = {
    "address-prefix-malformed": Words(
        "주소 접두사는 주소와 접두사 길이로 씀",
        "{id}의 주소 접두사 '{prefix}'은(는) 10.0.0.0/24와 같은 CIDR 표기가 아닙니다.",
        "10.0.0.0/24처럼 주소, 슬래시, 길이를 쓰세요.",
    ),
    "address-prefix-host-bits": Words(
        "주소 접두사는 첫 주소에서 시작",
        "리소스 {id}의 주소 접두사 {prefix}은(는) CIDR 표기가 올바르지 않습니다. 이 접두사 길이의 주소 접두사는 "
        "{canonical}입니다.",
        "{prefix} 대신 {canonical} 값을 쓰세요.",
    ),
    "address-space-forbidden": Words(
        "주소 공간에는 멀티캐스트, 브로드캐스트, 루프백, 링크 로컬, Azure의 주소가 없음",
        "가상 네트워크 '{vnet}'의 주소 접두사 {prefix}이(가) {reserved} 범위와 겹칩니다.",
        "{reserved} 범위와 겹치지 않는 접두사를 쓰세요. 사설 범위는 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16입니다.",
    ),
    "address-space-overlaps-itself": Words(
        "주소 공간의 접두사는 서로 겹치지 않음",
        "가상 네트워크 '{vnet}'의 주소 접두사 {one}, {other}이(가) 서로 겹칩니다.",
        "{one}, {other} 중 하나를 빼거나, 겹치지 않게 줄이세요.",
    ),
    "too-many-subnets": Words(
        "가상 네트워크의 서브넷은 최대 3000개",
        "가상 네트워크 '{vnet}'의 서브넷이 {n}개가 됩니다. 최대 {most}개입니다.",
        "서브넷 {n}개 중 일부를 두 번째 가상 네트워크로 옮기고 두 네트워크를 피어링하세요.",
    ),
    "subnet-named-twice": Words(
        "네트워크의 서브넷 이름은 서로 다름",
        "가상 네트워크 '{vnet}'에 이름이 '{name}'인 서브넷이 두 개 있습니다.",
        "둘 중 하나의 이름을 바꾸세요.",
    ),
    "subnet-size": Words(
        "서브넷은 /29에서 /8 사이, IPv6 서브넷은 /64",
        "서브넷 '{name}'의 접두사가 {prefix}입니다. 허용되는 접두사 길이는 {allowed}입니다.",
        "다른 길이의 접두사를 쓰세요: {allowed}.",
    ),
    "subnet-outside-network": Words(
        "서브넷은 네트워크의 주소 공간 안에 있음",
        "서브넷 '{name}'은(는) 가상 네트워크 '{vnet}'에서 올바르지 않습니다.",
        "'{vnet}'의 주소 공간에 {prefix} 또는 그것을 포함하는 접두사를 추가하거나, 안에 있는 접두사를 쓰세요.",
    ),
    "subnets-overlap": Words(
        "네트워크의 서브넷은 서로 겹치지 않음",
        "서브넷 '{a}'의 IP 주소 범위가 가상 네트워크 '{vnet}'의 기존 서브넷과 겹치므로 올바르지 않습니다.",
        "서브넷 '{a}'을(를) '{b}' 서브넷의 주소에서 옮기세요.",
    ),
    "subnet-removed-in-use": Words(
        "사용 중인 서브넷은 네트워크에서 없애지 않음",
        "서브넷 {s}은(는) {ipConfigId}에서 사용 중이므로 삭제할 수 없습니다. 서브넷을 삭제하려면 안의 리소스를 모두 "
        "삭제해야 합니다.",
        "접두사가 {prefix}인 서브넷 {s}을(를) 목록에 두거나, 먼저 안에 있는 것을 삭제하세요.",
    ),
    "subnet-resized-in-use": Words(
        "사용 중인 서브넷은 접두사를 유지",
        "서브넷 {name}의 IP 접두사 {prefix}에 사용 중인 주소가 있어 삭제할 수 없습니다.",
        "접두사 {prefix}을(를) 유지하거나, 두 번째 서브넷을 만들어 '{name}' 서브넷의 리소스를 옮기세요.",
    ),
}
