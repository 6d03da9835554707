"""The steps after the move: tables, routes, rules and budgets put in order, policies back, files brought in line."""

from collections.abc import Iterator

from ..rules.fields import certain
from ..rules.ids import name_of, same
from ..rules.node_tables import own_routes
from ..rules.unknown import CannotJudge, Unknown
from ..wire.sentences import sentence
from . import commands
from .case import Case
from .disruption import Disruption
from .moving import is_by_terraform, notes_on_files
from .preparing import Remarks, of_key, patch
from .steps import Change, Look, Step


def afterwards(case: Case, remarks: Remarks, disruption: Disruption, changes: tuple[Change, ...]) -> Iterator[Step]:
    """Yield the steps in their order."""
    yield from _table(case)
    yield from _clean(case, remarks)
    yield from _budgets(disruption)
    yield from _policy(case, remarks, disruption)
    yield from _files(case, remarks, changes)


def _table(case: Case) -> Iterator[Step]:
    """Yield the own table: with routes of the user's it has to be on the subnets, without any it is of no use there."""
    try:
        attached = {each.id: certain(each.route_table_id) for each in case.node_subnets()}
        own = case.own_table_ids()
    except CannotJudge:
        return
    for table_id in own:
        subnets = [id_ for id_, table in attached.items() if same(table, table_id)]
        if _has_own_routes(case, table_id):
            named = sentence("look.table", table=name_of(table_id))
            yield Step(
                key="table",
                what=sentence("step.table-stays", table=name_of(table_id)),
                before=tuple(Look(commands.table_on(id_, case.cluster.id), named) for id_ in subnets),
                commands=tuple(commands.attach(id_, case.cluster.id, table_id) for id_ in subnets),
            )
        else:
            gone = tuple(commands.detach(id_, case.cluster.id) for id_ in subnets)
            what = sentence("step.table-goes", table=name_of(table_id))
            notes = (sentence("note.files-node-table"),) if case.is_declared else ()
            yield Step(key="table", what=what, commands=gone, notes=notes)


def _has_own_routes(case: Case, table_id: str) -> bool:
    """Whether a table holds routes of the user's; true as well where its routes are not known."""
    table = case.table(table_id)
    return table is None or isinstance(table.routes, Unknown) or any(own_routes(table))


def _clean(case: Case, remarks: Remarks) -> Iterator[Step]:
    """Yield the routes that lead to pods no more."""
    dead = [
        commands.delete_route(each.value("tableId"), case.cluster.id, name)
        for each in of_key(remarks, "route")
        for name in each.value("routes").splitlines()
    ]
    if dead:
        yield Step(key="routes", what=sentence("step.routes", n=len(dead)), covers=("route",), commands=tuple(dead))
    rules = of_key(remarks, "nsg-blocks", "nsg-old-range", "nsg-elsewhere", "firewall-pods")
    if rules:
        yield Step(key="rules", what=sentence("step.rules"), covers=tuple(dict.fromkeys(each.key for each in rules)))


def _budgets(disruption: Disruption) -> Iterator[Step]:
    loosened = [each for each in disruption.at_risk if each.is_by_rule]
    if loosened:
        typed = tuple(patch(each, each.value) for each in loosened)
        yield Step(key="budgets-back", what=sentence("step.budgets-back"), commands=typed)


def _policy(case: Case, remarks: Remarks, disruption: Disruption) -> Iterator[Step]:
    """Yield the policy engine again, or Cilium, which brings its own: the nodes are made anew once more (M6)."""
    engines = [each.value("engine") for each in of_key(remarks, "policy")]
    if case.aim.dataplane == "cilium":
        id_ = case.cluster.id
        yield Step(
            key="cilium",
            what=sentence("step.cilium", nodes=disruption.nodes),
            commands=(commands.cluster("update", id_, "--network-dataplane cilium"),),
            after=(Look(commands.show(id_, "networkProfile.networkDataplane"), sentence("look.is", value="cilium")),),
            notes=(sentence("note.cilium"),),
            needs_window=True,
        )
    elif engines:
        yield Step(
            key="policy-back",
            what=sentence("step.policy-back", engine=engines[0], nodes=disruption.nodes),
            covers=("policies",),
            commands=(commands.cluster("update", case.cluster.id, f"--network-policy {commands.shell(engines[0])}"),),
            notes=(sentence("note.policy-back"),),
            needs_window=True,
        )


def _files(case: Case, remarks: Remarks, changes: tuple[Change, ...]) -> Iterator[Step]:
    """Yield the files that declare the cluster: applied as they are, they would undo or destroy it."""
    if is_by_terraform(case):
        return
    if not case.is_declared:
        what = sentence("step.files-unseen")
    elif case.is_terraform:
        what = sentence("step.files-terraform")
    else:
        what = sentence("step.files")
    notes = tuple(notes_on_files(case, remarks, changes))
    yield Step(key="files", what=what, covers=("provider",), changes=changes, notes=notes)
