"""Clusters whose network plugin is in the way: Azure CNI Overlay, which Microsoft recommends, is one way out of it.

A plugin is no detail: of a running cluster it moves every pod, or makes the cluster anew. So these lines are shown, and a
person decides.
"""

from ...checking.ways import OneWay
from ...rules.rule import Finding
from ..edits import TEMPLATES, Edit, Remedy, SetInside
from .writing import leaves_out, writes

Edits = tuple[Edit, ...] | None
_PROFILE = "properties.networkProfile"
_VIRTUAL_NODES = "properties.addonProfiles.aciConnectorLinux"


def _overlay(_found: Finding) -> Edits:
    return (SetInside(_PROFILE, (("networkPlugin", "azure"), ("networkPluginMode", "overlay"))),)


def _decision(english: str, korean: str) -> OneWay:
    return OneWay(english, korean, is_decision=True)


_SHARED = _decision(
    "Azure CNI Overlay for this cluster, which writes no routes, so that {other} has subnet and table for itself. Another "
    "is a subnet and a route table of its own for each.",
    "이 클러스터를 경로를 쓰지 않는 Azure CNI Overlay로 하여 서브넷과 경로 테이블을 {other}만 쓰게 합니다. 다른 방법은 "
    "클러스터마다 따로 서브넷과 경로 테이블을 주는 것입니다.",
)

PLUGINS: dict[str, Remedy] = {
    "kubenet-retirement": Remedy(
        _overlay,
        one_way=OneWay(
            "Azure CNI Overlay, which Microsoft recommends, with the ranges as they are. Another is to stay on kubenet "
            "until {day}. A running cluster is moved, not only written anew: `akslab migrate` has the order.",
            "Microsoft가 권장하는 Azure CNI Overlay로, 주소 범위는 그대로 둡니다. 다른 방법은 {day}까지 kubenet에 머무는 "
            "것입니다. 실행 중인 클러스터는 파일만 고쳐서는 안 되고 옮겨야 합니다: 순서는 `akslab migrate`에 있습니다.",
            is_decision=True,
            is_later=True,
        ),
    ),
    "network-plugin-not-named": Remedy(
        _overlay,
        ("arm", "bicep", "az"),
        _decision(
            "Azure CNI Overlay, what AKS takes today where nothing is named. Another is networkPlugin kubenet: what a "
            "cluster runs on that was made when that was the default.",
            "Azure CNI Overlay로, 지정하지 않으면 오늘의 AKS가 쓰는 것입니다. 다른 방법은 networkPlugin kubenet입니다: "
            "그것이 기본값이던 때에 만든 클러스터는 kubenet에서 실행됩니다.",
        ),
    ),
    "windows-without-azure-cni": Remedy(
        _overlay,
        one_way=_decision(
            "Azure CNI Overlay for the whole cluster, since kubenet has no Windows nodes. Another is to leave pool '{pool}' "
            "out.",
            "kubenet에는 Windows 노드가 없으므로 클러스터 전체를 Azure CNI Overlay로 합니다. 다른 방법은 노드 풀 "
            "'{pool}'을(를) 빼는 것입니다.",
        ),
    ),
    "network-isolated-kubenet": Remedy(
        _overlay,
        one_way=_decision(
            "Azure CNI Overlay, so that the cluster stays isolated. Another is to leave artifactSource out and stay on "
            "{plugin}.",
            "격리를 유지하도록 Azure CNI Overlay로 합니다. 다른 방법은 artifactSource를 빼고 {plugin}에 머무는 것입니다.",
        ),
    ),
    "kubenet-node-limit": Remedy(
        _overlay,
        one_way=_decision(
            "Azure CNI Overlay, which has room for 5000 nodes instead of 400. Another is to bring counts and maxCounts down "
            "from {n} to 400 in all.",
            "노드를 400개가 아니라 5000개까지 두는 Azure CNI Overlay로 합니다. 다른 방법은 count와 maxCount를 모두 합해 "
            "{n}에서 400으로 줄이는 것입니다.",
        ),
    ),
    "own-routes-fill-route-table": Remedy(
        _overlay,
        one_way=_decision(
            "Azure CNI Overlay, which writes no routes. Another is to keep to {room} nodes on {table}, or to put several of "
            "its {own} routes into one.",
            "경로를 쓰지 않는 Azure CNI Overlay로 합니다. 다른 방법은 {table}에서 노드를 {room}개까지만 두거나, {own}개의 "
            "경로 중 몇 개를 하나로 합치는 것입니다.",
        ),
    ),
    "route-table-headroom": Remedy(
        _overlay,
        one_way=_decision(
            "Azure CNI Overlay, which writes no routes. Another is to lower counts or maxSurge until {n} routes become "
            "{most}.",
            "경로를 쓰지 않는 Azure CNI Overlay로 합니다. 다른 방법은 경로 {n}개가 {most}개가 되도록 count나 maxSurge를 "
            "줄이는 것입니다.",
        ),
    ),
    "subnet-shared-by-clusters": Remedy(_overlay, one_way=_SHARED),
    "route-table-shared-by-clusters": Remedy(_overlay, one_way=_SHARED),
    "route-table-shared-by-disjoint-clusters": Remedy(_overlay, one_way=_SHARED),
    "virtual-nodes-without-azure-cni": Remedy(
        writes(f"{_VIRTUAL_NODES}.enabled", False),
        ("arm", "bicep"),
        _decision(
            "the add-on off. Another is networkPlugin azure, where each pod takes an address of the subnet: Overlay has no "
            "virtual nodes either.",
            "추가 기능을 끕니다. 다른 방법은 Pod마다 서브넷의 주소를 쓰는 networkPlugin azure입니다: Overlay에도 가상 "
            "노드가 없습니다.",
        ),
    ),
    "pod-cidrs-overlap": Remedy(
        leaves_out("properties.networkProfile.podCidrs[{pod}]"),
        TEMPLATES,
        _decision(
            "{other} alone. Another is an IPv6 range beside it, such as fd12:3456:789a::/64, for a dual-stack cluster.",
            "{other}만 둡니다. 다른 방법은 이중 스택 클러스터를 위해 그 옆에 fd12:3456:789a::/64 같은 IPv6 범위를 쓰는 "
            "것입니다.",
        ),
    ),
}
