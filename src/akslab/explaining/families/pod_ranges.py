"""Pod CIDRs that Azure refuses for what they touch."""

from ..entry import Cause, Entry
from ..words import Words
from .range_fixes import OTHER_POD_CIDR, OTHER_SERVICE_CIDR

_PROFILE = "az aks show -g <group> -n <cluster> --query networkProfile"

POD_RANGES: tuple[Entry, ...] = (
    Entry(
        id="pod-cidr-overlaps-network",
        codes=("NetworkProfileCIDROverlapVNET",),
        unpublished=("PodCidrOverlapExistingSubnetsCidr",),
        names={"pod": "pod_cidr", "vnet": "network_cidr", "subnet": "subnet_cidr", "name": "subnet"},
        rules=("pod-cidr-overlaps-network", "pod-cidr-overlaps-subnet"),
        means=Words(
            "{pod_cidr} overlaps {network_cidr}, in which the nodes are. Pods have to live in a range of their own.",
            "{pod_cidr:이} 노드가 있는 {network_cidr:과} 겹칩니다. Pod는 별도의 주소 범위에 있어야 합니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "The pod CIDR was cut out of the network's own space, as one would with Azure CNI.",
                    "Azure CNI를 쓸 때처럼 Pod CIDR을 가상 네트워크의 주소 공간에서 떼어 냈습니다.",
                ),
                look="az network vnet show -g <network-group> -n <network> --query addressSpace.addressPrefixes",
                field="addressPrefixes",
                tells=Words("one of them contains the pod CIDR", "그중 하나가 Pod CIDR을 포함함"),
            ),
            Cause(
                what=Words(
                    "The default pod CIDR 10.244.0.0/16 was kept and the network is a large part of 10.0.0.0/8.",
                    "기본 Pod CIDR 10.244.0.0/16을 그대로 두었는데 네트워크가 10.0.0.0/8의 큰 부분을 차지합니다.",
                ),
                look=_PROFILE,
                field="podCidr, podCidrs",
                tells=Words("10.244.0.0/16, and nobody typed it", "지정한 적 없는 10.244.0.0/16"),
            ),
            Cause(
                what=Words(
                    "AKS makes the network, 10.224.0.0/12, which holds 10.224.0.0 to 10.239.255.255.",
                    "AKS가 네트워크를 만듭니다. 10.224.0.0/12이므로 10.224.0.0부터 10.239.255.255까지입니다.",
                ),
                look=_PROFILE,
                field="podCidr",
                tells=Words(
                    "no pool names a subnet, and the pod CIDR lies in that range",
                    "서브넷을 지정한 풀이 없고 Pod CIDR이 그 범위 안에 있음",
                ),
            ),
        ),
        fixes=(OTHER_POD_CIDR,),
        sources=("E4", "R11", "R12", "X6", "E5b", "Azure/AKS-Construction#403"),
    ),
    Entry(
        id="pod-cidr-overlaps-services",
        codes=("AkslabPodCidrsOverlap",),
        unpublished=("PodCidrOverlapServiceCidr",),
        names={"pod": "pod_cidr", "svc": "service_cidr", "other": "cidr"},
        rules=("pod-cidr-overlaps-service-cidr", "pod-cidrs-overlap"),
        means=Words(
            (
                "{pod_cidr} overlaps {service_cidr}, or a second pod CIDR. A node could not tell a pod's address "
                "from a service's."
            ),
            (
                "{pod_cidr:이} {service_cidr} 또는 두 번째 Pod CIDR과 겹칩니다. 노드가 Pod의 주소와 서비스의 "
                "주소를 구별할 수 없게 됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "One of the two was set and the other left at its default: pods 10.244.0.0/16, services "
                        "10.0.0.0/16."
                    ),
                    (
                        "하나만 지정하고 다른 하나는 기본값으로 두었습니다. Pod는 10.244.0.0/16, 서비스는 "
                        "10.0.0.0/16입니다."
                    ),
                ),
                look=_PROFILE,
                field="podCidr, serviceCidr",
                tells=Words(
                    "one is a default and the other contains it", "하나가 기본값이고 다른 하나가 그것을 포함함"
                ),
            ),
        ),
        fixes=(OTHER_POD_CIDR, OTHER_SERVICE_CIDR),
        sources=("E5b", "R10", "R13"),
    ),
)
