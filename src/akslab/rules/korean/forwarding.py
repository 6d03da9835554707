"""The words about IP forwarding, in Korean."""

from ..words import Words

FORWARDING = {
    "ip-forwarding-off": Words(
        "kubenet 노드의 네트워크 인터페이스는 패킷을 전달함",
        "노드 {node}의 네트워크 인터페이스에서 IP 전달이 꺼져 있습니다. 그 노드의 Pod가 보내거나 받는 모든 패킷을 "
        "Azure가 버립니다.",
        "IP 전달은 AKS가 켜므로 VM을 새로 만들게 하세요(`az aks nodepool upgrade --node-image-only`). 확장 집합에 "
        "속하지 않은 VM이라면 바로 켤 수 있습니다: `az network nic update --ids {nic} --ip-forwarding true`.",
    ),
}
