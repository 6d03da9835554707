"""Walls: what kubenet does not have."""

from ..entry import Cause, Entry, Fix
from ..words import Words
from .table_fixes import OVERLAY

_PROFILE = "az aks show -g <group> -n <cluster> --query networkProfile"

FEATURES: tuple[Entry, ...] = (
    Entry(
        id="windows-needs-azure-cni",
        codes=("AzureCNIOnlyForWindows",),
        phrases=("windows agent pools can only be added to aks clusters using azure-cni",),
        rules=("windows-without-azure-cni",),
        means=Words(
            (
                "A Windows pool was asked for in a kubenet cluster. kubenet is for Linux nodes only, and the "
                "plugin of a cluster can only be changed towards CNI Overlay."
            ),
            (
                "kubenet 클러스터에 Windows 풀을 요청했습니다. kubenet은 Linux 노드만 지원하며, 클러스터의 "
                "플러그 인은 CNI Overlay로만 바꿀 수 있습니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "The cluster was made with kubenet, maybe by the default of an older tool.",
                    "클러스터를 kubenet으로 만들었습니다. 오래된 도구의 기본값 때문일 수 있습니다.",
                ),
                look=_PROFILE,
                field="networkPlugin",
                tells=Words("kubenet", "kubenet"),
            ),
        ),
        fixes=(OVERLAY,),
        sources=("E15", "R30", "C2", "Azure/AKS#1101"),
    ),
    Entry(
        id="azure-policy-needs-azure-cni",
        codes=("NetworkPolicyAzureNotSupportedForKubenet",),
        phrases=("networkpolicy azure is not supported for network plugin kubenet",),
        rules=("azure-policy-on-kubenet",),
        means=Words(
            "Azure's network policy engine does not run on kubenet. Calico does.",
            "Azure 네트워크 정책은 kubenet에서 지원되지 않습니다. Calico는 지원됩니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "networkPolicy is azure beside networkPlugin kubenet.",
                    "networkPlugin이 kubenet인데 networkPolicy가 azure입니다.",
                ),
                look=_PROFILE,
                field="networkPlugin, networkPolicy",
                tells=Words("kubenet and azure", "kubenet과 azure"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Take Calico. Mind that a policy engine has to go before a later move to CNI Overlay.",
                    "Calico를 선택하세요. 나중에 CNI Overlay로 옮기려면 먼저 정책 엔진을 제거해야 합니다.",
                ),
                az="az aks create -g <group> -n <cluster> --network-plugin kubenet --network-policy calico",
                bicep=("networkProfile: {\n  networkPlugin: 'kubenet'\n  networkPolicy: 'calico'\n}"),
                terraform=('network_profile {\n  network_plugin = "kubenet"\n  network_policy = "calico"\n}'),
            ),
            OVERLAY,
        ),
        sources=("E16", "R30", "M2"),
    ),
    Entry(
        id="virtual-nodes-need-azure-cni",
        codes=("ACIConnectorRequiresAzureNetworking",),
        phrases=("aci connector requires azure network plugin",),
        rules=("virtual-nodes-without-azure-cni",),
        means=Words(
            (
                "Virtual nodes (the ACI connector add-on) put pods into a subnet of their own, which only Azure "
                "CNI can do."
            ),
            "가상 노드(ACI 커넥터 추가 기능)는 Pod를 전용 서브넷에 배치합니다. Azure CNI에서만 가능합니다.",
        ),
        causes=(
            Cause(
                what=Words(
                    "The add-on is enabled on a kubenet cluster.",
                    "kubenet 클러스터에 추가 기능을 사용하도록 설정했습니다.",
                ),
                look='az aks show -g <group> -n <cluster> --query "[networkProfile.networkPlugin,addonProfiles]"',
                field="networkPlugin, addonProfiles.aciConnectorLinux.enabled",
                tells=Words("kubenet and true", "kubenet과 true"),
            ),
        ),
        fixes=(
            Fix(
                what=Words(
                    "Leave the add-on out, or make the cluster with Azure CNI (node subnet).",
                    "추가 기능을 빼거나 Azure CNI(노드 서브넷)로 클러스터를 만드세요.",
                ),
                az="az aks disable-addons -g <group> -n <cluster> -a virtual-node",
                bicep=("networkProfile: {\n  networkPlugin: 'azure'\n}"),
                terraform=('network_profile {\n  network_plugin = "azure"\n}'),
            ),
        ),
        sources=("E17", "R30"),
    ),
    Entry(
        id="kubenet-lacks-it",
        codes=("AkslabCiliumOnKubenet", "AkslabNodeProvisioningOnKubenet"),
        rules=("cilium-on-kubenet", "node-provisioning-on-kubenet"),
        means=Words(
            (
                "Cilium and node auto-provisioning are not for kubenet. Azure's codes for this are not public. "
                "Cilium is a second step after the move to CNI Overlay."
            ),
            (
                "Cilium과 노드 자동 프로비저닝은 kubenet에서 지원되지 않습니다. 이에 대한 Azure의 코드는 "
                "공개되어 있지 않습니다. Cilium은 CNI Overlay로 옮긴 다음의 별도 단계입니다."
            ),
        ),
        causes=(
            Cause(
                what=Words(
                    "Cilium's data plane or policy, or node provisioning Auto, stands beside kubenet.",
                    "kubenet과 함께 Cilium 데이터 평면이나 정책, 또는 노드 프로비저닝 Auto를 지정했습니다.",
                ),
                look='az aks show -g <group> -n <cluster> --query "[networkProfile,nodeProvisioningProfile]"',
                field="networkDataplane, networkPolicy, nodeProvisioningProfile.mode",
                tells=Words("cilium or Auto", "cilium 또는 Auto"),
            ),
        ),
        fixes=(OVERLAY,),
        sources=("R30", "M6"),
    ),
)
