"""The words about what two clusters must not share, in Korean."""

from ..words import Words

SHARING = {
    "subnet-shared-by-clusters": Words(
        "두 kubenet 클러스터는 서브넷을 공유하지 않음",
        "클러스터가 서브넷 {id}을(를) {other} 클러스터와 공유합니다. 서로의 경로를 덮어씁니다.",
        "클러스터마다 전용 서브넷을 주세요.",
    ),
    "subnet-shared-with-other-plugin": Words(
        "상대 클러스터가 Azure CNI를 쓰더라도 kubenet 클러스터의 서브넷은 그 클러스터만 씀",
        "kubenet 클러스터가 서브넷 {id}을(를) {other} 클러스터({plugin})와 공유합니다. 지원되지 않는 구성입니다. "
        "이 클러스터의 Pod로 가는 경로가 있는 서브넷의 경로 테이블이 상대 클러스터의 노드에도 적용되고, "
        "서브넷의 주소를 함께 씁니다.",
        "클러스터마다 전용 서브넷을 주세요.",
    ),
    "route-table-shared-by-clusters": Words(
        "Pod 범위가 겹치는 두 kubenet 클러스터는 경로 테이블을 공유하지 않음",
        "클러스터가 경로 테이블 {rtId}을(를) {other} 클러스터와 공유합니다. 서로 상대의 경로를 삭제합니다.",
        "클러스터마다 전용 경로 테이블을 만들어 그 클러스터의 모든 서브넷에 연결하세요.",
    ),
    "route-table-shared-by-disjoint-clusters": Words(
        "Pod 범위가 겹치지 않아도 경로 테이블 하나는 한 kubenet 클러스터만 씀",
        "클러스터가 경로 테이블 {rtId}을(를) {other} 클러스터와 공유합니다. Pod 범위가 겹치지 않아 서로의 경로를 "
        "건드리지는 않지만, 지원되지 않는 구성이며 테이블의 경로 한도를 함께 씁니다.",
        "클러스터마다 전용 경로 테이블을 만들어 그 클러스터의 모든 서브넷에 연결하세요.",
    ),
}
