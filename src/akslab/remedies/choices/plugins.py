"""Clusters whose network plugin is in the way: Azure CNI Overlay, which Microsoft recommends, is one way out of it.

A plugin is no detail: of a running cluster it moves every pod, or makes the cluster anew. So these lines are shown, and a
person decides.
"""

from ...checking.ways import OneWay
from ...rules.places import PLUGIN
from ...rules.rule import Finding
from ..edits import Edit, Remedy, Set

Edits = tuple[Edit, ...] | None
_MODE = "properties.networkProfile.networkPluginMode"


def _overlay(_found: Finding) -> Edits:
    return Set(PLUGIN, "azure"), Set(_MODE, "overlay")


_INSTEAD_OF_KUBENET = OneWay(
    "Azure CNI Overlay, which Microsoft recommends, with the ranges as they are. Another is to stay on kubenet until {day}. "
    "A running cluster is moved, not only written anew: `akslab migrate` has the order.",
    "Microsoft가 권장하는 Azure CNI Overlay로, 주소 범위는 그대로 둡니다. 다른 방법은 {day}까지 kubenet에 머무는 것입니다. "
    "실행 중인 클러스터는 파일만 고쳐서는 안 되고 옮겨야 합니다: 순서는 `akslab migrate`에 있습니다.",
    is_decision=True,
)

PLUGINS: dict[str, Remedy] = {
    "kubenet-retirement": Remedy(_overlay, one_way=_INSTEAD_OF_KUBENET),
}
