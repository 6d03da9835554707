"""The words about the end of kubenet, in Korean."""

from ..words import Words

KUBENET_ENDS = {
    "kubenet-retirement": Words(
        "클러스터는 계속 지원되는 네트워크 플러그인을 사용",
        "클러스터가 kubenet을 사용합니다. AKS는 {day}까지만 kubenet을 지원합니다.",
        "새 클러스터에는 networkPlugin azure와 networkPluginMode overlay를 쓰세요. 실행 중인 클러스터를 옮기는 "
        "방법은 `akslab migrate`가 알려 줍니다.",
    ),
    "network-plugin-not-named": Words(
        "클러스터는 네트워크 플러그인을 지정함",
        "networkPlugin이 지정되지 않았습니다. 문서를 쓸 때의 AKS는 kubenet을 사용했지만 지금은 Azure CNI Overlay를 "
        "사용합니다.",
        "의도한 networkPlugin을 쓰세요: networkPluginMode overlay와 함께 azure, 또는 kubenet.",
    ),
    "network-policy-before-overlay": Words(
        "Overlay로 옮길 kubenet 클러스터에는 네트워크 정책 엔진이 없음",
        "클러스터를 CNI Overlay로 옮기려면 먼저 네트워크 정책 엔진 {policy}을(를) 제거해야 합니다.",
        "정책 없이 지낼 시간을 계획하세요: 먼저 networkPolicy none(Kubernetes 1.30 이상), 그다음 Overlay입니다.",
    ),
    "dual-stack-before-overlay": Words(
        "Overlay로 옮길 kubenet 클러스터는 IPv4만 사용",
        "클러스터에 IPv6 Pod 범위 {pod}이(가) 있습니다. CNI Overlay로 옮기는 동안 IPv6 트래픽이 끊깁니다.",
        "클러스터를 옮기는 대신 CNI Overlay로 새 이중 스택 클러스터를 만들어 워크로드를 옮기세요.",
    ),
    "names-too-long-for-overlay": Words(
        "Overlay 클러스터의 서브넷, 네트워크, 리소스 그룹 이름은 최대 63자",
        "'{name}' 이름은 {n}자입니다. CNI Overlay에서 서브넷, 네트워크, 리소스 그룹의 이름은 {most}자까지입니다.",
        "클러스터를 Overlay로 쓰기 전에 이름이 {most}자 이하인 서브넷, 네트워크, 리소스 그룹을 사용하세요.",
    ),
}
