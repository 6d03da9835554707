"""The words about masquerading, in Korean."""

from ..words import Words

MASQUERADE = {
    "masquerade-range-malformed": Words(
        "ip-masq 에이전트의 범위는 첫 주소로 시작하는 접두사임",
        "{config}의 nonMasqueradeCIDRs에 있는 '{text}'은(는) 접두사가 아닙니다. 에이전트가 목록 전체를 거부합니다.",
        "{canonical}(으)로 쓰세요.",
    ),
    "masquerade-hides-pods-from-pods": Words(
        "ip-masq 에이전트가 Pod끼리는 Pod 주소를 그대로 둠",
        "{config}의 nonMasqueradeCIDRs에 Pod 범위 {pod}이(가) 없습니다. Pod끼리 노드 주소로 보이고, Pod를 고르는 "
        "네트워크 정책이 맞지 않습니다.",
        '목록에 Pod 범위를 넣거나(nonMasqueradeCIDRs: ["{pod}"]) 직접 만든 ConfigMap을 지우세요.',
    ),
    "masquerade-shows-pods-outside": Words(
        "Pod로 가는 경로가 없는 곳에는 Pod 대신 노드가 보임",
        "{config}의 nonMasqueradeCIDRs에 {cidr}이(가) 있습니다. 그곳의 호스트는 Pod의 주소를 그대로 보며, 그 "
        "서브넷에도 클러스터의 경로 테이블이나 그런 경로가 있어야 응답할 수 있습니다.",
        "그곳의 모든 서브넷에 Pod로 가는 경로가 있는 것이 아니라면 목록에서 {cidr}을(를) 빼세요.",
    ),
}
