"""The words about numbers of nodes and pods, in Korean."""

from ..words import Words

POOLS = {
    "no-system-pool": Words(
        "클러스터에는 System 모드의 노드 풀이 있음",
        "시스템 노드 풀을 하나 이상 정의해야 합니다.",
        "노드 풀 중 하나에 mode를 System으로 쓰세요: {pools}.",
    ),
    "system-pool-without-nodes": Words(
        "System 모드의 노드 풀에는 노드가 있음",
        "노드 풀 '{pool}'은(는) System 모드인데 count가 0입니다. 노드가 하나 이상 필요합니다.",
        "노드 풀 '{pool}'의 count를 1 이상으로 쓰거나 mode를 User로 쓰세요.",
    ),
    "too-many-pools": Words(
        "클러스터의 노드 풀은 최대 100개",
        "노드 풀이 {n}개입니다. 클러스터에는 최대 100개까지 둘 수 있습니다.",
        "노드 풀을 100개 이하로 줄이세요. 비슷한 풀을 합치거나, {n}개 중 일부는 두 번째 클러스터로 옮기세요.",
    ),
    "max-pods-too-few": Words(
        "노드당 Pod는 10개 이상",
        "노드 풀 '{pool}'의 maxPods({n})이(가) 올바르지 않습니다. 10 이상이어야 합니다.",
        "노드 풀 '{pool}'의 maxPods를 10 이상으로 쓰세요. 쓰지 않으면 kubenet의 기본값은 110입니다.",
    ),
    "max-pods-too-many": Words(
        "노드당 Pod는 250개 이하",
        "노드 풀 '{pool}'의 maxPods가 {n}입니다. 노드당 Pod는 최대 250개입니다.",
        "노드 풀 '{pool}'의 maxPods를 250 이하로 쓰세요.",
    ),
    "pool-pods-too-few": Words(
        "노드 풀 전체의 Pod는 30개 이상",
        "노드 풀 '{pool}'에는 Pod를 {nodes} x {n}개만 둘 수 있습니다. 노드 풀에는 최소 30개를 둘 수 있어야 합니다.",
        "노드 풀 '{pool}'의 maxPods를 {enough} 이상으로 쓰거나 노드를 늘리세요. 노드 수 x Pod 수가 30 이상이어야 "
        "합니다.",
    ),
    "pool-too-large": Words(
        "노드 풀의 노드는 업그레이드 서지를 포함해 최대 1000개",
        "노드 풀 '{pool}'의 노드가 {n}개가 됩니다. 최대 1000개입니다.",
        "노드 {n}개를 1000개 이하인 여러 노드 풀로 나누세요.",
    ),
    "cluster-too-large": Words(
        "클러스터의 노드는 최대 5000개",
        "클러스터의 노드가 {n}개가 됩니다. 최대 5000개입니다.",
        "노드 {n}개를 5000개 이하인 여러 클러스터로 나누세요.",
    ),
    "kubenet-node-limit": Words(
        "kubenet 클러스터의 노드는 최대 400개(노드마다 경로 하나)",
        "클러스터의 최대 노드 수 {n}개가 kubenet의 한도 400개를 넘습니다. 자동 크기 조정기를 사용하면 각 노드 풀의 "
        "max-count가 합산됩니다.",
        "count와 maxCount의 합을 {n}에서 400 이하로 줄이거나, networkPlugin azure와 networkPluginMode overlay로 "
        "클러스터를 만드세요.",
    ),
}
