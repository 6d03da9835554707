"""The words about the rights of a running cluster's identity, in Korean."""

from ..words import Words

_GRANT = '`az role assignment create --assignee-object-id {principal} --role "Network Contributor" --scope {rtId}`.'

RIGHTS_IN_USE = {
    "route-table-role-missing": Words(
        "실행 중인 클러스터의 ID가 경로 테이블에 쓸 수 있음",
        "클러스터의 보안 주체 {principal}에 {table}의 {missing} 권한이 없습니다. 다음 노드의 경로가 쓰이지 않고, "
        "없어진 노드의 경로가 지워지지 않습니다.",
        "역할을 주세요: " + _GRANT,
    ),
    "route-table-role-not-seen": Words(
        "내보낸 역할 가운데 실행 중인 클러스터 ID의 경로 테이블 역할이 있음",
        "클러스터의 보안 주체 {principal}의 역할은 {seen}이고, 내보낸 것 가운데 {table}에 쓰게 하는 것은 없습니다. "
        "이것이 전부라면 다음 노드의 경로가 쓰이지 않습니다.",
        "이것이 전부인지 보세요: `az role assignment list --all --assignee {principal} -o json`. 그렇다면 역할을 "
        "주세요: " + _GRANT,
    ),
    "role-too-fresh": Words(
        "역할은 그것으로 막을 수 있었던 거부보다 오래됨",
        "{scope}의 {role} 역할을 준 지 {n}분 뒤에 {name}이(가) 거부됐습니다. 역할이 적용되기까지 최대 60분이 "
        "걸리므로 이미 지나간 일일 수 있습니다.",
        "역할을 준 지 한 시간 뒤에도 거부되는지 보세요.",
    ),
}
