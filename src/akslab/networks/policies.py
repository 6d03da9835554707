"""Network policies, which no packet meets in akslab's network yet: where a cluster enforces them, they may drop it."""

from ..rules.unknown import Unknown
from ..rules.view import View
from ..wire.sentences import sentence
from .draft import Draft
from .values import Assumption

_NONE = ("", "none")


def doubt_policies(view: View, draft: Draft) -> None:
    """Note for each cluster with a policy engine that its policies are not played.

    Of an export they may forbid what passes a node: those that are there, and any while nobody exported them. A file that
    declares a cluster declares none of them.
    """
    for id_, made in draft.clusters.items():
        cluster = view.managed_clusters.get(id_)
        policy = cluster.network.policy if cluster else ""
        if isinstance(policy, Unknown) or policy.lower() in _NONE:
            continue
        facts = view.cluster_facts.get(id_)
        count = facts.network_policies if facts else None
        may_stop = facts is not None and count != 0
        needs = "kubectl get networkpolicies -A -o json" if isinstance(count, Unknown) else ""
        draft.assumptions.append(
            Assumption(
                what=sentence("assume.policies", cluster=made.name, policy=policy),
                unless=sentence("unless.policies", cluster=made.name) if may_stop else None,
                needs=needs if may_stop else "",
                about="policies",
                id=id_,
                may_stop=may_stop,
            )
        )
