"""Resource Manager and the providers at work: what only wraps another error, and operations in each other's way."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_OPERATIONS = (
    "az deployment operation group list -g <group> -n <deployment> --query "
    "\"[?properties.provisioningState=='Failed'].properties.[targetResource.id,statusMessage]\""
)
_STATE = (
    "az aks show -g <group> -n <cluster> --query "
    '"[provisioningState,powerState.code,agentPoolProfiles[].provisioningState]"'
)

_ONE_AT_A_TIME = Fix(
    what=Words(
        (
            "Let the first one end, then repeat. Order what writes the same network: one subnet after the other, "
            "then the cluster."
        ),
        (
            "먼저 시작한 작업이 끝난 뒤 다시 하세요. 같은 네트워크를 쓰는 것들은 순서를 정하세요. 서브넷을 "
            "하나씩, 그다음 클러스터입니다."
        ),
    ),
    az="az aks wait -g <group> -n <cluster> --updated --interval 30 --timeout 1800",
    bicep=(
        "@batchSize(1)\n"
        "resource subnets 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = [for subnet in list: {\n"
        "  // ...\n"
        "}]"
    ),
    terraform="terraform apply -parallelism=1",
)

OPERATIONS: tuple[Entry, ...] = (
    Entry(
        id="wrapper",
        codes=(
            "DeploymentFailed",
            "InvalidTemplateDeployment",
            "ResourceDeploymentFailure",
            "BadRequest",
            "Conflict",
            "ValidationError",
            "OperationFailed",
        ),
        rank="wrapper",
        means=Words(
            (
                "This only says that something inside failed. The reason is the code innermost in `details`, "
                "often JSON again inside a message."
            ),
            (
                "안쪽의 무언가가 실패했다는 뜻일 뿐입니다. 원인은 `details`의 가장 안쪽 코드에 있으며, 메시지 "
                "안에 다시 JSON으로 들어 있는 경우가 많습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The inner error was cut off. Get all of it and paste that.",
                    "안쪽 오류가 잘렸습니다. 전체를 받아서 붙여 넣으세요.",
                ),
                look=_OPERATIONS,
                field="statusMessage",
                tells=Words("the whole error tree of each resource that failed", "실패한 리소스마다 전체 오류 트리"),
            ),
            Cause(
                what=Words(
                    "The operation failed after the request was taken: the activity log has it.",
                    "요청이 접수된 뒤에 실패했습니다. 활동 로그에 있습니다.",
                ),
                look=(
                    "az monitor activity-log list -g <group> --offset 2h --status Failed --query "
                    '"[].[operationName.value,properties.statusMessage]"'
                ),
                field="properties.statusMessage",
                tells=Words("a code that is not one of these", "이 목록에 없는 코드"),
            ),
        ),
        sources=("E0",),
    ),
    Entry(
        id="precondition",
        codes=("PreconditionFailed", "PreconditionFailedEtagMismatch"),
        means=Words(
            (
                "Somebody changed the resource between reading and writing it, so the write was refused (412) "
                "and nothing lost. On a route table it means that two are writing it; the routes of new nodes "
                "come late or not at all."
            ),
            (
                "읽고 쓰는 사이에 다른 누군가가 리소스를 바꿔 쓰기가 거부되었습니다(412). 잃은 것은 없습니다. "
                "경로 테이블이라면 둘이 쓰고 있다는 뜻이며, 새 노드의 경로가 늦게 생기거나 생기지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A pipeline, policy or second cluster writes {table} while Kubernetes does.",
                    "Kubernetes가 쓰는 동안 파이프라인, 정책, 또는 다른 클러스터가 {table:을} 씁니다.",
                ),
                look=(
                    "az monitor activity-log list --resource-id <table-id> --offset 6h --query "
                    '"[].[eventTimestamp,caller,operationName.value]" -o table'
                ),
                field="caller",
                tells=Words("more than one caller, again and again", "호출자가 둘 이상이고 되풀이됨"),
            ),
            Cause(
                what=Words(
                    "Many nodes came at once. It passes by itself.",
                    "많은 노드가 한꺼번에 생겼습니다. 저절로 지나갑니다.",
                ),
                look="kubectl get events -A --field-selector reason=FailedToCreateRoute",
                field="count",
                tells=Words("no longer growing", "더 늘지 않음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Stop the second writer: routes of your own as resources of their own, tags and routes "
                        "ignored in the table."
                    ),
                    (
                        "두 번째로 쓰는 주체를 멈추세요. 사용자 경로는 별도 리소스로 만들고, 테이블의 태그와 "
                        "경로 변경은 무시하게 합니다."
                    ),
                ),
                az=(
                    "az network route-table route create -g <table-group> --route-table-name <table> -n own "
                    "--address-prefix 10.9.0.0/16 --next-hop-type VirtualAppliance --next-hop-ip-address "
                    "<firewall-ip>"
                ),
                bicep=(
                    "resource own 'Microsoft.Network/routeTables/routes@2024-05-01' = {\n"
                    "  parent: routeTable\n"
                    "  name: 'own'\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_route_table" "aks" {\n  lifecycle {\n    ignore_changes = [route, tags]\n  }\n}'
                ),
            ),
        ),
        sources=("K10", "kubernetes-sigs/cluster-api-provider-azure#682", "kubernetes-sigs/cloud-provider-azure#9729"),
    ),
    Entry(
        id="retryable",
        codes=("RetryableError", "RetryableErrorDueToAnotherOperation"),
        texts=("Operation {operation} is updating resource {resource}. The call can be retried in {seconds} seconds.",),
        means=Words(
            (
                "Azure was still busy with another write of the same resource. The same request passes in a few "
                "seconds; Kubernetes repeats its own by itself."
            ),
            (
                "Azure가 같은 리소스의 다른 쓰기를 처리하는 중이었습니다. 몇 초 뒤 같은 요청은 통과하며, "
                "Kubernetes는 스스로 다시 시도합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Two things write one network or one route table at once.",
                    "둘이 같은 네트워크나 경로 테이블을 동시에 씁니다.",
                ),
                look=(
                    "az monitor activity-log list -g <group> --offset 1h --query "
                    '"[].[eventTimestamp,caller,operationName.value,resourceId]" -o table'
                ),
                field="resourceId, caller",
                tells=Words("two writes of it within seconds", "몇 초 사이에 쓰기가 둘"),
            ),
            Cause(
                what=Words(
                    "A template makes subnets, associations and the cluster in parallel.",
                    "템플릿이 서브넷, 연결, 클러스터를 병렬로 만듭니다.",
                ),
                look=_OPERATIONS,
                field="targetResource.id",
                tells=Words("several of one network failed", "같은 네트워크의 여러 리소스가 실패함"),
            ),
        ),
        fixes=(_ONE_AT_A_TIME,),
        sources=("kubernetes/kubernetes#88151", "K10"),
    ),
    Entry(
        id="another-operation",
        codes=("AnotherOperationInProgress",),
        texts=(
            "Operation is not allowed: Another operation ({operation}) is in progress, please wait for it to finish",
        ),
        phrases=("another operation on this or dependent resource is in progress", "aka.ms/aks-pending-operation"),
        means=Words(
            (
                "The resource, or one it hangs on, is being changed already, and only one change goes at a time. "
                "Nothing of this request was done."
            ),
            (
                "그 리소스나 관련 리소스가 이미 변경 중이며, 변경은 한 번에 하나만 가능합니다. 이 요청은 "
                "실행되지 않았습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The cluster is creating, upgrading or scaling: a pool waits for it, and an autoscaler "
                        "counts too."
                    ),
                    (
                        "클러스터가 만들기, 업그레이드, 크기 조정 중입니다. 풀 작업은 그것을 기다려야 하며 자동 "
                        "크기 조정도 포함됩니다."
                    ),
                ),
                look=_STATE,
                field="provisioningState",
                tells=Words("Updating, Upgrading, Scaling or Creating", "Updating, Upgrading, Scaling, Creating"),
            ),
            Cause(
                what=Words(
                    "Subnets or associations of one virtual network are made in parallel.",
                    "한 가상 네트워크의 서브넷이나 연결을 병렬로 만듭니다.",
                ),
                look=(
                    'az network vnet show --ids <network-id> --query "[provisioningState,subnets[].provisioningState]"'
                ),
                field="provisioningState",
                tells=Words("Updating, and the template orders nothing", "Updating이고 템플릿에 순서가 없음"),
            ),
        ),
        fixes=(_ONE_AT_A_TIME,),
        sources=("Azure/bicep#5132", "microsoft/AzureTRE#2222", "Azure/terraform-azurerm-avm-ptn-aks-production#25"),
    ),
    Entry(
        id="throttled",
        codes=("Throttled", "TooManyRequests", "SubscriptionRequestsThrottled", "429"),
        texts=("request limit has been exceeded for SubID='{value}', please retry again in {seconds} seconds",),
        phrases=(
            "status=429",
            "statuscode=429",
            "httpstatuscode: 429",
            "response 429",
            "429 too many requests",
            "aka.ms/aks/throttling",
        ),
        means=Words(
            (
                "Too many requests (429). AKS takes about 20 writes of a cluster or pool at once and then one a "
                "minute; `Retry-After` says how long to wait."
            ),
            (
                "요청이 너무 많습니다(429). AKS는 클러스터나 풀 쓰기를 한 번에 20번쯤, 그 뒤로는 1분에 한 번 "
                "받습니다. 기다릴 시간은 `Retry-After`에 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A script or dashboard lists clusters in a tight loop.",
                    "스크립트나 대시보드가 쉬지 않고 클러스터 목록을 읽습니다.",
                ),
                look=(
                    "az monitor activity-log list --offset 1h --namespace Microsoft.ContainerService --query "
                    '"[].[caller,operationName.value]" -o tsv | sort | uniq -c | sort -rn | head'
                ),
                field="caller",
                tells=Words("one caller with most of them", "대부분이 한 호출자의 것"),
            ),
            Cause(
                what=Words(
                    "Many clusters or pools are made at once in this subscription.",
                    "이 구독에서 많은 클러스터나 풀을 한꺼번에 만듭니다.",
                ),
                look='az aks list --query "[].[name,provisioningState]" -o table',
                field="provisioningState",
                tells=Words("many not Succeeded", "Succeeded가 아닌 것이 많음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Wait as long as it says, then do less at once.",
                    "안내된 시간만큼 기다린 뒤 한 번에 하는 작업을 줄이세요.",
                ),
                az=("sleep <seconds>\naz aks nodepool add -g <group> --cluster-name <cluster> -n pool2"),
                bicep=("@batchSize(1)\nmodule clusters 'cluster.bicep' = [for name in names: {\n  // ...\n}]"),
                terraform="terraform apply -parallelism=1",
            ),
        ),
        sources=("E24", "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/throttled-error"),
    ),
)
