"""What a policy of the organisation refuses."""

from ..entry import Cause, Entry, Fix
from ..words import Words

POLICIES: tuple[Entry, ...] = (
    Entry(
        id="policy-refuses",
        codes=("RequestDisallowedByPolicy",),
        texts=("Resource '{resource}' was disallowed by policy.",),
        phrases=("was disallowed by policy",),
        means=Words(
            (
                "An Azure Policy of your organisation refuses {resource}, which AKS or you wanted to make. "
                "Nothing is wrong with the cluster itself."
            ),
            (
                "조직의 Azure Policy가 AKS나 사용자가 만들려던 {resource:을} 거부합니다. 클러스터 구성 자체에는 "
                "문제가 없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "Route tables are forbidden, or must be the firewall's, and kubenet makes one in the "
                        "node resource group."
                    ),
                    (
                        "경로 테이블이 금지되었거나 방화벽용이어야 하는데, kubenet은 노드 리소스 그룹에 테이블을 "
                        "만듭니다."
                    ),
                ),
                look=(
                    "az policy assignment list --disable-scope-strict-match --query "
                    '"[].[displayName,enforcementMode,policyDefinitionId]" -o table'
                ),
                field="policyDefinitionId",
                tells=Words("the assignment whose id is in the message", "메시지에 ID가 있는 할당"),
            ),
            Cause(
                what=Words(
                    "A tag, region, SKU or public address is demanded or forbidden.",
                    "태그, 지역, SKU, 공용 주소에 대한 요구나 금지가 있습니다.",
                ),
                look="az policy definition show -n <policy> --query policyRule",
                field="policyRule.if",
                tells=Words("which property it tests", "검사하는 속성"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Exempt the node resource group, or bring your own route table in your own group; then "
                        "let AKS try again."
                    ),
                    (
                        "노드 리소스 그룹을 예외로 하거나, 사용자의 리소스 그룹에 있는 사용자 지정 경로 테이블을 "
                        "쓰세요. 그다음 AKS가 다시 시도하게 하세요."
                    ),
                ),
                az=(
                    "az policy exemption create -n aks --policy-assignment <policy-id> --exemption-category "
                    "Waiver --scope <node-group-id>\n"
                    "az aks update -g <group> -n <cluster>"
                ),
                bicep=(
                    "resource exemption 'Microsoft.Authorization/policyExemptions@2022-07-01-preview' = {\n"
                    "  name: 'aks'\n"
                    "  properties: {\n"
                    "    policyAssignmentId: policyAssignmentId\n"
                    "    exemptionCategory: 'Waiver'\n"
                    "  }\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_resource_group_policy_exemption" "aks" {\n'
                    '  name                 = "aks"\n'
                    "  resource_group_id    = data.azurerm_resource_group.nodes.id\n"
                    "  policy_assignment_id = var.policy_assignment_id\n"
                    '  exemption_category   = "Waiver"\n'
                    "}"
                ),
            ),
        ),
        sources=(
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/requestdisallowedbypolicy-error",
            "dotnet/core#3612",
        ),
    ),
    Entry(
        id="policy-ambiguous",
        codes=("AmbiguousPolicyEvaluationPaths",),
        means=Words(
            (
                "A policy that adds tags cannot decide which spelling of a tag is meant, and so every write of "
                "the route table is refused. Nodes get no routes, whatever their Ready says."
            ),
            (
                "태그를 추가하는 정책이 어느 표기의 태그인지 결정하지 못해 경로 테이블 쓰기가 모두 거부됩니다. "
                "노드가 Ready로 보여도 경로가 없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The table, its group and the policy spell one tag in different case.",
                    "테이블, 리소스 그룹, 정책에서 같은 태그의 대소문자가 다릅니다.",
                ),
                look="az network route-table show --ids <table-id> --query tags",
                field="tags",
                tells=Words("the tag of the message, in another case", "메시지의 태그가 다른 대소문자로 있음"),
            ),
            Cause(
                what=Words("Two assignments inherit the same tag.", "두 할당이 같은 태그를 상속합니다."),
                look="az policy assignment list --disable-scope-strict-match -o table",
                field="displayName",
                tells=Words("two that add the tag", "그 태그를 추가하는 할당이 둘"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Spell the tag one way everywhere, or exempt the route table. Routes then come by "
                        "themselves within a minute."
                    ),
                    (
                        "태그 표기를 하나로 통일하거나 경로 테이블을 예외로 하세요. 그러면 1분 안에 경로가 "
                        "저절로 생깁니다."
                    ),
                ),
                az="az tag update --resource-id <table-id> --operation Delete --tags <tag>=<value>",
                bicep=("tags: {\n  applicationName: 'shop' // one spelling\n}"),
                terraform=(
                    'resource "azurerm_route_table" "aks" {\n  lifecycle {\n    ignore_changes = [tags]\n  }\n}'
                ),
            ),
        ),
        sources=("Azure/AKS#2681", "Azure/AKS#3832"),
    ),
)
