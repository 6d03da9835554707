"""Pods of one name in two namespaces, and pods without an address of their own: who is asked for is never guessed."""

from typing import Any

import pytest
from doctor.az_shapes import kubectl_list, node_name, sound
from stories.questions import exported

from akslab.networks.finding import find
from akslab.networks.sentences import words
from akslab.networks.values import Network, NetworkError


def pod(namespace: str, name: str, address: str = "", phase: str = "Running", **spec: Any) -> dict[str, Any]:
    return {
        "kind": "Pod",
        "apiVersion": "v1",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"nodeName": node_name(1), **spec},
        "status": {"phase": phase, **({"podIP": address} if address else {})},
    }


def with_pods(*pods: dict[str, Any]) -> Network:
    return exported(sound() | {"pods.json": kubectl_list(*pods)})


WEB = (pod("shop", "web", "10.244.1.7"), pod("test", "web", "10.244.1.9"), pod("shop", "db", "10.244.1.8"))


@pytest.mark.parametrize("pods", [WEB, WEB[::-1]])
def test_a_name_that_two_namespaces_have_is_answered_with_both(pods: tuple[dict[str, Any], ...]) -> None:
    network = with_pods(*pods)
    with pytest.raises(NetworkError) as refused:
        find(network, "web")
    assert refused.value.what.key == "endpoint.ambiguous"
    assert {each for each in ("pod/shop.web", "pod/test.web") if each in words(refused.value.what, "en")} == {
        "pod/shop.web",
        "pod/test.web",
    }


@pytest.mark.parametrize("text", ["shop/web", "shop.web", "pod/shop.web", "pod/shop/web", "SHOP/web"])
def test_with_its_namespace_it_is_one(text: str) -> None:
    assert find(with_pods(*WEB), text).address == "10.244.1.7"


def test_a_name_of_its_own_needs_no_namespace_and_may_have_it() -> None:
    network = with_pods(*WEB)
    assert find(network, "db").address == find(network, "shop/db").address == "10.244.1.8"


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (pod("kube-system", "proxy", "192.168.1.5", hostNetwork=True), f"ask for node {node_name(1)}"),
        (pod("jobs", "once", "10.244.1.9", phase="Succeeded"), "has ended (Succeeded)"),
        (pod("shop", "late", phase="Pending"), "no address yet (Pending)"),
    ],
)
def test_one_without_an_address_of_its_own_is_told_with_its_reason(one: dict[str, Any], said: str) -> None:
    with pytest.raises(NetworkError) as refused:
        find(with_pods(one), str(one["metadata"]["name"]))
    assert said in words(refused.value.what, "en")
    assert words(refused.value.what, "ko")
