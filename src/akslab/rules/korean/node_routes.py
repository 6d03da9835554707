"""The words about the user's routes in the nodes' table, in Korean."""

from ..words import Words

NODE_ROUTES = {
    "route-inside-pod-cidr": Words(
        "사용자 경로는 Pod 주소 범위 밖에 있음",
        "{prefix} 범위의 경로 {route}이(가) Pod CIDR {pod} 안에 있습니다. 클러스터의 경로 컨트롤러가 자신의 오래된 "
        "경로로 여겨 삭제합니다.",
        "경로 {route}을(를) 빼세요. Pod의 주소에 대해서는 테이블이 클러스터의 것입니다.",
    ),
    "route-next-hop-reserved": Words(
        "어플라이언스는 Azure가 예약한 주소를 가질 수 없음",
        "경로 {route}의 다음 홉 {ip}은(는) Azure가 서브넷 {subnet}({cidr})에서 예약한 다섯 주소 중 하나입니다. "
        "그곳에는 어플라이언스가 있을 수 없으므로 이 경로의 트래픽은 버려집니다.",
        "어플라이언스의 실제 주소를 쓰세요. {cidr} 범위에서 쓸 수 있는 첫 주소는 {first}입니다.",
    ),
    "route-next-hop-in-node-subnet": Words(
        "어플라이언스는 노드와 다른 서브넷에 있음",
        "경로 {route}의 다음 홉 {ip}이(가) 노드의 서브넷 {subnet}({cidr}) 안에 있습니다. 어플라이언스도 같은 경로 "
        "테이블을 쓰므로 보낸 것이 자신에게 되돌아올 수 있습니다.",
        "어플라이언스를 이 경로 테이블이 없는 전용 서브넷에 두세요.",
    ),
    "route-next-hop-nowhere": Words(
        "어플라이언스는 노드의 가상 네트워크나 그 피어 안에 있음",
        "경로 {route}의 다음 홉 {ip}이(가) {vnet}에도, 피어링된 네트워크({peers})에도 없습니다. Azure는 그 안에 있는 "
        "어플라이언스로만 패킷을 넘기므로 이 경로의 트래픽은 버려집니다.",
        "어플라이언스의 실제 주소를 쓰거나, 어플라이언스가 있는 네트워크와 {vnet}을(를) 피어링하세요.",
    ),
}
