"""A network over taken ranges is told once, however many clusters are in it, with the range to take instead."""

from akslab.rules.catalogue import judgements
from akslab.rules.examples import CLUSTER, NETWORK, Document, cluster, network, subnet, world
from akslab.rules.rule import Finding
from akslab.rules.taken_networks import NETWORK_OVER_TAKEN
from akslab.rules.view import TakenRange

ON_PREMISES = TakenRange("dc", "10.0.0.0/8", is_on_premises=True)


def found(*clusters: Document, taken: tuple[TakenRange, ...] = (ON_PREMISES,)) -> list[Finding]:
    place = network(subnet(prefix="10.30.1.0/24"), prefixes=("10.30.0.0/16",))
    judged = judgements(world(place, *clusters, taken=taken), [NETWORK_OVER_TAKEN])
    return [each for each in judged if isinstance(each, Finding)]


def test_a_network_of_two_clusters_is_told_once() -> None:
    [one] = found(cluster(), cluster(id_=CLUSTER + "2"))

    assert one.resource_id == NETWORK


def test_the_range_of_the_article_is_proposed_and_only_what_both_have_is_said_to_be_lost() -> None:
    [one] = found(cluster())

    values = dict(one.values)
    assert (values["free"], values["shared"], values["prefix"]) == ("172.16.0.0/16", "10.30.0.0/16", "10.0.0.0/8")


def test_of_what_is_inside_the_network_only_that_is_lost() -> None:
    [one] = found(cluster(), taken=(TakenRange("printers", "10.30.200.0/24"),))

    assert dict(one.values)["shared"] == "10.30.200.0/24"
