"""What is told between the commands, in English and in Korean: the other half of the catalogue."""

NARRATION: dict[str, tuple[str, str]] = {
    "title": (
        "Use kubenet with your own IP address ranges in AKS: the article, with real packets",
        "AKS에서 사용자 고유의 IP 주소 범위에 kubenet 네트워킹 사용: 실제 패킷으로 보는 문서",
    ),
    "title.lab": (
        "A lab of its own in {path}, gone when this ends.",
        "{path}에 만든 임시 랩이며, 끝나면 사라집니다.",
    ),
    "title.kept": ("A lab of its own in {path}, to be kept.", "{path}에 만든 랩이며, 끝나도 남겨 둡니다."),
    "section.network": ("Create a virtual network and subnet", "가상 네트워크 및 서브넷 만들기"),
    "section.system": (
        "Create an AKS cluster with system-assigned managed identities",
        "시스템 할당 관리 ID로 AKS 클러스터 만들기",
    ),
    "section.identity": ("Create a managed identity", "관리 ID 만들기"),
    "section.role": ("Add role assignment for managed identity", "관리 ID에 대한 역할 할당 추가"),
    "section.user": ("Create an AKS cluster", "AKS 클러스터 만들기"),
    "section.table": (
        "Add a route table with a user-assigned managed identity to your AKS cluster",
        "사용자가 할당한 관리 ID가 있는 경로 테이블을 AKS 클러스터에 추가",
    ),
    "label.article": ("the article, command {number}: {section}", "문서의 명령 {number}: {section}"),
    "label.added": ("not in the article", "문서에 없음"),
    "label.repeated": ("again and again", "반복 실행"),
    "busy.running": ("running", "실행 중"),
    "busy.starting": ("starting the lab", "랩을 시작하는 중"),
    "shown.line-more": ("… 1 line more", "… 1줄 더 있음"),
    "shown.lines-more": ("… {count} lines more", "… {count}줄 더 있음"),
    "shown.column-more": ("… 1 column more", "… 열 1개 더 있음"),
    "shown.columns-more": ("… {count} columns more", "… 열 {count}개 더 있음"),
    "filled": ("{placeholder} is {value}", "{placeholder} = {value}"),
    "filled.out": ("{placeholder} is left out", "{placeholder} 생략"),
    "mark.held": ("held", "확인"),
    "mark.not-held": ("NOT HELD", "불일치"),
    "verdict.expected": ("expected: {expected}", "기대값: {expected}"),
    "verdict.short": ("{what} ({observed})", "{what} ({observed})"),
    "verdict.observed": ("observed: {observed}", "관찰: {observed}"),
    "summary.title": ("What was expected, and what was seen", "기대값과 관찰한 것"),
    "summary.all-held": (
        "All {count} expectations held, in {seconds} s.",
        "기대값 {count}개를 모두 확인했습니다 ({seconds}초).",
    ),
    "summary.not-all-held": (
        "{failed} of {count} expectations did not hold, in {seconds} s.",
        "기대값 {count}개 중 {failed}개가 관찰과 일치하지 않았습니다 ({seconds}초).",
    ),
    "column.chapter": ("Ch.", "장"),
    "column.what": ("Expectation", "기대값"),
    "column.observed": ("Observed", "관찰"),
    "chapter.title": ("Chapter {number}: {title}", "{number}장: {title}"),
    "chapter.system": ("a system-assigned identity", "시스템 할당 관리 ID"),
    "chapter.system.intro": (
        "A group, a network, a subnet, a cluster: the article's first way. Two ranges that Azure does not take come "
        "first. Then real packets, and what the other side saw of them.",
        "리소스 그룹, 가상 네트워크, 서브넷, 클러스터: 문서의 첫 번째 방법입니다. 먼저 Azure가 받아들이지 않는 두 범위를 "
        "보고, 이어서 실제 패킷을 보내 상대편에 어떻게 보이는지 확인합니다.",
    ),
    "chapter.user": ("a user-assigned identity and three nodes", "사용자 할당 관리 ID와 노드 세 개"),
    "chapter.user.intro": (
        "The article's second way, with an identity of your own. AKS makes a route table and a network security "
        "group by itself and puts them where they belong.",
        "사용자 ID를 쓰는 문서의 두 번째 방법입니다. AKS가 경로 테이블과 네트워크 보안 그룹을 직접 만들어 필요한 곳에 "
        "연결합니다.",
    ),
    "chapter.table": ("your own subnet and route table", "고유 서브넷과 경로 테이블"),
    "chapter.table.intro": (
        "The article's third way. Its commands do not stand alone: they name no plugin, make no table, and give no "
        "right on it. First they run as they are; then what is missing is added, and says so.",
        "문서의 세 번째 방법입니다. 문서의 명령만으로는 부족합니다: 플러그 인을 지정하지 않고, 경로 테이블을 만들지 않으며, "
        "테이블에 대한 권한도 주지 않습니다. 먼저 그대로 실행해 보고, 빠진 것은 빠졌다고 밝히며 더합니다.",
    ),
    "say.chapter-ends": (
        "What comes next needs this, so the chapter ends here.",
        "다음 단계에 이 결과가 필요하므로 이 장은 여기서 끝납니다.",
    ),
    "say.services-over-subnet": (
        "Services must have a range of their own. Over the subnet, Azure refuses them:",
        "서비스에는 별도의 범위가 필요합니다. 서브넷과 겹치면 Azure가 거부합니다:",
    ),
    "say.reserved": (
        "Four ranges are AKS's own; 172.30.0.0/16 is one of them:",
        "네 범위는 AKS가 예약해 두었습니다. 172.30.0.0/16도 그중 하나입니다:",
    ),
    "say.nothing-made": ("Neither attempt has left a cluster:", "두 시도 모두 클러스터를 남기지 않았습니다:"),
    "say.create-system": ("Now the cluster, as the article has it:", "이제 문서에 있는 그대로 클러스터를 만듭니다:"),
    "say.role-by-az": (
        "The article notes that az gives the identity its role once the cluster is there:",
        "문서의 참고: 클러스터가 만들어진 후 az가 ID에 역할을 부여합니다:",
    ),
    "say.nodes": (
        "Nodes live in the subnet; each has a /24 of the pods' range behind it:",
        "노드는 서브넷에 있고, 노드마다 Pod 범위의 /24가 하나씩 있습니다:",
    ),
    "say.provider-table": (
        "AKS has made a route table, in a group of its own:",
        "AKS가 별도의 리소스 그룹에 경로 테이블을 만들었습니다:",
    ),
    "say.routes": (
        "One route a node: this is how the pods of one node find those of another.",
        "노드마다 경로가 하나씩 있습니다. 한 노드의 Pod가 다른 노드의 Pod를 찾는 길입니다.",
    ),
    "say.pods": (
        "Pods, each an HTTP server that tells whom it sees:",
        "Pod를 실행합니다. 각 Pod는 상대가 누구로 보이는지 알려 주는 HTTP 서버입니다:",
    ),
    "say.packets": (
        "Real packets now. Watch the client's address: that is what the other side saw.",
        "이제 실제 패킷입니다. client 주소를 보세요. 상대편이 본 주소입니다.",
    ),
    "say.internet": (
        "To the Internet, the whole cluster goes out with one public address:",
        "인터넷으로는 클러스터 전체가 공용 주소 하나로 나갑니다:",
    ),
    "say.delete-route": (
        "What if one route goes? The second node's is deleted, by az:",
        "경로 하나가 사라지면? az로 두 번째 노드의 경로를 삭제합니다:",
    ),
    "say.lost": (
        "That node's pods are lost to the other nodes, both ways (the answers can't come home):",
        "다른 노드에서 그 노드의 Pod에 도달할 수 없고, 반대도 마찬가지입니다 (응답이 돌아오지 못합니다):",
    ),
    "say.others": ("All else goes on:", "나머지는 그대로입니다:"),
    "say.table-now": ("And the table now:", "지금 경로 테이블은 이렇습니다:"),
    "say.again": (
        "The route controller came in between. Once more, right after its look:",
        "그사이 경로 컨트롤러가 조정했습니다. 조정 직후에 다시 해 봅니다:",
    ),
    "say.watch": (
        "Nobody mends it by hand. The route controller looks every 10 seconds:",
        "손으로 고치지 않습니다. 경로 컨트롤러가 10초마다 살펴봅니다:",
    ),
    "say.end": (
        "The end of the chapter: the group goes, and all that hangs on it.",
        "이 장의 끝입니다. 리소스 그룹과 거기에 속한 모든 것을 삭제합니다.",
    ),
    "say.identity": ("An identity of your own:", "사용자 ID를 만듭니다:"),
    "say.show-identity": (
        "Had it been there already, this is how to find its principal:",
        "이미 있는 ID라면 보안 주체를 이렇게 찾습니다:",
    ),
    "say.role-on-network": (
        "Its role on the network. (az gives one on the subnet itself; other clients do not.)",
        "가상 네트워크에 대한 역할입니다. (az는 서브넷 역할을 직접 부여하지만 다른 클라이언트는 그렇지 않습니다.)",
    ),
    "say.create-user": ("The cluster, with that identity:", "그 ID로 클러스터를 만듭니다:"),
    "say.associated": ("The table is on the subnet:", "경로 테이블은 서브넷에 연결되어 있습니다:"),
    "say.security-group": (
        "The security group is on the nodes' interfaces:",
        "네트워크 보안 그룹은 노드의 NIC에 연결되어 있습니다:",
    ),
    "say.list-subnets": ("The article asks for the subnet's id:", "문서는 서브넷 ID를 가져옵니다:"),
    "say.create-table-verbatim": (
        "And makes the cluster. As it stands, this makes something else:",
        "그리고 클러스터를 만듭니다. 그대로 실행하면 다른 것이 만들어집니다:",
    ),
    "say.no-ranges": ("No node has a /24, there is no route to make:", "노드에 /24가 없으니 만들 경로도 없습니다:"),
    "say.delete-overlay": (
        "That is CNI Overlay, not kubenet. Away with it.",
        "kubenet이 아니라 CNI Overlay입니다. 삭제합니다.",
    ),
    "say.make-table": (
        "What is missing: a table, here in a group of the network's owners,",
        "빠진 것: 경로 테이블. 여기서는 네트워크 담당자의 리소스 그룹에 만듭니다.",
    ),
    "say.own-rule": ("a rule of your own in it,", "테이블에 사용자 규칙을 넣고,"),
    "say.associate": ("and its place on the subnet:", "서브넷에 연결합니다:"),
    "say.system-with-table": (
        "The first chapter's cluster on such a subnet, with the identity it had there:",
        "이런 서브넷에 1장의 클러스터를 같은 종류의 ID로 만들면:",
    ),
    "say.no-right-on-table": (
        "The article's cluster, with the plugin named. Its identity has roles on the network (from the article) and "
        "on the subnet (from az), but the table is neither:",
        "플러그 인을 지정한 문서의 클러스터입니다. ID는 가상 네트워크 역할(문서)과 서브넷 역할(az)을 가졌지만 경로 테이블은 "
        "둘 중 어느 것도 아닙니다:",
    ),
    "say.role-on-table": ("The role that is missing:", "빠진 역할입니다:"),
    "say.create-table": ("And now the same command makes the cluster:", "이제 같은 명령으로 클러스터가 만들어집니다:"),
    "say.no-second-table": (
        "In the nodes' group there is no table this time:",
        "이번에는 노드 리소스 그룹에 경로 테이블이 없습니다:",
    ),
    "say.own-rule-stays": (
        "And your own rule, after all that:",
        "이 모든 일이 지난 뒤의 사용자 규칙입니다:",
    ),
    "kept": (
        "The lab is kept, with the last chapter in it. Go on with:",
        "랩과 마지막 장의 내용을 남겨 두었습니다. 이어서 해 보세요:",
    ),
}
