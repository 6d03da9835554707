"""What a deployment reads of what it also writes: reading it adds nothing."""

from akslab.deployments.declared import Declared
from akslab.deployments.documents import documents_of
from akslab.deployments.judging import view_of_deployment
from akslab.deployments.order import order_of
from akslab.rules.examples import NETWORK, SUBNET, TABLE
from akslab.rules.time import association_of
from akslab.rules.unknown import UNKNOWN

from .declarations import NETWORKS, SUBNETS, association, cluster, declared, deployment, network, subnet, subnet_body


def reading(type_: str, id_: str) -> Declared:
    return declared(type_, id_, address="read", existing=True)


def test_reading_a_subnet_tells_nothing_of_one_that_its_network_writes() -> None:
    written = network(subnet_body())

    found = documents_of([reading(SUBNETS, SUBNET), written])[NETWORK.lower()]

    assert found == documents_of([written])[NETWORK.lower()]
    assert "akslab:partial" not in found


def test_reading_a_network_does_not_make_one_partial_that_is_written_with_its_subnets() -> None:
    found = documents_of([reading(NETWORKS, NETWORK), network(subnet_body())])[NETWORK.lower()]

    assert "akslab:partial" not in found


def test_a_subnet_that_is_read_and_not_written_is_still_one_of_the_network() -> None:
    other = f"{NETWORK}/subnets/other"

    found = documents_of([network(subnet_body()), reading(SUBNETS, other)])[NETWORK.lower()]

    assert [each["id"] for each in found["properties"]["subnets"]] == [SUBNET, other]
    assert found["akslab:partial"] is True


def test_a_subnet_of_a_network_that_is_only_read_is_read_too() -> None:
    place = view_of_deployment(deployment(reading(NETWORKS, NETWORK), reading(SUBNETS, SUBNET))).subnet(SUBNET)

    assert place is not None
    assert place.route_table_id is UNKNOWN


def test_who_waits_for_the_reading_has_not_waited_for_the_writing() -> None:
    read = reading(SUBNETS, SUBNET)
    inside = network(subnet_body(routeTable={"id": TABLE}))
    order = order_of([inside, read, cluster(after=("read",))])

    assert order.makes(SUBNET)
    assert not order.precedes(SUBNET, cluster().id)
    assert order_of([inside, read, cluster(after=("net",))]).precedes(SUBNET, cluster().id)


def test_what_is_only_read_was_there_before_everything() -> None:
    order = order_of([reading(SUBNETS, SUBNET), association(), cluster()])

    assert not order.makes(SUBNET)
    assert order.precedes(SUBNET, cluster().id)
    assert order.makes(association_of(SUBNET))


def test_a_subnet_of_its_own_wins_over_reading_it() -> None:
    order = order_of([subnet(), reading(SUBNETS, SUBNET), cluster(after=("read",))])

    assert not order.precedes(SUBNET, cluster().id)
