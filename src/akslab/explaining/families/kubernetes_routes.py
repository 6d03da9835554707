"""Nodes whose routes are missing, as Kubernetes says it."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_NODES = "kubectl get nodes -o custom-columns=NODE:.metadata.name,IP:.status.addresses[0].address,BLOCK:.spec.podCIDR"

_ATTACHED = (
    'az aks nodepool list -g <group> --cluster-name <cluster> --query "[].vnetSubnetId" -o tsv | xargs -n1 az '
    'network vnet subnet show --query "[name,routeTable.id]" -o tsv --ids'
)

_SOURCES = ("K10", "K15", "K17", "K18", "D25", "Azure/AKS#2681", "kubernetes-sigs/cloud-provider-azure#11003")

_ATTACH = Fix(
    what=Words(
        (
            "Put the table with the nodes' routes back on the node subnet. If a firewall's table is there, its "
            "0.0.0.0/0 goes into this one."
        ),
        (
            "노드의 경로가 있는 테이블을 노드 서브넷에 다시 연결하세요. 방화벽용 테이블이 연결되어 있다면 그 "
            "0.0.0.0/0 경로를 이 테이블로 옮깁니다."
        ),
    ),
    az="az network vnet subnet update --ids <subnet-id> --route-table <table-id>",
    bicep=("properties: {\n  addressPrefix: '10.1.0.0/24'\n  routeTable: {\n    id: routeTable.id\n  }\n}"),
    terraform=(
        'resource "azurerm_subnet_route_table_association" "nodes" {\n'
        "  subnet_id      = azurerm_subnet.nodes.id\n"
        "  route_table_id = azurerm_route_table.aks.id\n"
        "}"
    ),
)

_NO_ROUTE = (
    Cause(
        what=Words(
            "The cluster's identity lost its right on the table: AuthorizationFailed.",
            "클러스터의 관리 ID가 테이블 권한을 잃었습니다. AuthorizationFailed입니다.",
        ),
        look=('az role assignment list --all --assignee <principal> --query "[].[roleDefinitionName,scope]" -o table'),
        field="scope",
        tells=Words("none covers the table", "테이블을 포함하는 범위가 없음"),
    ),
    Cause(
        what=Words(
            ("A policy or lock refuses every write: AmbiguousPolicyEvaluationPaths, RequestDisallowedByPolicy."),
            (
                "정책이나 잠금이 모든 쓰기를 거부합니다. AmbiguousPolicyEvaluationPaths, "
                "RequestDisallowedByPolicy입니다."
            ),
        ),
        look="az lock list -g <table-group> -o table",
        field="level",
        tells=Words("ReadOnly, or a policy in the event's text", "ReadOnly이거나 이벤트 텍스트에 정책이 있음"),
    ),
    Cause(
        what=Words(
            "Another writer gets in between: PreconditionFailed, RetryableError.",
            "다른 주체가 사이에 씁니다. PreconditionFailed, RetryableError입니다.",
        ),
        look=(
            "az monitor activity-log list --resource-id <table-id> --offset 2h --query "
            '"[].[eventTimestamp,caller]" -o table'
        ),
        field="caller",
        tells=Words("a caller that is not the cluster", "클러스터가 아닌 호출자"),
    ),
    Cause(
        what=Words(
            "The table is full: 400 routes, yours included.",
            "테이블이 가득 찼습니다. 사용자 경로까지 400개입니다.",
        ),
        look='az network route-table show --ids <table-id> --query "length(routes)"',
        field="length(routes)",
        tells=Words("400", "400"),
    ),
)

_BY_HAND = Fix(
    what=Words(
        (
            "Remove the reason; Kubernetes tries again every 10 seconds by itself. Until then this "
            "one route can be written by hand."
        ),
        ("원인을 없애면 Kubernetes가 10초마다 스스로 다시 시도합니다. 그때까지 이 경로 하나는 직접 쓸 수 있습니다."),
    ),
    az=(
        "az network route-table route create -g <table-group> --route-table-name <table> -n "
        "<node>____by-hand \\\n"
        "    --address-prefix <cidr> --next-hop-type VirtualAppliance --next-hop-ip-address <node-ip>"
    ),
    bicep="// nothing: nodes' routes do not belong into a template",
    terraform=('resource "azurerm_route_table" "aks" {\n  lifecycle {\n    ignore_changes = [route]\n  }\n}'),
)

KUBERNETES_ROUTES: tuple[Entry, ...] = (
    Entry(
        id="route-not-created",
        codes=("FailedToCreateRoute", "NoRouteCreated"),
        texts=("Could not create route {hint} {cidr} for node {node} after {wait}: ",),
        names={"hint": ""},
        phrases=("routecontroller failed to create a route", "node created without a route"),
        rank="symptom",
        means=Words(
            (
                "Kubernetes could not write the route for {node}: pods there reach nobody on other nodes, "
                "whatever the node's Ready says. The code after it, if there is one, says why."
            ),
            (
                "Kubernetes가 {node}의 경로를 쓰지 못했습니다. 노드가 Ready로 보여도 그 노드의 Pod는 다른 노드의 "
                "누구와도 통신하지 못합니다. 뒤에 코드가 있으면 그것이 원인입니다."
            ),
        ),
        causes=_NO_ROUTE,
        fixes=(_BY_HAND,),
        instead_of=("network-unavailable",),
        sources=_SOURCES,
        rules=("custom-table-missing-permission", "too-many-routes"),
    ),
    Entry(
        id="network-unavailable",
        names={"reason": ""},
        phrases=("networkunavailable true", "networkunavailable: true", "networkunavailable=true"),
        rank="symptom",
        means=Words(
            (
                "A condition of a node: True means that its route is not written yet, and no new pod is placed there. "
                "For a minute or two that is normal; longer means that writing it fails."
            ),
            (
                "노드의 조건입니다. True이면 노드의 경로가 아직 쓰이지 않았고 새 Pod가 배치되지 않습니다. 1~2분은 정상이며, "
                "더 오래 걸리면 경로 쓰기가 실패하는 것입니다."
            ),
        ),
        causes=_NO_ROUTE,
        fixes=(_BY_HAND,),
        sources=_SOURCES,
        rules=("node-network-unavailable",),
    ),
    Entry(
        id="waiting-for-routes",
        instead_of=("network-unavailable",),
        phrases=("waiting for cloud routes",),
        rank="symptom",
        means=Words(
            (
                "A new node waits for its route. For a minute or two that is normal: routes are gathered for 30 "
                "seconds and take time to count. Longer means that the route is not being written."
            ),
            (
                "새 노드가 경로를 기다리고 있습니다. 1~2분은 정상입니다. 경로는 30초 동안 모아서 쓰고 적용에도 "
                "시간이 걸립니다. 더 오래 걸리면 경로가 쓰이지 않는 것입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("The node is seconds old.", "노드가 방금 생겼습니다."),
                look="kubectl get nodes --sort-by=.metadata.creationTimestamp",
                field="AGE",
                tells=Words("less than two minutes", "2분 미만"),
            ),
            Cause(
                what=Words("Writing the route fails.", "경로 쓰기가 실패합니다."),
                look="kubectl get events -A --field-selector reason=FailedToCreateRoute",
                field="MESSAGE",
                tells=Words("an event for the node: paste it here", "그 노드의 이벤트. 여기에 붙여 넣으세요"),
            ),
            Cause(
                what=Words(
                    "Node objects of machines that are gone keep the route controller busy.",
                    "이미 없어진 VM의 Node 개체가 경로 컨트롤러를 붙잡고 있습니다.",
                ),
                look=_NODES,
                field="NODE",
                tells=Words("nodes the scale sets do not have", "확장 집합에 없는 노드"),
            ),
        ),
        fixes=(_ATTACH,),
        sources=("K10", "K15", "K18", "kubernetes-sigs/cloud-provider-azure#527", "Azure/AgentBaker#8279"),
    ),
    Entry(
        id="cni-not-ready",
        phrases=("cni plugin not initialized", "cni config uninitialized", "networkpluginnotready"),
        rank="symptom",
        means=Words(
            (
                "The node has no CNI configuration yet. On kubenet it is written when the node gets its block, "
                "so a node that stays like this has no block, or cannot talk to the API server."
            ),
            (
                "노드에 CNI 구성이 아직 없습니다. kubenet에서는 노드가 블록을 받을 때 쓰이므로, 이 상태가 "
                "계속되는 노드는 블록이 없거나 API 서버와 통신하지 못하는 것입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "Somebody put another route table on the subnet, a firewall's: nodes lose each other and "
                        "the API server."
                    ),
                    (
                        "누군가 서브넷에 방화벽용 등 다른 경로 테이블을 연결했습니다. 노드끼리, 그리고 API "
                        "서버와 통신이 끊깁니다."
                    ),
                ),
                look=_ATTACHED,
                field="routeTable.id",
                tells=Words("not the table in which the nodes' routes are", "노드의 경로가 있는 테이블이 아님"),
            ),
            Cause(
                what=Words("No block is left for the node.", "노드에 줄 블록이 남아 있지 않습니다."),
                look=_NODES,
                field="BLOCK",
                tells=Words("<none>", "<none>"),
            ),
            Cause(
                what=Words(
                    "With Calico: its pods do not run on the node, because an image cannot be pulled.",
                    "Calico를 쓰는 경우: 이미지를 가져오지 못해 노드에서 Calico Pod가 실행되지 않습니다.",
                ),
                look="kubectl get pods -n calico-system -o wide",
                field="STATUS",
                tells=Words("ImagePullBackOff, or none on this node", "ImagePullBackOff이거나 이 노드에 없음"),
            ),
        ),
        fixes=(_ATTACH,),
        sources=("N7", "N8", "N15", "K12", "Azure/AgentBaker#8279"),
    ),
)
