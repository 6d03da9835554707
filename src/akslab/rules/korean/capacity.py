"""The words about room for nodes and pods, in Korean."""

from ..words import Words

CAPACITY = {
    "pod-cidr-too-small": Words(
        "Pod 주소 범위에는 노드마다 /24가 하나씩 있음",
        "미리 할당되는 IP {n}개가 Pod CIDR {cidr}에서 사용 가능한 {avail}개를 넘습니다.",
        "노드 {nodes}개에 각각 /24가 하나씩 필요하므로 podCidr을 /{length} 이상으로 쓰세요. 여기서는 {free} 범위가 "
        "비어 있습니다. 실행 중인 클러스터의 범위는 바꿀 수 없으므로 그때는 노드를 줄이세요.",
    ),
    "overlay-pod-cidr-too-small": Words(
        "Overlay의 Pod 주소 범위에는 노드마다 /24가 하나씩 있음",
        "미리 할당되는 IP {n}개가 {name}({cidr})에서 사용 가능한 {avail}개를 넘습니다. 자동 크기 조정기를 사용하면 "
        "각 노드 풀의 max-count가 합산됩니다.",
        "노드 {nodes}개에 각각 /24가 하나씩 필요하므로 podCidr을 /{length} 이상으로 쓰세요. 여기서는 {free} 범위가 "
        "비어 있습니다. 실행 중인 Overlay 클러스터의 범위는 그것을 포함하는 범위로 넓힐 수 있습니다.",
    ),
    "subnet-too-small": Words(
        "노드 풀의 서브넷에는 노드마다, Azure CNI에서는 Pod마다 주소가 있음",
        "미리 할당되는 IP {n}개가 서브넷 {name}({cidr})에서 사용 가능한 {avail}개를 넘습니다. 자동 크기 조정기를 "
        "사용하면 각 노드 풀의 max-count가 합산됩니다.",
        "이 노드 풀에 빈 주소가 {n}개 있는 서브넷을 주세요: 비어 있는 /{length} 이상. 사용 중인 서브넷의 크기는 바꿀 "
        "수 없습니다.",
    ),
}
