"""Ways out that several refusals of ranges have in common."""

from ..entry import Fix
from ..words import Words

OTHER_SERVICE_CIDR = Fix(
    what=Words(
        (
            "Take a service CIDR that lies outside the virtual network, its peers and on-premises, and the DNS "
            "service IP inside it. Both are fixed once the cluster is made. `akslab plan` finds a free one."
        ),
        (
            "가상 네트워크, 피어링된 네트워크, 온-프레미스 어디와도 겹치지 않는 서비스 CIDR을 고르고 DNS 서비스 "
            "IP도 그 안에서 정하세요. 둘 다 클러스터를 만든 뒤에는 바꿀 수 없습니다. 빈 범위는 `akslab plan`이 "
            "찾아 줍니다."
        ),
    ),
    az=(
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id> \\\n"
        "    --service-cidr 172.20.0.0/16 --dns-service-ip 172.20.0.10"
    ),
    bicep=(
        "networkProfile: {\n"
        "  networkPlugin: 'kubenet'\n"
        "  serviceCidr: '172.20.0.0/16'\n"
        "  dnsServiceIP: '172.20.0.10'\n"
        "}"
    ),
    terraform=(
        "network_profile {\n"
        '  network_plugin = "kubenet"\n'
        '  service_cidr   = "172.20.0.0/16"\n'
        '  dns_service_ip = "172.20.0.10"\n'
        "}"
    ),
)


OTHER_POD_CIDR = Fix(
    what=Words(
        (
            "Take a pod CIDR outside the virtual network, the service CIDR and everything pods must reach: a /24 "
            "for each node, surge included. It is fixed once the cluster is made. `akslab plan` finds a free one."
        ),
        (
            "가상 네트워크와 서비스 CIDR, 그리고 Pod가 닿아야 하는 모든 대상과 겹치지 않는 Pod CIDR을 고르세요. "
            "서지 노드까지 포함해 노드마다 /24 하나가 필요합니다. 클러스터를 만든 뒤에는 바꿀 수 없습니다. 빈 "
            "범위는 `akslab plan`이 찾아 줍니다."
        ),
    ),
    az=(
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id> --pod-cidr "
        "10.244.0.0/16"
    ),
    bicep=("networkProfile: {\n  networkPlugin: 'kubenet'\n  podCidr: '10.244.0.0/16'\n}"),
    terraform=('network_profile {\n  network_plugin = "kubenet"\n  pod_cidr       = "10.244.0.0/16"\n}'),
)


LARGER_POD_CIDR = Fix(
    what=Words(
        (
            "Make the cluster with a larger pod CIDR: a /24 for each node, autoscaler maximum and surge "
            "included. It cannot be changed afterwards."
        ),
        (
            "더 큰 Pod CIDR로 클러스터를 만드세요. 자동 크기 조정기의 최댓값과 서지까지 포함해 노드마다 /24 "
            "하나입니다. 나중에 바꿀 수 없습니다."
        ),
    ),
    az="az aks create -g <group> -n <cluster> --network-plugin kubenet --pod-cidr 10.244.0.0/16",
    bicep=("networkProfile: {\n  networkPlugin: 'kubenet'\n  podCidr: '10.244.0.0/16'\n}"),
    terraform=('network_profile {\n  network_plugin = "kubenet"\n  pod_cidr       = "10.244.0.0/16"\n}'),
)


LESS_AT_ONCE = Fix(
    what=Words(
        "Tonight: need fewer at once. A smaller surge, or a lower autoscaler maximum.",
        "당장은 한 번에 필요한 수를 줄이세요. 서지를 줄이거나 자동 크기 조정기의 최댓값을 낮춥니다.",
    ),
    az=(
        "az aks nodepool update -g <group> --cluster-name <cluster> -n <pool> --max-surge 1\n"
        "az aks nodepool update -g <group> --cluster-name <cluster> -n <pool> --update-cluster-autoscaler "
        "--min-count 1 --max-count 5"
    ),
    bicep=("upgradeSettings: {\n  maxSurge: '1'\n}\nmaxCount: 5"),
    terraform=('max_count = 5\nupgrade_settings {\n  max_surge = "1"\n}'),
)


LARGER_SUBNET = Fix(
    what=Words(
        (
            "Make a larger subnet with the cluster's route table, a new pool in it, and drain the old pool: a "
            "subnet in use is not resized. `akslab plan --nodes N --max-surge 33%` says how large."
        ),
        (
            "클러스터의 경로 테이블을 연결한 더 큰 서브넷과 새 풀을 만들고 기존 풀을 비우세요. 사용 중인 "
            "서브넷은 크기를 바꿀 수 없습니다. 필요한 크기는 `akslab plan --nodes N --max-surge 33%`가 알려 "
            "줍니다."
        ),
    ),
    az=(
        "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes2 --address-prefixes "
        "10.1.4.0/23 --route-table <table-id>\n"
        "az aks nodepool add -g <group> --cluster-name <cluster> -n pool2 --vnet-subnet-id <subnet-id>"
    ),
    bicep=(
        "resource nodes2 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n"
        "  parent: network\n"
        "  name: 'nodes2'\n"
        "  properties: {\n"
        "    addressPrefix: '10.1.4.0/23'\n"
        "    routeTable: {\n"
        "      id: routeTable.id\n"
        "    }\n"
        "  }\n"
        "}"
    ),
    terraform=(
        'resource "azurerm_kubernetes_cluster_node_pool" "pool2" {\n'
        '  name                  = "pool2"\n'
        "  kubernetes_cluster_id = azurerm_kubernetes_cluster.aks.id\n"
        "  vnet_subnet_id        = azurerm_subnet.nodes2.id\n"
        "}"
    ),
)
