"""The exports of the page: a cluster with most of what a consultant meets."""

from doctor import az_shapes as az
from doctor.az_shapes import Files

from . import exports
from .declared import terraform

POOLS = (
    az.pool("system", count=3),
    az.pool("apps", count=12, mode="User", upgradeSettings={"maxSurge": "33%"}),
    az.pool("batch", count=5, mode="User", upgradeSettings={"maxSurge": None}),
)
NODES, PODS = 20, 312


def consultants_export() -> Files:
    """Return an export with Calico, a gateway on the cluster's table, a route to pods, a tight budget, a firewall."""
    gateway = az.subnet_show(
        az.OWN_TABLE,
        prefix="192.168.7.0/24",
        id_=exports.GATEWAY_SUBNET,
        ipConfigurations=[],
        delegations=[{"name": "d", "properties": {"serviceName": "Microsoft.Network/applicationGateways"}}],
    )
    vms = az.subnet_show(exports.VM_TABLE, prefix="192.168.8.0/24", id_=exports.VM_SUBNET, ipConfigurations=[])
    to_firewall = az.route(az.OWN_TABLE, "toFirewall", "0.0.0.0/0")
    to_pods = az.route(exports.VM_TABLE, "toPods", "10.244.0.0/16", address="192.168.1.4")
    addon = {"ingressApplicationGateway": {"enabled": True, "config": {"applicationGatewayId": exports.GATEWAY}}}
    return exports.ready(
        aks=az.aks_show(networkProfile={"networkPolicy": "calico"}, addonProfiles=addon, agentPoolProfiles=list(POOLS)),
        vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE), gateway, vms),
        rt=az.table_show(
            az.OWN_TABLE, [*az.pod_routes(az.OWN_TABLE, NODES), to_firewall], [az.SUBNET, exports.GATEWAY_SUBNET]
        ),
        nodes=az.nodes(NODES),
        nics=az.vmss_nic_list(NODES),
        pods=az.kubectl_list(*(exports.pod(number, number % NODES) for number in range(PODS))),
        rt_vm=az.table_show(exports.VM_TABLE, [to_pods], [exports.VM_SUBNET]),
        nic_vm=[exports.vm_nic("report1", exports.VM_SUBNET, "192.168.8.4")],
        agw=exports.gateway(),
        fw=exports.firewall(("aks", "192.168.1.0/24")),
        pdb=az.kubectl_list(exports.pdb("api", 2, 0, minAvailable=2), exports.pdb("web", 3, 1, minAvailable=2)),
    )


FILES: dict[str, Files] = {
    "export": consultants_export(),
    "infra": {**terraform(">= 4.66.0, < 6.0.0")},
}
"""Directory -> its files, as the page's commands find them."""
