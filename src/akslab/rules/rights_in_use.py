"""The rights of a running cluster's identity on its route table: without them the next node's route is not written.

A list of role assignments is seldom all of them. What is surely lacking breaks; what is only not to be seen is a risk,
and said so.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from .cluster_facts import Event
from .custom_route_tables import TABLE_ACTIONS
from .example import Document, Example
from .examples import GROUP, NETWORK, TABLE, USER_ASSIGNED, assignment, cluster
from .examples_running import attached, node, node_route, place, running
from .facts import own_table_ids
from .failing_events import code_in
from .grants import assignments_of, gives, principals_of
from .ids import name_of
from .pod_routing import events_of, facts_of
from .resources import ManagedCluster, RoleAssignment
from .rule import Rule, in_own_words
from .unknown import CannotJudge, Unknown, Values
from .view import View

PROPAGATION = timedelta(minutes=60)
"""How long a new role may take to count (R51)."""
_REFUSALS = ("AuthorizationFailed", "LinkedAuthorizationFailed")
_GRANT = '`az role assignment create --assignee-object-id {principal} --role "Network Contributor" --scope {rtId}`.'


def _needed(view: View, cluster: ManagedCluster) -> Iterator[tuple[str, str]]:
    """Yield the principals of a running cluster with each of the user's tables on its subnets."""
    if facts_of(view, cluster) is None:
        return
    tables = own_table_ids(view, cluster)
    yield from ((principal, table) for principal in (principals_of(cluster) if tables else ()) for table in tables)


def _lacking(view: View, cluster: ManagedCluster) -> Iterator[Values | CannotJudge]:
    for principal, table in _needed(view, cluster):
        missing = _missing(view, principal, table)
        if missing is None:
            yield CannotJudge(f"az role assignment list --all --assignee {principal}")
        elif missing:
            yield {"principal": principal, "rtId": table, "table": name_of(table), "missing": ", ".join(missing)}


def _missing(view: View, principal: str, table: str) -> list[str] | None:
    """Return the actions that a principal may surely not do to a table; None where nobody can say."""
    rights = view.rights
    try:
        return (
            None
            if isinstance(rights, Unknown)
            else [each for each in TABLE_ACTIONS if not rights(principal, each, table)]
        )
    except CannotJudge:
        return None


def _on_table(*documents: Document, **keywords: Any) -> Example:
    parts = place(), attached(node_route(0), node_route(1)), cluster(identity=USER_ASSIGNED)
    return running(*parts, *documents, **keywords)


LACKING = Rule(
    id="route-table-role-missing",
    title="A running cluster's identity may write its route table",
    class_="breaks",
    source=("R49", "K10", "Azure/AKS#1557"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Principal {principal} of the cluster lacks {missing} on {table}: the route of the next node is not written, and "
        "those of nodes that go are not taken out.",
    ),
    fix="Give it: " + _GRANT,
    place="identity",
    also=("{rtId}#properties.routes",),
    check=_lacking,
    failing=lambda: _on_table(assignment(NETWORK)),
    sound=lambda: _on_table(assignment(GROUP)),
)


def _not_seen(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    for principal, table in _needed(view, cluster):
        seen = assignments_of(view, principal)
        if seen and not _may(seen, table) and _missing(view, principal, table) is None:
            scopes = ", ".join(f"{each.role} on {name_of(str(each.scope))}" for each in seen)
            yield {"principal": principal, "rtId": table, "table": name_of(table), "seen": scopes}


def _may(seen: tuple[RoleAssignment, ...], table: str) -> bool:
    """Whether these assignments allow what is done to a table, as far as they are known."""
    return all(any(_gives(each, action, table) for each in seen) for action in TABLE_ACTIONS)


def _gives(each: RoleAssignment, action: str, table: str) -> bool:
    try:
        return gives(each, action, table)
    except CannotJudge:
        return True


def _unsure(_principal: str, _action: str, _scope: str) -> bool:
    """Answer as rights do where nobody says that the roles that were exported are all there are."""
    raise CannotJudge("the role assignments")


def _with_role(scope: str) -> Example:
    return replace(_on_table(assignment(scope)), rights=_unsure)


NOT_SEEN = Rule(
    id="route-table-role-not-seen",
    title="A role on the route table is among the exported roles of a running cluster's identity",
    class_="risk",
    source=("R49", "MicrosoftDocs/azure-docs#80852"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "Principal {principal} of the cluster has {seen}, and nothing that was exported lets it write {table}. If that is "
        "all, the route of the next node is not written.",
    ),
    fix="See whether that is all: `az role assignment list --all --assignee {principal} -o json`. If so: " + _GRANT,
    place="identity",
    also=("{rtId}#properties.routes",),
    check=_not_seen,
    failing=lambda: _with_role(NETWORK),
    sound=lambda: _with_role(TABLE),
)


def _too_fresh(view: View, cluster: ManagedCluster) -> Iterator[Values]:
    principals = () if isinstance(cluster.principal_ids, Unknown) else cluster.principal_ids
    seen = [each for principal in principals for each in assignments_of(view, principal)]
    for event in events_of(view, cluster):
        at = _time(event.last) if code_in(event.message) in _REFUSALS else None
        for each in seen:
            given = _time(each.created_on)
            if at and given and timedelta() <= at - given < PROPAGATION:
                minutes = int((at - given).total_seconds() // 60)
                yield {"role": each.role, "scope": name_of(str(each.scope)), "n": minutes, "name": event.name}


def _time(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _after_role(reason: str, message: str, last: str) -> Example:
    """Return a cluster with something that happened to a node, its role being given at ten."""
    name = node(1).name
    event = Event(reason=reason, message=message, kind="Node", namespace="", name=name, last=last)
    example = _on_table(assignment(GROUP), events=(event,))
    assert not isinstance(example.role_assignments, Unknown)
    given = tuple(replace(each, created_on="2026-10-01T10:00:00+00:00") for each in example.role_assignments)
    return replace(example, role_assignments=given)


TOO_FRESH = Rule(
    id="role-too-fresh",
    title="A role is older than the refusals it would prevent",
    class_="note",
    source=("R51", "Azure/AKS#1557"),
    subject=ManagedCluster,
    answer=in_own_words(
        "",
        "{name} was refused {n} minutes after {role} on {scope} was given: a role may take up to 60 minutes to count, so "
        "this may be over.",
    ),
    fix="Wait an hour after the role was given, and look whether it is refused still.",
    place="identity",
    check=_too_fresh,
    failing=lambda: _after_role(
        "FailedToCreateRoute", '{"error":{"code":"AuthorizationFailed"}}', "2026-10-01T10:20:00Z"
    ),
    sound=lambda: _after_role("RouteCreated", "", "2026-10-01T10:20:00Z"),
)

RIGHTS_IN_USE = (LACKING, NOT_SEEN, TOO_FRESH)
"""Surely lacking, perhaps lacking, perhaps only late."""
