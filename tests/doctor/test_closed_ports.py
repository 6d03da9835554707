"""Ports that security groups or a firewall close to nodes are found in exports, and their sound likes are let pass."""

from collections.abc import Callable
from typing import Any

import pytest

from .az_shapes import (
    NSG,
    OWN_TABLE,
    SUBNET,
    Files,
    aks_show,
    id_of,
    kubectl_list,
    nsg_rule,
    nsg_show,
    pod_routes,
    route,
    sound,
    subnet_show,
    table_show,
    vnet_show,
)
from .diagnosing import diagnosed, rules_of

NODES, PODS = "192.168.0.0/16", "10.244.0.0/16"
SERVERS = {"dhcpOptions": {"dnsServers": ["192.168.9.4", "192.168.9.5"]}}


def deny(priority: int = 400, **more: Any) -> dict[str, Any]:
    return nsg_rule(NSG, f"deny{priority}", priority, **{"access": "Deny", "direction": "Outbound", **more})


def let(priority: int, to: str, **more: Any) -> dict[str, Any]:
    return nsg_rule(
        NSG, f"let{priority}", priority, **{"direction": "Outbound", "destinationAddressPrefix": to, **more}
    )


def let_in(priority: int, source: str) -> dict[str, Any]:
    return nsg_rule(NSG, f"in{priority}", priority, sourceAddressPrefix=source)


def behind(*rules: dict[str, Any], network: dict[str, Any] | None = None, **files: Any) -> Files:
    place = vnet_show(subnet_show(OWN_TABLE, NSG), **(network or {}))
    return sound(vnet=place, nsg=nsg_show(NSG, *rules), **files)


def service(internal: bool = True) -> dict[str, Any]:
    notes = {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"} if internal else {}
    metadata = {"name": "web", "namespace": "shop", "annotations": notes}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata,
        "spec": {"type": "LoadBalancer"},
        "status": {"loadBalancer": {}},
    }


INTERNET: dict[str, Any] = {"destinationAddressPrefix": "Internet"}
INSIDE = (let_in(100, NODES), let_in(101, PODS), let_in(102, "AzureLoadBalancer"))
PAIRS: dict[str, tuple[Callable[[], Files], Callable[[], Files]]] = {
    "nsg-closes-node-setup": (
        lambda: behind(let(100, "Storage"), deny(**INTERNET)),
        lambda: behind(let(100, "AzureCloud"), let(101, "MicrosoftContainerRegistry"), deny(**INTERNET)),
    ),
    "nsg-closes-name-servers": (
        lambda: behind(deny(destinationAddressPrefix="192.168.9.0/24"), network=SERVERS),
        lambda: behind(let(100, "192.168.9.4"), let(101, "192.168.9.5"), network=SERVERS),
    ),
    "nsg-closes-a-name-server": (
        lambda: behind(deny(destinationAddressPrefix="192.168.9.4"), network=SERVERS),
        lambda: behind(deny(destinationAddressPrefix="192.168.9.6"), network=SERVERS),
    ),
    "nsg-closes-ports-of-old-nodes": (
        lambda: behind(deny(protocol="Udp", **INTERNET), aks=aks_show(kubernetesVersion="1.21.9")),
        lambda: behind(deny(protocol="Udp", **INTERNET)),
    ),
    "nsg-cuts-off-load-balancers": (
        lambda: behind(*INSIDE[:2], deny(direction="Inbound"), services=kubectl_list(service())),
        lambda: behind(*INSIDE, deny(direction="Inbound"), services=kubectl_list(service())),
    ),
    "nsg-closes-health-probes": (
        lambda: behind(*INSIDE[:2], deny(direction="Inbound")),
        lambda: behind(*INSIDE, deny(direction="Inbound")),
    ),
}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_closed_port_is_found_and_an_open_one_is_not(rule: str) -> None:
    broken, open_ = (rules_of(diagnosed(make())) for make in PAIRS[rule])

    assert rule in broken
    assert not {found for found in open_ if found.startswith("nsg-")}


def test_a_private_cluster_needs_its_own_subnet_and_the_images() -> None:
    private = aks_show(apiServerAccessProfile={"enablePrivateCluster": True, "authorizedIpRanges": None})
    images = let(100, "MicrosoftContainerRegistry")

    assert "nsg-closes-node-setup" not in rules_of(diagnosed(behind(images, deny(**INTERNET), aks=private)))
    closed = deny(destinationAddressPrefix="192.168.1.0/24", destinationPortRange="443")
    assert "nsg-closes-node-setup" in rules_of(diagnosed(behind(images, closed, aks=private)))


FIREWALL = id_of("azureFirewalls", "fw-hub", "rg-hub")
POLICY = id_of("firewallPolicies", "policy", "rg-hub")


def firewall(rules: list[dict[str, Any]] | None, policy: str = "") -> dict[str, Any]:
    """Return `az network firewall show`."""
    collection = {
        "action": {"type": "Allow"},
        "etag": "W",
        "id": f"{FIREWALL}/networkRuleCollections/out",
        "name": "out",
        "priority": 200,
        "rules": rules,
    }
    return {
        "applicationRuleCollections": [],
        "etag": "W",
        "firewallPolicy": {"id": policy, "resourceGroup": "rg-hub"} if policy else None,
        "id": FIREWALL,
        "ipConfigurations": [
            {
                "etag": "W",
                "id": f"{FIREWALL}/azureFirewallIpConfigurations/c",
                "name": "c",
                "privateIPAddress": "10.1.0.4",
            }
        ],
        "name": "fw-hub",
        "natRuleCollections": [],
        "networkRuleCollections": [] if rules is None else [collection],
        "provisioningState": "Succeeded",
    }


def network_rule(to: str) -> dict[str, Any]:
    return {
        "destinationAddresses": [to],
        "destinationFqdns": [],
        "destinationIpGroups": [],
        "destinationPorts": ["443"],
        "name": "web",
        "protocols": ["TCP"],
        "sourceAddresses": ["192.168.1.0/24"],
        "sourceIpGroups": [],
    }


def behind_firewall(shown: dict[str, Any], **files: Any) -> Files:
    routes = [*pod_routes(OWN_TABLE), route(OWN_TABLE, "toFirewall", "0.0.0.0/0")]
    outbound = aks_show(networkProfile={"outboundType": "userDefinedRouting"})
    return sound(aks=outbound, rt=table_show(OWN_TABLE, routes, [SUBNET]), fw=shown, **files)


def policy(*groups: str) -> dict[str, Any]:
    """Return `az network firewall policy show`."""
    listed = [{"id": f"{POLICY}/ruleCollectionGroups/{name}", "resourceGroup": "rg-hub"} for name in groups]
    return {
        "etag": "W",
        "id": POLICY,
        "name": "policy",
        "provisioningState": "Succeeded",
        "ruleCollectionGroups": listed,
    }


def group(tag: str) -> dict[str, Any]:
    """Return `az network firewall policy rule-collection-group show`."""
    rule = {
        "fqdnTags": [tag],
        "name": "aks",
        "protocols": [{"port": 443, "protocolType": "Https"}],
        "ruleType": "ApplicationRule",
        "sourceAddresses": ["*"],
        "targetFqdns": [],
    }
    collection = {
        "action": {"type": "Allow"},
        "name": "c",
        "priority": 100,
        "ruleCollectionType": "FirewallPolicyFilterRuleCollection",
        "rules": [rule],
    }
    id_ = f"{POLICY}/ruleCollectionGroups/aks"
    return {"etag": "W", "id": id_, "name": "aks", "priority": 100, "ruleCollections": [collection]}


CLOSED = "firewall-closes-node-setup"


def test_a_firewall_that_lets_nodes_get_nothing_is_found() -> None:
    assert CLOSED in rules_of(diagnosed(behind_firewall(firewall([network_rule("10.9.0.0/16")]))))
    assert CLOSED in rules_of(diagnosed(behind_firewall(firewall(None))))
    assert CLOSED not in rules_of(diagnosed(behind_firewall(firewall([network_rule("AzureCloud.KoreaCentral")]))))


def test_a_policy_is_judged_when_all_its_groups_were_exported() -> None:
    linked = firewall(None, POLICY)

    assert CLOSED in rules_of(diagnosed(behind_firewall(linked, policy=policy("aks"), group=group("WindowsUpdate"))))
    assert CLOSED not in rules_of(
        diagnosed(behind_firewall(linked, policy=policy("aks"), group=group("AzureKubernetesService")))
    )
    assert CLOSED not in rules_of(
        diagnosed(behind_firewall(linked, policy=policy("aks", "more"), group=group("WindowsUpdate")))
    )
    assert CLOSED not in rules_of(diagnosed(behind_firewall(linked)))
