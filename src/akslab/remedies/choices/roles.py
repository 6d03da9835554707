"""Roles in the network: given to the identity that works there, no wider than it needs."""

from ...checking.ways import OneWay
from ...roles.builtin import BUILTIN_ROLES
from ...rules.custom_route_tables import WRITE_TABLE
from ...rules.rule import Finding
from ..edits import TEMPLATES, AddAction, Edit, Grant, Remedy, Rename

Edits = tuple[Edit, ...] | None
_ENOUGH = "Network Contributor"
_GUIDS = {role["properties"]["roleName"]: role["name"] for role in BUILTIN_ROLES}


def _narrower(found: Finding) -> Edits:
    """Write the role that is enough, by its name or its definition's GUID."""
    values = dict(found.values)
    names = ((_GUIDS[values["role"]], _GUIDS[_ENOUGH]), (values["role"], _ENOUGH))
    return (Rename(f"{values['assignment']}#properties.roleDefinitionId", names),)


def _to_the_control_plane(found: Finding) -> Edits:
    values = dict(found.values)
    return (Grant(values["principal"], values["id"]),)


def _joining(found: Finding) -> Edits:
    return (AddAction(WRITE_TABLE, dict(found.values)["action"]),)


_NARROWER = OneWay(
    "Network Contributor on {scope}, instead of {role}. Narrower is better: on {served} alone. Look first whether the "
    "identity does anything else there.",
    "{scope}에서 {role} 대신 Network Contributor를 줍니다. {served}에만 주면 더 좋습니다. 그 ID가 그곳에서 다른 일을 "
    "하는지 먼저 확인하세요.",
    is_decision=True,
)
_BESIDE = OneWay(
    "Give the control plane's identity the role as well, before the cluster is made. Another is to give it that identity "
    "alone: the kubelets need none of it.",
    "컨트롤 플레인의 ID에도 클러스터를 만들기 전에 역할을 줍니다. 다른 방법은 그 ID에만 주는 것입니다. kubelet에는 "
    "필요하지 않습니다.",
)

ROLES: dict[str, Remedy] = {
    "route-table-join-missing": Remedy(_joining, TEMPLATES),
    "role-too-broad": Remedy(_narrower, one_way=_NARROWER),
    "role-given-to-kubelet-identity": Remedy(_to_the_control_plane, one_way=_BESIDE),
}
