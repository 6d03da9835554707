"""What blocks a cluster, one by one: how to change the sound exports so that it shows, and what has to be said of it."""

from typing import Any

from doctor import az_shapes as az
from doctor.az_shapes import Files
from msgspec import Struct

from . import exports


class Blocking(Struct, frozen=True, kw_only=True):
    """A change of the sound exports, the blocker it makes, and a command that has to be in the plan."""

    key: str
    files: Files
    """Replaces those of `exports.ready`."""
    command: str = ""
    class_: str = "B"
    step: str = ""
    """The step that takes care of it."""


def only(files: Files) -> Files:
    """Return the files that differ from the sound ones."""
    sound = exports.ready()
    return {name: value for name, value in files.items() if sound.get(name) != value}


def _pool(**more: Any) -> Files:
    return only(exports.with_aks(agentPoolProfiles=[az.pool(**more)]))


LONG = "s" * 64
LONG_SUBNET = f"{az.VNET}/subnets/{LONG}"
LONG_VNET = az.id_of("virtualNetworks", "v" * 64)


def named(subnet_id: str) -> Files:
    network_id = subnet_id.rsplit("/", 2)[0]
    network = az.vnet_show(az.subnet_show(az.OWN_TABLE, id_=subnet_id), id_=network_id)
    rt = az.table_show(az.OWN_TABLE, az.pod_routes(az.OWN_TABLE), [subnet_id])
    pools = [az.pool(subnet_id=subnet_id)]
    nics = az.vmss_nic_list(subnet=subnet_id)
    return only(exports.ready(aks=az.aks_show(agentPoolProfiles=pools), vnet=network, rt=rt, nics=nics))


CUSTOM_MAPS = az.kubectl_list(
    exports.config_map(exports.RECONCILED, "10.244.0.0/16"), exports.config_map(exports.CUSTOM, "10.9.0.0/16")
)
SYSTEM = {"principalId": "0", "type": "SystemAssigned", "userAssignedIdentities": None}

BLOCKINGS = (
    Blocking(
        key="stopped",
        files=only(exports.with_aks(powerState={"code": "Stopped"})),
        command="az aks start -g rg-aks -n aks-prod",
        class_="B",
        step="start",
    ),
    Blocking(
        key="version",
        files=only(exports.with_aks(kubernetesVersion="1.25.6", currentKubernetesVersion="1.25.6")),
        command="az aks upgrade -g rg-aks -n aks-prod --kubernetes-version 1.27",
        step="upgrade",
    ),
    Blocking(
        key="policy",
        files=only(exports.with_aks(networkProfile={"networkPolicy": "calico"})),
        command="az aks update -g rg-aks -n aks-prod --network-policy none",
        step="policy",
    ),
    Blocking(
        key="identity",
        files=only(exports.with_aks(identity=SYSTEM)),
        command="az aks update -g rg-aks -n aks-prod --enable-managed-identity --assign-identity",
        step="identity",
    ),
    Blocking(
        key="masquerade",
        files={"cm.json": CUSTOM_MAPS},
        command="kubectl delete configmap azure-ip-masq-agent-config -n kube-system",
        step="masquerade",
    ),
    Blocking(
        key="ipv6",
        files=only(exports.with_aks(networkProfile={"podCidrs": ["10.244.0.0/16", "fd12:3456:789a::/64"]})),
        command="akslab plan --nodes 3 --plugin overlay -o az",
        class_="C",
    ),
    Blocking(key="windows", files=_pool(osType="Windows"), command="az aks nodepool delete", step="pools"),
    Blocking(
        key="pod-subnet",
        files=_pool(podSubnetId=f"{az.VNET}/subnets/pods"),
        command="az aks nodepool delete -g rg-aks --cluster-name aks-prod -n nodepool1",
        step="pools",
    ),
    Blocking(key="availability-set", files=_pool(type="AvailabilitySet"), command="akslab plan", class_="C"),
    Blocking(key="vm-size", files=_pool(vmSize="Standard_DC2s_v2"), command="az aks nodepool add", step="pools"),
    Blocking(key="name", files=named(LONG_SUBNET), command="az aks nodepool add", step="pools"),
    Blocking(
        key="side-subnet",
        files=only(exports.with_side_subnet()),
        command="az network vnet subnet update -g rg-aks --vnet-name myAKSVnet -n snet-vm --remove routeTable",
        step="detach",
    ),
    Blocking(
        key="gateway-subnet",
        files=only(exports.with_side_subnet(exports.GATEWAY_SUBNET, agw=exports.gateway())),
        command="az network vnet subnet update -g rg-aks --vnet-name myAKSVnet -n snet-appgw --remove routeTable",
        step="detach",
    ),
    Blocking(
        key="gateway-size",
        files=only(exports.with_gateway("192.168.8.0/23")),
    ),
    Blocking(
        key="shared-subnet",
        files={"dev.json": exports.second_cluster(az.SUBNET)},
        class_="C",
    ),
    Blocking(
        key="pods-on-subnet",
        files=only(
            exports.ready(
                vnet=az.vnet_show(
                    az.subnet_show(az.OWN_TABLE),
                    az.subnet_show(prefix="10.244.200.0/24", id_=exports.VM_SUBNET, ipConfigurations=[]),
                    addressSpace={"addressPrefixes": ["192.168.0.0/16", "10.244.200.0/24"]},
                )
            )
        ),
    ),
    Blocking(
        key="pods-on-services",
        files=only(
            exports.with_aks(networkProfile={"serviceCidr": "10.244.64.0/20", "serviceCidrs": ["10.244.64.0/20"]})
        ),
    ),
    Blocking(
        key="pods-too-few",
        files=only(exports.with_aks(networkProfile={"podCidr": "10.244.0.0/23", "podCidrs": ["10.244.0.0/23"]})),
    ),
    Blocking(
        key="subnet-full",
        files=only(
            exports.ready(vnet=az.vnet_show(az.subnet_show(az.OWN_TABLE, prefix="192.168.1.0/29", ipConfigurations=[])))
        ),
        command="az aks nodepool update -g rg-aks --cluster-name aks-prod -n nodepool1 --max-surge 1",
        step="surge",
    ),
)
"""Those that exports can show; what a tool does is in `test_files`."""


def with_all(*several: Blocking) -> Files:
    """Return the exports with several at once; what two of them change in one file, the last one decides."""
    files = exports.ready()
    for each in several:
        files |= each.files
    return files
