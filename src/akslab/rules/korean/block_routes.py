"""The words about the routes of nodes' blocks, in Korean."""

from ..words import Words

BLOCK_ROUTES = {
    "route-missing-for-node": Words(
        "모든 노드의 블록에 경로가 있음",
        "경로 테이블 {table}에 노드 {node}({ip})의 Pod 범위 {cidr}에 대한 경로가 없습니다. 다른 노드의 Pod가 그 "
        "Pod에 닿지 못합니다.",
        "AKS는 쓸 수 있으면 스스로 씁니다. 잠금, 정책, 빠진 역할을 찾아보세요. 직접 쓰려면: `az network route-table "
        "route create -g {group} --route-table-name {table} -n {route} --address-prefix {cidr} --next-hop-type "
        "VirtualAppliance --next-hop-ip-address {ip}`.",
    ),
    "route-next-hop-mismatch": Words(
        "노드 블록의 경로는 그 노드로 감",
        "{table}의 경로 {route}이(가) 노드 {node}의 Pod 범위 {cidr}을(를) {hop}(으)로 보내는데 노드의 주소는 "
        "{ip}입니다. AKS는 이것을 고치지 않습니다.",
        "실행하세요: `az network route-table route update -g {group} --route-table-name {table} -n {route} "
        "--next-hop-type VirtualAppliance --next-hop-ip-address {ip}`.",
    ),
    "route-shadowed": Words(
        "더 긴 경로가 노드 블록의 일부를 가져가지 않음",
        "{table}의 경로 {route}이(가) {prefix}을(를) {hop}(으)로 보냅니다. {cidr}의 경로보다 우선하므로 노드 "
        "{node}에서 이 주소를 가진 Pod에는 닿지 못합니다.",
        "실행하세요: `az network route-table route delete -g {group} --route-table-name {table} -n {route}`.",
    ),
    "nodes-share-a-block": Words(
        "Pod 범위의 한 블록을 두 노드가 갖지 않음",
        "노드 {node}의 {cidr}은(는) 노드 {other}의 블록이기도 합니다. {table}에는 그 블록의 경로가 하나뿐이라 둘 중 한 "
        "노드의 Pod에는 닿지 못합니다.",
        "둘 중 한 노드의 VM이 이미 없다면 그 Node 개체를 지우세요: `kubectl delete node {node}` 또는 {other}. 둘 다 있다면 "
        "{node}의 VM을 지우세요. 새 VM은 자기 블록을 받습니다. 경로를 {node}(으)로 보내면 {other}이(가) 끊깁니다.",
    ),
    "node-without-pod-cidr": Words(
        "모든 노드에 Pod 범위의 블록이 있음",
        "노드 {node}에 Pod CIDR이 없습니다. 경로가 만들어지지 않고, 그곳의 Pod는 주소를 받지 못합니다(kubenet에 "
        "netConfig가 없음).",
        "노드의 이벤트를 보세요. CIDRNotAvailable이면 Pod 범위에 남은 /24가 없으므로 노드를 줄이거나 더 넓은 범위로 "
        "새 클러스터를 만들어야 합니다. 아니면 VM을 지워 새 VM이 그 자리를 잇게 하세요.",
    ),
}
