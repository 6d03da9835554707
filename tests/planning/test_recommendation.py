"""Which model: the article's answer by the article's reasons, and today's, since kubenet ends on 2028-03-31."""

from ipaddress import IPv4Network
from typing import Any

import pytest

from akslab.planning.needs import Needs
from akslab.planning.placing import Ranges
from akslab.planning.plan import compared
from akslab.planning.recommendation import Recommendation, Wishes, recommended
from akslab.planning.sentences import say

ROOMY = Ranges()
TIGHT = Ranges(
    network=(IPv4Network("10.64.0.0/26"),),
    pods=(IPv4Network("100.64.0.0/16"),),
    services=(IPv4Network("192.168.0.0/24"),),
)


def asked(ranges: Ranges = ROOMY, *, traffic: Any = "", routes: Any = "", **needs: Any) -> Recommendation:
    return recommended(Wishes(traffic=traffic, keeps_routes=routes), compared(Needs(**({"nodes": 40} | needs)), ranges))


def reasons(found: Recommendation) -> list[str]:
    return [reason.key for reason in (*found.article_reasons, *found.today_reasons)]


@pytest.mark.parametrize(
    ("found", "article", "today", "reason"),
    [
        (asked(traffic="inside"), "kubenet", "overlay", "why.inside"),
        (asked(), "kubenet", "overlay", "why.no-feature"),
        (asked(traffic="inside", routes="yes"), "kubenet", "overlay", "why.saves"),
        (asked(traffic="outside"), "azure-cni", "pod-subnet", "why.outside"),
        (asked(routes="no"), "azure-cni", "overlay", "why.no-routes"),
        (asked(windows=True), "azure-cni", "overlay", "obstacle.windows"),
        (asked(virtual_nodes=True), "azure-cni", "node-subnet", "why.virtual-nodes-flat"),
        (asked(network_policy="azure"), "azure-cni", "overlay", "obstacle.azure-policy"),
        (asked(network_policy="calico"), "kubenet", "overlay", "why.no-feature"),
        (asked(nodes=401), "azure-cni", "overlay", "obstacle.routes"),
        (asked(TIGHT), "kubenet", "overlay", "why.limited-space"),
        (asked(TIGHT, traffic="outside"), "kubenet", "overlay", "why.overlay-outside"),
        (asked(TIGHT, routes="no"), "kubenet", "overlay", "why.overlay-no-routes"),
        (asked(nodes=4), "kubenet", "overlay", "remark.retirement"),
    ],
)
def test_the_answer_has_its_reason(found: Recommendation, article: str, today: str, reason: str) -> None:
    assert (found.article, found.today and found.today.id) == (article, today)
    assert reason in reasons(found)


def test_what_speaks_against_the_articles_answer_is_said_too() -> None:
    found = asked(TIGHT, traffic="outside")
    assert "against it: most of the pods' traffic goes to resources outside the cluster" in [
        say(reason, "en") for reason in found.article_reasons
    ]


def test_a_model_that_was_preferred_and_does_not_fit_is_named() -> None:
    keys = [reason.key for reason in asked(TIGHT, traffic="outside").today_reasons]
    assert keys[:2] == ["why.does-not-fit", "why.does-not-fit"]


def test_when_nothing_fits_no_model_is_named() -> None:
    found = asked(Ranges(network=(IPv4Network("10.0.0.0/29"),)))
    assert found.today is None
    assert found.today_reasons[-1].key == "why.nothing"
