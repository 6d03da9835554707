"""What az refuses by itself, before it sends anything to Azure."""

from ..entry import Cause, Entry, Fix
from ..words import Words

_COMMAND = "az aks create --help"

_NOTHING_SENT = Words(" Nothing was sent to Azure.", " Azure에는 아무것도 보내지 않았습니다.")


def _means(en: str, ko: str) -> Words:
    return Words(en + _NOTHING_SENT.en, ko + _NOTHING_SENT.ko)


_NUMBERS = Fix(
    what=Words("Give a number within the bounds.", "한도 안의 수를 쓰세요."),
    az=(
        "az aks nodepool update -g <group> --cluster-name <cluster> -n <pool> --max-surge 33%\n"
        "az aks nodepool update -g <group> --cluster-name <cluster> -n <pool> --update-cluster-autoscaler "
        "--min-count 1 --max-count 5"
    ),
    bicep=("upgradeSettings: {\n  maxSurge: '33%'\n}\nminCount: 1\nmaxCount: 5"),
    terraform=('min_count = 1\nmax_count = 5\nupgrade_settings {\n  max_surge = "33%"\n}'),
)

AZURE_CLI: tuple[Entry, ...] = (
    Entry(
        id="cli-plugin-not-given",
        phrases=("please explicitly specify the network plugin type",),
        means=_means(
            (
                "Pod CIDR, service CIDR, DNS address or policy were given without --network-plugin. Without it "
                "az makes a CNI Overlay cluster today, so it asks which you mean."
            ),
            (
                "--network-plugin 없이 Pod CIDR, 서비스 CIDR, DNS 주소, 정책을 지정했습니다. 지금의 az는 그럴 때 "
                "CNI Overlay 클러스터를 만들기 때문에 어느 것인지 묻습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The command comes from a page written when kubenet was the default.",
                    "kubenet이 기본값이던 때의 문서에서 가져온 명령입니다.",
                ),
                look=_COMMAND,
                field="--network-plugin",
                tells=Words("missing in your command", "명령에 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Say kubenet, in every tool: defaults differ.",
                    "도구마다 기본값이 다르므로 항상 kubenet을 명시하세요.",
                ),
                az="az aks create -g <group> -n <cluster> --network-plugin kubenet --pod-cidr 10.244.0.0/16",
                bicep=("networkProfile: {\n  networkPlugin: 'kubenet'\n}"),
                terraform=('network_profile {\n  network_plugin = "kubenet"\n}'),
            ),
        ),
        sources=("L1", "C1"),
    ),
    Entry(
        id="cli-azure-with-pod-cidr",
        phrases=("please use kubenet as the network plugin type when pod_cidr is specified",),
        means=_means(
            (
                "With plugin azure in the node subnet pods take their addresses from the subnet, so there is no "
                "pod CIDR to give. kubenet and CNI Overlay have one."
            ),
            (
                "노드 서브넷을 쓰는 azure 플러그 인에서는 Pod가 서브넷의 주소를 쓰므로 Pod CIDR이 없습니다. Pod "
                "CIDR은 kubenet과 CNI Overlay에 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "--network-plugin-mode overlay was forgotten, or kubenet was meant.",
                    "--network-plugin-mode overlay를 빠뜨렸거나 kubenet을 의도했습니다.",
                ),
                look=_COMMAND,
                field="--network-plugin-mode",
                tells=Words("missing beside azure and --pod-cidr", "azure와 --pod-cidr 옆에 없음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Name the mode, or kubenet.", "모드를 지정하거나 kubenet을 쓰세요."),
                az=(
                    "az aks create -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay "
                    "--pod-cidr 10.244.0.0/16"
                ),
                bicep=(
                    "networkProfile: {\n"
                    "  networkPlugin: 'azure'\n"
                    "  networkPluginMode: 'overlay'\n"
                    "  podCidr: '10.244.0.0/16'\n"
                    "}"
                ),
                terraform=(
                    "network_profile {\n"
                    '  network_plugin      = "azure"\n'
                    '  network_plugin_mode = "overlay"\n'
                    '  pod_cidr            = "10.244.0.0/16"\n'
                    "}"
                ),
            ),
        ),
        sources=("L2",),
    ),
    Entry(
        id="cli-udr-without-subnet",
        phrases=("vnet-subnet-id must be specified for userdefinedrouting",),
        means=_means(
            "userDefinedRouting is for a subnet of your own that has a route table already.",
            "userDefinedRouting은 경로 테이블이 이미 연결된 사용자의 서브넷에서만 쓸 수 있습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "The subnet's id was not given, or its variable is empty.",
                    "서브넷 ID를 지정하지 않았거나 변수가 비어 있습니다.",
                ),
                look='echo "$SUBNET_ID"',
                field="SUBNET_ID",
                tells=Words("empty", "비어 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Give the subnet, after its table has a default route.",
                    "테이블에 기본 경로를 만든 뒤 서브넷을 지정하세요.",
                ),
                az=(
                    "az aks create -g <group> -n <cluster> --network-plugin kubenet --outbound-type "
                    "userDefinedRouting --vnet-subnet-id <subnet-id> --assign-identity <identity-id>"
                ),
                bicep=("networkProfile: {\n  outboundType: 'userDefinedRouting'\n}\n// and in each pool: vnetSubnetID"),
                terraform=(
                    "network_profile {\n"
                    '  network_plugin = "kubenet"\n'
                    '  outbound_type  = "userDefinedRouting"\n'
                    "}\n"
                    "# and in default_node_pool: vnet_subnet_id"
                ),
            ),
        ),
        sources=("L3", "R41"),
        rules=("outbound-type-needs-subnet",),
    ),
    Entry(
        id="cli-udr-load-balancer",
        phrases=(
            "userdefinedrouting doesn't support basic load balancer sku",
            "userdefinedrouting doesn't support customizing",
            "type doesn't support customizing the standard load balancer",
        ),
        means=_means(
            "userDefinedRouting goes with the standard load balancer, and has no outbound addresses to choose.",
            "userDefinedRouting은 표준 부하 분산 장치에서만 쓸 수 있고, 고를 아웃바운드 주소가 없습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "--load-balancer-sku basic, or --load-balancer-…-ips stands in the command.",
                    "명령에 --load-balancer-sku basic이나 --load-balancer-…-ips가 있습니다.",
                ),
                look=_COMMAND,
                field="--load-balancer-sku, --load-balancer-outbound-ips",
                tells=Words("given", "지정되어 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Leave these options out.", "그 옵션을 빼세요."),
                az=(
                    "az aks create -g <group> -n <cluster> --network-plugin kubenet --outbound-type "
                    "userDefinedRouting --vnet-subnet-id <subnet-id> --assign-identity <identity-id>"
                ),
                bicep=("networkProfile: {\n  outboundType: 'userDefinedRouting'\n  loadBalancerSku: 'standard'\n}"),
                terraform=(
                    'network_profile {\n  outbound_type     = "userDefinedRouting"\n  load_balancer_sku = "standard"\n}'
                ),
            ),
        ),
        sources=("L4", "L5", "R41", "R44"),
        rules=("user-routing-basic-load-balancer", "user-routing-with-load-balancer-profile"),
    ),
    Entry(
        id="cli-resource-id",
        texts=("--{property} is not a valid Azure resource ID.",),
        phrases=("is not a valid azure resource id",),
        means=_means(
            "An option that wants a whole resource id (/subscriptions/…) got a name, or nothing.",
            "전체 리소스 ID(/subscriptions/…)가 필요한 옵션에 이름만 있거나 비어 있습니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "A name was given where the id is wanted, or the query before it found nothing.",
                    "ID가 필요한 곳에 이름을 썼거나, 앞의 조회가 아무것도 찾지 못했습니다.",
                ),
                look='echo "$SUBNET_ID" "$IDENTITY_ID"',
                field="SUBNET_ID, IDENTITY_ID",
                tells=Words("empty, or without /subscriptions/", "비어 있거나 /subscriptions/로 시작하지 않음"),
            ),
            Cause(
                what=Words(
                    "Git Bash on Windows turned the leading slash into a path.",
                    "Windows의 Git Bash가 맨 앞의 빗금을 경로로 바꿨습니다.",
                ),
                look='echo "$MSYS_NO_PATHCONV"',
                field="MSYS_NO_PATHCONV",
                tells=Words("empty, in Git Bash", "Git Bash에서 비어 있음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Ask Azure for the id.", "Azure에서 ID를 조회하세요."),
                az=(
                    "SUBNET_ID=$(az network vnet subnet show -g <network-group> --vnet-name <network> -n "
                    "<subnet> --query id -o tsv)\n"
                    "IDENTITY_ID=$(az identity show -g <group> -n <identity> --query id -o tsv)"
                ),
                bicep="vnetSubnetID: nodes.id",
                terraform="vnet_subnet_id = azurerm_subnet.nodes.id",
            ),
        ),
        sources=("L6",),
    ),
    Entry(
        id="cli-pool-name",
        phrases=(
            "nodepool-name can contain at most 12 characters",
            "nodepool-name should contain only alphanumeric characters",
        ),
        means=_means(
            (
                "A node pool's name has at most 12 lower-case letters and digits and begins with a letter; for "
                "Windows at most 6."
            ),
            "노드 풀 이름은 소문자와 숫자 12자 이하이고 문자로 시작합니다. Windows는 6자 이하입니다.",
        ),
        causes=(
            Cause(
                what=Words("A hyphen, a capital or a longer name.", "하이픈이나 대문자가 있거나 이름이 깁니다."),
                look=_COMMAND,
                field="--nodepool-name",
                tells=Words(
                    "more than letters and digits, or more than 12 of them", "문자와 숫자가 아니거나 12자를 넘음"
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words("Shorten it.", "줄이세요."),
                az="az aks nodepool add -g <group> --cluster-name <cluster> -n pool2",
                bicep="name: 'pool2'",
                terraform='name = "pool2"',
            ),
        ),
        sources=("L7",),
    ),
    Entry(
        id="cli-max-surge",
        phrases=("max-surge must be positive", "max-surge should be an int or percentage"),
        means=_means(
            "Max surge is a number from 1, or a percentage such as 33%.",
            "최대 서지는 1 이상의 수이거나 33%와 같은 백분율입니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "Zero, a fraction, or a percentage without its sign.", "0이나 소수이거나 백분율 기호가 없습니다."
                ),
                look=_COMMAND,
                field="--max-surge",
                tells=Words("neither 1, 2, … nor N%", "1, 2, …도 N%도 아님"),
            ),
        ),
        fixes=(_NUMBERS,),
        sources=("L8", "P5"),
    ),
    Entry(
        id="cli-count",
        phrases=(
            "min-count must be in the range",
            "max-count must be in the range",
            "value of min-count should be",
            "is not in the range of min-count and max-count",
        ),
        means=_means(
            "The autoscaler's bounds are 0 to 1,000 nodes for a pool.",
            "자동 크기 조정기의 한도는 풀마다 노드 0~1,000개입니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "A count outside, or a minimum above the maximum.", "한도 밖의 수이거나 최솟값이 최댓값보다 큽니다."
                ),
                look=_COMMAND,
                field="--min-count, --max-count",
                tells=Words("outside 0 to 1000", "0~1000 밖"),
            ),
        ),
        fixes=(_NUMBERS,),
        sources=("L9", "R24"),
    ),
    Entry(
        id="cli-load-balancer-ports",
        phrases=("load-balancer-allocated-ports must be", "load-balancer-idle-timeout must be in the range"),
        means=_means(
            "Outbound ports a node are a multiple of 8 up to 64,000; the idle timeout is 4 to 100 minutes.",
            "노드당 아웃바운드 포트는 64,000 이하의 8의 배수이고, 유휴 시간 제한은 4~100분입니다.",
        ),
        causes=(
            Cause(
                what=Words("A number outside these bounds.", "한도 밖의 수입니다."),
                look=_COMMAND,
                field="--load-balancer-outbound-ports, --load-balancer-idle-timeout",
                tells=Words(
                    "not a multiple of 8, over 64000, or outside 4 to 100",
                    "8의 배수가 아니거나 64000 초과, 또는 4~100 밖",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Give numbers within the bounds, or leave them out: 0 ports is automatic.",
                    "한도 안의 수를 쓰거나 빼세요. 포트 0은 자동입니다.",
                ),
                az=(
                    "az aks update -g <group> -n <cluster> --load-balancer-outbound-ports 1024 "
                    "--load-balancer-idle-timeout 30"
                ),
                bicep=("loadBalancerProfile: {\n  allocatedOutboundPorts: 1024\n  idleTimeoutInMinutes: 30\n}"),
                terraform=(
                    "load_balancer_profile {\n  outbound_ports_allocated = 1024\n  idle_timeout_in_minutes  = 30\n}"
                ),
            ),
        ),
        sources=("L10", "L11", "K5"),
    ),
)
