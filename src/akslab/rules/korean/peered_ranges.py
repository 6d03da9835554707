"""The words about ranges of peered networks, in Korean."""

from ..words import Words

PEERED_RANGES = {
    "pod-cidr-overlaps-peer": Words(
        "Pod 주소 범위는 피어링된 네트워크의 주소와 겹치지 않음",
        "Pod CIDR {pod}이(가) 피어링된 네트워크 {peer}의 {prefix} 범위와 겹칩니다. Pod가 그 주소로 보내는 것은 "
        "클러스터 안에 머뭅니다. 클러스터 밖의 컴퓨터는 여전히 그 주소에 연결할 수 있습니다.",
        "podCidr {free} 값을 쓰거나, 아무도 쓰지 않는 다른 범위를 쓰세요. 실행 중인 클러스터의 범위는 바꿀 수 "
        "없습니다.",
    ),
    "service-cidr-overlaps-peer": Words(
        "서비스 주소 범위는 피어링된 네트워크의 주소와 겹치지 않음",
        "서비스 CIDR {svc}이(가) 피어링된 네트워크 {peer}의 {prefix} 범위와 겹칩니다. 클러스터 안에서는 그곳의 "
        "주소가 서비스의 주소일 수 있어 실제 주인에게 연결되지 않습니다. 클러스터 밖의 컴퓨터는 여전히 연결할 수 "
        "있습니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 함께 쓰세요. 실행 중인 클러스터의 값은 바꿀 수 없습니다.",
    ),
    "reserved-range-in-peer": Words(
        "피어링된 네트워크는 AKS가 예약한 범위를 사용하지 않음",
        "피어링된 네트워크 {peer}이(가) {reserved} 범위와 겹치는 {prefix} 범위를 사용합니다. AKS가 예약한 범위이며 "
        "그곳에서는 아무것도 검사하지 않습니다. 클러스터가 그 주소에 연결하지 못할 수 있습니다.",
        "클러스터가 {peer} 네트워크에서 연결하는 대상을 {reserved} 범위 밖으로 옮기세요.",
    ),
    "pod-cidr-reused": Words(
        "서로 연결되는 클러스터의 Pod 범위는 서로 다름",
        "{other} 클러스터의 Pod도 {pod} 범위의 주소를 사용합니다. 주소로는 두 클러스터의 Pod를 구별할 수 없고, 한 "
        "경로 테이블에 두 클러스터의 경로를 둘 수 없습니다.",
        "Pod로 가는 경로를 쓰는 곳이 있다면 클러스터마다 다른 Pod CIDR을 주세요.",
    ),
}
