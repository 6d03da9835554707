"""Where a cluster's nodes stand: subnets that AKS does not take, and those it takes to everybody's harm."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_SUBNET = "az network vnet subnet show --ids <subnet-id>"
_POOLS = 'az aks nodepool list -g <group> --cluster-name <cluster> --query "[].[name,vnetSubnetId]" -o table'

_OWN_SUBNET = Fix(
    what=Words(
        "Give the cluster a subnet of its own, and name it in every pool.",
        "클러스터에 전용 서브넷을 주고 모든 풀에 지정하세요.",
    ),
    az=(
        "az network vnet subnet create -g <network-group> --vnet-name <network> -n nodes --address-prefixes "
        "10.1.0.0/24\n"
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --vnet-subnet-id <subnet-id>"
    ),
    bicep=("agentPoolProfiles: [\n  {\n    name: 'nodepool1'\n    vnetSubnetID: nodes.id\n  }\n]"),
    terraform=('default_node_pool {\n  name           = "nodepool1"\n  vnet_subnet_id = azurerm_subnet.nodes.id\n}'),
)

CLUSTER_SUBNETS: tuple[Entry, ...] = (
    Entry(
        id="subnet-is-delegated",
        codes=("SubnetIsDelegated",),
        names={"id": "subnet"},
        rules=("subnet-is-delegated",),
        means=Words(
            (
                "{subnet} is delegated to another Azure service, which alone may place machines there. Node "
                "pools need a subnet without delegations."
            ),
            (
                "{subnet:이} 다른 Azure 서비스에 위임되어 있어 그 서비스만 리소스를 배치할 수 있습니다. 노드 "
                "풀에는 위임이 없는 서브넷이 필요합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The wrong subnet was named, or one is shared with a service.",
                    "서브넷을 잘못 지정했거나 다른 서비스와 함께 쓰고 있습니다.",
                ),
                look=_SUBNET,
                field="delegations[].serviceName",
                tells=Words("a service stands there, and it is in use", "서비스 이름이 있고 실제로 사용 중"),
            ),
            Cause(
                what=Words(
                    "The delegation is left over from something that is gone.",
                    "이미 없어진 리소스의 위임이 남아 있습니다.",
                ),
                look=_SUBNET,
                field="delegations, ipConfigurations, serviceAssociationLinks",
                tells=Words(
                    "a delegation, and nothing that uses the subnet", "위임은 있는데 서브넷을 사용하는 것이 없음"
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Take the delegation off, or name another subnet.", "위임을 제거하거나 다른 서브넷을 지정하세요."
                ),
                az="az network vnet subnet update --ids <subnet-id> --remove delegations",
                bicep=(
                    "resource nodes 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' = {\n"
                    "  // without: delegations\n"
                    "}"
                ),
                terraform=('resource "azurerm_subnet" "nodes" {\n  # without: delegation {}\n}'),
            ),
        ),
        sources=("E20", "R27"),
    ),
    Entry(
        id="subnet-several-prefixes",
        unpublished=("MultipleAddressPrefixesSubnetNotSupported",),
        names={"id": "subnet"},
        rules=("subnet-has-several-prefixes",),
        means=Words(
            "{subnet} has more than one address prefix. AKS takes node subnets with exactly one.",
            "{subnet}에 주소 접두사가 둘 이상입니다. AKS의 노드 서브넷은 접두사가 정확히 하나여야 합니다.",
        ),
        causes=(
            Cause(
                what=Words("A prefix was added to make the subnet larger.", "서브넷을 늘리려고 접두사를 추가했습니다."),
                look=_SUBNET,
                field="addressPrefixes",
                tells=Words("two or more", "둘 이상"),
            ),
        ),
        fixes=(_OWN_SUBNET,),
        sources=("R16",),
    ),
    Entry(
        id="managed-and-own-subnets",
        texts=("Cannot use a custom subnet because agent pool {pool} is using a managed subnet",),
        unpublished=("AgentPoolsWithEmptySubnetError",),
        rules=("managed-and-own-subnets-mixed",),
        means=Words(
            "One pool names a subnet of yours; {pool} names none. Either all pools of a cluster do or none.",
            (
                "한 풀은 사용자의 서브넷을 지정하는데 {pool:은} 지정하지 않습니다. 클러스터의 모든 풀이 "
                "지정하거나 모두 지정하지 않아야 합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The cluster was made without a subnet, so AKS made the network; a pool in another "
                        "network cannot join."
                    ),
                    (
                        "클러스터를 서브넷 없이 만들어 AKS가 네트워크를 만들었습니다. 다른 네트워크의 풀은 "
                        "추가할 수 없습니다."
                    ),
                ),
                look=_POOLS,
                field="vnetSubnetId",
                tells=Words("empty for the first pool", "첫 풀에 비어 있음"),
            ),
            Cause(
                what=Words("The new pool's subnet was forgotten.", "새 풀의 서브넷을 빠뜨렸습니다."),
                look=_POOLS,
                field="vnetSubnetId",
                tells=Words("set for the pools there are, missing in the request", "기존 풀에는 있고 요청에는 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Name the subnet in every pool; a cluster that has none needs to be made again with one.",
                    (
                        "모든 풀에 서브넷을 지정하세요. 서브넷 없이 만든 클러스터는 서브넷을 지정해 다시 "
                        "만들어야 합니다."
                    ),
                ),
                az="az aks nodepool add -g <group> --cluster-name <cluster> -n pool2 --vnet-subnet-id <subnet-id>",
                bicep=("agentPoolProfiles: [\n  {\n    name: 'pool2'\n    vnetSubnetID: nodes.id\n  }\n]"),
                terraform=(
                    'resource "azurerm_kubernetes_cluster_node_pool" "pool2" {\n'
                    "  vnet_subnet_id = azurerm_subnet.nodes.id\n"
                    "}"
                ),
            ),
        ),
        sources=("R38", "Azure/AKS#1338"),
    ),
    Entry(
        id="network-placement",
        codes=(
            "AkslabNetworkInAnotherSubscription",
            "AkslabPoolsInSeveralNetworks",
            "AkslabSubnetNotFound",
            "AkslabNetworkInAnotherRegion",
        ),
        names={"id": "subnet", "one": "network", "other": "other_network", "here": "region", "there": "other_region"},
        rules=(
            "network-in-another-subscription",
            "pools-in-several-networks",
            "subnet-not-found",
            "network-in-another-region",
        ),
        means=Words(
            (
                "{subnet} is not where the cluster can use it: all node subnets are in one virtual network, in "
                "the cluster's subscription and region. Azure's codes for this are not public."
            ),
            (
                "{subnet:이} 클러스터가 사용할 수 있는 위치에 없습니다. 모든 노드 서브넷은 클러스터와 같은 "
                "구독과 지역에 있는 하나의 가상 네트워크에 있어야 합니다. 이에 대한 Azure의 코드는 공개되어 있지 "
                "않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The id has another subscription, or a name that does not exist.",
                    "ID의 구독이 다르거나 존재하지 않는 이름입니다.",
                ),
                look=_SUBNET,
                field="id",
                tells=Words(
                    "not found, or another subscription than the cluster's", "찾을 수 없거나 클러스터와 다른 구독"
                ),
            ),
            Cause(
                what=Words("The pools' subnets are in two networks.", "풀의 서브넷이 두 네트워크에 나뉘어 있습니다."),
                look=_POOLS,
                field="vnetSubnetId",
                tells=Words("the part after virtualNetworks/ differs", "virtualNetworks/ 뒤의 이름이 다름"),
            ),
            Cause(
                what=Words("The network is in another region.", "네트워크가 다른 지역에 있습니다."),
                look="az network vnet show --ids <network-id> --query location",
                field="location",
                tells=Words("not the cluster's", "클러스터의 지역이 아님"),
            ),
        ),
        fixes=(_OWN_SUBNET,),
        sources=("R26", "R28", "R33"),
    ),
    Entry(
        id="shared-by-clusters",
        names={"id": "subnet", "rtId": "table", "other": "resource"},
        rules=("subnet-shared-by-clusters", "route-table-shared-by-clusters"),
        means=Words(
            (
                "Two kubenet clusters share {subnet} or {table}. Azure lets it pass, and each cluster then "
                "deletes the routes of the other: connections between nodes fail now and then, without any error."
            ),
            (
                "두 kubenet 클러스터가 {subnet} 또는 {table:을} 함께 씁니다. Azure는 허용하지만 각 클러스터가 "
                "상대의 경로를 삭제하므로, 오류 없이 노드 간 연결이 간헐적으로 실패합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Both have the default pod CIDR and one table.", "둘 다 기본 Pod CIDR을 쓰고 테이블이 하나입니다."
                ),
                look=(
                    "az network route-table show --ids <table-id> --query "
                    '"routes[].[name,addressPrefix,nextHopIpAddress]" -o table'
                ),
                field="name",
                tells=Words(
                    "nodes of two clusters before the ____, or the rows change within a minute",
                    "____ 앞의 노드가 두 클러스터의 것이거나 1분 안에 행이 바뀜",
                ),
            ),
            Cause(
                what=Words(
                    "The second cluster was put into the subnet of the first.",
                    "두 번째 클러스터를 첫 번째 클러스터의 서브넷에 만들었습니다.",
                ),
                look='az aks list --query "[].[name,agentPoolProfiles[].vnetSubnetId]"',
                field="vnetSubnetId",
                tells=Words("the same id twice", "같은 ID가 두 번 나옴"),
            ),
        ),
        fixes=(_OWN_SUBNET,),
        sources=("R25", "R35", "U3", "V15", "K16", "Azure/AKS#1639"),
    ),
    Entry(
        id="gateway-subnet-for-addon",
        codes=(
            "IngressAppGwAddonConfigInvalidSubnetCIDROverlapWithSubnet",
            "IngressAppGwAddonConfigInvalidSubnetCIDRNotContainedWithinVirtualNetwork",
        ),
        texts=(
            (
                "Subnet Prefix '{subnet_cidr}' specified for IngressApplicationGateway addon cannot overlap with "
                "an existing subnet '{cidr}' in the AKS Agent Pool's Virtual Network"
            ),
            (
                "Subnet Prefix '{subnet_cidr}' specified for IngressApplicationGateway addon is not contained "
                "within the AKS Agent Pool's Virtual Network address prefixes '{network_cidr}'"
            ),
        ),
        means=Words(
            (
                "The Application Gateway add-on is to make a subnet for the gateway, and the range given for it "
                "does not fit into the cluster's network: it overlaps a subnet, or lies outside."
            ),
            (
                "Application Gateway 추가 기능이 게이트웨이용 서브넷을 만들려 하는데, 지정한 범위가 클러스터의 "
                "네트워크에 맞지 않습니다. 기존 서브넷과 겹치거나 네트워크 밖에 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    (
                        "The range was written for an older default network: it was 10.0.0.0/8 with "
                        "10.240.0.0/16, since 2022 it is 10.224.0.0/12 with 10.224.0.0/16."
                    ),
                    (
                        "예전 기본 네트워크에 맞춘 범위입니다. 예전에는 10.0.0.0/8과 10.240.0.0/16이었고, "
                        "2022년부터 10.224.0.0/12와 10.224.0.0/16입니다."
                    ),
                ),
                look="az aks show -g <group> -n <cluster> --query addonProfiles.ingressApplicationGateway.config",
                field="subnetCIDR",
                tells=Words(
                    "not inside the network, or inside the node subnet", "네트워크 밖이거나 노드 서브넷 안에 있음"
                ),
            ),
            Cause(
                what=Words(
                    "The subnet exists already and is given by its range instead of its id.",
                    "이미 있는 서브넷을 ID 대신 범위로 지정했습니다.",
                ),
                look=(
                    "az network vnet subnet list -g <network-group> --vnet-name <network> --query "
                    '"[].[name,addressPrefix]" -o table'
                ),
                field="addressPrefix",
                tells=Words("the range is there already", "그 범위가 이미 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Make the subnet yourself and give its id, or a free range of the network. With kubenet "
                        "the gateway's subnet then needs the cluster's route table too."
                    ),
                    (
                        "서브넷을 직접 만들어 ID를 지정하거나 네트워크의 빈 범위를 지정하세요. kubenet에서는 "
                        "게이트웨이의 서브넷에도 클러스터의 경로 테이블이 필요합니다."
                    ),
                ),
                az=(
                    "az aks enable-addons -g <group> -n <cluster> -a ingress-appgw --appgw-subnet-id "
                    "<gateway-subnet-id>"
                ),
                bicep=(
                    "addonProfiles: {\n"
                    "  ingressApplicationGateway: {\n"
                    "    enabled: true\n"
                    "    config: {\n"
                    "      subnetId: gatewaySubnet.id\n"
                    "    }\n"
                    "  }\n"
                    "}"
                ),
                terraform=("ingress_application_gateway {\n  subnet_id = azurerm_subnet.gateway.id\n}"),
            ),
        ),
        sources=("R12", "Azure/AKS-Construction#222", "Azure/application-gateway-kubernetes-ingress#1386"),
    ),
)
