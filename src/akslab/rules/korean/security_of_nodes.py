"""The words about single ports that security groups close to nodes, in Korean."""

from ..words import Words

_FIX = (
    "그보다 앞에서 노드를 내보내세요: `{room}az network nsg rule create -g {group} --nsg-name {name} -n AllowAksNodes "
    "--priority {priority} --direction Outbound --access Allow --protocol "
)
_ENDS = "--destination-address-prefixes {ends} --destination-port-ranges {ports}`"
_ONE_TAG = "규칙 하나에는 서비스 태그를 하나만 쓸 수 있으므로, 여럿이면 규칙을 따로 만드세요."

SECURITY_OF_NODES = {
    "nsg-closes-node-setup": Words(
        "네트워크 보안 그룹이 노드에서 API 서버와 AKS 이미지로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) 서브넷의 모든 노드에서 {needs}(으)로 가는 TCP를 거부합니다. 새 노드는 설치를 끝내지 "
        "못하고, 실행 중인 노드는 그중 필요한 것을 잃습니다.",
        f"{_FIX}Tcp {_ENDS}. {_ONE_TAG}",
    ),
    "nsg-closes-name-servers": Words(
        "네트워크 보안 그룹이 노드에서 가상 네트워크의 DNS 서버로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) 서브넷의 모든 노드에서 {needs}(으)로 가는 UDP를 거부하고, 남는 DNS 서버가 없습니다. "
        "노드가 어떤 이름도 확인하지 못해 하나도 준비되지 않습니다.",
        f"{_FIX}Udp {_ENDS}.",
    ),
    "nsg-closes-a-name-server": Words(
        "네트워크 보안 그룹이 노드에서 가상 네트워크의 모든 DNS 서버로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) 서브넷의 모든 노드에서 {needs}(으)로 가는 UDP를 거부합니다. 그 서버에 묻는 쪽은 포기할 "
        "때까지 기다린 뒤 다음 서버에 묻고, 다음 서버가 멈추면 이름이 확인되지 않습니다.",
        f"{_FIX}Udp {_ENDS}.",
    ),
    "nsg-closes-ports-of-old-nodes": Words(
        "네트워크 보안 그룹이 오래된 노드에 필요한 터널과 시간 동기화를 막지 않음",
        "{name}의 규칙 {rule}이(가) 서브넷의 모든 노드에서 {needs}(으)로 가는 통신을 거부합니다. Azure 문서는 이런 "
        "클러스터에 그 포트를 요구합니다. konnectivity가 없는 노드의 logs와 exec은 터널로, 시계는 NTP로 동작합니다.",
        f"{_FIX}'*' {_ENDS}. {_ONE_TAG} 아니면 클러스터를 업그레이드하세요.",
    ),
}
