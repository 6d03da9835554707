"""Outbound types that do not go with a network, a load balancer or a NAT gateway."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import OTHER_TYPE

_OUTBOUND = "az aks show -g <group> -n <cluster> --query networkProfile.outboundType"

_NAT_GATEWAY = Fix(
    what=Words(
        "Put the NAT gateway on the node subnet before the cluster is made.",
        "클러스터를 만들기 전에 노드 서브넷에 NAT 게이트웨이를 연결하세요.",
    ),
    az=(
        "az network vnet subnet update --ids <subnet-id> --nat-gateway <nat-gateway-id>\n"
        "az aks create -g <group> -n <cluster> --vnet-subnet-id <subnet-id> --outbound-type "
        "userAssignedNATGateway"
    ),
    bicep=(
        "// subnet\n"
        "natGateway: {\n"
        "  id: natGateway.id\n"
        "}\n"
        "// cluster\n"
        "networkProfile: {\n"
        "  outboundType: 'userAssignedNATGateway'\n"
        "}"
    ),
    terraform=(
        'resource "azurerm_subnet_nat_gateway_association" "nodes" {\n'
        "  subnet_id      = azurerm_subnet.nodes.id\n"
        "  nat_gateway_id = azurerm_nat_gateway.aks.id\n"
        "}\n"
        '# cluster: outbound_type = "userAssignedNATGateway", depends_on = [the association]'
    ),
)

OUTBOUND: tuple[Entry, ...] = (
    Entry(
        id="outbound-type-refused",
        codes=("AkslabOutboundTypeNeedsSubnet", "AkslabOutboundBlockInOwnNetwork", "AkslabNetworkIsolatedKubenet"),
        unpublished=(
            "UnsupportedOutboundType",
            "UpdatingOutboundTypeNotAllowed",
            "ManagedNATGatewayWithCustomVNetNotAllowed",
        ),
        names={"type": "outbound_type", "types": "allowed"},
        rules=(
            "outbound-type-unknown",
            "outbound-type-needs-subnet",
            "outbound-block-own-network",
            "managed-nat-gateway-own-network",
            "network-isolated-kubenet",
        ),
        means=Words(
            (
                "{outbound_type} does not go with this cluster or this network. In an own network there are "
                "loadBalancer, userAssignedNATGateway, userDefinedRouting and none; managedNATGateway and block "
                "are for networks that AKS makes."
            ),
            (
                "{outbound_type:은} 이 클러스터나 네트워크에 쓸 수 없습니다. 사용자의 네트워크에서는 "
                "loadBalancer, userAssignedNATGateway, userDefinedRouting, none이 가능하고, managedNATGateway와 "
                "block은 AKS가 만든 네트워크용입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "managedNATGateway or block was asked for in an own network.",
                    "사용자의 네트워크에 managedNATGateway나 block을 요청했습니다.",
                ),
                look=(
                    "az aks show -g <group> -n <cluster> --query "
                    '"[networkProfile.outboundType,agentPoolProfiles[].vnetSubnetId]"'
                ),
                field="outboundType, vnetSubnetId",
                tells=Words("one of these two, and a subnet", "둘 중 하나이며 서브넷이 있음"),
            ),
            Cause(
                what=Words(
                    "userDefinedRouting or none was asked for without a subnet.",
                    "서브넷 없이 userDefinedRouting이나 none을 요청했습니다.",
                ),
                look=(
                    "az aks show -g <group> -n <cluster> --query "
                    '"[networkProfile.outboundType,agentPoolProfiles[].vnetSubnetId]"'
                ),
                field="vnetSubnetId",
                tells=Words("empty", "비어 있음"),
            ),
            Cause(
                what=Words(
                    "A network-isolated cluster was asked for with kubenet, which is not for them.",
                    "네트워크 격리 클러스터에 kubenet을 요청했습니다. kubenet은 지원되지 않습니다.",
                ),
                look="az aks show -g <group> -n <cluster> --query networkProfile.networkPlugin",
                field="networkPlugin",
                tells=Words("kubenet", "kubenet"),
            ),
        ),
        fixes=(OTHER_TYPE,),
        sources=("E26", "R29", "R43", "C8", "O1"),
    ),
    Entry(
        id="udr-with-load-balancer-addresses",
        codes=("AkslabOutboundTypeNeedsStandardLoadBalancer", "AkslabOutboundTypeNeedsScaleSets"),
        unpublished=("InvalidUserDefinedRoutingWithLoadBalancerProfile", "UDRWithNodePublicIPNotAllowed"),
        names={"type": "outbound_type"},
        rules=(
            "user-routing-with-load-balancer-profile",
            "user-routing-public-nodes",
            "user-routing-basic-load-balancer",
            "user-routing-availability-set",
        ),
        means=Words(
            (
                "userDefinedRouting has no outbound public address, so what chooses or gives one is refused: a "
                "load balancer profile, public addresses of nodes, the basic load balancer, availability sets."
            ),
            (
                "userDefinedRouting에는 아웃바운드 공용 주소가 없습니다. 그래서 주소를 고르거나 부여하는 설정, "
                "즉 부하 분산 장치 프로필, 노드의 공용 IP, 기본(Basic) 부하 분산 장치, 가용성 집합은 거부됩니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "A load balancer profile is left over from another outbound type.",
                    "다른 아웃바운드 유형에서 쓰던 부하 분산 장치 프로필이 남아 있습니다.",
                ),
                look="az aks show -g <group> -n <cluster> --query networkProfile.loadBalancerProfile",
                field="loadBalancerProfile",
                tells=Words("not empty in the template", "템플릿에 값이 있음"),
            ),
            Cause(
                what=Words("A pool asks for public addresses of its nodes.", "풀이 노드의 공용 IP를 요청합니다."),
                look=(
                    "az aks nodepool list -g <group> --cluster-name <cluster> --query "
                    '"[].[name,enableNodePublicIp,type]" -o table'
                ),
                field="enableNodePublicIp, type",
                tells=Words("true, or AvailabilitySet", "true이거나 AvailabilitySet"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Leave the profile and the public addresses out.", "프로필과 공용 IP 설정을 빼세요."),
                az=(
                    "az aks create -g <group> -n <cluster> --outbound-type userDefinedRouting --vnet-subnet-id "
                    "<subnet-id>"
                ),
                bicep=(
                    "networkProfile: {\n"
                    "  outboundType: 'userDefinedRouting'\n"
                    "  loadBalancerSku: 'standard'\n"
                    "  // without: loadBalancerProfile\n"
                    "}"
                ),
                terraform=(
                    "network_profile {\n"
                    '  outbound_type     = "userDefinedRouting"\n'
                    '  load_balancer_sku = "standard"\n'
                    "  # without: load_balancer_profile {}\n"
                    "}"
                ),
            ),
        ),
        sources=("E26", "R41", "R44"),
    ),
    Entry(
        id="nat-gateway",
        codes=("AkslabNatGatewayBesideLoadBalancer",),
        unpublished=("SubnetNotAssociatedWithNATGateway",),
        names={"id": "subnet"},
        rules=("own-nat-gateway-missing", "nat-gateway-beside-load-balancer"),
        means=Words(
            (
                "Outbound type and NAT gateway do not agree on {subnet}: userAssignedNATGateway needs one there, "
                "loadBalancer must not find one."
            ),
            (
                "{subnet}에서 아웃바운드 유형과 NAT 게이트웨이가 맞지 않습니다. userAssignedNATGateway에는 "
                "게이트웨이가 있어야 하고 loadBalancer에는 없어야 합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The gateway was made and never put on the subnet, or only after the cluster.",
                    "게이트웨이를 만들고 서브넷에 연결하지 않았거나 클러스터보다 나중에 연결했습니다.",
                ),
                look="az network vnet subnet show --ids <subnet-id> --query natGateway.id",
                field="natGateway.id",
                tells=Words("empty", "비어 있음"),
            ),
            Cause(
                what=Words(
                    "The gateway is there and the outbound type was left at loadBalancer.",
                    "게이트웨이는 있는데 아웃바운드 유형을 loadBalancer로 두었습니다.",
                ),
                look=_OUTBOUND,
                field="outboundType",
                tells=Words("loadBalancer", "loadBalancer"),
            ),
        ),
        fixes=(_NAT_GATEWAY,),
        sources=("E26", "R43"),
    ),
)
