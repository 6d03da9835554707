"""The words about the DNS service's address, in Korean."""

from ..words import Words

DNS_SERVICE = {
    "dns-service-ip-malformed": Words(
        "DNS 서비스 IP는 IP 주소",
        "DNS 서비스 IP '{ip}'은(는) IP 주소가 아닙니다.",
        "서비스 범위의 주소 하나를 길이 없이 쓰세요. 관례는 열 번째 주소 {ten}입니다.",
    ),
    "dns-service-ip-outside": Words(
        "DNS 서비스 IP는 서비스 범위 안에 있음",
        "DNS 서비스 IP {ip}은(는) 서비스 CIDR {cidr} 범위 밖에 있습니다.",
        "dnsServiceIP {ten} 값을 쓰거나 {ip} 주소가 들어 있는 serviceCidr을 쓰세요. 둘은 함께 바꿉니다.",
    ),
    "dns-service-ip-left-to-default": Words(
        "직접 정한 서비스 범위에는 그 안의 DNS 서비스 IP도 함께 씀",
        "서비스 CIDR은 {cidr}인데 DNS 서비스 IP가 없습니다. 문서의 기본값 {ip}은(는) 범위 밖이며, Azure는 이를 "
        "거부합니다(DnsServiceIpOutOfServiceCidr).",
        "dnsServiceIP {ten} 값을 쓰세요. 서비스 범위와 DNS 주소는 함께 바꿉니다.",
    ),
    "dns-service-ip-last": Words(
        "DNS 서비스 IP는 서비스 범위의 마지막 주소가 아님",
        "DNS 서비스 IP {ip}은(는) 서비스 CIDR {cidr} 범위의 브로드캐스트 주소입니다.",
        "dnsServiceIP {ten} 값을 쓰세요.",
    ),
    "dns-service-ip-first": Words(
        "서비스 범위의 첫 주소는 DNS 서비스가 아니라 kubernetes.default의 주소",
        "DNS 서비스 IP {ip}은(는) kubernetes.default가 사용하는 서비스 CIDR {cidr} 범위의 첫 주소입니다.",
        "dnsServiceIP {ten} 값을 쓰세요.",
    ),
    "dns-service-ip-network-address": Words(
        "DNS 서비스는 네트워크 주소에서 응답할 수 없음",
        "DNS 서비스 IP {ip}은(는) {cidr} 범위의 네트워크 주소여서 어떤 Pod도 이름을 확인하지 못합니다.",
        "dnsServiceIP {ten} 값을 쓰세요. 실행 중인 클러스터에서는 바꿀 수 없으므로 새 클러스터가 필요합니다.",
    ),
    "dns-service-ip-not-ten": Words(
        "관례상 DNS 서비스는 서비스 범위의 열 번째 주소",
        "DNS 서비스 IP {ip}은(는) {cidr} 범위의 .10 주소가 아닙니다. Azure는 상관하지 않습니다.",
        "{ip} 주소를 쓸 이유가 없다면 dnsServiceIP {ten} 값을 쓰세요.",
    ),
}
