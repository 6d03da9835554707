"""The words about Docker's bridge, in Korean."""

from ..words import Words

DOCKER_BRIDGE = {
    "docker-bridge-legacy": Words(
        "Docker 브리지의 범위는 더 이상 쓰이지 않음",
        "dockerBridgeCidr {cidr} 값이 있습니다. containerd에서는 아무것도 이 값을 쓰지 않습니다.",
        "dockerBridgeCidr을 빼세요.",
    ),
    "docker-bridge-overlaps": Words(
        "Docker가 있는 노드에서 브리지는 클러스터의 범위와 겹치지 않음",
        "Docker 브리지 {cidr}이(가) {met} 범위와 겹치고, Kubernetes {version} 노드에는 아직 브리지가 있습니다. "
        "노드가 그 주소에 연결하지 못합니다.",
        "containerd를 쓰는 버전(1.19 이상)으로 업그레이드하거나, 아무것과도 겹치지 않는 dockerBridgeCidr을 쓰세요.",
    ),
}
