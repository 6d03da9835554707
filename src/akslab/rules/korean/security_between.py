"""The words about security groups between nodes and pods, in Korean."""

from ..words import Words
from .security_of_pods import LET_ALL_OF_THEM_IN

SECURITY_BETWEEN = {
    "nsg-blocks-what-nodes-send": Words(
        "네트워크 보안 그룹이 노드에서 Pod와 노드로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "{ports}을(를) 거부합니다. 노드가 다른 노드나 그 Pod로 보내는 것이 버려지고, 서비스로 받아 넘기는 것도 "
        "마찬가지입니다.",
        LET_ALL_OF_THEM_IN,
    ),
    "nsg-blocks-pods-to-nodes": Words(
        "네트워크 보안 그룹이 Pod에서 노드로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "{ports}을(를) 거부합니다. AKS는 이것을 열어 두라고 합니다. Pod가 다른 노드로 보내는 패킷에 Pod의 주소가 남는지는 "
        "자료마다 다릅니다.",
        LET_ALL_OF_THEM_IN,
    ),
}
