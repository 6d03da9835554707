"""Ways out that several errors of route tables have in common."""

from ..entry import Fix
from ..words import Words

USER_ASSIGNED = Fix(
    what=Words(
        (
            "Make a user-assigned identity, give it the table and the subnet, wait until the roles count (up to "
            "60 minutes), then make the cluster with it."
        ),
        (
            "사용자 할당 관리 ID를 만들어 경로 테이블과 서브넷에 권한을 주고, 역할이 적용될 때까지(최대 60분) "
            "기다린 뒤 그 ID로 클러스터를 만드세요."
        ),
    ),
    az=(
        "az identity create -g <group> -n <cluster>-identity\n"
        "PRINCIPAL=$(az identity show -g <group> -n <cluster>-identity --query principalId -o tsv)\n"
        "for SCOPE in <table-id> <subnet-id>; do\n"
        "  az role assignment create --assignee-object-id $PRINCIPAL --assignee-principal-type ServicePrincipal "
        "\\\n"
        '    --role "Network Contributor" --scope $SCOPE\n'
        "done\n"
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id> \\\n"
        "    --assign-identity $(az identity show -g <group> -n <cluster>-identity --query id -o tsv)"
    ),
    bicep=(
        "identity: {\n"
        "  type: 'UserAssigned'\n"
        "  userAssignedIdentities: {\n"
        "    '${identity.id}': {}\n"
        "  }\n"
        "}\n"
        "// and, before the cluster: roleAssignments with scope: routeTable and scope: subnet"
    ),
    terraform=(
        "identity {\n"
        '  type         = "UserAssigned"\n'
        "  identity_ids = [azurerm_user_assigned_identity.aks.id]\n"
        "}\n"
        "depends_on = [azurerm_role_assignment.table, azurerm_role_assignment.subnet]"
    ),
)


ROLE_ON_TABLE = Fix(
    what=Words(
        (
            "Give the cluster's identity Network Contributor on {table} itself: a role on the network does not "
            "cover a table outside it. Then wait, up to 60 minutes."
        ),
        (
            "클러스터의 관리 ID에 {table} 자체에 대한 네트워크 기여자 역할을 주세요. 네트워크에 준 역할은 그 "
            "밖에 있는 테이블에 미치지 않습니다. 적용까지 최대 60분을 기다리세요."
        ),
    ),
    az=(
        "az role assignment create --assignee-object-id <principal> --assignee-principal-type ServicePrincipal "
        "\\\n"
        '    --role "Network Contributor" --scope <table-id>'
    ),
    bicep=(
        "resource onTable 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n"
        "  scope: routeTable\n"
        "  name: guid(routeTable.id, identity.id)\n"
        "  properties: {\n"
        "    principalId: identity.properties.principalId\n"
        "    principalType: 'ServicePrincipal'\n"
        "    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', "
        "'4d97b98b-1d4f-4787-a291-c67834d212e7')\n"
        "  }\n"
        "}\n"
        "// and in the cluster: dependsOn: [ onTable ]"
    ),
    terraform=(
        'resource "azurerm_role_assignment" "table" {\n'
        "  scope                = azurerm_route_table.aks.id\n"
        '  role_definition_name = "Network Contributor"\n'
        "  principal_id         = azurerm_user_assigned_identity.aks.principal_id\n"
        '  principal_type       = "ServicePrincipal"\n'
        "}\n"
        "# and in the cluster: depends_on = [azurerm_role_assignment.table]"
    ),
)


ASSOCIATE = Fix(
    what=Words(
        "Put the table on the subnet before the cluster is made, and make the cluster wait for it.",
        "클러스터를 만들기 전에 서브넷에 경로 테이블을 연결하고, 클러스터가 그것을 기다리게 하세요.",
    ),
    az="az network vnet subnet update --ids <subnet-id> --route-table <table-id>",
    bicep=(
        "resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n"
        "  properties: {\n"
        "    addressPrefix: '10.1.0.0/24'\n"
        "    routeTable: {\n"
        "      id: routeTable.id\n"
        "    }\n"
        "  }\n"
        "}"
    ),
    terraform=(
        'resource "azurerm_subnet_route_table_association" "nodes" {\n'
        "  subnet_id      = azurerm_subnet.nodes.id\n"
        "  route_table_id = azurerm_route_table.aks.id\n"
        "}\n"
        "# and in the cluster: depends_on = [azurerm_subnet_route_table_association.nodes]"
    ),
)


OTHER_TYPE = Fix(
    what=Words(
        (
            "Let the outbound type say what the network does: loadBalancer for AKS's own way out, none if nobody "
            "is to check."
        ),
        (
            "아웃바운드 유형을 실제 네트워크에 맞추세요. AKS가 만드는 출구를 쓰면 loadBalancer, 검사를 원하지 "
            "않으면 none입니다."
        ),
    ),
    az=(
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id> "
        "--outbound-type loadBalancer"
    ),
    bicep=("networkProfile: {\n  outboundType: 'loadBalancer'\n}"),
    terraform=('network_profile {\n  network_plugin = "kubenet"\n  outbound_type  = "loadBalancer"\n}'),
)


OVERLAY = Fix(
    what=Words(
        (
            "Choose CNI Overlay: it saves addresses like kubenet and has what kubenet lacks. kubenet itself ends "
            "on 31 March 2028."
        ),
        (
            "CNI Overlay를 선택하세요. kubenet처럼 주소를 아끼면서 kubenet에 없는 기능을 제공합니다. kubenet "
            "지원은 2028년 3월 31일에 끝납니다."
        ),
    ),
    az=(
        "az aks create -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay --pod-cidr "
        "10.244.0.0/16"
    ),
    bicep=(
        "networkProfile: {\n  networkPlugin: 'azure'\n  networkPluginMode: 'overlay'\n  podCidr: '10.244.0.0/16'\n}"
    ),
    terraform=(
        "network_profile {\n"
        '  network_plugin      = "azure"\n'
        '  network_plugin_mode = "overlay"\n'
        '  pod_cidr            = "10.244.0.0/16"\n'
        "}"
    ),
)
