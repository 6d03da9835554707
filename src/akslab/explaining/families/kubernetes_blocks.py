"""Blocks and pod addresses that ran out, as Kubernetes says it."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_NODES = "kubectl get nodes -o custom-columns=NODE:.metadata.name,IP:.status.addresses[0].address,BLOCK:.spec.podCIDR"

_LARGER_RANGE = Fix(
    what=Words(
        (
            "Delete nodes that are not needed; the range itself is fixed, so more nodes need a new cluster with "
            "a larger pod CIDR, or CNI Overlay."
        ),
        (
            "필요 없는 노드를 지우세요. 범위는 고정이므로 더 많은 노드가 필요하면 더 큰 Pod CIDR의 새 클러스터나 "
            "CNI Overlay가 필요합니다."
        ),
    ),
    az="az aks nodepool scale -g <group> --cluster-name <cluster> -n <pool> --node-count 3",
    bicep=("networkProfile: {\n  podCidr: '10.244.0.0/16' // 256 nodes\n}"),
    terraform=('network_profile {\n  pod_cidr = "10.244.0.0/16" # 256 nodes\n}'),
)

KUBERNETES_BLOCKS: tuple[Entry, ...] = (
    Entry(
        id="node-without-block",
        phrases=("kubenet does not have netconfig", "most likely due to lack of podcidr"),
        rank="symptom",
        means=Words(
            (
                "The node has no block of the pod CIDR, so kubenet has nothing to give to pods. Nodes on which "
                "it lasts have got none because none is left."
            ),
            (
                "노드에 Pod CIDR의 블록이 없어 kubenet이 Pod에 줄 주소가 없습니다. 계속되는 노드는 남은 블록이 "
                "없어서 받지 못한 것입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The pod CIDR has no /24 left: 256 nodes for a /16.",
                    "Pod CIDR에 남은 /24가 없습니다. /16이면 노드 256개입니다.",
                ),
                look=_NODES,
                field="BLOCK",
                tells=Words(
                    "<none> for some, and as many others as the range holds",
                    "일부가 <none>이고 나머지가 범위를 다 차지함",
                ),
            ),
            Cause(
                what=Words("The node is seconds old.", "노드가 방금 생겼습니다."),
                look=_NODES,
                field="BLOCK",
                tells=Words("it is there at the second look", "다시 보면 있음"),
            ),
        ),
        fixes=(_LARGER_RANGE,),
        sources=("N6", "N15", "R19", "Azure/AKS#347"),
        rules=("pod-cidr-too-small",),
    ),
    Entry(
        id="no-block-left",
        codes=("CIDRNotAvailable", "CIDRAssignmentFailed"),
        phrases=(
            "there are no remaining cidrs left to allocate in the accepted range",
            "is out the range of cluster cidr",
        ),
        means=Words(
            (
                "The pod CIDR has no /24 left for a node. A /16 holds 256 nodes, a /20 sixteen; surge nodes of "
                "an upgrade need theirs too. CIDRAssignmentFailed is the rarer case: there was a block, and it "
                "could not be written to the Node."
            ),
            (
                "노드에 줄 /24가 Pod CIDR에 남아 있지 않습니다. /16에는 노드 256개, /20에는 16개가 들어가며, "
                "업그레이드의 서지 노드도 하나씩 필요합니다. 드문 경우인 CIDRAssignmentFailed는 블록은 있지만 "
                "Node에 쓰지 못했다는 뜻입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("There are as many nodes as blocks.", "노드 수가 블록 수와 같습니다."),
                look=_NODES,
                field="BLOCK",
                tells=Words("every block of the range is there", "범위의 모든 블록이 나옴"),
            ),
            Cause(
                what=Words(
                    "Node objects of machines that are gone hold blocks.",
                    "이미 없어진 VM의 Node 개체가 블록을 갖고 있습니다.",
                ),
                look="kubectl get nodes",
                field="STATUS",
                tells=Words("NotReady nodes the scale sets do not have", "확장 집합에 없는 NotReady 노드"),
            ),
            Cause(
                what=Words(
                    "A node has a block outside the pod CIDR, and the controller that gives blocks does not start.",
                    "Pod CIDR 밖의 블록을 가진 노드가 있어 블록을 배정하는 컨트롤러가 시작되지 않습니다.",
                ),
                look=_NODES,
                field="BLOCK",
                tells=Words("one that does not lie in the pod CIDR", "Pod CIDR 안에 없는 블록"),
            ),
        ),
        fixes=(
            _LARGER_RANGE,
            Fix(
                what=Words("Delete Node objects whose machines are gone.", "VM이 없어진 Node 개체를 삭제하세요."),
                kubectl="kubectl delete node <node>",
            ),
        ),
        sources=("N15", "N13", "R19"),
        rules=("pod-cidr-too-small",),
    ),
    Entry(
        id="node-block-full",
        texts=("no IP addresses available in range set: {cidr}",),
        phrases=("no ip addresses available in range set",),
        means=Words(
            (
                "The node's own block is full: {cidr} gives 253 pod addresses. The virtual network may have plenty; "
                "it does not help."
            ),
            (
                "노드의 블록이 가득 찼습니다. {cidr:이} 주는 Pod 주소는 253개입니다. 가상 네트워크에 주소가 많이 남아 "
                "있어도 소용없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Addresses leaked: pods that crashed in their making still hold theirs.",
                    "주소가 누수되었습니다. 만들다가 실패한 Pod가 주소를 계속 갖고 있습니다.",
                ),
                look="kubectl get pods -A --field-selector spec.nodeName=<node> --no-headers | wc -l",
                field="count",
                tells=Words("far fewer than 253", "253보다 훨씬 적음"),
            ),
            Cause(
                what=Words(
                    "The node really runs that many: maxPods 250, and pods that come and go fast.",
                    "실제로 그만큼 실행 중입니다. maxPods가 250이고 Pod가 빠르게 생겼다 없어집니다.",
                ),
                look='az aks nodepool list -g <group> --cluster-name <cluster> --query "[].[name,maxPods]" -o table',
                field="maxPods",
                tells=Words("above 220", "220 초과"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Now: drain the node and give it a new image, which empties its list of addresses.",
                    "지금: 노드를 드레인하고 이미지를 다시 설치하세요. 주소 목록이 비워집니다.",
                ),
                kubectl="kubectl drain <node> --ignore-daemonsets --delete-emptydir-data",
                az="az vmss reimage -g <node-group> -n <scale-set> --instance-ids <instance>",
            ),
            Fix(
                what=Words("Later: a pool with fewer pods a node.", "나중에: 노드당 Pod가 더 적은 풀을 만드세요."),
                az="az aks nodepool add -g <group> --cluster-name <cluster> -n pool2 --max-pods 110",
                bicep="maxPods: 110",
                terraform="max_pods = 110",
            ),
        ),
        sources=("N11", "R20", "MicrosoftDocs/architecture-center#4402"),
    ),
)
