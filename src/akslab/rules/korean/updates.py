"""The words about what cannot be changed once a cluster stands, in Korean."""

from ..words import Words

UPDATES = {
    "overlay-migration-with-policy": Words(
        "네트워크 정책이 있는 클러스터는 Overlay로 옮길 수 없음",
        "Azure CNI v1과 네트워크 정책을 함께 사용하는 동안에는 클러스터를 Azure CNI Overlay로 업데이트할 수 없습니다.",
        "먼저 네트워크 정책 엔진을 제거하고(networkPolicy none, Kubernetes 1.30 이상), 별도의 업데이트에서 Overlay로 "
        "옮기세요.",
    ),
    "overlay-migration": Words(
        "akslab은 아직 클러스터를 Overlay로 옮기지 못함",
        "{plugin} 클러스터를 Azure CNI Overlay로 옮기는 기능은 아직 없습니다. 새 클러스터를 만드세요.",
        "networkPlugin azure, networkPluginMode overlay로 새 클러스터를 만드세요.",
    ),
    "fixed-property-changed": Words(
        "주소 범위, 플러그인, 부하 분산 장치 SKU, 노드 풀의 서브넷·노드당 Pod 수·운영 체제는 만든 그대로 유지됨",
        "속성 '{property}' 값은 변경할 수 없습니다.",
        "{old} 값으로 되돌리세요. 다른 종류의 노드 풀은 기존 풀 옆에 추가하고, 범위나 플러그인을 바꾸려면 새 "
        "클러스터를 만드세요.",
    ),
    "kubernetes-downgrade": Words(
        "클러스터의 Kubernetes 버전은 낮출 수 없음",
        "Kubernetes 버전을 {old}에서 {new} 버전으로 되돌릴 수 없습니다.",
        "{old} 이상의 버전을 쓰세요. {new} 버전이 필요하면 새 클러스터를 만드세요.",
    ),
    "pool-version-ahead": Words(
        "노드 풀은 컨트롤 플레인보다 새 버전일 수 없음",
        "노드 풀 '{pool}'의 Kubernetes 버전 {version}이(가) 컨트롤 플레인의 {cluster}보다 새 버전입니다.",
        "먼저 컨트롤 플레인을 {version} 버전으로 업그레이드하거나 노드 풀에 {cluster} 버전을 쓰세요.",
    ),
    "pool-in-expanded-network": Words(
        "가상 네트워크를 넓힌 뒤에는 클러스터를 한 번 업데이트한 다음 그 범위에 노드 풀을 추가",
        "노드 풀 '{pool}'의 서브넷 {cidr}은(는) 같은 배포에서 네트워크 {network}에 추가되는 범위에 있습니다. AKS가 "
        "새 접두사를 아직 모르므로 노드 풀 추가가 실패합니다.",
        "먼저 {network} 네트워크를 넓히고, 변경 없이 클러스터를 한 번 업데이트(az aks update)한 뒤 노드 풀 "
        "'{pool}'을(를) 추가하세요.",
    ),
}
