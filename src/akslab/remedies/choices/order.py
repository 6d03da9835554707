"""What has to happen before a cluster is made: roles are given, and the cluster waits."""

from ...checking.ways import OneWay
from ...rules.rule import Finding
from ..edits import EVERYWHERE, TEMPLATES, Edit, Grant, OwnIdentity, Pause, Precede, Remedy, Wait

Edits = tuple[Edit, ...] | None
PROPAGATION_SECONDS = 60
"""What the rule's own words say: a role counts within a minute as a rule (R51)."""


def _for_the_named(found: Finding) -> Edits:
    return (Wait(dict(found.values)["id"]),)


def _for_the_role(found: Finding) -> Edits:
    return (Wait(dict(found.values)["assignment"]),)


def _for_the_table(found: Finding) -> Edits:
    return (Wait(dict(found.values)["subnetId"], is_attachment=True),)


def _for_the_route(found: Finding) -> Edits:
    values = dict(found.values)
    return (Wait(f"{values['rtId']}/routes/{values['route']}"),)


def _role_on_the_table(found: Finding) -> Edits:
    values = dict(found.values)
    return (Grant(values["principal"], values["rtId"]),)


def _role_on_the_subnet(found: Finding) -> Edits:
    values = dict(found.values)
    return (Grant(values["principal"], values["id"]),)


def _role_first(found: Finding) -> Edits:
    return (Precede(dict(found.values)["assignment"], seconds=PROPAGATION_SECONDS),)


def _table_first(found: Finding) -> Edits:
    return (Precede(dict(found.values)["subnetId"], is_attachment=True),)


def _identity_of_its_own(found: Finding) -> Edits:
    return (OwnIdentity(dict(found.values)["rtId"]),)


def _time_to_count(_found: Finding) -> Edits:
    return (Pause(PROPAGATION_SECONDS),)


ORDER: dict[str, Remedy] = {
    "cluster-does-not-wait-for-what-it-names": Remedy(_for_the_named, TEMPLATES),
    "route-table-role-not-before-cluster": Remedy(_for_the_role, TEMPLATES),
    "subnet-role-not-before-cluster": Remedy(_for_the_role, TEMPLATES),
    "route-table-not-attached-before-cluster": Remedy(_for_the_table, TEMPLATES),
    "default-route-not-before-cluster": Remedy(_for_the_route, TEMPLATES),
    "custom-table-missing-permission": Remedy(_role_on_the_table, EVERYWHERE),
    "custom-table-system-assigned-identity": Remedy(
        _identity_of_its_own,
        one_way=OneWay(
            "a new identity for this cluster, with its role on the table. Another is one that you have, with the same role.",
            "이 클러스터를 위한 새 ID에 테이블에 대한 역할을 줍니다. 다른 방법은 이미 있는 ID에 같은 역할을 주는 것입니다.",
        ),
    ),
    "subnet-role-missing": Remedy(_role_on_the_subnet, TEMPLATES),
    "route-table-role-after-cluster": Remedy(_role_first),
    "route-table-attached-after-cluster": Remedy(_table_first),
    "user-routing-table-after-cluster": Remedy(_table_first),
    "role-without-wait": Remedy(_time_to_count, ("az",)),
}
