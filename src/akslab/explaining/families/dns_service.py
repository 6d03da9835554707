"""The DNS service IP: inside the service CIDR, and none of the addresses that are somebody else's."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_PROFILE = "az aks show -g <group> -n <cluster> --query networkProfile"

_TEN = Fix(
    what=Words(
        "Set service CIDR and DNS service IP together, and take the .10 of the range.",
        "서비스 CIDR과 DNS 서비스 IP를 함께 지정하고, 범위의 .10을 쓰세요.",
    ),
    az=(
        "az aks create -g <group> -n <cluster> --network-plugin kubenet --service-cidr 172.20.0.0/16 "
        "--dns-service-ip 172.20.0.10"
    ),
    bicep=("networkProfile: {\n  serviceCidr: '172.20.0.0/16'\n  dnsServiceIP: '172.20.0.10'\n}"),
    terraform=('network_profile {\n  service_cidr   = "172.20.0.0/16"\n  dns_service_ip = "172.20.0.10"\n}'),
)

DNS_SERVICE: tuple[Entry, ...] = (
    Entry(
        id="dns-service-ip-outside",
        codes=("DnsServiceIpOutOfServiceCidr",),
        names={"ip": "dns_service_ip", "cidr": "service_cidr"},
        rules=("dns-service-ip-outside",),
        means=Words(
            "{dns_service_ip} is not in {service_cidr}, and kube-dns is a service like any other.",
            "{dns_service_ip:이} {service_cidr} 안에 있지 않습니다. kube-dns도 다른 서비스와 같은 서비스입니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "One of the two was changed and the other kept its default, 10.0.0.0/16 and 10.0.0.10.",
                    "둘 중 하나만 바꾸고 다른 하나는 기본값으로 두었습니다. 기본값은 10.0.0.0/16과 10.0.0.10입니다.",
                ),
                look=_PROFILE,
                field="serviceCidr, dnsServiceIp",
                tells=Words("one of them is the default", "하나가 기본값임"),
            ),
            Cause(
                what=Words(
                    "The address comes from a variable of another environment.",
                    "주소가 다른 환경의 변수에서 왔습니다.",
                ),
                look="terraform plan -no-color | grep -E 'service_cidr|dns_service_ip'",
                field="service_cidr, dns_service_ip",
                tells=Words("neither is a default, and they do not fit", "둘 다 기본값이 아닌데 서로 맞지 않음"),
            ),
        ),
        fixes=(_TEN,),
        sources=("E2", "R8", "Azure/azure-cli#15799"),
    ),
    Entry(
        id="dns-service-ip-taken",
        unpublished=("DnsServiceIpConflicting", "DnsBroadcastAddressConflicting", "DnsServiceIpParseError"),
        names={"ip": "dns_service_ip", "cidr": "service_cidr"},
        rules=(
            "dns-service-ip-first",
            "dns-service-ip-last",
            "dns-service-ip-malformed",
            "dns-service-ip-network-address",
            "dns-service-ip-not-ten",
        ),
        means=Words(
            (
                "{dns_service_ip} cannot be used in {service_cidr}: the first address belongs to "
                "kubernetes.default, the last is the broadcast address. The network address (.0) passes, and "
                "then no pod resolves a name."
            ),
            (
                "{dns_service_ip:은} {service_cidr}에서 쓸 수 없습니다. 첫 주소는 kubernetes.default의 것이고 "
                "마지막 주소는 브로드캐스트 주소입니다. 네트워크 주소(.0)는 통과하지만 그러면 어떤 Pod도 이름을 "
                "확인하지 못합니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("It is the .1 of the range.", "범위의 .1입니다."),
                look="kubectl get svc kubernetes -o jsonpath='{.spec.clusterIP}'",
                field="spec.clusterIP",
                tells=Words("the same address", "같은 주소"),
            ),
            Cause(
                what=Words("It is the last address, or the network address.", "마지막 주소이거나 네트워크 주소입니다."),
                look=_PROFILE,
                field="serviceCidr, dnsServiceIp",
                tells=Words("the host part is all ones or all zeros", "호스트 부분이 모두 1이거나 모두 0임"),
            ),
            Cause(
                what=Words("It is not an IP address at all.", "IP 주소가 아닙니다."),
                look=_PROFILE,
                field="dnsServiceIp",
                tells=Words("a length (/24) or a name stands there", "길이(/24)나 이름이 들어 있음"),
            ),
        ),
        fixes=(_TEN,),
        sources=("E3", "R8", "R9", "X2", "Azure/AKS#2579"),
    ),
)
