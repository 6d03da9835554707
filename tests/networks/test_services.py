"""Whoever asks for a service is told what it is, who is behind it as far as that was exported, and whom to ask for."""

from typing import Any

import pytest
from doctor.az_shapes import kubectl_list, node_name, sound
from doctor.diagnosing import known_of

from akslab.networks.exported import network_of_export
from akslab.networks.finding import find
from akslab.networks.sentences import words
from akslab.networks.values import Network, NetworkError

from .files import bicep, network_in
from .services import endpoint_slice, endpoints, service

POD = {
    "apiVersion": "v1",
    "kind": "Pod",
    "metadata": {"name": "web-1", "namespace": "default"},
    "spec": {"nodeName": node_name(0)},
    "status": {"phase": "Running", "podIP": "10.244.0.7"},
}


def exported(*objects: dict[str, Any]) -> Network:
    files = sound(objects=kubectl_list(*objects)) if objects else sound()
    return network_of_export(known_of(files))


SHOP = (
    service("web", balanced=("20.200.1.2",)),
    service("db", "shop", "None"),
    service("cache", "shop", "10.0.12.9"),
    service("old", address="None", externalName="old.contoso.com", type="ExternalName"),
)


def refused(network: Network, text: str, port: int | None = None) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        find(network, text, port)
    assert words(caught.value.what, "ko")
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "10.0.12.7", "20.200.1.2", "svc/web", "service/web", "svc:web", "svc/default/web", "svc/aks-prod/default/web",
        "web", "web.default", "web.default.svc", "web.default.svc.cluster.local", "WEB.default.svc.cluster.local.",
        "lb/web", "lb/20.200.1.2", "dns/web.default.svc.cluster.local",
    ],
)  # fmt: skip
def test_a_service_is_known_by_each_of_its_names_and_addresses(text: str) -> None:
    network = exported(*SHOP, endpoint_slice("web", "10.244.0.7"), POD)
    error = refused(network, text)
    said = words(error.what, "en")
    assert "service default/web of cluster aks-prod" in said
    assert "Behind it: pod/web-1 (10.244.0.7:8080)" in said
    assert (error.instead, error.asked, error.is_missing) == ("pod/web-1:8080", text, False)


def test_what_to_ask_for_instead_can_be_asked_for() -> None:
    network = exported(*SHOP, endpoint_slice("web", "10.244.0.7", "10.244.1.2"), POD)
    assert find(network, refused(network, "svc/web").instead.rpartition(":")[0]).address == "10.244.0.7"


def test_older_endpoints_tell_the_same_and_name_pods_that_were_not_exported() -> None:
    error = refused(exported(*SHOP, endpoints("web", "10.244.0.7", pods=("web-1",))), "svc/web", 80)
    assert "Behind it: pod/web-1 (10.244.0.7:8080)" in words(error.what, "en")
    assert error.instead == "10.244.0.7:8080"


def test_endpoints_that_were_not_exported_are_not_guessed() -> None:
    error = refused(exported(*SHOP, POD), "svc/web")
    assert "Who is behind it was not exported: `kubectl get services,endpointslices -A -o json`" in words(
        error.what, "en"
    )
    assert error.instead == ""


@pytest.mark.parametrize("made", [endpoint_slice("web"), endpoint_slice("web", "10.244.0.7", ready=False)])
def test_a_service_with_nobody_ready_behind_it_says_so(made: dict[str, Any]) -> None:
    error = refused(exported(*SHOP, made), "svc/web")
    assert "Nobody ready is behind it" in words(error.what, "en")
    assert error.instead == ""


def test_a_port_that_the_service_does_not_have_is_named() -> None:
    error = refused(exported(*SHOP, endpoint_slice("web", "10.244.0.7")), "svc/web", 81)
    assert "ports 80/TCP" in words(error.what, "en")
    assert "It has no port 81" in words(error.what, "en")
    assert error.instead == ""


def test_headless_and_external_services_say_what_they_are() -> None:
    network = exported(*SHOP, endpoint_slice("db", "10.244.1.2", namespace="shop", port=5432))
    assert "without an address of its own" in words(refused(network, "db.shop").what, "en")
    assert refused(network, "db.shop").instead == "10.244.1.2:5432"
    assert "another name for old.contoso.com" in words(refused(network, "svc/old").what, "en")


def test_a_name_of_two_namespaces_lists_both() -> None:
    network = exported(service("web"), service("web", "shop", "10.0.12.9"))
    said = words(refused(network, "svc/web").what, "en")
    assert "svc/aks-prod/default/web, svc/aks-prod/shop/web" in said
    assert "shop/web" in words(refused(network, "svc/aks-prod/shop/web").what, "en")


@pytest.mark.parametrize("text", ["svc/nope", "nope.default.svc.cluster.local", "10.0.77.7"])
def test_a_service_nobody_exported_is_missing(text: str) -> None:
    assert refused(exported(*SHOP), text).is_missing


@pytest.mark.parametrize("text", ["svc/web", "10.0.12.7", "lb/20.200.1.2", "web.default.svc.cluster.local"])
def test_without_services_an_export_says_what_would_tell_them(text: str) -> None:
    error = refused(exported(), text)
    assert "kubectl get services" in words(error.what, "en")
    assert not error.is_missing


def test_a_template_has_no_services_to_name() -> None:
    error = refused(network_in(bicep()), "svc/web")
    assert "a service is not part of akslab's network yet" in words(error.what, "en")


def test_a_pod_that_is_called_as_a_service_is_the_pod() -> None:
    network = exported(service("web-1"), POD)
    assert find(network, "web-1").kind == "pod"


def test_a_node_behind_a_service_is_named_as_the_node() -> None:
    network = exported(*SHOP, endpoint_slice("web", "192.168.1.4"))
    node = next(each for each in network.endpoints if each.kind == "node" and each.address == "192.168.1.4")
    assert refused(network, "svc/web").instead == f"{node.title}:8080"
