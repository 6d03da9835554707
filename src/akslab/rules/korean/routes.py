"""The words about routes, in Korean."""

from ..words import Words

ROUTES = {
    "route-prefix-malformed": Words(
        "경로는 접두사 또는 서비스 태그에 대한 것",
        "경로 {route}의 주소 접두사 '{prefix}'은(는) CIDR 표기도 서비스 태그도 아닙니다.",
        "10.0.0.0/8 같은 접두사나 AzureCloud 같은 서비스 태그를 쓰세요.",
    ),
    "route-prefix-host-bits": Words(
        "경로의 접두사는 첫 주소에서 시작",
        "{id}의 주소 접두사 {prefix}에는 호스트 비트가 있습니다. 이 길이에서는 {canonical}입니다.",
        "{prefix} 대신 {canonical} 값을 쓰세요.",
    ),
    "route-next-hop-type": Words(
        "경로의 다음 홉은 사용자가 지정할 수 있는 유형",
        "경로 {route}의 다음 홉 유형 '{type}'은(는) {types} 중 하나가 아닙니다.",
        "{types} 중 하나를 쓰세요.",
    ),
    "route-appliance-without-address": Words(
        "어플라이언스로 가는 경로에는 주소가 있음",
        "다음 홉 유형이 VirtualAppliance이면 경로 {route}의 NextHopIpAddress는 비어 있을 수 없습니다.",
        "경로 {route}의 nextHopIpAddress에 어플라이언스의 주소를 쓰세요.",
    ),
    "route-appliance-address-malformed": Words(
        "다음 홉의 주소는 IP 주소",
        "경로 {route}의 다음 홉 IP 주소 '{ip}'은(는) IP 주소가 아닙니다.",
        "경로 {route}의 nextHopIpAddress에 IP 주소 하나를 길이 없이 쓰세요.",
    ),
    "route-address-without-appliance": Words(
        "어플라이언스로 가는 경로에만 다음 홉 주소가 있음",
        "경로 {route}에 다음 홉 IP 주소가 있지만 다음 홉 유형은 {type}입니다.",
        "경로 {route}에서 nextHopIpAddress를 빼거나, 다음 홉 유형을 VirtualAppliance로 쓰세요.",
    ),
    "route-named-twice": Words(
        "테이블의 경로 이름은 서로 다름",
        "경로 테이블 '{table}'에 이름이 '{name}'인 경로가 두 개 있습니다.",
        "이름이 '{name}'인 두 경로 중 하나의 이름을 바꾸세요.",
    ),
    "routes-for-one-prefix": Words(
        "경로 테이블에는 접두사마다 경로가 하나",
        "경로 {a}이(가) 경로 {b}과(와) 충돌합니다. 두 경로의 주소 접두사가 같을 수 없습니다.",
        "경로 {a}, {b} 중 하나를 빼세요.",
    ),
    "too-many-routes": Words(
        "경로 테이블의 경로는 최대 400개",
        "경로 테이블 '{table}'의 경로가 {n}개가 됩니다. 최대 {most}개입니다.",
        "경로 {n}개를 {most}개 이하로 줄이세요. 같은 홉으로 가는 여러 경로를 더 넓은 접두사 하나로 합칠 수 있습니다.",
    ),
    "too-many-service-tag-routes": Words(
        "경로 테이블의 서비스 태그 경로는 최대 25개",
        "경로 테이블 '{table}'의 서비스 태그 경로가 {n}개가 됩니다. 최대 {most}개입니다.",
        "서비스 태그 경로 {n}개를 {most}개 이하로 줄이세요. 여러 지역을 더 넓은 태그 하나로 합칠 수 있습니다.",
    ),
}
