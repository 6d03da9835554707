"""A route table of one's own: where it has to be, and what changes it behind one's back."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import ASSOCIATE

_ATTACHED = (
    'az aks nodepool list -g <group> --cluster-name <cluster> --query "[].vnetSubnetId" -o tsv | xargs -n1 az '
    'network vnet subnet show --query "[name,routeTable.id]" -o tsv --ids'
)

_TABLE = 'az network route-table show --ids <table-id> --query "[id,location,subnets[].id]"'

TABLE_PLACES: tuple[Entry, ...] = (
    Entry(
        id="own-table-not-everywhere",
        unpublished=("SubnetMissingRouteTableAssociation", "TooManyCustomRouteTables"),
        names={"subnetId": "subnet", "rtId": "table", "tables": "names"},
        rules=("custom-table-missing-on-subnet", "several-custom-tables"),
        means=Words(
            (
                "The node subnets of the cluster do not all have the same route table: {subnet} has none, or not "
                "{table} of the cluster. A table steers only what leaves its own subnets, so pods of that pool "
                "would be cut off."
            ),
            (
                "클러스터의 노드 서브넷들이 같은 경로 테이블을 갖고 있지 않습니다. {subnet}에 테이블이 없거나 "
                "클러스터의 {table:이} 아닙니다. 테이블은 연결된 서브넷에서 나가는 트래픽에만 적용되므로 그 풀의 "
                "Pod는 고립됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A pool was added in a new subnet without the table.",
                    "테이블이 없는 새 서브넷에 풀을 추가했습니다.",
                ),
                look=_ATTACHED,
                field="routeTable.id",
                tells=Words("empty in one line", "한 줄이 비어 있음"),
            ),
            Cause(
                what=Words(
                    "A firewall's table was put on one of the subnets.",
                    "서브넷 하나에 방화벽용 테이블이 연결되었습니다.",
                ),
                look=_ATTACHED,
                field="routeTable.id",
                tells=Words("two different ids", "서로 다른 두 ID"),
            ),
        ),
        fixes=(ASSOCIATE,),
        sources=("E13", "R35", "R38", "D7", "Azure/AKS#1500"),
    ),
    Entry(
        id="own-table-place",
        unpublished=("CustomRouteTableCannotCrossSubscription", "CustomRouteTableNotFound"),
        names={"rtId": "table"},
        rules=("custom-table-in-another-subscription",),
        means=Words(
            "{table} is not where the cluster can use it: it has to exist, in the cluster's subscription.",
            "{table:을} 클러스터가 사용할 수 없습니다. 테이블은 클러스터와 같은 구독에 있어야 합니다.",
        ),
        causes=(
            Cause(
                what=Words("The table belongs to a hub's subscription.", "테이블이 허브의 구독에 있습니다."),
                look="az network vnet subnet show --ids <subnet-id> --query routeTable.id",
                field="routeTable.id",
                tells=Words("another subscription than the cluster's", "클러스터와 다른 구독"),
            ),
            Cause(
                what=Words(
                    "The table was deleted or renamed after it was put on the subnet.",
                    "서브넷에 연결한 뒤 테이블을 삭제하거나 이름을 바꿨습니다.",
                ),
                look=_TABLE,
                field="id",
                tells=Words("not found", "찾을 수 없음"),
            ),
        ),
        fixes=(ASSOCIATE,),
        sources=("E13", "R38"),
    ),
    Entry(
        id="own-table-write",
        unpublished=(
            "CustomRouteTableConflict",
            "CustomRouteTablePreConditionFailed",
            "CustomRouteTableTooManyRequests",
        ),
        means=Words(
            (
                "AKS wanted to write {table} and could not: somebody else wrote it at the same time, or it was "
                "written too often. Trying again helps; a second writer that never rests does not go away."
            ),
            (
                "AKS가 {table:을} 쓰려고 했지만 실패했습니다. 다른 누군가가 동시에 썼거나 너무 자주 쓰였습니다. "
                "다시 시도하면 되지만, 계속 쓰는 다른 주체가 있으면 되풀이됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A pipeline, a policy or a second cluster writes the same table.",
                    "파이프라인, 정책, 또는 다른 클러스터가 같은 테이블을 씁니다.",
                ),
                look=(
                    "az monitor activity-log list --resource-id <table-id> --offset 6h --query "
                    '"[].[eventTimestamp,caller,operationName.value]" -o table'
                ),
                field="caller",
                tells=Words("more than one caller within seconds", "몇 초 사이에 호출자가 둘 이상"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Wait a minute and repeat the operation; then see to it that only AKS writes routes of nodes.",
                    "1분 뒤 작업을 다시 하고, 노드의 경로는 AKS만 쓰도록 하세요.",
                ),
                az="az aks update -g <group> -n <cluster>",
                bicep="// no routes in the table's template: routes of its own are child resources",
                terraform=(
                    'resource "azurerm_route_table" "aks" {\n  lifecycle {\n    ignore_changes = [route, tags]\n  }\n}'
                ),
            ),
        ),
        sources=("E13", "K10", "Azure/AKS#3832"),
    ),
    Entry(
        id="own-table-fixed",
        unpublished=("CustomRouteTableInvalidUpdateAttempt",),
        means=Words(
            (
                "The request would give the cluster another route table than the one it was made with, and that "
                "is fixed. Until April 2026 a request that changed nothing could be taken for it."
            ),
            (
                "요청이 클러스터를 만들 때와 다른 경로 테이블로 바꾸려 합니다. 이것은 바꿀 수 없습니다. 2026년 "
                "4월까지는 아무것도 바꾸지 않는 요청도 이렇게 거부될 수 있었습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The subnet's table was swapped, by a template, a policy or by hand.",
                    "템플릿, 정책, 또는 사람이 서브넷의 테이블을 바꿨습니다.",
                ),
                look=(
                    "az monitor activity-log list --resource-id <subnet-id> --offset 30d --query "
                    '"[].[eventTimestamp,caller]" -o table'
                ),
                field="caller",
                tells=Words("a write of the subnet, by somebody who is not AKS", "AKS가 아닌 주체가 서브넷을 썼음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Put the cluster's own table back on the subnet.",
                    "클러스터의 원래 테이블을 서브넷에 다시 연결하세요.",
                ),
                az=ASSOCIATE.az,
                bicep=ASSOCIATE.bicep,
                terraform=ASSOCIATE.terraform,
            ),
        ),
        sources=("E12", "R34"),
    ),
    Entry(
        id="own-table-old-service",
        unpublished=("ExistingRouteTableInSubnetNotSupported", "CustomRouteTableUnsupportedK8SVersion"),
        rules=("custom-table-kubernetes-version",),
        means=Words(
            (
                "An answer of the time before own route tables were supported (June 2020, Kubernetes 1.15). "
                "Nobody should see it today."
            ),
            (
                "사용자 지정 경로 테이블이 지원되기 전(2020년 6월, Kubernetes 1.15)의 응답입니다. 지금은 볼 일이 "
                "없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The request uses a very old api-version or Kubernetes version.",
                    "요청이 아주 오래된 api-version이나 Kubernetes 버전을 씁니다.",
                ),
                look="az aks get-versions -l <location> -o table",
                field="kubernetesVersion",
                tells=Words("yours is not among them", "사용하는 버전이 목록에 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Ask with a version on offer.", "제공되는 버전으로 요청하세요."),
                az="az aks create -g <group> -n <cluster> --kubernetes-version 1.34",
                bicep="kubernetesVersion: '1.34'",
                terraform='kubernetes_version = "1.34"',
            ),
        ),
        sources=("E25", "R38", "R32"),
    ),
)
