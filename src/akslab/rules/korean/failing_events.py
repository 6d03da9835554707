"""The words about what Kubernetes reports, in Korean."""

from ..words import Words

FAILING_EVENTS = {
    "event-route-not-created": Words(
        "경로 컨트롤러가 모든 노드의 경로를 쓸 수 있음",
        "노드 {name}의 경로를 쓰지 못했습니다{because}. 메시지: {message}.",
        "AuthorizationFailed: 클러스터 ID에 테이블의 Network Contributor 역할을 주세요. ScopeLocked: 잠금을 푸세요. "
        "RequestDisallowedByPolicy: 노드 리소스 그룹을 정책에서 제외하세요. PreconditionFailed, RetryableError: 다른 "
        "누군가가 동시에 테이블을 쓰고 있습니다. 자세한 것은 `akslab explain {asked}`.",
    ),
    "node-network-unavailable": Words(
        "경로를 기다리는 노드가 없음",
        "노드 {node}의 상태가 NetworkUnavailable({reason})입니다. 그 노드에는 Pod가 예약되지 않습니다.",
        "경로가 쓰이지 않는 까닭을 보세요: kubectl describe node {node}, 그리고 경로 테이블에 대한 진단.",
    ),
    "event-no-block-left": Words(
        "Pod 범위에 모든 노드의 블록이 있음",
        "노드 {name}이(가) Pod 범위의 블록을 받지 못했습니다. 메시지: {message}.",
        "/16에는 블록이 256개 있고 노드마다 하나씩 쓰며 늘릴 수 없습니다. 노드를 줄이거나, Pod 범위가 더 넓은 "
        "클러스터나 CNI Overlay로 옮기세요.",
    ),
    "event-node-network-not-ready": Words(
        "모든 노드의 네트워크가 설정됨",
        "{name}의 네트워크가 설정되지 않았습니다. 메시지: {message}.",
        "노드가 Pod CIDR이나 경로를 기다리고 있습니다. 있는지 보고(kubectl get node -o json), 그 경로가 서브넷의 "
        "테이블에 있는지 보세요.",
    ),
    "event-load-balancer-failed": Words(
        "LoadBalancer 형식의 모든 서비스가 부하 분산 장치를 얻음",
        "서비스 {name}에 부하 분산 장치가 없습니다{because}. 메시지: {message}.",
        "AuthorizationFailed, LinkedAuthorizationFailed: 클러스터 ID에 서브넷의 Network Contributor 역할과 서브넷이 "
        "연결된 것의 join 권한을 주세요. SubnetIsFull: 주소를 비우세요. 자세한 것은 `akslab explain {asked}`.",
    ),
}
