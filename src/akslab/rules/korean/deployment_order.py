"""The words about what has to be there before a cluster, in Korean."""

from ..words import Words

DEPLOYMENT_ORDER = {
    "cluster-does-not-wait-for-what-it-names": Words(
        "클러스터가 지정한 서브넷과 ID는 클러스터보다 먼저 만들어짐",
        "클러스터가 {name}을(를) 기다리게 하는 것이 없습니다. {id}이(가) 생기기 전에 클러스터를 요청할 수 있습니다.",
        "클러스터가 {name}에 종속되게 하세요(dependsOn, depends_on 또는 참조). 글자로 조합한 ID는 아무것도 기다리게 "
        "하지 않습니다.",
    ),
    "route-table-attached-after-cluster": Words(
        "사용자 경로 테이블은 클러스터를 만들기 전에 서브넷에 연결됨",
        "경로 테이블 {table}이(가) 클러스터보다 나중에 서브넷 {subnet}에 연결됩니다. 그때는 AKS가 이미 자신의 "
        "테이블을 연결했고 Pod의 경로는 그 테이블에 있습니다. Terraform의 연결은 거부되고, 다른 도구는 그 테이블을 "
        "떼어 냅니다.",
        "클러스터보다 먼저 {table} 테이블을 {subnet} 서브넷에 연결하고, 클러스터가 그 단계에 종속되게 하세요.",
    ),
    "route-table-not-attached-before-cluster": Words(
        "클러스터는 경로 테이블이 연결되기를 기다림",
        "경로 테이블 {table}이(가) 서브넷 {subnet}에 연결될 때까지 클러스터가 기다리게 하는 것이 없습니다. 테이블이 "
        "없으면 클러스터는 거부되거나(userDefinedRouting) AKS의 테이블을 받습니다.",
        "{table} 테이블을 {subnet} 서브넷에 연결하는 단계에 클러스터가 종속되게 하세요. 서브넷을 지정하면 서브넷만 "
        "기다립니다.",
    ),
    "user-routing-table-after-cluster": Words(
        "사용자 정의 라우팅에는 클러스터를 만들 때 서브넷에 테이블이 있어야 함",
        "서브넷 {subnetId}에 기존 경로 테이블이 연결되어 있지 않습니다. 경로 테이블 연결을 업데이트해야 합니다.",
        "클러스터보다 먼저 {table} 테이블을 {subnet} 서브넷에 연결하고, 클러스터가 그 단계에 종속되게 하세요.",
    ),
    "default-route-not-before-cluster": Words(
        "클러스터는 송신 유형에 필요한 기본 경로를 기다림",
        "클러스터가 {table} 테이블의 경로 {route}을(를) 기다리게 하는 것이 없습니다. 0.0.0.0/0 경로가 없으면 "
        "userDefinedRouting 클러스터는 거부됩니다(RouteTableMissingDefaultRouteError).",
        "클러스터가 경로 {route}에 종속되게 하거나, 경로를 {table} 테이블 안에 쓰세요.",
    ),
}
