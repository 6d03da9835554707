"""The words about Application Gateways before kubenet clusters, in Korean."""

from ..words import Words

APPLICATION_GATEWAYS = {
    "application-gateway-without-pod-routes": Words(
        "kubenet 클러스터의 Application Gateway 서브넷에는 Pod의 경로가 있는 테이블이 연결됨",
        "Application Gateway의 서브넷 {subnet}이(가) Pod의 경로가 있는 {wanted} 테이블을 사용하지 않습니다(현재 "
        "테이블: {table}). 게이트웨이가 Pod를 찾지 못해 502로 응답합니다.",
        "{wanted} 테이블을 {subnet} 서브넷에도 연결하세요. 수신 컨트롤러는 AKS의 테이블만, 그것도 테이블이 없는 "
        "서브넷에만 연결합니다.",
    ),
    "application-gateway-table-at-run-time": Words(
        "Application Gateway의 경로 테이블은 컨트롤러의 권한에 달려 있지 않음",
        "Application Gateway의 서브넷 {subnet}에 경로 테이블이 없습니다. 수신 컨트롤러가 시작할 때 권한이 있으면 "
        "AKS의 테이블을 연결하지만, 서브넷을 다시 쓰는 작업이 그것을 떼어 냅니다. 그때까지 게이트웨이는 502로 "
        "응답합니다.",
        "클러스터에 사용자 경로 테이블을 주고, 그 테이블을 {subnet} 서브넷에도 연결하세요.",
    ),
    "application-gateway-default-route": Words(
        "공용 Application Gateway의 서브넷에는 어플라이언스로 가는 기본 경로가 없음",
        "Application Gateway {gateway}의 서브넷 {subnet}에 연결된 경로 테이블 {table}이(가) 0.0.0.0/0을 "
        "어플라이언스로 보냅니다({route}). 공용 프런트 엔드가 있는 v2 게이트웨이는 그렇게 동작하지 않습니다.",
        "게이트웨이의 서브넷에는 {route} 경로 없이 Pod의 경로만 있는 테이블을 연결하세요. AKS는 클러스터의 "
        "테이블에만 쓰므로 그 경로는 직접 최신으로 유지해야 합니다.",
    ),
    "application-gateway-blocks-overlay": Words(
        "Overlay로 옮기는 클러스터의 경로 테이블에는 Application Gateway의 서브넷이 연결되어 있지 않음",
        "Application Gateway {gateway}의 서브넷 {subnet}이(가) 클러스터의 경로 테이블 {table}을(를) 사용합니다. "
        "kubenet에서는 필요하지만, 그대로는 Overlay로 옮기지 못합니다.",
        "클러스터를 Overlay로 옮길 때 먼저 {subnet} 서브넷에서 {table} 테이블을 떼세요.",
    ),
}
