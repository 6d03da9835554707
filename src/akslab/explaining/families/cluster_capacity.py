"""Limits of a kubenet cluster, of any cluster, and of a subscription."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .range_fixes import LESS_AT_ONCE

_POOLS = (
    "az aks nodepool list -g <group> --cluster-name <cluster> --query "
    '"[].[name,count,maxCount,maxPods,upgradeSettings.maxSurge,vnetSubnetId]" -o table'
)

CLUSTER_CAPACITY: tuple[Entry, ...] = (
    Entry(
        id="kubenet-node-limit",
        codes=("KubenetNodeCountTotalExceedsLimit",),
        names={"n": "count"},
        rules=("kubenet-node-limit",),
        means=Words(
            (
                "A kubenet cluster has at most 400 nodes, because a route table has at most 400 routes and each "
                "node takes one. The request comes to more: autoscaler maximums count in full, your own routes "
                "share the 400."
            ),
            (
                "kubenet 클러스터는 노드가 최대 400개입니다. 경로 테이블에는 경로가 최대 400개이고 노드마다 "
                "하나씩 쓰기 때문입니다. 요청이 이를 넘습니다. 자동 크기 조정기의 최댓값이 그대로 합산되고, "
                "사용자 경로도 400개에 포함됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("The pools' maximum counts add up to more than 400.", "풀의 최댓값 합계가 400을 넘습니다."),
                look=_POOLS,
                field="maxCount",
                tells=Words("their sum is the number in the message", "합계가 메시지의 수와 같음"),
            ),
            Cause(
                what=Words("The table is full of other routes.", "테이블이 다른 경로로 차 있습니다."),
                look='az network route-table show --ids <table-id> --query "length(routes)"',
                field="length(routes)",
                tells=Words("close to 400, and more than the nodes", "400에 가깝고 노드 수보다 많음"),
            ),
        ),
        fixes=(
            LESS_AT_ONCE,
            Fix(
                what=Words(
                    "Beyond 400 nodes: CNI Overlay, which has no route table (up to 5,000 nodes).",
                    "노드가 400개를 넘어야 하면 경로 테이블이 없는 CNI Overlay(최대 5,000개)로 옮기세요.",
                ),
                az="az aks update -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay",
                bicep=("networkProfile: {\n  networkPlugin: 'azure'\n  networkPluginMode: 'overlay'\n}"),
                terraform=('network_profile {\n  network_plugin      = "azure"\n  network_plugin_mode = "overlay"\n}'),
            ),
        ),
        sources=("E14", "R18", "D25", "D27", "X7"),
    ),
    Entry(
        id="cluster-limits",
        codes=("AkslabNoSystemPool", "AkslabTooManyPools", "AkslabPoolTooLarge", "AkslabClusterTooLarge"),
        names={"n": "count", "pools": "names"},
        rules=("no-system-pool", "too-many-pools", "pool-too-large", "cluster-too-large"),
        means=Words(
            (
                "The cluster would be larger than AKS allows, or have no system pool: at most 1,000 nodes a "
                "pool, 100 pools and 5,000 nodes a cluster, and a pool of mode System with a node. Azure's codes "
                "for this are not public."
            ),
            (
                "클러스터가 AKS의 한도를 넘거나 시스템 풀이 없습니다. 풀마다 노드 1,000개, 클러스터마다 풀 "
                "100개와 노드 5,000개까지이고, 노드가 있는 System 모드 풀이 필요합니다. 이에 대한 Azure의 코드는 "
                "공개되어 있지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "One of the counts is over its limit, surge included.", "서지를 포함한 수 하나가 한도를 넘습니다."
                ),
                look=(
                    "az aks nodepool list -g <group> --cluster-name <cluster> --query "
                    '"[].[name,mode,count,maxCount]" -o table'
                ),
                field="count, mode",
                tells=Words(
                    "more than 1,000 in a row, 100 rows, or no row with System",
                    "한 줄에 1,000 초과, 100줄 초과, 또는 System인 줄이 없음",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Divide the pool, or the cluster; keep a System pool.",
                    "풀이나 클러스터를 나누고 System 풀을 하나 두세요.",
                ),
                az="az aks nodepool add -g <group> --cluster-name <cluster> -n system --mode System --node-count 1",
                bicep=("agentPoolProfiles: [\n  {\n    name: 'system'\n    mode: 'System'\n    count: 1\n  }\n]"),
                terraform=('default_node_pool {\n  name       = "system"\n  node_count = 1\n}'),
            ),
        ),
        sources=("R24",),
    ),
    Entry(
        id="cluster-quota",
        codes=("ManagedClusterCountExceedsQuotaLimit",),
        texts=(
            (
                "Operation results in exceeding quota limits for managed clusters. Maximum allowed: {limit}, "
                "Current usage: {in_use}, Additional requested: {requested}."
            ),
        ),
        means=Words(
            "The subscription has as many AKS clusters as its quota allows.",
            "구독이 할당량만큼 AKS 클러스터를 이미 가지고 있습니다.",
        ),
        causes=(
            Cause(
                what=Words("Clusters of earlier tests are still there.", "이전 테스트의 클러스터가 남아 있습니다."),
                look='az aks list --query "[].[name,resourceGroup,location,powerState.code]" -o table',
                field="name, powerState.code",
                tells=Words("clusters nobody needs, stopped ones too", "필요 없는 클러스터. 중지된 것도 계산됨"),
            ),
            Cause(
                what=Words("The need has grown.", "필요한 수가 늘었습니다."),
                look='az aks list --query "length(@)"',
                field="length(@)",
                tells=Words(
                    "the count is the limit of the message, and all are in use",
                    "수가 메시지의 한도와 같고 모두 사용 중",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Delete what is not needed, use another subscription, or ask for a higher quota in the "
                        "portal (Quotas)."
                    ),
                    "필요 없는 것을 지우거나 다른 구독을 쓰거나, 포털(할당량)에서 할당량 증가를 요청하세요.",
                ),
                az="az aks delete -g <group> -n <cluster>",
                bicep=("module aks 'aks.bicep' = {\n  scope: resourceGroup('<subscription>', '<group>')\n}"),
                terraform=('provider "azurerm" {\n  subscription_id = "<subscription>"\n  features {}\n}'),
            ),
        ),
        sources=("E23",),
    ),
)
