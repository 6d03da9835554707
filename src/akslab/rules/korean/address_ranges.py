"""The words about a cluster's own ranges, in Korean."""

from ..words import Words

ADDRESS_RANGES = {
    "cluster-range-malformed": Words(
        "Pod와 서비스의 주소 범위는 주소와 접두사 길이로 씀",
        "'{cidr}'은(는) 10.244.0.0/16과 같은 CIDR 범위가 아닙니다.",
        "{example}처럼 주소, 슬래시, 길이를 쓰세요.",
    ),
    "cluster-range-host-bits": Words(
        "Pod와 서비스의 주소 범위는 첫 주소에서 시작",
        "'{cidr}'에는 호스트 비트가 있습니다. 이 길이의 범위는 {canonical}입니다.",
        "{cidr} 대신 {canonical} 값을 쓰세요.",
    ),
    "service-cidr-too-large": Words(
        "서비스 주소 범위는 /12보다 작아야 함",
        "서비스 CIDR {cidr}은(는) /{length}보다 작아야 합니다.",
        "serviceCidr {smaller}, dnsServiceIP {dns} 값을 쓰세요.",
    ),
    "service-cidr-public": Words(
        "서비스 주소 범위는 공용 주소도 멀티캐스트 주소도 아니어야 함",
        "서비스 CIDR {cidr}은(는) 공용 또는 멀티캐스트 주소 공간에 있습니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 쓰거나, 아무도 쓰지 않는 다른 사설 범위를 쓰세요.",
    ),
    "reserved-range": Words(
        "Pod, 서비스, 클러스터 네트워크는 169.254/16, 172.30/16, 172.31/16, 192.0.2/24를 사용하지 않음",
        "범위 {cidr}이(가) AKS가 예약한 {reserved} 범위와 겹칩니다.",
        "{reserved} 범위와 겹치지 않는 범위를 쓰세요. 여기서는 {free} 범위가 비어 있습니다.",
    ),
    "pod-cidr-overlaps-service-cidr": Words(
        "Pod와 서비스는 주소를 공유하지 않음",
        "Pod CIDR {pod}이(가) 서비스 CIDR {svc} 범위와 겹칩니다.",
        "둘 중 하나를 옮기세요. 여기서는 serviceCidr {free}, dnsServiceIP {dns} 값이 비어 있습니다.",
    ),
    "pod-cidrs-overlap": Words(
        "이중 스택 클러스터의 Pod 범위는 서로 다름",
        "Pod CIDR {pod}이(가) Pod CIDR {other} 범위와 겹칩니다.",
        "10.244.0.0/16과 fd12:3456:789a::/64처럼 IPv4 범위 하나와 IPv6 범위 하나를 쓰세요.",
    ),
}
