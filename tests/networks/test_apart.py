"""Addresses nobody can be asked about say why; what the input does not name is a doubt, not a loss."""

import pytest

from akslab.networks.apart import service_ranges, why_apart
from akslab.networks.finding import find
from akslab.networks.values import NetworkError, ServiceRange
from akslab.rules.examples import cluster

from .files import bicep, network_in

SERVICES = (ServiceRange("10.0.0.0/16", "aks"),)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("168.63.129.16", "endpoint.platform-dns"),
        ("169.254.169.254", "endpoint.platform-metadata"),
        ("10.0.0.10", "endpoint.service-range"),
    ],
)
def test_an_address_of_azures_or_of_a_service_says_whose_it_is(address: str, key: str) -> None:
    found = why_apart(address, SERVICES)
    assert found is not None
    assert found.key == key


def test_any_other_address_may_be_asked_about() -> None:
    assert why_apart("10.1.0.10", SERVICES) is None


def test_the_service_ranges_are_those_of_the_clusters_that_are_ipv4() -> None:
    told = {**cluster(serviceCidr="10.2.0.0/16"), "name": "one"}
    dual = {**cluster(serviceCidrs=["10.3.0.0/16", "fd00::/108"]), "name": "two"}
    silent = {**cluster(), "properties": {}}
    assert service_ranges([told, dual, silent]) == (
        ServiceRange("10.2.0.0/16", "one"),
        ServiceRange("10.3.0.0/16", "two"),
    )


@pytest.mark.parametrize("address", ["168.63.129.16", "10.0.0.10"])
def test_asking_for_one_is_an_error_that_says_so(address: str) -> None:
    with pytest.raises(NetworkError):
        find(network_in(bicep()), address)


def test_somebody_may_have_an_address_of_the_network_that_the_input_does_not_name() -> None:
    network = network_in(bicep())
    doubts = [each.unless.key for each in network.assumptions if each.unless and each.route == "192.168.0.0/16"]
    assert "unless.stranger" in doubts
