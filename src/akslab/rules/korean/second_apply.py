"""The words about what a second apply takes away, in Korean."""

from ..words import Words

_OWN_TABLE = (
    "클러스터를 만들기 전에 사용자 경로 테이블을 서브넷에 연결하고 {address}에도 쓰세요. 클러스터에는 그 테이블을 쓸 "
    "수 있는 사용자 할당 관리 ID를 주세요. 또는 서브넷의 테이블을 건드리지 않는 방식으로 쓰세요(별도의 "
    "azurerm_subnet, azapi_update_resource). onlyIfNotExists나 ignore_changes를 쓰면 파일에서 {address}을(를) 나중에 바꿔도 "
    "Azure에는 적용되지 않습니다."
)
_NO_LIST = (
    "경로 테이블을 자주 적용하는 것과 따로 적용하고 기존 리소스로 참조하세요. 사용자 경로는 별도의 "
    "리소스(routeTables/routes, azurerm_route)로 써서 {address}에 경로 목록이 없게 하세요. onlyIfNotExists나 "
    "ignore_changes를 쓰면 파일에서 {address}을(를) 나중에 바꿔도 Azure에는 적용되지 않습니다."
)

SECOND_APPLY = {
    "redeploy-detaches-route-table": Words(
        "두 번째 적용은 AKS가 연결한 경로 테이블을 서브넷에 그대로 둠",
        "다시 적용하면 {address}이(가) 서브넷 {subnet}을(를) 경로 테이블 없이 씁니다. AKS가 연결한 테이블이 "
        "떨어지고, {cluster} 클러스터의 Pod는 다른 노드의 Pod에 연결하지 못합니다.",
        _OWN_TABLE,
    ),
    "change-detaches-route-table": Words(
        "이후의 변경은 AKS가 연결한 경로 테이블을 서브넷에 그대로 둠",
        "{address}에서 무엇이든 바꾸는 다음 적용은 서브넷 {subnet}을(를) 경로 테이블 없이 씁니다. AKS가 연결한 "
        "테이블이 떨어지고, {cluster} 클러스터의 Pod는 다른 노드의 Pod에 연결하지 못합니다.",
        _OWN_TABLE,
    ),
    "redeploy-removes-pod-routes": Words(
        "두 번째 적용은 경로 테이블에 있는 Pod의 경로를 그대로 둠",
        "다시 적용하면 {address}이(가) {table} 테이블의 경로 목록을 바꿉니다. {cluster} 클러스터의 노드로 가는 "
        "경로 가운데 그 목록에 없는 것이 사라지고, 클라우드 공급자가 다시 쓸 때까지 그 노드의 Pod는 다른 노드의 Pod에 "
        "연결하지 못합니다.",
        _NO_LIST,
    ),
    "change-removes-pod-routes": Words(
        "이후의 변경은 경로 테이블에 있는 Pod의 경로를 그대로 둠",
        "{address}에서 무엇이든 바꾸는 다음 적용은 {table} 테이블의 경로 목록을 바꿉니다. {cluster} 클러스터의 "
        "노드로 가는 경로 가운데 그 목록에 없는 것이 사라지고, 클라우드 공급자가 다시 쓸 때까지 그 노드의 Pod는 다른 노드의 "
        "Pod에 연결하지 못합니다.",
        _NO_LIST,
    ),
    "redeploy-deletes-subnet": Words(
        "서브넷을 나열하는 네트워크는 모든 서브넷을 나열함",
        "다시 적용하면 {address}이(가) 서브넷 목록을 {subnet} 없이 씁니다. 이 서브넷은 따로 선언되어 있습니다. Azure는 "
        "{cluster} 클러스터의 서브넷을 지우라는 요청을 받고, 노드가 있는 동안 거부합니다(InUseSubnetCannotBeDeleted).",
        "모든 서브넷을 {address}의 목록에 쓰세요. 또는 목록을 쓰지 마세요. 목록이 없으면 따로 선언된 서브넷은 그대로 "
        "남습니다. ARM과 Bicep에서는 apiVersion이 2023-11-01 이상일 때 그렇습니다.",
    ),
    "old-api-version-deletes-subnet": Words(
        "서브넷을 쓰지 않는 네트워크는 서브넷을 유지하는 API 버전을 씀",
        "다시 적용하면 {address}이(가) 네트워크를 서브넷 없이 씁니다. apiVersion {version}에서 Azure는 이를 서브넷이 하나도 "
        "없다는 뜻으로 보고, 따로 선언된 {subnet} 서브넷을 지우라는 요청을 받습니다. 서브넷에 {cluster} 클러스터의 노드가 "
        "있으면 Azure가 거부하고(InUseSubnetCannotBeDeleted) 배포가 실패합니다. 노드가 없으면 서브넷이 지워졌다가 새로 "
        "만들어집니다.",
        "{address}의 apiVersion을 2023-11-01 이상으로 올리세요. 그러면 쓰지 않은 서브넷이 유지됩니다. 또는 모든 서브넷을 "
        "{address} 안에 나열하세요.",
    ),
}
