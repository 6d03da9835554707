"""Virtual networks, subnets, prefixes and peerings that the network provider refuses."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_NETWORK = (
    "az network vnet show --ids <network-id> --query "
    '"[addressSpace.addressPrefixes,subnets[].[name,addressPrefix,addressPrefixes]]"'
)

_SUBNET_INSIDE = Fix(
    what=Words(
        "Take a free range of the network, or add one to its address space first.",
        "네트워크의 빈 범위를 쓰거나, 먼저 주소 공간에 범위를 추가하세요.",
    ),
    az=(
        "az network vnet update -g <network-group> -n <network> --address-prefixes 10.1.0.0/16 10.2.0.0/16\n"
        "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes --address-prefixes "
        "10.2.0.0/24"
    ),
    bicep=("addressSpace: {\n  addressPrefixes: [\n    '10.1.0.0/16'\n    '10.2.0.0/16'\n  ]\n}"),
    terraform=('resource "azurerm_virtual_network" "aks" {\n  address_space = ["10.1.0.0/16", "10.2.0.0/16"]\n}'),
)

NETWORK_RANGES: tuple[Entry, ...] = (
    Entry(
        id="subnet-outside-network",
        codes=("NetcfgInvalidSubnet",),
        names={"name": "subnet", "vnet": "network"},
        rules=("subnet-outside-network",),
        means=Words(
            (
                "{subnet} does not fit into {network}: its range is outside the address space, or, in older "
                "stacks, overlaps another subnet."
            ),
            (
                "{subnet:이} {network}에 맞지 않습니다. 범위가 주소 공간 밖이거나, 오래된 스택에서는 다른 "
                "서브넷과 겹칩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The network's address space was changed and the subnet's range was not.",
                    "네트워크의 주소 공간만 바꾸고 서브넷의 범위는 바꾸지 않았습니다.",
                ),
                look=_NETWORK,
                field="addressPrefixes",
                tells=Words("none contains the subnet's range", "서브넷의 범위를 포함하는 접두사가 없음"),
            ),
            Cause(
                what=Words("The range is another subnet's already.", "이미 다른 서브넷의 범위입니다."),
                look=_NETWORK,
                field="subnets[].addressPrefix",
                tells=Words("one overlaps it", "겹치는 것이 있음"),
            ),
        ),
        fixes=(_SUBNET_INSIDE,),
        sources=("A2",),
    ),
    Entry(
        id="subnets-overlap",
        codes=("NetcfgSubnetRangesOverlap",),
        names={"a": "subnet", "b": "other_subnet", "vnet": "network"},
        rules=("subnets-overlap",),
        means=Words(
            "{subnet} overlaps a subnet that {network} has already.",
            "{subnet:이} {network}에 이미 있는 서브넷과 겹칩니다.",
        ),
        causes=(
            Cause(
                what=Words("Two templates give out the same range.", "두 템플릿이 같은 범위를 배정합니다."),
                look=_NETWORK,
                field="subnets[].addressPrefix",
                tells=Words("the range, under another name", "같은 범위가 다른 이름으로 있음"),
            ),
            Cause(
                what=Words(
                    "A subnet was renamed: the new one is made before the old one is gone.",
                    "서브넷의 이름을 바꿨습니다. 이전 것이 없어지기 전에 새것을 만듭니다.",
                ),
                look="terraform plan -no-color | grep azurerm_subnet",
                field="azurerm_subnet",
                tells=Words(
                    "one is created and one destroyed, with the same range", "같은 범위로 하나는 만들고 하나는 삭제함"
                ),
            ),
        ),
        fixes=(_SUBNET_INSIDE,),
        sources=("A3",),
    ),
    Entry(
        id="prefix-malformed",
        codes=("InvalidCIDRNotation",),
        unpublished=("InvalidAddressPrefixFormat", "NetcfgInvalidIPAddressPrefix", "NetcfgInvalidVirtualNetworkSite"),
        names={"prefix": "cidr", "id": "resource"},
        rules=(
            "address-prefix-malformed",
            "address-prefix-host-bits",
            "route-prefix-malformed",
            "route-prefix-host-bits",
        ),
        means=Words(
            (
                "{cidr} is not a prefix Azure reads: an address, a slash and a length, with no host bits set; in "
                "a route also a service tag."
            ),
            (
                "{cidr:은} Azure가 읽을 수 있는 접두사가 아닙니다. 주소, 빗금, 길이로 쓰고 호스트 비트가 없어야 "
                "합니다. 경로에서는 서비스 태그도 됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Host bits are set: 10.1.0.4/24 where 10.1.0.0/24 is meant.",
                    "호스트 비트가 설정되어 있습니다. 10.1.0.0/24를 뜻하면서 10.1.0.4/24라고 썼습니다.",
                ),
                look=_NETWORK,
                field="addressPrefixes",
                tells=Words("the message names the range that would be right", "메시지에 올바른 범위가 나와 있음"),
            ),
            Cause(
                what=Words(
                    "The value is empty, a list where one is expected, or a name nobody resolved.",
                    "값이 비었거나, 하나를 넣을 곳에 목록이 있거나, 해석되지 않은 이름입니다.",
                ),
                look="az deployment group show -g <group> -n <deployment> --query properties.parameters",
                field="parameters",
                tells=Words("what the parameter really was", "매개 변수의 실제 값"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Write the network's address, not a host's.", "호스트 주소가 아니라 네트워크 주소를 쓰세요."
                ),
                az=(
                    "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes "
                    "--address-prefixes <canonical>"
                ),
                bicep="addressPrefix: '<canonical>'",
                terraform='address_prefixes = ["<canonical>"]',
            ),
        ),
        sources=("A4", "D11"),
    ),
    Entry(
        id="peered-networks-overlap",
        codes=("VnetAddressSpacesOverlap",),
        unpublished=("VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",),
        names={"id": "peering", "a": "network", "b": "other_network", "list": "prefixes"},
        rules=("peered-networks-overlap", "peers-of-a-network-overlap"),
        means=Words(
            (
                "{network} and {other_network} have addresses in common, so they cannot be peered, nor both be "
                "peers of a third."
            ),
            (
                "{network:과} {other_network}에 같은 주소가 있어 피어링할 수 없습니다. 둘 다 세 번째 네트워크의 "
                "피어가 될 수도 없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Both were made from the same sample, 10.0.0.0/16.", "둘 다 같은 예제(10.0.0.0/16)로 만들었습니다."
                ),
                look='az network vnet list --query "[].[name,addressSpace.addressPrefixes]"',
                field="addressPrefixes",
                tells=Words("the same prefix twice", "같은 접두사가 두 번 나옴"),
            ),
            Cause(
                what=Words(
                    "A third network, a peer of one of them, has the range.",
                    "둘 중 하나의 피어인 세 번째 네트워크에 그 범위가 있습니다.",
                ),
                look=(
                    "az network vnet peering list -g <network-group> --vnet-name <network> --query "
                    '"[].[name,remoteAddressSpace.addressPrefixes]"'
                ),
                field="remoteAddressSpace",
                tells=Words("one overlaps the other network", "다른 네트워크와 겹치는 것이 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Give one of them another range, and move what stands in it. Pod CIDRs are not compared "
                        "here: whether they overlap is yours to watch."
                    ),
                    (
                        "하나의 범위를 바꾸고 그 안의 리소스를 옮기세요. Pod CIDR은 여기서 비교되지 않으므로 "
                        "겹치는지 직접 살펴야 합니다."
                    ),
                ),
                az="az network vnet update -g <network-group> -n <network> --address-prefixes 10.2.0.0/16",
                bicep=("addressSpace: {\n  addressPrefixes: [\n    '10.2.0.0/16'\n  ]\n}"),
                terraform='address_space = ["10.2.0.0/16"]',
            ),
        ),
        sources=("A5", "A6", "D13", "D14"),
    ),
    Entry(
        id="network-shape",
        codes=(
            "AkslabAddressSpaceForbidden",
            "AkslabAddressSpaceOverlapsItself",
            "AkslabTooManySubnets",
            "AkslabSubnetNamedTwice",
            "AkslabSubnetSize",
            "AkslabPeeringWithItself",
            "AkslabTooManyPeerings",
        ),
        names={
            "prefix": "cidr",
            "vnet": "network",
            "n": "count",
            "name": "subnet",
            "most": "limit",
            "one": "cidr",
            "other": "other_cidr",
            "reserved": "other_cidr",
        },
        rules=(
            "address-space-forbidden",
            "address-space-overlaps-itself",
            "too-many-subnets",
            "subnet-named-twice",
            "subnet-size",
            "peering-with-itself",
            "too-many-peerings",
        ),
        means=Words(
            (
                "{network} is not one Azure takes: a prefix that is forbidden or there twice, a subnet smaller "
                "than /29, a name twice, too many subnets (3,000) or peerings (500), or a peering with itself. "
                "Azure's codes for this are not public."
            ),
            (
                "{network:은} Azure가 받아들이지 않는 구성입니다. 금지되거나 중복된 접두사, /29보다 작은 서브넷, "
                "중복된 이름, 너무 많은 서브넷(3,000개)이나 피어링(500개), 또는 자기 자신과의 피어링입니다. 이에 "
                "대한 Azure의 코드는 공개되어 있지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("One of these stands in the template.", "템플릿에 그중 하나가 있습니다."),
                look=_NETWORK,
                field="addressPrefixes, subnets[].name",
                tells=Words(
                    "multicast, loopback, 169.254.0.0/16 or 168.63.129.16; or the same twice",
                    "멀티캐스트, 루프백, 169.254.0.0/16, 168.63.129.16, 또는 중복",
                ),
            ),
        ),
        fixes=(_SUBNET_INSIDE,),
        sources=("R15", "D1", "D13", "D24", "D25", "A2"),
    ),
)
