"""The words about addresses for pods, in Korean."""

from ..words import Words

POD_ADDRESSES = {
    "node-block-exhausted": Words(
        "노드 블록의 주소를 기다리는 Pod가 없음",
        "노드 {node}의 {cidr}에 남은 주소가 없어 {pod}이(가) 시작되지 않습니다. 그 노드의 Pod는 {n}개이고 /24의 "
        "주소는 253개입니다.",
        "Pod가 253개보다 훨씬 적다면 비정상 종료된 Pod의 주소가 반환되지 않은 것입니다. 노드를 비우고 이미지를 다시 "
        "설치하게 하세요(`az aks nodepool upgrade --node-image-only`). 아니라면 Pod를 더 많은 노드에 나누세요.",
    ),
    "node-block-nearly-full": Words(
        "노드 블록에 다음 Pod를 위한 주소가 남아 있음",
        "노드 {node}에 {cidr}의 주소를 쓰는 Pod가 {n}개 있고 주소는 253개입니다. 배포할 때 Pod가 주소를 기다리게 "
        "됩니다.",
        "Pod를 더 많은 노드에 나누세요: `az aks nodepool scale`, 또는 --max-pods가 더 작은 노드 풀.",
    ),
}
