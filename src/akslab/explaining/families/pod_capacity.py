"""Pod CIDRs with fewer /24 blocks than nodes, and pods per node out of bounds."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .range_fixes import LARGER_POD_CIDR, LESS_AT_ONCE

_POOLS = (
    "az aks nodepool list -g <group> --cluster-name <cluster> --query "
    '"[].[name,count,maxCount,maxPods,upgradeSettings.maxSurge,vnetSubnetId]" -o table'
)

POD_CAPACITY: tuple[Entry, ...] = (
    Entry(
        id="pod-cidr-too-small",
        codes=("InsufficientPodCidr",),
        names={"n": "needed", "avail": "available", "cidr": "pod_cidr"},
        rules=("pod-cidr-too-small",),
        means=Words(
            (
                "{pod_cidr} has fewer /24 blocks than there would be nodes. Every node takes a whole /24, "
                "however few pods it may run."
            ),
            (
                "{pod_cidr}의 /24 블록 수가 노드 수보다 적습니다. 노드는 실행할 Pod 수와 관계없이 /24 하나를 "
                "통째로 차지합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The range was sized by pods instead of nodes: a /24 is one node.",
                    "범위를 노드가 아니라 Pod 수로 정했습니다. /24는 노드 하나입니다.",
                ),
                look="az aks show -g <group> -n <cluster> --query networkProfile.podCidr",
                field="podCidr",
                tells=Words("2^(24 - length) is less than the nodes", "2^(24 - 길이)가 노드 수보다 작음"),
            ),
            Cause(
                what=Words(
                    "The autoscaler's maximum counts, not the nodes there are.",
                    "현재 노드 수가 아니라 자동 크기 조정기의 최댓값으로 계산됩니다.",
                ),
                look=_POOLS,
                field="maxCount",
                tells=Words("the sum over the pools is larger than the blocks", "풀의 합이 블록 수보다 큼"),
            ),
        ),
        fixes=(LARGER_POD_CIDR, LESS_AT_ONCE),
        sources=("E5", "R17", "R19", "Azure/AKS-Construction#357"),
    ),
    Entry(
        id="overlay-pod-cidr-too-small",
        codes=("InsufficientSubnetSize",),
        needs=("networkprofile.podcidr",),
        texts=(
            (
                "Pre-allocated IPs {needed} exceeds IPs available {available} in Subnet Cidr {pod_cidr}, Subnet "
                "Name networkProfile.podCIDR"
            ),
        ),
        instead_of=("subnet-too-small",),
        names={"n": "needed", "avail": "available", "cidr": "pod_cidr", "name": "value"},
        rules=("overlay-pod-cidr-too-small",),
        means=Words(
            (
                'The "subnet" of this message is the pod CIDR: {pod_cidr} has fewer /24 blocks than nodes, '
                "autoscaler maximum included."
            ),
            (
                '이 메시지의 "서브넷"은 Pod CIDR입니다. {pod_cidr}의 /24 블록 수가 자동 크기 조정기의 최댓값까지 '
                "포함한 노드 수보다 적습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The sum of the pools' maximum counts times 256 exceeds the range.",
                    "풀의 최댓값 합계에 256을 곱한 수가 범위를 넘습니다.",
                ),
                look=_POOLS,
                field="maxCount",
                tells=Words("256 x their sum is the number in the message", "합계 x 256이 메시지의 수와 같음"),
            ),
        ),
        fixes=(LESS_AT_ONCE, LARGER_POD_CIDR),
        sources=("E6", "E6c", "E6d", "R17", "Azure/AKS-Construction#701"),
    ),
    Entry(
        id="max-pods",
        codes=("InsufficientMaxPods",),
        unpublished=("MaxPodsLimitExceeded", "InsufficientAgentPoolMaxPodsPerAgentPool"),
        names={"n": "count", "nodes": "node_count"},
        rules=("max-pods-too-few", "max-pods-too-many", "pool-pods-too-few"),
        means=Words(
            (
                "The pods per node of {pool} are out of bounds: 10 to 250 a node, and at least 30 in a whole "
                'pool. Azure\'s text says "larger than 10"; 10 itself passes.'
            ),
            (
                "{pool}의 노드당 Pod 수가 한도를 벗어났습니다. 노드당 10~250개이고, 풀 전체로는 30개 이상이어야 "
                '합니다. Azure의 텍스트는 "10보다 커야" 한다고 하지만 10은 통과합니다.'
            ),
        ),
        causes=(
            Cause(
                what=Words("maxPods is below 10 or above 250.", "maxPods가 10보다 작거나 250보다 큽니다."),
                look=_POOLS,
                field="maxPods",
                tells=Words("less than 10, or more than 250", "10 미만 또는 250 초과"),
            ),
            Cause(
                what=Words(
                    "The pool is too small for so few pods: maxPods x nodes is below 30.",
                    "Pod 수에 비해 풀이 작습니다. maxPods x 노드 수가 30보다 작습니다.",
                ),
                look=_POOLS,
                field="count, maxPods",
                tells=Words("their product is less than 30", "곱이 30 미만"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Choose it when the pool is made: it is fixed for a pool. kubenet's default is 110.",
                    "풀을 만들 때 정하세요. 풀마다 고정됩니다. kubenet의 기본값은 110입니다.",
                ),
                az="az aks nodepool add -g <group> --cluster-name <cluster> -n pool2 --max-pods 110",
                bicep=("agentPoolProfiles: [\n  {\n    name: 'pool2'\n    maxPods: 110\n  }\n]"),
                terraform=("default_node_pool {\n  max_pods = 110\n}"),
            ),
        ),
        sources=("E18", "E19", "R20", "R21", "R22", "Azure/AKS#2572"),
    ),
)
