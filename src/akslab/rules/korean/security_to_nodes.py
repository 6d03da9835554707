"""The words about ports of nodes that security groups close, in Korean."""

from ..words import Words
from .security_of_pods import LET_ALL_OF_THEM_IN

_LET_PROBES_IN = (
    "그보다 앞에서 프로브를 들이세요: `{room}az network nsg rule create -g {group} --nsg-name {name} -n "
    "AllowAzureLoadBalancer --priority {priority} --direction Inbound --access Allow --protocol Tcp "
    "--source-address-prefixes AzureLoadBalancer --destination-port-ranges '*'`."
)

SECURITY_TO_NODES = {
    "nsg-blocks-node-traffic": Words(
        "네트워크 보안 그룹이 노드 사이의 통신을 막지 않음",
        "{name}의 규칙 {rule}이(가) {direction} 방향에서 노드와 Pod에서 노드로 가는 통신을 kubelet 포트 10250까지 "
        "거부합니다. 다른 노드에 있는 Pod의 logs, exec, 메트릭이 실패합니다.",
        LET_ALL_OF_THEM_IN,
    ),
    "nsg-cuts-off-load-balancers": Words(
        "네트워크 보안 그룹이 서비스의 노드로 가는 부하 분산 장치의 프로브를 막지 않음",
        "{name}의 규칙 {rule}이(가) Azure 부하 분산 장치의 상태 프로브를 거부하는데, {services}이(가) 그 뒤에 있습니다. "
        "정상으로 보이는 노드가 없어 새 연결을 받지 못합니다.",
        _LET_PROBES_IN,
    ),
    "nsg-closes-health-probes": Words(
        "네트워크 보안 그룹이 노드로 가는 부하 분산 장치의 프로브를 막지 않음",
        "{name}의 규칙 {rule}이(가) Azure 부하 분산 장치의 상태 프로브를 거부합니다. LoadBalancer 유형의 서비스는 정상인 "
        "노드를 찾지 못해 연결을 받지 못하게 됩니다.",
        _LET_PROBES_IN,
    ),
}
