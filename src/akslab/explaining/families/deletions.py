"""What cannot be deleted, or made smaller, because it is in use."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_DETACH = Fix(
    what=Words(
        "Find who uses it, take it off there, then delete.", "사용하는 리소스를 찾아 연결을 해제한 다음 삭제하세요."
    ),
    az=(
        "az network vnet subnet update --ids <subnet-id> --route-table null\n"
        "az network vnet subnet update --ids <subnet-id> --nsg null"
    ),
    bicep="// the subnet without: routeTable, networkSecurityGroup",
    terraform=(
        "# delete azurerm_subnet_route_table_association and azurerm_subnet_network_security_group_association first"
    ),
)

DELETIONS: tuple[Entry, ...] = (
    Entry(
        id="in-use",
        codes=(
            "InUseSubnetCannotBeDeleted",
            "InUseRouteTableCannotBeDeleted",
            "InUseNetworkSecurityGroupCannotBeDeleted",
            "PublicIPAddressCannotBeDeleted",
        ),
        texts=(
            "Subnet {subnet} is in use by {resource} and cannot be deleted.",
            "Route table {table} is in use and cannot be deleted.",
            (
                "Network security group {security_group} cannot be deleted because it is in use by the following "
                "resources: {resources}. In order"
            ),
            (
                "Public IP address {public_ip} can not be deleted since it is still allocated to resource "
                "{resource}. In order"
            ),
        ),
        names={
            "s": "subnet",
            "ipConfigId": "resource",
            "name": "value",
            "referer": "resource",
            "referers": "resources",
            "id": "value",
        },
        rules=(
            "subnet-in-use",
            "subnet-removed-in-use",
            "route-table-in-use",
            "network-security-group-in-use",
            "public-ip-in-use",
        ),
        means=Words(
            "Something still uses what is to be deleted: {resource}. It has to let go first.",
            "삭제하려는 것을 아직 사용 중입니다. 사용하는 쪽({resource})을 먼저 정리해야 합니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The cluster is still there, or being deleted: its nodes and load balancers hold the "
                        "subnet, the table, the address."
                    ),
                    (
                        "클러스터가 아직 있거나 삭제 중입니다. 노드와 부하 분산 장치가 서브넷, 테이블, 주소를 "
                        "붙들고 있습니다."
                    ),
                ),
                look='az aks list --query "[].[name,provisioningState,nodeResourceGroup]" -o table',
                field="provisioningState",
                tells=Words("the cluster is there, or Deleting", "클러스터가 있거나 Deleting임"),
            ),
            Cause(
                what=Words(
                    "A subnet elsewhere has the table or the group: an application gateway's, say.",
                    "Application Gateway 등 다른 서브넷에 그 테이블이나 그룹이 연결되어 있습니다.",
                ),
                look='az network route-table show --ids <table-id> --query "subnets[].id"',
                field="subnets[].id",
                tells=Words("a subnet you did not think of", "생각하지 못한 서브넷"),
            ),
            Cause(
                what=Words(
                    "An internal load balancer or private endpoint stands in the subnet.",
                    "서브넷에 내부 부하 분산 장치나 프라이빗 엔드포인트가 있습니다.",
                ),
                look='az network vnet subnet show --ids <subnet-id> --query "ipConfigurations[].id"',
                field="ipConfigurations[].id",
                tells=Words(
                    "loadBalancers or privateEndpoints in an id", "ID에 loadBalancers나 privateEndpoints가 있음"
                ),
            ),
        ),
        fixes=(_DETACH,),
        sources=("A9", "A10", "A11", "A12"),
    ),
    Entry(
        id="prefix-in-use",
        codes=("InUsePrefixCannotBeDeleted",),
        names={"prefix": "subnet_cidr", "name": "subnet"},
        rules=("subnet-resized-in-use",),
        means=Words(
            (
                "The range of {subnet} was to be changed while addresses of it are in use. A change of the range "
                "is a deletion of the old one, and addresses can linger after their owners are gone."
            ),
            (
                "주소가 사용 중인 {subnet}의 범위를 바꾸려 했습니다. 범위를 바꾸는 것은 이전 범위를 삭제하는 "
                "것이고, 주인이 없어진 뒤에도 주소 배정이 한동안 남을 수 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Nodes stand in it: a node subnet is not resized.",
                    "노드가 있습니다. 노드 서브넷은 크기를 바꿀 수 없습니다.",
                ),
                look='az network vnet subnet show --ids <subnet-id> --query "ipConfigurations[].id"',
                field="ipConfigurations[].id",
                tells=Words("scale sets in the ids", "ID에 확장 집합이 있음"),
            ),
            Cause(
                what=Words(
                    "They are gone, and the network has not noticed yet.",
                    "이미 없지만 네트워크에 아직 반영되지 않았습니다.",
                ),
                look='az network vnet subnet show --ids <subnet-id> --query "length(ipConfigurations)"',
                field="length(ipConfigurations)",
                tells=Words("nothing: wait some minutes and repeat", "없음. 몇 분 뒤 다시 시도"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Leave the subnet and make another, larger one for a new pool.",
                    "서브넷은 그대로 두고 새 풀을 위한 더 큰 서브넷을 만드세요.",
                ),
                az=(
                    "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes2 "
                    "--address-prefixes 10.1.4.0/23 --route-table <table-id>"
                ),
                bicep=(
                    "resource nodes2 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n"
                    "  parent: network\n"
                    "  name: 'nodes2'\n"
                    "}"
                ),
                terraform=('resource "azurerm_subnet" "nodes2" {\n  address_prefixes = ["10.1.4.0/23"]\n}'),
            ),
        ),
        sources=("A15", "E6f"),
    ),
)
