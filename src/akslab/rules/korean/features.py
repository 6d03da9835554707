"""The words about what kubenet cannot do, in Korean."""

from ..words import Words

FEATURES = {
    "overlay-mode-without-azure-cni": Words(
        "Overlay는 Azure CNI의 모드",
        "NetworkPluginMode {mode}은(는) NetworkPlugin {plugin}과(와) 함께 사용할 수 없습니다.",
        "{mode} 모드에는 networkPlugin azure를 쓰거나, networkPluginMode를 빼세요.",
    ),
    "azure-policy-on-kubenet": Words(
        "Azure 네트워크 정책은 kubenet에서 지원되지 않음(Calico는 지원됨)",
        "네트워크 정책 azure는 네트워크 플러그인 kubenet에서 지원되지 않습니다.",
        "networkPolicy calico를 쓰거나 빼세요. {policy} 정책에는 networkPlugin azure가 필요합니다.",
    ),
    "cilium-on-kubenet": Words(
        "Cilium은 kubenet에서 지원되지 않음",
        "네트워크 플러그인 {plugin}에서는 Cilium이 지원되지 않습니다.",
        "{property}을(를) 빼거나, networkPlugin azure와 networkPluginMode overlay로 클러스터를 만드세요.",
    ),
    "windows-without-azure-cni": Words(
        "Windows 노드 풀에는 Azure CNI가 필요",
        "Windows 노드 풀은 Azure CNI를 사용하는 AKS 클러스터에만 추가할 수 있습니다.",
        "노드 풀 '{pool}'을(를) 빼거나, networkPlugin azure와 networkPluginMode overlay로 클러스터를 만드세요.",
    ),
    "virtual-nodes-without-azure-cni": Words(
        "가상 노드에는 Azure CNI가 필요",
        "ACI 커넥터(가상 노드)에는 Azure 네트워크 플러그인이 필요합니다.",
        "추가 기능 aciConnectorLinux를 빼거나, networkPlugin azure로 클러스터를 만드세요.",
    ),
    "node-provisioning-on-kubenet": Words(
        "노드 자동 프로비저닝은 kubenet에서 지원되지 않음",
        "네트워크 플러그인 {plugin}에서는 노드 자동 프로비저닝이 지원되지 않습니다.",
        "mode Manual을 쓰거나, networkPlugin azure와 networkPluginMode overlay로 클러스터를 만드세요.",
    ),
}
