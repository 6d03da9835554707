"""The words about security groups around nodes, in Korean."""

from ..words import Words

LET_ALL_OF_THEM_IN = (
    "그보다 앞에서 Pod와 노드를 허용하세요: `{room}az network nsg rule create -g {group} --nsg-name {name} -n "
    "AllowAksPodsAndNodes --priority {priority} --direction {direction} --access Allow --protocol '*' "
    "--source-address-prefixes {ranges} --destination-address-prefixes {ranges} --destination-port-ranges '*'`."
)

SECURITY_OF_PODS = {
    "nsg-closes-the-way-out": Words(
        "네트워크 보안 그룹이 노드 설치에 필요한 곳으로 나가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) 모든 노드에서 모든 공용 주소로 가는 TCP 포트 443을 거부합니다. 새 노드가 "
        "mcr.microsoft.com에 닿지 못해 설치가 종료 상태 50으로 끝납니다.",
        "그보다 앞에서 노드를 내보내세요: `{room}az network nsg rule create -g {group} --nsg-name {name} -n AllowAzureOut "
        "--priority {priority} --direction Outbound --access Allow --protocol Tcp --destination-address-prefixes "
        "Internet --destination-port-ranges 443`. 아니면 AKS에 필요한 것을 허용하는 방화벽과 함께 아웃바운드 유형 "
        "userDefinedRouting을 쓰세요.",
    ),
    "nsg-blocks-pod-traffic": Words(
        "네트워크 보안 그룹이 Pod와 노드 사이의 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "{ports}을(를) 거부합니다. 서로 다른 노드의 Pod가 통신하지 못합니다.",
        LET_ALL_OF_THEM_IN,
    ),
    "nsg-blocks-cluster-dns": Words(
        "네트워크 보안 그룹이 클러스터 DNS를 UDP와 TCP 모두 허용함",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "53을 거부합니다. 다른 노드의 CoreDNS에 닿지 못해 이름 확인이 됐다 안 됐다 합니다.",
        LET_ALL_OF_THEM_IN,
    ),
    "nsg-blocks-kubelet": Words(
        "네트워크 보안 그룹이 kubelet으로 가는 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "10250을 거부합니다. 다른 노드에 있는 Pod의 logs, exec, 메트릭이 실패합니다.",
        LET_ALL_OF_THEM_IN,
    ),
    "nsg-blocks-some-pod-ports": Words(
        "네트워크 보안 그룹이 Pod와 노드 사이의 모든 포트를 열어 둠",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 {sources}에서 {destinations}(으)로 가는 {protocol} 포트 "
        "{ports}을(를) 거부합니다. 다른 노드의 Pod로 가는 것도 마찬가지입니다.",
        "일부러 그렇게 했다면 할 일이 없습니다. 아니라면 " + LET_ALL_OF_THEM_IN,
    ),
    "nsg-virtual-network-tag-widened": Words(
        "기본 경로를 직접 정한 곳에서는 VirtualNetwork를 허용하는 규칙이 없음",
        "{name}의 규칙 {rule}이(가) VirtualNetwork를 허용합니다. 이 태그에는 사용자 정의 경로의 접두사가 들어가고 "
        "{table}의 {route}은(는) 0.0.0.0/0입니다. 규칙이 모든 주소를 허용할 수 있습니다(Azure 문서는 이를 밝히지 "
        "않음).",
        "태그 대신 뜻하는 범위를 적으세요: 가상 네트워크, 피어, Pod 범위.",
    ),
}
