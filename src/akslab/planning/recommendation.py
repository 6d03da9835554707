"""Which model to choose: the article's answer by the article's reasons, and the answer since kubenet is retiring.

The article weighs kubenet against Azure CNI: address space, where pods' traffic goes, whether one wants to keep
routes, and the features only Azure CNI has. kubenet ends on 2028-03-31 (C2), so where the article says kubenet a
new cluster is better put on CNI Overlay, which spends addresses the same way and has no routes to keep (P6).
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from .plan import Plan
from .plugins import KUBENET, NODE_SUBNET, OVERLAY, POD_SUBNET, Plugin
from .sentences import Sentence, sentence


class Wishes(Struct, frozen=True, kw_only=True):
    """What one says of traffic and upkeep; the features are in the needs."""

    traffic: Literal["", "inside", "outside"] = ""
    keeps_routes: Literal["", "yes", "no"] = ""


class Recommendation(Struct, frozen=True, kw_only=True):
    """The two answers with their reasons."""

    article: Literal["kubenet", "azure-cni"]
    article_reasons: tuple[Sentence, ...]
    today: Plugin | None
    """None when no model fits."""
    today_reasons: tuple[Sentence, ...]


def recommended(wishes: Wishes, plans: Sequence[Plan]) -> Recommendation:
    """Return what to choose among the plans of all four plugins."""
    by_plugin = {plan.plugin.id: plan for plan in plans}
    article, reasons = _article(wishes, by_plugin)
    today, today_reasons = _today(wishes, by_plugin)
    return Recommendation(
        article=article, article_reasons=tuple(reasons), today=today, today_reasons=tuple(today_reasons)
    )


def _article(wishes: Wishes, plans: dict[str, Plan]) -> tuple[Literal["kubenet", "azure-cni"], list[Sentence]]:
    """Features decide first, for no wish changes them; then address space; then traffic and upkeep."""
    required = list(_required(plans))
    if required:
        return "azure-cni", required
    lacks = not any(plans[flat.id].fits for flat in (NODE_SUBNET, POD_SUBNET))
    for_cni = list(_for_azure_cni(wishes))
    for_kubenet = [sentence("why.inside")] if wishes.traffic == "inside" else []
    if lacks:
        against = [sentence("why.though", reason=reason) for reason in for_cni]
        return "kubenet", [sentence("why.limited-space"), *for_kubenet, *against]
    if for_cni:
        though = [sentence("why.though", reason=reason) for reason in for_kubenet]
        return "azure-cni", [*for_cni, sentence("why.space-available"), *though]
    return "kubenet", [*for_kubenet, sentence("why.no-feature"), sentence("why.saves", **_saving(plans))]


def _required(plans: dict[str, Plan]) -> Iterator[Sentence]:
    """Yield why kubenet is out of the question."""
    kubenet = plans[KUBENET.id]
    yield from (problem for problem in kubenet.problems if not kubenet.lacks_space)


def _for_azure_cni(wishes: Wishes) -> Iterator[Sentence]:
    if wishes.traffic == "outside":
        yield sentence("why.outside")
    if wishes.keeps_routes == "no":
        yield sentence("why.no-routes")


def _saving(plans: dict[str, Plan]) -> dict[str, int]:
    """Return the addresses of the virtual network that kubenet and the flat model would take."""
    return {"kubenet": plans[KUBENET.id].demand.subnet_addresses, "flat": plans[NODE_SUBNET.id].demand.subnet_addresses}


def _today(wishes: Wishes, plans: dict[str, Plan]) -> tuple[Plugin | None, list[Sentence]]:
    reasons: list[Sentence] = []
    for plugin, reason in _preferences(wishes, plans):
        if plans[plugin.id].fits:
            return plugin, [*reasons, reason, *_notes(plugin, wishes, plans)]
        reasons.append(sentence("why.does-not-fit", plugin=label(plugin), reason=plans[plugin.id].problems[0]))
    return None, [*reasons, sentence("why.nothing")]


def _preferences(wishes: Wishes, plans: dict[str, Plan]) -> Iterator[tuple[Plugin, Sentence]]:
    """Yield the models in the order they are to be tried, each with its reason."""
    if plans[KUBENET.id].demand.needs.virtual_nodes:
        yield NODE_SUBNET, sentence("why.virtual-nodes-flat")
        yield POD_SUBNET, sentence("why.virtual-nodes-flat")
    elif wishes.traffic == "outside":
        yield POD_SUBNET, sentence("why.pod-subnet")
        yield NODE_SUBNET, sentence("why.node-subnet")
    yield OVERLAY, sentence("why.overlay")
    yield POD_SUBNET, sentence("why.pod-subnet")
    yield NODE_SUBNET, sentence("why.node-subnet")
    yield KUBENET, sentence("why.kubenet-last")


def _notes(plugin: Plugin, wishes: Wishes, plans: dict[str, Plan]) -> Iterator[Sentence]:
    if plugin is OVERLAY and wishes.traffic == "outside":
        yield sentence("why.overlay-outside")
    if plugin is OVERLAY and wishes.keeps_routes == "no":
        yield sentence("why.overlay-no-routes")
    if plans[KUBENET.id].demand.needs.windows:
        yield sentence("why.windows")
    yield sentence("remark.retirement")


def label(plugin: Plugin) -> Sentence:
    """Return a plugin's name."""
    return sentence(f"plugin.{plugin.id}")
