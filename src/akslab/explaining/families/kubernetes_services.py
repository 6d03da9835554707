"""What Kubernetes says of a Service of type LoadBalancer that gets no address."""

from ..entry import Cause, Entry, Fix
from ..words import Words

KUBERNETES_SERVICES: tuple[Entry, ...] = (
    Entry(
        id="load-balancer-not-synced",
        codes=("SyncLoadBalancerFailed", "CreatingLoadBalancerFailed", "UpdateLoadBalancerFailed"),
        phrases=("error syncing load balancer", "error creating load balancer"),
        rank="symptom",
        means=Words(
            (
                "Kubernetes could not make the load balancer of a Service, which stays pending; it tries again "
                "by itself. Azure's code inside the event says why."
            ),
            (
                "Kubernetes가 서비스의 부하 분산 장치를 만들지 못해 보류 상태로 남습니다. 스스로 다시 시도하며, "
                "원인은 이벤트 안의 Azure 코드에 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The cluster's identity may not read or join the subnet: AuthorizationFailed, "
                        "LinkedAuthorizationFailed."
                    ),
                    (
                        "클러스터의 관리 ID에 서브넷 읽기나 join 권한이 없습니다. AuthorizationFailed, "
                        "LinkedAuthorizationFailed입니다."
                    ),
                ),
                look=(
                    "az role assignment list --scope <subnet-id> --include-inherited --query "
                    '"[].[principalId,roleDefinitionName]" -o table'
                ),
                field="principalId",
                tells=Words("the cluster identity's is not there", "클러스터 ID의 principalId가 없음"),
            ),
            Cause(
                what=Words(
                    "The address asked for is taken, reserved or in another subnet; or the subnet is full.",
                    "요청한 주소가 사용 중이거나 예약되었거나 다른 서브넷의 것이거나, 서브넷이 가득 찼습니다.",
                ),
                look="kubectl get service <service> -o jsonpath='{.metadata.annotations}'",
                field="service.beta.kubernetes.io/azure-load-balancer-ipv4",
                tells=Words("an address", "주소가 있음"),
            ),
            Cause(
                what=Words(
                    "A public IP address named by annotation is in another group, where the identity has no role.",
                    "주석으로 지정한 공용 IP 주소가 ID의 역할이 없는 다른 리소스 그룹에 있습니다.",
                ),
                look="kubectl get service <service> -o jsonpath='{.metadata.annotations}'",
                field="service.beta.kubernetes.io/azure-load-balancer-resource-group",
                tells=Words("another group than the node resource group", "노드 리소스 그룹이 아닌 그룹"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Give the cluster's identity Network Contributor on the subnet (and on the address's "
                        "group). Within minutes to an hour the address appears by itself."
                    ),
                    (
                        "클러스터의 관리 ID에 서브넷(과 주소의 리소스 그룹)에 대한 네트워크 기여자 역할을 "
                        "주세요. 몇 분에서 한 시간 안에 주소가 저절로 생깁니다."
                    ),
                ),
                az=(
                    "az role assignment create --assignee-object-id <principal> --assignee-principal-type "
                    "ServicePrincipal \\\n"
                    '    --role "Network Contributor" --scope <subnet-id>'
                ),
                bicep=(
                    "resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {\n"
                    "  scope: subnet\n"
                    "  name: guid(subnet.id, identity.id)\n"
                    "  properties: {\n"
                    "    principalId: identity.properties.principalId\n"
                    "    principalType: 'ServicePrincipal'\n"
                    "    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', "
                    "'4d97b98b-1d4f-4787-a291-c67834d212e7')\n"
                    "  }\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_role_assignment" "subnet" {\n'
                    "  scope                = azurerm_subnet.nodes.id\n"
                    '  role_definition_name = "Network Contributor"\n'
                    "  principal_id         = azurerm_user_assigned_identity.aks.principal_id\n"
                    "}"
                ),
            ),
        ),
        sources=("R48", "R49", "K22", "MicrosoftDocs/azure-docs#62754", "Azure/AKS#427"),
        rules=("subnet-role-missing",),
    ),
)
