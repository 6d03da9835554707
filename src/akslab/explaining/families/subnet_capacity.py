"""Subnets with fewer addresses than were asked of them."""

from ..entry import Cause, Entry
from ..words import Words
from .range_fixes import LARGER_SUBNET, LESS_AT_ONCE

_POOLS = (
    "az aks nodepool list -g <group> --cluster-name <cluster> --query "
    '"[].[name,count,maxCount,maxPods,upgradeSettings.maxSurge,vnetSubnetId]" -o table'
)

_USED = "az network vnet subnet show --ids <subnet-id> --query 'length(ipConfigurations)'"

SUBNET_CAPACITY: tuple[Entry, ...] = (
    Entry(
        id="subnet-too-small",
        codes=("InsufficientSubnetSize",),
        texts=(
            (
                "Pre-allocated IPs {needed} exceeds IPs available {available} in Subnet Cidr {subnet_cidr}, "
                "Subnet Name {subnet}"
            ),
            "Pre-allocated IPs {needed} exceeds IPs available in Subnet {available}",
        ),
        names={"n": "needed", "avail": "available", "cidr": "subnet_cidr", "name": "subnet"},
        rules=("subnet-too-small",),
        means=Words(
            (
                "{subnet} is too small for what was asked. Azure keeps five addresses of each subnet; with "
                "kubenet every node takes one more."
            ),
            (
                "{subnet:이} 요청을 담기에 작습니다. Azure는 서브넷마다 주소 5개를 예약하고, kubenet에서는 "
                "노드마다 하나씩 더 필요합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The autoscaler's maximum counts: a theoretical most, not what is asked for now.",
                    "자동 크기 조정기의 최댓값으로 계산됩니다. 지금 요청한 수가 아니라 이론적인 최댓값입니다.",
                ),
                look=_POOLS,
                field="maxCount",
                tells=Words(
                    "the sum over the pools in this subnet exceeds the free addresses",
                    "이 서브넷에 있는 풀의 합이 남은 주소보다 많음",
                ),
            ),
            Cause(
                what=Words(
                    "The upgrade needs surge nodes on top of the nodes there are.",
                    "업그레이드에는 기존 노드에 더해 서지 노드가 필요합니다.",
                ),
                look=_POOLS,
                field="maxSurge",
                tells=Words(
                    "count and surge together exceed the usable addresses",
                    "count와 서지의 합이 사용 가능한 주소보다 많음",
                ),
            ),
            Cause(
                what=Words(
                    "The plugin is Azure CNI, not kubenet: then nodes x (pods + 1) addresses are reserved.",
                    (
                        "플러그 인이 kubenet이 아니라 Azure CNI입니다. 그러면 노드 수 x (Pod 수 + 1)개의 주소가 "
                        "예약됩니다."
                    ),
                ),
                look="az aks show -g <group> -n <cluster> --query networkProfile.networkPlugin",
                field="networkPlugin",
                tells=Words(
                    "azure; the number asked for is a multiple of maxPods + 1",
                    "azure이고, 요청 수가 maxPods + 1의 배수임",
                ),
            ),
        ),
        fixes=(LESS_AT_ONCE, LARGER_SUBNET),
        sources=("E6", "E6a", "E6b", "E6d", "E6e", "E6f", "R23", "Azure/AKS#1795"),
    ),
    Entry(
        id="subnet-full",
        codes=("SubnetIsFull",),
        texts=("{subnet} with address prefix {subnet_cidr} does not have enough capacity for {needed} IP addresses.",),
        names={"n": "needed", "cidr": "subnet_cidr"},
        rules=("subnet-full", "subnet-full-for-interface"),
        means=Words(
            (
                "A scale set asked {subnet} for more addresses than are left. AKS had begun: some nodes may have "
                "come, the operation has failed."
            ),
            (
                "확장 집합이 {subnet}에 남은 것보다 많은 주소를 요청했습니다. AKS 작업은 이미 시작되어 일부 "
                "노드는 생겼을 수 있고, 작업은 실패했습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Nodes and surge of all pools that upgrade at once exceed what is free.",
                    "동시에 업그레이드하는 모든 풀의 노드와 서지가 남은 주소를 넘습니다.",
                ),
                look=_POOLS,
                field="count, maxSurge",
                tells=Words("together more than 2^(32 - length) - 5", "합이 2^(32 - 길이) - 5보다 많음"),
            ),
            Cause(
                what=Words(
                    "Others stand in the subnet: internal load balancers, private endpoints, machines.",
                    "내부 부하 분산 장치, 프라이빗 엔드포인트, VM 등 다른 리소스가 서브넷에 있습니다.",
                ),
                look=_USED,
                field="length(ipConfigurations)",
                tells=Words("more than the nodes", "노드 수보다 많음"),
            ),
        ),
        fixes=(LESS_AT_ONCE, LARGER_SUBNET),
        sources=("A1", "R23", "K22", "E6f", "Azure/AKS#2119", "Azure/AKS#2531"),
    ),
)
