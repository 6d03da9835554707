"""The words about ranges that are somebody else's, in Korean."""

from ..words import Words

TAKEN_RANGES = {
    "service-cidr-inside-network": Words(
        "서비스 주소 범위는 클러스터 네트워크의 주소 공간 전체와 겹치지 않음",
        "서비스 CIDR {svc}이(가) 클러스터 네트워크의 {vnet} 범위와 겹칩니다. 아직 서브넷은 없지만, 그곳에 서브넷이 "
        "추가되면 클러스터의 다음 업그레이드가 막힙니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 쓰세요. 실행 중인 클러스터라면 {svc} 범위에 서브넷을 만들지 "
        "마세요.",
    ),
    "pod-cidr-overlaps-taken-range": Words(
        "Pod 주소 범위는 이미 쓰이는 범위와 겹치지 않음",
        "Pod CIDR {pod}이(가) {prefix}({name}) 범위와 겹칩니다. Pod가 그 주소로 보내는 것은 클러스터 안에 머뭅니다. "
        "클러스터 밖의 컴퓨터는 여전히 그 주소에 연결할 수 있습니다.",
        "podCidr {free} 값을 쓰거나, 아무도 쓰지 않는 다른 범위를 쓰세요. 실행 중인 클러스터의 범위는 바꿀 수 "
        "없습니다.",
    ),
    "service-cidr-overlaps-taken-range": Words(
        "서비스 주소 범위는 이미 쓰이는 범위와 겹치지 않음",
        "서비스 CIDR {svc}이(가) {prefix}({name}) 범위와 겹칩니다. 클러스터 안에서는 그곳의 주소가 서비스의 주소일 "
        "수 있어 실제 주인에게 연결되지 않습니다. 클러스터 밖의 컴퓨터는 여전히 연결할 수 있습니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 함께 쓰세요. 실행 중인 클러스터의 값은 바꿀 수 없습니다.",
    ),
    "network-overlaps-taken-range": Words(
        "클러스터의 네트워크는 이미 쓰이는 범위와 겹치지 않음",
        "네트워크 {network}의 {vnet} 범위가 {prefix}({name}) 범위와 겹칩니다. 노드와 Pod가 {shared} 주소로 보내는 것은 "
        "네트워크 안에 머물러, 그곳에서 그 주소를 가진 대상에 연결되지 않습니다. 그곳에서 클러스터에 연결하려면 "
        "{prefix}보다 긴 경로가 있어야 합니다.",
        "아무도 쓰지 않는 범위를 네트워크에 주세요(예: {free}). 아니면 그곳에서 {shared} 범위를 비워 두세요. --avoid "
        "목록의 범위가 이 네트워크 자신의 것이라면 목록에 네트워크 이름을 쓰세요.",
    ),
    "reserved-range-taken": Words(
        "클러스터가 다른 곳에서 연결하는 대상은 AKS가 예약한 범위를 사용하지 않음",
        "{name}이(가) {reserved} 범위와 겹치는 {prefix} 범위를 사용합니다. AKS가 예약한 범위이므로 클러스터가 그 "
        "주소에 연결하지 못할 수 있습니다.",
        "클러스터가 {name}에서 연결하는 대상을 {reserved} 범위 밖으로 옮기세요.",
    ),
    "pod-cidr-public": Words(
        "Pod 주소 범위는 사설 주소",
        "Pod CIDR {pod}이(가) 공용 주소 공간에 있습니다. Azure가 받아들이지만 지원하지 않으며, Pod는 인터넷의 그 "
        "주소에 연결할 수 없습니다.",
        "podCidr {free} 값을 쓰거나, RFC 1918 또는 RFC 6598의 다른 범위를 쓰세요.",
    ),
    "dns-server-inside-service-cidr": Words(
        "네트워크의 DNS 서버는 서비스 주소 범위 밖에 있음",
        "클러스터 네트워크의 DNS 서버 {ip}이(가) 서비스 CIDR {svc} 범위 안에 있습니다. 클러스터 안에서는 그 주소가 "
        "서비스의 주소일 수 있고, 그러면 클러스터 밖의 이름을 확인하지 못합니다.",
        "serviceCidr {free}, dnsServiceIP {dns} 값을 쓰거나 DNS 서버를 옮기세요.",
    ),
    "dns-server-inside-pod-cidr": Words(
        "네트워크의 DNS 서버는 Pod 주소 범위 밖에 있음",
        "클러스터 네트워크의 DNS 서버 {ip}이(가) Pod CIDR {pod} 범위 안에 있습니다. 그 주소로 보내는 것은 클러스터 "
        "안에 머물러 밖의 이름을 확인하지 못합니다.",
        "podCidr {free} 값을 쓰거나 DNS 서버를 옮기세요.",
    ),
}
