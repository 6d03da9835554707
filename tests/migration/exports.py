"""Exports of a cluster that is ready to move, and each thing that keeps one from it or that it costs somebody."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from doctor import az_shapes as az
from doctor.az_shapes import Files, Json
from doctor.diagnosing import known_of

from akslab.doctor.joined import Joined
from akslab.migration.aims import Aim
from akslab.migration.assessment import Assessment, assess
from akslab.migration.case import Case

TODAY = date(2026, 11, 24)
GATEWAY_SUBNET = f"{az.VNET}/subnets/snet-appgw"
VM_SUBNET = f"{az.VNET}/subnets/snet-vm"
VM_TABLE = az.id_of("routeTables", "rt-vm")
GATEWAY = az.id_of("applicationGateways", "appgw")
FIREWALL = az.id_of("azureFirewalls", "fw-hub", "rg-hub")
DEV = az.id_of("managedClusters", "aks-dev", provider="Microsoft.ContainerService")
RECONCILED = "azure-ip-masq-agent-config-reconciled"
CUSTOM = "azure-ip-masq-agent-config"


def config_map(name: str, *cidrs: str) -> Json:
    """Return a ConfigMap of the ip-masq agent."""
    listed = "".join(f"\n- {each}" for each in cidrs)
    return {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": name, "namespace": "kube-system"},
        "data": {"ip-masq-agent": f"nonMasqueradeCIDRs:{listed}\nmasqLinkLocal: true\n"},
    }


def pdb(name: str, expected: int | None, allowed: int | None, namespace: str = "payments", **spec: Any) -> Json:
    """Return a PodDisruptionBudget with its status; None leaves out what its controller has not counted yet."""
    counted = {"expectedPods": expected, "disruptionsAllowed": allowed}
    return {
        "apiVersion": "policy/v1",
        "kind": "PodDisruptionBudget",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"selector": {"matchLabels": {"app": name}}, **spec},
        "status": {key: value for key, value in counted.items() if value is not None},
    }


def service(name: str, address: str, namespace: str = "shop") -> Json:
    """Return a service of type LoadBalancer."""
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name, "namespace": namespace},
        "spec": {"type": "LoadBalancer"},
        "status": {"loadBalancer": {"ingress": [{"ip": address}]}},
    }


def pod(number: int, node: int) -> Json:
    """Return a pod on a node."""
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": f"web-{number}", "namespace": "shop"},
        "spec": {"nodeName": az.node_name(node)},
        "status": {"phase": "Running"},
    }


def network_policy(name: str) -> Json:
    """Return a NetworkPolicy."""
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": name, "namespace": "shop"},
        "spec": {"podSelector": {}},
    }


def gateway(subnet: str = GATEWAY_SUBNET) -> Json:
    """Return `az network application-gateway show`."""
    head = {"id": GATEWAY, "name": "appgw", "type": "Microsoft.Network/applicationGateways", "location": az.LOCATION}
    return head | {
        "etag": 'W/"1"',
        "provisioningState": "Succeeded",
        "resourceGroup": az.GROUP,
        "sku": {"name": "WAF_v2", "tier": "WAF_v2"},
        "gatewayIPConfigurations": [
            {"id": f"{GATEWAY}/gatewayIPConfigurations/ip", "name": "ip", "etag": 'W/"1"', "subnet": {"id": subnet}}
        ],
        "frontendIPConfigurations": [],
    }


def vm_nic(name: str, subnet: str, address: str, group: str = "rg-apps") -> Json:
    """Return a machine's interface, as `az network nic list` shows it."""
    id_ = az.id_of("networkInterfaces", f"{name}-nic", group)
    return {
        "enableIPForwarding": False,
        "etag": 'W/"1"',
        "id": id_,
        "ipConfigurations": [
            {
                "id": f"{id_}/ipConfigurations/ipconfig1",
                "name": "ipconfig1",
                "etag": 'W/"1"',
                "privateIPAddress": address,
                "subnet": {"id": subnet},
            }
        ],
        "name": f"{name}-nic",
        "provisioningState": "Succeeded",
        "resourceGroup": group,
        "type": "Microsoft.Network/networkInterfaces",
        "virtualMachine": {"id": az.id_of("virtualMachines", name, group, "Microsoft.Compute")},
    }


def firewall(*rules: tuple[str, str]) -> Json:
    """Return `az network firewall show` with a rule for each (name, source)."""
    listed = [
        {"name": name, "sourceAddresses": [source], "destinationAddresses": ["*"], "destinationPorts": ["443"]}
        for name, source in rules
    ]
    return {
        "id": FIREWALL,
        "name": "fw-hub",
        "type": "Microsoft.Network/azureFirewalls",
        "location": az.LOCATION,
        "etag": 'W/"1"',
        "provisioningState": "Succeeded",
        "resourceGroup": "rg-hub",
        "networkRuleCollections": [{"id": f"{FIREWALL}/networkRuleCollections/out", "name": "out", "rules": listed}],
    }


def ready(**changes: Any) -> Files:
    """Return the exports of a cluster that may move at once; `changes` replace files, None drops one."""
    files = az.sound(
        cm=az.kubectl_list(config_map(RECONCILED, "10.244.0.0/16")),
        pdb=az.kubectl_list(pdb("api", 3, 1, minAvailable=2)),
        svc=az.kubectl_list(service("web", "20.1.2.3")),
        pods=az.kubectl_list(*(pod(number, number % 3) for number in range(7))),
        netpol=az.kubectl_list(network_policy("deny")),
    )
    files |= {name.replace("_", "-") + ".json": value for name, value in changes.items()}
    return {name: value for name, value in files.items() if value is not None}


def with_aks(**changes: Any) -> Files:
    """Return them with another `az aks show`."""
    return ready(aks=az.aks_show(**changes))


def with_side_subnet(id_: str = VM_SUBNET, prefix: str = "192.168.7.0/24", **more: Any) -> Files:
    """Return a network with another subnet on the cluster's table."""
    side = az.subnet_show(az.OWN_TABLE, prefix=prefix, id_=id_, ipConfigurations=[])
    return ready(
        vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), side),
        rt=az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [az.SUBNET, id_]),
        **more,
    )


def with_gateway(prefix: str = "192.168.7.0/24", *, is_delegated: bool = True, **more: Any) -> Files:
    """Return a cluster behind an Application Gateway of the ingress add-on, whose subnet is not on its table."""
    delegations = [{"name": "d", "serviceName": "Microsoft.Network/applicationGateways"}] if is_delegated else []
    listed = [{"name": each["name"], "properties": {"serviceName": each["serviceName"]}} for each in delegations]
    subnet = az.subnet_show(prefix=prefix, id_=GATEWAY_SUBNET, delegations=listed, ipConfigurations=[])
    addon = {"ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": GATEWAY}}}
    seen = {"vnet": az.vnet_show(az.subnet_show(az.OWN_TABLE), subnet), "agw": gateway()}
    return ready(**{"aks": az.aks_show(addonProfiles=addon), **seen, **more})


def second_cluster(subnet_id: str) -> Json:
    """Return another kubenet cluster, with its nodes in this subnet."""
    return az.aks_show(id=DEV, name="aks-dev", nodeResourceGroup="MC_dev", agentPoolProfiles=[az.pool("np", subnet_id)])


def known_clusters(files: Files) -> Joined:
    return known_of(files)


def assessed(files: Files, aim: Aim = Aim(), name: str = "aks-prod", today: date = TODAY) -> Assessment:  # noqa: B008
    """Return the assessment of an exported cluster."""
    known = known_clusters(files)
    cluster = next(each for id_, each in known.view.managed_clusters.items() if id_.endswith(f"/{name}"))
    return assess(Case(view=known.view, cluster=cluster, aim=aim), today)


def keys(found: Assessment, kind: str) -> set[str]:
    """Return the keys of the remarks of a kind."""
    return {each.key for each in found.remarks if each.kind == kind}


def commands(found: Assessment) -> list[str]:
    """Return everything a plan types, in order."""
    return [command for step in found.steps for command in step.commands]


def step_keys(found: Assessment) -> list[str]:
    return [step.key for step in found.steps]


def values(found: Assessment, key: str, kind: str | None = None) -> list[dict[str, Any]]:
    """Return what fills the sentences of the remarks with this key."""
    return [each.what.values for each in found.remarks if each.key == key and kind in (None, each.kind)]


def dropped(files: Files, names: Iterable[str]) -> Files:
    """Return the files without some."""
    return {name: value for name, value in files.items() if name not in set(names)}


def inside(files: Files) -> Files:
    """Return other exports of Azure with what kubectl shows of the cluster that is ready."""
    return {name: ready()[name] for name in ("cm.json", "pdb.json", "svc.json", "pods.json", "netpol.json")} | files
