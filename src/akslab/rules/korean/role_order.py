"""The words about when roles count, in Korean."""

from ..words import Words

ROLE_ORDER = {
    "route-table-role-after-cluster": Words(
        "ID는 클러스터를 만들기 전에 사용자 경로 테이블에 대한 역할을 가짐",
        "관리 ID 또는 서비스 주체에 사용자 지정 경로 테이블 {rtId}을(를) 읽고 쓸 권한이 있어야 합니다.",
        "클러스터를 만들기 전에 {role} 역할을 주고, 클러스터가 그 할당에 종속되게 하세요. 지금은 {name} 할당이 "
        "클러스터보다 나중에 옵니다.",
    ),
    "route-table-role-not-before-cluster": Words(
        "클러스터는 ID가 사용자 경로 테이블에 대한 역할을 받기를 기다림",
        "클러스터가 역할 할당 {name}을(를) 기다리게 하는 것이 없습니다. ID가 아직 경로 테이블 {table}을(를) 쓸 수 "
        "없으면 클러스터는 거부됩니다(CustomRouteTableMissingPermission). 두 번째 실행은 통과할 수 있습니다.",
        "클러스터가 역할 할당 {name}에 종속되게 하세요(dependsOn, depends_on).",
    ),
    "role-without-wait": Words(
        "스크립트는 새 역할이 적용될 때까지 기다림",
        "스크립트가 역할 할당 {name} 바로 다음에 클러스터를 만듭니다. 새 역할이 적용되기까지 최대 한 시간이 걸릴 수 "
        "있고, 그때까지 클러스터는 거부됩니다(CustomRouteTableMissingPermission).",
        "둘 사이에서 기다리세요: `sleep 60`, 또는 받아들여질 때까지 `az aks create`를 다시 시도하세요.",
    ),
    "subnet-role-not-before-cluster": Words(
        "ID는 클러스터를 만들기 전에 서브넷에 대한 역할을 가짐",
        "클러스터가 역할 할당 {name}을(를) 기다리지 않습니다. 할당이 생기고 적용될 때까지(최대 한 시간) 서브넷 "
        "{subnet}의 내부 부하 분산 장치는 보류 상태로 남습니다.",
        "클러스터가 역할 할당 {name}에 종속되게 하세요.",
    ),
}
