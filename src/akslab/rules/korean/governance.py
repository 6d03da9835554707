"""The words about locks and policies over a running cluster, in Korean."""

from ..words import Words

GOVERNANCE = {
    "read-only-lock-on-node-group": Words(
        "실행 중인 클러스터의 노드 리소스 그룹에 읽기 전용 잠금이 없음",
        "읽기 전용 잠금 {name}이(가) {group}에 걸려 있습니다. AKS가 그곳의 경로, 확장 집합, 부하 분산 장치를 쓰지 "
        "못합니다.",
        "잠금을 푸세요: `az lock delete --ids {lock}`.",
    ),
    "delete-lock-over-node-group": Words(
        "노드 리소스 그룹에 삭제 금지 잠금이 없음",
        "잠금 {name}이(가) {group}에서 삭제를 막습니다. 업그레이드가 서지 노드를 없애지 못하고, 삭제된 서비스의 부하 "
        "분산 장치가 남습니다.",
        "잠금을 푸세요: `az lock delete --ids {lock}`.",
    ),
    "policy-touches-route-table": Words(
        "클러스터의 경로 테이블을 바꾸거나 금지하는 정책이 없음",
        "정책 '{title}'({effect})은 경로 테이블에 관한 것이고 {name}에 적용됩니다. 다음에 쓸 때 노드 서브넷의 "
        "테이블을 바꾸거나, AKS가 테이블을 쓰지 못하게 할 수 있습니다.",
        "클러스터의 서브넷과 노드 리소스 그룹을 정책에서 제외하세요: `az policy exemption create --policy-assignment "
        "{policy} --exemption-category Waiver --name aks-routes --scope {id}`.",
    ),
}
