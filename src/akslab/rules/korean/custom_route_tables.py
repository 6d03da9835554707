"""The words about a route table of the user's own, in Korean."""

from ..words import Words

CUSTOM_ROUTE_TABLES = {
    "custom-table-kubernetes-version": Words(
        "사용자 경로 테이블에는 Kubernetes 1.15 이상이 필요",
        "Kubernetes {version}에서는 사용자 지정 경로 테이블을 쓸 수 없습니다. 1.15부터 가능합니다.",
        "AKS가 지원하는 버전을 쓰세요.",
    ),
    "several-custom-tables": Words(
        "클러스터의 모든 서브넷은 하나의 경로 테이블을 사용",
        "클러스터의 서브넷에 서로 다른 경로 테이블 {tables}이(가) 연결되어 있습니다. 하나여야 합니다.",
        "클러스터의 모든 서브넷에 {one} 테이블을 연결하세요.",
    ),
    "custom-table-missing-on-subnet": Words(
        "클러스터의 사용자 경로 테이블은 모든 서브넷에 연결되어 있음",
        "서브넷 {subnetId}에 클러스터의 경로 테이블 {rtId}이(가) 연결되어 있어야 합니다.",
        "클러스터를 만들기 전에 {rtId} 테이블을 서브넷 {subnetId}에도 연결하세요.",
    ),
    "custom-table-in-another-subscription": Words(
        "사용자 경로 테이블은 클러스터와 같은 구독에 있음",
        "경로 테이블 {rtId}은(는) 클러스터의 구독에 있지 않습니다.",
        "클러스터와 같은 구독의 경로 테이블을 서브넷에 연결하세요.",
    ),
    "custom-table-system-assigned-identity": Words(
        "kubenet에서 사용자 경로 테이블을 쓰려면 사용자 할당 관리 ID가 필요",
        "시스템 할당 관리 ID를 사용하는 클러스터는 사용자 고유의 경로 테이블을 지원하지 않습니다.",
        "사용자 할당 관리 ID를 만들어 경로 테이블과 서브넷에 네트워크 기여자 역할을 주고, 그 ID로 identity type "
        "UserAssigned를 쓰세요.",
    ),
    "custom-table-missing-permission": Words(
        "클러스터 ID는 경로 테이블을 읽고 쓸 수 있음",
        "관리 ID 또는 서비스 주체에 사용자 지정 경로 테이블 {rtId}을(를) 읽고 쓸 권한이 있어야 합니다.",
        "클러스터를 만들기 전에 주체 {principal}에 {rtId} 테이블에 대한 네트워크 기여자 역할을 주세요. 가상 "
        "네트워크에 준 역할은 테이블에 적용되지 않습니다.",
    ),
    "subnet-role-missing": Words(
        "클러스터 ID는 서브넷을 읽고 서브넷에 조인할 수 있음",
        "주체 {principal}에 {id} 서브넷에 대한 {missing} 권한이 없어 내부 부하 분산 장치를 그곳에 둘 수 없습니다.",
        "주체 {principal}에 {id} 서브넷에 대한 네트워크 기여자 역할을 주세요.",
    ),
}
