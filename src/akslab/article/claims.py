"""What is expected and how it is told, in English and in Korean: one half of the catalogue."""

CLAIMS: dict[str, tuple[str, str]] = {
    "claim.runs": (
        "{command} … does what it is there for",
        "{command} … 명령이 제 할 일을 합니다",
    ),
    "claim.window": (
        "The route stays away long enough to look",
        "살펴볼 동안 경로가 없는 상태로 남아 있습니다",
    ),
    "claim.subnet": ("The subnet has the range it was given", "서브넷이 지정한 범위를 가집니다"),
    "claim.services-over-subnet": (
        "Services over a subnet: refused in Azure's words",
        "서브넷과 겹치는 서비스 범위: Azure의 문구로 거부됩니다",
    ),
    "claim.reserved": (
        "A reserved range for pods: refused (in akslab's words: Azure's are not published)",
        "예약된 Pod 범위: 거부됩니다 (Azure의 문구가 공개되지 않아 akslab의 문구로)",
    ),
    "claim.nothing-made": ("A refused cluster leaves nothing behind", "거부된 클러스터는 아무것도 남기지 않습니다"),
    "claim.plugin": ("The network plugin is kubenet", "네트워크 플러그 인은 kubenet입니다"),
    "claim.pod-cidr": ("Pods have the range of the article", "Pod가 문서의 범위를 가집니다"),
    "claim.identity-type": ("The kind of the cluster's identity", "클러스터 ID의 종류"),
    "claim.node-count": ("As many nodes as were asked for", "요청한 만큼의 노드가 있습니다"),
    "claim.role-by-az": (
        "az itself gave the identity its role on the subnet",
        "az가 직접 ID에 서브넷 역할을 부여했습니다",
    ),
    "claim.node-addresses": (
        "Nodes have addresses of the subnet (Azure keeps the first ones)",
        "노드는 서브넷의 주소를 가집니다 (처음 몇 개는 Azure가 예약)",
    ),
    "claim.pod-ranges": (
        "Each node has a /24 of the pod range, in order",
        "노드마다 Pod 범위의 /24를 순서대로 가집니다",
    ),
    "claim.routes": (
        "The table leads each /24 to its node's address",
        "경로 테이블이 각 /24를 해당 노드의 주소로 보냅니다",
    ),
    "claim.same-node": (
        "{source} > {destination}, same node: seen with the pod's own address",
        "{source} > {destination}, 같은 노드: Pod 자신의 주소로 보입니다",
    ),
    "claim.across-nodes": (
        "{source} > {destination}, across nodes: seen with the pod's own address",
        "{source} > {destination}, 노드 사이: Pod 자신의 주소로 보입니다",
    ),
    "claim.nat": (
        "{source} > {destination}, in the network: seen with the node's address (NAT)",
        "{source} > {destination}, 가상 네트워크: 노드의 주소로 보입니다 (NAT)",
    ),
    "claim.internet": (
        "{source} > {destination}: seen with the cluster's public address",
        "{source} > {destination}: 클러스터의 공용 주소로 보입니다",
    ),
    "claim.lost": (
        "{source} > {destination}, without the route: lost",
        "{source} > {destination}, 경로가 없으면: 도달하지 못합니다",
    ),
    "claim.others-fine": (
        "{source} > {destination}, the other nodes' pods: reached as before",
        "{source} > {destination}, 다른 노드의 Pod: 전과 같이 도달합니다",
    ),
    "claim.same-node-fine": (
        "{source} > {destination}, inside the lost node: reached as before",
        "{source} > {destination}, 경로를 잃은 노드 안: 전과 같이 도달합니다",
    ),
    "claim.nat-fine": (
        "{source} > {destination}, behind the lost node's NAT: reached as before",
        "{source} > {destination}, 경로를 잃은 노드의 NAT 뒤: 전과 같이 도달합니다",
    ),
    "claim.back": (
        "The route controller brings the route back at its next look",
        "경로 컨트롤러가 다음 조정 때 경로를 되돌립니다",
    ),
    "claim.groups-gone": (
        "With the group goes the nodes' group",
        "리소스 그룹과 함께 노드 리소스 그룹도 사라집니다",
    ),
    "claim.nobody-left": (
        "No node, pod or machine is left; the Internet is",
        "노드, Pod, 가상 머신이 남지 않고 인터넷만 남습니다",
    ),
    "claim.identity-id": ("The id is written as in the article's sample", "ID 표기가 문서의 예와 같습니다"),
    "claim.same-principal": ("Both commands tell the same principal", "두 명령이 같은 보안 주체를 알려 줍니다"),
    "claim.role-on-network": ("The role is on the network", "역할이 가상 네트워크에 부여됩니다"),
    "claim.associated": (
        "AKS has put its table on the subnet",
        "AKS가 경로 테이블을 서브넷에 연결했습니다",
    ),
    "claim.security-group": (
        "The security group is on each node's interface",
        "네트워크 보안 그룹이 각 노드의 NIC에 연결되어 있습니다",
    ),
    "claim.no-table-yet": (
        "No command of the article has put a table on the subnet",
        "문서의 어떤 명령도 서브넷에 경로 테이블을 연결하지 않았습니다",
    ),
    "claim.default-plugin": (
        "Without a plugin named, today's default is Azure CNI",
        "플러그 인을 지정하지 않으면 현재 기본값은 Azure CNI입니다",
    ),
    "claim.default-mode": (
        "Without a plugin named, the mode is overlay",
        "플러그 인을 지정하지 않으면 모드는 오버레이입니다",
    ),
    "claim.no-ranges": ("Its nodes have no /24: this is not kubenet", "노드에 /24가 없습니다: kubenet이 아닙니다"),
    "claim.own-associated": ("The own table is on the subnet", "고유 경로 테이블이 서브넷에 연결되었습니다"),
    "claim.system-with-table": (
        "A system-assigned identity with an own table: refused in Azure's words",
        "시스템 할당 ID와 고유 경로 테이블: Azure의 문구로 거부됩니다",
    ),
    "claim.no-right-on-table": (
        "A role on the network only: refused in Azure's words",
        "가상 네트워크에만 있는 역할: Azure의 문구로 거부됩니다",
    ),
    "claim.role-on-table": ("The role is on the table", "역할이 경로 테이블에 부여됩니다"),
    "claim.no-second-table": ("AKS makes no table of its own", "AKS가 별도의 경로 테이블을 만들지 않습니다"),
    "claim.own-rule-stays": ("The own rule is still in the table", "사용자 규칙이 테이블에 그대로 있습니다"),
    "expected.no-answer": ("no answer", "응답 없음"),
    "expected.refused-naming": ("refused, naming {named}", "{named}을(를) 밝히며 거부"),
    "expected.at-most": ("at most {seconds} s", "최대 {seconds}초"),
    "expected.succeeds": ("it succeeds", "성공"),
    "expected.readable": ("an answer that holds it", "값이 들어 있는 응답"),
    "expected.missing": ("the route is missing", "경로 없음"),
    "observed.nothing": ("nothing", "없음"),
    "observed.present": ("it was back each time", "매번 이미 복구됨"),
    "observed.after": ("after {seconds} s", "{seconds}초 후"),
    "observed.never": ("not in {seconds} s", "{seconds}초 안에 없음"),
}
