"""The words about which route table node subnets have, in Korean."""

from ..words import Words

TABLE_ASSOCIATION = {
    "route-table-detached": Words(
        "실행 중인 kubenet 클러스터의 노드 서브넷에는 경로 테이블이 있음",
        "실행 중인 kubenet 클러스터의 서브넷 {subnet}에 경로 테이블이 없습니다. 다른 노드의 Pod로 가는 패킷이 "
        "그곳에서 버려집니다.",
        "노드 경로가 든 테이블을 연결하세요: `az network vnet subnet update --ids {subnetId} --route-table {rtId}`.",
    ),
    "route-table-swapped": Words(
        "노드 서브넷에는 노드 경로가 든 테이블이 연결됨",
        "서브넷 {subnet}에 연결된 경로 테이블 {table}에는 이 클러스터의 노드 경로가 없고, 노드 경로 {n}개는 "
        "{holderName}에 있습니다. 다른 노드의 Pod로 가는 패킷이 도착하지 않습니다.",
        "{table}에서 아직 필요한 경로를 {holderName}에 복사한 뒤 그 테이블을 연결하세요: `az network vnet subnet "
        "update --ids {subnetId} --route-table {holder}`.",
    ),
    "route-table-without-pod-routes": Words(
        "노드 서브넷의 테이블에는 노드 경로가 있음",
        "서브넷 {subnet}에 연결된 경로 테이블 {table}에 이 클러스터의 노드 경로가 하나도 없습니다. 다른 노드의 Pod로 "
        "가는 패킷이 도착하지 않습니다.",
        "클러스터를 다른 테이블로 만들었다면 그 테이블을 연결하세요. 이 테이블이 맞다면 클러스터 ID가 쓸 수 있게 "
        '하세요: `az role assignment create --assignee-object-id <principal id> --role "Network Contributor" --scope '
        "{rtId}`.",
    ),
    "pool-subnet-without-cluster-table": Words(
        "실행 중인 클러스터의 모든 노드 서브넷에 노드 경로가 든 테이블이 연결됨",
        "노드 풀 {pools}의 서브넷 {subnet}에 이 클러스터의 노드 경로가 든 테이블 {holderName}이(가) 연결되어 있지 "
        "않습니다. 그곳의 Pod는 다른 노드의 Pod에 닿지 못합니다.",
        "연결하세요: `az network vnet subnet update --ids {subnetId} --route-table {holder}`.",
    ),
    "managed-table-orphaned": Words(
        "노드 리소스 그룹의 경로 테이블은 어딘가에 연결되어 있음",
        "{group}의 경로 테이블 {table}(경로 {n}개)이 어디에도 연결되어 있지 않습니다. Pod 통신은 다른 테이블을 "
        "따릅니다.",
        "할 일이 없습니다. 서브넷에 테이블이 연결되기 전에 AKS가 만든 것이고, 클러스터와 함께 지워집니다.",
    ),
}
