"""What in a cluster itself stands in the way of CNI Overlay: version, policy engine, identity, pools, masquerade (M2)."""

from collections.abc import Iterator

from ..net.prefixes import parsed
from ..rules.facts import minor_version
from ..rules.ids import group_of, name_of, parent_of, same
from ..rules.kubenet_ends import LONG_NAMES, POLICY, TWO_STACKS
from ..rules.masquerade import RECONCILED
from ..rules.resources import ManagedCluster
from ..rules.rule import Finding, Rule
from ..rules.unknown import CannotJudge, Unknown, known
from ..wire.sentences import sentence
from .aims import OLDEST_FOR_UNINSTALLING, OLDEST_VERSION
from .case import Case
from .remarks import Check, Remark

CONFIG_MAPS = "kubectl get configmap -n kube-system -o json"
OVERLAY_PAGE = "https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay"
_STOPPED_PAGE = "https://learn.microsoft.com/azure/aks/start-stop-cluster"
_REFUSED_SIZES = "standard_dc"
_VERSION = "properties.kubernetesVersion"


def found_by(rule: Rule[ManagedCluster], case: Case) -> Iterator[dict[str, str] | CannotJudge]:
    """Yield the values of what a rule of the catalogue finds, and what it cannot judge."""
    for found in rule.judge(case.view, case.cluster):
        yield dict(found.values) if isinstance(found, Finding) else CannotJudge(found.missing)


def _plugin(case: Case) -> Iterator[Remark]:
    """Yield nothing; a cluster of which nobody told the plugin may be on kubenet or not."""
    if isinstance(case.cluster.network.plugin, Unknown):
        raise CannotJudge(f"az aks show --ids {case.cluster.id}")
    yield from ()


def _stopped(case: Case) -> Iterator[Remark]:
    if case.is_exported and not case.facts.is_running:
        yield Remark(
            key="stopped",
            kind="blocker",
            what=sentence("block.stopped"),
            todo=sentence("do.start"),
            sources=(_STOPPED_PAGE,),
            place="properties.powerState",
        )


def _version_of(case: Case) -> tuple[int, int]:
    found = minor_version(known(case.cluster.kubernetes_version, "kubernetesVersion"))
    if found is None:
        raise CannotJudge("kubernetesVersion")
    return found


def _version(case: Case) -> Iterator[Remark]:
    if _version_of(case) < OLDEST_VERSION:
        yield Remark(
            key="version",
            kind="blocker",
            what=sentence("block.version", version=case.cluster.kubernetes_version),
            todo=sentence("do.upgrade"),
            sources=("M2",),
            place=_VERSION,
        )


def _policy(case: Case) -> Iterator[Remark | CannotJudge]:
    for found in found_by(POLICY, case):
        if isinstance(found, CannotJudge):
            yield found
            continue
        version = minor_version(case.cluster.kubernetes_version)
        is_old = version is not None and version < OLDEST_FOR_UNINSTALLING
        engine = found["policy"]
        old = sentence("block.policy-on-old", policy=engine, version=case.cluster.kubernetes_version)
        yield Remark(
            key="policy",
            kind="blocker",
            what=old if is_old else sentence("block.policy", policy=engine),
            todo=sentence("do.policy-after-upgrade" if is_old else "do.policy"),
            sources=("M2", "E22", "Azure/AKS#3845"),
            rule=POLICY.id,
            place="properties.networkProfile.networkPolicy",
            values=(("engine", engine), ("needs-upgrade", "yes" if is_old else "")),
        )


def _identity(case: Case) -> Iterator[Remark]:
    kind = known(case.cluster.identity_type, "identity.type")
    if same(kind, "UserAssigned"):
        return
    try:
        tables = ", ".join(map(name_of, case.own_table_ids()))
    except CannotJudge:
        tables = ""
    with_table = sentence("block.identity-and-table", identity=kind or "-", table=tables)
    yield Remark(
        key="identity",
        kind="blocker",
        what=with_table if tables else sentence("block.identity", identity=kind or "-"),
        todo=sentence("do.identity"),
        sources=("M2", "R37") if tables else ("M2",),
        place="identity",
    )


def _masquerade(case: Case) -> Iterator[Remark]:
    configs = case.facts.masquerade
    for config in known(configs, CONFIG_MAPS):
        if config.name != RECONCILED:
            ranges = config.non_masquerade_cidrs
            listed = "?" if isinstance(ranges, Unknown) else ", ".join(ranges) or "-"
            yield Remark(
                key="masquerade",
                kind="blocker",
                what=sentence("block.masquerade", config=config.name, ranges=listed),
                todo=sentence("do.masquerade"),
                sources=("M2", "K25", "K26"),
                values=(("config", config.name), ("ranges", "" if isinstance(ranges, Unknown) else " ".join(ranges))),
            )


def _two_stacks(case: Case) -> Iterator[Remark | CannotJudge]:
    for found in found_by(TWO_STACKS, case):
        if isinstance(found, CannotJudge):
            yield found
        else:
            yield _sixth(found["pod"], TWO_STACKS.id)
            return
    services = known(case.cluster.network.service_cidrs, "networkProfile.serviceCidr")
    yield from (_sixth(str(each), "") for each in parsed(services) if each.version == 6)


def _sixth(prefix: str, rule: str) -> Remark:
    return Remark(
        key="ipv6",
        kind="blocker",
        what=sentence("block.ipv6", prefix=prefix),
        todo=sentence("do.new-cluster"),
        needs_new_cluster=True,
        sources=("M5", "R13", "Azure/AKS#5120"),
        rule=rule,
        place="properties.networkProfile",
    )


def _pools(case: Case) -> Iterator[Remark | CannotJudge]:
    """Yield the pools that Overlay does not take: Windows, pods in a subnet, availability sets, DCsv2 machines."""
    for pool in case.cluster.pools:
        told = (
            (pool.os_type, "osType", "windows", lambda value: same(value, "Windows"), ("M2", "R30")),
            (pool.pod_subnet_id, "podSubnetID", "pod-subnet", bool, ("M1", "M2")),
            (pool.type, "type", "availability-set", lambda value: same(value, "AvailabilitySet"), (OVERLAY_PAGE,)),
            (pool.vm_size, "vmSize", "vm-size", _is_refused_size, (OVERLAY_PAGE,)),
        )
        for value, field, key, is_refused, sources in told:
            if isinstance(value, Unknown):
                yield CannotJudge(f"agent pool {pool.name}: {field}")
            elif is_refused(value):
                is_fixed = key == "availability-set"
                yield Remark(
                    key=key,
                    kind="blocker",
                    what=sentence(f"block.{key}", pool=pool.name, value=value),
                    todo=sentence("do.new-cluster" if is_fixed else "do.replace-pool"),
                    needs_new_cluster=is_fixed,
                    sources=sources,
                    place=f"properties.agentPoolProfiles[{pool.name}].{field}",
                    values=(("pool", pool.name),),
                )


def _is_refused_size(size: str) -> bool:
    """Whether a machine is of the DCsv2 series: `Standard_DC2s_v2`."""
    lowered = size.lower()
    return lowered.startswith(_REFUSED_SIZES) and lowered.endswith("s_v2")


def _names(case: Case) -> Iterator[Remark | CannotJudge]:
    for found in found_by(LONG_NAMES, case):
        if isinstance(found, CannotJudge):
            yield found
            continue
        place = next((each.subnet_id for each in case.cluster.pools if each.name == found["pool"]), "")
        id_ = place if isinstance(place, str) else ""
        is_above = found["name"].lower() in (name_of(parent_of(id_)).lower(), group_of(id_))
        yield Remark(
            key="name",
            kind="blocker",
            what=sentence("block.name", name=found["name"], n=found["n"], most=found["most"]),
            todo=sentence("do.new-cluster" if is_above else "do.replace-pool"),
            needs_new_cluster=is_above,
            sources=("P6",),
            rule=LONG_NAMES.id,
            place=f"properties.agentPoolProfiles[{found['pool']}].vnetSubnetID",
            values=(("pool", found["pool"]),),
        )


CLUSTER_BLOCKERS = (
    Check("plugin", "class", _plugin),
    Check("stopped", "none", _stopped),
    Check("version", "class", _version),
    Check("policy", "class", _policy),
    Check("identity", "class", _identity),
    Check("masquerade", "ready", _masquerade),
    Check("ipv6", "class", _two_stacks),
    Check("pools", "class", _pools),
    Check("names", "class", _names),
)
