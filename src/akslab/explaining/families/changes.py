"""What cannot be changed afterwards, and the move to CNI Overlay."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import OVERLAY

_PROFILE = "az aks show -g <group> -n <cluster> --query networkProfile"

CHANGES: tuple[Entry, ...] = (
    Entry(
        id="overlay-mode-refused",
        codes=("UnsupportedNetworkPluginModeWithNetworkPlugin",),
        rules=("overlay-mode-without-azure-cni",),
        means=Words(
            (
                "{mode} was asked for while the plugin is still kubenet: the mode goes with plugin azure, and "
                "both have to change in one request. One report (March 2026) has the refusal even with the "
                "documented command."
            ),
            (
                "플러그 인이 아직 kubenet인데 {mode:을} 요청했습니다. 이 모드는 azure 플러그 인의 것이므로 한 "
                "요청에서 둘 다 바꿔야 합니다. 문서의 명령대로 했는데도 거부되었다는 보고(2026년 3월)가 한 건 "
                "있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Only the mode was given, or the template still says kubenet.",
                    "모드만 지정했거나 템플릿이 아직 kubenet입니다.",
                ),
                look=_PROFILE,
                field="networkPlugin, networkPluginMode",
                tells=Words(
                    "the request has overlay without networkPlugin azure",
                    "요청에 overlay는 있지만 networkPlugin azure가 없음",
                ),
            ),
            Cause(
                what=Words(
                    (
                        "A precondition is missing: Kubernetes 1.27, no policy engine, a user-assigned identity, "
                        "no own masquerade settings."
                    ),
                    (
                        "전제 조건이 빠져 있습니다. Kubernetes 1.27 이상, 정책 엔진 없음, 사용자 할당 관리 ID, "
                        "사용자 지정 masquerade 설정 없음."
                    ),
                ),
                look=(
                    "az aks show -g <group> -n <cluster> --query "
                    '"[kubernetesVersion,networkProfile.networkPolicy,identity.type]"'
                ),
                field="kubernetesVersion, networkPolicy, identity.type",
                tells=Words(
                    "below 1.27, calico, or SystemAssigned with an own table",
                    "1.27 미만, calico, 또는 사용자 지정 테이블과 SystemAssigned",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Change both in one request. All pools are reimaged at once, and there is no way back.",
                    "한 요청에서 둘 다 바꾸세요. 모든 풀이 동시에 이미지로 다시 설치되고 되돌릴 수 없습니다.",
                ),
                az="az aks update -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay",
                bicep=("networkProfile: {\n  networkPlugin: 'azure'\n  networkPluginMode: 'overlay'\n}"),
                terraform=('network_profile {\n  network_plugin      = "azure"\n  network_plugin_mode = "overlay"\n}'),
            ),
        ),
        sources=("E21", "M2", "M3", "M4", "M5", "Azure/AKS#5662"),
    ),
    Entry(
        id="overlay-with-policies",
        phrases=("cannot update cluster to azure cni overlay while using network policies",),
        rules=("overlay-migration-with-policy",),
        means=Words(
            (
                "The move to CNI Overlay is refused while a network policy engine is on. It has to be "
                "uninstalled first, and pods are then open to each other until it is back."
            ),
            (
                "네트워크 정책 엔진이 켜져 있으면 CNI Overlay로 옮길 수 없습니다. 먼저 제거해야 하며, 다시 "
                "설치할 때까지 Pod 사이에 제한이 없습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("networkPolicy is calico or azure.", "networkPolicy가 calico나 azure입니다."),
                look=_PROFILE,
                field="networkPolicy",
                tells=Words("anything but none", "none이 아닌 값"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Uninstall the engine (Kubernetes 1.30 or later), move, install a policy engine again.",
                    "엔진을 제거하고(Kubernetes 1.30 이상) 옮긴 다음 정책 엔진을 다시 설치하세요.",
                ),
                az=(
                    "az aks update -g <group> -n <cluster> --network-policy none\n"
                    "az aks update -g <group> -n <cluster> --network-plugin azure --network-plugin-mode overlay"
                ),
                bicep=("networkProfile: {\n  networkPlugin: 'kubenet'\n  networkPolicy: 'none'\n}"),
                terraform=('network_profile {\n  network_plugin = "kubenet"\n  # without: network_policy\n}'),
            ),
        ),
        sources=("E22", "M2", "Azure/AKS#4006"),
    ),
    Entry(
        id="overlay-not-in-the-lab",
        codes=("AkslabOverlayMigration",),
        rules=("overlay-migration",),
        means=Words(
            "Azure moves a cluster from kubenet to CNI Overlay; this lab does not yet. The refusal is akslab's own.",
            (
                "Azure는 클러스터를 kubenet에서 CNI Overlay로 옮길 수 있지만 이 랩은 아직 하지 못합니다. 이 "
                "거부는 akslab의 것입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words("The lab was asked for the migration.", "랩에 마이그레이션을 요청했습니다."),
                look=_PROFILE,
                field="networkPluginMode",
                tells=Words("overlay in the request", "요청에 overlay가 있음"),
            ),
        ),
        fixes=(OVERLAY,),
        sources=("M1", "M3"),
    ),
    Entry(
        id="property-fixed",
        codes=("PropertyChangeNotAllowed",),
        rules=("fixed-property-changed",),
        means=Words(
            (
                "{property} was chosen when the cluster or pool was made and stays as it is. The request sends "
                "another value, maybe without meaning to."
            ),
            (
                "{property:은} 클러스터나 풀을 만들 때 정해지며 바꿀 수 없습니다. 요청이 다른 값을 보냅니다. "
                "의도하지 않았을 수도 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The template was changed: pod or service CIDR, subnet of a pool, pods per node.",
                    "템플릿을 바꿨습니다. Pod CIDR, 서비스 CIDR, 풀의 서브넷, 노드당 Pod 수 등입니다.",
                ),
                look=_PROFILE,
                field="podCidr, serviceCidr, networkPlugin",
                tells=Words("the cluster has another value than the template", "클러스터의 값이 템플릿과 다름"),
            ),
            Cause(
                what=Words(
                    "The value is missing in the request, and an old tool sent its default instead.",
                    "요청에 값이 없어 오래된 도구가 기본값을 보냈습니다.",
                ),
                look="az aks scale -g <group> -n <cluster> --node-count 2 --debug 2>&1 | grep -i networkProfile",
                field="networkProfile",
                tells=Words("the body sent differs from what you typed", "보낸 본문이 입력한 것과 다름"),
            ),
            Cause(
                what=Words(
                    (
                        "The pod CIDR was to change with the move to CNI Overlay. Sources disagree whether it "
                        "may: no (azure-aks-docs#172, March 2025), yes (AKS changelog, August 2025). Keeping the "
                        "range is safe."
                    ),
                    (
                        "CNI Overlay로 옮기면서 Pod CIDR도 바꾸려 했습니다. 가능한지는 자료마다 다릅니다. 안 "
                        "된다는 자료(azure-aks-docs#172, 2025년 3월)와 된다는 자료(AKS 변경 기록, 2025년 8월)가 "
                        "있습니다. 범위를 그대로 두는 것이 안전합니다."
                    ),
                ),
                look=_PROFILE,
                field="podCidr, networkPluginMode",
                tells=Words(
                    "--pod-cidr stands beside --network-plugin-mode overlay",
                    "--network-plugin-mode overlay와 함께 --pod-cidr이 있음",
                ),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    (
                        "Write what the cluster has into the template; to really change it, make a new pool or "
                        "cluster. On Kubernetes 1.33 and later a service range can be extended inside the "
                        "cluster with a ServiceCIDR object."
                    ),
                    (
                        "클러스터의 실제 값을 템플릿에 쓰세요. 정말 바꾸려면 새 풀이나 새 클러스터를 만드세요. "
                        "Kubernetes 1.33부터는 클러스터 안에서 ServiceCIDR 개체로 서비스 범위를 늘릴 수 있습니다."
                    ),
                ),
                az="az aks show -g <group> -n <cluster> --query networkProfile",
                bicep=("networkProfile: {\n  podCidr: '10.244.0.0/16' // as it was made\n}"),
                terraform=("lifecycle {\n  ignore_changes = [network_profile]\n}"),
            ),
        ),
        sources=(
            "C3",
            "R22",
            "R34",
            "Azure/AKS#409",
            "MicrosoftDocs/azure-docs#97132",
            "MicrosoftDocs/azure-aks-docs#172",
        ),
    ),
    Entry(
        id="kubernetes-version-order",
        codes=("AkslabKubernetesDowngrade", "AkslabPoolVersionAhead"),
        names={"new": "version", "old": "other_version", "cluster": "other_version"},
        rules=("kubernetes-downgrade", "pool-version-ahead"),
        means=Words(
            (
                "Kubernetes versions only go up, and a pool never before its control plane. Azure's codes for "
                "this are not public."
            ),
            (
                "Kubernetes 버전은 올릴 수만 있고, 풀이 컨트롤 플레인보다 앞설 수 없습니다. 이에 대한 Azure의 "
                "코드는 공개되어 있지 않습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The template has an older version than the cluster, which upgraded itself.",
                    "클러스터가 자동으로 업그레이드되어 템플릿의 버전이 더 낮습니다.",
                ),
                look=(
                    "az aks show -g <group> -n <cluster> --query "
                    '"[currentKubernetesVersion,autoUpgradeProfile.upgradeChannel]"'
                ),
                field="currentKubernetesVersion",
                tells=Words("higher than in the template", "템플릿보다 높음"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Write the version there is, and upgrade the control plane first.",
                    "현재 버전을 쓰고, 컨트롤 플레인부터 업그레이드하세요.",
                ),
                az="az aks upgrade -g <group> -n <cluster> --kubernetes-version 1.34 --control-plane-only",
                bicep="kubernetesVersion: '1.34'",
                terraform='kubernetes_version = "1.34"',
            ),
        ),
        sources=("https://learn.microsoft.com/azure/aks/upgrade-cluster",),
    ),
)
