"""What users suffer from, as exports show it: each pain is found with what it is about, and its sound like is not."""

from collections.abc import Callable
from typing import Any

import pytest

from akslab.rules.view import TakenRange

from .az_shapes import (
    CLUSTER,
    GROUP,
    IDENTITY,
    MANAGED_TABLE,
    NODE_GROUP,
    NSG,
    OWN_TABLE,
    PRINCIPAL,
    SUBNET,
    SUBSCRIPTION,
    VNET,
    Files,
    aks_show,
    id_of,
    kubectl_list,
    kubectl_node,
    node_name,
    nsg_rule,
    nsg_show,
    peering,
    pod_route,
    pod_routes,
    pool,
    role,
    route,
    sound,
    subnet_show,
    table_show,
    vnet_show,
)
from .diagnosing import diagnosed, rules_of, values_of

TO_FIREWALL = route(OWN_TABLE, "toFirewall", "0.0.0.0/0")
GATEWAY_SUBNET = f"{VNET}/subnets/snet-appgw"


def event(reason: str, message: str, kind: str, name: str, last: str = "2026-10-03T02:20:00Z") -> dict[str, Any]:
    namespace = "default" if kind != "Node" else ""
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": f"{name}.17", "namespace": "default"},
        "involvedObject": {"kind": kind, "name": name, "namespace": namespace},
        "reason": reason,
        "message": message,
        "type": "Warning",
        "count": 12,
        "lastTimestamp": last,
    }


def service(name: str, *, internal: bool = False) -> dict[str, Any]:
    annotation = {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"} if internal else {}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": "shop", "annotations": annotation},
        "spec": {"type": "LoadBalancer", "clusterIP": "10.0.12.7"},
        "status": {"loadBalancer": {"ingress": [{"ip": "192.168.1.20" if internal else "20.41.3.9"}]}},
    }


def pod(number: int, node: int, **spec: Any) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": f"web-{number}", "namespace": "shop"},
        "spec": {"nodeName": node_name(node), **spec},
        "status": {"phase": "Running", "podIP": f"10.244.{node}.{2 + number % 250}"},
    }


def masquerade(name: str, text: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name, "namespace": "kube-system"},
        "data": {"ip-masq-agent": text},
    }


def lock(scope: str, level: str) -> dict[str, Any]:
    return {
        "id": f"{scope}/providers/Microsoft.Authorization/locks/keep",
        "level": level,
        "name": "keep",
        "notes": None,
        "owners": None,
        "resourceGroup": GROUP,
        "type": "Microsoft.Authorization/locks",
    }


def policy(effect: str, field: str) -> list[dict[str, Any]]:
    definition = f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/policyDefinitions/own-tables"
    return [
        {
            "displayName": "Subnets have the hub's route table",
            "enforcementMode": "Default",
            "id": f"/subscriptions/{SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/hub",
            "name": "hub",
            "parameters": {"effect": {"value": effect}},
            "policyDefinitionId": definition,
            "scope": f"/subscriptions/{SUBSCRIPTION}",
            "type": "Microsoft.Authorization/policyAssignments",
        },
        {
            "displayName": "…",
            "id": definition,
            "name": "own-tables",
            "parameters": {"effect": {"type": "String", "defaultValue": "Audit"}},
            "policyRule": {
                "if": {"field": "type", "equals": "Microsoft.Network/virtualNetworks/subnets"},
                "then": {"effect": "[parameters('effect')]", "details": {"operations": [{"field": field}]}},
            },
            "policyType": "Custom",
            "type": "Microsoft.Authorization/policyDefinitions",
        },
    ]


def second_cluster(**changes: Any) -> dict[str, Any]:
    own = id_of("managedClusters", "aks-dev", provider="Microsoft.ContainerService")
    return aks_show(id=own, name="aks-dev", nodeResourceGroup="MC_rg-aks_aks-dev_koreacentral", **changes)


def stale(extra: dict[str, Any]) -> Files:
    return sound(rt=table_show(OWN_TABLE, [*pod_routes(OWN_TABLE), extra], [SUBNET]))


def behind_firewall(**more: Any) -> Files:
    return sound(rt=table_show(OWN_TABLE, [*pod_routes(OWN_TABLE), TO_FIREWALL], [SUBNET]), **more)


def gateway(table: str) -> Files:
    """Return a cluster with the ingress add-on, its gateway in a subnet with this table."""
    id_ = id_of("applicationGateways", "agw")
    addon = {"ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": id_}}}
    link = {"id": GATEWAY_SUBNET, "resourceGroup": GROUP}
    configuration = {"etag": "W", "id": f"{id_}/gatewayIPConfigurations/c", "name": "c", "subnet": link}
    shown = {
        "etag": "W",
        "gatewayIPConfigurations": [configuration],
        "id": id_,
        "name": "agw",
        "location": "koreacentral",
    }
    place = vnet_show(subnet_show(OWN_TABLE), subnet_show(table, prefix="192.168.9.0/24", id_=GATEWAY_SUBNET))
    tables = [SUBNET, GATEWAY_SUBNET] if table else [SUBNET]
    return sound(
        aks=aks_show(addonProfiles=addon),
        vnet=place,
        agw=shown,
        rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE), tables),
    )


def nat(subnets: list[str]) -> dict[str, Any]:
    id_ = id_of("natGateways", "nat")
    shown = {"etag": "W", "id": id_, "name": "nat", "provisioningState": "Succeeded", "resourceGroup": GROUP}
    return shown | ({"subnets": [{"id": each, "resourceGroup": GROUP} for each in subnets]} if subnets else {})


RECONCILED = "azure-ip-masq-agent-config-reconciled"
PAIRS: dict[str, tuple[Callable[[], Files], Callable[[], Files]]] = {
    "route-stale": (lambda: stale(pod_route(OWN_TABLE, 7)), sound),
    "route-duplicate": (lambda: stale(pod_route(OWN_TABLE, 7, "192.168.1.4")), sound),
    "route-outside-pod-cidr": (
        lambda: stale(route(OWN_TABLE, "aks-old-11111111-vmss000000____10990024", "10.99.0.0/24")),
        lambda: stale(route(OWN_TABLE, "toSite", "10.99.0.0/24")),
    ),
    "nsg-blocks-cluster-dns": (
        lambda: sound(
            vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
            nsg=nsg_show(NSG, nsg_rule(NSG, "d", 300, access="Deny", protocol="Udp", destinationPortRange="53")),
        ),
        lambda: sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG)), nsg=nsg_show(NSG)),
    ),
    "nsg-blocks-kubelet": (
        lambda: sound(
            vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
            nsg=nsg_show(NSG, nsg_rule(NSG, "d", 300, access="Deny", protocol="Tcp", destinationPortRange="10250")),
        ),
        lambda: sound(vnet=vnet_show(subnet_show(OWN_TABLE, NSG)), nsg=nsg_show(NSG)),
    ),
    "nsg-virtual-network-tag-widened": (
        lambda: behind_firewall(
            vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
            nsg=nsg_show(NSG, nsg_rule(NSG, "in", 300, sourceAddressPrefix="VirtualNetwork")),
        ),
        lambda: behind_firewall(
            vnet=vnet_show(subnet_show(OWN_TABLE, NSG)),
            nsg=nsg_show(NSG, nsg_rule(NSG, "in", 300, sourceAddressPrefix="192.168.0.0/16")),
        ),
    ),
    "subnet-shared-by-clusters": (
        lambda: sound(dev=second_cluster()),
        lambda: sound(dev=second_cluster(agentPoolProfiles=[pool(subnet_id=f"{VNET}/subnets/other")])),
    ),
    "read-only-lock-on-routes": (
        lambda: sound(locks=[lock(OWN_TABLE, "ReadOnly")]),
        lambda: sound(locks=[lock(IDENTITY, "ReadOnly")]),
    ),
    "read-only-lock-on-node-group": (
        lambda: sound(locks=[lock(f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{NODE_GROUP}", "ReadOnly")]),
        lambda: sound(locks=[lock(IDENTITY, "ReadOnly")]),
    ),
    "policy-touches-route-table": (
        lambda: sound(policies=policy("Modify", "Microsoft.Network/virtualNetworks/subnets/routeTable.id")),
        lambda: sound(policies=policy("Audit", "Microsoft.Network/virtualNetworks/subnets/routeTable.id")),
    ),
    "event-route-not-created": (
        lambda: sound(
            events=kubectl_list(
                event("FailedToCreateRoute", 'Could not: Code="ScopeLocked" Message="x"', "Node", node_name(1))
            )
        ),
        lambda: sound(events=kubectl_list(event("RouteCreated", "", "Node", node_name(1)))),
    ),
    "event-load-balancer-failed": (
        lambda: sound(
            events=kubectl_list(event("SyncLoadBalancerFailed", 'Code="AuthorizationFailed"', "Service", "web"))
        ),
        lambda: sound(events=kubectl_list(event("EnsuredLoadBalancer", "", "Service", "web"))),
    ),
    "node-block-exhausted": (
        lambda: sound(
            events=kubectl_list(
                event(
                    "FailedCreatePodSandBox",
                    "plugin failed: no IP addresses available in range set: 10.244.1.1-10.244.1.254",
                    "Pod",
                    "web-9",
                )
            ),
            pods=kubectl_list(*(pod(number, 1) for number in range(40))),
        ),
        lambda: sound(pods=kubectl_list(*(pod(number, 1) for number in range(40)))),
    ),
    "node-block-nearly-full": (
        lambda: sound(pods=kubectl_list(*(pod(number, 1) for number in range(240)))),
        lambda: sound(pods=kubectl_list(*(pod(number, 1, hostNetwork=True) for number in range(240)))),
    ),
    "masquerade-shows-pods-outside": (
        lambda: sound(
            cm=kubectl_list(
                masquerade(RECONCILED, "nonMasqueradeCIDRs:\n  - 10.244.0.0/16\nmasqLinkLocal: true\n"),
                masquerade("azure-ip-masq-agent-config", "nonMasqueradeCIDRs:\n- 10.0.0.0/8\n"),
            )
        ),
        lambda: sound(cm=kubectl_list(masquerade(RECONCILED, "nonMasqueradeCIDRs:\n  - 10.244.0.0/16\n"))),
    ),
    "masquerade-hides-pods-from-pods": (
        lambda: sound(cm=kubectl_list(masquerade(RECONCILED, '{"nonMasqueradeCIDRs": []}'))),
        lambda: sound(cm=kubectl_list(masquerade(RECONCILED, '{"nonMasqueradeCIDRs": ["10.244.0.0/16"]}'))),
    ),
    "public-service-behind-appliance": (
        lambda: behind_firewall(svc=kubectl_list(service("web"))),
        lambda: behind_firewall(svc=kubectl_list(service("web", internal=True))),
    ),
    "application-gateway-without-pod-routes": (lambda: gateway(""), lambda: gateway(OWN_TABLE)),
    "nat-gateway-without-subnet": (lambda: sound(nat=nat([])), lambda: sound(nat=nat([SUBNET]))),
    "pod-cidr-overlaps-peer": (
        lambda: sound(
            vnet=vnet_show(
                subnet_show(OWN_TABLE),
                virtualNetworkPeerings=[peering("toHub", id_of("virtualNetworks", "hub", "rg-hub"), "10.244.128.0/17")],
            )
        ),
        lambda: sound(
            vnet=vnet_show(
                subnet_show(OWN_TABLE),
                virtualNetworkPeerings=[peering("toHub", id_of("virtualNetworks", "hub", "rg-hub"), "10.1.0.0/16")],
            )
        ),
    ),
    "dns-server-inside-service-cidr": (
        lambda: sound(vnet=vnet_show(subnet_show(OWN_TABLE), dhcpOptions={"dnsServers": ["10.0.0.4"]})),
        lambda: sound(vnet=vnet_show(subnet_show(OWN_TABLE), dhcpOptions={"dnsServers": ["10.1.0.4"]})),
    ),
    "gateway-routes-kept-off": (
        lambda: sound(
            rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE), [SUBNET], disableBgpRoutePropagation=True),
            vnet=vnet_show(
                subnet_show(OWN_TABLE), subnet_show(prefix="192.168.8.0/24", id_=f"{VNET}/subnets/GatewaySubnet")
            ),
        ),
        lambda: sound(
            vnet=vnet_show(
                subnet_show(OWN_TABLE), subnet_show(prefix="192.168.8.0/24", id_=f"{VNET}/subnets/GatewaySubnet")
            )
        ),
    ),
    "node-network-unavailable": (
        lambda: sound(nodes=kubectl_list(*map(kubectl_node, (0, 1)), unavailable(2))),
        sound,
    ),
    "managed-table-orphaned": (
        lambda: sound(rt_mc=table_show(MANAGED_TABLE, pod_routes(MANAGED_TABLE, 1))),
        lambda: sound(rt_mc=table_show(MANAGED_TABLE, [], [f"{VNET}/subnets/other"])),
    ),
    "route-table-role-missing": (
        lambda: sound(roles=[role(VNET), role(IDENTITY)]),
        lambda: sound(roles=[role(OWN_TABLE), role(VNET)]),
    ),
    "route-table-role-not-seen": (lambda: sound(roles=[role(VNET)]), lambda: sound(roles=[role(OWN_TABLE)])),
    "role-too-fresh": (
        lambda: sound(
            roles=[role(OWN_TABLE, createdOn="2026-10-03T02:00:00.1234567+00:00")],
            events=kubectl_list(event("FailedToCreateRoute", 'Code="AuthorizationFailed"', "Node", node_name(1))),
        ),
        lambda: sound(
            roles=[role(OWN_TABLE)],
            events=kubectl_list(event("FailedToCreateRoute", 'Code="AuthorizationFailed"', "Node", node_name(1))),
        ),
    ),
}


def unavailable(number: int) -> dict[str, Any]:
    shown = kubectl_node(number)
    shown["status"]["conditions"][0] |= {"status": "True", "reason": "NoRouteCreated"}
    return shown


CORP = "/providers/Microsoft.Management/managementGroups/corp"
MANAGED = f"{CORP}/providers/Microsoft.Authorization/policyAssignments/hub"


def inherited(**changes: Any) -> list[dict[str, Any]]:
    """Return a policy that a management group assigns, as `az policy assignment list` tells it to a subscription."""
    assignment, definition = policy("Modify", "Microsoft.Network/virtualNetworks/subnets/routeTable.id")
    at = definition["id"].replace(f"/subscriptions/{SUBSCRIPTION}", CORP)
    assignment |= {"id": MANAGED, "policyDefinitionId": at, "scope": CORP, **changes}
    return [assignment, {**definition, "id": at}]


def exemption(scope: str, **changes: Any) -> list[dict[str, Any]]:
    """Return `az policy exemption list`."""
    shown = {
        "description": None,
        "displayName": None,
        "exemptionCategory": "Waiver",
        "expiresOn": None,
        "id": f"{scope}/providers/Microsoft.Authorization/policyExemptions/aks-routes",
        "metadata": None,
        "name": "aks-routes",
        "policyAssignmentId": MANAGED,
        "type": "Microsoft.Authorization/policyExemptions",
    }
    return [{**shown, **changes}]


@pytest.mark.parametrize(
    ("changes", "is_found"),
    [
        ({}, True),
        ({"enforcementMode": "DoNotEnforce"}, False),
        ({"notScopes": [f"/subscriptions/{SUBSCRIPTION}"]}, False),
        ({"notScopes": [f"/subscriptions/{SUBSCRIPTION}/resourceGroups/other"]}, True),
    ],
)
def test_a_policy_of_a_management_group_holds_for_what_it_does_not_leave_out(
    changes: dict[str, Any], is_found: bool
) -> None:
    report = diagnosed(sound(policies=inherited(**changes)))

    assert ("policy-touches-route-table" in rules_of(report)) == is_found


def test_a_policy_does_not_hold_where_it_is_exempt_for_good() -> None:
    everything, table_only = f"/subscriptions/{SUBSCRIPTION}", id_of("routeTables", "rt-aks")

    def found(exemptions: list[dict[str, Any]]) -> bool:
        report = diagnosed(sound(policies=inherited(), exemptions=exemptions))
        return "policy-touches-route-table" in rules_of(report)

    assert not found(exemption(everything))
    assert found(exemption(everything, expiresOn="2026-12-31T00:00:00+00:00"))
    assert found(exemption(everything, policyAssignmentId=f"{MANAGED}2"))
    assert found(exemption(table_only)), "the subnet is not"


@pytest.mark.parametrize("rule", PAIRS)
def test_a_pain_is_found_and_its_sound_like_is_not(rule: str) -> None:
    broken, fine = PAIRS[rule]

    assert rule in rules_of(diagnosed(broken()))
    assert rule not in rules_of(diagnosed(fine()))


@pytest.mark.parametrize(
    ("rule", "values"),
    [
        ("route-stale", {"prefix": "10.244.7.0/24", "hop": "192.168.1.11"}),
        ("route-duplicate", {"node": node_name(0), "cidr": "10.244.0.0/24"}),
        ("event-route-not-created", {"code": "ScopeLocked", "name": node_name(1)}),
        ("node-block-exhausted", {"node": node_name(1), "n": "40", "pod": "default/web-9"}),
        ("node-block-nearly-full", {"n": "240"}),
        ("public-service-behind-appliance", {"names": "shop/web", "hop": "10.1.0.4"}),
        ("masquerade-shows-pods-outside", {"cidr": "10.0.0.0/8"}),
        ("route-table-role-missing", {"principal": PRINCIPAL, "table": "rt-aks"}),
        ("policy-touches-route-table", {"effect": "modify"}),
        ("subnet-shared-by-clusters", {"id": SUBNET}),
    ],
)
def test_a_pain_is_told_with_what_it_is_about(rule: str, values: dict[str, str]) -> None:
    found = values_of(diagnosed(PAIRS[rule][0]()), rule)

    assert any(values.items() <= each.items() for each in found), found


def learned(*networks: str) -> dict[str, Any]:
    """Return `az network vnet-gateway list-learned-routes`."""
    return {
        "value": [
            {
                "asPath": "65010",
                "localAddress": "192.168.8.254",
                "network": network,
                "nextHop": "192.168.8.4",
                "origin": "EBgp",
                "sourcePeer": "192.168.8.4",
                "weight": 32768,
            }
            for network in networks
        ]
    }


def test_a_range_that_a_gateway_learned_is_somebody_elses() -> None:
    report = diagnosed(sound(learned=learned("10.244.8.0/24", "192.168.0.0/16", "0.0.0.0/0")))

    found = values_of(report, "pod-cidr-overlaps-taken-range")
    assert [each["prefix"] for each in found] == ["10.244.8.0/24"]
    assert found[0]["name"] == "learned.json:$.value[0]"


def test_a_learned_range_elsewhere_is_nobodys_trouble() -> None:
    assert "pod-cidr-overlaps-taken-range" not in rules_of(diagnosed(sound(learned=learned("10.9.0.0/16"))))


def test_an_effective_route_from_the_gateway_counts_as_learned() -> None:
    rows = {
        "value": [
            {
                "addressPrefix": ["10.244.0.0/20"],
                "disableBgpRoutePropagation": False,
                "name": None,
                "nextHopIpAddress": ["192.168.8.4"],
                "nextHopType": "VirtualNetworkGateway",
                "source": "VirtualNetworkGateway",
                "state": "Active",
            }
        ]
    }

    assert "pod-cidr-overlaps-taken-range" in rules_of(diagnosed(sound(effective=rows)))


def test_a_range_on_the_list_to_avoid_is_told_with_its_place() -> None:
    report = diagnosed(sound(), taken=[TakenRange("seoul (ipam.csv:7)", "10.0.0.0/20")])

    assert values_of(report, "service-cidr-overlaps-taken-range")[0]["name"] == "seoul (ipam.csv:7)"


def test_the_next_upgrade_is_refused_where_a_later_subnet_lies_in_the_service_range() -> None:
    later = subnet_show(prefix="10.0.3.0/24", id_=f"{VNET}/subnets/later")
    report = diagnosed(
        sound(vnet=vnet_show(subnet_show(OWN_TABLE), later, addressSpace={"addressPrefixes": ["10.0.0.0/8"]}))
    )

    found = next(each for each in report.findings.judged if each.finding.rule == "service-cidr-overlaps-subnet")
    assert (found.class_, found.when) == ("risk", "upgrade")
    assert found.finding.code == "ServiceCidrOverlapExistingSubnetsCidr"


def test_the_next_upgrade_is_refused_where_the_subnet_has_no_room_for_its_surge() -> None:
    """Nine nodes and one of the surge, and three addresses of others, in a /28 of eleven."""
    pools = [pool(count=9)]
    others = [
        {
            "etag": "W",
            "id": id_of("networkInterfaces", f"vm{number}"),
            "name": f"vm{number}",
            "type": "Microsoft.Network/networkInterfaces",
            "ipConfigurations": [
                {
                    "id": id_of("networkInterfaces", f"vm{number}") + "/ipConfigurations/c",
                    "name": "c",
                    "subnet": {"id": SUBNET, "resourceGroup": GROUP},
                }
            ],
        }
        for number in range(2)
    ]
    files = sound(
        aks=aks_show(agentPoolProfiles=pools),
        vnet=vnet_show(subnet_show(OWN_TABLE, prefix="192.168.1.0/28")),
        vms=others,
    )

    found = next(each for each in diagnosed(files).findings.judged if each.finding.rule == "subnet-too-small")
    assert (found.class_, found.when) == ("risk", "upgrade")


def test_a_shared_table_is_told_of_both_clusters() -> None:
    dev_subnet = f"{VNET}/subnets/snet-dev"
    files = sound(
        dev=second_cluster(agentPoolProfiles=[pool(subnet_id=dev_subnet)]),
        vnet=vnet_show(subnet_show(OWN_TABLE), subnet_show(OWN_TABLE, prefix="192.168.2.0/24", id_=dev_subnet)),
        rt=table_show(OWN_TABLE, pod_routes(OWN_TABLE), [SUBNET, dev_subnet]),
    )

    found = [each for each in diagnosed(files).findings.judged if each.finding.rule == "route-table-shared-by-clusters"]

    assert {each.finding.resource_id.rsplit("/", 1)[-1] for each in found} == {"aks-prod", "aks-dev"}


def test_everything_that_is_asked_of_a_cluster_is_asked_by_its_id_in_any_case() -> None:
    upper = aks_show(id=CLUSTER.upper().replace("/SUBSCRIPTIONS/", "/subscriptions/"))

    assert rules_of(diagnosed(sound(aks=upper)), "breaks") == set()
