"""The words of the rules about az and about scripts, in Korean."""

from ..words import Words

AZ_COMMANDS = {
    "az-policy-without-plugin": Words(
        "--network-policy에는 --network-plugin이 함께 있어야 합니다",
        "네트워크 플러그인을 명시하지 않아 az가 명령을 거부합니다.",
        "--network-policy 옆에 --network-plugin을 쓰세요. 문서의 네트워크라면 kubenet입니다.",
    ),
    "az-ranges-without-plugin": Words(
        "--network-plugin 없이 준 범위: 예전 az는 거부하고, 지금의 az는 Overlay 클러스터를 만듭니다",
        "{option}은 있는데 --network-plugin이 없습니다. 예전 az는 거부하고, 지금의 az는 kubenet이 아니라 "
        "Azure CNI Overlay 클러스터를 만듭니다.",
        "--network-plugin kubenet 또는 의도한 플러그인을 쓰세요.",
    ),
    "az-pod-cidr-without-overlay": Words(
        "Azure CNI에서는 Overlay 모드일 때만 --pod-cidr을 쓸 수 있습니다",
        "네트워크 플러그인이 azure이고 overlay 모드가 아니어서 az가 --pod-cidr을 거부합니다.",
        "--network-plugin-mode overlay나 --network-plugin kubenet을 쓰거나 {option}을 빼세요.",
    ),
    "az-user-routing-without-subnet": Words(
        "나가는 길을 직접 정할 때는 서브넷이 있어야 합니다",
        "송신 유형 {type}에는 --vnet-subnet-id가 필요하여 az가 명령을 거부합니다({requirement}).",
        "먼저 서브넷을 준비하고({requirement}) --vnet-subnet-id로 지정하세요.",
    ),
    "az-outbound-type-with-basic-load-balancer": Words(
        "기본(basic) 부하 분산 장치와 송신 유형은 함께 쓸 수 없습니다",
        "송신 유형 {type}은 basic 부하 분산 장치 SKU를 지원하지 않아 az가 거부합니다.",
        "--load-balancer-sku를 빼세요. 기본값이 standard입니다.",
    ),
    "az-outbound-type-with-load-balancer-addresses": Words(
        "나가는 길이 다를 때는 부하 분산 장치의 주소를 정할 수 없습니다",
        "송신 유형 {type}에서는 표준 부하 분산 장치의 IP를 지정할 수 없어 az가 거부합니다.",
        "{option} 또는 송신 유형을 빼세요.",
    ),
    "az-not-a-resource-id": Words(
        "서브넷과 ID는 이름이 아니라 전체 리소스 ID로 지정해야 합니다",
        "{option}의 값이 올바른 Azure 리소스 ID가 아니어서 az가 거부합니다.",
        "{value} 대신 `az network vnet subnet show --query id -o tsv`(또는 `az identity show`)가 출력하는 ID를 쓰세요.",
    ),
    "az-pool-name": Words(
        "노드 풀 이름은 영문자와 숫자 12자 이내입니다",
        "노드 풀 이름이 규칙에 맞지 않아 az가 거부합니다(--nodepool-name {what}).",
        "{name} 대신 영문 소문자와 숫자 12자 이내의 이름을 쓰세요.",
    ),
    "az-max-surge": Words(
        "max surge는 숫자 또는 백분율입니다",
        "--max-surge 값이 올바르지 않아 az가 거부합니다({what}).",
        "노드 수(예: 1)나 백분율(예: 33%)을 쓰세요.",
    ),
    "az-node-counts": Words(
        "최소·최대 노드 수는 0에서 1000까지입니다",
        "{option} 값이 범위 [0,1000]을 벗어나 az가 거부합니다.",
        "{n} 대신 0에서 1000까지의 수를 쓰세요.",
    ),
    "az-load-balancer-ports": Words(
        "송신 포트 수는 8의 배수이며 64000까지입니다",
        "부하 분산 장치의 송신 포트 수가 올바르지 않아 az가 거부합니다({what}).",
        "{n} 대신 0에서 64000까지의 8의 배수를 쓰세요.",
    ),
    "az-load-balancer-idle-timeout": Words(
        "유휴 시간 제한은 4분에서 100분까지입니다",
        "--load-balancer-idle-timeout 값이 범위 [4,100]을 벗어나 az가 거부합니다.",
        "{n} 대신 4에서 100까지의 분을 쓰세요.",
    ),
    "az-broken-command": Words(
        "여러 줄에 걸친 명령은 마지막 줄을 뺀 모든 줄이 백슬래시로 끝나야 합니다",
        "`az {command}` 명령이 {option} 앞에서 끝납니다. 윗줄이 백슬래시로 끝나지 않거나, 백슬래시 뒤에 공백이 있거나, "
        "주석 줄이기 때문입니다. az는 {option}을 받지 못하고 셸은 이를 명령으로 실행합니다.",
        "{option} 윗줄을 뒤에 아무것도 없는 백슬래시로 끝내고, 주석은 명령 밖으로 옮기세요.",
    ),
    "az-unknown-option": Words(
        "스크립트의 옵션은 az가 아는 것이어야 합니다",
        "azure-cli 2.91의 `az {command}`에는 {option}이 없습니다. 확장이나 예전 az의 옵션이거나 오타이며, az는 종료 "
        "코드 2로 끝납니다.",
        "`az {command} --help`에서 옵션을 확인하고 {option}을 빼거나 바르게 쓰세요.",
    ),
    "az-script-goes-on": Words(
        "클러스터 앞 단계가 실패하면 스크립트가 멈추어야 합니다",
        "스크립트에 `set -e`가 없어 {id} 앞 단계가 실패해도 클러스터를 만듭니다.",
        "스크립트 첫머리에 `set -euo pipefail`을 쓰세요.",
    ),
}
