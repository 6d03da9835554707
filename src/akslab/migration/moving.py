"""The move itself, with what to look at before and after; or, where a cluster cannot move, the new one beside it."""

from collections.abc import Iterator

from ..rules.ids import name_of
from ..rules.pod_routing import APPLIANCE
from ..rules.unknown import CannotJudge
from ..wire.sentences import Sentence, sentence
from . import commands
from .case import Case
from .disruption import Disruption
from .preparing import Remarks, of_key
from .room import PODS_REFUSED
from .steps import Change, Look, Step

SANDBOX_EVENTS = "kubectl get events -A --field-selector reason=FailedCreatePodSandBox"


def move(case: Case, remarks: Remarks, disruption: Disruption) -> Step:
    """Return the step after which there is no way back."""
    id_, by_terraform = case.cluster.id, is_by_terraform(case)
    new_range = f" --pod-cidr {case.aim.pod_cidr}" if case.aim.pod_cidr else ""
    update = commands.cluster("update", id_, f"--network-plugin azure --network-plugin-mode overlay{new_range}")
    return Step(
        key="move",
        what=sentence("step.move-by-terraform" if by_terraform else "step.move", nodes=disruption.nodes),
        covers=("open-report", "who-detaches", "table-is-way-out", *PODS_REFUSED),
        before=(
            Look(commands.show(id_, "provisioningState"), sentence("look.is", value="Succeeded")),
            Look("kubectl get nodes", sentence("look.ready")),
            Look("kubectl get pdb -A", sentence("look.allowed")),
        ),
        commands=("terraform apply overlay.tfplan",) if by_terraform else (update,),
        after=tuple(_looks(case)),
        notes=tuple(_notes(case, remarks)),
        needs_window=True,
        is_final=True,
    )


def is_by_terraform(case: Case) -> bool:
    """Whether the provider that is used makes the change in place, and nothing but the change is asked of it."""
    return case.is_terraform and case.keeps_cluster is True and not case.aim.pod_cidr


def lines(case: Case, remarks: Remarks, changes: tuple[Change, ...]) -> Iterator[Step]:
    """Yield the change of the files, where azurerm makes it of the cluster: with what az has changed before."""
    if is_by_terraform(case):
        yield Step(
            key="lines",
            what=sentence("step.lines"),
            covers=("provider",),
            changes=changes,
            commands=("terraform plan -out overlay.tfplan", "terraform show -json overlay.tfplan > overlay.json"),
            after=(Look("akslab migrate overlay.json", sentence("look.in-place")),),
            notes=tuple(notes_on_files(case, remarks, changes)),
        )


def notes_on_files(case: Case, remarks: Remarks, changes: tuple[Change, ...]) -> Iterator[Sentence]:
    """Yield what else is to be written into the files that declare a cluster."""
    if case.is_declared and not changes:
        yield sentence("note.lines")
    if of_key(remarks, "identity"):
        yield sentence("note.files-identity")
    if of_key(remarks, "policy") and (case.is_terraform or not case.is_declared):
        yield sentence("note.files-policy")
    if case.is_declared and of_key(remarks, "side-subnet", "gateway-subnet"):
        yield sentence("note.files-table")


def _looks(case: Case) -> Iterator[Look]:
    id_ = case.cluster.id
    profile = "networkProfile.[networkPlugin,networkPluginMode,podCidr]"
    pods = case.aim.pod_cidr or _pods(case)
    yield Look(commands.show(id_, profile), sentence("look.profile", pods=pods))
    yield Look("kubectl get nodes -o wide", sentence("look.ready"))
    yield Look("kubectl get pods -A -o wide", sentence("look.pods", pods=pods))
    yield Look(SANDBOX_EVENTS, sentence("look.no-events"))
    yield Look("kubectl get services -A", sentence("look.services"))
    try:
        own = case.own_table_ids()
    except CannotJudge:
        own = ()
    for table in own:
        query = f"routes[?nextHopType=='{APPLIANCE}'].addressPrefix"
        shown = commands.show_table(table, id_, f"--query {commands.queried(query)} -o tsv")
        yield Look(shown, sentence("look.no-pod-routes", pods=_pods(case)))


def _pods(case: Case) -> str:
    try:
        return ", ".join(map(str, case.pods()))
    except CannotJudge:
        return "?"


def _notes(case: Case, remarks: Remarks) -> Iterator[Sentence]:
    yield sentence("note.move")
    if any(each.kind == "blocker" for each in of_key(remarks, *PODS_REFUSED)) and case.aim.pod_cidr:
        yield sentence("note.new-pods", pods=case.aim.pod_cidr)
    try:
        tables = case.tables()[0]
        own = {id_.lower() for id_ in case.own_table_ids()}
        nodes = case.node_subnet_ids()
    except CannotJudge:
        tables, own, nodes = {}, set(), ()
    for key, id_ in tables.items():
        yield sentence("note.own-table" if key in own else "note.managed-table", table=name_of(id_))
    if nodes and own:
        yield sentence(
            "note.refused-for-table", command=" ; ".join(commands.detach(id_, case.cluster.id) for id_ in nodes)
        )
    if of_key(remarks, "open-report"):
        yield sentence("note.refused")


def new_cluster(case: Case, disruption: Disruption) -> Iterator[Step]:
    """Yield the steps of a cluster that cannot move: a new one on Overlay, the workloads, the traffic, the old one."""
    nodes = max(1, sum(pool.limit for pool in disruption.pools))
    yield Step(
        key="ranges",
        what=sentence("step.ranges"),
        commands=(f"akslab plan --nodes {nodes} --plugin overlay -o az",),
    )
    yield Step(key="build", what=sentence("step.build"))
    yield Step(key="workloads", what=sentence("step.workloads"))
    yield Step(key="traffic", what=sentence("step.traffic"), needs_window=True)
    yield Step(
        key="delete",
        what=sentence("step.delete", name=case.name),
        commands=(commands.cluster("delete", case.cluster.id),),
        is_final=True,
    )
