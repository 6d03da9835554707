"""Addresses that cannot be given out, and subnets that are somebody else's."""

from ..entry import Cause, Entry, Fix
from ..words import Words

ADDRESSES: tuple[Entry, ...] = (
    Entry(
        id="private-address-refused",
        codes=(
            "PrivateIPAddressInReservedRange",
            "PrivateIPAddressNotInSubnet",
            "PrivateIPAddressIsAllocated",
            "AkslabPrivateIPAddress",
        ),
        names={"ip": "address", "cidr": "subnet_cidr", "other": "resource", "id": "value"},
        rules=(
            "private-address-reserved",
            "private-address-outside-subnet",
            "private-address-allocated",
            "private-address-malformed",
        ),
        means=Words(
            (
                "{address} cannot be given out in {subnet_cidr}: it is one of the five Azure keeps (the first "
                "four and the last), lies outside, or is taken."
            ),
            (
                "{address:은} {subnet_cidr}에서 배정할 수 없습니다. Azure가 예약한 다섯 주소(처음 넷과 "
                "마지막)이거나, 범위 밖이거나, 이미 사용 중입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "An internal load balancer asks for an address that a node has.",
                    "내부 부하 분산 장치가 노드가 쓰는 주소를 요청합니다.",
                ),
                look='az network nic list --query "[].[name,ipConfigurations[].privateIPAddress]"',
                field="privateIPAddress",
                tells=Words("the address", "그 주소가 있음"),
            ),
            Cause(
                what=Words(
                    "The address is .0 to .3 or the last of the subnet.", "서브넷의 .0~.3이거나 마지막 주소입니다."
                ),
                look="az network vnet subnet show --ids <subnet-id> --query addressPrefix",
                field="addressPrefix",
                tells=Words("the address is at its edge", "주소가 범위의 끝에 있음"),
            ),
            Cause(
                what=Words("The address is of another subnet.", "다른 서브넷의 주소입니다."),
                look="az network vnet check-ip-address -g <network-group> -n <network> --ip-address <address>",
                field="available",
                tells=Words("false, with addresses that are free", "false이며 비어 있는 주소가 함께 나옴"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Take a free address from the end of the subnet, where nodes come last, or let Azure choose.",
                    "노드가 마지막에 쓰는 서브넷 뒤쪽의 빈 주소를 쓰거나 Azure가 고르게 하세요.",
                ),
                kubectl=(
                    "kubectl annotate service <service> "
                    "service.beta.kubernetes.io/azure-load-balancer-ipv4=<address> --overwrite"
                ),
                bicep="privateIPAllocationMethod: 'Dynamic'",
                terraform='private_ip_address_allocation = "Dynamic"',
            ),
        ),
        sources=("A7", "D24", "X1", "K22", "hashicorp/terraform-provider-azurerm#4225"),
    ),
    Entry(
        id="subnet-with-external-resources",
        codes=("SubnetWithExternalResourcesCannotBeUsedByOtherResources",),
        names={"id": "subnet", "id2": "resource", "ids": "resources"},
        rules=("subnet-with-external-resources",),
        means=Words(
            (
                "{subnet} belongs to another Azure service that keeps resources in it, so nothing else may be "
                "placed there."
            ),
            "{subnet}에는 다른 Azure 서비스의 리소스가 있어 다른 것을 배치할 수 없습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "The service's subnet was named for a node pool.", "서비스의 서브넷을 노드 풀에 지정했습니다."
                ),
                look=(
                    "az network vnet subnet show --ids <subnet-id> --query "
                    '"[delegations[].serviceName,serviceAssociationLinks[].link]"'
                ),
                field="serviceAssociationLinks",
                tells=Words("the service that owns it", "소유한 서비스가 나옴"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Name a subnet of the cluster's own.", "클러스터 전용 서브넷을 지정하세요."),
                az=(
                    "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes "
                    "--address-prefixes 10.1.0.0/24"
                ),
                bicep="vnetSubnetID: nodes.id",
                terraform="vnet_subnet_id = azurerm_subnet.nodes.id",
            ),
        ),
        sources=("A13",),
    ),
)
