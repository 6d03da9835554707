"""What a Terraform plan or error says before anything happened: replacements, and routes that are about to go."""

from ..entry import Cause, Entry, Fix
from ..words import Words

TERRAFORM: tuple[Entry, ...] = (
    Entry(
        id="forces-replacement",
        phrases=(
            "# forces replacement",
            "forces replacement",
            "must be replaced",
            "-/+ destroy and then create replacement",
        ),
        means=Words(
            (
                "Terraform would delete the resource and make a new one, because this property cannot be changed "
                "in place. For a cluster that is everything in it."
            ),
            (
                "이 속성은 그 자리에서 바꿀 수 없으므로 Terraform이 리소스를 삭제하고 새로 만들려고 합니다. "
                "클러스터라면 그 안의 모든 것입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A range, the plugin or a pool's subnet was changed in the configuration.",
                    "구성에서 범위, 플러그 인, 풀의 서브넷을 바꿨습니다.",
                ),
                look="terraform plan -no-color | grep -B3 'forces replacement'",
                field="-> ... # forces replacement",
                tells=Words(
                    "pod_cidr, service_cidr, dns_service_ip, network_plugin or vnet_subnet_id",
                    "pod_cidr, service_cidr, dns_service_ip, network_plugin, vnet_subnet_id",
                ),
            ),
            Cause(
                what=Words(
                    "An older azurerm replaces a cluster that moves to CNI Overlay; Azure itself does it in place.",
                    "오래된 azurerm은 CNI Overlay로 옮기는 클러스터를 새로 만듭니다. Azure는 그 자리에서 바꿉니다.",
                ),
                look="terraform providers",
                field="registry.terraform.io/hashicorp/azurerm",
                tells=Words(
                    "an old provider, and the line is network_plugin or network_plugin_mode",
                    "오래된 공급자이고 그 줄이 network_plugin이나 network_plugin_mode임",
                ),
            ),
            Cause(
                what=Words(
                    "Something outside changed it, and the configuration would change it back.",
                    "밖에서 바뀐 것을 구성이 되돌리려 합니다.",
                ),
                look="terraform plan -refresh-only",
                field="Objects have changed outside of Terraform",
                tells=Words("the property is there", "그 속성이 나옴"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Do not apply. Put back what the cluster has, or make the change with az and ignore it "
                        "here; a new subnet or range is a new pool or cluster beside the old one."
                    ),
                    (
                        "적용하지 마세요. 클러스터의 실제 값으로 되돌리거나, az로 바꾸고 여기서는 무시하세요. 새 "
                        "서브넷이나 범위는 기존 것 옆에 새 풀이나 클러스터로 만듭니다."
                    ),
                ),
                az="az aks update -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay",
                bicep="// Bicep replaces nothing: Azure refuses the change with PropertyChangeNotAllowed",
                terraform=(
                    "lifecycle {\n"
                    "  prevent_destroy = true\n"
                    "  ignore_changes  = [network_profile[0].network_plugin, "
                    "network_profile[0].network_plugin_mode]\n"
                    "}"
                ),
            ),
        ),
        sources=("C3", "M1", "hashicorp/terraform-provider-azurerm#31683", "Azure/AKS#5189"),
        rules=("fixed-property-changed",),
    ),
    Entry(
        id="plan-detaches-table",
        patterns=(r'route_table_id"?\s?[:=]\s?"[^"]{1,300}"\s?[-=]>\s?(?:null|""|"|\(known after apply)',),
        means=Words(
            (
                "The plan takes {table} off the subnet, or puts another there. AKS attached it after the cluster "
                "was made, and the configuration does not name it. Applying it cuts pods on different nodes off "
                "from each other, without any error."
            ),
            (
                "이 계획은 서브넷에서 {table:을} 떼거나 다른 테이블로 바꿉니다. AKS가 클러스터를 만든 뒤 연결한 "
                "것이라 구성에는 없습니다. 적용하면 서로 다른 노드의 Pod가 오류 없이 끊깁니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The subnet is declared without its route table, and its tool writes the whole subnet.",
                    "경로 테이블 없이 서브넷을 선언했고, 도구가 서브넷 전체를 씁니다.",
                ),
                look="az network vnet subnet show --ids <subnet-id> --query routeTable.id",
                field="routeTable.id",
                tells=Words(
                    "aks-agentpool-…-routetable, which no file of yours names",
                    "어느 파일에도 없는 aks-agentpool-…-routetable",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Do not apply. Let the subnet leave the association alone, or bring a table of your own "
                        "and name it."
                    ),
                    "적용하지 마세요. 서브넷이 연결을 건드리지 않게 하거나, 사용자 지정 테이블을 만들어 지정하세요.",
                ),
                az="az network vnet subnet update --ids <subnet-id> --route-table <table-id>",
                bicep=(
                    "resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n"
                    "  properties: {\n"
                    "    routeTable: {\n"
                    "      id: routeTable.id\n"
                    "    }\n"
                    "  }\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_subnet_route_table_association" "nodes" {\n'
                    "  subnet_id      = azurerm_subnet.nodes.id\n"
                    "  route_table_id = data.azurerm_route_table.of_aks.id\n"
                    "}"
                ),
            ),
        ),
        sources=("R32", "R34", "K12", "hashicorp/terraform-provider-azurerm#3749", "Azure/AKS#400"),
    ),
    Entry(
        id="plan-removes-routes",
        patterns=(r'- name = "aks-[a-z0-9-]{1,80}____\d{6,14}"', r"\broute = \[\] ->", r"\- route = \["),
        means=Words(
            (
                "The plan takes routes out of the table that Kubernetes wrote: one for each node. A table with "
                "inline routes owns the whole list, and these are not in the configuration."
            ),
            (
                "이 계획은 Kubernetes가 노드마다 쓴 경로를 테이블에서 지웁니다. 경로를 안에 적은 테이블은 목록 "
                "전체를 소유하는데, 구성에는 이 경로들이 없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "azurerm_route_table has route blocks, or route = [].",
                    "azurerm_route_table에 route 블록이나 route = []가 있습니다.",
                ),
                look="grep -rn -A12 'azurerm_route_table\"' --include=*.tf .",
                field="route",
                tells=Words("the attribute or a block is there", "그 특성이나 블록이 있음"),
            ),
            Cause(
                what=Words(
                    "The same in Bicep or ARM: properties.routes in the table.",
                    "Bicep이나 ARM에서도 같습니다. 테이블에 properties.routes가 있습니다.",
                ),
                look="az deployment group what-if -g <group> -f main.bicep",
                field="properties.routes",
                tells=Words("routes with ____ in their names are to go", "이름에 ____가 있는 경로가 지워짐"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Do not apply. Make your own routes resources of their own, and let the table ignore its list.",
                    "적용하지 마세요. 사용자 경로는 별도 리소스로 만들고 테이블은 목록을 무시하게 하세요.",
                ),
                az=(
                    "az network route-table route create -g <table-group> --route-table-name <table> -n default "
                    "\\\n"
                    "    --address-prefix 0.0.0.0/0 --next-hop-type VirtualAppliance --next-hop-ip-address "
                    "<firewall-ip>"
                ),
                bicep=(
                    "@onlyIfNotExists()\n"
                    "resource routeTable 'Microsoft.Network/routeTables@2024-05-01' = {\n"
                    "  name: 'aks'\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_route_table" "aks" {\n  lifecycle {\n    ignore_changes = [route]\n  }\n}'
                ),
            ),
        ),
        sources=("K9", "K10", "R36", "hashicorp/terraform-provider-azurerm#6061"),
    ),
)
