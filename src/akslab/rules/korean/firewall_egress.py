"""The words about firewalls on the nodes' way out, in Korean."""

from ..words import Words

FIREWALL_EGRESS = {
    "firewall-closes-node-setup": Words(
        "노드가 나가는 길의 방화벽이 API 서버와 AKS 이미지로 가는 통신을 허용함",
        "{table}의 경로 {route}이(가) 0.0.0.0/0을 방화벽 {firewall}(으)로 보내는데, 노드에서 {needs}(으)로 가는 TCP를 "
        "허용하는 규칙이 하나도 없습니다. 새 노드가 설치를 끝내지 못합니다.",
        "허용하세요: `az network firewall application-rule create -g {group} -f {firewall} --collection-name aks -n aks "
        "--priority 100 --action Allow --source-addresses {sources} --protocols Https=443 --fqdn-tags "
        "AzureKubernetesService`. 방화벽 정책을 쓴다면 정책에 같은 규칙을 넣으세요.",
    ),
}
