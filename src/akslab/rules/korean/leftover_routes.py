"""The words about routes that are for no node, in Korean."""

from ..words import Words

LEFTOVER_ROUTES = {
    "route-stale": Words(
        "Pod 범위의 모든 경로는 실제로 있는 노드의 것임",
        "{table}의 경로 {route}이(가) 어느 노드의 것도 아닌 Pod 범위 {prefix}을(를) {hop}(으)로 보냅니다. 경로 "
        "컨트롤러는 이런 경로를 지우므로, 컨트롤러가 테이블에 쓰지 못하거나 누군가 다시 쓰고 있습니다.",
        "실행하세요: `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    ),
    "route-duplicate": Words(
        "노드에는 블록마다 경로가 하나씩 있음",
        "{table}의 경로 {route}이(가) {prefix}을(를) 노드 {node}(으)로 보내는데 그 노드의 블록은 {cidr}입니다. "
        "노드가 예전에 쓰던 경로가 남은 것입니다.",
        "실행하세요: `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    ),
    "route-outside-pod-cidr": Words(
        "노드 경로는 실제로 있는 클러스터의 Pod 범위 안에 있음",
        "{table}의 경로 {route}은(는) 노드를 위해 쓰였지만 {prefix}은(는) 어느 클러스터의 Pod 범위에도 없습니다. "
        "아무도 지우지 않고, 400개 한도를 차지하며, 패킷은 {hop}(으)로 갑니다.",
        "다른 클러스터가 이 테이블을 쓰지 않는다면 실행하세요: `az network route-table route delete -g {group} "
        "--route-table-name {table} -n {route}`.",
    ),
}
