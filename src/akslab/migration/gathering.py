"""Deployments -> the clusters in them that are on kubenet, with the lines that say so; exported ones joined to theirs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..deployments.declared import Declared, Deployment
from ..deployments.documents import documents_of
from ..deployments.judging import view_of_deployment
from ..deployments.worlds import World, within, worlds
from ..rules.from_documents import view_of
from ..rules.resources import ManagedCluster
from ..rules.unknown import Unknown
from ..rules.view import View
from ..wire.symbols import has_symbol
from .aims import Aim
from .assessment import is_on_kubenet
from .case import Case
from .file_changes import changes_of
from .steps import Change

_CLUSTERS = "microsoft.containerservice/managedclusters"


class Releases(Struct, frozen=True):
    """What is known of the Terraform provider that an input is for."""

    shown: str = ""
    keeps_cluster: bool | None = None


class Gathered(Struct, frozen=True, kw_only=True, eq=False):
    """A cluster to assess."""

    case: Case
    changes: tuple[Change, ...] = ()
    condition: str = ""
    resources: tuple[Declared, ...] = ()
    """What was declared beside it; empty for an exported cluster."""
    texts: Mapping[str, str] = {}
    """Of the files it is declared in."""
    prefix: str = ""
    """What their names begin with among everything that was read."""


ANY_RELEASE = Releases()


def gathered(
    deployment: Deployment, texts: Mapping[str, str], aim: Aim, releases: Releases = ANY_RELEASE
) -> Iterator[Gathered]:
    """Yield the clusters of a deployment that are on kubenet, or may be, each as often as conditions make it differ."""
    every = list(worlds(deployment.resources))
    before = view_of(documents_of(deployment.prior).values())
    seen: dict[str, list[Gathered]] = {}
    for world in every:
        present = within(world, deployment.resources)
        view = view_of_deployment(deployment, present, is_applied_twice=False)
        for view_of_it, cluster in _on_kubenet(view, before, present):
            case = Case(
                view=view_of_it,
                cluster=cluster,
                aim=aim,
                language=deployment.language,
                provider=releases.shown,
                keeps_cluster=releases.keeps_cluster,
            )
            lines = tuple(_changes(present, cluster, texts))
            found = Gathered(case=case, changes=lines, condition=_shown(world), resources=present, texts=texts)
            seen.setdefault(cluster.id.lower(), []).append(found)
    for several in seen.values():
        yield from _told_apart(several, is_always=len(several) == len(every))


def _on_kubenet(view: View, before: View, present: Sequence[Declared]) -> Iterator[tuple[View, ManagedCluster]]:
    """Yield the clusters that are on kubenet; of a plan those that it takes off it, as they were before."""
    read = {each.id.lower() for each in present if each.existing}
    for id_, cluster in view.managed_clusters.items():
        earlier = before.managed_clusters.get(id_)
        if earlier is not None and is_on_kubenet(Case(view=before, cluster=earlier)):
            yield replace(before, replacements=view.replacements), earlier
        elif not (id_ in read and isinstance(cluster.network.plugin, Unknown)):
            is_on = is_on_kubenet(Case(view=view, cluster=cluster))
            if is_on or is_on is None:
                yield view, cluster


def _changes(present: Iterable[Declared], cluster: ManagedCluster, texts: Mapping[str, str]) -> Iterator[Change]:
    for each in present:
        if each.type.lower() == _CLUSTERS and each.id.lower() == cluster.id.lower() and not each.existing:
            yield from changes_of(each, texts)


def _shown(world: World) -> str:
    return ", ".join(text if holds else f"not ({text})" for text, holds in sorted(world.items()))


def _told_apart(several: Sequence[Gathered], *, is_always: bool) -> Iterator[Gathered]:
    """Yield what conditions make of a cluster, each different view of it once."""
    different: list[Gathered] = []
    for each in several:
        if not any(_looks_like(each, other) for other in different):
            different.append(each)
    for each in different:
        yield replace(each, condition="") if is_always and len(different) == 1 else each


def _looks_like(one: Gathered, other: Gathered) -> bool:
    views = one.case.view, other.case.view
    return one.case.cluster == other.case.cluster and (
        views[0].virtual_networks == views[1].virtual_networks
        and views[0].route_tables == views[1].route_tables
        and views[0].application_gateways == views[1].application_gateways
    )


def together(exported: Iterable[Gathered], declared: Iterable[Gathered]) -> Iterator[Gathered]:
    """Yield exported clusters with the lines of the files that declare them, then the clusters that only files know."""
    left = list(declared)
    for each in exported:
        mine = [other for other in left if may_be_same(other.case.cluster.id, each.case.cluster.id)]
        left = [other for other in left if other not in mine]
        if not mine:
            yield each
            continue
        by = next((other.case for other in mine if other.case.is_terraform), mine[0].case)
        lines = {(line.file, line.line): line for other in mine for line in other.changes}
        yield replace(each, case=_by(each.case, by), changes=tuple(lines.values()))
    yield from left


def _by(exported: Case, declared: Case) -> Case:
    """Return an exported cluster with what is known of the tool that declares it."""
    return replace(
        exported,
        tool=declared.language,
        provider=declared.provider,
        keeps_cluster=declared.keeps_cluster,
        view=replace(exported.view, replacements=declared.view.replacements),
    )


def may_be_same(one: str, other: str) -> bool:
    """Whether two ids can be one cluster's: equal but for parts that nobody knows yet."""
    pairs = list(zip(one.lower().split("/"), other.lower().split("/"), strict=False))
    is_equal = all(left == right or has_symbol(left) or has_symbol(right) for left, right in pairs)
    return one.count("/") == other.count("/") and is_equal and pairs[-1][0] == pairs[-1][1]
