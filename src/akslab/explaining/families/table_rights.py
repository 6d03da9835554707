"""A route table of one's own, and who may write it."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import ASSOCIATE, ROLE_ON_TABLE, USER_ASSIGNED

TABLE_RIGHTS: tuple[Entry, ...] = (
    Entry(
        id="own-table-identity",
        codes=("CustomRouteTableWithUnsupportedMSIType",),
        rules=("custom-table-system-assigned-identity",),
        means=Words(
            (
                "The subnet has a route table of your own, and the cluster a system-assigned identity. AKS must "
                "write routes while it makes the cluster, and that identity does not exist yet. It holds for "
                "kubenet only: with Azure CNI either kind will do."
            ),
            (
                "서브넷에 사용자 지정 경로 테이블이 있는데 클러스터는 시스템 할당 관리 ID를 씁니다. AKS는 "
                "클러스터를 만드는 동안 경로를 써야 하지만 그 ID는 아직 존재하지 않습니다. kubenet에만 해당하며 "
                "Azure CNI에서는 둘 다 가능합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "No identity was named, and system-assigned is the default of every tool. The article's "
                        '"system-assigned, with az only" holds for a subnet without a table of your own.'
                    ),
                    (
                        "ID를 지정하지 않았습니다. 모든 도구의 기본값은 시스템 할당입니다. 문서에 나오는 시스템 "
                        "할당 지원(Azure CLI만)은 사용자 지정 테이블이 없는 서브넷에 해당합니다."
                    ),
                ),
                look="az aks show -g <group> -n <cluster> --query identity.type",
                field="identity.type",
                tells=Words(
                    "SystemAssigned, or no identity in the template", "SystemAssigned이거나 템플릿에 identity가 없음"
                ),
            ),
            Cause(
                what=Words(
                    "You did not mean to bring a table: somebody, or a policy, put one on the subnet.",
                    "테이블을 가져올 생각이 아니었는데 누군가 또는 정책이 서브넷에 연결했습니다.",
                ),
                look="az network vnet subnet show --ids <subnet-id> --query routeTable.id",
                field="routeTable.id",
                tells=Words("a table you do not know, such as one for a firewall", "방화벽용 등 모르는 테이블"),
            ),
        ),
        fixes=(
            USER_ASSIGNED,
            Fix(
                what=Words(
                    "Or take the table off: AKS then makes one and keeps it.",
                    "또는 테이블 연결을 해제하세요. 그러면 AKS가 테이블을 만들고 관리합니다.",
                ),
                az="az network vnet subnet update --ids <subnet-id> --route-table null",
            ),
        ),
        sources=("E10", "R37", "R40", "X4", "O1", "Azure/AKS#2333"),
    ),
    Entry(
        id="own-table-permission",
        codes=("CustomRouteTableMissingPermission",),
        names={"rtId": "table"},
        rules=("custom-table-missing-permission",),
        means=Words(
            (
                "The cluster's identity may not read and write {table}, into which AKS has to put a route for "
                "every node."
            ),
            "클러스터의 관리 ID에 {table} 읽기 및 쓰기 권한이 없습니다. AKS는 여기에 노드마다 경로를 써야 합니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The role is on the virtual network or subnet, as the article says, and az itself grants "
                        "no more than the subnet; the table is outside that scope."
                    ),
                    (
                        "문서대로 가상 네트워크나 서브넷에 역할을 주었습니다. az가 스스로 주는 것도 "
                        "서브넷까지입니다. 테이블은 그 범위(scope) 밖에 있습니다."
                    ),
                ),
                look=(
                    "az role assignment list --all --assignee <principal> --query "
                    '"[].[roleDefinitionName,scope]" -o table'
                ),
                field="scope",
                tells=Words(
                    "no scope is the table, its group or the subscription",
                    "범위 중에 테이블, 테이블의 리소스 그룹, 구독이 없음",
                ),
            ),
            Cause(
                what=Words(
                    "The role was granted moments ago, or in parallel with the cluster, and does not count yet.",
                    "역할이 방금, 또는 클러스터와 동시에 부여되어 아직 적용되지 않았습니다.",
                ),
                look='az role assignment list --scope <table-id> --query "[].[principalId,createdOn]" -o table',
                field="createdOn",
                tells=Words("less than an hour ago, or after the request", "1시간 이내이거나 요청보다 나중"),
            ),
            Cause(
                what=Words(
                    "The role went to another identity: the kubelet's, or the client id instead of the principal id.",
                    "역할이 다른 ID에 부여되었습니다. kubelet의 ID이거나, 보안 주체 ID 대신 클라이언트 ID입니다.",
                ),
                look=(
                    "az aks show -g <group> -n <cluster> --query "
                    '"[identity.userAssignedIdentities,identityProfile.kubeletidentity]"'
                ),
                field="principalId",
                tells=Words(
                    "the assignment's principalId is not the cluster identity's",
                    "할당의 principalId가 클러스터 ID의 것이 아님",
                ),
            ),
        ),
        fixes=(ROLE_ON_TABLE,),
        sources=("E11", "R49", "R51", "O1", "MicrosoftDocs/azure-docs#80852", "sassoftware/viya4-iac-azure#450"),
    ),
    Entry(
        id="table-association-failed",
        codes=("AssociateRouteTableToSubnetError",),
        texts=("Failed to associate route table {table} to subnet {subnet}.",),
        means=Words(
            "AKS made {table} and could not put it on {subnet}.",
            "AKS가 {table:을} 만들었지만 {subnet}에 연결하지 못했습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "There is a NAT gateway on the subnet, beside outbound type loadBalancer.",
                    "서브넷에 NAT 게이트웨이가 있는데 아웃바운드 유형은 loadBalancer입니다.",
                ),
                look="az network vnet subnet show --ids <subnet-id> --query natGateway.id",
                field="natGateway.id",
                tells=Words("an id", "ID가 있음"),
            ),
            Cause(
                what=Words(
                    "The identity may not write the subnet, or not join what is on it: NSG, NAT gateway.",
                    "ID에 서브넷 쓰기 권한이 없거나, 서브넷에 있는 NSG, NAT 게이트웨이의 join 권한이 없습니다.",
                ),
                look=(
                    "az role assignment list --all --assignee <principal> --query "
                    '"[].[roleDefinitionName,scope]" -o table'
                ),
                field="scope",
                tells=Words(
                    "none covers the subnet, its NSG or its NAT gateway",
                    "서브넷, NSG, NAT 게이트웨이를 포함하는 범위가 없음",
                ),
            ),
            Cause(
                what=Words("A lock or a policy holds the network fast.", "잠금이나 정책이 네트워크 변경을 막습니다."),
                look="az lock list -g <network-group> -o table",
                field="level",
                tells=Words("ReadOnly", "ReadOnly"),
            ),
        ),
        fixes=(ASSOCIATE, USER_ASSIGNED),
        sources=("E13", "R43", "Azure/AKS#1653"),
    ),
)
