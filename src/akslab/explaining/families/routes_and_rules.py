"""Routes and security rules that the network provider refuses."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_ROUTES = (
    "az network route-table show --ids <table-id> --query "
    '"routes[].[name,addressPrefix,nextHopType,nextHopIpAddress]" -o table'
)

_RULES = "az network nsg rule list -g <security-group-group> --nsg-name <security-group> --include-default -o table"

ROUTES_AND_RULES: tuple[Entry, ...] = (
    Entry(
        id="route-refused",
        codes=(
            "RouteConflict",
            "MissingNextHopIpAddress",
            "AkslabNextHopType",
            "AkslabNextHopIpAddress",
            "AkslabNextHopIpAddressNotAllowed",
            "AkslabRouteNamedTwice",
            "AkslabTooManyRoutes",
        ),
        names={
            "a": "route",
            "b": "other_route",
            "type": "next_hop",
            "ip": "address",
            "name": "route",
            "n": "count",
            "most": "limit",
            "types": "allowed",
            "what": "",
        },
        rules=(
            "routes-for-one-prefix",
            "route-appliance-without-address",
            "route-next-hop-type",
            "route-appliance-address-malformed",
            "route-address-without-appliance",
            "route-named-twice",
            "too-many-routes",
        ),
        means=Words(
            (
                "{route} is not one a route table takes: each prefix and each name once, VirtualAppliance with "
                "an address, every other next hop type without, at most 400."
            ),
            (
                "{route:은} 경로 테이블이 받아들이지 않습니다. 접두사와 이름은 한 번씩만, VirtualAppliance에는 "
                "주소가 있어야 하고 다른 다음 홉 유형에는 없어야 하며, 최대 400개입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A route of yours has the prefix of a node's route, or is there under two names.",
                    "사용자 경로의 접두사가 노드 경로와 같거나, 두 이름으로 들어 있습니다.",
                ),
                look=_ROUTES,
                field="addressPrefix",
                tells=Words("the same prefix twice", "같은 접두사가 두 번 나옴"),
            ),
            Cause(
                what=Words(
                    "The firewall's address was empty when the route was made.",
                    "경로를 만들 때 방화벽의 주소가 비어 있었습니다.",
                ),
                look=_ROUTES,
                field="nextHopIpAddress",
                tells=Words("empty beside VirtualAppliance", "VirtualAppliance인데 비어 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Write each prefix once, with its appliance's address. Routes named node____block are "
                        "AKS's: leave them."
                    ),
                    (
                        "접두사마다 한 번씩, 어플라이언스의 주소와 함께 쓰세요. 이름이 노드____블록 형식인 "
                        "경로는 AKS의 것이므로 건드리지 마세요."
                    ),
                ),
                az=(
                    "az network route-table route update -g <table-group> --route-table-name <table> -n <route> "
                    "\\\n"
                    "    --next-hop-type VirtualAppliance --next-hop-ip-address <firewall-ip>"
                ),
                bicep=(
                    "properties: {\n"
                    "  addressPrefix: '0.0.0.0/0'\n"
                    "  nextHopType: 'VirtualAppliance'\n"
                    "  nextHopIpAddress: firewallIp\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_route" "default" {\n'
                    '  next_hop_type          = "VirtualAppliance"\n'
                    "  next_hop_in_ip_address = var.firewall_ip\n"
                    "}"
                ),
            ),
        ),
        sources=(
            "D4",
            "D5",
            "D25",
            "X7",
            "kubernetes-sigs/cloud-provider-azure#657",
            "hashicorp/terraform-provider-azurerm#20365",
        ),
    ),
    Entry(
        id="security-rule-refused",
        codes=(
            "SecurityRuleConflict",
            "SecurityRuleInvalidAddressPrefix",
            "SecurityRuleInvalidPortRange",
            "AkslabSecurityRuleNamedTwice",
            "AkslabTooManySecurityRules",
        ),
        unpublished=("SecurityRuleInvalidPriority",),
        names={
            "a": "security_rule",
            "b": "other_rule",
            "name": "security_rule",
            "group": "security_group",
            "priority": "value",
            "n": "count",
            "most": "limit",
        },
        rules=(
            "security-rules-conflict",
            "security-rule-address-prefix",
            "security-rule-port-range",
            "security-rule-priority",
            "security-rule-named-twice",
            "too-many-security-rules",
        ),
        means=Words(
            (
                "{security_rule} is not one a network security group takes. Priorities are 100 to 4096 and "
                "unique for a direction, names unique, ports 0 to 65535, prefixes ranges or known tags, at most "
                "1,000 rules."
            ),
            (
                "{security_rule:은} 네트워크 보안 그룹이 받아들이지 않습니다. 우선 순위는 100~4096이고 방향마다 "
                "하나씩, 이름은 하나씩, 포트는 0~65535, 접두사는 범위나 알려진 태그여야 하며, 규칙은 최대 "
                "1,000개입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Two rules of one direction have one priority, maybe one of them Kubernetes' (500 and up).",
                    "같은 방향의 두 규칙이 같은 우선 순위를 씁니다. 하나는 Kubernetes의 것(500부터)일 수 있습니다.",
                ),
                look=_RULES,
                field="priority, direction",
                tells=Words("the same pair twice", "같은 조합이 두 번 나옴"),
            ),
            Cause(
                what=Words(
                    "An address or port is not written as Azure reads it.",
                    "주소나 포트 표기를 Azure가 읽을 수 없습니다.",
                ),
                look=_RULES,
                field="sourceAddressPrefix, destinationPortRange",
                tells=Words("the value in the message", "메시지에 있는 값"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Give the rule a free priority below 500: in a group of AKS's, Kubernetes counts from "
                        "500 up and from 4095 down."
                    ),
                    (
                        "500보다 작은 빈 우선 순위를 주세요. AKS의 그룹에서는 Kubernetes가 500부터 위로, "
                        "4095부터 아래로 사용합니다."
                    ),
                ),
                az=(
                    "az network nsg rule update -g <security-group-group> --nsg-name <security-group> -n "
                    "<security-rule> --priority 200"
                ),
                bicep=("properties: {\n  priority: 200\n  direction: 'Inbound'\n}"),
                terraform=(
                    'resource "azurerm_network_security_rule" "pods" {\n  priority  = 200\n  direction = "Inbound"\n}'
                ),
            ),
        ),
        sources=("A8", "A4", "D19", "D22", "D25", "K23", "Azure/azure-cli#23499"),
    ),
)
