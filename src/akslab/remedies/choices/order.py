"""What has to happen before a cluster is made: roles are given, and the cluster waits."""

from ...rules.rule import Finding
from ..edits import EVERYWHERE, TEMPLATES, Edit, Grant, Pause, Remedy, Wait

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


def _time_to_count(_found: Finding) -> Edits:
    return (Pause(PROPAGATION_SECONDS),)


ORDER: dict[str, Remedy] = {
    "cluster-does-not-wait-for-what-it-names": Remedy(_for_the_named, TEMPLATES),
    "route-table-role-not-before-cluster": Remedy(_for_the_role, TEMPLATES),
    "subnet-role-not-before-cluster": Remedy(_for_the_role, TEMPLATES),
    "route-table-not-attached-before-cluster": Remedy(_for_the_table, TEMPLATES),
    "default-route-not-before-cluster": Remedy(_for_the_route, TEMPLATES),
    "custom-table-missing-permission": Remedy(_role_on_the_table, EVERYWHERE),
    "subnet-role-missing": Remedy(_role_on_the_subnet, TEMPLATES),
    "role-without-wait": Remedy(_time_to_count, ("az",)),
}
