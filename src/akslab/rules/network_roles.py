"""Roles in the network that are given to the wrong identity, are too wide, or leave out what a linked resource needs."""

from collections.abc import Iterator

from .custom_route_tables import SUBNET_ACTIONS, TABLE_ACTIONS, WRITE_TABLE
from .example import Example
from .examples import (
    GROUP,
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
from .facts import has_plugin, own_subnets, own_table_id, own_table_ids
from .grants import assignments_of, gives, principals_of
from .ids import name_of
from .places import subnet_place
from .resources import ManagedCluster
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Unknown, Values
from .view import Rights, View

KUBELET = "33333333-3333-3333-3333-333333333333"
JOIN_TABLE = "Microsoft.Network/routeTables/join/action"
TOO_BROAD = ("Owner", "Contributor")


def _rights(view: View) -> Rights:
    if isinstance(view.rights, Unknown):
        raise CannotJudge("the role assignments of the cluster's identity")
    return view.rights


def _needed(view: View, cluster: ManagedCluster) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a cluster's identity works on in the network, and the actions it needs there (R48, R49)."""
    yield from ((found.id, SUBNET_ACTIONS) for found in own_subnets(view, cluster))
    if has_plugin(cluster, "kubenet"):
        yield from ((id_, TABLE_ACTIONS) for id_ in own_table_ids(view, cluster))


def _given_to_kubelet(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    given = [each for id_ in cluster.kubelet_principal_ids for each in assignments_of(view, id_)]
    for scope, actions in _needed(view, cluster) if given else ():
        instead = [each for each in given if any(gives(each, action, scope) for action in actions)]
        for principal in principals_of(cluster) if instead else ():
            lacks = [action for action in actions if not _rights(view)(principal, action, scope)]
            if lacks and principal not in cluster.kubelet_principal_ids:
                values: Values = {"assignment": instead[0].id, "role": instead[0].role, "principal": principal}
                yield values | {"scope": name_of(scope), "id": scope, "missing": ", ".join(lacks)}


def _given(*assignments: Document) -> Example:
    """Return the article's cluster, whose kubelets' identity is known, with these role assignments."""
    kubelet = {"identityProfile": {"kubeletidentity": {"objectId": KUBELET}}}
    return world(network(subnet()), cluster(identity=USER_ASSIGNED, properties=kubelet), *assignments)


GIVEN_TO_KUBELET = Rule(
    id="role-given-to-kubelet-identity",
    title="Roles in the network are the control plane's, not the kubelets'",
    class_="breaks",
    source=("R48", "R49", "K6"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Role {role} on {scope} is given to the kubelets' identity, which pulls images; it is the control plane's, "
        "{principal}, that works in the network, and it lacks {missing}.",
    ),
    fix="Give {role} to principal {principal} of the cluster's own identity, not to identityProfile.kubeletidentity.",
    place="{assignment}#properties.principalId",
    also=("identity",),
    check=_given_to_kubelet,
    failing=lambda: _given(assignment(SUBNET, KUBELET)),
    sound=lambda: _given(assignment(SUBNET, PRINCIPAL)),
)


def _too_broad(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    given = [each for id_ in principals_of(cluster) for each in assignments_of(view, id_) if each.role in TOO_BROAD]
    for each in given:
        served = [scope for scope, actions in _needed(view, cluster) if gives(each, actions[0], scope)]
        if served:
            values: Values = {"assignment": each.id, "role": each.role, "scope": name_of(str(each.scope)) or "/"}
            yield values | {"served": ", ".join(map(name_of, served))}


TOO_WIDE = Rule(
    id="role-too-broad",
    title="Network Contributor, or less, is enough for a cluster's identity",
    class_="note",
    source=("R48", "R49", "Azure/AKS#444"),
    subject=ManagedCluster,
    answer=in_own_words(
        "", "The cluster's identity is {role} on {scope}: what it does on {served} needs Network Contributor at most."
    ),
    fix="Give Network Contributor on {served} instead of {role} on {scope}.",
    place="{assignment}#properties.principalId",
    also=("identity",),
    check=_too_broad,
    failing=lambda: _given(assignment(GROUP, PRINCIPAL, "Contributor")),
    sound=lambda: _given(assignment(NETWORK, PRINCIPAL)),
)


def _join_missing(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for found in own_subnets(view, cluster) if has_plugin(cluster, "kubenet") else ():
        id_ = own_table_id(cluster, found)
        for principal in principals_of(cluster) if id_ else ():
            may = _rights(view)
            if may(principal, WRITE_TABLE, id_) and not may(principal, JOIN_TABLE, id_):
                values: Values = {"principal": principal, "rtId": id_, "action": JOIN_TABLE}
                yield values | {"subnet": found.name, "at": subnet_place(found.id)}


def _on_own_table(*actions: str) -> Example:
    """Return a cluster on an own table, whose identity has a custom role of these actions on it."""
    place = network(subnet(routeTable={"id": TABLE}))
    roles = (assignment(SUBNET), assignment(TABLE, role="Routes", actions=list(actions)))
    return world(place, table(), cluster(identity=USER_ASSIGNED), *roles)


JOIN_MISSING = Rule(
    id="route-table-join-missing",
    title="A custom role on a route table allows to join it",
    class_="risk",
    source=("R50", "A14"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Principal {principal} may write route table {rtId} but lacks {action}: whatever writes subnet {subnet} again, a "
        "private link service say, is refused (LinkedAuthorizationFailed).",
    ),
    fix="Add {action} to the role.",
    place="{at}.properties.routeTable",
    also=("identity",),
    check=_join_missing,
    failing=lambda: _on_own_table(*TABLE_ACTIONS),
    sound=lambda: _on_own_table(*TABLE_ACTIONS, JOIN_TABLE),
)

NETWORK_ROLES = (GIVEN_TO_KUBELET, TOO_WIDE, JOIN_MISSING)
