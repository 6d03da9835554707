"""The steps before the move: what stands in the way is taken out of it, one by one, each with a look at the result."""

from collections.abc import Callable, Iterator, Sequence

from ..rules.facts import minor_version
from ..rules.fields import certain
from ..rules.ids import name_of, subscription_of
from ..rules.unknown import CannotJudge
from ..wire.sentences import sentence
from ..wire.symbols import has_symbol
from . import commands
from .aims import OLDEST_FOR_UNINSTALLING, OLDEST_VERSION
from .budgets import AtRisk
from .case import Case
from .cautions import DELEGATION
from .disruption import Disruption
from .remarks import Remark
from .steps import Look, Step

MOST_MINORS = 12
Remarks = Sequence[Remark]
Maker = Callable[[Case, Remarks, Disruption], Iterator[Step]]


def of_key(remarks: Remarks, *keys: str) -> list[Remark]:
    """Return the remarks with one of these keys."""
    return [each for each in remarks if each.key in keys]


def _stock(case: Case, _remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    name = case.name
    kept = [
        *commands.choose(case.cluster.id),
        commands.cluster("show", case.cluster.id, f"-o json > {commands.shell(f'{name}-before.json')}"),
    ]
    try:
        tables = case.own_table_ids()
    except CannotJudge:
        tables = ()
    kept += [
        commands.show_table(id_, case.cluster.id, f"-o json > {commands.shell(f'{name_of(id_)}-before.json')}")
        for id_ in tables
    ]
    kept += [f"kubectl get nodes,pods,services -A -o wide > {commands.shell(f'{name}-before.txt')}"]
    yield Step(key="stock", what=sentence("step.stock"), commands=tuple(kept))


def _start(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    if of_key(remarks, "stopped"):
        look = Look(commands.show(case.cluster.id, "powerState.code"), sentence("look.running"))
        start = commands.cluster("start", case.cluster.id)
        yield Step(key="start", what=sentence("step.start"), covers=("stopped",), commands=(start,), after=(look,))


def _upgrade(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    needs_new_engine = any(each.value("needs-upgrade") for each in of_key(remarks, "policy"))
    version = minor_version(case.cluster.kubernetes_version)
    target = OLDEST_FOR_UNINSTALLING if needs_new_engine else OLDEST_VERSION
    if version is None or version >= target or not (needs_new_engine or of_key(remarks, "version")):
        return
    # The control plane goes one minor version at a time.
    minors = [f"{target[0]}.{minor}" for minor in range(version[1] + 1, target[1] + 1)][:MOST_MINORS]
    id_ = case.cluster.id
    yield Step(
        key="upgrade",
        what=sentence("step.upgrade", target=minors[-1]),
        covers=("version",),
        before=(Look(commands.cluster("get-upgrades", id_, "-o table"), sentence("look.upgrades", version=minors[0])),),
        commands=tuple(commands.cluster("upgrade", id_, f"--kubernetes-version {minor}") for minor in minors),
        after=(Look(commands.show(id_, "currentKubernetesVersion"), sentence("look.version", target=minors[-1])),),
        notes=(sentence("note.upgrade"),),
        needs_window=True,
    )


def _identity(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    if not of_key(remarks, "identity"):
        return
    id_, group = (
        case.cluster.id,
        commands.shell(case.cluster.id.split("/")[4] if case.cluster.id.count("/") > 4 else ""),
    )
    name = commands.shell(f"{case.name}-identity")
    location = certain(case.cluster.location)
    location = commands.shell(location if location and not has_symbol(location) else "<location>")
    query = f"az identity show -g {group} -n {name} -o tsv --query"
    yield Step(
        key="identity",
        what=sentence("step.identity"),
        covers=("identity",),
        commands=(
            f"az identity create -g {group} -n {name} -l {location}",
            f"PRINCIPAL=$({query} principalId)",
            *map(commands.grant, _scopes(case)),
            commands.cluster("update", id_, f'--enable-managed-identity --assign-identity "$({query} id)"'),
        ),
        after=(Look(commands.show(id_, "identity.type"), sentence("look.is", value="UserAssigned")),),
        notes=(sentence("note.identity"),),
    )


def _scopes(case: Case) -> tuple[str, ...]:
    """Return what a new identity has to be allowed to write: own subnets and tables, else the nodes' resource group."""
    try:
        subnets = case.node_subnet_ids() if case.has_own_subnets else ()
    except CannotJudge:
        subnets = ()
    try:
        tables = case.own_table_ids()
    except CannotJudge:
        tables = ("<route table>",)
    if subnets:
        return (*subnets, *tables)
    group = certain(case.cluster.node_resource_group) or "<node resource group>"
    return (f"/subscriptions/{subscription_of(case.cluster.id)}/resourceGroups/{group}",)


def _masquerade(_case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    for each in of_key(remarks, "masquerade"):
        config = commands.shell(each.value("config"))
        look = "kubectl get configmap -n kube-system -o name"
        yield Step(
            key="masquerade",
            what=sentence("step.masquerade", config=each.value("config")),
            covers=("masquerade", "unmasked"),
            commands=(
                f"kubectl get configmap {config} -n kube-system -o yaml > {config}.yaml",
                f"kubectl delete configmap {config} -n kube-system",
            ),
            after=(Look(look, sentence("look.only-reconciled")),),
            notes=(sentence("note.masquerade", ranges=each.value("ranges") or "-"),),
        )


def _pools(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    keys = ("windows", "pod-subnet", "vm-size", "name")
    found = [each for each in of_key(remarks, *keys) if not each.needs_new_cluster]
    names = list(dict.fromkeys(each.value("pool") for each in found))
    if names:
        id_ = case.cluster.id
        added = tuple(commands.pool("add", id_, "<new pool>", "--vnet-subnet-id '<node subnet id>'") for _ in names[:1])
        deleted = tuple(commands.pool("delete", id_, name) for name in names)
        what = sentence("step.pools", pools=", ".join(names))
        covers = tuple(dict.fromkeys(each.key for each in found))
        yield Step(key="pools", what=what, covers=covers, commands=(*added, *deleted), needs_window=True)


def _gateway_subnets(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    for each in of_key(remarks, "gateway-delegation"):
        yield Step(
            key="delegate",
            what=sentence("step.delegate", subnet=name_of(each.value("subnetId"))),
            covers=("gateway-delegation",),
            commands=(commands.subnet(each.value("subnetId"), case.cluster.id, f"--delegations {DELEGATION}"),),
        )


def _surges(case: Case, remarks: Remarks, disruption: Disruption) -> Iterator[Step]:
    if not of_key(remarks, "subnet-full"):
        return
    large = [each.name for each in disruption.pools if each.surge.most > 1] or [each.name for each in disruption.pools]
    yield Step(
        key="surge",
        what=sentence("step.surge"),
        covers=("subnet-full",),
        commands=tuple(commands.pool("update", case.cluster.id, name, "--max-surge 1") for name in large),
    )


def _budgets(_case: Case, _remarks: Remarks, disruption: Disruption) -> Iterator[Step]:
    loosened = [each for each in disruption.at_risk if each.is_by_rule]
    if loosened:
        yield Step(
            key="budgets",
            what=sentence("step.budgets", n=len(loosened)),
            commands=tuple(patch(each, each.spare) for each in loosened),
            after=(Look("kubectl get pdb -A", sentence("look.allowed")),),
        )


def patch(budget: AtRisk, value: str) -> str:
    """Return what writes a budget's rule anew."""
    written = value if value.isdecimal() else f'"{value}"'
    spec = f'{{"spec":{{"{budget.rule}":{written}}}}}'
    place = f"{commands.shell(budget.name)} -n {commands.shell(budget.namespace)}"
    return f"kubectl patch pdb {place} --type merge -p {commands.shell(spec)}"


def _policy(case: Case, remarks: Remarks, disruption: Disruption) -> Iterator[Step]:
    if of_key(remarks, "policy"):
        id_ = case.cluster.id
        yield Step(
            key="policy",
            what=sentence("step.policy", nodes=disruption.nodes),
            covers=("policy", "policies"),
            before=(Look("kubectl get pdb -A", sentence("look.allowed")),),
            commands=(commands.cluster("update", id_, "--network-policy none"),),
            after=(Look(commands.show(id_, "networkProfile.networkPolicy"), sentence("look.is", value="none")),),
            notes=(sentence("note.policy"),),
            needs_window=True,
        )


def _detach(case: Case, remarks: Remarks, _disruption: Disruption) -> Iterator[Step]:
    found = of_key(remarks, "side-subnet", "gateway-subnet")
    if found:
        ids = list(dict.fromkeys(each.value("subnetId") for each in found))
        has_gateway = bool(of_key(remarks, "gateway-subnet"))
        yield Step(
            key="detach",
            what=sentence("step.detach", subnets=", ".join(map(name_of, ids))),
            covers=("side-subnet", "gateway-subnet", "side-machines"),
            commands=tuple(commands.detach(id_, case.cluster.id) for id_ in ids),
            after=tuple(Look(commands.table_on(id_, case.cluster.id), sentence("look.empty")) for id_ in ids),
            notes=(sentence("note.detach-gateway" if has_gateway else "note.detach"),),
            needs_window=True,
        )


PREPARING: tuple[Maker, ...] = (
    _stock,
    _start,
    _upgrade,
    _identity,
    _gateway_subnets,
    _pools,
    _masquerade,
    _surges,
    _budgets,
    _policy,
    _detach,
)
"""In the order of typing: what takes hours or a window of its own first, what cuts somebody off last."""
