"""Outbound type userDefinedRouting, and the three things it demands of the subnet's table."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import ASSOCIATE, OTHER_TYPE

_ROUTES = (
    "az network route-table show --ids <table-id> --query "
    '"routes[].[name,addressPrefix,nextHopType,nextHopIpAddress]" -o table'
)

_OUTBOUND = "az aks show -g <group> -n <cluster> --query networkProfile.outboundType"

_DEFAULT_ROUTE = Fix(
    what=Words(
        "Write the route into {table}: 0.0.0.0/0 to the firewall's private address, or to the gateway.",
        "{table}에 경로를 쓰세요. 0.0.0.0/0을 방화벽의 개인 IP 주소나 게이트웨이로 보냅니다.",
    ),
    az=(
        "az network route-table route create -g <table-group> --route-table-name <table> -n default \\\n"
        "    --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address <firewall-ip>"
    ),
    bicep=(
        "resource toFirewall 'Microsoft.Network/routeTables/routes@2024-05-01' = {\n"
        "  parent: routeTable\n"
        "  name: 'default'\n"
        "  properties: {\n"
        "    addressPrefix: '0.0.0.0/0'\n"
        "    nextHopType: 'VirtualAppliance'\n"
        "    nextHopIpAddress: firewall.properties.ipConfigurations[0].properties.privateIPAddress\n"
        "  }\n"
        "}"
    ),
    terraform=(
        'resource "azurerm_route" "default" {\n'
        '  name                   = "default"\n'
        "  resource_group_name    = azurerm_route_table.aks.resource_group_name\n"
        "  route_table_name       = azurerm_route_table.aks.name\n"
        '  address_prefix         = "0.0.0.0/0"\n'
        '  next_hop_type          = "VirtualAppliance"\n'
        "  next_hop_in_ip_address = azurerm_firewall.hub.ip_configuration[0].private_ip_address\n"
        "}"
    ),
)

USER_ROUTING: tuple[Entry, ...] = (
    Entry(
        id="udr-without-table",
        codes=("ExistingRouteTableNotAssociatedWithSubnet",),
        names={"subnetId": "subnet"},
        rules=("user-routing-without-table",),
        means=Words(
            (
                "Outbound type userDefinedRouting needs a route table on {subnet} when the request arrives, and "
                "there was none."
            ),
            (
                "아웃바운드 유형 userDefinedRouting은 요청이 도착할 때 {subnet}에 경로 테이블이 있어야 하는데 "
                "없었습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The association is made in the same deployment, beside or after the cluster: nothing "
                        "orders it before."
                    ),
                    (
                        "같은 배포에서 연결을 클러스터와 동시에 또는 나중에 만듭니다. 먼저 만들도록 하는 순서가 "
                        "없습니다."
                    ),
                ),
                look="az network vnet subnet show --ids <subnet-id> --query routeTable.id",
                field="routeTable.id",
                tells=Words(
                    "there is a table now: the second run will pass", "지금은 테이블이 있음. 다시 실행하면 통과함"
                ),
            ),
            Cause(
                what=Words(
                    "A later PUT of the subnet did not name the table and so took it off.",
                    "나중에 실행된 서브넷 PUT이 테이블을 지정하지 않아 연결이 해제되었습니다.",
                ),
                look=(
                    "az monitor activity-log list --resource-id <subnet-id> --offset 30d --query "
                    '"[].[eventTimestamp,caller]" -o table'
                ),
                field="caller",
                tells=Words(
                    "a pipeline wrote the subnet after the table was put on it",
                    "테이블을 연결한 뒤 파이프라인이 서브넷을 썼음",
                ),
            ),
            Cause(
                what=Words(
                    "userDefinedRouting was not meant: AKS makes no table for it.",
                    "userDefinedRouting을 의도하지 않았습니다. 이 유형에서는 AKS가 테이블을 만들지 않습니다.",
                ),
                look=_OUTBOUND,
                field="outboundType",
                tells=Words("userDefinedRouting, and there is no firewall", "userDefinedRouting인데 방화벽이 없음"),
            ),
        ),
        fixes=(ASSOCIATE, OTHER_TYPE),
        sources=("E7", "O1", "R41", "R42", "Azure/AKS#1875"),
    ),
    Entry(
        id="udr-without-default-route",
        codes=("RouteTableMissingDefaultRouteError",),
        names={"rtId": "table"},
        rules=("user-routing-without-default-route",),
        means=Words(
            (
                "{table} has no route for 0.0.0.0/0, and userDefinedRouting demands one written into the table. "
                "One learnt from a gateway or Virtual WAN does not count."
            ),
            (
                "{table}에 0.0.0.0/0 경로가 없습니다. userDefinedRouting은 테이블에 직접 쓴 기본 경로를 "
                "요구합니다. 게이트웨이나 Virtual WAN에서 배운 경로는 인정되지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The default route comes by BGP or from a virtual hub.", "기본 경로가 BGP나 가상 허브에서 옵니다."
                ),
                look="az network nic show-effective-route-table --ids <nic-id> -o table",
                field="source, addressPrefix",
                tells=Words(
                    "0.0.0.0/0 with source VirtualNetworkGateway", "source가 VirtualNetworkGateway인 0.0.0.0/0"
                ),
            ),
            Cause(
                what=Words(
                    "The route is made after the cluster, or was in a list that another deployment overwrote.",
                    "경로를 클러스터보다 나중에 만들었거나, 다른 배포가 경로 목록을 덮어썼습니다.",
                ),
                look=_ROUTES,
                field="addressPrefix",
                tells=Words("no 0.0.0.0/0", "0.0.0.0/0이 없음"),
            ),
            Cause(
                what=Words("The subnet has another table than you think.", "서브넷에 생각과 다른 테이블이 있습니다."),
                look="az network vnet subnet show --ids <subnet-id> --query routeTable.id",
                field="routeTable.id",
                tells=Words("not the table with the route", "경로가 있는 테이블이 아님"),
            ),
        ),
        fixes=(_DEFAULT_ROUTE, OTHER_TYPE),
        sources=("E8", "O1", "R41", "X3", "MicrosoftDocs/azure-docs#108240"),
    ),
    Entry(
        id="udr-next-hop",
        codes=("RouteTableInvalidNextHop",),
        names={"type": "next_hop"},
        rules=("default-route-hop",),
        means=Words(
            (
                "The default route of the node subnet's table goes nowhere that userDefinedRouting allows: only "
                "VirtualAppliance and VirtualNetworkGateway do; {next_hop} does not."
            ),
            (
                "노드 서브넷 테이블의 기본 경로가 userDefinedRouting이 허용하지 않는 곳을 가리킵니다. "
                "VirtualAppliance와 VirtualNetworkGateway만 가능하며 {next_hop:은} 안 됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The route sends everything to Internet, as a placeholder or to go around the firewall.",
                    "자리 표시자로, 또는 방화벽을 우회하려고 모든 트래픽을 Internet으로 보냅니다.",
                ),
                look=_ROUTES,
                field="nextHopType",
                tells=Words("Internet", "Internet"),
            ),
            Cause(
                what=Words("The route is to block traffic.", "트래픽을 차단하는 경로입니다."),
                look=_ROUTES,
                field="nextHopType",
                tells=Words("None", "None"),
            ),
        ),
        fixes=(_DEFAULT_ROUTE, OTHER_TYPE),
        sources=("E9", "O1", "R41", "hashicorp/terraform-provider-azurerm#8609"),
    ),
)
