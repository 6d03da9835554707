"""Cases of roles: whose they are, what they give, and where."""

from typing import Any

from akslab.rules.custom_route_tables import SUBNET_ACTIONS, TABLE_ACTIONS
from akslab.rules.example import Example
from akslab.rules.examples import (
    GROUP,
    IDENTITY,
    NETWORK,
    PRINCIPAL,
    SUBNET,
    TABLE,
    USER_ASSIGNED,
    Document,
    assignment,
    cluster,
    network,
    subnet,
    table,
    world,
)
from akslab.rules.network_roles import JOIN_TABLE, KUBELET
from akslab.rules.unknown import UNKNOWN
from akslab.wire.symbols import kubelet_of, principal_of

from .clusters import AZURE


def given(*assignments: Document, **profile: Any) -> Example:
    """Return a cluster on an own table, whose kubelets are known, with these roles."""
    kubelet = {"identityProfile": {"kubeletidentity": {"objectId": KUBELET}}}
    made = cluster(identity=USER_ASSIGNED, properties=kubelet, **profile)
    return world(network(subnet(routeTable={"id": TABLE})), table(), made, *assignments)


def all_but(action: str, actions: tuple[str, ...]) -> list[str]:
    """Return the actions without this one."""
    return [each for each in actions if each != action]


def one_identity_for_both() -> Example:
    """Return a cluster whose kubelets use the control plane's identity, which has a role too small."""
    kubelet = {"identityProfile": {"kubeletidentity": {"objectId": PRINCIPAL, "resourceId": IDENTITY}}}
    made = cluster(identity=USER_ASSIGNED, properties=kubelet)
    return world(network(subnet()), made, assignment(SUBNET, PRINCIPAL, "See", actions=[SUBNET_ACTIONS[1]]))


ON_GROUP = assignment(GROUP, PRINCIPAL)

BROKEN = [
    *(("custom-table-missing-permission", f"without {each}", lambda each=each: given(
        assignment(TABLE, role="Some", actions=all_but(each, TABLE_ACTIONS)))) for each in TABLE_ACTIONS),
    *(("subnet-role-missing", f"without {each}", lambda each=each: given(
        assignment(SUBNET, role="Some", actions=all_but(each, SUBNET_ACTIONS)))) for each in SUBNET_ACTIONS),
    *(("role-given-to-kubelet-identity", f"one that gives {each}", lambda each=each: given(
        assignment(SUBNET, KUBELET, "Some", actions=[each]))) for each in SUBNET_ACTIONS),
    *(("role-given-to-kubelet-identity", f"one that gives {each} on the table", lambda each=each: given(
        assignment(NETWORK, PRINCIPAL), assignment(TABLE, KUBELET, "Some", actions=[each]))) for each in TABLE_ACTIONS),
    ("role-given-to-kubelet-identity", "by the name it has before there is one", lambda: world(
        network(subnet()), cluster(identity=USER_ASSIGNED), assignment(SUBNET, kubelet_of(cluster()["id"])))),
    ("role-too-broad", "an owner", lambda: given(assignment(GROUP, PRINCIPAL, "Owner"))),
    ("role-too-broad", "at the table alone", lambda: given(assignment(TABLE, PRINCIPAL, "Contributor"))),
    ("role-too-broad", "at the root", lambda: given(assignment("", PRINCIPAL, "Owner"))),
]  # fmt: skip

SOUND = [
    ("custom-table-missing-permission", "the cluster's own identity, which is another rule's", lambda: world(
        network(subnet(routeTable={"id": TABLE})), table(), cluster(), assignment(GROUP, "somebody"))),
    ("custom-table-missing-permission", "no own table, and rights nobody knows", lambda: world(
        network(subnet()), cluster(identity=USER_ASSIGNED), rights=UNKNOWN)),
    ("custom-table-missing-permission", "a system-assigned one, which is another rule's", lambda: world(
        network(subnet(routeTable={"id": TABLE})), table(),
        cluster(identity={"type": "SystemAssigned", "principalId": PRINCIPAL}), assignment(SUBNET))),
    ("custom-table-missing-permission", "no own table", lambda: world(
        network(subnet()), cluster(identity=USER_ASSIGNED), assignment(SUBNET))),
    ("custom-table-missing-permission", "Azure CNI", lambda: given(assignment(SUBNET), **AZURE)),
    ("role-given-to-kubelet-identity", "both have it", lambda: given(ON_GROUP, assignment(GROUP, KUBELET, name="k"))),
    ("role-given-to-kubelet-identity", "the kubelets have one for something else", lambda: given(
        assignment(SUBNET, KUBELET, "Reader", actions=["Microsoft.ContainerRegistry/registries/pull/read"]))),
    ("role-given-to-kubelet-identity", "the control plane has it", lambda: given(
        ON_GROUP, assignment(SUBNET, KUBELET, name="k"))),
    ("role-given-to-kubelet-identity", "one identity for both", one_identity_for_both),
    ("role-given-to-kubelet-identity", "Azure CNI needs none on the table", lambda: given(
        assignment(NETWORK, PRINCIPAL), assignment(TABLE, KUBELET, name="k"), **AZURE)),
    ("role-too-broad", "somebody else's", lambda: given(assignment(GROUP, "somebody", "Contributor"))),
    ("role-too-broad", "on something of another kind", lambda: given(
        assignment(GROUP.replace("myResourceGroup", "MC_x"), PRINCIPAL, "Contributor"))),
    ("route-table-join-missing", "it may not write either, which is another rule's", lambda: given(
        assignment(TABLE, role="See", actions=[TABLE_ACTIONS[0], TABLE_ACTIONS[2]]))),
    ("route-table-join-missing", "it may join", lambda: given(
        assignment(TABLE, role="All", actions=[TABLE_ACTIONS[1], JOIN_TABLE]))),
    ("route-table-join-missing", "no own table", lambda: world(
        network(subnet()), cluster(identity=USER_ASSIGNED), assignment(SUBNET))),
    ("route-table-join-missing", "Azure CNI", lambda: given(
        assignment(TABLE, role="Some", actions=[TABLE_ACTIONS[1]]), **AZURE)),
    ("subnet-role-missing", "a network made by AKS", lambda: world(
        cluster(identity=USER_ASSIGNED) | {"properties": {"networkProfile": {"networkPlugin": "kubenet"}}},
        assignment(GROUP, principal_of(IDENTITY)))),
]  # fmt: skip
