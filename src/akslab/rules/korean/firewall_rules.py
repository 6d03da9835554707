"""The words about firewall rules for pods, in Korean."""

from ..words import Words

FIREWALL_RULES = {
    "firewall-rule-for-pods": Words(
        "방화벽 규칙은 Pod가 아니라 노드 서브넷을 지정",
        "규칙 {rule}의 원본 {source}은(는) {cluster} 클러스터의 Pod 주소입니다. 클러스터를 나가는 트래픽의 원본은 "
        "노드의 주소이므로 이 규칙은 아무것에도 맞지 않습니다.",
        "규칙 {rule}의 원본에 노드 서브넷의 접두사를 쓰세요.",
    ),
}
