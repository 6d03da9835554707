"""The comments in lines of code that a fix shows: code is the same in every language, what is said in it is not."""

import re

_COMMENT = re.compile(r"(?:(?<=\s)|^)(?P<mark>//|#) (?P<words>.*)$", re.MULTILINE)

KOREAN: dict[str, str] = {
    "leave out: --docker-bridge-address": "뺄 것: --docker-bridge-address",
    "delete: dockerBridgeCidr": "지울 것: dockerBridgeCidr",
    "delete: docker_bridge_cidr (azurerm 4 does not have it)": "지울 것: docker_bridge_cidr (azurerm 4에는 없음)",
    "without: delegations": "delegations 없이",
    "without: delegation {}": "delegation {} 없이",
    "without: loadBalancerProfile": "loadBalancerProfile 없이",
    "without: load_balancer_profile {}": "load_balancer_profile {} 없이",
    "without: network_policy": "network_policy 없이",
    "and, before the cluster: roleAssignments with scope: routeTable and scope: subnet": (
        "그리고 클러스터보다 먼저: roleAssignments, 하나는 scope: routeTable, 하나는 scope: subnet"
    ),
    "and in the cluster: dependsOn: [ onTable ]": "그리고 클러스터에: dependsOn: [ onTable ]",
    "and in the cluster: depends_on = [azurerm_role_assignment.table]": (
        "그리고 클러스터에: depends_on = [azurerm_role_assignment.table]"
    ),
    "and in the cluster: depends_on = [azurerm_subnet_route_table_association.nodes]": (
        "그리고 클러스터에: depends_on = [azurerm_subnet_route_table_association.nodes]"
    ),
    "no routes in the table's template: routes of its own are child resources": (
        "테이블의 템플릿에는 경로를 두지 않음: 직접 만든 경로는 자식 리소스로 선언"
    ),
    "subnet": "서브넷",
    "cluster": "클러스터",
    'cluster: outbound_type = "userAssignedNATGateway", depends_on = [the association]': (
        '클러스터: outbound_type = "userAssignedNATGateway", depends_on = [연결 리소스]'
    ),
    "as it was made": "만들 때 그대로",
    "the subnet without: routeTable, networkSecurityGroup": "서브넷에서 뺄 것: routeTable, networkSecurityGroup",
    "delete azurerm_subnet_route_table_association and azurerm_subnet_network_security_group_association first": (
        "azurerm_subnet_route_table_association과 azurerm_subnet_network_security_group_association을 먼저 삭제"
    ),
    "cluster: dependsOn: [ role ]": "클러스터: dependsOn: [ role ]",
    "cluster: depends_on = [azurerm_role_assignment.subnet]": "클러스터: depends_on = [azurerm_role_assignment.subnet]",
    "one spelling": "한 가지 철자로",
    "and in each pool: vnetSubnetID": "그리고 각 풀에: vnetSubnetID",
    "and in default_node_pool: vnet_subnet_id": "그리고 default_node_pool에: vnet_subnet_id",
    "firewall policy, application rule": "방화벽 정책, 애플리케이션 규칙",
    "cluster: depends_on = [the firewall's rules, the route, the peering]": (
        "클러스터: depends_on = [방화벽 규칙, 경로, 피어링]"
    ),
    "deploy the same template again": "같은 템플릿을 다시 배포",
    "nothing: nodes' routes do not belong into a template": "없음: 노드의 경로는 템플릿에 두지 않음",
    "256 nodes": "노드 256개",
    "Bicep replaces nothing: Azure refuses the change with PropertyChangeNotAllowed": (
        "Bicep은 바꿔 만들지 않음: Azure가 PropertyChangeNotAllowed로 변경을 거부"
    ),
}
"""A comment's words -> the same in Korean."""


def comments_of(code: str) -> list[str]:
    """Return what the comments in some code say; one that says nothing but code or dots is left out."""
    return [found["words"] for found in _COMMENT.finditer(code) if re.search(r"[a-z]{2}", found["words"])]


def with_comments_in(code: str, language: str) -> str:
    """Return code with its comments in a language, `en` or `ko`."""
    if language != "ko":
        return code
    return _COMMENT.sub(lambda found: f"{found['mark']} {KOREAN.get(found['words'], found['words'])}", code)
