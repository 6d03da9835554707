"""Nodes that come and do not get ready: what the first script on a node could not reach."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_VMSS = 'az vmss list -g <node-group> --query "[].name" -o tsv'
_ON_NODE = (
    "az vmss run-command invoke -g <node-group> -n <scale-set> --instance-id 0 --command-id RunShellScript "
    '--query "value[0].message" -o tsv --scripts'
)
_ROUTES = (
    "az network route-table show --ids <table-id> --query "
    '"routes[].[addressPrefix,nextHopType,nextHopIpAddress]" -o table'
)

_FIREWALL = Fix(
    what=Words(
        (
            "Allow what AKS needs (FQDN tag AzureKubernetesService, NTP, DNS), have the way out ready before the "
            "cluster, then repeat with an update that changes nothing."
        ),
        (
            "AKS에 필요한 트래픽(FQDN 태그 AzureKubernetesService, NTP, DNS)을 허용하고, 클러스터보다 먼저 "
            "나가는 길을 준비한 뒤, 아무것도 바꾸지 않는 업데이트로 다시 시도하세요."
        ),
    ),
    az=(
        "az network firewall application-rule create -g <firewall-group> -f <firewall> --collection-name aks -n "
        "aks \\\n"
        "    --source-addresses <subnet-cidr> --protocols Http=80 Https=443 --fqdn-tags AzureKubernetesService "
        "--action Allow --priority 200\n"
        "az aks update -g <group> -n <cluster>"
    ),
    bicep=(
        "// firewall policy, application rule\n"
        "fqdnTags: [\n"
        "  'AzureKubernetesService'\n"
        "]\n"
        "sourceAddresses: [\n"
        "  '<subnet-cidr>'\n"
        "]"
    ),
    terraform=(
        "rule {\n"
        '  name                  = "aks"\n'
        "  source_addresses      = azurerm_subnet.nodes.address_prefixes\n"
        '  destination_fqdn_tags = ["AzureKubernetesService"]\n'
        "}\n"
        "# cluster: depends_on = [the firewall's rules, the route, the peering]"
    ),
)

_EXIT = r'exit ?(?:status|code)"?[:= ]{{1,3}}"?{}\b'

NODE_BOOTSTRAP: tuple[Entry, ...] = (
    Entry(
        id="node-no-way-out",
        codes=("OutboundConnFailVMExtensionError", "ERR_OUTBOUND_CONN_FAIL"),
        patterns=(_EXIT.format(50),),
        instead_of=("node-bootstrap",),
        means=Words(
            (
                "Exit status 50: a new node could not reach mcr.microsoft.com on port 443. The node runs; its "
                "way out to the Internet does not."
            ),
            (
                "종료 상태 50: 새 노드가 mcr.microsoft.com의 443 포트에 닿지 못했습니다. 노드는 실행 중이지만 "
                "인터넷으로 나가는 길이 막혀 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The firewall or NSG drops it: required names or ports are missing.",
                    "방화벽이나 NSG가 막습니다. 필요한 이름이나 포트가 허용되지 않았습니다.",
                ),
                look=f'{_ON_NODE} "nc -vz -w 5 mcr.microsoft.com 443"',
                field="message",
                tells=Words("timed out, while the name resolves", "이름은 확인되는데 시간 초과"),
            ),
            Cause(
                what=Words(
                    (
                        "The default route leads to a firewall that is not reachable yet: peering, association "
                        "or rules came after the cluster."
                    ),
                    (
                        "기본 경로가 아직 닿지 않는 방화벽을 가리킵니다. 피어링, 연결, 규칙이 클러스터보다 "
                        "나중에 만들어졌습니다."
                    ),
                ),
                look=_ROUTES,
                field="nextHopIpAddress",
                tells=Words(
                    "not the firewall's address, or its peering is not Connected",
                    "방화벽의 주소가 아니거나 피어링이 Connected가 아님",
                ),
            ),
            Cause(
                what=Words(
                    "Custom DNS does not resolve names on the Internet.",
                    "사용자 지정 DNS가 인터넷 이름을 확인하지 못합니다.",
                ),
                look=f'{_ON_NODE} "dig +short mcr.microsoft.com"',
                field="message",
                tells=Words("nothing", "결과가 없음"),
            ),
        ),
        fixes=(_FIREWALL,),
        sources=(
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/vmextensionerror-outboundconnfail",
            "Azure/AKS#2793",
            "hashicorp/terraform-provider-azurerm#5537",
            "R29",
        ),
    ),
    Entry(
        id="node-no-api-server",
        codes=("K8SAPIServerConnFailVMExtensionError", "ERR_K8S_API_SERVER_CONN_FAIL"),
        patterns=(_EXIT.format(51),),
        instead_of=("node-bootstrap",),
        means=Words(
            "Exit status 51: a new node reached the Internet and not the cluster's API server on port 443.",
            "종료 상태 51: 새 노드가 인터넷에는 닿았지만 클러스터 API 서버의 443 포트에 닿지 못했습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "The firewall does not allow the cluster's own name.",
                    "방화벽이 클러스터 자체의 이름을 허용하지 않습니다.",
                ),
                look=f'{_ON_NODE} "nc -vz -w 5 <cluster-fqdn> 443"',
                field="message",
                tells=Words("timed out", "시간 초과"),
            ),
            Cause(
                what=Words(
                    "Authorised ranges of the API server lack the address nodes go out with: the firewall's.",
                    "API 서버의 승인된 범위에 노드가 나갈 때 쓰는 주소, 즉 방화벽의 공용 주소가 없습니다.",
                ),
                look="az aks show -g <group> -n <cluster> --query apiServerAccessProfile.authorizedIpRanges",
                field="authorizedIpRanges",
                tells=Words("a list without the firewall's public address", "방화벽의 공용 주소가 없는 목록"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Add the firewall's public address to the authorised ranges, and the cluster's name to "
                        "its rules."
                    ),
                    "승인된 범위에 방화벽의 공용 주소를, 방화벽 규칙에 클러스터의 이름을 추가하세요.",
                ),
                az="az aks update -g <group> -n <cluster> --api-server-authorized-ip-ranges <firewall-public-ip>/32",
                bicep=("apiServerAccessProfile: {\n  authorizedIPRanges: [\n    '<firewall-public-ip>/32'\n  ]\n}"),
                terraform=('api_server_access_profile {\n  authorized_ip_ranges = ["<firewall-public-ip>/32"]\n}'),
            ),
            _FIREWALL,
        ),
        sources=(
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/vmextensionerror-k8sapiserverconnfail",
            "Azure/AKS#2719",
        ),
    ),
    Entry(
        id="node-no-api-server-name",
        codes=("K8SAPIServerDNSLookupFailVMExtensionError", "ERR_K8S_API_SERVER_DNS_LOOKUP_FAIL"),
        patterns=(_EXIT.format(52),),
        instead_of=("node-bootstrap",),
        means=Words(
            (
                "Exit status 52: a new node could not resolve the name of the cluster's API server. Mostly a "
                "private cluster with DNS servers of your own."
            ),
            (
                "종료 상태 52: 새 노드가 클러스터 API 서버의 이름을 확인하지 못했습니다. 대개 자체 DNS 서버를 "
                "쓰는 프라이빗 클러스터입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The network's DNS servers do not ask 168.63.129.16, which knows private zones.",
                    "네트워크의 DNS 서버가 프라이빗 영역을 아는 168.63.129.16에 묻지 않습니다.",
                ),
                look="az network vnet show --ids <network-id> --query dhcpOptions.dnsServers",
                field="dnsServers",
                tells=Words(
                    "servers of yours, without a forwarder to 168.63.129.16",
                    "자체 서버이고 168.63.129.16으로 전달하지 않음",
                ),
            ),
            Cause(
                what=Words(
                    "The private zone is not linked to the network in which the DNS servers stand.",
                    "DNS 서버가 있는 네트워크에 프라이빗 DNS 영역이 연결되어 있지 않습니다.",
                ),
                look=(
                    "az network private-dns link vnet list -g <node-group> -z <private-zone> --query "
                    '"[].virtualNetwork.id"'
                ),
                field="virtualNetwork.id",
                tells=Words("the hub is not among them", "허브가 목록에 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Forward to 168.63.129.16, link the zone to the DNS servers' network, then reconcile the "
                        "cluster."
                    ),
                    "168.63.129.16으로 전달하고, DNS 서버의 네트워크에 영역을 연결한 뒤, 클러스터를 다시 조정하세요.",
                ),
                az=(
                    "az network private-dns link vnet create -g <node-group> -z <private-zone> -n hub -v "
                    "<hub-network-id> -e false\n"
                    "az aks update -g <group> -n <cluster>"
                ),
                bicep=(
                    "resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {\n"
                    "  parent: zone\n"
                    "  name: 'hub'\n"
                    "  location: 'global'\n"
                    "  properties: {\n"
                    "    registrationEnabled: false\n"
                    "    virtualNetwork: {\n"
                    "      id: hub.id\n"
                    "    }\n"
                    "  }\n"
                    "}"
                ),
                terraform=(
                    'resource "azurerm_private_dns_zone_virtual_network_link" "hub" {\n'
                    '  name                  = "hub"\n'
                    "  resource_group_name   = azurerm_private_dns_zone.aks.resource_group_name\n"
                    "  private_dns_zone_name = azurerm_private_dns_zone.aks.name\n"
                    "  virtual_network_id    = azurerm_virtual_network.hub.id\n"
                    "}"
                ),
            ),
        ),
        sources=(
            "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/vmextensionerror-k8sapiserverdnslookupfail",
            "Azure/AKS#2244",
            "Azure/AKS#2004",
        ),
    ),
    Entry(
        id="node-bootstrap",
        codes=("VMExtensionProvisioningError",),
        phrases=("vm has reported a failure when processing extension 'vmsscse'",),
        rank="symptom",
        means=Words(
            (
                "The first script on a new node (vmssCSE) failed. Its exit status says why: 50 no way out, 51 no "
                "API server, 52 its name does not resolve. Paste the text with the status."
            ),
            (
                "새 노드의 첫 스크립트(vmssCSE)가 실패했습니다. 종료 상태가 원인을 알려 줍니다. 50은 나가는 길 "
                "없음, 51은 API 서버에 닿지 못함, 52는 이름을 확인하지 못함입니다. 종료 상태가 있는 텍스트를 "
                "붙여 넣으세요."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A firewall, a route or DNS keeps the node from what it needs.",
                    "방화벽, 경로, DNS 때문에 노드가 필요한 곳에 닿지 못합니다.",
                ),
                look=(
                    "az vmss get-instance-view -g <node-group> -n <scale-set> --instance-id 0 --query "
                    "\"extensions[?name=='vmssCSE'].statuses[].message\""
                ),
                field="statuses[].message",
                tells=Words("exit status=50, 51 or 52", "exit status=50, 51, 52"),
            ),
            Cause(
                what=Words(
                    "Another step of the script failed: a download, a disk, an image.",
                    "다운로드, 디스크, 이미지 등 스크립트의 다른 단계가 실패했습니다.",
                ),
                look=f'{_ON_NODE} "tail -50 /var/log/azure/cluster-provision.log"',
                field="message",
                tells=Words("what it did last", "마지막으로 한 일"),
            ),
        ),
        fixes=(_FIREWALL,),
        sources=("Azure/AKS#2004", "Azure/AKS#1794"),
    ),
    Entry(
        id="pool-not-made",
        codes=("CreateVMSSAgentPoolFailed", "VMSSAgentPoolReconciler"),
        rank="symptom",
        means=Words(
            (
                "The scale set of a pool did not come. The text beside this code says why: mostly a node that "
                "could not bootstrap, a full subnet, or a quota."
            ),
            (
                "풀의 확장 집합을 만들지 못했습니다. 이 코드 옆의 텍스트에 원인이 있습니다. 대개 부트스트랩하지 "
                "못한 노드, 가득 찬 서브넷, 할당량입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("Its nodes could not bootstrap.", "노드가 부트스트랩하지 못했습니다."),
                look=_VMSS,
                field="name",
                tells=Words(
                    "the scale set is there and its nodes are not Ready", "확장 집합은 있는데 노드가 Ready가 아님"
                ),
            ),
            Cause(
                what=Words("There were no addresses, or no quota, for them.", "주소나 할당량이 없었습니다."),
                look=(
                    "az monitor activity-log list -g <node-group> --offset 2h --status Failed --query "
                    '"[].properties.statusMessage"'
                ),
                field="statusMessage",
                tells=Words("SubnetIsFull, or a quota", "SubnetIsFull 또는 할당량"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Remove the reason, then let AKS try again.", "원인을 없앤 뒤 AKS가 다시 시도하게 하세요."),
                az="az aks update -g <group> -n <cluster>",
                bicep="// deploy the same template again",
                terraform="terraform apply",
            ),
        ),
        sources=("Azure/AKS#2244", "hashicorp/terraform-provider-azurerm#5537", "A1"),
    ),
)
