"""Who may do what: rights that are missing, linked, or too fresh to count."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import ROLE_ON_TABLE

_ASSIGNMENTS = (
    'az role assignment list --all --assignee <principal> --query "[].[roleDefinitionName,scope,createdOn]" -o table'
)

_CLUSTER_IDENTITY = 'az aks show -g <group> -n <cluster> --query "[identity,servicePrincipalProfile.clientId]"'

_ROLE = Fix(
    what=Words(
        "Give {principal} Network Contributor on what it has to use, and no more; then wait, up to 60 minutes.",
        "{principal}에 사용할 리소스에 대해서만 네트워크 기여자 역할을 주고, 적용까지 최대 60분을 기다리세요.",
    ),
    az=(
        "az role assignment create --assignee-object-id <principal> --assignee-principal-type ServicePrincipal "
        "\\\n"
        '    --role "Network Contributor" --scope <scope-id>'
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
        '  principal_type       = "ServicePrincipal"\n'
        "}"
    ),
)

_WAIT = Fix(
    what=Words(
        (
            "Wait until the role counts, then repeat the request: up to 60 minutes. Grant it before the cluster, "
            "and order the cluster behind it."
        ),
        (
            "역할이 적용될 때까지(최대 60분) 기다린 뒤 요청을 다시 하세요. 역할은 클러스터보다 먼저 부여하고 "
            "클러스터가 그 뒤에 오도록 순서를 정하세요."
        ),
    ),
    az=(
        "for I in $(seq 60); do\n"
        "  az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id> "
        "--assign-identity <identity-id> && break\n"
        "  sleep 60\n"
        "done"
    ),
    bicep=(
        "properties: {\n"
        "  principalId: identity.properties.principalId\n"
        "  principalType: 'ServicePrincipal'\n"
        "}\n"
        "// cluster: dependsOn: [ role ]"
    ),
    terraform=(
        'resource "azurerm_role_assignment" "subnet" {\n'
        '  principal_type                   = "ServicePrincipal"\n'
        "  skip_service_principal_aad_check = true\n"
        "}\n"
        "# cluster: depends_on = [azurerm_role_assignment.subnet]"
    ),
)

_WAIT_AGAIN = Fix(
    what=Words(
        (
            "Wait until the role counts, up to 60 minutes: a cluster that runs tries again by itself, a request of "
            "yours is sent again. Grant it before the cluster, and order the cluster behind it."
        ),
        (
            "역할이 적용될 때까지(최대 60분) 기다리세요. 실행 중인 클러스터는 스스로 다시 시도하고, 직접 보낸 요청은 다시 "
            "보내야 합니다. 역할은 클러스터보다 먼저 부여하고 클러스터가 그 뒤에 오도록 순서를 정하세요."
        ),
    ),
    bicep=_WAIT.bicep,
    terraform=_WAIT.terraform,
)

AUTHORIZATION: tuple[Entry, ...] = (
    Entry(
        id="authorization",
        codes=("AuthorizationFailed",),
        texts=(
            (
                "The client '{client}' with object id '{principal}' does not have authorization to perform "
                "action '{action}' over scope '{scope}' or the scope is invalid."
            ),
        ),
        means=Words(
            "{principal} has no right to do this: {action} on {scope}. Or the scope does not exist.",
            "{principal}에 권한이 없습니다: {scope}에 대한 {action}. 또는 그 대상이 존재하지 않습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "It is the cluster's identity, and it has no role on the subnet or table: load balancers "
                        "stay pending, routes are not written."
                    ),
                    (
                        "클러스터의 관리 ID인데 서브넷이나 경로 테이블에 역할이 없습니다. 부하 분산 장치가 보류 "
                        "상태로 남고 경로가 쓰이지 않습니다."
                    ),
                ),
                look=_CLUSTER_IDENTITY,
                field="principalId, clientId",
                tells=Words("the object id of the message", "메시지의 개체 ID와 같음"),
            ),
            Cause(
                what=Words(
                    "It is you, or your pipeline: no role on the group, or the wrong subscription.",
                    "본인이나 파이프라인입니다. 리소스 그룹에 역할이 없거나 구독이 다릅니다.",
                ),
                look='az account show --query "[user.name,id]"',
                field="id",
                tells=Words("another subscription than in the scope", "범위(scope)의 구독과 다름"),
            ),
            Cause(
                what=Words(
                    "The role was granted within the hour and does not count yet.",
                    "역할이 한 시간 안에 부여되어 아직 적용되지 않았습니다.",
                ),
                look=_ASSIGNMENTS,
                field="createdOn",
                tells=Words("a fitting role, less than 60 minutes old", "맞는 역할이 있고 60분이 지나지 않음"),
            ),
        ),
        fixes=(_ROLE, _WAIT_AGAIN),
        names={"missing": "action", "id": "scope"},
        sources=("R48", "R49", "R51", "MicrosoftDocs/azure-docs#62754", "Azure/AKS#2625"),
        rules=("subnet-role-missing", "custom-table-missing-permission"),
    ),
    Entry(
        id="linked-authorization",
        codes=("LinkedAuthorizationFailed",),
        texts=(
            (
                "The client '{client}' with object id '{principal}' has permission to perform action '{action}' "
                "on scope '{scope}'; however, it does not have permission to perform action(s) '{linked_action}' "
                "on the linked scope(s) '{linked_scope}' or the linked scope(s) are invalid."
            ),
        ),
        means=Words(
            (
                "The identity may do this: {action}. But the request names another resource, on which it has no "
                "right: {linked_action} on {linked_scope}. Or that resource does not exist."
            ),
            (
                "ID에 {action} 권한은 있지만, 요청이 가리키는 다른 리소스에 권한이 없습니다: {linked_scope}에 "
                "대한 {linked_action}. 또는 그 리소스가 존재하지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "A subnet is written that has a route table, NSG or NAT gateway in a group where the "
                        "identity has no role: each needs its join."
                    ),
                    (
                        "경로 테이블, NSG, NAT 게이트웨이가 연결된 서브넷을 쓰는데, 그것들의 리소스 그룹에 ID의 "
                        "역할이 없습니다. 각각 join 권한이 필요합니다."
                    ),
                ),
                look=(
                    "az network vnet subnet show --ids <subnet-id> --query "
                    '"[routeTable.id,networkSecurityGroup.id,natGateway.id]"'
                ),
                field="id",
                tells=Words("one of them is the linked scope", "그중 하나가 연결된 범위(scope)임"),
            ),
            Cause(
                what=Words(
                    "A load balancer or node is to be placed in a subnet, without subnets/join on it.",
                    "서브넷에 부하 분산 장치나 노드를 배치하려는데 그 서브넷의 subnets/join 권한이 없습니다.",
                ),
                look=_ASSIGNMENTS,
                field="scope",
                tells=Words("none covers the subnet", "서브넷을 포함하는 범위가 없음"),
            ),
            Cause(
                what=Words(
                    "The linked resource does not exist: then it is said like this too.",
                    "연결된 리소스가 없습니다. 이때도 같은 메시지가 나옵니다.",
                ),
                look="az resource show --ids <linked-scope-id>",
                field="id",
                tells=Words("not found", "찾을 수 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Give the identity a role with the join action on the linked resource itself.",
                    "연결된 리소스 자체에 join 작업이 포함된 역할을 주세요.",
                ),
                az=(
                    "az role assignment create --assignee-object-id <principal> --assignee-principal-type "
                    "ServicePrincipal \\\n"
                    '    --role "Network Contributor" --scope <linked-scope-id>'
                ),
                bicep=ROLE_ON_TABLE.bicep,
                terraform=ROLE_ON_TABLE.terraform,
            ),
        ),
        sources=("A14", "R48", "R50", "hashicorp/terraform-provider-azurerm#3067", "MicrosoftDocs/azure-docs#117046"),
        rules=("subnet-role-missing",),
    ),
    Entry(
        id="role-too-fresh",
        codes=("PrincipalNotFound",),
        texts=("Principal {principal} does not exist in the directory {value}.",),
        phrases=("waiting for aad role to propagate", "this error might be related to a replication delay"),
        means=Words(
            (
                "An identity or its role is so new that not all of Azure knows it yet. It can take 60 minutes, "
                "mostly it takes a few."
            ),
            (
                "ID나 그 역할이 너무 새것이라 Azure 전체에 아직 전파되지 않았습니다. 최대 60분이 걸릴 수 있지만 "
                "대개 몇 분입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The identity was made in the same run, seconds before the role.",
                    "같은 실행에서 역할 할당 몇 초 전에 ID를 만들었습니다.",
                ),
                look="az ad sp show --id <principal> --query displayName",
                field="displayName",
                tells=Words("it is there now: the next run will pass", "지금은 있음. 다시 실행하면 통과함"),
            ),
            Cause(
                what=Words(
                    "The id is wrong: a client id where the principal's object id is wanted, or another tenant.",
                    "ID가 잘못되었습니다. 보안 주체의 개체 ID 대신 클라이언트 ID이거나 다른 테넌트의 ID입니다.",
                ),
                look='az identity show --ids <identity-id> --query "[principalId,clientId,tenantId]"',
                field="principalId",
                tells=Words("not the id that was sent", "보낸 ID와 다름"),
            ),
        ),
        fixes=(_WAIT,),
        sources=("R51", "Azure/AKS#1557", "Azure/azure-cli#33586", "MicrosoftDocs/azure-docs#92278"),
        rules=("role-too-fresh",),
    ),
    Entry(
        id="cli-role-assignment",
        phrases=("could not create a role assignment for subnet",),
        means=Words(
            (
                "az made the cluster's identity and wanted to give it the subnet; whoever is logged in may not "
                "assign roles there. The cluster may still come, and its load balancers will stay pending."
            ),
            (
                "az가 클러스터의 ID에 서브넷 권한을 주려 했지만, 로그인한 계정에 역할을 할당할 권한이 없습니다. "
                "클러스터는 만들어질 수 있지만 부하 분산 장치가 보류 상태로 남습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "You are Contributor there: that role assigns no roles. Owner or User Access "
                        "Administrator on the network is enough."
                    ),
                    (
                        "기여자 역할뿐입니다. 기여자는 역할을 할당할 수 없습니다. 네트워크에 대한 소유자나 "
                        "사용자 액세스 관리자면 충분합니다."
                    ),
                ),
                look=(
                    "az role assignment list --scope <network-id> --include-inherited --query "
                    '"[].[principalName,roleDefinitionName]" -o table'
                ),
                field="roleDefinitionName",
                tells=Words(
                    "neither Owner nor User Access Administrator beside your name",
                    "본인 이름에 Owner나 User Access Administrator가 없음",
                ),
            ),
            Cause(
                what=Words("The identity was too new when az tried.", "az가 시도할 때 ID가 너무 새것이었습니다."),
                look=(
                    "az role assignment create --assignee-object-id <principal> --assignee-principal-type "
                    'ServicePrincipal --role "Network Contributor" --scope <subnet-id>'
                ),
                field="id",
                tells=Words("by hand it works", "직접 실행하면 성공함"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Have somebody with the right assign the role to a user-assigned identity beforehand, "
                        "and make the cluster with that."
                    ),
                    (
                        "권한이 있는 사람이 미리 사용자 할당 관리 ID에 역할을 할당하게 하고, 그 ID로 클러스터를 "
                        "만드세요."
                    ),
                ),
                az=(
                    "az role assignment create --assignee-object-id <principal> --assignee-principal-type "
                    "ServicePrincipal \\\n"
                    '    --role "Network Contributor" --scope <subnet-id>\n'
                    "az aks create -g <group> -n <cluster> --vnet-subnet-id <subnet-id> --assign-identity "
                    "<identity-id> --skip-subnet-role-assignment"
                ),
                bicep=_ROLE.bicep,
                terraform=_ROLE.terraform,
            ),
        ),
        sources=("R48", "R51", "Azure/AKS#614", "Azure/azure-cli#12306", "Azure/azure-cli#27464"),
        rules=("subnet-role-missing",),
    ),
)
