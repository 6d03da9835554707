"""Which ranges a cluster's ip-masq agent spares: as its ConfigMaps say, else the pod range, with a word about it (K25)."""

from ..compile.ranges import canonical_prefix
from ..rules.unknown import Unknown
from ..rules.view import View
from ..wire.sentences import sentence
from .draft import Draft
from .values import Assumption, Masquerading


def masquerading_of(view: View, draft: Draft) -> tuple[Masquerading, ...]:
    """Return the agents whose ConfigMaps are known; of every other kubenet cluster the draft notes what is taken."""
    found = []
    for id_, cluster in draft.clusters.items():
        if cluster.network_plugin.lower() != "kubenet":
            continue
        spared = _spared(view, id_)
        if spared:
            found.append(Masquerading(id_, spared))
        else:
            what = sentence("assume.masquerade", cluster=cluster.name, ranges=cluster.pod_cidr or "-")
            needs = "kubectl get configmap -n kube-system -o json"
            draft.assumptions.append(Assumption(what=what, needs=needs, about="cluster", id=id_))
    return tuple(found)


def _spared(view: View, cluster_id: str) -> dict[str, str]:
    """Return the ranges that ConfigMaps name, each with where that is written."""
    facts = view.cluster_facts.get(cluster_id)
    if facts is None or isinstance(facts.masquerade, Unknown):
        return {}
    found: dict[str, str] = {}
    for config in facts.masquerade:
        if isinstance(config.non_masquerade_cidrs, Unknown):
            return {}
        for text in config.non_masquerade_cidrs:
            try:
                found.setdefault(canonical_prefix(text), config.written)
            except ValueError:
                continue
    return found
