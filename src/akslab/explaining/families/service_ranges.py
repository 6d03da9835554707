"""Service CIDRs that Azure refuses, ranges it keeps for itself, and Docker's bridge."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .range_fixes import OTHER_POD_CIDR, OTHER_SERVICE_CIDR

_SUBNETS = (
    'az network vnet show -g <network-group> -n <network> --query "subnets[].[name,addressPrefix,addressPrefixes]"'
)

_PROFILE = "az aks show -g <group> -n <cluster> --query networkProfile"

SERVICE_RANGES: tuple[Entry, ...] = (
    Entry(
        id="service-cidr-overlap",
        codes=("ServiceCidrOverlapExistingSubnetsCidr", "AkslabServiceCidrOverlapsManagedNetwork"),
        unpublished=("SubnetCidrOverlapServiceCidr",),
        names={"svc": "service_cidr", "subnet": "subnet_cidr", "vnet": "network_cidr"},
        rules=("service-cidr-overlaps-subnet", "service-cidr-overlaps-managed-network"),
        means=Words(
            (
                "{service_cidr} overlaps {subnet_cidr} in the cluster's virtual network. AKS compares it with "
                "every subnet there is, at creation and again before each upgrade."
            ),
            (
                "{service_cidr:이} 클러스터의 가상 네트워크에 있는 {subnet_cidr:과} 겹칩니다. AKS는 만들 때, "
                "그리고 업그레이드 전마다 모든 서브넷과 비교합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Nobody typed the service CIDR: it is then 10.0.0.0/16, and many networks begin at 10.0.0.0.",
                    (
                        "서비스 CIDR을 지정하지 않았습니다. 그러면 10.0.0.0/16이 되는데, 많은 네트워크가 "
                        "10.0.0.0에서 시작합니다."
                    ),
                ),
                look=_SUBNETS,
                field="addressPrefix",
                tells=Words(
                    "a subnet lies in 10.0.0.0/16, and your template or command names no service CIDR",
                    "10.0.0.0/16 안에 서브넷이 있고 템플릿이나 명령에 서비스 CIDR이 없음",
                ),
            ),
            Cause(
                what=Words(
                    "The subnet was added after the cluster. Nothing broke then; the next upgrade is refused.",
                    "클러스터보다 나중에 서브넷이 추가되었습니다. 그때는 문제가 없지만 다음 업그레이드가 거부됩니다.",
                ),
                look=(
                    "az monitor activity-log list -g <network-group> --offset 90d --query "
                    "\"[?operationName.value=='Microsoft.Network/virtualNetworks/subnets/write'].[eventTimestamp,caller,resourceId]\""
                ),
                field="eventTimestamp",
                tells=Words(
                    "the subnet was written after the cluster was made, and it was an upgrade that failed",
                    "클러스터를 만든 뒤에 서브넷이 작성되었고 실패한 것은 업그레이드임",
                ),
            ),
            Cause(
                what=Words(
                    "The network is one that AKS makes: it has 10.224.0.0/12.",
                    "AKS가 직접 만드는 네트워크입니다. 그 범위는 10.224.0.0/12입니다.",
                ),
                look=_PROFILE,
                field="serviceCidr",
                tells=Words(
                    "it lies in 10.224.0.0/12, and no pool names a subnet",
                    "10.224.0.0/12 안에 있고 서브넷을 지정한 풀이 없음",
                ),
            ),
        ),
        fixes=(
            OTHER_SERVICE_CIDR,
            Fix(
                what=Words(
                    "The cluster exists and the subnet came later: move or remove the subnet while it is empty.",
                    "클러스터가 이미 있고 서브넷이 나중에 생겼다면, 비어 있을 때 그 서브넷을 옮기거나 지우세요.",
                ),
                az="az network vnet subnet delete -g <network-group> --vnet-name <network> -n <subnet>",
            ),
        ),
        sources=("E1", "R3", "R4", "R12", "E5b", "Azure/AKS#1117"),
    ),
    Entry(
        id="service-cidr-unusable",
        codes=("AkslabServiceCidrTooLarge", "AkslabServiceCidrPublic"),
        names={"cidr": "service_cidr", "length": "limit"},
        rules=("service-cidr-too-large", "service-cidr-public"),
        means=Words(
            (
                "{service_cidr} is not one AKS takes: it has to be private address space, and smaller than a "
                "/12. Azure's code and text for this are not public."
            ),
            (
                "{service_cidr:은} AKS가 받아들이지 않는 범위입니다. 사설 주소 공간이어야 하고 /12보다 작아야 "
                "합니다. 이에 대한 Azure의 코드와 텍스트는 공개되어 있지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The range is public or multicast space: refused since October 2023.",
                    "범위가 공용 또는 멀티캐스트 주소 공간에 있습니다. 2023년 10월부터 거부됩니다.",
                ),
                look=_PROFILE,
                field="serviceCidr",
                tells=Words(
                    "it is outside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10",
                    "10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10 밖에 있음",
                ),
            ),
            Cause(
                what=Words("The range is a /12 or larger.", "범위가 /12이거나 그보다 큽니다."),
                look=_PROFILE,
                field="serviceCidr",
                tells=Words("its length is 12 or less", "접두사 길이가 12 이하"),
            ),
        ),
        fixes=(OTHER_SERVICE_CIDR,),
        sources=("R5", "R6", "X8"),
    ),
    Entry(
        id="reserved-range",
        codes=("AkslabReservedRange",),
        phrases=("reserved range", "reserved ip ranges"),
        names={"reserved": "other_cidr"},
        rules=("reserved-range",),
        means=Words(
            (
                "{cidr} touches a range AKS keeps for itself: 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16 or "
                "192.0.2.0/24. What counts is overlap: 172.16.0.0/12 holds two of them. Azure's code and text "
                "for this are not public."
            ),
            (
                "{cidr:이} AKS가 예약한 범위에 걸립니다. 169.254.0.0/16, 172.30.0.0/16, 172.31.0.0/16, "
                "192.0.2.0/24가 예약되어 있습니다. 겹치기만 해도 안 되므로 172.16.0.0/12도 둘을 포함합니다. 이에 "
                "대한 Azure의 코드와 텍스트는 공개되어 있지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Pod or service CIDR overlaps one of the four.", "Pod CIDR이나 서비스 CIDR이 넷 중 하나와 겹칩니다."
                ),
                look=_PROFILE,
                field="podCidr, serviceCidr",
                tells=Words("it contains, or lies in, one of the four", "넷 중 하나를 포함하거나 그 안에 있음"),
            ),
            Cause(
                what=Words(
                    "The virtual network does. Older clusters run with it and fail at the upgrade.",
                    "가상 네트워크가 겹칩니다. 오래된 클러스터는 그대로 실행되다가 업그레이드에서 실패합니다.",
                ),
                look="az network vnet show -g <network-group> -n <network> --query addressSpace.addressPrefixes",
                field="addressPrefixes",
                tells=Words(
                    "a prefix contains, or lies in, one of the four",
                    "접두사 하나가 넷 중 하나를 포함하거나 그 안에 있음",
                ),
            ),
        ),
        fixes=(OTHER_POD_CIDR, OTHER_SERVICE_CIDR),
        sources=("E27", "R1", "R2", "C7", "Azure/AKS#2234"),
    ),
    Entry(
        id="cidr-malformed",
        codes=("AkslabCidrHasHostBits",),
        unpublished=("CidrStringParseError", "InvalidIPRangeCIDR", "SingleIPAddressCIDR", "UnexpectedIPVersionCIDR"),
        rules=("cluster-range-malformed", "cluster-range-host-bits"),
        means=Words(
            (
                "{cidr} of the cluster is not written as AKS reads it: an address and a length, no host bits, "
                "IPv4 where IPv4 is meant."
            ),
            (
                "클러스터의 {cidr} 표기가 AKS가 읽는 형식이 아닙니다. 주소와 접두사 길이로 쓰고, 호스트 비트가 "
                "없어야 하며, IPv4 자리에는 IPv4여야 합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Host bits are set: 10.2.0.1/24 where 10.2.0.0/24 is meant.",
                    "호스트 비트가 설정되어 있습니다. 10.2.0.0/24를 뜻하면서 10.2.0.1/24라고 쓴 경우입니다.",
                ),
                look=_PROFILE,
                field="podCidr, serviceCidr",
                tells=Words("the address does not end where the length says", "주소가 접두사 길이에서 끝나지 않음"),
            ),
            Cause(
                what=Words(
                    "An empty or unresolved parameter reached AKS, or an address without a length.",
                    "비어 있거나 해석되지 않은 매개 변수, 또는 접두사 길이가 없는 주소가 전달되었습니다.",
                ),
                look=(
                    "az deployment operation group list -g <group> -n <deployment> --query "
                    "\"[?properties.provisioningState=='Failed'].properties.statusMessage\""
                ),
                field="error.target",
                tells=Words("it names the property that was sent", "전달된 속성의 이름이 있음"),
            ),
        ),
        fixes=(OTHER_SERVICE_CIDR,),
        sources=("R7",),
    ),
    Entry(
        id="docker-bridge",
        texts=("NetworkProfile.DockerBridgeCidr {cidr} is invalid",),
        phrases=("networkprofile.dockerbridgecidr",),
        unpublished=("DockerBridgeInSubnetCidr", "DockerBridgeInPodCidr", "DockerBridgeInServiceCidr"),
        names={"cidr": "cidr"},
        means=Words(
            (
                "{cidr} for Docker's bridge collides with another range. Nodes run containerd and have no such "
                "bridge: the setting does nothing and can go."
            ),
            (
                "Docker 브리지의 {cidr:이} 다른 범위와 충돌합니다. 노드는 containerd를 실행하며 그런 브리지가 "
                "없습니다. 이 설정은 아무 일도 하지 않으므로 지워도 됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "An old template still sets it, mostly to 172.17.0.1/16.",
                    "오래된 템플릿이 아직 이 값을 설정합니다. 대개 172.17.0.1/16입니다.",
                ),
                look=_PROFILE,
                field="dockerBridgeCidr",
                tells=Words("it is there", "값이 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Remove the setting.", "설정을 지우세요."),
                az="# leave out: --docker-bridge-address",
                bicep="// delete: dockerBridgeCidr",
                terraform="# delete: docker_bridge_cidr (azurerm 4 does not have it)",
            ),
        ),
        sources=("R14", "MicrosoftDocs/azure-docs#45652", "Azure/terraform-azurerm-aks#122"),
    ),
)
