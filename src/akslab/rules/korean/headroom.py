"""The words about room for what is to come, in Korean."""

from ..words import Words

HEADROOM = {
    "own-routes-fill-route-table": Words(
        "경로 테이블에는 사용자 경로 외에 노드마다 경로를 둘 자리가 있음",
        "경로 테이블 {table}에는 사용자 경로가 {own}개 있고 노드를 위해 {nodes}개가 더 필요합니다. 최대 "
        "{most}개입니다. 마지막 노드의 Pod에는 다른 노드에서 연결할 수 없습니다.",
        "이 테이블의 노드를 {room}개 이하로 유지하거나, 사용자 경로 {own}개 중 여럿을 하나로 합치세요.",
    ),
    "subnet-headroom": Words(
        "서브넷에는 최대 크기의 노드 풀을 업그레이드할 주소가 있음",
        "서브넷 {subnet}({cidr})에는 이 노드 풀을 위한 주소가 {avail}개 있습니다. 최대 노드 {nodes}개에서 서지 "
        "{surge}개로 업그레이드하려면 {n}개가 필요합니다. 내부 부하 분산 장치는 별도입니다.",
        "/{length} 이상의 서브넷, 더 작은 maxSurge 또는 더 적은 노드를 쓰세요. 사용 중인 서브넷의 크기는 바꿀 수 "
        "없습니다.",
    ),
    "pod-cidr-headroom": Words(
        "Pod 주소 범위에는 최대 크기의 노드 풀을 업그레이드할 자리가 있음",
        "Pod CIDR {cidr}에는 노드 {slots}개를 위한 /24가 있습니다. 최대 노드 {nodes}개에서 서지 {surge}개로 "
        "업그레이드하려면 {n}개가 필요합니다. /24를 받지 못한 노드에는 Pod가 실행되지 않습니다.",
        "podCidr을 /{length} 이상으로 쓰거나(여기서는 {free} 범위가 비어 있음), 더 작은 maxSurge 또는 더 적은 노드를 "
        "쓰세요. 실행 중인 kubenet 클러스터의 범위는 바꿀 수 없습니다.",
    ),
    "route-table-headroom": Words(
        "경로 테이블에는 최대 크기의 노드 풀을 업그레이드할 자리가 있음",
        "모든 노드 풀이 최대 크기에서 업그레이드되면 경로 테이블 {table}에 경로 {n}개가 필요합니다: 노드 {nodes}개, "
        "서지 {surge}개, 사용자 경로 {own}개. 최대 {most}개입니다.",
        "노드 수나 maxSurge를 줄이거나, 사용자 경로 {own}개 중 여럿을 하나로 합치세요.",
    ),
    "node-pod-range-pressure": Words(
        "노드의 주소 블록에는 여유가 있음",
        "노드 풀 '{pool}'의 노드에는 Pod를 {n}개까지 둘 수 있고 주소는 253개입니다. Pod가 자주 바뀌면 새 Pod가 빈 "
        "주소를 찾지 못할 수 있습니다.",
        "Pod의 수명이 짧다면 노드 풀 '{pool}'의 maxPods를 {room} 이하로 쓰세요.",
    ),
}
