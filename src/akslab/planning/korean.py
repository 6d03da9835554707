"""What planning says, in Korean."""

KOREAN: dict[str, str] = {
    "plugin.kubenet": "kubenet",
    "plugin.node-subnet": "Azure CNI 노드 서브넷",
    "plugin.pod-subnet": "Azure CNI Pod 서브넷",
    "plugin.overlay": "Azure CNI Overlay",
    "model.kubenet": "kubenet",
    "model.azure-cni": "Azure CNI",
    "role.node-subnet": "노드 서브넷",
    "role.pod-subnet": "Pod 서브넷",
    "role.pod-cidr": "Pod CIDR",
    "role.service-cidr": "서비스 CIDR",
    "limit.subnet": "서브넷 주소",
    "limit.pod-subnet": "Pod 서브넷 주소",
    "limit.slots": "/24 블록",
    "limit.routes": "경로",
    "limit.network": "가상 네트워크 주소",
    "limit.nodes": "클러스터 노드",
    "limit.pool": "노드 풀의 노드",
    "limit.pods-per-node": "노드당 Pod",
    "row.subnet": "노드 서브넷",
    "row.pod-subnet": "Pod 서브넷",
    "row.pod-cidr": "Pod CIDR",
    "row.service-cidr": "서비스 CIDR",
    "row.dns": "DNS 서비스 IP",
    "row.nodes": "노드 (+ 서지)",
    "row.pods": "Pod",
    "row.most": "최대 노드",
    "row.most-value": "{nodes:,} (평상시 {at_rest:,})",
    "row.binds": "먼저 닿는 한도",
    "row.no-plan": "계획 없음, 아래 참조",
    "sum.by-pods": "Pod: {pods:,} / 노드당 {pods_per_node}, 올림 = 노드 {nodes:,}개",
    "sum.nodes": "노드: 현재 {now:,}, 증가 {growth} = 계획 {nodes:,}",
    "sum.pools": "풀 {pools}개에: {nodes}",
    "sum.surge-percent": "서지: 풀마다 {surge}, 올림 (P5): {surges}",
    "sum.surge": "서지: 풀마다 {surge}, 풀의 노드 수까지만 (P5): {surges}",
    "sum.at-upgrade": "모든 풀을 동시에 업그레이드: {nodes:,} + {extra:,} = 노드 {total:,}개",
    "sum.node-subnet": "주소 (P2): {nodes:,} + {nodes:,} x {pods_per_node} = {total:,}",
    "sum.fixed": "주소: {nodes:,} + 내부 부하 분산 장치 {balancers:,} + 서브넷의 그 밖의 주소 {others:,} = {total:,}",
    "sum.subnet": (
        "노드 서브넷: {addresses:,} + Azure 예약 {reserved} (P1) = {total:,}"
        " -> /{length} (주소 {size:,}개, 사용 가능 {usable:,}개)"
    ),
    "sum.pod-subnet": (
        "Pod 서브넷: {addresses:,} + Azure 예약 {reserved} (P1) = {total:,}"
        " -> /{length} (주소 {size:,}개, 사용 가능 {usable:,}개)"
    ),
    "sum.batches": (
        "가득 찬 노드의 Pod 주소 (P7): Pod {pods_per_node}개에 여유 8개, {batch}개 단위: {batches} x {batch} = {each}"
    ),
    "sum.pod-addresses": "Pod 주소: {nodes:,} x {each} = {total:,}",
    "sum.pod-cidr": "Pod CIDR: 노드당 /24 하나 (R17), 노드 {nodes:,}개 -> /24 {slots:,}개 = /{length}",
    "sum.services": (
        "서비스 CIDR: 서비스 {services:,} + kubernetes.default + kube-dns + 처음과 마지막 주소 = {total:,} -> /{length}"
    ),
    "sum.pods": "Pod: 노드 {nodes:,} x {pods_per_node} = {pods:,}",
    "rejected.subnet": "/{length} 노드 서브넷: 사용 가능한 주소 {has:,}개, 필요 {needed:,}개",
    "rejected.pod-subnet": "/{length} Pod 서브넷: 사용 가능한 주소 {has:,}개, 필요 {needed:,}개",
    "rejected.pod-cidr": "/{length} Pod CIDR: 노드 {has:,}개, 업그레이드 중 {needed:,}개 (R19)",
    "rejected.service-cidr": "/{length} 서비스 CIDR: 서비스 {has:,}개, 필요 {needed:,}개",
    "rejected.default-pods-inside": "AKS 기본 Pod CIDR {range}: {taken} 안에 있음",
    "rejected.default-pods-overlap": "AKS 기본 Pod CIDR {range}: {taken} 범위와 겹침",
    "rejected.default-services-inside": "AKS 기본 서비스 CIDR {range}: {taken} 안에 있음",
    "rejected.default-services-overlap": "AKS 기본 서비스 CIDR {range}: {taken} 범위와 겹침",
    "rejected.default-slots": "AKS 기본 Pod CIDR {range}: 노드 {has:,}개, 업그레이드 중 {needed:,}개 (R19)",
    "rejected.taken": "사용 중: {taken}",
    "rejected.more": "사용 중: 그 밖에 {count:,}개",
    "obstacle.windows": "Windows 풀에는 Azure CNI가 필요하며 (E15) kubenet에는 없음: Azure CNI 모델 선택",
    "obstacle.virtual-nodes": "가상 노드에는 Azure CNI가 필요함 (E17): Azure CNI 모델 선택",
    "obstacle.azure-policy": "Azure 네트워크 정책은 kubenet에서 지원되지 않음 (E16): calico 또는 Azure CNI 모델 선택",
    "obstacle.routes": (
        "노드 {nodes:,} + 서지 {extra:,} + 사용자 경로 {routes:,} = 경로 {total:,}개, 경로 테이블은 {most}개까지"
        " (R18, D27): 노드를 {gives:,}개까지로 줄이거나 경로가 없는 CNI Overlay 선택"
    ),
    "obstacle.nodes": "노드 {nodes:,}개, 클러스터는 {most:,}개까지 (R24): 여러 클러스터로 나누기",
    "obstacle.pools": "노드 풀 {pools:,}개, 클러스터는 {most}개까지 (R24): 더 적고 큰 풀로",
    "obstacle.pool": ("풀 하나에 노드 {nodes:,} + 서지 {extra:,}, 풀은 {most:,}개까지 (R24): 풀을 {pools}개 이상으로"),
    "obstacle.pool-pods": (
        "풀에 노드 {nodes:,} x Pod {pods_per_node}, 풀은 Pod {least}개 이상이어야 함 (R21):"
        " 노드당 Pod {gives}개 또는 노드 {nodes_give}개"
    ),
    "obstacle.network": (
        "노드와 Pod의 주소 {total:,}개, 가상 네트워크는 {most:,}개까지 사용 가능 (D25):"
        " 노드를 {gives:,}개까지로, 노드당 Pod를 더 적게, 또는 CNI Overlay"
    ),
    "obstacle.subnet-size": "서브넷 하나에 주소 {addresses:,}개, 가장 큰 서브넷은 /8 (D24)",
    "lack.no-range": "{role}: {takes}에 비어 있는 /{length} 없음",
    "lack.nothing-free": "{takes}에 빈 범위가 없음: --take로 다른 범위를 주거나 피할 범위를 줄일 것",
    "lack.widest": "가장 큰 빈 범위는 /{widest}이며 {gives}까지 수용: 필요를 줄이거나 다른 범위를 줄 것",
    "lack.together": (
        "비어 있는 /{length} 있음, 그러나 이 클러스터의 다른 범위와 함께 둘 수 없음: --take로 다른 범위를 줄 것"
    ),
    "lack.services": "서비스 {services:,}개",
    "lack.nodes": "노드 {nodes:,}개",
    "lack.in-the-way": "다음 {count:,}개가 비워지면 {block} 사용 가능: {names}",
    "lack.never": "피할 범위를 줄여도 비지 않음: {names}",
    "lack.other-ranges": "{role}: 네트워크와 다른 범위에서 가져올 수 있음, {option}(으)로 지정",
    "lack.in-fleet": "{role}: {takes}에 남아 있는 /{length} 없음",
    "remark.retirement": (
        "kubenet 지원은 2028-03-31에 종료됨 (C2): 지금 만드는 클러스터도 그때까지 CNI Overlay로 옮겨야 함"
    ),
    "remark.immutable-subnet": "사용 중인 서브넷은 늘릴 수 없음 (E6f): 나중의 증가는 다른 서브넷의 노드 풀로",
    "remark.slots": "노드는 Pod가 {pods_per_node}개여도 Pod CIDR의 /24 하나를 통째로 차지함 (R17)",
    "remark.windows": "풀은 Linux로 적혀 있음: Windows 풀은 osType을 Windows로, 이름은 6자 이하로",
    "remark.virtual-nodes": "가상 노드에는 이 범위들 외에 전용 서브넷이 필요함",
    "remark.fixed-ranges": "Pod CIDR과 서비스 CIDR은 만들 때 한 번만 정함 (C3)",
    "why.limited-space": "IP 주소 공간이 제한되어 있음: 주어진 범위에 평면 Azure CNI 모델이 들어갈 자리가 없음",
    "why.inside": "Pod 통신 대부분이 클러스터 내에 있음",
    "why.outside": "Pod 통신 대부분이 클러스터 외부의 리소스를 대상으로 함",
    "why.no-routes": "Pod 연결에 대한 사용자 정의 경로를 관리하지 않으려 함",
    "why.though": "반대 이유: {reason}",
    "why.space-available": "사용 가능한 IP 주소 공간이 있음",
    "why.no-feature": "Azure CNI에만 있는 기능(가상 노드, Azure 네트워크 정책, Windows)이 필요하지 않음",
    "why.saves": "노드 서브넷에 필요한 주소가 Azure CNI의 {flat:,}개 대신 {kubenet:,}개",
    "why.does-not-fit": "{plugin} 제외: {reason}",
    "why.nothing": "맞는 모델이 없음: 무엇을 바꿔야 하는지 위를 참조",
    "why.virtual-nodes-flat": (
        "가상 노드에는 Azure CNI가 필요하고 (E17) Overlay에서 된다는 자료가 없음: Pod가 네트워크의 주소를 갖는 모델"
    ),
    "why.pod-subnet": "Pod가 네트워크의 주소를 가져 외부에서 보이고 닿을 수 있으며, 노드와 Pod가 따로 늘어남 (P7, P8)",
    "why.node-subnet": "Pod가 네트워크의 주소를 가지며, 노드마다 모든 Pod의 주소를 미리 예약함 (P2)",
    "why.overlay": "kubenet처럼 노드당 /24만 쓰면서 경로 테이블이 없고, 노드당 Pod 250개와 노드 5,000개까지 (P6)",
    "why.kubenet-last": "kubenet만 들어감",
    "why.overlay-outside": "클러스터를 나가는 트래픽은 노드의 주소를 가지며 (P8), 외부에서는 서비스로만 닿을 수 있음",
    "why.overlay-no-routes": "관리할 경로가 없음 (P6)",
    "why.windows": "Windows 풀에는 Azure CNI가 필요함 (E15)",
    "text.problem": "계획 없음: {text}",
    "text.rejected": "제외: {text}",
    "text.note": "참고: {text}",
    "text.left": "{limit} {count:,}",
    "text.headroom": "업그레이드 중 남는 여유: {left}",
    "text.sound": "규칙 카탈로그로 생성 시점과 모든 노드의 업그레이드를 판정: 거부되거나 깨지는 것 없음",
    "text.unsound": "카탈로그가 이 계획에서 문제를 찾음: {rules}",
    "text.article": "문서의 답: {model}",
    "text.today": "오늘의 답: {model}",
    "text.none": "없음",
    "hold.subnet": "{subnet}: 주소 {addresses:,}개, Azure 예약 5개를 빼면 사용 가능 {usable:,}개 (P1)",
    "hold.model": "모델",
    "hold.nodes": "평상시 노드",
    "hold.with-surge": "서지 {surge}: 노드 / Pod",
    "hold.as-node-subnet": "{plugin}, 노드 서브넷으로",
    "hold.as-pod-subnet": "{plugin}, Pod 서브넷으로",
    "hold.nodes-sum": "평상시 노드: {addresses} / 노드당 {each}, 내림 = {nodes:,}",
    "hold.least": "주소 묶음을 하나씩 가진 노드 (P7): {usable:,} / {each}, 내림 = {nodes:,}개",
    "hold.slots": "Pod CIDR {range}: /24 {slots:,}개, 노드당 하나 (R19)",
    "hold.routes": "경로: 노드용 {routes:,}개 (R18)",
    "hold.pods": "평상시 Pod: {nodes:,} x {pods_per_node} = {pods:,}",
    "hold.upgrade": (
        "서지 {surge}: {nodes:,} + {extra:,} = {total:,}, 한도 {carries:,}에 들어감;"
        " {next:,} + {next_extra:,} = {next_total:,}은(는) 들어가지 않음"
    ),
    "hold.upgrade-most": (
        "서지 {surge}: {nodes:,} + {extra:,} = {total:,}, 한도 {carries:,}에 들어감; {next:,} + {next_extra:,} ="
        " {next_total:,}이면 AKS가 허용하는 노드 수를 넘음 (R24)"
    ),
    "hold.fits": "{model}: 노드 {nodes:,} + 서지 {extra:,} = {total:,}, 한도 {carries:,}: 들어감",
    "hold.larger": (
        "{model}: 노드 {nodes:,} + 서지 {extra:,} = {total:,} > {carries:,}: 들어가지 않음;"
        " 이 서지로는 노드 {gives:,}개까지, 또는 /{length}"
    ),
    "hold.other-limit": (
        "{model}: 노드 {nodes:,} + 서지 {extra:,} = {total:,} > {carries:,}: 들어가지 않음;"
        " 이 서지로는 노드 {gives:,}개까지이며 서브넷을 늘려도 소용없음"
    ),
    "fleet.cluster": "클러스터",
    "fleet.plugin": "플러그인",
    "fleet.total": "클러스터 {clusters:,}개 중 {fitting:,}개에 범위를 배정: 모두 주소 {addresses:,}개",
    "fleet.left": "{cluster}: 맞는 범위 없음: {reason}",
    "about.cluster": "akslab plan: {name}, {plugin}, 노드 {nodes:,}개, 계획 {planned:,}개, 최대 서지 {surge}",
    "about.fleet": "akslab plan: 클러스터 {clusters:,}개",
    "about.roles": (
        "새 역할이 적용되기까지 한 시간이 걸릴 수 있음. 그때까지 AKS는 경로 테이블을 거부함: 2분마다 다시 시도할 것."
    ),
    "case.expressroute": (
        "문서의 예: 온-프레미스가 ExpressRoute로 10.0.0.0/8을 보급하므로 클러스터의 네트워크를 그 밖에서,"
        " 먼저 172.16.0.0/16에서 가져옴. AKS의 기본 서비스 CIDR 10.0.0.0/16과 기본 Pod CIDR 10.244.0.0/16도"
        " 10.0.0.0/8 안에 있음: 기본값 그대로 두면 Pod가 온-프레미스의 그 주소에 닿지 못함."
    ),
    "error.host-bits": "{text!r}: 호스트 비트가 설정되어 있음, 범위는 {canonical}",
    "error.no-range": "{text!r}: 10.64.0.0/16과 같은 범위가 아님",
    "error.ipv6": "{text!r}: IPv6임, 계획은 IPv4만",
    "error.csv": "CSV로 읽을 수 없음: 칸 하나가 {most:,}자를 넘거나 따옴표가 닫히지 않음",
    "error.public": (
        "{text}: 사설 주소 공간이 아님, AKS는 {role}에 이를 거부하거나 지원하지 않음 (R6);"
        " 사설 범위를 줄 것, 서브넷만 공용이라면 --take-pods와 --take-services로"
    ),
    "error.half-shared": (
        "범위 {one} 및 {other}: 같지 않으면서 겹침; 서브넷, Pod, 서비스에 같은 범위를 주거나 서로 떨어진 범위를 줄 것"
    ),
    "error.number": "{field}: {text!r}은(는) {least:,}부터 {most:,}까지의 정수가 아님",
    "error.growth": "{field}: {text!r}은(는) 2x, 1.5x, 50%, +10과 같은 증가가 아님 (100x까지)",
    "error.surge": "{field}: {text!r}은(는) 1, 5, 33%와 같은 서지가 아님 (1부터, 또는 1%부터 100%까지)",
    "error.choice": "{field}: {text!r}은(는) {choices} 중 하나가 아님",
    "error.name": "{field}: {text!r}은(는) 클러스터 이름이 아님: 문자, 숫자, -, _ 1~50자, 양 끝은 문자나 숫자",
    "error.sizes": "노드는 {nodes:,}개인데 풀의 합은 {total:,}개임: 둘 중 하나만 말할 것",
    "error.no-nodes": "노드 또는 Pod가 몇 개인지? (nodes, pods, 또는 5,20,15와 같은 pools)",
    "error.pools": "노드 {nodes:,}개에 풀 {pools:,}개; 풀에는 노드가 하나 이상 있음",
    "error.twice": "클러스터 {name}: {before}에 이미 있음 (DNS 접두사 때문에 대소문자, -, _는 구별하지 않음)",
    "error.no-clusters": "클러스터가 없음",
    "error.no-name": "클러스터에 이름이 없음",
    "error.no-plugin": "어떤 플러그인? plugin 열 또는 --plugin: kubenet, node-subnet, pod-subnet, overlay",
    "error.columns": "칸이 {has}개, 머리글은 {columns}개",
    "error.no-name-column": "머리글에 name 열이 없음, 열은 {known}",
    "error.column": "{text!r}은(는) 열 {known} 중 하나가 아님",
    "error.json": "JSON으로 읽을 수 없음: {reason}",
    "error.json-large": "JSON으로 읽을 수 없음: 너무 깊이 중첩되었거나 숫자의 자릿수가 너무 많음",
    "error.json-shape": "플릿은 개체의 목록이거나, clusters가 그런 목록인 개체임",
    "error.file": "읽을 수 없음: {reason}",
    "error.special": "파일도 대역도 아닙니다",
    "error.not-text": "텍스트 파일이 아님 (UTF-8, UTF-16, CP949)",
    "error.too-large": "{most} MB보다 큼",
    "error.one-plugin": "-o {output}은(는) 클러스터 하나를 씀: --plugin kubenet, node-subnet, pod-subnet, overlay 중 지정",
    "error.plugin-or-compare": "--compare(및 --traffic, --own-routes)는 모든 플러그인을 비교함: --plugin을 뺄 것",
    "error.subnet-output": "--subnet의 답은 -o text 또는 json",
    "error.goes-with": "--{option} 옵션은 --{question} 옵션과만 함께 쓸 수 있음",
    "error.fleet-alone": "--fleet은 --subnet이나 --compare와 함께 쓸 수 없음",
}
